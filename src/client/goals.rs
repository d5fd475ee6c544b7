//! The goals of the worked problem, judged on the learner's own kept runs. Pure.

use super::record::{RunRecord, When};
use super::texts::Texts;
use crate::config::{RunConfig, TrainingData};
use crate::data::Split;
use crate::lesson::deed::Deed;
use crate::lesson::problem::Goal;
use crate::metrics::Scores;
use crate::protocol::Outcome;

/// A part of a goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    /// Domain test accuracy above this.
    Accuracy(f64),
    /// Domain test loss below this.
    Loss(f64),
    /// Fewer epochs than this.
    Epochs(u32),
    /// At most so many domain examples.
    Examples(u32),
    /// General test accuracy falls by no more than this.
    Forgetting(f64),
    /// Something that the run has to be.
    Deed(Deed),
}

/// Rounding in the difference of two shares must not decide.
const ROUNDING: f64 = 1e-9;

/// What a goal asks for, in the order in which the page lists it.
pub fn parts(goal: &Goal) -> Vec<Part> {
    let always = [Part::Accuracy(goal.accuracy), Part::Loss(goal.loss), Part::Epochs(goal.epochs_below)];
    let examples = goal.examples_at_most.map(Part::Examples);
    let forgetting = goal.forgetting_at_most.map(Part::Forgetting);
    always.into_iter().chain(examples).chain(forgetting).chain(goal.deed.map(Part::Deed)).collect()
}

/// A run that counts: finished, honest, and begun at the base model of the problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// The run.
    pub run: u32,
    /// Its name.
    pub name: String,
    /// After it, on the domain test set.
    pub scores: Scores,
    /// How much general test accuracy it cost; below 0 where that rose.
    pub forgotten: f64,
    /// How many epochs it took.
    pub epochs: u32,
    /// How many domain examples it had.
    pub examples: u32,
    /// What it was.
    deeds: Vec<Deed>,
}

impl Attempt {
    /// The run as an attempt at a problem that starts with `base`; `None` where it does not count, or its figures have
    /// not come.
    pub fn of(run: &RunRecord, texts: &Texts, base: &RunConfig) -> Option<Self> {
        let config = &run.config;
        let is_finished = matches!(run.outcome, Some(Outcome::Completed { .. }));
        let is_honest = config.data == TrainingData::Honest && config.after.is_none();
        let is_of_problem = (config.model, config.task) == (base.model, base.task);
        if !(is_finished && is_honest && is_of_problem) {
            return None;
        }
        let general = |when| Some(run.scores(when, Split::GeneralTest, texts)?.accuracy);
        Some(Self {
            run: run.id,
            name: run.name.clone(),
            scores: run.scores(When::After, Split::TargetTest, texts)?,
            forgotten: general(When::Before)? - general(When::After)?,
            epochs: config.epochs,
            examples: config.examples,
            deeds: Deed::of_run(config),
        })
    }

    /// Whether it meets a part of a goal.
    pub fn meets(&self, part: Part) -> bool {
        match part {
            Part::Accuracy(above) => self.scores.accuracy > above,
            Part::Loss(below) => self.scores.loss < below,
            Part::Epochs(below) => self.epochs < below,
            Part::Examples(most) => self.examples <= most,
            Part::Forgetting(most) => self.forgotten <= most + ROUNDING,
            Part::Deed(deed) => self.deeds.contains(&deed),
        }
    }

    /// Whether it meets a whole goal.
    pub fn solves(&self, goal: &Goal) -> bool {
        parts(goal).into_iter().all(|part| self.meets(part))
    }
}

/// All runs that count, newest first like the runs.
pub fn attempts<'a>(runs: impl IntoIterator<Item = &'a RunRecord>, texts: &Texts, base: &RunConfig) -> Vec<Attempt> {
    runs.into_iter().filter_map(|run| Attempt::of(run, texts, base)).collect()
}

/// The attempt that comes closest to a goal: most parts met, then highest accuracy; of equals the newest.
pub fn best<'a>(goal: &Goal, attempts: &'a [Attempt]) -> Option<&'a Attempt> {
    let worth = |attempt: &Attempt| parts(goal).into_iter().filter(|part| attempt.meets(*part)).count();
    attempts.iter().rev().max_by(|a, b| worth(a).cmp(&worth(b)).then(a.scores.accuracy.total_cmp(&b.scores.accuracy)))
}

/// Figures of the base model before any training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base {
    /// On the domain test set.
    pub target: Scores,
    /// Accuracy on the general test set.
    pub general: f64,
}

