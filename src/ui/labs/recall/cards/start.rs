//! Before a session: what is due, what is new, or when something will be.

use leptos::prelude::*;

use super::desk::Desk;
use crate::client::now;
use crate::lesson::review::NEW_CARDS;
use crate::ui::labs::recall::filters::LevelFilter;

/// What today holds.
#[component]
pub fn Start(desk: Desk) -> impl IntoView {
    let say = desk.say;
    let counts = Memo::new(move |_| {
        desk.standing(|standing| {
            (standing.due.len(), standing.new.len(), standing.today().len(), standing.ahead().len())
        })
    });
    let content = move || match counts.get() {
        (due, new, today, _) if today > 0 => view! { <Today desk due new today/> }.into_any(),
        (.., 0) => view! { <p class="empty">{say.text(|words| &words.cards.no_cards)}</p> }.into_any(),
        (.., ahead) => view! { <Nothing desk ahead/> }.into_any(),
    };
    view! {
        <section class="plate sheet" aria-labelledby="cards-today">
            <div class="plate-head"><h2 id="cards-today" tabindex="-1">{say.text(|words| &words.cards.today)}</h2></div>
            <p class="plate-lead">{say.text(|words| &words.cards.lead)}</p>
            <LevelFilter say level=desk.level on_choose=move |level| desk.level.set(level)/>
            {content}
            <p class="small quiet keys">{say.rich(|words| &words.cards.keys)}</p>
            <details class="small">
                <summary>{say.text(|words| &words.cards.how_title)}</summary>
                <p>{say.rich(|words| &words.cards.how)}</p>
            </details>
        </section>
    }
}

#[component]
fn Today(desk: Desk, due: usize, new: usize, today: usize) -> impl IntoView {
    let say = desk.say;
    let due = move || (due > 0).then(|| say.count(|words| &words.cards.due, due));
    let new = move || (new > 0).then(|| say.count_of(|words| &words.cards.new, new.min(NEW_CARDS), new));
    view! {
        <p class="today">{move || due().into_iter().chain(new()).map(|said| view! { <span>{said}</span> }).collect_view()}</p>
        <div class="actions">
            <button type="button" class="button primary" on:click=move |_| desk.start(false)>
                {move || say.count(|words| &words.cards.start, today)}
            </button>
        </div>
    }
}

#[component]
fn Nothing(desk: Desk, ahead: usize) -> impl IntoView {
    let say = desk.say;
    let nothing = move || {
        let when = say.span(desk.next_due().unwrap_or_default() - now());
        say.fill(|words| &words.cards.nothing_due, &[("when", when)])
    };
    view! {
        <div class="empty">
            <p>{nothing}</p>
            <p>{say.text(|words| &words.cards.ahead_text)}</p>
        </div>
        <div class="actions">
            <button type="button" class="button" on:click=move |_| desk.start(true)>
                {move || say.count(|words| &words.cards.ahead, ahead)}
            </button>
        </div>
    }
}
