//! Where the engine and the run stand: one line, and a bar.

use leptos::prelude::*;

use super::words::{ahead, downloading, run_line};
use crate::client::Lab;
use crate::client::state::{EngineState, Loading, RunStatus};
use crate::error::{Remedy, Trouble};
use crate::protocol::{Backend, DeviceReport};
use crate::ui::shell::focus_next;

/// The plate that says what came of a run.
const VERDICT: &str = "verdict";

/// The engine while it loads, the estimate before a run, the progress during it.
#[component]
pub fn Status(lab: Lab) -> impl IntoView {
    let engine = Memo::new(move |_| lab.engine.get());
    let during = Memo::new(move |_| lab.status.get().is_active() && lab.current.read().is_some());
    let view = move || {
        match (engine.get(), during.get()) {
        (_, true) => view! { <Running lab/> }.into_any(),
        (EngineState::Asleep, _) => {
            view! {
                <div class="run-line">
                    <p>"Not loaded in this visit yet. Run fetches the engine and the model; the browser keeps them."</p>
                    <button type="button" class="button plain compact" on:click=move |_| press(lab, Lab::wake)>"Load now, see the time estimate"</button>
                </div>
            }
            .into_any()
        }
        (EngineState::Loading(loading), _) => view! { <Downloading loading/> }.into_any(),
        (EngineState::Failed(trouble), _) => view! { <Broken lab trouble/> }.into_any(),
        (EngineState::Ready(ready), _) => view! {
            <div class="run-line">
                <p>
                    {move || lab.estimate().map(|seconds| ahead(seconds, lab.config.read().total_steps()))}
                    <ToTheResult lab/>
                </p>
                <Device device=ready.device/>
            </div>
        }
        .into_any(),
    }
    };
    view! { <div class="run-status">{view}</div> }
}

/// The way from the bar to what came of the run in view, in the lab that shows it.
#[component]
fn ToTheResult(lab: Lab) -> impl IntoView {
    let is_there = Memo::new(move |_| {
        lab.current.read().as_ref().is_some_and(|run| run.outcome.is_some())
            && document().get_element_by_id(VERDICT).is_some()
    });
    let go = move |_| {
        if let Some(verdict) = document().get_element_by_id(VERDICT) {
            verdict.scroll_into_view();
        }
    };
    view! {
        <Show when=move || is_there.get()>
            " "<button type="button" class="button plain compact" on:click=go>"See what came of the run"</button>
        </Show>
    }
}

#[component]
fn Downloading(loading: Loading) -> impl IntoView {
    let fraction = loading.fraction();
    let amount = downloading(&loading);
    view! {
        <div class="run-line"><p role="status">{loading.sentence()}</p><p class="figure quiet small">{amount}</p></div>
        <progress aria-label=loading.sentence() max="1" prop:value=fraction class:unknown=fraction.is_none()></progress>
    }
}

#[component]
fn Broken(lab: Lab, trouble: Trouble) -> impl IntoView {
    let cpu = (trouble.remedy == Remedy::UseCpu).then(|| {
        view! { <button type="button" class="button compact" on:click=move |_| press(lab, Lab::use_cpu)>"Go on with the CPU"</button> }
    });
    view! {
        <div class="note bad" role="alert">
            <p>{trouble.sentence}</p>
            <div class="actions">
                <button type="button" class="button compact" on:click=move |_| press(lab, Lab::retry)>"Try again"</button>
                {cpu}
            </div>
        </div>
    }
}

#[component]
fn Device(device: DeviceReport) -> impl IntoView {
    let name = match device.backend {
        Backend::WebGpu => "GPU",
        Backend::Cpu => "CPU",
    };
    view! {
        <details class="device">
            <summary><span class="tag">{name}</span>" why?"</summary>
            <p class="small">{device.name}" · "{device.reason}</p>
        </details>
    }
}

#[component]
fn Running(lab: Lab) -> impl IntoView {
    let progress = Memo::new(move |_| lab.current.read().as_ref().map_or(0.0, |run| run.progress()));
    let line = move || lab.current.read().as_ref().map(run_line);
    let state = move || match lab.status.get() {
        RunStatus::Starting => "Measuring the base model first".into(),
        RunStatus::Pausing => "Pausing after this step".into(),
        RunStatus::Paused => paused(lab).into(),
        RunStatus::Stopping => "Stopping after this step, then measuring".into(),
        RunStatus::Idle | RunStatus::Running => lab
            .remaining()
            .map_or_else(String::new, |seconds| format!("{} left", crate::ui::parts::format::duration(seconds))),
    };
    let device = lab.current.read_untracked().as_ref().map(|run| run.device.clone());
    view! {
        <div class="run-line">
            <p class="figure">{line}</p>
            <p class="figure quiet">{state}</p>
            {device.map(|device| view! { <Device device/> })}
        </div>
        <progress aria-label="Progress of the run" max="1" prop:value=move || progress.get()></progress>
    }
}

/// A paused run is written to the storage, which takes a moment or is refused.
fn paused(lab: Lab) -> &'static str {
    let here = lab.current.read().as_ref().map(|run| run.step());
    if here.is_some() && lab.kept_step.get() == here { "Paused. Kept, also if you leave" } else { "Paused" }
}

/// Does what a button of the status asks. The button goes with it, so that the focus goes to the main one.
fn press(lab: Lab, deed: fn(Lab)) {
    deed(lab);
    focus_next("run");
}
