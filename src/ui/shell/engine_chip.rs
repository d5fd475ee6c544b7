//! The engine's state in the header: a few words, and why on request.

use leptos::prelude::*;

use super::words::chip;
use crate::client::Lab;

/// Model, device and reason.
#[component]
pub fn EngineChip(lab: Lab) -> impl IntoView {
    // Whoever reads a chapter meanwhile still sees how far the run is.
    let training = Memo::new(move |_| {
        let is_active = lab.status.get().is_active();
        lab.current.read().as_ref().filter(|_| is_active).map(|run| (run.progress() * 100.0).floor() / 100.0)
    });
    let chip = Memo::new(move |_| chip(&lab.engine.read(), training.get()));
    view! {
        <details class="engine-chip">
            <summary
                class=move || format!("engine-chip-short {}", chip.read().class)
                title=move || chip.read().long.clone()
            >
                <span class="engine-chip-dot" aria-hidden="true"></span>
                {move || chip.read().short.clone()}
            </summary>
            <p class="engine-chip-long">{move || chip.read().long.clone()}</p>
        </details>
    }
}
