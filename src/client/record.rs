//! A run as it is kept: its configuration, its curves, and the probabilities from which every figure is
//! computed. Pure data and maths.

use serde::{Deserialize, Serialize};

use super::state::Guess;
use super::texts::Texts;
use crate::config::RunConfig;
use crate::data::Split;
use crate::metrics::{Confusion, Predictions, Scores};
use crate::protocol::{DeviceReport, Evaluation, Moment, Outcome, StepReport};

/// A run, finished or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Counted from 1, never used twice on one machine.
    pub id: u32,
    /// What the learner calls it.
    pub name: String,
    /// When it began: milliseconds since 1970, UTC.
    pub started: f64,
    /// What was asked for.
    pub config: RunConfig,
    /// What it was computed on.
    pub device: DeviceReport,
    /// Number of the model's weights.
    pub parameters: u32,
    /// How long it took, pauses left out.
    pub seconds: f64,
    /// What the learner predicted.
    pub guess: Option<Guess>,
    /// Every optimizer step so far.
    pub steps: Vec<StepReport>,
    /// Every evaluation during the run so far.
    pub points: Vec<Point>,
    /// Probabilities of the test sets.
    pub finals: Finals,
    /// How it ended; `None` while it has not.
    pub outcome: Option<Outcome>,
}

/// An evaluation during the run, on the first texts of the validation sets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Steps made before it.
    pub step: u32,
    /// On medical texts; `None` until that half has come.
    pub medical: Option<Scores>,
    /// On general texts; `None` until that half has come.
    pub general: Option<Scores>,
}

/// Probabilities of the test sets, row by row; empty where they have not come.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Finals {
    /// Of the base model.
    pub before: TestProbabilities,
    /// Of the trained model.
    pub after: TestProbabilities,
}

/// Probabilities of both test sets under one model.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TestProbabilities {
    /// Of [`Split::MedicalTest`].
    pub medical: Vec<f32>,
    /// Of [`Split::GeneralTest`].
    pub general: Vec<f32>,
}

/// Before or after the fine-tuning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// The base model.
    Before,
    /// The trained model.
    After,
}

/// A text whose answer changed between right and wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flip {
    /// Its row in the split.
    pub index: usize,
    /// Its true class.
    pub truth: usize,
    /// The answer of the base model.
    pub before: usize,
    /// The answer of the trained model.
    pub after: usize,
    /// The probability that the base model gave to the truth.
    pub truth_before: f32,
    /// The probability that the trained model gives to the truth.
    pub truth_after: f32,
}

/// The texts of a split whose answer changed, the largest change of probability first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flips {
    /// Wrong before, right after.
    pub learned: Vec<Flip>,
    /// Right before, wrong after.
    pub forgotten: Vec<Flip>,
}

impl TestProbabilities {
    fn of(&self, split: Split) -> &[f32] {
        match split {
            Split::MedicalTest => &self.medical,
            Split::GeneralTest => &self.general,
            _ => &[],
        }
    }

    fn slot(&mut self, split: Split) -> Option<&mut Vec<f32>> {
        match split {
            Split::MedicalTest => Some(&mut self.medical),
            Split::GeneralTest => Some(&mut self.general),
            _ => None,
        }
    }
}

impl RunRecord {
    /// Steps made so far.
    pub fn step(&self) -> u32 {
        self.steps.last().map_or(0, |report| report.step)
    }

    /// Share of the steps made, between 0 and 1.
    pub fn progress(&self) -> f64 {
        (f64::from(self.step()) / f64::from(self.config.total_steps().max(1))).min(1.0)
    }

    /// The epoch that a step belongs to, counted in fractions from 0.
    pub fn epoch_of(&self, step: u32) -> f64 {
        f64::from(step) / f64::from(self.config.steps_per_epoch().max(1))
    }

    /// The probabilities of a test split; empty where they have not come.
    pub fn probabilities(&self, when: When, split: Split) -> &[f32] {
        match when {
            When::Before => self.finals.before.of(split),
            When::After => self.finals.after.of(split),
        }
    }

    /// Probabilities and true classes of a test split; `None` until they have come, or where they do
    /// not belong to these texts.
    pub fn predictions(&self, when: When, split: Split, texts: &Texts) -> Option<Predictions> {
        let probabilities = self.probabilities(when, split);
        let whole = texts.get(split)?.examples.len() * self.config.task.classes();
        if probabilities.len() != whole {
            return None;
        }
        texts.predictions(split, self.config.task, probabilities).ok()
    }

