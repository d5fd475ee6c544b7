//! What is trained and what holds the weights back: full fine-tuning and the common remedies against
//! catastrophic forgetting.

use serde::{Deserialize, Serialize};

use super::{Bounds, Field};

/// How a run trains. Each variant carries what it alone needs.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Strategy {
    /// Every weight moves.
    #[default]
    Full,
    /// The encoder is frozen; the head of the task alone is trained (a linear probe; Alain & Bengio, 2017).
    HeadOnly,
    /// The last layers and the head are trained, the embeddings and the layers before them are frozen
    /// (Yosinski et al., 2014).
    LastLayers {
        /// How many layers, counted from the output; see [`LAYERS`].
        layers: u32,
    },
    /// Every layer has its own learning rate, smaller towards the input (discriminative fine-tuning; Howard
    /// & Ruder, 2018, section 3.2).
    LayerwiseDecay {
        /// The rate of a layer, as a share of that of the layer after it; see [`LAYER_DECAY`].
        decay: f64,
    },
    /// Low-rank updates of frozen weight matrices, `W + alpha / rank · A B`; the head is trained as it is (Hu
    /// et al., 2022).
    Lora {
        /// Rank of the updates; see [`LORA_RANK`].
        rank: u32,
        /// Scale of the updates; see [`LORA_ALPHA`].
        alpha: f64,
        /// Which matrices are updated.
        targets: LoraTargets,
        /// Whether the updates are added to the weights at the end, so that the model has its old size.
        merge: bool,
    },
    /// General training texts join every batch (experience replay; Ratcliff, 1990, Robins, 1995).
    Replay {
        /// Their share of the batch; see [`REPLAY_SHARE`].
        share: f64,
    },
    /// A penalty pulls every weight to where it started: `strength / 2 · ‖w − w₀‖²` (L2-SP; Li et al., 2018).
    L2Sp {
        /// Its strength; see [`L2SP_STRENGTH`].
        strength: f64,
    },
    /// The same pull, harder on weights that the general task depends on: `strength / 2 · Σ F (w − w₀)²`,
    /// where `F` is the diagonal of the Fisher information on general texts (elastic weight consolidation;
    /// Kirkpatrick et al., 2017, equation 3).
    Ewc {
        /// Its strength; see [`EWC_STRENGTH`].
        strength: f64,
    },
    /// Full fine-tuning, then every weight is put between its start and its end (WiSE-FT; Wortsman et al.,
    /// 2022).
    Averaged {
        /// How far towards the end; see [`TRAINED_SHARE`].
        trained: f64,
    },
}

/// Parts of a step's time, compared with those of full fine-tuning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Of the backward pass.
    pub backward: f64,
    /// Of the optimizer's update.
    pub update: f64,
}

/// Which weight matrices get a low-rank update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoraTargets {
    /// Queries and values of the attention, as in the paper.
    #[default]
    QueryValue,
    /// All four matrices of the attention.
    Attention,
    /// The attention and both matrices of the feed-forward block.
    All,
}

/// Layers that are trained, counted from the output. A model with fewer layers trains all it has.
pub const LAYERS: Bounds = Bounds { min: 1.0, max: 3.0, step: 1.0 };
/// Learning rate of a layer as a share of that of the next one.
pub const LAYER_DECAY: Bounds = Bounds { min: 0.1, max: 1.0, step: 0.05 };
/// LoRA rank.
pub const LORA_RANK: Bounds = Bounds { min: 1.0, max: 32.0, step: 1.0 };
/// LoRA alpha.
pub const LORA_ALPHA: Bounds = Bounds { min: 1.0, max: 64.0, step: 1.0 };
/// Share of general texts in a batch.
pub const REPLAY_SHARE: Bounds = Bounds { min: 0.05, max: 0.75, step: 0.05 };
/// Strength of L2-SP; its slider is logarithmic.
pub const L2SP_STRENGTH: Bounds = Bounds { min: 1e-4, max: 1e1, step: 0.0 };
/// Strength of EWC; its slider is logarithmic.
pub const EWC_STRENGTH: Bounds = Bounds { min: 1e0, max: 1e6, step: 0.0 };
/// How far towards the trained weights an average lies.
pub const TRAINED_SHARE: Bounds = Bounds { min: 0.0, max: 1.0, step: 0.05 };

impl LoraTargets {
    /// Every choice, in the order in which the form offers them.
    pub const ALL: [Self; 3] = [Self::QueryValue, Self::Attention, Self::All];

    /// The name used in URLs and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::QueryValue => "query-value",
            Self::Attention => "attention",
            Self::All => "all",
        }
    }

    /// What the learner calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::QueryValue => "Queries and values",
            Self::Attention => "All of attention",
            Self::All => "Attention and feed-forward",
        }
    }
}

impl Strategy {
    /// Every strategy with the numbers that the form offers first, in its order.
    pub const ALL: [Self; 9] = [
        Self::Full,
        Self::HeadOnly,
        Self::LastLayers { layers: 1 },
        Self::LayerwiseDecay { decay: 0.4 },
        Self::Lora { rank: 8, alpha: 16.0, targets: LoraTargets::QueryValue, merge: true },
        Self::Replay { share: 0.25 },
        Self::L2Sp { strength: 0.03 },
        Self::Ewc { strength: 1e4 },
        Self::Averaged { trained: 0.5 },
    ];

