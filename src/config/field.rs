//! The numbers of a run: their names, their bounds, and how they are read and set.

use super::{RunConfig, Strategy, Task, strategy};

/// An inclusive range of a number in [`RunConfig`], shared by slider, field, URL and validation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The smallest value that is accepted.
    pub min: f64,
    /// The largest value that is accepted.
    pub max: f64,
    /// The distance between two positions of a slider ; 0 where the scale is logarithmic.
    pub step: f64,
}

/// Learning rate; its slider is logarithmic.
pub const LEARNING_RATE: Bounds = Bounds { min: 1e-6, max: 1e-1, step: 0.0 };
/// Epochs.
pub const EPOCHS: Bounds = Bounds { min: 1.0, max: 20.0, step: 1.0 };
/// Batch size, in examples.
pub const BATCH_SIZE: Bounds = Bounds { min: 4.0, max: 64.0, step: 4.0 };
/// Training examples; some tasks have fewer, see [`Task::most_examples`].
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
    /// Of [`Strategy::LastLayers`].
    Layers,
    /// Of [`Strategy::LayerwiseDecay`].
    LayerDecay,
    /// Of [`Strategy::Lora`].
    LoraRank,
    /// Of [`Strategy::Lora`].
    LoraAlpha,
    /// Of [`Strategy::Replay`].
    ReplayShare,
    /// Of [`Strategy::L2Sp`].
    L2SpStrength,
    /// Of [`Strategy::Ewc`].
    EwcStrength,
    /// Of [`Strategy::Averaged`].
    TrainedShare,
}

impl Field {
    /// The fields that every run has.
    pub const ALWAYS: [Self; 10] = [
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

    /// The fields that only runs of some strategy have.
    pub const OF_STRATEGIES: [Self; 8] = [
        Self::Layers,
        Self::LayerDecay,
        Self::LoraRank,
        Self::LoraAlpha,
        Self::ReplayShare,
        Self::L2SpStrength,
        Self::EwcStrength,
        Self::TrainedShare,
    ];

    /// Every numeric field.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALWAYS.into_iter().chain(Self::OF_STRATEGIES)
    }

