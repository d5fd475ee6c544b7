//! Scores of the positive class with their truths, sorted once, so that every question about a threshold
//! is a binary search.

use super::{Cells, MetricError, Predictions};

/// Scores with their truths. It holds the distinct scores only, with what is called positive from each
/// of them upwards (Fawcett, 2006, algorithm 1: equal scores make one step).
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Highest score first.
    levels: Vec<Level>,
}

/// What is called positive at the threshold `score`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Level {
    score: f64,
    positives: u32,
    negatives: u32,
}

/// A threshold and the cells that it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operating {
    /// Called positive from this score upwards.
    pub threshold: f64,
    /// What comes of it.
    pub cells: Cells,
}

/// The examples of one score, which are called in addition once the threshold falls to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// The score of all of them.
    pub score: f64,
    /// Number of positives among them.
    pub positives: f64,
    /// Number of negatives among them.
    pub negatives: f64,
    /// The cells with them.
    pub after: Cells,
}

impl Ranking {
    /// Puts the scores of the positive class and whether each example is positive together.
    ///
    /// # Errors
    /// [`MetricError::Empty`] without examples, [`MetricError::Lengths`] where there are not as many
    /// scores as truths, [`MetricError::NotANumber`] and [`MetricError::OutOfRange`] where a score is not
    /// within 0..=1.
    pub fn new(scores: &[f32], positive: &[bool]) -> Result<Self, MetricError> {
        if positive.is_empty() {
            return Err(MetricError::Empty);
        }
        if scores.len() != positive.len() {
            return Err(MetricError::Lengths { scores: scores.len(), truths: positive.len() });
        }
        if let Some(index) = scores.iter().position(|score| !(0.0..=1.0).contains(score)) {
            let error = if scores[index].is_nan() {
                MetricError::NotANumber { index }
            } else {
                MetricError::OutOfRange { index }
            };
            return Err(error);
        }
        Ok(Self::sorted(scores.iter().copied().zip(positive.iter().copied()).collect()))
    }

    /// Ranks by the probability of class `class`; what `f32` rounding adds above 1 is cut off. A class that
    /// does not exist has probability 0 everywhere and no positives.
    pub fn of(predictions: &Predictions, class: usize) -> Self {
        let score = |index| predictions.row(index).get(class).map_or(0.0, |probability: &f32| probability.min(1.0));
        let labels = predictions.labels().iter().enumerate();
        Self::sorted(labels.map(|(index, label)| (score(index), *label == class)).collect())
    }

    fn sorted(mut examples: Vec<(f32, bool)>) -> Self {
        for (score, _) in &mut examples {
            *score += 0.0; // -0 and 0 are one score
        }
        examples.sort_unstable_by(|(a, _), (b, _)| b.total_cmp(a));
        let (mut positives, mut negatives) = (0, 0);
        let levels = examples.chunk_by(|(a, _), (b, _)| a == b).map(|equal| {
            let hits = equal.iter().filter(|(_, positive)| *positive).count() as u32;
            positives += hits;
            negatives += equal.len() as u32 - hits;
            Level { score: equal[0].0.into(), positives, negatives }
        });
        Self { levels: levels.collect() }
    }

    /// Number of examples.
    pub fn len(&self) -> usize {
        (self.positives() + self.negatives()) as usize
    }

    /// Whether there are no examples, which never happens.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// Number of positive examples.
    pub fn positives(&self) -> u32 {
        self.levels.last().map_or(0, |level| level.positives)
    }

    /// Number of negative examples.
    pub fn negatives(&self) -> u32 {
        self.levels.last().map_or(0, |level| level.negatives)
    }

    /// The cells where an example is called positive if its score is at least `threshold`. NaN calls
    /// nobody. The `f32` scores are compared as they are: one that prints as 0.7 may lie just below 0.7.
    pub fn cells(&self, threshold: f64) -> Cells {
        let above = self.levels.partition_point(|level| level.score >= threshold);
        above.checked_sub(1).map_or_else(|| self.calling(0, 0), |last| self.at(self.levels[last]).cells)
    }

    /// The distinct scores, highest first: every threshold at which the cells change.
    pub fn thresholds(&self) -> Vec<f64> {
        self.levels.iter().map(|level| level.score).collect()
    }

    /// A threshold that calls nobody: 1 where no score reaches it, else infinity.
    pub fn above_all(&self) -> f64 {
        if self.levels.first().is_some_and(|level| level.score >= 1.0) { f64::INFINITY } else { 1.0 }
    }

    /// Every setting that differs from the others, from calling nobody, at the threshold infinity, to
    /// calling everybody, at the lowest score.
    pub fn sweep(&self) -> impl Iterator<Item = Operating> {
        let nobody = Operating { threshold: f64::INFINITY, cells: self.calling(0, 0) };
        std::iter::once(nobody).chain(self.levels.iter().map(|level| self.at(*level)))
    }

    /// The steps from each setting of the sweep to the next.
    pub(super) fn steps(&self) -> impl Iterator<Item = Step> {
        self.sweep().zip(self.sweep().skip(1)).map(|(before, after)| Step {
            score: after.threshold,
            positives: after.cells.tp - before.cells.tp,
            negatives: after.cells.fp - before.cells.fp,
            after: after.cells,
        })
    }

    fn at(&self, level: Level) -> Operating {
        Operating { threshold: level.score, cells: self.calling(level.positives, level.negatives) }
    }

    fn calling(&self, positives: u32, negatives: u32) -> Cells {
        Cells {
            tp: positives.into(),
            fp: negatives.into(),
            fn_: (self.positives() - positives).into(),
            tn: (self.negatives() - negatives).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_are_called_together() {
        let ranking = Ranking::new(&[0.5, 0.0, 0.5, -0.0], &[true, false, false, true]).expect("valid");
        assert_eq!((ranking.len(), ranking.positives(), ranking.negatives()), (4, 2, 2));
        assert!(!ranking.is_empty());
        assert_eq!(ranking.thresholds(), [0.5, 0.0]);
        assert_eq!(ranking.cells(0.5), Cells { tp: 1.0, fp: 1.0, fn_: 1.0, tn: 1.0 });
        assert_eq!(ranking.cells(0.51), Cells { tp: 0.0, fp: 0.0, fn_: 2.0, tn: 2.0 });
        assert_eq!(ranking.cells(f64::NAN), ranking.cells(f64::INFINITY));
        assert_eq!(ranking.cells(-1.0), ranking.cells(0.0));
    }

    #[test]
    fn rounding_above_one_is_cut_off() {
        let predictions = Predictions::new(vec![0.0, 1.000_000_1, 0.5, 0.5], vec![1, 0], 2).expect("valid");
        let ranking = Ranking::of(&predictions, 1);
        assert_eq!(ranking.thresholds(), [1.0, 0.5]);
        assert_eq!(ranking.above_all(), f64::INFINITY);
        assert_eq!(Ranking::of(&predictions, 0).above_all(), 1.0);
        assert_eq!(Ranking::of(&predictions, 7).positives(), 0);
    }

    #[test]
    fn a_refusal_names_the_example() {
        let refusal = |scores: &[f32]| Ranking::new(scores, &[true, false]).map(|_| ()).map_err(|e| e.to_string());
        assert_eq!(refusal(&[0.5, f32::NAN]), Err("the score of example 1 is not a number".into()));
        assert_eq!(refusal(&[1.5, 0.5]), Err("the score of example 0 is not between 0 and 1".into()));
        assert_eq!(refusal(&[0.5]), Err("1 scores do not belong to 2 truths".into()));
        assert_eq!(Ranking::new(&[], &[]), Err(MetricError::Empty));
    }
}
