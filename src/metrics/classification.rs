//! The confusion matrix and the figures read off it.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

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
}

impl Predictions {
    /// Puts probabilities `[labels.len(), classes]`, row by row, and true classes together.
    ///
    /// # Errors
    /// See [`MetricError`].
    pub fn new(probabilities: Vec<f32>, labels: Vec<usize>, classes: usize) -> Result<Self, MetricError> {
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
        Ok(Self { probabilities, labels, classes })
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

    /// Mean cross-entropy in nats. A probability of zero counts as the smallest normal `f32`, so that
    /// the mean stays finite.
    pub fn loss(&self) -> f64 {
        let losses = self.labels.iter().enumerate().map(|(index, label)| {
            let probability = self.row(index)[*label].clamp(f32::MIN_POSITIVE, 1.0);
            -f64::from(probability).ln()
        });
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

/// What counts as a probability: 1 and what `f32` rounding on any device may add to it.
pub const PROBABILITY: RangeInclusive<f32> = 0.0..=1.001;

/// Whether a row holds probabilities.
fn is_distribution(row: &[f32]) -> bool {
    row.iter().all(|p| PROBABILITY.contains(p)) && (row.iter().sum::<f32>() - 1.0).abs() <= 1e-3
}

fn most_probable(row: &[f32]) -> usize {
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
        self.figure(positive, |hits, predicted, _| (hits, predicted))
    }

    /// Recall of a class, or the macro mean of those that are defined.
    pub fn recall(&self, positive: Option<usize>) -> Option<f64> {
        self.figure(positive, |hits, _, actual| (hits, actual))
    }

    /// F1 of a class, or the macro mean of those that are defined.
    pub fn f1(&self, positive: Option<usize>) -> Option<f64> {
        self.figure(positive, |hits, predicted, actual| (2.0 * hits, predicted + actual))
    }

    fn figure(&self, positive: Option<usize>, parts: impl Fn(f64, f64, f64) -> (f64, f64)) -> Option<f64> {
        let of_class = |class: usize| {
            let hits = f64::from(self.counts[class][class]);
            let predicted: u32 = self.counts.iter().map(|row| row[class]).sum();
            let actual: u32 = self.counts[class].iter().sum();
            let (above, below) = parts(hits, predicted.into(), actual.into());
            (below > 0.0).then_some(above / below)
        };
        if let Some(class) = positive {
            return of_class(class);
        }
        let defined: Vec<f64> = (0..self.counts.len()).filter_map(of_class).collect();
        (!defined.is_empty()).then(|| defined.iter().sum::<f64>() / defined.len() as f64)
    }
}
