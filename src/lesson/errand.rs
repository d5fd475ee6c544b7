//! What a chapter has asked the learner to do in a lab: it goes with them, and knows the way back. Pure.

use serde::Deserialize;

use super::chapter::Task;
use super::deed::Deed;
use super::learn_words::LearnWords;
use super::text::{Language, Text};

/// What is said around an errand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrandWords {
    /// Where it comes from; `{number}`.
    pub from: Text,
    /// The link back; `{number}`.
    pub back: Text,
    /// The button that takes it off the screen.
    pub close: Text,
}

/// A task on its way through the labs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// The chapter that it comes from, by its id.
    pub chapter: String,
    /// What is to be done.
    pub text: Text,
    /// What ticks it.
    pub deed: Deed,
    /// Where it comes from, in words.
    pub from: Text,
    /// Where the way back leads, in words.
    pub back: Text,
    /// What the button that takes it off the screen says.
    pub close: Text,
    /// Before it was done, and afterwards.
    pub states: [Text; 2],
}

impl Errand {
    /// The errand of a chapter's task; chapters are counted from 1.
    pub fn of(chapter: &str, number: usize, task: &Task, words: &LearnWords) -> Self {
        let filled = |text: &Text| {
            let of = |language| text.fill(language, &[("number", number.to_string())]);
            Text { en: of(Language::En), de: of(Language::De) }
        };
        Self {
            chapter: chapter.to_owned(),
            text: task.text.clone(),
            deed: task.done,
            from: filled(&words.errand.from),
            back: filled(&words.errand.back),
            close: words.errand.close.clone(),
            states: [words.chapter.open.clone(), words.chapter.done.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errand_knows_its_chapter_in_both_languages() {
        let words: LearnWords =
            serde_json::from_str(include_str!("../../public/lessons/learn-words.json")).expect("the shipped file");
        let text = Text { en: "Run it.".into(), de: "Starte es.".into() };
        let task = Task { text: text.clone(), link: Text::default(), address: String::new(), done: Deed::FinishedRun };
        let errand = Errand::of("forgetting", 5, &task, &words);
        assert_eq!((errand.chapter.as_str(), &errand.text), ("forgetting", &text));
        assert!(errand.back.en.contains('5') && errand.back.de.contains('5') && errand.from.de.contains('5'));
    }
}
