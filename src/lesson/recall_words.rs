//! What the place Recall says around cards, questions and exercises: `public/lessons/recall-words.json`.

use serde::Deserialize;

use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/recall-words.json";

/// One text for each thing that is said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecallWords {
    /// The title of the place.
    pub title: Text,
    /// What it is for.
    pub lead: Text,
}
