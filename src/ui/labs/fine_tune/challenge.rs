//! The challenge: the goal of the worked problem, judged on the run looked at, whatever it was made for.

use leptos::prelude::*;

use super::results::Key;
use super::words::{Goal, challenge};
use crate::client::Lab;
use crate::client::goals::Attempt;
use crate::config::RunConfig;
use crate::ui::parts::format;

/// Why a run with figures is not judged.
const OUT: &str = "This run does not count: the challenge is for whole runs of Pocket that tell conditions from \
                   everything else, begun at the base model, on an honest sample.";

/// A loss of general accuracy that is too dear for what was asked.
const DEAR: f64 = 0.1;

/// A strip that shows which goals are met.
#[component]
pub fn Challenge(lab: Lab) -> impl IntoView {
    // Steps arrive many times a second; the key changes when there is something new to judge.
    let key = Memo::new(move |_| {
        let texts = lab.texts.read().is_some();
        lab.current.read().as_ref().map(|run| Key::of(run, texts))
    });
    let attempt = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never learns what it depends on.
        key.get()?;
        let (run, texts) = (lab.current.read_untracked(), lab.texts.read_untracked());
        let (run, texts) = run.as_ref().filter(|run| run.outcome.is_some()).zip(texts.as_ref())?;
        Some(Attempt::of(run, texts, &RunConfig::default()))
    });
    let goals = Memo::new(move |_| challenge(attempt.read().as_ref().and_then(Option::as_ref)));
    let all = move || goals.read().iter().all(|goal| goal.met);
    let item = |Goal { goal, reached, met }: Goal| {
        let (class, mark, state) = match (met, &reached) {
            (true, _) => ("met", "✓", "met"),
            (false, Some(_)) => ("missed", "✗", "not met"),
            (false, None) => ("open", "○", "open"),
        };
        let reached = reached.map(|reached| format!(": {reached}"));
        view! {
            <li class=class>
                <span class="challenge-mark" aria-hidden="true">{mark}</span>
                <span>{goal}<small>{state}{reached}</small></span>
            </li>
        }
    };
    let note = move || match &*attempt.read() {
        Some(None) => OUT.to_owned(),
        Some(Some(attempt)) if all() && attempt.forgotten > DEAR => format!(
            "But at a price: {} of general accuracy are gone. Can you meet it and keep more?",
            format::points(attempt.forgotten).replace('+', "")
        ),
        _ => "Accuracy and loss on the domain test set, which no honest run is trained on.".to_owned(),
    };
    view! {
        <section class="challenge" aria-labelledby="challenge-title">
            <h2 id="challenge-title">{move || if all() { "Challenge met" } else { "Challenge" }}</h2>
            <ul>{move || goals.get().into_iter().map(item).collect_view()}</ul>
            <p class="small quiet">{note}</p>
        </section>
    }
}