    /// The figures of a test split.
    pub fn scores(&self, when: When, split: Split, texts: &Texts) -> Option<Scores> {
        Some(self.predictions(when, split, texts)?.scores(self.config.task.positive()))
    }

    /// The confusion matrix of a test split.
    pub fn confusion(&self, when: When, split: Split, texts: &Texts) -> Option<Confusion> {
        Some(self.predictions(when, split, texts)?.confusion())
    }

    /// The texts of a test split whose answer changed.
    pub fn flips(&self, split: Split, texts: &Texts) -> Option<Flips> {
        let before = self.predictions(When::Before, split, texts)?;
        let after = self.predictions(When::After, split, texts)?;
        let mut flips = Flips::default();
        let answers = before.predicted().into_iter().zip(after.predicted());
        for (index, (truth, (answer_before, answer_after))) in before.labels().iter().zip(answers).enumerate() {
            let flip = Flip {
                index,
                truth: *truth,
                before: answer_before,
                after: answer_after,
                truth_before: before.row(index)[*truth],
                truth_after: after.row(index)[*truth],
            };
            match (answer_before == *truth, answer_after == *truth) {
                (false, true) => flips.learned.push(flip),
                (true, false) => flips.forgotten.push(flip),
                _ => {}
            }
        }
        let change = |flip: &Flip| (flip.truth_after - flip.truth_before).abs();
        for list in [&mut flips.learned, &mut flips.forgotten] {
            list.sort_by(|a, b| change(b).total_cmp(&change(a)));
        }
        Some(flips)
    }

    /// The guess minus what came out on the test sets: `(medical, general)` accuracy.
    pub fn guess_gap(&self, texts: &Texts) -> Option<(f64, f64)> {
        let guess = self.guess?;
        let medical = self.scores(When::After, Split::MedicalTest, texts)?.accuracy;
        let general = self.scores(When::After, Split::GeneralTest, texts)?.accuracy;
        Some((guess.medical - medical, guess.general - general))
    }

    /// Adds steps. Those that are there already (sent again after a restore) replace what was kept.
    pub fn add_steps(&mut self, steps: &[StepReport]) {
        for report in steps {
            let kept = self.steps.partition_point(|kept| kept.step < report.step);
            self.steps.truncate(kept);
            self.steps.push(*report);
        }
    }

    /// Adds an evaluation. One that cannot belong to these texts is refused.
    ///
    /// # Errors
    /// What does not fit, for the technical detail of a trouble.
    pub fn add_evaluation(&mut self, evaluation: Evaluation, texts: &Texts) -> Result<(), String> {
        let Evaluation { moment, split, step, probabilities } = evaluation;
        let predictions =
            texts.predictions(split, self.config.task, &probabilities.0).map_err(|error| error.to_string())?;
        let finals = match moment {
            Moment::Before => &mut self.finals.before,
            Moment::After => &mut self.finals.after,
            Moment::During => {
                let scores = predictions.scores(self.config.task.positive());
                return self.add_point(split, step, scores);
            }
        };
        let slot = finals.slot(split).ok_or_else(|| format!("{split:?} is not a test set"))?;
        *slot = probabilities.0;
        Ok(())
    }

    fn add_point(&mut self, split: Split, step: u32, scores: Scores) -> Result<(), String> {
        self.points.retain(|point| point.step <= step);
        if self.points.last().is_none_or(|point| point.step != step) {
            self.points.push(Point { step, medical: None, general: None });
        }
        let Some(point) = self.points.last_mut() else { return Ok(()) };
        match split {
            Split::MedicalValidation => point.medical = Some(scores),
            Split::GeneralValidation => point.general = Some(scores),
            _ => return Err(format!("{split:?} is not watched during a run")),
        }
        Ok(())
    }

    /// Forgets what came after a step, so that a run restored from there draws its curves once.
    pub fn rewind(&mut self, step: u32) {
        self.steps.retain(|report| report.step <= step);
        self.points.retain(|point| point.step <= step);
        self.finals.after = TestProbabilities::default();
        self.outcome = None;
    }
}
