//! Explanations in the learner's own words: `public/lessons/explain.json`.

use serde::Deserialize;

use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/explain.json";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompts {
    /// In order.
    pub prompts: Vec<Prompt>,
}

/// Something to be explained.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Its name: unique, lower case and hyphens.
    pub id: String,
    /// The chapter that it belongs to.
    pub chapter: String,
    /// What is asked.
    pub question: Text,
    /// What a good answer holds.
    pub concepts: [Concept; 4],
}

/// An idea that a good answer holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Its name, unique within the prompt.
    pub id: String,
    /// The idea in a few words.
    pub name: Text,
    /// Sentences that say it, in English: the encoder has read nothing else.
    pub phrasings: Vec<String>,
    /// What to think about, if it is missing.
    pub missing: Text,
}

impl Prompts {
    /// The prompt of a name.
    pub fn of(&self, id: &str) -> Option<&Prompt> {
        self.prompts.iter().find(|prompt| prompt.id == id)
    }
}

impl Prompt {
    /// Every phrasing, concept by concept.
    pub fn phrasings(&self) -> Vec<String> {
        self.concepts.iter().flat_map(|concept| concept.phrasings.iter().cloned()).collect()
    }

    /// How many phrasings each concept has.
    pub fn counts(&self) -> [usize; 4] {
        std::array::from_fn(|index| self.concepts[index].phrasings.len())
    }
}
