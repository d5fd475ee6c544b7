//! The cards: a session from start to summary.

mod card;
mod desk;
mod start;
mod summary;

use leptos::prelude::*;

use self::card::CardView;
use self::desk::{Desk, Stage};
use self::start::Start;
use self::summary::Summary;
use super::files::Files;
use super::keys::on_keys;
use super::say::Say;
use crate::lesson::review::Grade;
use crate::ui::parts::await_lesson;

/// The page.
#[component]
pub fn Cards(say: Say, files: Files) -> impl IntoView {
    await_lesson(say.lab, files.deck, move |deck| {
        let desk = Desk::new(say, files, deck);
        view! { <Session desk/> }.into_any()
    })
}

#[component]
fn Session(desk: Desk) -> impl IntoView {
    on_keys(move |key, on_control| match (desk.stage.get_untracked(), key) {
        (Stage::Asking { .. }, " " | "Enter") if !on_control && !desk.shown.get_untracked() => {
            desk.reveal();
            true
        }
        (Stage::Asking { .. }, "1" | "2" | "3" | "4") if desk.shown.get_untracked() => {
            let chosen = key.parse::<usize>().ok().and_then(|key| Grade::ALL.get(key - 1).copied());
            chosen.is_some_and(|grade| {
                desk.grade(grade);
                true
            })
        }
        (Stage::Asking { .. } | Stage::Over, "z" | "Z") => desk.undo(),
        _ => false,
    });
    move || match desk.stage.get() {
        Stage::Before => view! { <Start desk/> }.into_any(),
        Stage::Asking { card, answered } => view! { <CardView desk card answered/> }.into_any(),
        Stage::Over => view! { <Summary desk/> }.into_any(),
    }
}
