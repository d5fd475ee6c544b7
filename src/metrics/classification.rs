//! The confusion matrix and the figures read off it.

use std::ops::{Range, RangeInclusive};

use serde::{Deserialize, Serialize};

use super::Cells;

/// Probabilities of `n` texts with their true classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Predictions {
    probabilities: Vec<f32>,
    labels: Vec<usize>,
    classes: usize,
}

/// Input from which no figure can be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetricError {
    /// There is nothing to measure on.
    #[error("there are no examples to measure on")]
    Empty,
    /// The numbers of probabilities and of labels do not belong together.
    #[error("{probabilities} probabilities do not belong to {labels} labels of {classes} classes")]
    Shape {
        /// Number of probabilities.
        probabilities: usize,
        /// Number of labels.
        labels: usize,
        /// Number of classes.
        classes: usize,
    },
    /// A probability is NaN or outside 0..=1, or those of an example do not add up to 1.
    #[error("the probabilities of example {index} are not numbers between 0 and 1 that add up to 1")]
    Probability {
        /// The example, counted from 0.
        index: usize,
    },
    /// A label names no class.
    #[error("the label of example {index} names no class")]
    Label {
        /// The example, counted from 0.
        index: usize,
    },
    /// There are not as many scores as truths.
    #[error("{scores} scores do not belong to {truths} truths")]
    Lengths {
        /// Number of scores.
        scores: usize,
        /// Number of truths.
        truths: usize,
    },
    /// A score is NaN.
    #[error("the score of example {index} is not a number")]
    NotANumber {
        /// The example, counted from 0.
        index: usize,
    },
    /// A score is below 0 or above 1.
    #[error("the score of example {index} is not between 0 and 1")]
    OutOfRange {
        /// The example, counted from 0.
        index: usize,
    },
}

impl Predictions {
    /// Puts probabilities `[labels.len(), classes]`, row by row, and true classes together.
    ///
    /// # Errors
    /// See [`MetricError`].
    pub fn new(probabilities: Vec<f32>, labels: Vec<usize>, classes: usize) -> Result<Self, MetricError> {
        check(&probabilities, &labels, classes)?;
        Ok(Self { probabilities, labels, classes })
    }

    /// The examples of a range, to compare one part of a set with another.
    ///
    /// # Errors
    /// [`MetricError::Empty`] where the range holds nothing or reaches beyond the last example.
    pub fn part(&self, range: Range<usize>) -> Result<Self, MetricError> {
        let labels = self.labels.get(range.clone()).filter(|labels| !labels.is_empty()).ok_or(MetricError::Empty)?;
        let probabilities = &self.probabilities[range.start * self.classes..range.end * self.classes];
        Ok(Self { probabilities: probabilities.to_vec(), labels: labels.to_vec(), classes: self.classes })
    }

    /// The true classes.
    pub fn labels(&self) -> &[usize] {
        &self.labels
    }

    /// The probabilities of example `index`, one per class.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.probabilities[index * self.classes..(index + 1) * self.classes]
    }

    /// The most probable class of every example; the first one where several are equal.
    pub fn predicted(&self) -> Vec<usize> {
        self.probabilities.chunks_exact(self.classes).map(most_probable).collect()
    }

    /// Truth against prediction.
    pub fn confusion(&self) -> Confusion {
        let mut counts = vec![vec![0; self.classes]; self.classes];
        for (truth, predicted) in self.labels.iter().zip(self.predicted()) {
            counts[*truth][predicted] += 1;
        }
        Confusion { counts }
    }

    /// The same examples with other probabilities: `change` gets a row and gives one of the same length.
    pub(super) fn map_rows(&self, change: impl FnMut(&[f32]) -> Vec<f32>) -> Self {
        let probabilities = self.probabilities.chunks_exact(self.classes).flat_map(change).collect();
        Self { probabilities, labels: self.labels.clone(), classes: self.classes }
    }

    /// Mean cross-entropy in nats. A probability of zero counts as the smallest normal `f32`, so that
    /// the mean stays finite.
    pub fn loss(&self) -> f64 {
        let losses = self.labels.iter().enumerate().map(|(index, label)| -log_probability(self.row(index)[*label]));
        losses.sum::<f64>() / self.labels.len() as f64
    }

    /// Every figure that the page shows for a set. Precision, recall and F1 are those of class
    /// `positive`, or the unweighted mean over the classes ("macro") where it is `None`.
    pub fn scores(&self, positive: Option<usize>) -> Scores {
        let confusion = self.confusion();
        Scores {
            accuracy: confusion.accuracy(),
            balanced_accuracy: confusion.balanced_accuracy(),
            precision: confusion.precision(positive),
            recall: confusion.recall(positive),
            f1: confusion.f1(positive),
            loss: self.loss(),
        }
    }
}

/// Whether these are probabilities `[labels.len(), classes]`, row by row, with true classes.
pub(super) fn check(probabilities: &[f32], labels: &[usize], classes: usize) -> Result<(), MetricError> {
    if labels.is_empty() {
        return Err(MetricError::Empty);
    }
    if classes < 2 || probabilities.len() != labels.len() * classes {
        return Err(MetricError::Shape { probabilities: probabilities.len(), labels: labels.len(), classes });
    }
    if let Some(index) = probabilities.chunks_exact(classes).position(|row| !is_distribution(row)) {
        return Err(MetricError::Probability { index });
    }
    if let Some(index) = labels.iter().position(|label| *label >= classes) {
        return Err(MetricError::Label { index });
    }
    Ok(())
}

