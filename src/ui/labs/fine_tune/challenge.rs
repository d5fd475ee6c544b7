//! The challenge: three goals, judged from the learner's own run.

use leptos::prelude::*;

use super::results::Results;
use super::words::{Goal, challenge};
use crate::client::Lab;

/// A strip that shows which goals are met.
#[component]
pub fn Challenge(lab: Lab, results: Memo<Results>) -> impl IntoView {
    let goals = Memo::new(move |_| challenge(lab.current.read().as_ref(), &results.read()));
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
    view! {
        <section class="challenge" aria-labelledby="challenge-title">
            <h2 id="challenge-title">{move || if all() { "Challenge met" } else { "Challenge" }}</h2>
            <ul>{move || goals.get().map(item).into_iter().collect_view()}</ul>
            <p class="small quiet">"Accuracy and loss on the domain test set, which no honest run is trained on."</p>
        </section>
    }
}
