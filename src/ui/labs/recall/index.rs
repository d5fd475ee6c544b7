//! The first page: the ways of recalling, with what is due in each.

use leptos::prelude::*;

use super::files::Files;
use super::next::NextStep;
use super::page::Page;
use super::quiz::kept_round;
use super::say::{Pick, Say};
use crate::client::now;
use crate::lesson::overview::Contents;
use crate::lesson::progress::Progress;
use crate::lesson::review::Standing;
use crate::lesson::round::Round;

/// The ways, as labels of a herbarium.
#[component]
pub fn Index(say: Say, files: Files) -> impl IntoView {
    let round = kept_round(say.lab);
    let state = move |tell: fn(Say, Contents<'_>, &Progress) -> Vec<String>| {
        move || files.with(|contents| tell(say, contents, &say.lab.progress.read())).unwrap_or_default()
    };
    let of_quiz = move || {
        let open = round.read().as_ref().filter(|round| !round.is_over()).map(|round| open_round(say, round));
        let right = state(quiz)();
        open.into_iter().chain(right).collect::<Vec<_>>()
    };
    view! {
        <NextStep say files/>
        <ul class="ways">
            <Way say page=Page::Cards title=|words| &words.index.cards text=|words| &words.index.cards_text state=Signal::derive(state(cards))/>
            <Way say page=Page::Quiz title=|words| &words.index.quiz text=|words| &words.index.quiz_text state=Signal::derive(of_quiz)/>
            <Way say page=Page::Practice title=|words| &words.index.practice text=|words| &words.index.practice_text state=Signal::derive(state(practice))/>
            <Way say page=Page::Explain title=|words| &words.index.explain text=|words| &words.index.explain_text state=Signal::derive(Vec::new)/>
            <Way say page=Page::Progress title=|words| &words.index.progress text=|words| &words.index.progress_text state=Signal::derive(state(chapters))/>
        </ul>
    }
}

#[component]
fn Way(say: Say, page: Page, title: Pick, text: Pick, state: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <li class="recall-way">
            <h2><a href=move || say.to(&page)>{say.text(title)}</a></h2>
            <p>{say.text(text)}</p>
            <p class="recall-way-state">{move || state.get().into_iter().map(|said| view! { <span class="tag">{said}</span> }).collect_view()}</p>
        </li>
    }
}

fn cards(say: Say, contents: Contents<'_>, progress: &Progress) -> Vec<String> {
    let standing = Standing::of(contents.cards, None, &progress.cards, now());
    let due = match standing.due.len() {
        0 => say.now(|words| &words.index.none_due),
        n => say.count(|words| &words.index.due, n),
    };
    let new = (!standing.new.is_empty()).then(|| say.count(|words| &words.index.new, standing.new.len()));
    std::iter::once(due).chain(new).collect()
}

fn quiz(say: Say, contents: Contents<'_>, progress: &Progress) -> Vec<String> {
    let rows = contents.rows(progress, now());
    let (right, of) = rows.iter().fold((0, 0), |(right, of), row| (right + row.right, of + row.questions));
    vec![say.n_of(|words| &words.index.questions_right, right, of)]
}

fn practice(say: Say, contents: Contents<'_>, progress: &Progress) -> Vec<String> {
    let is_solved = |id: &str| progress.exercises.get(id).is_some_and(|answered| answered.right);
    let solved = contents.exercises.iter().filter(|exercise| is_solved(&exercise.id)).count();
    vec![say.n_of(|words| &words.index.solved, solved, contents.exercises.len())]
}

fn chapters(say: Say, contents: Contents<'_>, progress: &Progress) -> Vec<String> {
    let read = contents.chapters.iter().filter(|chapter| progress.chapters.contains_key(&chapter.id)).count();
    vec![say.n_of(|words| &words.index.chapters_read, read, contents.chapters.len())]
}

fn open_round(say: Say, round: &Round) -> String {
    say.n_of(|words| &words.index.round_open, round.given.len(), round.items.len())
}
