//! The threshold in the score histogram, as a field and by keyboard.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::axis::Axis;
use super::axis_ticks::AxisTicks;
use super::bars::Bars;
use super::state::{Decision, other, threshold_text};
use crate::client::record::When;
use crate::config::Bounds;
use crate::ui::charts::line::SIDE;
use crate::ui::charts::{Point, dragging};
use crate::ui::parts::number::NumberSpec;
use crate::ui::parts::{Plate, Toggle, Toggles};

const SPEC: NumberSpec = NumberSpec {
    label: "Threshold",
    bounds: Bounds { min: 0.0, max: 1.0, step: 0.0001 },
    logarithmic: false,
    whole: false,
};

/// The histogram with the threshold, and how it is shown.
#[component]
pub fn ThresholdPlate(decision: Decision) -> impl IntoView {
    let models = vec![Toggle { value: When::Before, label: "Before" }, Toggle { value: When::After, label: "After" }];
    let axes =
        vec![Toggle { value: Axis::Stretched, label: "Stretched ends" }, Toggle { value: Axis::Even, label: "Even" }];
    view! {
        <Plate id="threshold" title="The threshold" number="i" lead="Every text has a probability. Where do you draw the line? Drag it here or on a curve, type it, or use the arrow keys: everything moves together.">
            <div class="decide-options">
                <div class="field-inline">
                    <span class="field-name">"Model"</span>
                    <Toggles label="Model" options=models value=Signal::derive(move || Some(decision.when.get())) on_choose=move |when| decision.when.set(when)/>
                </div>
                <div class="field-inline">
                    <span class="field-name">"Axis"</span>
                    <Toggles label="Axis of probabilities" options=axes value=Signal::derive(move || Some(decision.axis.get())) on_choose=move |axis| decision.axis.set(axis)/>
                </div>
                <label class="check">
                    <input type="checkbox" prop:checked=move || decision.overlay.get() on:change:target=move |event| decision.overlay.set(event.target().checked())/>
                    <span>"Lay the other model over it"</span>
                </label>
            </div>
            <Histogram decision/>
            <div class="threshold-line">
                <ThresholdField decision/>
                <p class="decide-reading figure" aria-live="off">{move || decision.reading()}</p>
            </div>
        </Plate>
    }
}

#[component]
fn ThresholdField(decision: Decision) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let problem = Memo::new(move |_| draft.get().and_then(|typed| SPEC.read(&typed).err()));
    let typed = move |text: String| {
        if let Ok(threshold) = SPEC.read(&text) {
            decision.move_to(threshold);
        }
        draft.set(Some(text));
    };
    let left = move |_| {
        if problem.read_untracked().is_none() {
            draft.set(None);
        }
    };
    // Moved elsewhere, what was typed is out of date.
    Effect::watch(
        move || decision.threshold.get(),
        move |threshold, _, _| {
            let stale = draft.read_untracked().as_ref().is_some_and(|typed| SPEC.read(typed) != Ok(*threshold));
            if stale {
                draft.set(None);
            }
        },
        false,
    );
    let key = move |event: KeyboardEvent| {
        // In a field the arrows up and down move the number; left and right move in the text.
        let key = event.key();
        if matches!(key.as_str(), "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown") && decision.press(&key) {
            event.prevent_default();
        }
    };
    view! {
        <div class="field-inline">
            <label for="threshold-field">"Threshold"</label>
            <input
                id="threshold-field"
                class="input"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || problem.read().is_some().then_some("true")
                aria-describedby=move || problem.read().is_some().then_some("threshold-problem")
                prop:value=move || draft.get().unwrap_or_else(|| threshold_text(decision.threshold.get()))
                on:input:target=move |event| typed(event.target().value())
                on:keydown=key
                on:blur=left
            />
            <Show when=move || problem.read().is_some()>
                <p class="problem" id="threshold-problem">{move || problem.get()}</p>
            </Show>
        </div>
    }
}

