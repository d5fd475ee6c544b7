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
    pub mistakes: Vec<Mistake>,
    /// Every calculation that it rests on; a test computes them.
    #[serde(default)]
    pub arithmetic: Vec<String>,
}

/// Something that often goes wrong.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// What it is, and why.
    #[serde(flatten)]
    pub text: Text,
    /// The number that it leads to, where there is one: whoever types it is told about this mistake.
    #[serde(default)]
    pub value: Option<f64>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_a_text_that_may_have_a_number_and_nothing_else() {
        let read = serde_json::from_str::<Mistake>;
        let mistake = read(r#"{"value": 310, "en": "a", "de": "b"}"#).expect("it fits");
        assert_eq!((mistake.value, mistake.text.de.as_str()), (Some(310.0), "b"));
        assert!(read(r#"{"en": "a", "de": "b"}"#).is_ok_and(|it| it.value.is_none()));
        assert!(read(r#"{"en": "a", "de": "b", "vlaue": 310}"#).is_err());
        assert!(read(r#"{"value": 310, "en": "a"}"#).is_err());
    }
}
