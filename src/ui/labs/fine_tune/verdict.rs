//! What came of the run, first in words: how it ended, what was gained and forgotten, how good the guess was.

use leptos::prelude::*;

use super::number_line::NumberLine;
use super::results::{Results, Unmeasured};
use super::words::{gained_and_kept, one_answer, outcome};
use crate::client::Lab;
use crate::course::url::View;
use crate::ui::parts::{Bloom, Plate, format};
use crate::ui::shell::Route;

const MEASURED_LATER: &str =
    "The test sets are measured when the run ends. Until then the curves below show how it goes on validation texts.";

/// The outcome of the run looked at.
#[component]
pub fn VerdictPlate(lab: Lab, results: Memo<Results>) -> impl IntoView {
    let route = Route::from_context();
    let ending = Memo::new(move |_| lab.current.read().as_ref().and_then(outcome));
    let told = Memo::new(move |_| gained_and_kept(&results.read()));
    let kept = Memo::new(move |_| results.read().kept().unwrap_or(1.0));
    let withered = Signal::derive(move || if results.read().is_broken() { 0.0 } else { 1.0 });
    let guess = Memo::new(move |_| lab.current.read().as_ref().and_then(|run| run.guess));
    let note = move || {
        let ending = ending.get()?;
        let (class, role) = if ending.bad { ("note bad", "alert") } else { ("note", "status") };
        Some(view! { <p class=class role=role>{ending.sentence}</p> })
    };
    let summary = move || {
        let (gained, forgot) = told.get()?;
        Some(view! {
            <div class="verdict">
                <figure class="verdict-bloom">
                    <Bloom kept/>
                    <figcaption>{move || format::whole_percent(kept.get())}<span>"kept"</span></figcaption>
                </figure>
                <div class="verdict-words">
                    <p class="verdict-line tone-domain">{gained}</p>
                    <p class="verdict-line tone-general">{forgot}</p>
                    {move || one_answer(&results.read()).map(|sentence| view! { <p class="note bad">{sentence}</p> })}
                    <p class="small quiet">"Each petal is a fifth of the general accuracy that the base model had. They fade as it is lost."</p>
                </div>
            </div>
        })
    };
    let lines = move || {
        let guess = guess.get()?;
        let results = results.read();
        let (target, general) = (&results.target, &results.general);
        let line = |title, tone, before: crate::metrics::Scores, guess, after: crate::metrics::Scores| {
            view! { <NumberLine title tone before=before.accuracy guess truth=after.accuracy/> }
        };
        let target = line("Domain accuracy", "tone-domain", target.before?, guess.target, target.after?);
        let general = line("General accuracy", "tone-general", general.before?, guess.general, general.after?);
        Some(view! { <div class="pair guess-lines">{target}{general}</div> })
    };
    view! {
        <Plate id="verdict" title="What came of it">
            {note}
            <Show
                when=move || told.read().is_some()
                fallback=move || view! {
                    <div class="empty with-bloom">
                        <Bloom kept=withered/>
                        <p>
                            <Show
                                when=move || lab.current.read().is_some()
                                fallback=|| "No run yet. When one has ended, this is where you read what the model gained on the domain, what it forgot of general texts, and how close your guess was."
                            >
                                {move || results.read().unmeasured.map_or(MEASURED_LATER, Unmeasured::sentence)}
                            </Show>
                        </p>
                    </div>
                }
            >
                {summary}
                {lines}
                <p class="small take-home">
                    <a href=move || route.to_page(View::Learn, "code")>"The form’s settings as Python, as a notebook or as Rust"</a>
                    ", to go on with them at home."
                </p>
            </Show>
        </Plate>
    }
}
