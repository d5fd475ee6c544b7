//! The probe texts in the plane, moving as training goes on.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::inside::{Probed, Projection, probed, walk};
use super::inside_plate::Looks;
use crate::client::Lab;
use crate::ui::charts::dragging;
use crate::ui::charts::line::SIDE;
use crate::ui::parts::format;

/// How long a look stays while they are played.
const FRAME: Duration = Duration::from_millis(700);

/// The plane, a slider over the looks, and a button that plays them.
#[component]
pub fn ProjectionPart(lab: Lab, looks: Looks) -> impl IntoView {
    let chosen = RwSignal::new(None::<usize>);
    let last = Memo::new(move |_| looks.read().len().saturating_sub(1));
    // Unless the learner has gone elsewhere, the newest look is in view.
    let index = Memo::new(move |_| chosen.get().map_or(last.get(), |chosen| chosen.min(last.get())));
    let step = move |index: usize| looks.read().get(index).map(|look| look.step).unwrap_or_default();
    let projection = Memo::new(move |_| Projection::of(&looks.read(), index.get()));
    let task = Memo::new(move |_| lab.current.read().as_ref().map(|run| run.config.task));
    let texts = Memo::new(move |_| {
        let texts = lab.texts.get();
        texts.zip(task.get()).map(|(texts, task)| probed(&texts, task)).unwrap_or_default()
    });
    let lines = RwSignal::new(true);
    let timer = StoredValue::new(None::<IntervalHandle>);
    let playing = RwSignal::new(false);
    let halt = move || {
        // When the page is left, the timer's place may be gone before the timer.
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
        let _ = playing.try_set(false);
    };
    on_cleanup(halt);
    let play = move |_| {
        if playing.get_untracked() {
            return halt();
        }
        chosen.set(Some(0));
        let next = move || match (index.get_untracked() + 1, last.get_untracked()) {
            (next, last) if next < last => chosen.set(Some(next)),
            _ => {
                chosen.set(None);
                halt();
            }
        };
        // Without a timer nothing plays; the slider does the same by hand.
        if let Ok(handle) = set_interval_with_handle(next, FRAME) {
            timer.set_value(Some(handle));
            playing.set(true);
        }
    };
    let slid = move |value: String| {
        halt();
        chosen.set(value.parse().ok());
    };
    let at_step = move || format!("Step {}", format::count(step(index.get()).into()));
    let sentence = move || projection.read().as_ref().and_then(|projection| projection.sentence(&texts.read()));
    let first = move || format::count(step(0).into());
    view! {
        <section class="insight-part" aria-labelledby="projection-title">
            <h3 id="projection-title">"Where the texts lie"</h3>
            <p class="small quiet">
                "Each mark is a text, as the last layer puts it. The plane shows the two directions in which the texts differ most under the \
                 base model (its principal components); they stay while training goes on, so that marks can be compared. It is a shadow: what \
                 differs in other directions is not seen."
            </p>
            <div class="projection">
                <Show when=move || projection.read().is_some() fallback=|| view! { <p class="empty">"At this step the texts have no place that can be drawn: their representations are no numbers."</p> }>
                    <ProjectionPlot texts projection lines/>
                </Show>
                <div class="projection-side">
                    <div class="field wide">
                        <label for="projection-step">"Evaluation"</label>
                        <input
                            id="projection-step"
                            type="range"
                            min="0"
                            max=move || last.get().to_string()
                            step="1"
                            aria-valuetext=at_step
                            style=move || format!("--filled: {:.0}%", 100.0 * index.get() as f64 / last.get().max(1) as f64)
                            prop:value=move || index.get().to_string()
                            on:input:target=move |event| slid(event.target().value())
                        />
                    </div>
                    <div class="actions">
                        <p class="insight-sentence figure">{at_step}</p>
                        <button type="button" class="button compact" on:click=play>{move || if playing.get() { "Halt" } else { "Play from the start" }}</button>
                    </div>
                    <label class="check">
                        <input type="checkbox" prop:checked=move || lines.get() on:change:target=move |event| lines.set(event.target().checked())/>
                        <span>"Draw how each text came from step "{first}</span>
                    </label>
                    <Legend task=task/>
                    <p class="small">{sentence}</p>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Legend(task: Memo<Option<crate::config::Task>>) -> impl IntoView {
    let classes = move || {
        let descriptions = task.get().map(|task| task.descriptions()).unwrap_or_default();
        let entry = |(class, name): (usize, &'static str)| {
            view! { <li><i class=format!("dot tone-ink fill-{class}") aria-hidden="true"></i>{name}</li> }
        };
        descriptions.iter().map(|class| class.name).enumerate().map(entry).collect_view()
    };
    view! {
        <ul class="projection-legend small">
            <li><i class="dot general tone-general fill-1" aria-hidden="true"></i>"general text (square)"</li>
            <li><i class="dot tone-domain fill-1" aria-hidden="true"></i>"domain text (round)"</li>
            {classes}
        </ul>
    }
}

#[component]
fn ProjectionPlot(
    texts: Memo<Vec<Probed>>,
    projection: Memo<Option<Projection>>,
    lines: RwSignal<bool>,
) -> impl IntoView {
    let picked = RwSignal::new(None::<usize>);
    let plot = NodeRef::<leptos::html::Div>::new();
    let pick = move |at: (f64, f64)| {
        if let Some(index) = projection.read_untracked().as_ref().and_then(|projection| projection.nearest(at)) {
            picked.set(Some(index));
        }
    };
    let (pressed, moved) = dragging(plot, pick);
    let hovered = move |event: leptos::ev::PointerEvent| {
        if event.pointer_type() == "mouse" {
            let Some(plot) = plot.get_untracked() else { return };
            let frame = plot.get_bounding_client_rect();
            let x = (f64::from(event.client_x()) - frame.left()) / frame.width().max(1.0);
            pick((x, 1.0 - (f64::from(event.client_y()) - frame.top()) / frame.height().max(1.0)));
        }
        moved(event);
    };
    let count = move || projection.read().as_ref().map_or(0, |projection| projection.now.len());
    let key = move |event: KeyboardEvent| {
        if let Some(to) = walk(picked.get_untracked().unwrap_or_default(), untrack(count), &event.key()) {
            event.prevent_default();
            picked.set(Some(to));
        }
    };
    let words = move || {
        let texts = texts.read();
        let text = texts.get(picked.get()?)?;
        Some(format!("{}: “{}”", text.kind(), text.text))
    };
    let value_text = move || words().unwrap_or_else(|| "no text chosen yet".into());
    let dot = move |(index, text): (usize, Probed)| {
        let (shape, tone) = if text.general { ("general", "tone-general") } else { ("domain", "tone-domain") };
        let place = move || {
            let projection = projection.read();
            let (x, y) = projection.as_ref()?.now.get(index)?;
            Some(format!("left: {:.2}%; top: {:.2}%", x * 100.0, (1.0 - y) * 100.0))
        };
        let class = format!("dot {shape} {tone} fill-{}", text.class);
        view! { <i class=class class:picked=move || picked.get() == Some(index) style=place></i> }
    };
    let ways = move |general: bool| {
        let projection = projection.read();
        projection.as_ref().filter(|_| lines.get()).map(|projection| projection.ways(&texts.read(), general))
    };
    view! {
        <div class="projection-plot-box">
            <div
                class="projection-plot"
                node_ref=plot
                role="slider"
                tabindex="0"
                aria-label="Texts in the plane: inspect one by one"
                aria-valuemin="0"
                aria-valuemax=move || count().saturating_sub(1).to_string()
                aria-valuenow=move || picked.get().unwrap_or_default().to_string()
                aria-valuetext=value_text
                on:keydown=key
                on:pointerdown=pressed
                on:pointermove=hovered
            >
                <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <path class="projection-way tone-general" d=move || ways(true)></path>
                    <path class="projection-way tone-domain" d=move || ways(false)></path>
                </svg>
                <div aria-hidden="true">{move || texts.get().into_iter().enumerate().map(dot).collect_view()}</div>
            </div>
            <p class="chart-reading">{move || words().unwrap_or_else(|| "Point at a mark, or focus the plot and use the arrow keys, to read its text.".into())}</p>
        </div>
    }
}
