//! The files of the place, as far as they are here.

use leptos::prelude::*;

use crate::client::{Fetched, Lab};
use crate::lesson::cards::Deck;
use crate::lesson::chapter::Chapters;
use crate::lesson::overview::Contents;
use crate::lesson::practice::Practice;
use crate::lesson::quiz::Quiz;

/// All four of them; copy it freely.
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
}

impl Files {
    /// Asks for all of them.
    pub fn ask(lab: Lab) -> Self {
        Self { chapters: lab.lesson(), deck: lab.lesson(), quiz: lab.lesson(), practice: lab.lesson() }
    }

    /// Does something with all of them; `None` until they are here. Reactive.
    pub fn with<T>(self, act: impl FnOnce(Contents<'_>) -> T) -> Option<T> {
        let (chapters, deck, quiz, practice) =
            (self.chapters.read(), self.deck.read(), self.quiz.read(), self.practice.read());
        Some(act(Contents {
            chapters: &chapters.here()?.chapters,
            cards: &deck.here()?.cards,
            quiz: quiz.here()?,
            exercises: &practice.here()?.exercises,
        }))
    }
}
