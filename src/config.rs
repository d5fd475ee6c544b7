//! `RunConfig`, the one description of a run: the form, the URL, the worker, the checkpoint and the
//! export all carry it. Pure data and validation; nothing here knows of tensors or of the web.

use serde::{Deserialize, Serialize};

/// The pretrained model that a run starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum BaseModel {
    /// 2 layers × 128, distilled from MiniLM.
    #[default]
    #[serde(rename = "pocket")]
    Pocket,
    /// The first 3 layers × 384 of all-MiniLM-L6-v2.
    #[serde(rename = "minilm-3")]
    MiniLm3,
}

impl BaseModel {
    /// Every base model, in the order in which the form offers them.
    pub const ALL: [Self; 2] = [Self::Pocket, Self::MiniLm3];

    /// The name used in URLs, in files and as the folder under `public/model/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pocket => "pocket",
            Self::MiniLm3 => "minilm-3",
        }
    }

    /// The model of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.name() == name)
    }

    /// The learning rate of the "just right" preset.
    pub fn default_learning_rate(self) -> f64 {
        match self {
            Self::Pocket => 2e-4,
            Self::MiniLm3 => 5e-5,
        }
    }
}

/// The question that the classifier answers about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Task {
    /// Two classes: something else (0) or a condition (1, the positive class).
    #[default]
    Condition,
    /// Five classes, in the order of [`crate::data::Label::KINDS`].
    Kind,
    /// Two classes: a good mail (0) or spam (1, the positive class).
    Spam,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 3] = [Self::Condition, Self::Kind, Self::Spam];

    /// The name used in URLs and as the name of the classifier head in the weights file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Kind => "kind",
            Self::Spam => "spam",
        }
    }

    /// Number of classes, which is the number of logits.
    pub fn classes(self) -> usize {
        match self {
            Self::Condition | Self::Spam => 2,
            Self::Kind => 5,
        }
    }
}

/// How the learning rate moves after the warm-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Schedule {
    /// Stays at its peak.
    Constant,
    /// Falls in a straight line to zero at the last step.
    #[default]
    Linear,
    /// Falls along half a cosine to zero at the last step (Loshchilov & Hutter, 2017).
    Cosine,
}

impl Schedule {
    /// Every schedule, in the order in which the form offers them.
    pub const ALL: [Self; 3] = [Self::Constant, Self::Linear, Self::Cosine];

    /// The name used in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Linear => "linear",
            Self::Cosine => "cosine",
        }
    }
}

/// Which texts a run learns from. All but the first are mistakes, to be made on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrainingData {
    /// Drawn from the domain's training texts, as everybody should.
    #[default]
    Honest,
    /// Half of them come from the start of the domain's test set; see [`crate::data::leaked`].
    Leaky,
    /// All of them are conditions.
    OnlyPositive,
    /// None of them is a condition.
    OnlyNegative,
}

impl TrainingData {
    /// Every choice, in the order in which the form offers them.
    pub const ALL: [Self; 4] = [Self::Honest, Self::Leaky, Self::OnlyPositive, Self::OnlyNegative];

    /// The name used in URLs and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Honest => "honest",
            Self::Leaky => "leaky",
            Self::OnlyPositive => "only-positive",
            Self::OnlyNegative => "only-negative",
        }
    }

    /// What the learner calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Honest => "Honest sample",
            Self::Leaky => "With leaked test texts",
            Self::OnlyPositive => "Only positives",
            Self::OnlyNegative => "Only negatives",
        }
    }
}

/// Where the learner wants the run to be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceChoice {
    /// The GPU where it passes its self-test, else the CPU.
    #[default]
    Auto,
    /// The GPU; a clear refusal where there is none.
    Gpu,
    /// The CPU, whatever else there is.
    Cpu,
}

impl DeviceChoice {
    /// Every choice, in the order in which the form offers them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Gpu, Self::Cpu];

    /// The name used in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Gpu => "gpu",
            Self::Cpu => "cpu",
        }
    }
}

