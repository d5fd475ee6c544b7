//! The classes of the tasks.

use serde::{Deserialize, Serialize};

use crate::config::Task;

/// What a definition describes, as WordNet's lexicographer files have it, or what a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// `noun.state`: a state, in medicine mostly a disease.
    Condition,
    /// `noun.act`.
    Action,
    /// `noun.artifact`.
    Object,
    /// `noun.person`.
    Person,
    /// `noun.substance`.
    Substance,
    /// A mail that somebody wants.
    Good,
    /// A mail that nobody asked for.
    Spam,
}

/// A class in words for the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// A short name.
    pub name: &'static str,
    /// A sentence in plain words.
    pub sentence: &'static str,
}

impl Label {
    /// The labels of definitions, in the order of the logits of [`Task::Kind`].
    pub const KINDS: [Self; 5] = [Self::Condition, Self::Action, Self::Object, Self::Person, Self::Substance];
    /// The labels of mails, in the order of the logits of [`Task::Spam`].
    pub const MAILS: [Self; 2] = [Self::Good, Self::Spam];

    /// The word used in the data files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Action => "action",
            Self::Object => "object",
            Self::Person => "person",
            Self::Substance => "substance",
            Self::Good => "good",
            Self::Spam => "spam",
        }
    }

    /// The label of a word from a data file.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::KINDS.into_iter().chain(Self::MAILS).find(|label| label.name() == name)
    }

    /// The class index under a task; 0 for a label of another corpus.
    pub fn class(self, task: Task) -> usize {
        match task {
            Task::Condition => usize::from(self == Self::Condition),
            Task::Kind => Self::KINDS.iter().position(|label| *label == self).unwrap_or_default(),
            Task::Spam => usize::from(self == Self::Spam),
        }
    }
}

impl Task {
    /// The classes of this task in the order of its logits.
    pub fn descriptions(self) -> &'static [Description] {
        const KINDS: [Description; 5] = [
            Description {
                name: "condition",
                sentence: "A state that something or someone is in: an illness, a mood, an emergency.",
            },
            Description { name: "action", sentence: "Something that is done: an examination, a theft, a game." },
            Description { name: "object", sentence: "A thing that people made: a scalpel, a bridge, a pill." },
            Description { name: "person", sentence: "Somebody: a surgeon, a neighbour, a patient." },
            Description { name: "substance", sentence: "What things are made of: blood, iron, a hormone." },
        ];
        const CONDITION: [Description; 2] = [
            Description { name: "something else", sentence: "An action, an object, a person or a substance." },
            KINDS[0],
        ];
        const SPAM: [Description; 2] = [
            Description {
                name: "good mail",
                sentence: "A mail that its reader wants: an answer, a newsletter, an order.",
            },
            Description { name: "spam", sentence: "A mail that nobody asked for: an advertisement, a scam." },
        ];
        match self {
            Self::Condition => &CONDITION,
            Self::Spam => &SPAM,
            Self::Kind => &KINDS,
        }
    }

    /// The class that precision and recall are about; `None` means the mean over all classes.
    pub fn positive(self) -> Option<usize> {
        match self {
            Self::Condition | Self::Spam => Some(1),
            Self::Kind => None,
        }
    }

    /// The class that a threshold decides about: the positive one, and conditions among five classes.
    pub fn sought(self) -> usize {
        self.positive().unwrap_or_else(|| Label::Condition.class(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_classes_are_in_range() {
        for label in Label::KINDS.into_iter().chain(Label::MAILS) {
            assert_eq!(Label::from_name(label.name()), Some(label));
            for task in Task::ALL {
                assert!(label.class(task) < task.classes());
                assert_eq!(task.descriptions().len(), task.classes());
            }
        }
        assert_eq!(Label::from_name("Condition"), None);
    }
}
