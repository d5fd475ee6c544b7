//! The forget-me-not: five petals of general knowledge around a yellow eye. Petals fade as it is lost.

use leptos::prelude::*;

use super::change::petals;

/// A flower that shows which share of the general knowledge is kept. It is decoration: the same figure
/// always stands beside it in words.
#[component]
pub fn Bloom(
    /// The share that is kept, between 0 and 1.
    #[prop(into)]
    kept: Signal<f64>,
) -> impl IntoView {
    let petal = move |index: usize| {
        let turn = format!("rotate({} 50 50)", index * 72);
        let opacity = move || format!("{:.2}", petals(kept.get())[index]);
        view! {
            <g transform=turn>
                <ellipse class="petal-edge" cx="50" cy="24" rx="17" ry="19"></ellipse>
                <ellipse class="petal" cx="50" cy="24" rx="17" ry="19" fill-opacity=opacity></ellipse>
            </g>
        }
    };
    view! {
        <svg class="bloom" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
            {(0..5).map(petal).collect_view()}
            <circle class="bloom-ring" cx="50" cy="50" r="13"></circle>
            <circle class="bloom-eye" cx="50" cy="50" r="9"></circle>
            <circle class="bloom-heart" cx="50" cy="50" r="3"></circle>
        </svg>
    }
}
