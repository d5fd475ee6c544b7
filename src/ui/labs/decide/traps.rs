//! Pitfalls to walk into on purpose. Each is a configuration of a real run, or a real sample of the
//! held-out texts; nothing is made up. Pure.

use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::config::{RunConfig, Schedule, TrainingData};
use crate::data::{Split, leaked};
use crate::metrics::resample::at_prevalence;
use crate::metrics::{Cells, Ranking};

/// A pitfall that is a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trap {
    /// Few examples, many epochs.
    Overfitting,
    /// Test texts among the training texts.
    Leakage,
    /// Trained on the positive class alone.
    AllPositive,
    /// Trained on the negative class alone.
    AllNegative,
}

impl Trap {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Overfitting, Self::Leakage, Self::AllPositive, Self::AllNegative];

    /// What its button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overfitting => "Overfit",
            Self::Leakage => "Leak test texts",
            Self::AllPositive => "Train on positives alone",
            Self::AllNegative => "Train on negatives alone",
        }
    }

    /// What is done, and what to watch.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Overfitting => {
                "40 examples, 20 times over, with nothing that restrains the model. Watch the two curves: on its own \
                 training texts it becomes perfect; on validation texts it does not, and its loss climbs again."
            }
            Self::Leakage => {
                "Half of the training texts are taken from the test set. Measured on those, the model looks better than \
                 it is; the test texts that it has never seen tell the truth."
            }
            Self::AllPositive => {
                "The model sees only the positive class and learns to call everybody. Recall becomes perfect. Is it a good \
                 model?"
            }
            Self::AllNegative => {
                "The model sees only the negative class and learns to call nobody. No false alarm is ever raised. Is it a \
                 good model?"
            }
        }
    }

    /// The run that walks into it, from the model, task, seed and device of `config`.
    pub fn config(self, config: &RunConfig) -> RunConfig {
        let base = RunConfig {
            task: config.task,
            seed: config.seed,
            device: config.device,
            eval_every: 8,
            ..RunConfig::for_model(config.model)
        };
        let unrestrained =
            RunConfig { batch_size: 8, weight_decay: 0.0, dropout: 0.0, schedule: Schedule::Constant, ..base.clone() };
        let one_sided = RunConfig { examples: 400, epochs: 4, eval_every: 24, schedule: Schedule::Constant, ..base };
        match self {
            Self::Overfitting => RunConfig { examples: 40, epochs: 20, ..unrestrained },
            Self::Leakage => {
                RunConfig { examples: 80, epochs: 15, data: TrainingData::Leaky, eval_every: 16, ..unrestrained }
            }
            Self::AllPositive => RunConfig { data: TrainingData::OnlyPositive, ..one_sided },
            Self::AllNegative => RunConfig { data: TrainingData::OnlyNegative, ..one_sided },
        }
    }

    /// The pitfall that a run walked into.
    pub fn of(config: &RunConfig) -> Option<Self> {
        Self::ALL.into_iter().find(|trap| trap.config(config) == *config)
    }
}

/// Accuracy on test texts that were trained on, and on those of the same set that were not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leak {
    /// How many test texts were among the training texts.
    pub count: usize,
    /// On these: the inflated figure.
    pub seen: f64,
    /// On the second half of the test set, of which none was trained on: the honest figure.
    pub fresh: f64,
}

impl Leak {
    /// The two figures of a run with leaked texts; `None` for other runs and until it has ended.
    pub fn of(run: &RunRecord, texts: &Texts) -> Option<Self> {
        if run.config.data != TrainingData::Leaky {
            return None;
        }
        let predictions = run.predictions(When::After, Split::TargetTest, texts)?;
        let all = predictions.labels().len();
        let count = leaked(run.config.examples as usize, all);
        let accuracy = |range| predictions.part(range).ok().map(|part| part.confusion().accuracy());
        Some(Self { count, seen: accuracy(0..count)?, fresh: accuracy(all / 2..all)? })
    }
}

/// A model that is right nearly always, and useless.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rare {
    /// The fields on the resampled set.
    pub cells: Cells,
    /// The threshold at which they come about.
    pub threshold: f64,
}

/// How common the positive class is in the resampled set.
pub const RARE: f64 = 0.02;
/// The recall that is looked for there.
const POOR_RECALL: f64 = 0.12;

impl Rare {
    /// The trained model on a set drawn from both test sets in which one text in fifty is positive, at the
    /// threshold whose recall is nearest to 12 %. `None` until the run has ended, or where there are too
    /// few texts.
    pub fn of(run: &RunRecord, texts: &Texts) -> Option<Self> {
        let class = run.config.task.sought();
        let (mut scores, mut positive) = (Vec::new(), Vec::new());
        for split in [Split::TargetTest, Split::GeneralTest] {
            let predictions = run.predictions(When::After, split, texts)?;
            for (row, label) in predictions.labels().iter().enumerate() {
                scores.push(predictions.row(row)[class].min(1.0));
                positive.push(*label == class);
            }
        }
        let drawn = at_prevalence(&positive, RARE, positive.len(), run.config.seed)?;
        let pick_scores: Vec<f32> = drawn.iter().map(|row| scores[*row]).collect();
        let pick_positive: Vec<bool> = drawn.iter().map(|row| positive[*row]).collect();
        let ranking = Ranking::new(&pick_scores, &pick_positive).ok()?;
        let distance = |threshold: &f64| {
            let recall = ranking.cells(*threshold).recall().unwrap_or_default();
            (recall - POOR_RECALL).abs()
        };
        // Of equal recalls the highest threshold: it raises the fewest false alarms.
        let threshold = ranking.thresholds().into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        Some(Self { cells: ranking.cells(threshold), threshold })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{BaseModel, Task};

    #[test]
    fn every_pitfall_is_a_valid_run_and_known_again() {
        for model in BaseModel::ALL {
            for task in Task::ALL {
                let config = RunConfig { task, seed: 7, ..RunConfig::for_model(model) };
                assert_eq!(Trap::of(&config), None);
                for trap in Trap::ALL {
                    let trapped = trap.config(&config);
                    assert_eq!(trapped.validate(), Ok(()));
                    assert_eq!((trapped.seed, trapped.task, trapped.model), (7, task, model));
                    assert_eq!(Trap::of(&trapped), Some(trap));
                }
            }
        }
    }
}
