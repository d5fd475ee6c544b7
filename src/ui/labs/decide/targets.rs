//! The three goals of the story.

use leptos::prelude::*;

use super::goals::{Best, Goal, goals};
use super::state::Decision;
use crate::client::record::When;

/// A strip that shows which goals are met at the threshold, and which ever were.
#[component]
pub fn Targets(decision: Decision) -> impl IntoView {
    let best = Memo::new(move |_| decision.with_sample(When::After, |sample| Best::of(&sample.ranking)));
    let goals = Memo::new(move |_| {
        let cells = decision.with_sample(When::After, |sample| sample.ranking.cells(decision.threshold.get()))?;
        Some(goals(best.get()?, cells))
    });
    // Three goals cannot all be met at one threshold by every model; what was met stays met.
    let ever = RwSignal::new([false; 3]);
    let run = Memo::new(move |_| decision.material.read().as_ref().map(|material| material.run));
    Effect::watch(move || run.get(), move |_, _, _| ever.set([false; 3]), false);
    Effect::new(move |_| {
        let Some(goals) = goals.get() else { return };
        let now = ever.get_untracked();
        let met: [bool; 3] = std::array::from_fn(|index| now[index] || goals[index].met);
        if met != now {
            ever.set(met);
        }
    });
    let item = move |index: usize, goal: Goal| {
        let ever = ever.get()[index];
        let (class, mark, state) = match (goal.met, ever, goal.possible) {
            (true, ..) => ("met", "✓", "met here"),
            (false, true, _) => ("met", "✓", "met before; now"),
            (false, false, true) => ("open", "○", "not yet"),
            (false, false, false) => ("missed", "✗", "out of reach for this model"),
        };
        view! {
            <li class=class data-goal=index.to_string()>
                <span class="challenge-mark" aria-hidden="true">{mark}</span>
                <span>{goal.goal}<small>{state}": "{goal.reached}</small></span>
            </li>
        }
    };
    let all = move || ever.get() == [true; 3];
    view! {
        <section class="challenge decide-goals" aria-labelledby="goals-title">
            <h2 id="goals-title">{move || if all() { "All goals met" } else { "Goals" }}</h2>
            <ul>
                {move || goals.get().map(|goals| goals.into_iter().enumerate().map(|(index, goal)| item(index, goal)).collect_view())}
            </ul>
            <p class="small quiet">"Judged for the trained model on validation texts. Move the threshold: one model reaches different goals at different thresholds."</p>
        </section>
    }
}
