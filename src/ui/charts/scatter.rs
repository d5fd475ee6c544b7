//! A scatter plot of differences whose marks are buttons: pointer, arrow keys and screen readers can go
//! from one to the next, and each opens what it stands for.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::cloud::{CloudFrame, Dot, Mean, Shape, lead, stairs, whiskers};
use super::data_table::DataTable;
use super::frame::Tick;
use super::line::{Point, SIDE, Tone};
use super::sheet::Sheet;

/// Marks in a plane, the means of some of them with whiskers, and a front drawn in steps.
#[component]
pub fn Scatter(
    /// What is shown.
    title: &'static str,
    /// Unique in the page.
    id: &'static str,
    /// What the horizontal axis is.
    x_name: &'static str,
    /// What the vertical axis is.
    y_name: &'static str,
    /// What stands at zero on both axes.
    origin: &'static str,
    /// The marks.
    #[prop(into)]
    dots: Signal<Vec<Dot>>,
    /// Means of several marks.
    #[prop(into)]
    means: Signal<Vec<Mean>>,
    /// The corners of the front, by rising position.
    #[prop(into)]
    front: Signal<Vec<Point>>,
    /// The heads of the data table.
    columns: &'static [&'static str],
    /// What is to be seen, in a sentence.
    #[prop(into)]
    summary: Signal<String>,
    /// Called with the id of a pressed mark.
    #[prop(into)]
    on_open: Callback<u32>,
) -> impl IntoView {
    let frame = Memo::new(move |_| {
        let dots = dots.read();
        CloudFrame::around(&dots.iter().map(|dot| dot.at).collect::<Vec<_>>())
    });
    // Of all marks one is in the tab order: the last one visited, or else the leftmost.
    let visited = RwSignal::new(None::<u32>);
    let pointed = RwSignal::new(None::<u32>);
    let entry = Memo::new(move |_| {
        let dots = dots.read();
        let first = dots.first().and_then(|dot| lead(&dots, dot.id, "Home"));
        visited.get().filter(|id| dots.iter().any(|dot| dot.id == *id)).or(first)
    });
    let key = move |event: KeyboardEvent| {
        let Some(from) = entry.get_untracked() else { return };
        if !matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End") {
            return;
        }
        event.prevent_default();
        if let Some(to) = lead(&dots.read_untracked(), from, &event.key()) {
            visited.set(Some(to));
            focus(&mark_id(id, to));
        }
    };
    let reading = move || {
        let dots = dots.read();
        let dot = pointed.get().and_then(|id| dots.iter().find(|dot| dot.id == id));
        dot.map_or_else(
            || "Point at a mark, or go there with the arrow keys; press it to open the run.".to_owned(),
            |dot| dot.reading.clone(),
        )
    };
    let ids = Memo::new(move |_| dots.read().iter().map(|dot| dot.id).collect::<Vec<_>>());
    let mark = move |own: u32| {
        let dot = Memo::new(move |_| dots.read().iter().find(|dot| dot.id == own).cloned());
        let class = move || {
            dot.read().as_ref().map(|dot| {
                let faint = if dot.faint { " faint" } else { "" };
                let ringed = if dot.ringed { " ringed" } else { "" };
                format!("scatter-dot {}{faint}{ringed}", dot.tone.class())
            })
        };
        let place = move || Some(style_of(frame.read().as_ref()?.place(dot.read().as_ref()?.at)));
        view! {
            <button
                type="button"
                id=mark_id(id, own)
                class=class
                style=place
                tabindex=move || if entry.get() == Some(own) { "0" } else { "-1" }
                aria-label=move || dot.read().as_ref().map(|dot| dot.reading.clone())
                aria-current=move || dot.read().as_ref().is_some_and(|dot| dot.ringed).then_some("true")
                on:focus=move |_| { visited.set(Some(own)); pointed.set(Some(own)); }
                on:blur=move |_| pointed.set(None)
                on:pointerenter=move |_| pointed.set(Some(own))
                on:pointerleave=move |_| pointed.set(None)
                on:click=move |_| on_open.run(own)
            >
                {move || dot.read().as_ref().map(|dot| view! { <ShapeIcon shape=dot.shape tone=dot.tone/> })}
            </button>
        }
    };
    let labels = move || {
        let frame = frame.get()?;
        let labelled = move |dot: &Dot| {
            label(&dot.label)
                .map(|label| view! { <span class="scatter-label" style=style_of(frame.place(dot.at))>{label}</span> })
        };
        Some(dots.read().iter().map(labelled).collect_view())
    };
    let mean_marks = move || {
        let frame = frame.get()?;
        let mark = move |mean: &Mean| {
            let class = format!("scatter-mean {}", mean.tone.class());
            view! {
                <span class=class style=style_of(frame.place(mean.at))>
                    <ShapeIcon shape=mean.shape tone=mean.tone/>
                    {label(&mean.label)}
                </span>
            }
        };
        Some(means.read().iter().map(mark).collect_view())
    };
    let sheet = move || Sheet {
        caption: title.to_owned(),
        columns: columns.iter().copied().map(String::from).collect(),
        rows: dots.read().iter().map(|dot| dot.cells.clone()).collect(),
    };
    view! {
        <figure class="chart scatter" id=id aria-labelledby=format!("{id}-title")>
            <figcaption class="chart-head"><h3 id=format!("{id}-title")>{title}</h3></figcaption>
            <p class="plane-y-name" aria-hidden="true">{y_name}</p>
            <div class="chart-body">
                <div class="chart-y" aria-hidden="true">{move || frame.get().map(|frame| y_labels(frame.y_ticks))}</div>
                <div class="chart-plot">
                    <Lines frame means front/>
                    {move || frame.get().map(|frame| view! { <em class="scatter-origin" style=style_of(frame.place((0.0, 0.0))) aria-hidden="true">{origin}</em> })}
                    <div aria-hidden="true">{mean_marks}{labels}</div>
                    <div role="group" aria-label=format!("{title}: marks; arrow keys go from one to the next") on:keydown=key>
                        <For each=move || ids.get() key=|id| *id children=mark/>
                    </div>
                </div>
                <div class="chart-x" aria-hidden="true">
                    {move || frame.get().map(|frame| x_labels(frame.x_ticks))}
                    <em>{x_name}</em>
                </div>
            </div>
            <p class="chart-reading figure" aria-hidden="true">{reading}</p>
            <p class="chart-summary">{summary}</p>
            <DataTable sheet=Signal::derive(sheet)/>
        </figure>
    }
}

