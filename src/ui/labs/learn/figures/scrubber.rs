//! A slider over a list of places: steps, rates, amounts. The keyboard and the pointer move it as any other.

use leptos::prelude::*;

/// The slider with its label and what it stands at.
#[component]
pub fn Scrubber(
    /// Unique in the page.
    id: &'static str,
    /// What it moves over.
    #[prop(into)]
    label: Signal<String>,
    /// The last place, counted from 0.
    last: usize,
    /// The place in force.
    value: RwSignal<usize>,
    /// That place in writing, for eye and screen reader.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let filled = move || format!("--filled: {:.2}%", 100.0 * value.get() as f64 / last.max(1) as f64);
    view! {
        <div class="scrubber">
            <label for=id>{label}</label>
            <span class="scrubber-text" aria-hidden="true">{text}</span>
            <input
                id=id
                type="range"
                min="0"
                max=last.to_string()
                step="1"
                aria-valuetext=text
                style=filled
                prop:value=move || value.get().to_string()
                on:input:target=move |event| {
                    if let Ok(place) = event.target().value().parse::<usize>() {
                        value.set(place.min(last));
                    }
                }
            />
        </div>
    }
}