    /// Whether the field takes whole numbers only.
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Self::Epochs
                | Self::BatchSize
                | Self::Examples
                | Self::EvalEvery
                | Self::Seed
                | Self::Layers
                | Self::LoraRank
        )
    }

    /// Whether equal distances on the field's slider are equal factors.
    pub fn is_logarithmic(self) -> bool {
        self.bounds().step == 0.0
    }

    /// The field's value in `config`; `None` where its strategy has no such number.
    pub fn get(self, config: &RunConfig) -> Option<f64> {
        Some(match (self, config.strategy) {
            (Self::LearningRate, _) => config.learning_rate,
            (Self::Epochs, _) => config.epochs.into(),
            (Self::BatchSize, _) => config.batch_size.into(),
            (Self::Examples, _) => config.examples.into(),
            (Self::WeightDecay, _) => config.weight_decay,
            (Self::Warmup, _) => config.warmup,
            (Self::Dropout, _) => config.dropout,
            (Self::ClipNorm, _) => config.clip_norm,
            (Self::EvalEvery, _) => config.eval_every.into(),
            (Self::Seed, _) => config.seed.into(),
            (Self::Layers, Strategy::LastLayers { layers }) => layers.into(),
            (Self::LayerDecay, Strategy::LayerwiseDecay { decay }) => decay,
            (Self::LoraRank, Strategy::Lora { rank, .. }) => rank.into(),
            (Self::LoraAlpha, Strategy::Lora { alpha, .. }) => alpha,
            (Self::ReplayShare, Strategy::Replay { share }) => share,
            (Self::L2SpStrength, Strategy::L2Sp { strength }) | (Self::EwcStrength, Strategy::Ewc { strength }) => {
                strength
            }
            (Self::TrainedShare, Strategy::Averaged { trained }) => trained,
            _ => return None,
        })
    }

    /// Sets the field in `config` to a value that [`Field::check`] accepts; whole fields drop fractions. A
    /// number that the strategy does not have stays away.
    pub fn set(self, config: &mut RunConfig, value: f64) {
        match (self, &mut config.strategy) {
            (Self::LearningRate, _) => config.learning_rate = value,
            (Self::Epochs, _) => config.epochs = value as u32,
            (Self::BatchSize, _) => config.batch_size = value as u32,
            (Self::Examples, _) => config.examples = value as u32,
            (Self::WeightDecay, _) => config.weight_decay = value,
            (Self::Warmup, _) => config.warmup = value,
            (Self::Dropout, _) => config.dropout = value,
            (Self::ClipNorm, _) => config.clip_norm = value,
            (Self::EvalEvery, _) => config.eval_every = value as u32,
            (Self::Seed, _) => config.seed = value as u32,
            (Self::Layers, Strategy::LastLayers { layers }) => *layers = value as u32,
            (Self::LayerDecay, Strategy::LayerwiseDecay { decay }) => *decay = value,
            (Self::LoraRank, Strategy::Lora { rank, .. }) => *rank = value as u32,
            (Self::LoraAlpha, Strategy::Lora { alpha, .. }) => *alpha = value,
            (Self::ReplayShare, Strategy::Replay { share }) => *share = value,
            (Self::L2SpStrength, Strategy::L2Sp { strength }) | (Self::EwcStrength, Strategy::Ewc { strength }) => {
                *strength = value;
            }
            (Self::TrainedShare, Strategy::Averaged { trained }) => *trained = value,
            _ => {}
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
            Self::Layers => "Layers trained",
            Self::LayerDecay => "Rate of the layer before",
            Self::LoraRank => "LoRA rank",
            Self::LoraAlpha => "LoRA alpha",
            Self::ReplayShare => "General texts per batch",
            Self::L2SpStrength => "Pull to the start",
            Self::EwcStrength => "EWC strength",
            Self::TrainedShare => "Share of the trained weights",
        }
    }

    /// The values that are accepted in a run of a task.
    pub fn bounds_for(self, task: Task) -> Bounds {
        match self {
            Self::Examples => Bounds { max: task.most_examples().into(), ..EXAMPLES },
            _ => self.bounds(),
        }
    }

    /// The values that are accepted, if the task allows for them.
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
            Self::Layers => strategy::LAYERS,
            Self::LayerDecay => strategy::LAYER_DECAY,
            Self::LoraRank => strategy::LORA_RANK,
            Self::LoraAlpha => strategy::LORA_ALPHA,
            Self::ReplayShare => strategy::REPLAY_SHARE,
            Self::L2SpStrength => strategy::L2SP_STRENGTH,
            Self::EwcStrength => strategy::EWC_STRENGTH,
            Self::TrainedShare => strategy::TRAINED_SHARE,
        }
    }

    /// `Some(issue)` where `value` cannot be used for this field in a run of a task.
    pub fn check(self, value: f64, task: Task) -> Option<Issue> {
        let bounds = self.bounds_for(task);
        let accepted = (bounds.min..=bounds.max).contains(&value);
        (!accepted).then_some(Issue { field: self, value, bounds })
    }
}

/// A value that a field cannot take.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{} must be between {} and {}; {value} is not.", field.label(), bounds.min, bounds.max)]
pub struct Issue {
    /// The field.
    pub field: Field,
    /// The value that was refused.
    pub value: f64,
    /// What would have been accepted.
    pub bounds: Bounds,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_set_is_read_back() {
        for field in Field::ALWAYS {
            let mut config = RunConfig::default();
            for bound in [field.bounds().min, field.bounds().max] {
                field.set(&mut config, bound);
                assert_eq!(field.get(&config), Some(bound));
            }
        }
    }
}