#[component]
fn Histogram(decision: Decision) -> impl IntoView {
    let plot = NodeRef::<leptos::html::Div>::new();
    let bars = move |when: When| decision.with_sample(when, |sample| Bars::of(sample, decision.axis.get()));
    let own = Memo::new(move |_| bars(decision.when.get()));
    let others = Memo::new(move |_| decision.overlay.get().then(|| bars(other(decision.when.get()))).flatten());
    let highest = Memo::new(move |_| {
        let of = |bars: &Option<Bars>| bars.as_ref().map_or(0, Bars::highest);
        of(&own.read()).max(of(&others.read()))
    });
    let paths = Memo::new(move |_| own.read().as_ref().map(|bars| bars.paths(highest.get())).unwrap_or_default());
    let other_paths =
        Memo::new(move |_| others.read().as_ref().map(|bars| bars.paths(highest.get())).unwrap_or_default());
    let share = Memo::new(move |_| decision.axis.get().share(decision.threshold.get()) * 100.0);
    let go_to = move |to: Point| decision.move_to(decision.axis.get_untracked().value(to.0));
    let (pressed, moved) = dragging(plot, go_to);
    let key = move |event: KeyboardEvent| {
        if decision.press(&event.key()) {
            event.prevent_default();
        }
    };
    let count = move |positive: bool| {
        let counted = decision.with_sample(decision.when.get(), |sample| {
            if positive { sample.ranking.positives() } else { sample.ranking.negatives() }
        });
        counted.map(|count| count.to_string())
    };
    view! {
        <figure class="chart histogram" aria-labelledby="histogram-title">
            <figcaption class="chart-head">
                <h3 id="histogram-title">"Probabilities on validation texts"</h3>
                <ul class="chart-legend">
                    <li class="class-positive"><i class="swatch" aria-hidden="true"></i>{move || decision.case().positive}" (up), "{move || count(true)}</li>
                    <li class="class-negative"><i class="swatch" aria-hidden="true"></i>{move || decision.case().negative}" (down), "{move || count(false)}</li>
                    <li><i class="swatch outline" aria-hidden="true"></i>"the other model"</li>
                </ul>
            </figcaption>
            <div class="histogram-sides small" aria-hidden="true">
                <span>"← "{move || decision.case().not_called}</span>
                <span>{move || decision.case().called}" →"</span>
            </div>
            <div class="chart-body">
                <div
                    class="chart-plot"
                    id="histogram-plot"
                    node_ref=plot
                    role="slider"
                    tabindex="0"
                    aria-label="Threshold, in the histogram of probabilities"
                    aria-valuemin="0"
                    aria-valuemax="1"
                    aria-valuenow=move || format!("{:.4}", decision.threshold.get())
                    aria-valuetext=move || decision.reading()
                    style=move || format!("--threshold: {:.2}%", share.get())
                    on:keydown=key
                    on:pointerdown=pressed
                    on:pointermove=moved
                >
                    <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <g class="bars pale">
                            <path class="class-positive" d=move || paths.read()[0].clone()></path>
                            <path class="class-negative" d=move || paths.read()[1].clone()></path>
                        </g>
                        <path class="histogram-middle" d=format!("M0 {0}H{SIDE}", SIDE / 2.0)></path>
                    </svg>
                    <svg class="histogram-called" viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <g class="bars">
                            <path class="class-positive" d=move || paths.read()[0].clone()></path>
                            <path class="class-negative" d=move || paths.read()[1].clone()></path>
                        </g>
                    </svg>
                    <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <path class="histogram-other" d=move || other_paths.read().concat()></path>
                    </svg>
                    <div class="histogram-threshold" aria-hidden="true"><b>{move || threshold_text(decision.threshold.get())}</b></div>
                </div>
                <AxisTicks axis=decision.axis name="Probability of the positive class"/>
            </div>
            <p class="small quiet">"Heights grow with the square root of the count, so that single texts can be seen beside hundreds."</p>
        </figure>
    }
}
