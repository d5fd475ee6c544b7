//! What the place speaks of: its files, as far as they are here, and the learner's runs.

use leptos::prelude::*;

use super::facts::facts;
use crate::client::goals::{Standing, attempts};
use crate::client::{Fetched, Lab};
use crate::config::RunConfig;
use crate::lesson::cards::Deck;
use crate::lesson::chapter::Chapters;
use crate::lesson::overview::Contents;
use crate::lesson::own_runs::RunFacts;
use crate::lesson::practice::Practice;
use crate::lesson::problem::Goal;
use crate::lesson::quiz::Quiz;
use crate::lesson::run_labels::RunLabels;

/// All of it; copy it freely.
#[derive(Clone, Copy)]
pub struct Files {
    /// The chapters.
    pub chapters: RwSignal<Fetched<Chapters>>,
    /// The cards.
    pub deck: RwSignal<Fetched<Deck>>,
    /// The questions.
    pub quiz: RwSignal<Fetched<Quiz>>,
    /// The exercises.
    pub practice: RwSignal<Fetched<Practice>>,
    /// The runs that questions can be about.
    pub runs: Memo<Vec<RunFacts>>,
    /// Whether a run solves the worked problem.
    pub problem_solved: Memo<bool>,
}

impl Files {
    /// Asks for all files.
    pub fn ask(lab: Lab) -> Self {
        let labels = lab.lesson::<RunLabels>();
        let runs = Memo::new(move |_| {
            let (texts, labels) = (lab.texts.read(), labels.read());
            let known = texts.as_ref().zip(labels.here());
            known.map(|(texts, labels)| facts(lab.runs.read().iter(), texts, labels)).unwrap_or_default()
        });
        let problem_solved = Memo::new(move |_| {
            let texts = lab.texts.read();
            let attempts = texts.as_ref().map(|texts| attempts(lab.runs.read().iter(), texts, &RunConfig::default()));
            let begun = lab.progress.read().problem_begun;
            let standing = attempts.map(|attempts| Standing::of(&Goal::CHALLENGE, &attempts, begun));
            standing.is_some_and(|standing| standing.is_solved(&Goal::CHALLENGE))
        });
        let (chapters, deck, quiz, practice) = (lab.lesson(), lab.lesson(), lab.lesson(), lab.lesson());
        Self { chapters, deck, quiz, practice, runs, problem_solved }
    }

    /// Does something with all of it; `None` until the files are here. Reactive.
    pub fn with<T>(self, act: impl FnOnce(Contents<'_>) -> T) -> Option<T> {
        let (chapters, deck, quiz, practice) =
            (self.chapters.read(), self.deck.read(), self.quiz.read(), self.practice.read());
        Some(act(Contents {
            chapters: &chapters.here()?.chapters,
            cards: &deck.here()?.cards,
            quiz: quiz.here()?,
            exercises: &practice.here()?.exercises,
            runs: &self.runs.read(),
            problem_solved: self.problem_solved.get(),
        }))
    }
}
