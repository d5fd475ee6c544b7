//! A run as it is kept: its configuration, its curves, and the probabilities from which every figure is
//! computed. Pure data and maths.

use serde::{Deserialize, Serialize};

use super::insight::{Insight, Snapshot};
use super::state::Guess;
use super::texts::Texts;
use crate::config::RunConfig;
use crate::data::Split;
use crate::metrics::{Confusion, PROBABILITY, Predictions, Scores};
use crate::protocol::{Cost, DeviceReport, Evaluation, Moment, Of, Outcome, StepReport};

/// The longest name of a run, in characters.
pub const LONGEST_NAME: usize = 80;

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
    /// What the strategy needed; `None` until the run has begun, and in runs that were kept before this
    /// was counted.
    #[serde(default)]
    pub cost: Option<Cost>,
    /// How long it took, pauses left out.
    pub seconds: f64,
    /// What the learner predicted.
    pub guess: Option<Guess>,
    /// Every optimizer step so far.
    #[serde(with = "super::rows")]
    pub steps: Vec<StepReport>,
    /// Every evaluation during the run so far.
    pub points: Vec<Point>,
    /// Probabilities of the splits that are classified whole.
    pub finals: Finals,
    /// What was seen besides.
    #[serde(default)]
    pub insight: Insight,
    /// How it ended; `None` while it has not.
    pub outcome: Option<Outcome>,
}

/// An evaluation during the run, on the first texts of the validation sets and of the training texts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Steps made before it.
    pub step: u32,
    /// On domain texts; `None` until that part has come.
    #[serde(alias = "medical")]
    pub target: Option<Scores>,
    /// On general texts; `None` until that part has come.
    pub general: Option<Scores>,
    /// On texts that the run is trained on, without dropout; `None` until that part has come, and in
    /// runs that were kept before this was measured.
    #[serde(default)]
    pub training: Option<Scores>,
}

/// Probabilities before and after the run, row by row; empty where they have not come.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Finals {
    /// Of the base model.
    pub before: FinalProbabilities,
    /// Of the trained model.
    pub after: FinalProbabilities,
}

/// Probabilities of [`Split::FINAL`] under one model: `[texts, classes]`, row by row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FinalProbabilities {
    /// Of [`Split::TargetTest`].
    #[serde(alias = "medical")]
    pub target: Vec<f32>,
    /// Of [`Split::GeneralTest`].
    pub general: Vec<f32>,
    /// Of [`Split::TargetValidation`]. Empty in runs that were kept before this was measured.
    #[serde(default)]
    pub validation: Vec<f32>,
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

impl FinalProbabilities {
    fn of(&self, split: Split) -> &[f32] {
        match split {
            Split::TargetTest => &self.target,
            Split::GeneralTest => &self.general,
            Split::TargetValidation => &self.validation,
            _ => &[],
        }
    }

