//! What went wrong, in the learner's words: one sentence that says what happened, and one that says
//! how to go on. Rooms inside keep their own error types; they become a `Trouble` once, at the edge.

use serde::{Deserialize, Serialize};

/// Which way on the page should offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remedy {
    /// Try the same again (a download, a start).
    Retry,
    /// Go on with the CPU.
    UseCpu,
    /// Change the input that is named in the sentence.
    ChangeInput,
    /// Load the page anew; runs are kept.
    Reload,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{sentence}")]
pub struct Trouble {
    /// What happened and what to do, for the learner.
    pub sentence: String,
    /// What the page offers.
    pub remedy: Remedy,
    /// The technical cause, for a report; may be empty.
    pub detail: String,
}

impl Trouble {
    /// A trouble without a technical detail.
    pub fn new(remedy: Remedy, sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), remedy, detail: String::new() }
    }

    /// The same trouble with its technical cause.
    #[must_use]
    pub fn because(self, detail: impl std::fmt::Display) -> Self {
        Self { detail: detail.to_string(), ..self }
    }
}
