//! What a finished run gained, kept and cost: the figures that every plate of this lab is made of. Pure.

use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::config::{BaseModel, RunConfig, Task, TrainingData};
use crate::data::Split;
use crate::metrics::Tradeoff;
use crate::protocol::{Cost, Outcome, StepReport};

/// Shares of right answers on the two test sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracies {
    /// On domain texts.
    pub target: f64,
    /// On general texts.
    pub general: f64,
}

/// A finished run in figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The run.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// When it began: milliseconds since 1970.
    pub started: f64,
    /// What was asked for.
    pub config: RunConfig,
    /// Whether it made all its steps.
    pub completed: bool,
    /// The base model on both test sets.
    pub before: Accuracies,
    /// The trained model on both test sets.
    pub after: Accuracies,
    /// What the strategy needed, where it was counted.
    pub cost: Option<Cost>,
    /// Milliseconds of a typical step.
    pub step_ms: Option<f64>,
}

impl Measured {
    /// The figures of a run; `None` until it has ended, and where there is nothing to measure.
    pub fn of(run: &RunRecord, texts: &Texts) -> Option<Self> {
        let completed = matches!(run.outcome.as_ref()?, Outcome::Completed { .. });
        let accuracies = |when| {
            let accuracy = |split| Some(run.scores(when, split, texts)?.accuracy);
            Some(Accuracies { target: accuracy(Split::TargetTest)?, general: accuracy(Split::GeneralTest)? })
        };
        Some(Self {
            id: run.id,
            name: run.name.clone(),
            started: run.started,
            config: run.config.clone(),
            completed,
            before: accuracies(When::Before)?,
            after: accuracies(When::After)?,
            cost: run.cost,
            step_ms: step_ms(&run.steps),
        })
    }

    /// What it gained and what it kept.
    pub fn tradeoff(&self) -> Tradeoff {
        Tradeoff { gained: self.after.target - self.before.target, kept: self.after.general - self.before.general }
    }
}

/// Whether a run can be set against others: it started from the base model, and its test texts were no
/// training texts.
fn is_comparable(config: &RunConfig) -> bool {
    config.after.is_none() && config.data == TrainingData::Honest
}

/// The comparable finished runs of a model and a task, in the order given.
pub fn measured<'a>(
    runs: impl IntoIterator<Item = &'a RunRecord>,
    model: BaseModel,
    task: Task,
    texts: &Texts,
) -> Vec<Measured> {
    let fits = |run: &&RunRecord| (run.config.model, run.config.task) == (model, task) && is_comparable(&run.config);
    runs.into_iter().filter(fits).filter_map(|run| Measured::of(run, texts)).collect()
}

/// The median over groups of steps that were reported together, the first one left out: an evaluation
/// falls into some of them, and what comes before the first step into the first.
fn step_ms(steps: &[StepReport]) -> Option<f64> {
    let groups: Vec<&[StepReport]> = steps.chunk_by(|a, b| a.elapsed_ms == b.elapsed_ms).collect();
    let pace = |pair: &[&[StepReport]]| {
        let (before, group) = (pair[0].first()?, pair[1].first()?);
        Some((group.elapsed_ms - before.elapsed_ms) / pair[1].len() as f64)
    };
    let mut paces: Vec<f64> = groups.windows(2).filter_map(pace).filter(|pace| *pace > 0.0).collect();
    paces.sort_by(f64::total_cmp);
    paces.get(paces.len() / 2).copied()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};

    /// A completed run of a configuration with these figures, which began at `id`.
    pub fn run(id: u32, config: RunConfig, gained: f64, kept: f64) -> Measured {
        Measured {
            id,
            name: format!("Run {id}"),
            started: f64::from(id),
            config,
            completed: true,
            before: Accuracies { target: 0.5, general: 0.9 },
            after: Accuracies { target: 0.5 + gained, general: 0.9 + kept },
            cost: None,
            step_ms: None,
        }
    }

    #[test]
    fn figures_are_those_of_the_test_sets() {
        let measured = Measured::of(&record(), &texts()).expect("it has ended");
        assert_eq!(measured.tradeoff(), Tradeoff { gained: 0.5, kept: -0.5 });
        assert!(measured.completed);
        let going_on = RunRecord { outcome: None, ..record() };
        assert_eq!(Measured::of(&going_on, &texts()), None);
    }

    #[test]
    fn only_runs_that_can_be_set_against_each_other_are_compared() {
        let with = |config| RunRecord { config, ..record() };
        let runs = [
            record(),
            with(RunConfig { task: Task::Kind, ..RunConfig::default() }),
            with(RunConfig { model: BaseModel::MiniLm3, ..RunConfig::default() }),
            with(RunConfig { data: TrainingData::Leaky, ..RunConfig::default() }),
            with(RunConfig { after: Some(Box::default()), ..RunConfig::default() }),
        ];
        assert_eq!(measured(&runs, BaseModel::Pocket, Task::Condition, &texts()).len(), 1);
    }

    #[test]
    fn the_time_of_a_step_is_that_of_its_group_shared() {
        let step = |(index, elapsed_ms): (usize, f64)| StepReport {
            step: index as u32 + 1,
            loss: 1.0,
            learning_rate: 1e-4,
            grad_norm: 1.0,
            elapsed_ms,
        };
        let steps = |times: &[f64]| times.iter().copied().enumerate().map(step).collect::<Vec<_>>();
        // Groups of two, 20 ms each; an evaluation of 500 ms falls into the last one.
        assert_eq!(step_ms(&steps(&[900.0, 900.0, 920.0, 920.0, 940.0, 940.0, 1460.0, 1460.0])), Some(10.0));
        assert_eq!(step_ms(&steps(&[900.0, 900.0])), None);
        assert_eq!(step_ms(&[]), None);
    }
}
