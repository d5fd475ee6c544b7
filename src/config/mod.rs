//! `RunConfig`, the one description of a run: the form, the URL, the worker, the checkpoint and the
//! export all carry it. Pure data and validation; nothing here knows of tensors or of the web.

mod choices;
mod field;
mod preset;
pub mod strategy;

use serde::{Deserialize, Serialize};

pub use choices::{BaseModel, DeviceChoice, Schedule, Task, TrainingData};
pub use field::{
    BATCH_SIZE, Bounds, CLIP_NORM, DROPOUT, EPOCHS, EVAL_EVERY, EXAMPLES, Field, Issue, LEARNING_RATE, SEED, WARMUP,
    WEIGHT_DECAY,
};
pub use preset::Preset;
pub use strategy::{LoraTargets, Strategy};

/// Everything that determines a run. Same config and same backend: same run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RunConfig {
    /// The model to start from.
    pub model: BaseModel,
    /// The question to fine-tune for.
    pub task: Task,
    /// What is trained, and what holds the weights back.
    pub strategy: Strategy,
    /// Peak learning rate; see [`LEARNING_RATE`].
    pub learning_rate: f64,
    /// Passes over the chosen examples; see [`EPOCHS`].
    pub epochs: u32,
    /// Domain examples per optimizer step; see [`BATCH_SIZE`].
    pub batch_size: u32,
    /// Number of training examples from the domain, drawn with `seed`; see [`EXAMPLES`].
    pub examples: u32,
    /// Which texts these examples are drawn from.
    pub data: TrainingData,
    /// Decoupled weight decay of AdamW (Loshchilov & Hutter, 2019); see [`WEIGHT_DECAY`].
    pub weight_decay: f64,
    /// Share of all steps over which the learning rate climbs to its peak; see [`WARMUP`].
    pub warmup: f64,
    /// What the learning rate does after the warm-up.
    pub schedule: Schedule,
    /// Probability that dropout zeroes an activation; see [`DROPOUT`].
    pub dropout: f64,
    /// Largest global gradient norm; 0 turns clipping off; see [`CLIP_NORM`].
    pub clip_norm: f64,
    /// Steps between two evaluations; see [`EVAL_EVERY`].
    pub eval_every: u32,
    /// At the end, go back to the weights with the lowest loss on domain validation.
    pub restore_best: bool,
    /// Seed of the choice of examples, of their order and of dropout.
    pub seed: u32,
    /// Where to compute.
    pub device: DeviceChoice,
    /// The run whose trained weights this one starts from; `None` starts from the base model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Box<RunConfig>>,
}

impl Default for RunConfig {
    fn default() -> Self {
        Self::for_model(BaseModel::default())
    }
}

impl RunConfig {
    /// The default run of a base model.
    pub fn for_model(model: BaseModel) -> Self {
        Self {
            model,
            task: Task::default(),
            strategy: Strategy::default(),
            learning_rate: model.default_learning_rate(),
            epochs: 5,
            batch_size: 16,
            examples: 1000,
            data: TrainingData::default(),
            weight_decay: 0.01,
            warmup: 0.1,
            schedule: Schedule::default(),
            dropout: 0.1,
            clip_norm: 1.0,
            eval_every: 32,
            restore_best: false,
            seed: 1,
            device: DeviceChoice::default(),
            after: None,
        }
    }

    /// The same run for another task; where that has fewer examples, with all of them.
    #[must_use]
    pub fn for_task(self, task: Task) -> Self {
        Self { task, examples: self.examples.min(task.most_examples()), ..self }
    }

    /// Optimizer steps in one epoch: the last, smaller batch counts as one.
    pub fn steps_per_epoch(&self) -> u32 {
        self.examples.div_ceil(self.batch_size.max(1))
    }

    /// Optimizer steps in the whole run.
    pub fn total_steps(&self) -> u32 {
        self.epochs * self.steps_per_epoch()
    }

    /// Every number of this run.
    pub fn numbers(&self) -> impl Iterator<Item = (Field, f64)> {
        Field::all().filter_map(|field| Some((field, field.get(self)?)))
    }

    /// Checks every number against its bounds.
    ///
    /// # Errors
    /// One [`Issue`] for each field that is out of its bounds or not a number.
    pub fn validate(&self) -> Result<(), Vec<Issue>> {
        let issues: Vec<Issue> = self.numbers().filter_map(|(field, value)| field.check(value, self.task)).collect();
        if issues.is_empty() { Ok(()) } else { Err(issues) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_of_every_model_is_valid() {
        for model in BaseModel::ALL {
            let config = RunConfig::for_model(model);
            assert_eq!(config.validate(), Ok(()));
            for preset in Preset::ALL {
                assert_eq!(preset.apply(&config).validate(), Ok(()));
            }
        }
    }

    #[test]
    fn what_is_out_of_bounds_is_named() {
        let config = RunConfig { learning_rate: f64::NAN, epochs: 0, ..RunConfig::default() };
        let issues = config.validate().expect_err("two fields are wrong");
        let fields: Vec<Field> = issues.iter().map(|issue| issue.field).collect();
        assert_eq!(fields, [Field::LearningRate, Field::Epochs]);
        assert_eq!(issues[1].to_string(), "Epochs must be between 1 and 20; 0 is not.");
    }

    #[test]
    fn a_short_last_batch_is_a_step() {
        let config = RunConfig { examples: 33, batch_size: 16, epochs: 2, ..RunConfig::default() };
        assert_eq!(config.total_steps(), 6);
    }

    #[test]
    fn json_round_trips_and_refuses_unknown_keys() {
        let config = RunConfig { seed: 7, ..RunConfig::for_model(BaseModel::MiniLm3) };
        let json = serde_json::to_string(&config).expect("plain data");
        assert_eq!(serde_json::from_str::<RunConfig>(&json).expect("just written"), config);
        assert!(serde_json::from_str::<RunConfig>(r#"{"learning":1}"#).is_err());
    }

    #[test]
    fn files_and_urls_name_training_data_alike_and_older_files_are_honest() {
        for data in TrainingData::ALL {
            assert_eq!(serde_json::to_value(data).expect("plain data"), data.name());
        }
        let older: RunConfig = serde_json::from_str(r#"{"seed":7}"#).expect("every field has a default");
        assert_eq!(older.data, TrainingData::Honest);
    }
}
