//! The flashcards: `public/lessons/cards.json`.

use serde::Deserialize;

use super::quiz::Level;
use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/cards.json";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deck {
    /// In the order in which they are introduced.
    pub cards: Vec<Card>,
}

/// Something to be recalled.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its name: unique, lower case and hyphens. Schedules refer to it: never change one that is out.
    pub id: String,
    /// The chapter that it is from.
    pub chapter: String,
    /// How hard it is.
    pub level: Level,
    /// The question.
    pub front: Text,
    /// The answer: one or two sentences.
    pub back: Text,
}
