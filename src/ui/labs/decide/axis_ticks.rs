//! The labels of the axis of thresholds, below whatever is drawn along it.

use leptos::prelude::*;

use super::axis::{Axis, tick_text};

/// The labels, and what they are of.
#[component]
pub fn AxisTicks(
    /// How probabilities are laid out.
    axis: RwSignal<Axis>,
    /// What the axis is.
    name: &'static str,
) -> impl IntoView {
    let ticks = move || {
        let axis = axis.get();
        let tick = |tick: &f64| {
            view! { <span style=format!("left: {:.2}%", axis.share(*tick) * 100.0)>{tick_text(*tick)}</span> }
        };
        axis.ticks().iter().map(tick).collect_view()
    };
    view! { <div class="chart-x" aria-hidden="true">{ticks}<em>{name}</em></div> }
}