/// A mark's outline, filled.
#[component]
pub fn ShapeIcon(shape: Shape, tone: Tone) -> impl IntoView {
    view! {
        <svg class=format!("shape {}", tone.class()) viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=shape.path()></path></svg>
    }
}

#[component]
fn Lines(frame: Memo<Option<CloudFrame>>, means: Signal<Vec<Mean>>, front: Signal<Vec<Point>>) -> impl IntoView {
    let grid = move || {
        frame.read().as_ref().map(|frame| {
            let across = frame.y_ticks.iter().map(|tick| format!("M0 {:.1}H{SIDE}", (1.0 - tick.share) * SIDE));
            let up = frame.x_ticks.iter().map(|tick| format!("M{:.1} 0V{SIDE}", tick.share * SIDE));
            across.chain(up).collect::<String>()
        })
    };
    let zero = move || {
        let frame = frame.get()?;
        let (x, y) = frame.place((0.0, 0.0));
        Some(format!("M0 {:.1}H{SIDE}M{:.1} 0V{SIDE}", y * SIDE, x * SIDE))
    };
    let steps = move || Some(stairs(&front.read(), frame.read().as_ref()?));
    let spreads = move || {
        let frame = frame.get()?;
        let line = move |mean: &Mean| view! { <path class=format!("scatter-whisker {}", mean.tone.class()) d=whiskers(mean, &frame)></path> };
        Some(means.read().iter().map(line).collect_view())
    };
    view! {
        <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path class="chart-grid" d=grid></path>
            <path class="scatter-zero" d=zero></path>
            <path class="scatter-front" d=steps></path>
            {spreads}
        </svg>
    }
}

fn label(text: &str) -> Option<impl IntoView + use<>> {
    (!text.is_empty()).then(|| view! { <b>{text.to_owned()}</b> })
}

fn x_labels(ticks: Vec<Tick>) -> impl IntoView {
    ticks
        .into_iter()
        .map(|tick| view! { <span style=format!("left: {:.2}%", tick.share * 100.0)>{tick.text}</span> })
        .collect_view()
}

fn y_labels(ticks: Vec<Tick>) -> impl IntoView {
    ticks
        .into_iter()
        .map(|tick| view! { <span style=format!("top: {:.2}%", (1.0 - tick.share) * 100.0)>{tick.text}</span> })
        .collect_view()
}

fn style_of((left, top): Point) -> String {
    format!("left: {:.2}%; top: {:.2}%", left * 100.0, top * 100.0)
}

fn mark_id(chart: &str, dot: u32) -> String {
    format!("{chart}-mark-{dot}")
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(it).ok()) {
        // A mark that refuses the focus leaves it where it was.
        let _ = element.focus();
    }
}
