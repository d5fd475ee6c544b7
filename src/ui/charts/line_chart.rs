//! A line chart that can be read with the eye, the pointer, the keyboard and a screen reader.
//!
//! Lines are drawn in a stretched SVG whose strokes keep their width; every text is HTML, placed in
//! percent, so that it keeps its size at any width and zoom.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::frame::{Frame, Places, Unit, readout, trend};
use super::line::{BUCKETS, Mark, Reference, SIDE, Series, Tone, marks, path, positions, spread, thin};
use super::table::ChartTable;

/// Least distance of two labels at the ends of lines, as a share of the plot's height.
const LABEL_GAP: f64 = 0.1;

/// A place on the horizontal axis to be seen, drawn as an upright line.
#[derive(Debug, Clone, PartialEq)]
pub struct Upright {
    /// Where it is.
    pub x: f64,
    /// A word at its head; may be empty.
    pub label: String,
}

/// Series over steps.
#[component]
pub fn LineChart(
    /// What is shown.
    title: &'static str,
    /// Unique in the page.
    id: &'static str,
    /// The lines.
    #[prop(into)]
    series: Signal<Vec<Series>>,
    /// Horizontal lines to compare with.
    #[prop(optional, into)]
    references: Signal<Vec<Reference>>,
    /// Upright lines, such as where a slider stands.
    #[prop(optional, into)]
    uprights: Signal<Vec<Upright>>,
    /// How figures are written.
    unit: Unit,
    /// What the horizontal axis counts, such as `Step`.
    #[prop(default = "Step")]
    x_name: &'static str,
    /// Where the horizontal axis ends at least.
    #[prop(optional, into)]
    x_end: Signal<Option<f64>>,
    /// Names of places on the horizontal axis, where it does not count.
    #[prop(optional, into)]
    places: Signal<Places>,
    /// What will be shown, while there is nothing to draw.
    empty: &'static str,
    /// A lower drawing, for secondary figures.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let frame =
        Memo::new(move |_| Frame::around(&series.read(), &references.read(), unit, x_end.get(), &places.read()));
    let xs = Memo::new(move |_| positions(&series.read()));
    let drawn = Memo::new(move |_| frame.read().is_some());
    let cursor = RwSignal::new(None::<f64>);
    let x_lower = x_name.to_lowercase();
    let summary = move || {
        let series = series.read();
        let trends = series
            .iter()
            .filter(|series| !series.faint)
            .filter_map(|series| trend(series, unit, &x_lower, &places.read()));
        trends.collect::<Vec<_>>().join(" ")
    };
    // The cursor's position, or the last one: there the readout always has something to say.
    let at = move || cursor.get().or_else(|| xs.read().last().copied());
    let reading = move || at().map_or_else(String::new, |x| readout(&series.read(), unit, x_name, x, &places.read()));
    let index = move || at().map_or(0, |x| xs.read().partition_point(|position| *position < x));
    let go_to = move |index: usize| cursor.set(xs.read_untracked().get(index).copied());
    let key = move |event: KeyboardEvent| {
        let last = xs.read_untracked().len().saturating_sub(1);
        let here = untrack(index);
        let target = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => here.saturating_sub(1),
            "ArrowRight" | "ArrowUp" => (here + 1).min(last),
            "PageDown" => here.saturating_sub(10),
            "PageUp" => (here + 10).min(last),
            "Home" => 0,
            "End" => last,
            "Escape" => return cursor.set(None),
            _ => return,
        };
        event.prevent_default();
        go_to(target);
    };
    let plot = NodeRef::<leptos::html::Div>::new();
    let point = move |client_x: i32| {
        let (Some(plot), Some(frame)) = (plot.get_untracked(), frame.get_untracked()) else { return };
        let rectangle = plot.get_bounding_client_rect();
        let x = frame.x.value((f64::from(client_x) - rectangle.left()) / rectangle.width().max(1.0));
        let nearest = xs.read_untracked().iter().copied().min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()));
        cursor.set(nearest);
    };
    let x_label = x_name;
    view! {
        <figure class="chart" class:chart-small=small id=id aria-labelledby=format!("{id}-title")>
            <figcaption class="chart-head">
                <h3 id=format!("{id}-title")>{title}</h3>
                <Legend series references/>
            </figcaption>
            <div class="chart-body">
                <div class="chart-y" aria-hidden="true">
                    {move || frame.get().map(|frame| frame.y_ticks.into_iter().map(|tick| {
                        view! { <span style=format!("top: {:.2}%", (1.0 - tick.share) * 100.0)>{tick.text}</span> }
                    }).collect_view())}
                </div>
                <div
                    class="chart-plot"
                    node_ref=plot
                    role=move || drawn.get().then_some("slider")
                    tabindex=move || drawn.get().then_some("0")
                    aria-label=move || drawn.get().then(|| format!("{title}: inspect by {}", x_name.to_lowercase()))
                    aria-valuemin=move || drawn.get().then_some("0")
                    aria-valuemax=move || drawn.get().then(|| xs.read().len().saturating_sub(1).to_string())
                    aria-valuenow=move || drawn.get().then(|| index().to_string())
                    aria-valuetext=move || drawn.get().then(reading)
                    on:keydown=key
                    on:pointermove=move |event| point(event.client_x())
                    on:pointerdown=move |event| point(event.client_x())
                    on:pointerleave=move |_| cursor.set(None)
                    on:blur=move |_| cursor.set(None)
                >
                    <Drawing series references frame/>
                    {move || {
                        let frame = frame.get()?;
                        let line = |upright: Upright| {
                            let share = frame.x.share(upright.x);
                            // Near the end of the axis the word stands before its line.
                            let class = if share > 0.8 { "chart-upright late" } else { "chart-upright" };
                            let label = (!upright.label.is_empty()).then(|| view! { <b>{upright.label}</b> });
                            view! { <div class=class style=format!("left: {:.2}%", share * 100.0) aria-hidden="true">{label}</div> }
                        };
                        Some(uprights.get().into_iter().map(line).collect_view())
                    }}
                    {move || {
                        let frame = frame.get()?;
                        let share = frame.x.share(cursor.get()?);
                        Some(view! { <div class="chart-cursor" style=format!("left: {:.2}%", share * 100.0)></div> })
                    }}
                    <Show when=move || !drawn.get()>
                        <p class="chart-empty">{empty}</p>
                    </Show>
                </div>
                <div class="chart-ends" aria-hidden="true"><Ends series references frame unit/></div>
                <div class="chart-x" aria-hidden="true">
                    {move || frame.get().map(|frame| frame.x_ticks.into_iter().map(|tick| {
                        view! { <span style=format!("left: {:.2}%", tick.share * 100.0)>{tick.text}</span> }
                    }).collect_view())}
                    <em>{move || drawn.get().then_some(x_label)}</em>
                </div>
            </div>
            <p class="chart-reading figure" aria-hidden="true">{reading}</p>
            <p class="chart-summary">{summary}</p>
            <ChartTable title series unit x_name places/>
        </figure>
    }
}

