//! The learner's progress as a file: saved, read, forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::lesson::progress::Progress;
use crate::ui::labs::recall::say::{Pick, Say};
use crate::ui::shell::focus_next;

/// A file of progress is far smaller.
const LARGEST: f64 = 20e6;

/// What stands below the buttons: one thing at a time, so that nothing offers what is over.
#[derive(Debug, Clone, PartialEq)]
enum State {
    /// Nothing happened yet.
    Quiet,
    /// Whether everything is to be forgotten.
    Asking,
    /// It was forgotten, and can be brought back.
    Reset(Progress),
    /// It was brought back.
    Restored,
    /// A file was added.
    Added,
    /// A file is none of ours, and why.
    Bad(String),
    /// A file cannot be read.
    Unreadable,
}

/// Buttons for the file, and what comes of them.
#[component]
pub fn DataPlate(say: Say) -> impl IntoView {
    let state = RwSignal::new(State::Quiet);
    let picker = NodeRef::<leptos::html::Input>::new();
    let pick = move |_| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    let picked = move |_| {
        let Some(picker) = picker.get_untracked() else { return };
        let file = picker.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was mended.
        picker.set_value("");
        if let Some(file) = file {
            spawn_local(async move {
                // The learner may have left meanwhile.
                state.try_set(read(say, file).await);
            });
        }
    };
    let ask = move |_| {
        state.set(State::Asking);
        focus_next("reset-question");
    };
    view! {
        <section class="plate" aria-labelledby="progress-files">
            <div class="plate-head"><h2 id="progress-files">{say.text(|words| &words.progress.files)}</h2></div>
            <p class="plate-lead">{say.text(|words| &words.progress.files_text)}</p>
            <div class="actions">
                <button type="button" class="button compact" on:click=move |_| say.lab.export_progress()>{say.text(|words| &words.progress.export)}</button>
                <button type="button" class="button compact" on:click=pick>{say.text(|words| &words.progress.import)}</button>
                {move || match *state.read() {
                    State::Asking => view! { <Question say state/> }.into_any(),
                    _ => view! {
                        <button type="button" class="button compact" id="reset-progress" on:click=ask>{say.text(|words| &words.progress.reset)}</button>
                    }
                    .into_any(),
                }}
                <input
                    type="file"
                    accept=".json,application/json"
                    class="sr-only"
                    tabindex="-1"
                    aria-hidden="true"
                    node_ref=picker
                    on:change=picked
                />
            </div>
            <div role="status" class="files-told">{move || told(say, state)}</div>
            <p class="small quiet">{say.text(|words| &words.progress.reset_text)}</p>
        </section>
    }
}

/// Asks before everything is forgotten, in the place of the button that was pressed.
#[component]
fn Question(say: Say, state: RwSignal<State>) -> impl IntoView {
    let reset = move |_| {
        state.set(State::Reset(say.lab.reset_progress()));
        focus_next("reset-undo");
    };
    let keep = move |_| {
        state.set(State::Quiet);
        focus_next("reset-progress");
    };
    view! {
        <div class="reset-question" id="reset-question" tabindex="-1" role="group" aria-labelledby="reset-asks">
            <span id="reset-asks">{say.text(|words| &words.progress.reset_ask)}</span>
            <button type="button" class="button compact" on:click=reset>{say.text(|words| &words.progress.reset_do)}</button>
            <button type="button" class="button compact" on:click=keep>{say.text(|words| &words.progress.reset_keep)}</button>
        </div>
    }
}

/// What came of the last button.
fn told(say: Say, state: RwSignal<State>) -> AnyView {
    let note = move |pick: Pick| view! { <p>{say.now(pick)}</p> };
    match state.get() {
        State::Quiet | State::Asking => ().into_any(),
        State::Reset(old) => {
            let undo = move |_| {
                say.lab.restore_progress(old.clone());
                state.set(State::Restored);
                focus_next("reset-progress");
            };
            view! {
                <div class="note">
                    {note(|words| &words.progress.was_reset)}
                    <button type="button" class="button compact" id="reset-undo" on:click=undo>{say.now(|words| &words.progress.undo)}</button>
                </div>
            }
            .into_any()
        }
        State::Restored => view! { <div class="note">{note(|words| &words.progress.restored)}</div> }.into_any(),
        State::Added => view! { <div class="note">{note(|words| &words.progress.imported)}</div> }.into_any(),
        State::Bad(detail) => view! {
            <div class="note bad">
                {note(|words| &words.progress.bad_file)}
                <details class="notice-detail">
                    <summary class="small">{say.now(|words| &words.progress.detail)}</summary>
                    <code lang="en">{detail}</code>
                </details>
            </div>
        }
        .into_any(),
        State::Unreadable => {
            view! { <div class="note bad">{note(|words| &words.progress.unreadable)}</div> }.into_any()
        }
    }
}

async fn read(say: Say, file: web_sys::File) -> State {
    if file.size() > LARGEST {
        return State::Bad(format!("{} MB", (file.size() / 1e6).round()));
    }
    match JsFuture::from(file.text()).await.map(|text| text.as_string()) {
        Ok(Some(content)) => match say.lab.import_progress(&content) {
            Ok(()) => State::Added,
            Err(detail) => State::Bad(detail),
        },
        _ => State::Unreadable,
    }
}
