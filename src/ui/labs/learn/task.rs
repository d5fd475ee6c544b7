//! "Try this": what to do with a chapter, and whether it was done.

use leptos::prelude::*;

use super::guide_bar::Flower;
use super::say::Say;
use crate::lesson::address::{page, with_language};
use crate::lesson::chapter::Task;
use crate::lesson::errand::Errand;
use crate::ui::parts::RichText;
use crate::ui::shell::{Route, focus_next};

/// The element that holds the claims of a chapter, for a task that leads back to them.
pub const CLAIMS: &str = "claims";

/// The card of a task.
#[component]
pub fn TaskCard(
    say: Say,
    task: Task,
    /// The open page: a task that is done there leads back up to it.
    page: String,
    /// The chapter's number, from 1.
    number: usize,
) -> impl IntoView {
    let lab = say.lab;
    let deed = task.done;
    let done = Memo::new(move |_| lab.progress.read().has(deed));
    let ticks = move || say.with(|words| words.deeds.get(&deed).map(|text| text.get(say.language()).to_owned()));
    let state =
        move || if done.get() { say.now(|words| &words.chapter.done) } else { say.now(|words| &words.chapter.open) };
    let address = StoredValue::new(task.address.clone());
    let is_here = leads_to(&task.address, &page);
    let route = Route::from_context();
    let errand = StoredValue::new(say.with(|words| Errand::of(&page, number, &task, words)));
    let pressed = move |_| {
        if is_here {
            focus_next(CLAIMS);
        } else {
            lab.errand.set(Some(errand.get_value()));
            if let Some(spot) = deed.spot() {
                route.seek(spot);
            }
        }
    };
    let label = say.plain(&task.link);
    view! {
        <section class="task" class:done=move || done.get() aria-labelledby="task-title">
            <h2 id="task-title">{say.text(|words| &words.chapter.task)}</h2>
            <p class="task-text"><RichText lab text=task.text.clone()/></p>
            <a class="button primary" href=move || address.with_value(|address| with_language(address, lab.language.get())) on:click=pressed>{label}</a>
            <p class="task-state" role="status">
                <span class="task-tick" aria-hidden="true">{move || done.get().then(|| view! { <Flower/> })}</span>
                <span><strong>{state}</strong>" "{ticks}</span>
            </p>
        </section>
    }
}

fn leads_to(address: &str, own: &str) -> bool {
    address.starts_with("#/learn/") && page(address) == own
}
