//! How the lessons call a run that has no name of the learner's: `public/lessons/run-labels.json`.

use serde::Deserialize;

use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/run-labels.json";

/// One text for each thing that is said of a run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunLabels {
    /// A run by its `{number}`.
    pub run: Text,
    /// Its `{title}` with its `{settings}`.
    pub whole: Text,
    /// Its learning rate; `{value}`.
    pub rate: Text,
    /// How many examples it had; `{value}`.
    pub examples: Text,
    /// A single epoch.
    pub epoch: Text,
    /// How many epochs, where not the usual number; `{value}`.
    pub epochs: Text,
    /// Its seed, where it is not the usual one; `{value}`.
    pub seed: Text,
    /// Its texts were chosen wrongly on purpose.
    pub mistake: Text,
    /// It went on from another run.
    pub after: Text,
    /// Something else is not as usual.
    pub more: Text,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::lesson::Language;
    use crate::lesson::text::names;

    const CONTENT: &str = include_str!("../../public/lessons/run-labels.json");

    /// The shipped ones.
    pub fn labels() -> RunLabels {
        serde_json::from_str(CONTENT).expect("it fits its schema")
    }

    #[test]
    fn both_languages_fill_in_the_same_names() {
        let labels = labels();
        for (text, expected) in [
            (labels.run, "number"),
            (labels.whole, "title settings"),
            (labels.rate, "value"),
            (labels.examples, "value"),
            (labels.more, ""),
        ] {
            Language::ALL.iter().for_each(|it| assert_eq!(names(text.get(*it)).join(" "), expected));
        }
    }
}
