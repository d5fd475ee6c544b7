//! Examples whose answer changed, with the texts behind the figures.

use std::sync::Arc;

use leptos::prelude::*;

use super::results::{FlipKind, Results, Unmeasured};
use crate::client::Lab;
use crate::client::record::Flip;
use crate::client::texts::Texts;
use crate::config::Task;
use crate::ui::parts::{Plate, format};
use crate::ui::shell::focus_next;

/// How many are shown at first, and how many more at each request.
const PAGE: usize = 5;

const LATER: &str = "The texts themselves will appear here once a run has ended: each with its true answer, and how sure the model was of it before and after.";

/// The flipped examples of a run, by kind.
#[component]
pub fn FlipsPlate(lab: Lab, results: Memo<Results>) -> impl IntoView {
    let kind = RwSignal::new(FlipKind::Learned);
    let shown = RwSignal::new(PAGE);
    let count = move |of: FlipKind| of.of(&results.read()).map(<[Flip]>::len);
    let choose = move |chosen: FlipKind| {
        kind.set(chosen);
        shown.set(PAGE);
    };
    let button = move |own: FlipKind| {
        view! {
            <button
                type="button"
                class=format!("toggle {}", own.domain().tone())
                aria-pressed=move || if kind.get() == own { "true" } else { "false" }
                on:click=move |_| choose(own)
            >
                {own.label()}
                {move || count(own).map(|count| view! { <span class="badge">{format::count(count as u64)}</span> })}
            </button>
        }
    };
    let list = move || {
        let results = results.read();
        let flips = kind.get().of(&results)?;
        let texts = lab.texts.get()?;
        let (task, kind) = (results.task, kind.get());
        let items = flips.iter().take(shown.get()).filter_map(|flip| example(kind, *flip, task, &texts));
        Some(
            view! { <ol id="flips-list" tabindex="-1" class=format!("flips {}", kind.domain().tone())>{items.collect_view()}</ol> },
        )
    };
    let total = move || count(kind.get());
    let more = move |_| {
        shown.update(|shown| *shown += PAGE);
        if untrack(total).is_some_and(|total| total <= shown.get_untracked()) {
            focus_next("flips-list");
        }
    };
    view! {
        <Plate id="flips" title="Answers that flipped">
            <div class="toggles" role="group" aria-label="Which examples">
                {FlipKind::ALL.map(button).into_iter().collect_view()}
            </div>
            <p class="flips-lead">{move || kind.get().sentence()}</p>
            {list}
            <Show when=move || total() == Some(0)>
                <p class="empty">{move || kind.get().none()}</p>
            </Show>
            <Show when=move || total().is_none()>
                <p class="empty">{move || results.read().unmeasured.map_or(LATER, Unmeasured::sentence)}</p>
            </Show>
            <Show when=move || total().is_some_and(|total| total > shown.get())>
                <div class="actions">
                    <button type="button" class="button compact" on:click=more>"Show more"</button>
                    <p class="small quiet">{move || total().map(|total| format!("{} of {}", shown.get().min(total), format::count(total as u64)))}</p>
                </div>
            </Show>
        </Plate>
    }
}

fn example(kind: FlipKind, flip: Flip, task: Task, texts: &Arc<Texts>) -> Option<impl IntoView + use<>> {
    let text = texts.get(task.corpus(), kind.domain().split())?.examples.get(flip.index)?.text.clone();
    let name = |class: usize| task.descriptions().get(class).map_or("", |class| class.name);
    let bar = |when: &'static str, probability: f32, answer: usize| {
        let probability = f64::from(probability);
        let right = if answer == flip.truth { "✓" } else { "✗" };
        view! {
            <div class="bar-row">
                <dt>{when}</dt>
                <dd>
                    <span class="bar" aria-hidden="true"><i style=format!("width: {:.1}%", probability * 100.0)></i></span>
                    <span class="figure">{format::percent(probability)}</span>
                    <span class="bar-answer"><span aria-hidden="true">{right}" "</span>"says "{name(answer)}</span>
                </dd>
            </div>
        }
    };
    Some(view! {
        <li>
            <blockquote>{text}</blockquote>
            <p class="small">"It is: "<strong>{name(flip.truth)}</strong>". Probability that the model gives to this:"</p>
            <dl class="bars">
                {bar("before", flip.truth_before, flip.before)}
                {bar("after", flip.truth_after, flip.after)}
            </dl>
        </li>
    })
}
