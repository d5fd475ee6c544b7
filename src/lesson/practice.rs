//! The exercises: `public/lessons/practice.json`.

use serde::Deserialize;

use super::quiz::{Answer, Level};
use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/practice.json";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// From easy to hard.
    pub exercises: Vec<Exercise>,
}

/// Something to be worked out.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// Its name: unique, lower case and hyphens.
    pub id: String,
    /// The chapter that it belongs to.
    pub chapter: String,
    /// How hard it is.
    pub level: Level,
    /// A title of a few words.
    pub title: Text,
    /// What is to be done.
    pub task: Text,
    /// A nudge that gives nothing away.
    pub hint: Text,
    /// The way, step by step.
    pub steps: Vec<Text>,
    /// How the learner checks an own answer.
    pub check: Check,
    /// What often goes wrong, and why.
    pub mistakes: Vec<Text>,
    /// Every calculation that it rests on; a test computes them.
    #[serde(default)]
    pub arithmetic: Vec<String>,
}

/// A quick check.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Check {
    /// A number is typed.
    Number {
        /// What the field is called, with its unit.
        label: Text,
        /// The answer.
        value: f64,
        /// How far off still counts.
        tolerance: f64,
    },
    /// One of some answers is chosen.
    Choice {
        /// The best one.
        right: Answer,
        /// The others: two or three.
        wrong: Vec<Answer>,
    },
}