#[component]
fn Drawing(
    series: Signal<Vec<Series>>,
    references: Signal<Vec<Reference>>,
    frame: Memo<Option<Frame>>,
) -> impl IntoView {
    let grid = move || {
        frame.read().as_ref().map(|frame| {
            let line = |tick: &super::frame::Tick| format!("M0 {0:.1}H{SIDE}", (1.0 - tick.share) * SIDE);
            frame.y_ticks.iter().map(line).collect::<String>()
        })
    };
    let reference_lines = move || {
        let frame = frame.get()?;
        let line = move |reference: Reference| {
            let height = (1.0 - frame.y.share(reference.value)) * SIDE;
            view! { <path class=format!("chart-reference {}", reference.tone.class()) d=format!("M0 {height:.1}H{SIDE}")></path> }
        };
        Some(references.get().into_iter().map(line).collect_view())
    };
    let lines = move || {
        let frame = frame.get()?;
        let draw = move |series: &Series| {
            let tone = series.tone.class();
            let points = thin(&series.points, BUCKETS);
            let class = if series.faint { format!("chart-line faint {tone}") } else { format!("chart-line {tone}") };
            let mark = match series.mark {
                Mark::None => None,
                Mark::Dot => Some(format!("chart-marks round {tone}")),
                Mark::Square => Some(format!("chart-marks square {tone}")),
            };
            let mark = mark.map(|class| view! { <path class=class d=marks(&points, frame.x, frame.y)></path> });
            view! {
                <path class=class stroke-dasharray=series.dash.array() d=path(&points, frame.x, frame.y)></path>
                {mark}
            }
        };
        Some(series.read().iter().map(draw).collect_view())
    };
    view! {
        <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path class="chart-grid" d=grid></path>
            {reference_lines}
            {lines}
        </svg>
    }
}

