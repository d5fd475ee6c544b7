//! The state of a session, and what the learner does to it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::client::{now, window_height};
use crate::lesson::cards::{Card, Deck};
use crate::lesson::deed::Deed;
use crate::lesson::quiz::Level;
use crate::lesson::review::{Grade, Session, Standing};
use crate::lesson::schedule::graded;
use crate::ui::labs::recall::files::Files;
use crate::ui::labs::recall::say::Say;
use crate::ui::shell::focus_next;

/// Where the session stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// It has not begun.
    Before,
    /// A card is asked.
    Asking {
        /// The card.
        card: String,
        /// The answers given before it.
        answered: usize,
    },
    /// All cards are answered.
    Over,
}

/// The learner's desk; copy it freely.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The words.
    pub say: Say,
    /// The files of the place.
    pub files: Files,
    /// The chosen level; all where there is none.
    pub level: RwSignal<Option<Level>>,
    /// Whether the answer of the card is in view.
    pub shown: RwSignal<bool>,
    /// The session, once it has begun.
    pub session: RwSignal<Option<Session>>,
    /// Where it stands.
    pub stage: Memo<Stage>,
    deck: StoredValue<Arc<Deck>>,
}

impl Desk {
    /// A desk with this deck.
    pub fn new(say: Say, files: Files, deck: Arc<Deck>) -> Self {
        let session = RwSignal::new(None::<Session>);
        let stage = Memo::new(move |_| match session.read().as_ref() {
            None => Stage::Before,
            Some(session) => session
                .current()
                .map_or(Stage::Over, |card| Stage::Asking { card: card.to_owned(), answered: session.answered() }),
        });
        let (level, shown) = (RwSignal::new(None), RwSignal::new(false));
        Self { say, files, level, shown, session, stage, deck: StoredValue::new(deck) }
    }

    /// Reads how the cards of the chosen level stand now. Reactive.
    pub fn standing<T>(self, act: impl FnOnce(&Standing<'_>) -> T) -> T {
        let progress = self.say.lab.progress.read();
        self.deck.with_value(|deck| act(&Standing::of(&deck.cards, self.level.get(), &progress.cards, now())))
    }

    /// When the next card is due that is not due yet. Reactive.
    pub fn next_due(self) -> Option<f64> {
        let progress = self.say.lab.progress.read();
        self.standing(|standing| standing.next_due(&progress.cards))
    }

    /// How long it is until then, for one who looks back on this session. Reactive.
    pub fn next_wait(self) -> Option<f64> {
        let progress = self.say.lab.progress.read();
        let session = self.session.get_untracked().unwrap_or_default();
        self.standing(|standing| standing.next_wait(&progress.cards, &session, now()))
    }

    /// A card.
    pub fn card(self, id: &str) -> Option<Card> {
        self.deck.with_value(|deck| deck.cards.iter().find(|card| card.id == id).cloned())
    }

    /// Begins a session of today, or one that goes ahead of the schedule.
    pub fn start(self, ahead: bool) {
        let session =
            untrack(|| self.standing(|standing| Session::new(if ahead { standing.ahead() } else { standing.today() })));
        if session.current().is_some() {
            self.turn(|kept| *kept = Some(session));
        }
    }

    /// Shows the answer, and on a small screen scrolls to the grades below it.
    pub fn reveal(self) {
        self.shown.set(true);
        focus_next("card-back");
        request_animation_frame(|| show("grades"));
    }

    /// Grades the card that is asked.
    pub fn grade(self, grade: Grade) {
        let card = self.session.with_untracked(|session| session.as_ref()?.current().map(str::to_owned));
        let Some(card) = card.filter(|_| self.shown.get_untracked()) else { return };
        let before = self.say.lab.progress.with_untracked(|progress| progress.cards.get(&card).copied());
        let Some(after) = graded(before.as_ref(), grade, now()) else { return };
        self.say.lab.learned(|progress, _| {
            progress.cards.insert(card, after);
        });
        self.turn(|session| session.iter_mut().for_each(|session| session.grade(grade, before)));
        if self.stage.get_untracked() == Stage::Over {
            self.say.lab.did(Deed::ReviewedCards);
        }
    }

    /// Takes the last grade back. Says whether there was one.
    pub fn undo(self) -> bool {
        let mut undone = None;
        self.turn(|session| undone = session.as_mut().and_then(Session::undo));
        let Some(undone) = undone else { return false };
        self.say.lab.learned(|progress, _| match undone.before {
            Some(before) => {
                progress.cards.insert(undone.card, before);
            }
            None => {
                progress.cards.remove(&undone.card);
            }
        });
        true
    }

    /// Ends the session; what was graded stays.
    pub fn stop(self) {
        self.turn(|session| *session = None);
    }

    fn turn(self, change: impl FnOnce(&mut Option<Session>)) {
        self.shown.set(false);
        self.session.update(change);
        focus_next(match self.stage.get_untracked() {
            Stage::Before => "cards-today",
            Stage::Asking { .. } => "card-front",
            Stage::Over => "cards-done",
        });
    }
}

/// Scrolls as far as it takes to have an element in view.
fn show(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    if element.get_bounding_client_rect().bottom() > window_height() {
        element.scroll_into_view_with_bool(false);
    }
}
