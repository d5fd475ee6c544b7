//! Learning rates to begin with.

use super::{BaseModel, RunConfig};

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
