//! A tiny line without axes; the words beside it say what it shows.

use leptos::prelude::*;

use super::line::{Point, SIDE, path};
use super::scale::Domain;

/// A line over zero.
#[component]
pub fn Sparkline(
    /// Its points, by rising position.
    #[prop(into)]
    points: Signal<Vec<Point>>,
    /// What the drawing's height stands for; the highest figure, where it is not given.
    #[prop(optional)]
    top: Option<f64>,
) -> impl IntoView {
    let drawing = move || {
        let points = points.read();
        let x = Domain::of(points.iter().map(|point| point.0))?;
        let highest = Domain::of(points.iter().map(|point| point.1))?.max;
        let y = Domain::new(0.0, top.unwrap_or(highest));
        let line = path(&points, x, y);
        let area = format!("{line}L{SIDE} {SIDE}L0 {SIDE}Z");
        Some(view! {
            <path class="sparkline-area" d=area></path>
            <path class="sparkline-line" d=line></path>
        })
    };
    view! {
        <svg class="sparkline" viewBox=format!("0 -40 {SIDE} {}", SIDE + 40.0) preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {drawing}
        </svg>
    }
}
