//! What a chapter or the worked problem has asked the learner to do in a lab: it goes with them, and knows the way back.
//! Pure.

use serde::Deserialize;

use super::chapter::Task;
use super::deed::Deed;
use super::learn_words::LearnWords;
use super::problem_words::ProblemWords;
use super::text::{Language, Text};

/// The page of the worked problem.
const PROBLEM: &str = "problem";
/// Where it has its goals …
const GOALS: &str = "goals-title";
/// … and its harder ones.
const BONUS: &str = "bonus-title";
/// Where a chapter has its task.
const TASK: &str = "task-title";

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
    /// The page of Learn that it comes from.
    pub page: String,
    /// The element there to which the way back leads, by its id.
    pub spot: &'static str,
    /// What is to be done.
    pub text: Text,
    /// What ticks it; `None` where only the page that it comes from can tell.
    pub ticks: Option<Tick>,
    /// Where it comes from, in words.
    pub from: Text,
    /// Where the way back leads, in words.
    pub back: Text,
    /// What the button that takes it off the screen says.
    pub close: Text,
}

/// How a task is ticked off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// By what.
    pub deed: Deed,
    /// What is said before it was done, and afterwards.
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
            page: chapter.to_owned(),
            spot: TASK,
            text: task.text.clone(),
            ticks: Some(Tick { deed: task.done, states: [words.chapter.open.clone(), words.chapter.done.clone()] }),
            from: filled(&words.errand.from),
            back: filled(&words.errand.back),
            close: words.errand.close.clone(),
        }
    }

    /// The errand of the worked problem.
    pub fn of_problem(words: &ProblemWords) -> Self {
        let states = [words.errand_open.clone(), words.errand_done.clone()];
        let ticks = Some(Tick { deed: Deed::MetChallenge, states });
        Self { text: words.errand_text.clone(), ticks, spot: GOALS, ..Self::of_bonus(Text::default(), words) }
    }

    /// The errand of one of its harder goals.
    pub fn of_bonus(text: Text, words: &ProblemWords) -> Self {
        Self {
            page: PROBLEM.to_owned(),
            spot: BONUS,
            text,
            ticks: None,
            from: words.errand_from.clone(),
            back: words.errand_back.clone(),
            close: words.errand_close.clone(),
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
        assert_eq!((errand.page.as_str(), &errand.text), ("forgetting", &text));
        assert!(errand.back.en.contains('5') && errand.back.de.contains('5') && errand.from.de.contains('5'));
    }
}