    /// The name used in URLs and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::HeadOnly => "head-only",
            Self::LastLayers { .. } => "last-layers",
            Self::LayerwiseDecay { .. } => "layerwise-decay",
            Self::Lora { .. } => "lora",
            Self::Replay { .. } => "replay",
            Self::L2Sp { .. } => "l2-sp",
            Self::Ewc { .. } => "ewc",
            Self::Averaged { .. } => "averaged",
        }
    }

    /// What the learner calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Full => "Full fine-tuning",
            Self::HeadOnly => "Head only",
            Self::LastLayers { .. } => "Last layers",
            Self::LayerwiseDecay { .. } => "Layer-wise rates",
            Self::Lora { .. } => "LoRA",
            Self::Replay { .. } => "Replay",
            Self::L2Sp { .. } => "L2-SP",
            Self::Ewc { .. } => "EWC",
            Self::Averaged { .. } => "Weight averaging",
        }
    }

    /// The strategy of a name, with the numbers that the form offers first.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.name() == name)
    }

    /// Whether the two differ in their numbers at most.
    pub fn is_like(self, other: Self) -> bool {
        self.name() == other.name()
    }

    /// The numbers that this strategy has.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Full | Self::HeadOnly => &[],
            Self::LastLayers { .. } => &[Field::Layers],
            Self::LayerwiseDecay { .. } => &[Field::LayerDecay],
            Self::Lora { .. } => &[Field::LoraRank, Field::LoraAlpha],
            Self::Replay { .. } => &[Field::ReplayShare],
            Self::L2Sp { .. } => &[Field::L2SpStrength],
            Self::Ewc { .. } => &[Field::EwcStrength],
            Self::Averaged { .. } => &[Field::TrainedShare],
        }
    }

    /// General training texts that join a batch of `batch_size` texts of the domain.
    pub fn replayed(self, batch_size: u32) -> u32 {
        match self {
            Self::Replay { share } => (f64::from(batch_size) * share / (1.0 - share)).round() as u32,
            _ => 0,
        }
    }

    /// What a step takes compared with one of full fine-tuning, for a model of so many layers. The shares were
    /// read off steps of both base models; they only serve the estimate before a run.
    pub fn effort(self, layers: u32) -> Effort {
        let whole = Effort { backward: 1.0, update: 1.0 };
        match self {
            Self::HeadOnly => Effort { backward: 0.0, update: 0.02 },
            Self::LastLayers { layers: trained } => {
                let share = f64::from(trained.min(layers)) / f64::from(layers.max(1));
                Effort { backward: share, update: 0.5 * share }
            }
            Self::Lora { .. } => Effort { backward: 1.0, update: 0.05 },
            Self::L2Sp { .. } => Effort { update: 1.3, ..whole },
            Self::Ewc { .. } => Effort { update: 1.5, ..whole },
            Self::Full | Self::LayerwiseDecay { .. } | Self::Replay { .. } | Self::Averaged { .. } => whole,
        }
    }

    /// Whether the run needs the texts that the base model was trained on.
    pub fn needs_general_texts(self) -> bool {
        matches!(self, Self::Replay { .. } | Self::Ewc { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RunConfig;

    #[test]
    fn files_and_urls_name_strategies_alike_and_older_files_train_every_weight() {
        for strategy in Strategy::ALL {
            let json = serde_json::to_value(strategy).expect("plain data");
            let name = json.as_str().or_else(|| json.as_object()?.keys().next().map(String::as_str));
            assert_eq!(name, Some(strategy.name()));
            assert_eq!(serde_json::from_value::<Strategy>(json.clone()).expect("just written"), strategy);
            assert_eq!(Strategy::from_name(strategy.name()), Some(strategy));
        }
        let older: RunConfig = serde_json::from_str(r#"{"seed":7}"#).expect("every field has a default");
        assert_eq!(older.strategy, Strategy::Full);
    }

    #[test]
    fn a_batch_holds_the_share_of_general_texts_that_was_asked_for() {
        for (share, replayed) in [(0.25, 5), (0.5, 16), (0.75, 48), (0.05, 1)] {
            assert_eq!(Strategy::Replay { share }.replayed(16), replayed);
        }
        assert_eq!(Strategy::Full.replayed(16), 0);
    }

    #[test]
    fn every_number_of_a_strategy_can_be_read_and_set_and_no_other() {
        for strategy in Strategy::ALL {
            let mut config = RunConfig { strategy, ..RunConfig::default() };
            for field in Field::OF_STRATEGIES {
                let belongs = strategy.fields().contains(&field);
                assert_eq!(field.get(&config).is_some(), belongs, "{field:?} of {strategy:?}");
                field.set(&mut config, field.bounds().max);
                assert_eq!(field.get(&config), belongs.then_some(field.bounds().max));
            }
            assert!(config.strategy.is_like(strategy));
            assert_eq!(config.validate(), Ok(()));
        }
    }
}