/// What counts as a probability: 1 and what `f32` rounding on any device may add to it.
pub const PROBABILITY: RangeInclusive<f32> = 0.0..=1.001;

/// Whether a row holds probabilities.
fn is_distribution(row: &[f32]) -> bool {
    row.iter().all(|p| PROBABILITY.contains(p)) && (row.iter().sum::<f32>() - 1.0).abs() <= 1e-3
}

/// Natural logarithm of a probability. One of zero counts as the smallest normal `f32`.
pub(super) fn log_probability(probability: f32) -> f64 {
    f64::from(probability.clamp(f32::MIN_POSITIVE, 1.0)).ln()
}

/// The class with the highest probability; the first one where several are equal.
pub(super) fn most_probable(row: &[f32]) -> usize {
    let mut best = 0;
    for (class, probability) in row.iter().enumerate() {
        if *probability > row[best] {
            best = class;
        }
    }
    best
}

/// Counts of `[truth][predicted]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confusion {
    /// One row per true class, one column per predicted class.
    pub counts: Vec<Vec<u32>>,
}

/// The figures of one set. `None` where a figure is 0/0: no example was predicted (precision) or is
/// (recall) of the class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Share of right answers.
    pub accuracy: f64,
    /// Mean of the recalls of the classes that occur; chance is `1 / classes`.
    pub balanced_accuracy: f64,
    /// TP / (TP + FP).
    pub precision: Option<f64>,
    /// TP / (TP + FN).
    pub recall: Option<f64>,
    /// Harmonic mean of the two: 2 TP / (2 TP + FP + FN).
    pub f1: Option<f64>,
    /// Mean cross-entropy, in nats.
    pub loss: f64,
}

impl Confusion {
    /// Share of right answers.
    pub fn accuracy(&self) -> f64 {
        let right: u32 = (0..self.counts.len()).map(|class| self.counts[class][class]).sum();
        let all: u32 = self.counts.iter().flatten().sum();
        f64::from(right) / f64::from(all)
    }

    /// Mean recall of the classes that occur (Brodersen et al., 2010).
    pub fn balanced_accuracy(&self) -> f64 {
        let recalls: Vec<f64> = (0..self.counts.len()).filter_map(|class| self.recall(Some(class))).collect();
        recalls.iter().sum::<f64>() / recalls.len() as f64
    }

    /// Precision of a class, or the macro mean of those that are defined.
    pub fn precision(&self, positive: Option<usize>) -> Option<f64> {
        self.figure(positive, Cells::precision)
    }

    /// Recall of a class, or the macro mean of those that are defined.
    pub fn recall(&self, positive: Option<usize>) -> Option<f64> {
        self.figure(positive, Cells::recall)
    }

    /// F1 of a class, or the macro mean of those that are defined.
    pub fn f1(&self, positive: Option<usize>) -> Option<f64> {
        self.figure(positive, |cells| cells.f_beta(1.0))
    }

    /// Class `class` against all others. A class that does not exist has no positives and is never called.
    pub fn cells(&self, class: usize) -> Cells {
        let mut cells = Cells { tp: 0.0, fp: 0.0, fn_: 0.0, tn: 0.0 };
        for (truth, row) in self.counts.iter().enumerate() {
            for (predicted, count) in row.iter().enumerate() {
                let cell = match (truth == class, predicted == class) {
                    (true, true) => &mut cells.tp,
                    (false, true) => &mut cells.fp,
                    (true, false) => &mut cells.fn_,
                    (false, false) => &mut cells.tn,
                };
                *cell += f64::from(*count);
            }
        }
        cells
    }

    fn figure(&self, positive: Option<usize>, of: impl Fn(Cells) -> Option<f64>) -> Option<f64> {
        if let Some(class) = positive {
            return of(self.cells(class));
        }
        let defined: Vec<f64> = (0..self.counts.len()).filter_map(|class| of(self.cells(class))).collect();
        (!defined.is_empty()).then(|| defined.iter().sum::<f64>() / defined.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_measured_like_a_set_of_its_own() {
        let whole = Predictions::new(vec![0.9, 0.1, 0.2, 0.8, 0.3, 0.7], vec![1, 1, 0], 2).expect("well-formed");
        let part = whole.part(1..3).expect("two examples");
        assert_eq!(part, Predictions::new(vec![0.2, 0.8, 0.3, 0.7], vec![1, 0], 2).expect("well-formed"));
        assert_eq!((part.row(0), part.confusion().accuracy()), (whole.row(1), 0.5));
        assert_eq!(whole.part(0..3), Ok(whole.clone()));
        #[expect(clippy::reversed_empty_ranges, reason = "a caller may compute one")]
        for range in [0..0, 2..1, 3..4, 1..4, 0..usize::MAX] {
            assert_eq!(whole.part(range), Err(MetricError::Empty));
        }
    }
}