/// What the learner's newest run measured of the base model before it began, and its name.
pub fn base_of<'a>(
    runs: impl IntoIterator<Item = &'a RunRecord>,
    texts: &Texts,
    base: &RunConfig,
) -> Option<(String, Base)> {
    runs.into_iter().find_map(|run| {
        let config = &run.config;
        let is_of_problem = (config.model, config.task) == (base.model, base.task) && config.after.is_none();
        let scores = |split| is_of_problem.then(|| run.scores(When::Before, split, texts)).flatten();
        let general = scores(Split::GeneralTest)?.accuracy;
        Some((run.name.clone(), Base { target: scores(Split::TargetTest)?, general }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};
    use crate::config::{BaseModel, Strategy, Task};

    /// A finished run with both domain texts right, its general answers as before.
    fn good(id: u32) -> RunRecord {
        let mut run = RunRecord { id, name: format!("Run {id}"), ..record() };
        run.finals.after.target = vec![0.1, 0.9, 0.9, 0.1];
        run.finals.after.general = run.finals.before.general.clone();
        run
    }

    fn with(id: u32, change: impl FnOnce(&mut RunConfig)) -> RunRecord {
        let mut run = good(id);
        change(&mut run.config);
        run
    }

    fn attempt(run: &RunRecord) -> Option<Attempt> {
        Attempt::of(run, &texts(), &RunConfig::default())
    }

    #[test]
    fn only_finished_honest_runs_of_the_problem_count() {
        assert!(attempt(&good(1)).is_some_and(|attempt| attempt.solves(&Goal::CHALLENGE)));
        for data in [TrainingData::Leaky, TrainingData::OnlyPositive, TrainingData::OnlyNegative] {
            assert_eq!(attempt(&with(1, |config| config.data = data)), None);
        }
        assert_eq!(attempt(&with(1, |config| config.after = Some(Box::default()))), None);
        assert_eq!(attempt(&with(1, |config| config.model = BaseModel::MiniLm3)), None);
        assert_eq!(attempt(&with(1, |config| config.task = Task::Spam)), None);
        for outcome in [
            None,
            Some(Outcome::Stopped { step: 2 }),
            Some(Outcome::Diverged { step: 2, sentence: "It broke.".into() }),
        ] {
            assert_eq!(attempt(&RunRecord { outcome, ..good(1) }), None);
        }
        let mut silent = good(1);
        silent.finals.after.target.clear();
        assert_eq!(attempt(&silent), None, "there is nothing to judge yet");
    }

    #[test]
    fn every_part_of_a_goal_is_judged_on_its_own() {
        let attempt = Attempt {
            run: 1,
            name: "Run 1".into(),
            scores: Scores {
                accuracy: 0.9,
                balanced_accuracy: 0.9,
                precision: None,
                recall: None,
                f1: None,
                loss: 0.4,
            },
            forgotten: 0.962 - 0.942,
            epochs: 9,
            examples: 100,
            deeds: vec![Deed::FinishedRun, Deed::RanStrategy],
        };
        let met = [
            Part::Accuracy(0.85),
            Part::Loss(0.5),
            Part::Epochs(10),
            Part::Examples(100),
            Part::Forgetting(0.02),
            Part::Deed(Deed::RanStrategy),
        ];
        let missed = [
            Part::Accuracy(0.9),
            Part::Loss(0.4),
            Part::Epochs(9),
            Part::Examples(99),
            Part::Forgetting(0.019),
            Part::Deed(Deed::RanLeaky),
        ];
        assert!(met.into_iter().all(|part| attempt.meets(part)), "two points are two points, whatever rounding says");
        assert!(missed.into_iter().all(|part| !attempt.meets(part)), "a bound itself is not beyond it");
    }

    #[test]
    fn a_goal_asks_for_what_it_names_and_no_more() {
        assert_eq!(parts(&Goal::CHALLENGE), [Part::Accuracy(0.85), Part::Loss(0.5), Part::Epochs(10)]);
        let harder = Goal { examples_at_most: Some(40), deed: Some(Deed::RanStrategy), ..Goal::CHALLENGE };
        assert_eq!(parts(&harder)[3..], [Part::Examples(40), Part::Deed(Deed::RanStrategy)]);
        let lora = attempt(&with(1, |config| config.strategy = Strategy::ALL[4])).expect("it counts");
        assert!(lora.solves(&Goal { deed: Some(Deed::RanStrategy), ..Goal::CHALLENGE }));
        assert!(!lora.solves(&harder), "a thousand examples are too many");
    }

    #[test]
    fn the_best_attempt_meets_most_then_is_most_accurate_then_is_the_newest() {
        let mut poor = good(4);
        poor.finals.after.target = vec![0.9, 0.1, 0.9, 0.1];
        let long = with(3, |config| config.epochs = 12);
        let runs = [poor, long, good(2), good(1)];
        let attempts = attempts(&runs, &texts(), &RunConfig::default());
        assert_eq!(attempts.len(), 4);
        assert_eq!(best(&Goal::CHALLENGE, &attempts).map(|attempt| attempt.run), Some(2));
        assert_eq!(best(&Goal::CHALLENGE, &attempts[..2]).map(|attempt| attempt.run), Some(3));
        assert_eq!(best(&Goal::CHALLENGE, &[]), None);
    }

    #[test]
    fn the_base_model_is_measured_by_the_newest_run_that_began_at_it() {
        let other = with(3, |config| config.task = Task::Kind);
        let later = with(2, |config| config.after = Some(Box::default()));
        let unfinished = RunRecord { outcome: None, ..good(1) };
        let (name, base) = base_of(&[other, later, unfinished], &texts(), &RunConfig::default()).expect("run 1");
        assert_eq!((name.as_str(), base.target.accuracy), ("Run 1", 0.5));
        assert_eq!(base_of(&[], &texts(), &RunConfig::default()), None);
    }
}
