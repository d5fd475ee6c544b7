//! The questions: a round from its choice to its result.

mod calibration;
mod code;
mod feedback;
mod game;
mod question;
mod result;
mod setup;

use leptos::prelude::*;

pub use self::calibration::Calibration;
use self::feedback::Feedback;
use self::game::{Game, Stage, bring_back};
use self::question::QuestionView;
use self::result::ResultView;
use self::setup::SetupView;
use super::files::Files;
use super::keys::on_keys;
use super::say::Say;
use crate::client::Lab;
use crate::lesson::round::{Confidence, Round};
use crate::ui::parts::await_lesson;

/// The keys of [`Confidence::ALL`].
const SURE_KEYS: [&str; 3] = ["Q", "W", "E"];

/// The page.
#[component]
pub fn QuizPage(say: Say, files: Files) -> impl IntoView {
    await_lesson(say.lab, files.quiz, move |quiz| {
        let game = Game::new(say, files, quiz);
        view! { <Play game/> }.into_any()
    })
}

/// The round that was kept, once it has come.
pub fn kept_round(lab: Lab) -> RwSignal<Option<Round>> {
    let round = RwSignal::new(None);
    bring_back(lab, move |kept| {
        round.try_set(kept);
    });
    round
}

#[component]
fn Play(game: Game) -> impl IntoView {
    on_keys(move |key, on_control| match (game.stage.get_untracked(), key) {
        (Stage::Asking(_), "1" | "2" | "3" | "4") => {
            let choice = key.parse::<usize>().ok().map(|key| key - 1);
            choice.is_some_and(|choice| {
                game.choose(choice);
                true
            })
        }
        (Stage::Asking(_), "Enter") if !on_control => game.answer(),
        (Stage::Asking(_), key) => {
            let chosen = SURE_KEYS.iter().position(|own| own.eq_ignore_ascii_case(key));
            chosen.and_then(|place| Confidence::ALL.get(place)).is_some_and(|confidence| {
                game.feel(*confidence);
                true
            })
        }
        (Stage::Explaining(_), "Enter") if !on_control => {
            game.go_on();
            true
        }
        _ => false,
    });
    move || match game.stage.get() {
        Stage::Coming => ().into_any(),
        Stage::Before => view! { <SetupView game/> }.into_any(),
        Stage::Asking(place) => view! { <QuestionView game place/> }.into_any(),
        Stage::Explaining(place) => view! { <Feedback game place/> }.into_any(),
        Stage::Over => view! { <ResultView game/> }.into_any(),
    }
}
