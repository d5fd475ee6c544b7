//! A square of two shares, such as precision over recall: curves, marks, and a point that can be moved
//! along a curve with the pointer or the keyboard.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::data_table::DataTable;
use super::drag::dragging;
use super::line::{Dash, Point, SIDE, Tone, path};
use super::scale::Domain;
use super::sheet::Sheet;
use crate::ui::parts::format;

const UNIT: Domain = Domain { min: 0.0, max: 1.0 };
const TICKS: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];

/// A curve of the plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Its name in the legend.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
    /// How the line is broken.
    pub dash: Dash,
    /// Its points, both coordinates between 0 and 1.
    pub points: Vec<Point>,
}

/// A point to be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where it is.
    pub at: Point,
    /// Its colour.
    pub tone: Tone,
    /// A full disc, or else a ring.
    pub full: bool,
    /// A word beside it; may be empty.
    pub label: String,
}

/// What makes a plot a slider: one value that pointer and keyboard move.
#[derive(Clone, Copy)]
pub struct Handle {
    /// The value, between 0 and 1.
    pub value: Signal<f64>,
    /// The value with what it leads to, for screen readers.
    pub text: Signal<String>,
    /// The pointer is at these coordinates.
    pub on_point: Callback<Point>,
    /// A key was pressed; true where it was understood.
    pub on_key: Callback<String, bool>,
}

/// A square plot of shares.
#[component]
pub fn Plane(
    /// What is shown.
    title: &'static str,
    /// Unique in the page.
    id: &'static str,
    /// What the horizontal axis is.
    x_name: &'static str,
    /// What the vertical axis is.
    y_name: &'static str,
    /// The curves.
    #[prop(into)]
    curves: Signal<Vec<Curve>>,
    /// The points.
    #[prop(into)]
    spots: Signal<Vec<Spot>>,
    /// What is to be seen, in a sentence.
    #[prop(into)]
    summary: Signal<String>,
    /// The figures as a table.
    #[prop(optional, into)]
    sheet: Option<Signal<Sheet>>,
    /// Makes the plot a slider.
    #[prop(optional)]
    handle: Option<Handle>,
    /// Draws the diagonal, with what it stands for.
    #[prop(optional)]
    diagonal: &'static str,
) -> impl IntoView {
    let plot = NodeRef::<leptos::html::Div>::new();
    let go_to = move |to: Point| {
        if let Some(handle) = handle {
            handle.on_point.run(to);
        }
    };
    let (pressed, moved) = dragging(plot, go_to);
    let key = move |event: KeyboardEvent| {
        if handle.is_some_and(|handle| handle.on_key.run(event.key())) {
            event.prevent_default();
        }
    };
    let is_slider = handle.is_some();
    let grid: String = TICKS
        .iter()
        .map(|tick| format!("M0 {0:.0}H{SIDE}M{1:.0} 0V{SIDE}", (1.0 - tick) * SIDE, tick * SIDE))
        .collect();
    let x_tick =
        |tick: &f64| view! { <span style=format!("left: {:.0}%", tick * 100.0)>{format::whole_percent(*tick)}</span> };
    let y_tick = |tick: &f64| view! { <span style=format!("top: {:.0}%", (1.0 - tick) * 100.0)>{format::whole_percent(*tick)}</span> };
    let lines = move || {
        let line = |curve: &Curve| {
            let class = format!("chart-line {}", curve.tone.class());
            view! { <path class=class stroke-dasharray=curve.dash.array() d=path(&curve.points, UNIT, UNIT)></path> }
        };
        curves.read().iter().map(line).collect_view()
    };
    let dots = move || {
        let dot = |spot: &Spot| {
            let class = format!("plane-spot {} {}", spot.tone.class(), if spot.full { "full" } else { "ring" });
            let place = format!("left: {:.2}%; top: {:.2}%", spot.at.0 * 100.0, (1.0 - spot.at.1) * 100.0);
            view! { <i class=class style=place>{(!spot.label.is_empty()).then(|| view! { <b>{spot.label.clone()}</b> })}</i> }
        };
        spots.read().iter().map(dot).collect_view()
    };
    let legend = move || {
        let entry = |curve: &Curve| {
            view! {
                <li class=curve.tone.class()>
                    <svg viewBox="0 0 28 10" aria-hidden="true" focusable="false"><path class="chart-line" stroke-dasharray=curve.dash.array() d="M1 5H27"></path></svg>
                    {curve.label.clone()}
                </li>
            }
        };
        curves.read().iter().map(entry).collect_view()
    };
    view! {
        <figure class="chart plane" id=id aria-labelledby=format!("{id}-title")>
            <figcaption class="chart-head">
                <h3 id=format!("{id}-title")>{title}</h3>
                <ul class="chart-legend">{legend}</ul>
            </figcaption>
            <p class="plane-y-name" aria-hidden="true">{y_name}</p>
            <div class="chart-body">
                <div class="chart-y" aria-hidden="true">{TICKS.iter().map(y_tick).collect_view()}</div>
                <div
                    class="chart-plot"
                    node_ref=plot
                    role=is_slider.then_some("slider")
                    tabindex=is_slider.then_some("0")
                    aria-label=is_slider.then(|| format!("Threshold, on the plot “{title}”"))
                    aria-valuemin=is_slider.then_some("0")
                    aria-valuemax=is_slider.then_some("1")
                    aria-valuenow=move || handle.map(|handle| format!("{:.4}", handle.value.get()))
                    aria-valuetext=move || handle.map(|handle| handle.text.get())
                    on:keydown=key
                    on:pointerdown=pressed
                    on:pointermove=moved
                >
                    <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <path class="chart-grid" d=grid></path>
                        {(!diagonal.is_empty()).then(|| view! { <path class="plane-diagonal" d=format!("M0 {SIDE}L{SIDE} 0")></path> })}
                        {lines}
                    </svg>
                    {(!diagonal.is_empty()).then(|| view! { <em class="plane-diagonal-name" aria-hidden="true">{diagonal}</em> })}
                    <div class="plane-spots" aria-hidden="true">{dots}</div>
                </div>
                <div class="chart-x" aria-hidden="true">{TICKS.iter().map(x_tick).collect_view()}<em>{x_name}</em></div>
            </div>
            <p class="chart-summary">{summary}</p>
            {sheet.map(|sheet| view! { <DataTable sheet/> })}
        </figure>
    }
}
