//! Temperature scaling: one number that makes all answers more or less certain, and changes none.

use std::ops::RangeInclusive;

use super::Predictions;
use super::classification::{log_probability, most_probable};

/// The temperatures that are tried, from twenty times sharper to twenty times softer logits.
pub const TEMPERATURES: RangeInclusive<f64> = 0.05..=20.0;

/// Halvings of the interval of ln T: 6 / 2^40 is below 1e-11.
const HALVINGS: u32 = 40;

/// The temperature that minimises the mean cross-entropy of these examples (Guo et al., 2017): above 1 if
/// the model is too certain, below 1 if it is too uncertain. Fit it on validation examples.
///
/// Logits are known up to a constant as ln p, where a probability of 0 counts as the smallest normal
/// `f32`. The cross-entropy is convex in 1/T, so its slope changes sign once, and ln T is found by
/// bisection within [`TEMPERATURES`]. Where every example is right, however narrowly, more certainty is
/// always better: the lower bound comes out. Where less certainty is always better, as with answers that
/// are worse than guessing, the upper one does. Where the temperature makes no difference, it is 1.
pub fn fit_temperature(predictions: &Predictions) -> f64 {
    let logits: Vec<Vec<f64>> = (0..predictions.labels().len()).map(|index| logits(predictions.row(index))).collect();
    // The slope of the summed cross-entropy in 1/T: the expected logit less the true class's.
    let slope = |temperature: f64| -> f64 {
        let of_example = |(logits, label): (&Vec<f64>, &usize)| {
            let expected = softmax(logits, temperature).zip(logits).map(|(probability, logit)| probability * logit);
            expected.sum::<f64>() - logits[*label]
        };
        logits.iter().zip(predictions.labels()).map(of_example).sum()
    };
    let (lowest, highest) = (*TEMPERATURES.start(), *TEMPERATURES.end());
    if slope(1.0) == 0.0 {
        return 1.0;
    }
    if slope(lowest) <= 0.0 {
        return lowest;
    }
    if slope(highest) >= 0.0 {
        return highest;
    }
    let (mut low, mut high) = (lowest.ln(), highest.ln());
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if slope(middle.exp()) > 0.0 { low = middle } else { high = middle }
    }
    ((low + high) / 2.0).exp()
}

/// The predictions with their logits divided by `t` (Guo et al., 2017), which is held to [`TEMPERATURES`];
/// NaN counts as 1. The most probable class of every example stays the same.
pub fn with_temperature(predictions: &Predictions, t: f64) -> Predictions {
    let t = if t.is_nan() { 1.0 } else { t.clamp(*TEMPERATURES.start(), *TEMPERATURES.end()) };
    predictions.map_rows(|row| {
        let mut scaled: Vec<f32> = softmax(&logits(row), t).map(|probability| probability as f32).collect();
        let (best, rival) = (most_probable(row), most_probable(&scaled));
        if best != rival {
            // Two that were almost equal are equal after rounding to `f32`.
            scaled[best] = scaled[rival].next_up();
        }
        scaled
    })
}

/// The logits of a row of probabilities, the highest of them 0.
fn logits(row: &[f32]) -> Vec<f64> {
    let highest = log_probability(row[most_probable(row)]);
    row.iter().map(|probability| log_probability(*probability) - highest).collect()
}

/// The probabilities of logits whose highest is 0, at a temperature.
fn softmax(logits: &[f64], temperature: f64) -> impl Iterator<Item = f64> {
    let weights = move || logits.iter().map(move |logit| (logit / temperature).exp());
    let sum: f64 = weights().sum();
    weights().map(move |weight| weight / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binary(positive: &[f32], labels: &[usize]) -> Predictions {
        let rows = positive.iter().flat_map(|p| [1.0 - p, *p]).collect();
        Predictions::new(rows, labels.to_vec(), 2).expect("valid")
    }

    #[test]
    fn three_of_four_right_means_three_quarters() {
        let certain = binary(&[0.99, 0.99, 0.99, 0.99], &[1, 1, 1, 0]);
        let scaled = with_temperature(&certain, fit_temperature(&certain));
        assert!((scaled.row(0)[1] - 0.75).abs() < 1e-6);
        assert_eq!(scaled.labels(), certain.labels());
    }

    #[test]
    fn without_a_minimum_inside_a_bound_comes_out() {
        assert_eq!(fit_temperature(&binary(&[0.4, 0.6], &[0, 1])), *TEMPERATURES.start());
        assert_eq!(fit_temperature(&binary(&[0.0, 1.0], &[0, 1])), *TEMPERATURES.start());
        assert_eq!(fit_temperature(&binary(&[0.4, 0.6], &[1, 0])), *TEMPERATURES.end());
        assert_eq!(fit_temperature(&binary(&[0.5, 0.5], &[1, 1])), 1.0);
    }

    #[test]
    fn almost_equal_probabilities_keep_their_order() {
        let close = Predictions::new(vec![0.499_999_97, 0.5], vec![1], 2).expect("valid");
        for t in [0.0, 1.0, 20.0, f64::INFINITY, f64::NAN] {
            assert_eq!(with_temperature(&close, t).predicted(), [1], "{t}");
        }
    }
}
