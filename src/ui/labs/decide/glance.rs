//! Good and bad at a glance: what a run did to precision and recall on domain data. Pure.

use crate::metrics::{Ranking, Scores, best_precision};

/// What came of precision and recall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Both went up, or one did and the other held.
    Good,
    /// One fell, but both are high, and no threshold of the base model reaches both.
    Beyond,
    /// One was paid for with the other, as a move of the threshold would have done.
    Traded,
    /// Neither went up, or both are low.
    Poor,
}

/// Below this a figure is low.
const LOW: f64 = 0.7;
/// A change that is not told from none: on as many texts as the test sets have, chance alone moves a share by about
/// this much.
const NOISE: f64 = 0.02;
/// By how much precision must exceed what the base model reaches at the same recall.
const MARGIN: f64 = 0.02;

impl Verdict {
    /// Judges a run by the figures of its domain test set at the threshold 0.5; `base` ranks the same
    /// texts under the base model. An undefined figure (nobody was called) counts as 0.
    pub fn of(before: &Scores, after: &Scores, base: &Ranking) -> Self {
        let [p0, r0, p1, r1] =
            [before.precision, before.recall, after.precision, after.recall].map(Option::unwrap_or_default);
        if p1 < LOW && r1 < LOW {
            return Self::Poor;
        }
        let up = |from: f64, to: f64| to > from + NOISE;
        let down = |from: f64, to: f64| to < from - NOISE;
        match (down(p0, p1), down(r0, r1)) {
            (false, false) if up(p0, p1) || up(r0, r1) => Self::Good,
            (false, false) | (true, true) => Self::Poor,
            (true, false) | (false, true) => {
                let reaches = best_precision(base, r1).and_then(|best| best.cells.precision());
                let same = reaches.is_some_and(|precision| precision >= p1 - MARGIN);
                if same || p1 < LOW || r1 < LOW { Self::Traded } else { Self::Beyond }
            }
        }
    }

    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good | Self::Beyond => "good",
            Self::Traded => "traded",
            Self::Poor => "poor",
        }
    }

    /// The sign before the word.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Good | Self::Beyond => "✓",
            Self::Traded => "⇄",
            Self::Poor => "✗",
        }
    }

    /// Why.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Good => {
                "Precision and recall both rose, or one rose and the other held within 2 points: the model itself got better."
            }
            Self::Beyond => {
                "One rose and the other fell, but no threshold of the base model reaches both figures: the model itself got better, \
                 and a move of its threshold can give the fallen one back."
            }
            Self::Traded => {
                "One rose and the other fell. A move of the base model’s threshold reaches much the same two figures: little was gained beyond that."
            }
            Self::Poor => {
                "Neither rose by more than 2 points, or both are low: next to nothing was gained on the domain."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(precision: Option<f64>, recall: f64) -> Scores {
        Scores { accuracy: 0.5, balanced_accuracy: 0.5, precision, recall: Some(recall), f1: None, loss: 1.0 }
    }

    #[test]
    fn both_up_is_good_one_up_is_a_trade_and_low_is_poor() {
        let before = scores(Some(0.8), 0.6);
        // Half of the positives on top, then all negatives, then the other half: beyond a recall of 0.5
        // the base model's precision is 0.5 at best.
        let values: Vec<f32> = (0..8).map(|rank| 0.9 - rank as f32 * 0.1).collect();
        let base = Ranking::new(&values, &[true, true, false, false, false, false, true, true]).expect("well-formed");
        let of = |after: &Scores| Verdict::of(&before, after, &base);
        assert_eq!(of(&scores(Some(0.95), 0.95)), Verdict::Good);
        assert_eq!(of(&scores(Some(0.801), 0.9)), Verdict::Good);
        assert_eq!(of(&scores(Some(0.75), 0.99)), Verdict::Beyond);
        assert_eq!(of(&scores(Some(0.5), 0.99)), Verdict::Traded);
        assert_eq!(of(&scores(Some(0.6), 0.99)), Verdict::Traded, "more than the base model, but low");
        assert_eq!(of(&scores(Some(0.99), 0.3)), Verdict::Traded);
        assert_eq!(of(&before), Verdict::Poor);
        assert_eq!(of(&scores(None, 0.0)), Verdict::Poor);
    }
}
