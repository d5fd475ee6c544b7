//! Run, pause, resume, step, stop, reset: with what each does now, and why it does not.

use leptos::prelude::*;

use super::drafts::Drafts;
use super::run_status::Status;
use crate::client::Lab;
use crate::client::state::{EngineState, RunStatus};

/// What the main button does now: its label, and whether it can be pressed.
fn main_button(status: RunStatus, loading: bool) -> (&'static str, bool) {
    match status {
        RunStatus::Idle if loading => ("Run", false),
        RunStatus::Idle => ("Run", true),
        RunStatus::Starting => ("Starting…", false),
        RunStatus::Running => ("Pause", true),
        RunStatus::Pausing => ("Pausing…", false),
        RunStatus::Paused => ("Resume", true),
        RunStatus::Stopping => ("Stopping…", false),
    }
}

/// The bar that stays in view.
#[component]
pub fn RunBar(lab: Lab, drafts: Drafts) -> impl IntoView {
    let problems = Memo::new(move |_| drafts.problems(&lab.config.read()));
    let refused = RwSignal::new(false);
    let loading = Memo::new(move |_| matches!(*lab.engine.read(), EngineState::Loading(_)));
    let main = move || main_button(lab.status.get(), loading.get());
    let press = move |_| match lab.status.get_untracked() {
        RunStatus::Idle if loading.get_untracked() => {}
        RunStatus::Idle => {
            let wrong = !problems.read_untracked().is_empty();
            refused.set(wrong);
            if !wrong {
                lab.run();
            }
        }
        RunStatus::Running => lab.pause(),
        RunStatus::Paused => lab.resume(),
        RunStatus::Starting | RunStatus::Pausing | RunStatus::Stopping => {}
    };
    let step = move |_| {
        if lab.status.get_untracked().can_resume() {
            lab.step();
        }
    };
    let stop = move |_| {
        if lab.status.get_untracked().can_stop() {
            lab.stop();
        }
    };
    let reset = move |_| {
        if !lab.status.get_untracked().is_active() {
            drafts.clear();
            refused.set(false);
            lab.reset();
        }
    };
    // Unavailable buttons stay focusable, so that the focus is never lost while a run goes on.
    let unavailable = move |available: bool| (!available).then_some("true");
    view! {
        <section class="run-bar" aria-label="Run">
            <div class="run-buttons" role="group" aria-label="Run control">
                <button
                    type="button"
                    class="button primary run-main"
                    id="run"
                    aria-disabled=move || unavailable(main().1)
                    on:click=press
                >
                    <span class="run-icon" data-status=move || main().0 aria-hidden="true"></span>
                    {move || main().0}
                </button>
                <button
                    type="button"
                    class="button"
                    title="While paused: one optimizer step"
                    aria-disabled=move || unavailable(lab.status.get().can_resume())
                    on:click=step
                >"Step"</button>
                <button
                    type="button"
                    class="button"
                    title="End the run; what was trained so far is measured and kept"
                    aria-disabled=move || unavailable(lab.status.get().can_stop())
                    on:click=stop
                >"Stop"</button>
                <button
                    type="button"
                    class="button"
                    title="Form back to the defaults, results cleared; kept runs stay"
                    aria-disabled=move || unavailable(!lab.status.get().is_active())
                    on:click=reset
                >"Reset"</button>
            </div>
            <Status lab/>
            <Show when=move || refused.get() && !problems.read().is_empty()>
                <div class="note bad run-refused" role="alert">
                    <p>"Not started. Please correct this first:"</p>
                    <ul>{move || problems.get().into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view()}</ul>
                </div>
            </Show>
        </section>
    }
}
