//! What the lab shows of a run: the probabilities of the positive class on held-out texts under the model
//! before and after, computed once when they come. A move of the threshold only looks them up. Pure.

use super::case::Cell;
use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::config::Task;
use crate::data::Split;
use crate::metrics::{Predictions, Ranking, fit_temperature, with_temperature};

/// The held-out texts of one split under one model.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Probabilities of the positive class by rank, with their truths.
    pub ranking: Ranking,
    /// The same by row of the split.
    pub scores: Vec<f32>,
    /// Whether a row belongs to the positive class.
    pub positive: Vec<bool>,
}

/// One model on validation and test.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Where the threshold is chosen.
    pub validation: Sample,
    /// Where it is judged, once.
    pub test: Option<Sample>,
    /// The temperature fitted on validation, whether it is applied or not.
    pub temperature: f64,
}

/// Everything that is known of a run here.
#[derive(Debug, Clone, PartialEq)]
pub struct Material {
    /// The run.
    pub run: u32,
    /// Its task.
    pub task: Task,
    /// The base model.
    pub before: Side,
    /// The trained model; `None` until the run has ended.
    pub after: Option<Side>,
}

impl Sample {
    /// The sample of some predictions.
    pub fn of(predictions: &Predictions, class: usize) -> Self {
        let labels = predictions.labels();
        Self {
            ranking: Ranking::of(predictions, class),
            scores: (0..labels.len()).map(|row| predictions.row(row)[class]).collect(),
            positive: labels.iter().map(|label| *label == class).collect(),
        }
    }

    /// The cell of a row at a threshold.
    pub fn cell(&self, row: usize, threshold: f64) -> Cell {
        Cell::of(self.positive[row], f64::from(self.scores[row]) >= threshold)
    }

    /// The rows in a cell, those that the model is surest of first.
    pub fn rows(&self, cell: Cell, threshold: f64) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.scores.len()).filter(|row| self.cell(*row, threshold) == cell).collect();
        let called = matches!(cell, Cell::TruePositive | Cell::FalsePositive);
        rows.sort_by(|a, b| {
            let order = self.scores[*a].total_cmp(&self.scores[*b]);
            if called { order.reverse() } else { order }
        });
        rows
    }
}

impl Material {
    /// The material of a run; `None` where its probabilities have not come or do not belong to these
    /// texts. With `calibrated` the probabilities are those after temperature scaling.
    pub fn of(run: &RunRecord, texts: &Texts, calibrated: bool) -> Option<Self> {
        let class = run.config.task.sought();
        let side = |when: When| {
            let validation = run.predictions(when, Split::TargetValidation, texts)?;
            let test = run.predictions(when, Split::TargetTest, texts);
            let temperature = fit_temperature(&validation);
            let sample = |predictions: &Predictions| {
                if calibrated {
                    Sample::of(&with_temperature(predictions, temperature), class)
                } else {
                    Sample::of(predictions, class)
                }
            };
            Some(Side { validation: sample(&validation), test: test.as_ref().map(sample), temperature })
        };
        Some(Self { run: run.id, task: run.config.task, before: side(When::Before)?, after: side(When::After) })
    }

    /// The model of a moment.
    pub fn side(&self, when: When) -> Option<&Side> {
        match when {
            When::Before => Some(&self.before),
            When::After => self.after.as_ref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sample {
        let probabilities = vec![0.1, 0.9, 0.8, 0.2, 0.5, 0.5, 0.7, 0.3];
        Sample::of(&Predictions::new(probabilities, vec![1, 1, 0, 0], 2).expect("well-formed"), 1)
    }

    #[test]
    fn rows_and_counts_agree_at_every_threshold() {
        let sample = sample();
        for threshold in [0.0, 0.2, 0.3, 0.35, 0.5, 0.9, 0.95, 1.0] {
            let cells = sample.ranking.cells(threshold);
            let counts = [cells.tp, cells.fn_, cells.fp, cells.tn];
            for (cell, count) in Cell::ALL.into_iter().zip(counts) {
                assert_eq!(sample.rows(cell, threshold).len() as f64, count, "{cell:?} at {threshold}");
            }
        }
    }

    #[test]
    fn the_surest_come_first() {
        assert_eq!(sample().rows(Cell::TruePositive, 0.15), [0, 1]);
        assert_eq!(sample().rows(Cell::TrueNegative, 0.6), [3, 2]);
    }
}
