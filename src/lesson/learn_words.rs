//! What the place Learn says around its chapters: `public/lessons/learn-words.json`. What its figures say is in
//! [`super::figure_words`].

use std::collections::BTreeMap;

use serde::Deserialize;

use super::deed::Deed;
use super::errand::ErrandWords;
use super::figure_words::FigureWords;
use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/learn-words.json";

/// One text for each thing that is said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearnWords {
    /// The title of the place.
    pub title: Text,
    /// What it is for.
    pub lead: Text,
    /// The first page.
    pub index: IndexWords,
    /// The guide.
    pub guide: GuideWords,
    /// Around a task that the learner takes along into a lab.
    pub errand: ErrandWords,
    /// Around a chapter.
    pub chapter: ChapterWords,
    /// Around the claims.
    pub claims: ClaimWords,
    /// What ticks a task, by deed.
    pub deeds: BTreeMap<Deed, Text>,
    /// In the figures.
    pub figures: FigureWords,
}

/// What the first page says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexWords {
    /// Where an address names a page that is not there.
    pub unknown: Text,
    /// The link to the first chapter; `{title}`.
    pub begin: Text,
    /// The link to the first chapter that was not read; `{title}`.
    pub go_on: Text,
    /// The heading of what comes after the chapters.
    pub further: Text,
    /// The link to the worked problem.
    pub problem: Text,
    /// What it is.
    pub problem_text: Text,
    /// The link to Recall.
    pub recall: Text,
    /// What it is.
    pub recall_text: Text,
}

/// What the guide says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideWords {
    /// Its name, for screen readers.
    pub title: Text,
    /// How much was read and done; `{read}`, `{done}`, `{all}`.
    pub tally: Text,
    /// The mark of a chapter that was read.
    pub read: Text,
    /// The mark of a chapter whose task was done.
    pub done: Text,
}

/// What stands around a chapter.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChapterWords {
    /// Which one it is; `{number}`, `{all}`.
    pub number: Text,
    /// The link to the first page.
    pub contents: Text,
    /// The heading of the task.
    pub task: Text,
    /// Before the words of what ticks it.
    pub open: Text,
    /// Before the words of what ticked it.
    pub done: Text,
    /// The heading of the sources.
    pub sources: Text,
    /// The name of the links to other chapters, for screen readers.
    pub turn: Text,
    /// The label of the link back.
    pub back: Text,
    /// The label of the link on.
    pub next: Text,
    /// The label of the link at the end of the last chapter.
    pub finish: Text,
    /// Between the two sides of a comparison, for screen readers.
    pub corresponds: Text,
    /// The heading of where a comparison breaks.
    pub breaks: Text,
}

/// What is said around the claims.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimWords {
    /// Their name, for screen readers.
    pub title: Text,
    /// The button that calls a claim true.
    pub holds: Text,
    /// The button that calls a claim untrue.
    pub fails: Text,
    /// A true claim was called true.
    pub right_true: Text,
    /// An untrue claim was called untrue.
    pub right_false: Text,
    /// A true claim was called untrue.
    pub wrong_true: Text,
    /// An untrue claim was called true.
    pub wrong_false: Text,
    /// At the end; `{right}`, `{all}`.
    pub score: Text,
    /// The button that hides the answers.
    pub again: Text,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::chapter::Chapters;
    use crate::lesson::text::names;

    fn words() -> LearnWords {
        serde_json::from_str(include_str!("../../public/lessons/learn-words.json")).expect("the shipped file")
    }

    #[test]
    fn every_task_of_the_chapters_has_words_for_what_ticks_it() {
        let words = words();
        let chapters: Chapters =
            serde_json::from_str(include_str!("../../public/lessons/chapters.json")).expect("the shipped file");
        for chapter in &chapters.chapters {
            assert!(words.deeds.contains_key(&chapter.task.done), "{}: {:?}", chapter.id, chapter.task.done);
        }
    }

    #[test]
    fn both_languages_fill_in_the_same_names_and_none_is_empty() {
        fn check(value: &serde_json::Value, path: &str) {
            let fields = value.as_object().expect("only objects and texts");
            match (fields.get("en").and_then(|en| en.as_str()), fields.get("de").and_then(|de| de.as_str())) {
                (Some(en), Some(de)) => {
                    assert!(!en.trim().is_empty() && !de.trim().is_empty(), "{path} is empty");
                    let sorted = |text| {
                        let mut names = names(text);
                        names.sort_unstable();
                        names.join(" ")
                    };
                    assert_eq!(sorted(en), sorted(de), "{path}");
                }
                _ => fields.iter().for_each(|(name, value)| check(value, &format!("{path}.{name}"))),
            }
        }
        let file = include_str!("../../public/lessons/learn-words.json");
        check(&serde_json::from_str(file).expect("the shipped file"), "words");
    }
}
