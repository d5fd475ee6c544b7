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
    /// What was asked for.
    pub config: RunConfig,
    /// When it began: milliseconds since 1970.
    pub started: f64,
    /// After it, on the domain test set.
    pub scores: Scores,
    /// How much general test accuracy it cost; below 0 where that rose.
    pub forgotten: f64,
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
            config: config.clone(),
            started: run.started,
            scores: run.scores(When::After, Split::TargetTest, texts)?,
            forgotten: general(When::Before)? - general(When::After)?,
            deeds: Deed::of_run(config),
        })
    }

    /// Whether it meets a part of a goal.
    pub fn meets(&self, part: Part) -> bool {
        match part {
            Part::Accuracy(above) => self.scores.accuracy > above,
            Part::Loss(below) => self.scores.loss < below,
            Part::Epochs(below) => self.config.epochs < below,
            Part::Examples(most) => self.config.examples <= most,
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

/// Where the learner stands with a goal.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// The problem has not begun. A run that was made for something else may meet all of the goal already.
    Ahead {
        /// That run.
        by_the_way: Option<Attempt>,
    },
    /// The problem has begun, and no run counts yet.
    Open,
    /// The attempt that comes closest.
    Judged(Attempt),
}

impl Standing {
    /// Where attempts, newest first, leave a goal of the problem that the learner began at `begun`. Runs that began
    /// before were made for something else: the chapters ask for some that would solve it unseen.
    pub fn of(goal: &Goal, attempts: &[Attempt], begun: Option<f64>) -> Self {
        let Some(begun) = begun else {
            let by_the_way = best(goal, attempts.iter().filter(|attempt| attempt.solves(goal))).cloned();
            return Self::Ahead { by_the_way };
        };
        let counted = attempts.iter().filter(|attempt| attempt.started >= begun);
        best(goal, counted).cloned().map_or(Self::Open, Self::Judged)
    }

    /// Whether the goal is reached by a run that counts.
    pub fn is_solved(&self, goal: &Goal) -> bool {
        matches!(self, Self::Judged(best) if best.solves(goal))
    }
}

/// The attempt that comes closest to a goal: most parts met, then highest accuracy; of equals the newest.
fn best<'a>(goal: &Goal, attempts: impl DoubleEndedIterator<Item = &'a Attempt>) -> Option<&'a Attempt> {
    let worth = |attempt: &Attempt| parts(goal).into_iter().filter(|part| attempt.meets(*part)).count();
    attempts.rev().max_by(|a, b| worth(a).cmp(&worth(b)).then(a.scores.accuracy.total_cmp(&b.scores.accuracy)))
}

/// Figures of the base model before any training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base {
    /// On the domain test set.
    pub target: Scores,
    /// Accuracy on the general test set.
    pub general: f64,
}

/// The learner's newest run that measured the base model before it began, and what it measured.
pub fn base_of<'a>(
    runs: impl IntoIterator<Item = &'a RunRecord>,
    texts: &Texts,
    base: &RunConfig,
) -> Option<(&'a RunRecord, Base)> {
    runs.into_iter().find_map(|run| {
        let config = &run.config;
        let is_of_problem = (config.model, config.task) == (base.model, base.task) && config.after.is_none();
        let scores = |split| is_of_problem.then(|| run.scores(When::Before, split, texts)).flatten();
        let general = scores(Split::GeneralTest)?.accuracy;
        Some((run, Base { target: scores(Split::TargetTest)?, general }))
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
            config: RunConfig { epochs: 9, examples: 100, ..RunConfig::default() },
            started: 1.0,
            scores: Scores {
                accuracy: 0.9,
                balanced_accuracy: 0.9,
                precision: None,
                recall: None,
                f1: None,
                loss: 0.4,
            },
            forgotten: 0.962 - 0.942,
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
        let best = |attempts: &[Attempt]| best(&Goal::CHALLENGE, attempts.iter()).map(|attempt| attempt.run);
        assert_eq!((best(&attempts), best(&attempts[..2]), best(&[])), (Some(2), Some(3), None));
    }

    #[test]
    fn only_runs_that_began_after_the_problem_are_judged() {
        let at = |id, started, epochs| RunRecord { started, ..with(id, |config| config.epochs = epochs) };
        let attempts = attempts(&[at(3, 30.0, 12), at(2, 20.0, 12), at(1, 10.0, 5)], &texts(), &RunConfig::default());
        let run = |begun| match Standing::of(&Goal::CHALLENGE, &attempts, begun) {
            Standing::Judged(attempt) => Ok(attempt.run),
            Standing::Ahead { by_the_way } => Err(by_the_way.map(|attempt| attempt.run)),
            Standing::Open => Err(Some(0)),
        };
        assert_eq!(run(None), Err(Some(1)), "the chapters had it made; it does not solve the problem");
        assert_eq!((run(Some(30.0)), run(Some(30.5))), (Ok(3), Err(Some(0))));
        assert_eq!((run(Some(15.0)), run(Some(5.0))), (Ok(3), Ok(1)));
        let harder = Goal { examples_at_most: Some(40), ..Goal::CHALLENGE };
        assert_eq!(Standing::of(&harder, &attempts, None), Standing::Ahead { by_the_way: None });
    }

    #[test]
    fn the_base_model_is_measured_by_the_newest_run_that_began_at_it() {
        let other = with(3, |config| config.task = Task::Kind);
        let later = with(2, |config| config.after = Some(Box::default()));
        let unfinished = RunRecord { outcome: None, ..good(1) };
        let runs = [other, later, unfinished];
        let (run, base) = base_of(&runs, &texts(), &RunConfig::default()).expect("run 1");
        assert_eq!((run.id, base.target.accuracy), (1, 0.5));
        assert_eq!(base_of(&[], &texts(), &RunConfig::default()), None);
    }
}