    fn slot(&mut self, split: Split) -> Option<&mut Vec<f32>> {
        match split {
            Split::TargetTest => Some(&mut self.target),
            Split::GeneralTest => Some(&mut self.general),
            Split::TargetValidation => Some(&mut self.validation),
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

    /// The probabilities of one of [`Split::FINAL`]; empty where they have not come.
    pub fn probabilities(&self, when: When, split: Split) -> &[f32] {
        match when {
            When::Before => self.finals.before.of(split),
            When::After => self.finals.after.of(split),
        }
    }

    /// Probabilities and true classes of one of [`Split::FINAL`]; `None` until they have come, or where
    /// they do not belong to these texts.
    pub fn predictions(&self, when: When, split: Split, texts: &Texts) -> Option<Predictions> {
        let probabilities = self.probabilities(when, split);
        let whole = texts.get(self.config.task.corpus(), split)?.examples.len() * self.config.task.classes();
        if probabilities.len() != whole {
            return None;
        }
        texts.predictions(split, self.config.task, probabilities).ok()
    }

    /// The figures of one of [`Split::FINAL`].
    pub fn scores(&self, when: When, split: Split, texts: &Texts) -> Option<Scores> {
        Some(self.predictions(when, split, texts)?.scores(self.config.task.positive()))
    }

    /// The confusion matrix of one of [`Split::FINAL`].
    pub fn confusion(&self, when: When, split: Split, texts: &Texts) -> Option<Confusion> {
        Some(self.predictions(when, split, texts)?.confusion())
    }

    /// The texts of one of [`Split::FINAL`] whose answer changed.
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

    /// The guess minus what came out on the test sets: `(domain, general)` accuracy.
    pub fn guess_gap(&self, texts: &Texts) -> Option<(f64, f64)> {
        let guess = self.guess?;
        let target = self.scores(When::After, Split::TargetTest, texts)?.accuracy;
        let general = self.scores(When::After, Split::GeneralTest, texts)?.accuracy;
        Some((guess.target - target, guess.general - general))
    }

    /// Adds steps whose clock began `earlier_ms` after the run's. Those that are there already (sent
    /// again after a restore) replace what was kept.
    pub fn add_steps(&mut self, steps: &[StepReport], earlier_ms: f64) {
        for report in steps {
            let kept = self.steps.partition_point(|kept| kept.step < report.step);
            self.steps.truncate(kept);
            self.steps.push(StepReport { elapsed_ms: report.elapsed_ms + earlier_ms, ..*report });
        }
        self.seconds = self.steps.last().map_or(0.0, |report| report.elapsed_ms / 1000.0);
    }

    /// Adds an evaluation. One that cannot belong to these texts is refused. One that is not made of
    /// numbers has no figures and is left out: the model is destroyed, and the outcome says so.
    ///
    /// # Errors
    /// What does not fit, for the technical detail of a trouble.
    pub fn add_evaluation(&mut self, evaluation: Evaluation, texts: &Texts) -> Result<(), String> {
        let Evaluation { moment, of, step, probabilities } = evaluation;
        if probabilities.0.iter().any(|probability| probability.is_nan()) {
            return Ok(());
        }
        let task = self.config.task;
        let predictions = match &of {
            Of::HeldOut(split) => texts.predictions(*split, task, &probabilities.0),
            Of::Training { labels } => {
                let labels = labels.iter().map(|label| *label as usize).collect();
                Predictions::new(probabilities.0.clone(), labels, task.classes())
            }
        };
        let predictions = predictions.map_err(|error| error.to_string())?;
        let finals = match moment {
            Moment::Before => &mut self.finals.before,
            Moment::After => &mut self.finals.after,
            Moment::During if of == Of::HeldOut(Split::GeneralTest) => {
                self.insight.add_snapshot(Snapshot { step, probabilities: probabilities.0 });
                return Ok(());
            }
            Moment::During => return self.add_point(&of, step, predictions.scores(task.positive())),
        };
        let slot = match of {
            Of::HeldOut(split) => finals.slot(split),
            Of::Training { .. } => None,
        };
        *slot.ok_or_else(|| format!("{of:?} is not measured before and after a run"))? = probabilities.0;
        Ok(())
    }

    fn add_point(&mut self, of: &Of, step: u32, scores: Scores) -> Result<(), String> {
        let part: fn(&mut Point) -> &mut Option<Scores> = match of {
            Of::HeldOut(Split::TargetValidation) => |point| &mut point.target,
            Of::HeldOut(Split::GeneralValidation) => |point| &mut point.general,
            Of::Training { .. } => |point| &mut point.training,
            Of::HeldOut(split) => return Err(format!("{split:?} is not watched during a run")),
        };
        self.points.retain(|point| point.step <= step);
        if self.points.last().is_none_or(|point| point.step != step) {
            self.points.push(Point { step, target: None, general: None, training: None });
        }
        if let Some(point) = self.points.last_mut() {
            *part(point) = Some(scores);
        }
        Ok(())
    }

    /// Forgets what came after a step, so that a run restored from there draws its curves once.
    pub fn rewind(&mut self, step: u32) {
        self.steps.retain(|report| report.step <= step);
        self.points.retain(|point| point.step <= step);
        self.insight.rewind(step);
        self.finals.after = FinalProbabilities::default();
        self.outcome = None;
    }

    /// Gives the run a name: trimmed and cut to [`LONGEST_NAME`]; an empty one changes nothing.
    pub fn rename(&mut self, name: &str) {
        let name: String = name.trim().chars().filter(|character| !character.is_control()).take(LONGEST_NAME).collect();
        if !name.is_empty() {
            self.name = name;
        }
    }

    /// Whether this is the same run as another one, whatever they are called.
    pub fn is_same_run(&self, other: &Self) -> bool {
        // What was written to a file and read again may differ in the last digit.
        let as_long = (self.seconds - other.seconds).abs() < 1e-6;
        self.started == other.started && self.config == other.config && as_long
    }

    /// Checks what a file or the storage gave back, so that nothing later has to doubt it.
    ///
    /// # Errors
    /// The first thing that cannot be, in plain words.
    pub fn check(&self) -> Result<(), String> {
        if let Err(issues) = self.config.validate() {
            return Err(issues.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        }
        if self.name.is_empty() || self.name.chars().count() > LONGEST_NAME {
            return Err(format!("its name is empty or longer than {LONGEST_NAME} characters."));
        }
        if !(self.started.is_finite() && self.seconds.is_finite() && self.seconds >= 0.0) {
            return Err("its times are not numbers.".into());
        }
        let total = self.config.total_steps();
        let steps_rise = self.steps.is_sorted_by(|a, b| a.step < b.step);
        let points_rise = self.points.is_sorted_by(|a, b| a.step < b.step);
        if !steps_rise || !points_rise || self.step() > total {
            return Err("its steps are not in order.".into());
        }
        let classes = self.config.task.classes();
        let models = [&self.finals.before, &self.finals.after];
        for list in models.map(|model| Split::FINAL.map(|split| model.of(split))).as_flattened() {
            if list.len() % classes != 0 || !list.iter().all(|p| PROBABILITY.contains(p)) {
                return Err("its probabilities are not numbers between 0 and 1.".into());
            }
        }
        self.insight.check(classes)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::data::{Corpus, TextSet};
    use crate::protocol::{Backend, Floats};

    /// Two domain and two general test texts; two watched ones each.
    pub fn texts() -> Texts {
        let set = |content: &str| TextSet::parse(content).expect("well-formed");
        let pair = || set("condition\tn1\tan illness\nobject\tn2\ta tool\n");
        Texts::new(Texts::SPLITS.into_iter().map(|split| (Corpus::Definitions, split, pair())).collect())
    }

    /// A finished run: learned one domain text, forgot one general text.
    pub fn record() -> RunRecord {
        let step = |step: u32, loss: f32| StepReport {
            step,
            loss,
            learning_rate: 2e-4,
            grad_norm: 1.5,
            elapsed_ms: f64::from(step) * 10.0,
        };
        RunRecord {
            id: 1,
            name: "Run 1".into(),
            started: 1_795_262_639_000.0,
            config: RunConfig::default(),
            device: DeviceReport { backend: Backend::Cpu, name: "one core".into(), reason: "No GPU here.".into() },
            parameters: 1_400_000,
            cost: None,
            seconds: 41.5,
            guess: Some(Guess { target: 1.0, general: 0.75 }),
            steps: vec![step(1, 0.9), step(2, 0.6)],
            points: Vec::new(),
            finals: Finals {
                before: FinalProbabilities {
                    target: vec![0.8, 0.2, 0.9, 0.1],
                    general: vec![0.1, 0.9, 0.7, 0.3],
                    validation: vec![0.3, 0.7, 0.4, 0.6],
                },
                after: FinalProbabilities {
                    target: vec![0.1, 0.9, 0.9, 0.1],
                    general: vec![0.1, 0.9, 0.4, 0.6],
                    validation: vec![0.2, 0.8, 0.7, 0.3],
                },
            },
            insight: Insight::default(),
            outcome: Some(Outcome::Completed { restored: None }),
        }
    }

    fn evaluation(moment: Moment, split: Split, step: u32, probabilities: &[f32]) -> Evaluation {
        Evaluation { moment, of: Of::HeldOut(split), step, probabilities: Floats(probabilities.to_vec()) }
    }

    fn of_training(moment: Moment, labels: &[u32], probabilities: &[f32]) -> Evaluation {
        let of = Of::Training { labels: labels.to_vec() };
        Evaluation { moment, of, step: 2, probabilities: Floats(probabilities.to_vec()) }
    }

    #[test]
    fn figures_come_from_probabilities_and_labels() {
        let (record, texts) = (record(), texts());
        let accuracy = |when, split| record.scores(when, split, &texts).map(|scores| scores.accuracy);
        assert_eq!(accuracy(When::Before, Split::TargetTest), Some(0.5));
        assert_eq!(accuracy(When::After, Split::TargetTest), Some(1.0));
        assert_eq!(accuracy(When::After, Split::GeneralTest), Some(0.5));
        assert_eq!(accuracy(When::Before, Split::TargetValidation), Some(0.5));
        assert_eq!(accuracy(When::After, Split::TargetValidation), Some(1.0));
        assert_eq!(accuracy(When::After, Split::TargetTrain), None);
        assert_eq!(record.guess_gap(&texts), Some((0.0, 0.25)));
        let confusion = record.confusion(When::Before, Split::TargetTest, &texts).expect("there are texts");
        assert_eq!(confusion.counts, [[1, 0], [1, 0]]);
    }

    #[test]
    fn flips_are_told_apart() {
        let (record, texts) = (record(), texts());
        let target = record.flips(Split::TargetTest, &texts).expect("both are there");
        assert_eq!((target.learned.len(), target.forgotten.len()), (1, 0));
        let learned = target.learned[0];
        assert_eq!((learned.index, learned.before, learned.after), (0, 0, 1));
        assert!((learned.truth_before - 0.2).abs() < 1e-6 && (learned.truth_after - 0.9).abs() < 1e-6);
        let general = record.flips(Split::GeneralTest, &texts).expect("both are there");
        assert_eq!((general.learned.len(), general.forgotten.len()), (0, 1));
        assert_eq!(general.forgotten[0].index, 1);
    }

    #[test]
    fn probabilities_of_other_texts_give_no_figures() {
        let mut record = record();
        record.finals.after.target.truncate(2);
        assert_eq!(record.scores(When::After, Split::TargetTest, &texts()), None);
        assert_eq!(record.flips(Split::TargetTest, &texts()), None);
    }

    #[test]
    fn every_final_evaluation_is_kept_where_it_is_looked_for() {
        let (mut record, texts) = (record(), texts());
        record.finals = Finals::default();
        for (moment, when) in [(Moment::Before, When::Before), (Moment::After, When::After)] {
            for split in Split::FINAL {
                assert_eq!(record.predictions(when, split, &texts), None);
                record.add_evaluation(evaluation(moment, split, 2, &[0.4, 0.6, 0.7, 0.3]), &texts).expect("it fits");
                assert_eq!(record.scores(when, split, &texts).map(|scores| scores.accuracy), Some(1.0), "{split:?}");
            }
        }
    }

    #[test]
    fn all_parts_of_an_evaluation_become_one_point() {
        let (mut record, texts) = (record(), texts());
        for split in [Split::TargetValidation, Split::GeneralValidation] {
            record.add_evaluation(evaluation(Moment::During, split, 2, &[0.4, 0.6]), &texts).expect("it fits");
        }
        assert_eq!(record.points[0].training, None);
        let own = of_training(Moment::During, &[1, 0, 0], &[0.1, 0.9, 0.2, 0.8, 0.7, 0.3]);
        record.add_evaluation(own, &texts).expect("it fits, whatever texts the page has");
        assert_eq!(record.points.len(), 1);
        let training = record.points[0].training.expect("it has come");
        assert_eq!((training.accuracy, training.precision), (2.0 / 3.0, Some(0.5)));
        assert_eq!(record.points[0].target.map(|scores| scores.accuracy), Some(1.0));
        assert_eq!(record.points[0].target, record.points[0].general);
    }

    #[test]
    fn what_does_not_fit_is_refused_and_changes_nothing() {
        let (mut changed, texts) = (record(), texts());
        for bad in [
            evaluation(Moment::After, Split::TargetTest, 2, &[0.5; 6]),
            evaluation(Moment::After, Split::TargetTest, 2, &[1.5, 0.5]),
            evaluation(Moment::After, Split::TargetTest, 2, &[]),
            evaluation(Moment::After, Split::TargetTrain, 2, &[0.5, 0.5]),
            evaluation(Moment::After, Split::GeneralValidation, 2, &[0.5, 0.5]),
            evaluation(Moment::During, Split::TargetTest, 2, &[0.5, 0.5]),
            of_training(Moment::After, &[1], &[0.5, 0.5]),
            of_training(Moment::During, &[1, 1], &[0.5, 0.5]),
            of_training(Moment::During, &[2], &[0.5, 0.5]),
        ] {
            assert!(changed.add_evaluation(bad, &texts).is_err());
        }
        let destroyed = evaluation(Moment::After, Split::TargetTest, 2, &[f32::NAN; 4]);
        assert_eq!(changed.add_evaluation(destroyed, &texts), Ok(()));
        assert_eq!(changed, record());
    }

    #[test]
    fn steps_sent_again_replace_the_old_ones() {
        let mut record = record();
        let again = StepReport { loss: 0.5, ..record.steps[1] };
        record.add_steps(&[again], 1000.0);
        assert_eq!(record.steps.len(), 2);
        assert_eq!((record.steps[1].loss, record.steps[1].elapsed_ms), (0.5, 1020.0));
        assert_eq!(record.seconds, 1.02);
        record.rewind(1);
        assert_eq!((record.step(), record.outcome.is_none()), (1, true));
        assert!(record.finals.after.validation.is_empty() && !record.finals.before.validation.is_empty());
    }

    #[test]
    fn names_are_kept_within_reason() {
        let mut record = record();
        record.rename("  \u{7} ");
        assert_eq!(record.name, "Run 1");
        record.rename(&"x".repeat(1000));
        assert_eq!(record.name.len(), LONGEST_NAME);
        assert_eq!(record.check(), Ok(()));
    }

    #[test]
    fn a_damaged_record_is_noticed() {
        let damage: [fn(&mut RunRecord); 7] = [
            |record| record.config.epochs = 0,
            |record| record.name.clear(),
            |record| record.seconds = f64::NAN,
            |record| record.steps.reverse(),
            |record| record.finals.before.target[0] = 2.0,
            |record| record.finals.after.general.truncate(3),
            |record| record.finals.after.validation[1] = f32::NAN,
        ];
        for break_it in damage {
            let mut record = record();
            break_it(&mut record);
            assert!(record.check().is_err());
        }
    }
}