/// Names and last figures at the ends of the lines, moved apart where they would overlap.
#[component]
fn Ends(
    series: Signal<Vec<Series>>,
    references: Signal<Vec<Reference>>,
    frame: Memo<Option<Frame>>,
    unit: Unit,
) -> impl IntoView {
    move || {
        let frame = frame.get()?;
        let last = |series: &Series| {
            let (_, y) = series.points.iter().rev().find(|point| point.1.is_finite())?;
            Some((format!("{} {}", series.label, unit.write(*y)), series.tone, *y, false))
        };
        let series = series.read();
        let labels: Vec<(String, Tone, f64, bool)> = series
            .iter()
            .filter(|series| !series.faint)
            .filter_map(last)
            .chain(
                references.get().into_iter().map(|reference| (reference.label, reference.tone, reference.value, true)),
            )
            .collect();
        let heights: Vec<f64> = labels.iter().map(|(_, _, y, _)| 1.0 - frame.y.share(*y)).collect();
        let view = labels.into_iter().zip(spread(&heights, LABEL_GAP)).map(|((text, tone, _, quiet), height)| {
            let class = if quiet { format!("quiet {}", tone.class()) } else { tone.class() };
            view! { <span class=class style=format!("top: {:.2}%", height * 100.0)>{text}</span> }
        });
        Some(view.collect_view())
    }
}

#[component]
fn Legend(series: Signal<Vec<Series>>, references: Signal<Vec<Reference>>) -> impl IntoView {
    let entry = |label: String, tone: Tone, dash: &'static str, mark: Mark, class: &'static str| {
        let mark = match mark {
            Mark::None => None,
            Mark::Dot => Some("chart-marks round"),
            Mark::Square => Some("chart-marks square"),
        };
        view! {
            <li class=tone.class()>
                <svg viewBox="0 0 28 10" aria-hidden="true" focusable="false">
                    <path class=class stroke-dasharray=dash d="M1 5H27"></path>
                    {mark.map(|class| view! { <path class=class d="M14 5h0"></path> })}
                </svg>
                {label}
            </li>
        }
    };
    // Only what the legend shows, so that it is not drawn again at every step.
    let entries = Memo::new(move |_| {
        let series = series.read();
        series.iter().map(|s| (s.label.clone(), s.tone, s.dash, s.mark, s.faint)).collect::<Vec<_>>()
    });
    let names = Memo::new(move |_| references.read().iter().map(|r| (r.label.clone(), r.tone)).collect::<Vec<_>>());
    view! {
        <ul class="chart-legend">
            {move || entries.get().into_iter().map(|(label, tone, dash, mark, faint)| {
                entry(label, tone, dash.array(), mark, if faint { "chart-line faint" } else { "chart-line" })
            }).collect_view()}
            {move || names.get().into_iter().map(|(label, tone)| {
                entry(label, tone, "2 4", Mark::None, "chart-reference")
            }).collect_view()}
        </ul>
    }
}