/// Everything that determines a run. Same config and same backend: same run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RunConfig {
    /// The model to start from.
    pub model: BaseModel,
    /// The question to fine-tune for.
    pub task: Task,
    /// Peak learning rate; see [`LEARNING_RATE`].
    pub learning_rate: f64,
    /// Passes over the chosen examples; see [`EPOCHS`].
    pub epochs: u32,
    /// Examples per optimizer step; see [`BATCH_SIZE`].
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
}

/// An inclusive range of a number in [`RunConfig`], shared by slider, field, URL and validation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The smallest value that is accepted.
    pub min: f64,
    /// The largest value that is accepted.
    pub max: f64,
    /// The distance between two positions of a slider (unused where the scale is logarithmic).
    pub step: f64,
}

/// Learning rate; its slider is logarithmic.
pub const LEARNING_RATE: Bounds = Bounds { min: 1e-6, max: 1e-1, step: 0.0 };
/// Epochs.
pub const EPOCHS: Bounds = Bounds { min: 1.0, max: 20.0, step: 1.0 };
/// Batch size, in examples.
pub const BATCH_SIZE: Bounds = Bounds { min: 4.0, max: 64.0, step: 4.0 };
/// Training examples.
pub const EXAMPLES: Bounds = Bounds { min: 20.0, max: 2000.0, step: 20.0 };
/// Weight decay.
pub const WEIGHT_DECAY: Bounds = Bounds { min: 0.0, max: 0.5, step: 0.01 };
/// Warm-up, as a share of all steps.
pub const WARMUP: Bounds = Bounds { min: 0.0, max: 0.5, step: 0.01 };
/// Dropout probability.
pub const DROPOUT: Bounds = Bounds { min: 0.0, max: 0.5, step: 0.01 };
/// Global gradient norm; 0 turns clipping off.
pub const CLIP_NORM: Bounds = Bounds { min: 0.0, max: 10.0, step: 0.1 };
/// Steps between two evaluations.
pub const EVAL_EVERY: Bounds = Bounds { min: 4.0, max: 500.0, step: 4.0 };
/// Seeds.
pub const SEED: Bounds = Bounds { min: 0.0, max: 999_999.0, step: 1.0 };

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
        }
    }

    /// Optimizer steps in one epoch: the last, smaller batch counts as one.
    pub fn steps_per_epoch(&self) -> u32 {
        self.examples.div_ceil(self.batch_size.max(1))
    }

    /// Optimizer steps in the whole run.
    pub fn total_steps(&self) -> u32 {
        self.epochs * self.steps_per_epoch()
    }

    /// Checks every number against its bounds.
    ///
    /// # Errors
    /// One [`Issue`] for each field that is out of its bounds or not a number.
    pub fn validate(&self) -> Result<(), Vec<Issue>> {
        let issues: Vec<Issue> = Field::ALL.into_iter().filter_map(|field| field.check(field.get(self))).collect();
        if issues.is_empty() { Ok(()) } else { Err(issues) }
    }
}

/// A numeric field of [`RunConfig`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// [`RunConfig::learning_rate`].
    LearningRate,
    /// [`RunConfig::epochs`].
    Epochs,
    /// [`RunConfig::batch_size`].
    BatchSize,
    /// [`RunConfig::examples`].
    Examples,
    /// [`RunConfig::weight_decay`].
    WeightDecay,
    /// [`RunConfig::warmup`].
    Warmup,
    /// [`RunConfig::dropout`].
    Dropout,
    /// [`RunConfig::clip_norm`].
    ClipNorm,
    /// [`RunConfig::eval_every`].
    EvalEvery,
    /// [`RunConfig::seed`].
    Seed,
}

impl Field {
    /// Every numeric field.
    pub const ALL: [Self; 10] = [
        Self::LearningRate,
        Self::Epochs,
        Self::BatchSize,
        Self::Examples,
        Self::WeightDecay,
        Self::Warmup,
        Self::Dropout,
        Self::ClipNorm,
        Self::EvalEvery,
        Self::Seed,
    ];

