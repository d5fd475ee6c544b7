//! Whether probabilities mean what they say.

use super::Ranking;

/// The examples whose scores lie in one interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Lower end, which belongs to the bin below, if there is one.
    pub from: f64,
    /// Upper end, which belongs to this bin.
    pub to: f64,
    /// Number of examples, at least 1.
    pub count: u32,
    /// Mean score: what the model promises.
    pub mean_score: f64,
    /// Share of positives: what comes true.
    pub share_positive: f64,
}

/// The reliability diagram of the positive class's probability (DeGroot & Fienberg, 1983): `bins` intervals
/// of equal width from 0 to 1, lowest first, empty ones left out; 0 counts as 1. A score on the border of
/// two belongs to the lower one, as in Guo et al. (2017) and in scikit-learn's `calibration_curve`.
pub fn reliability(ranking: &Ranking, bins: usize) -> Vec<Bin> {
    let bins = bins.max(1) as f64;
    let mut filled: Vec<Bin> = Vec::new();
    for step in ranking.steps() {
        let number = (step.score * bins).ceil().max(1.0);
        let (from, to) = ((number - 1.0) / bins, number / bins);
        if filled.last().is_none_or(|bin| bin.to != to) {
            filled.push(Bin { from, to, count: 0, mean_score: 0.0, share_positive: 0.0 });
        }
        if let Some(bin) = filled.last_mut() {
            // Sums at first; they become means below.
            let count = step.positives + step.negatives;
            bin.count += count as u32;
            bin.mean_score += count * step.score;
            bin.share_positive += step.positives;
        }
    }
    for bin in &mut filled {
        bin.mean_score /= f64::from(bin.count);
        bin.share_positive /= f64::from(bin.count);
    }
    filled.reverse();
    filled
}

/// Expected calibration error over the bins of [`reliability`], within 0..=1: the sum of
/// count / n * |mean score - share of positives|.
///
/// This is the binary form of Naeini et al. (2015), on the probability of the positive class. Guo et al.
/// (2017) use the same sum for any number of classes with the probability of the predicted class
/// ("confidence") and the share of right answers instead, which gives another number for the same set.
pub fn ece(ranking: &Ranking, bins: usize) -> f64 {
    let gaps = reliability(ranking, bins).into_iter().map(|bin| {
        let gap = (bin.mean_score - bin.share_positive).abs();
        f64::from(bin.count) * gap
    });
    gaps.sum::<f64>() / ranking.len() as f64
}

/// Mean squared difference between score and truth (0 or 1), within 0..=1: the binary form of Brier's score
/// as used today. Brier (1950) adds up both classes, which gives twice as much.
pub fn brier(ranking: &Ranking) -> f64 {
    let squares =
        ranking.steps().map(|step| step.positives * (1.0 - step.score).powi(2) + step.negatives * step.score.powi(2));
    squares.sum::<f64>() / ranking.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_belongs_to_the_bin_below_it() {
        let ranking = Ranking::new(&[0.0, 0.25, 0.5, 0.75, 1.0], &[false, false, true, true, true]).expect("valid");
        let bins: Vec<(f64, f64, u32)> =
            reliability(&ranking, 4).into_iter().map(|bin| (bin.from, bin.to, bin.count)).collect();
        assert_eq!(bins, [(0.0, 0.25, 2), (0.25, 0.5, 1), (0.5, 0.75, 1), (0.75, 1.0, 1)]);
        assert_eq!(reliability(&ranking, 0).len(), 1);
    }

    #[test]
    fn certainty_that_comes_true_is_free_of_error() {
        let right = Ranking::new(&[0.0, 1.0], &[false, true]).expect("valid");
        assert_eq!((ece(&right, 10), brier(&right)), (0.0, 0.0));
        let wrong = Ranking::new(&[1.0, 0.0], &[false, true]).expect("valid");
        assert_eq!((ece(&wrong, 10), brier(&wrong)), (1.0, 1.0));
    }
}
