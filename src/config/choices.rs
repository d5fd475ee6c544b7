//! What a run chooses from short lists: the base model, the task, the schedule, the data, the device.

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

    /// Number of its layers.
    pub fn layers(self) -> u32 {
        match self {
            Self::Pocket => 2,
            Self::MiniLm3 => 3,
        }
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

    /// The most training examples that a run of the task can ask for: its corpus has no more.
    pub fn most_examples(self) -> u32 {
        match self {
            Self::Condition | Self::Kind => 2000,
            Self::Spam => 1000,
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
    /// Falls in a straight line to zero just after the last step.
    #[default]
    Linear,
    /// Falls along half a cosine to zero just after the last step (Loshchilov & Hutter, 2017).
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