    /// Whether the field takes whole numbers only.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Epochs | Self::BatchSize | Self::Examples | Self::EvalEvery | Self::Seed)
    }

    /// The field's value in `config`.
    pub fn get(self, config: &RunConfig) -> f64 {
        match self {
            Self::LearningRate => config.learning_rate,
            Self::Epochs => config.epochs.into(),
            Self::BatchSize => config.batch_size.into(),
            Self::Examples => config.examples.into(),
            Self::WeightDecay => config.weight_decay,
            Self::Warmup => config.warmup,
            Self::Dropout => config.dropout,
            Self::ClipNorm => config.clip_norm,
            Self::EvalEvery => config.eval_every.into(),
            Self::Seed => config.seed.into(),
        }
    }

    /// Sets the field in `config` to a value that [`Field::check`] accepts; whole fields drop fractions.
    pub fn set(self, config: &mut RunConfig, value: f64) {
        match self {
            Self::LearningRate => config.learning_rate = value,
            Self::Epochs => config.epochs = value as u32,
            Self::BatchSize => config.batch_size = value as u32,
            Self::Examples => config.examples = value as u32,
            Self::WeightDecay => config.weight_decay = value,
            Self::Warmup => config.warmup = value,
            Self::Dropout => config.dropout = value,
            Self::ClipNorm => config.clip_norm = value,
            Self::EvalEvery => config.eval_every = value as u32,
            Self::Seed => config.seed = value as u32,
        }
    }

    /// What the learner calls the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::LearningRate => "Learning rate",
            Self::Epochs => "Epochs",
            Self::BatchSize => "Batch size",
            Self::Examples => "Domain examples",
            Self::WeightDecay => "Weight decay",
            Self::Warmup => "Warm-up",
            Self::Dropout => "Dropout",
            Self::ClipNorm => "Gradient clipping",
            Self::EvalEvery => "Evaluate every",
            Self::Seed => "Seed",
        }
    }

    /// The values that are accepted.
    pub fn bounds(self) -> Bounds {
        match self {
            Self::LearningRate => LEARNING_RATE,
            Self::Epochs => EPOCHS,
            Self::BatchSize => BATCH_SIZE,
            Self::Examples => EXAMPLES,
            Self::WeightDecay => WEIGHT_DECAY,
            Self::Warmup => WARMUP,
            Self::Dropout => DROPOUT,
            Self::ClipNorm => CLIP_NORM,
            Self::EvalEvery => EVAL_EVERY,
            Self::Seed => SEED,
        }
    }

    /// `Some(issue)` where `value` cannot be used for this field.
    pub fn check(self, value: f64) -> Option<Issue> {
        let Bounds { min, max, .. } = self.bounds();
        let accepted = (min..=max).contains(&value);
        (!accepted).then_some(Issue { field: self, value })
    }
}

/// A value that a field cannot take.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{} must be between {} and {}; {value} is not.", field.label(), field.bounds().min, field.bounds().max)]
pub struct Issue {
    /// The field.
    pub field: Field,
    /// The value that was refused.
    pub value: f64,
}

/// A named difference from the default run of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// So slow that little is learned.
    TooLow,
    /// The default.
    JustRight,
    /// Learns the domain and visibly forgets.
    TooHigh,
    /// Destroys the model.
    Absurd,
}

impl Preset {
    /// Every preset, from the lowest learning rate to the highest.
    pub const ALL: [Self; 4] = [Self::TooLow, Self::JustRight, Self::TooHigh, Self::Absurd];

    /// What the button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::TooLow => "Too low",
            Self::JustRight => "Just right",
            Self::TooHigh => "Too high",
            Self::Absurd => "Absurd",
        }
    }

    /// The learning rate that this preset sets.
    pub fn learning_rate(self, model: BaseModel) -> f64 {
        match (self, model) {
            (Self::TooLow, _) => 1e-6,
            (Self::JustRight, model) => model.default_learning_rate(),
            (Self::TooHigh, BaseModel::Pocket) => 1e-2,
            (Self::TooHigh, BaseModel::MiniLm3) => 4e-3,
            (Self::Absurd, _) => 1e-1,
        }
    }

    /// `config` with this preset's difference applied.
    pub fn apply(self, config: &RunConfig) -> RunConfig {
        RunConfig { learning_rate: self.learning_rate(config.model), ..config.clone() }
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
