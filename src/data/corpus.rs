//! The two collections of texts, each with a general side and a target domain.

use crate::config::Task;

/// Where the texts of a task come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Corpus {
    /// WordNet's definitions: everyday life, and medicine.
    Definitions,
    /// Mails for a spam filter: plain ones, and those that are hard to tell apart.
    Mail,
}

/// What a corpus is called in the learner's sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorpusWords {
    /// The target domain, as an adjective: "medical".
    pub target: &'static str,
    /// The general side, as an adjective.
    pub general: &'static str,
    /// What a text is, in the plural: "definitions".
    pub texts: &'static str,
}

impl Corpus {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Definitions, Self::Mail];

    /// What it is called.
    pub fn words(self) -> CorpusWords {
        match self {
            Self::Definitions => CorpusWords { target: "medical", general: "general", texts: "definitions" },
            Self::Mail => CorpusWords { target: "tricky", general: "plain", texts: "mails" },
        }
    }
}

impl Task {
    /// The texts that the task is asked of.
    pub fn corpus(self) -> Corpus {
        match self {
            Self::Condition | Self::Kind => Corpus::Definitions,
            Self::Spam => Corpus::Mail,
        }
    }
}
