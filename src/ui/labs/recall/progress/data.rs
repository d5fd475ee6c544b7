//! The learner's progress as a file: saved, read, forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::ui::labs::recall::say::{Pick, Say};

/// A file of progress is far smaller.
const LARGEST: f64 = 20e6;

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    Added,
    Bad(String),
    Unreadable,
}

/// Buttons for the file.
#[component]
pub fn DataPlate(say: Say) -> impl IntoView {
    let came = RwSignal::new(None::<Came>);
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
            spawn_local(async move { came.set(Some(read(say, file).await)) });
        }
    };
    let reset = move |_| {
        came.set(None);
        say.lab.reset_progress();
    };
    let told = move || {
        came.get().map(|came| {
            let (class, pick, detail): (_, Pick, _) = match came {
                Came::Added => ("note", |words| &words.progress.imported, String::new()),
                Came::Bad(detail) => ("note bad", |words| &words.progress.bad_file, detail),
                Came::Unreadable => ("note bad", |words| &words.progress.unreadable, String::new()),
            };
            view! {
                <div class=class>
                    <p>{say.now(pick)}</p>
                    {(!detail.is_empty()).then(|| view! { <p class="notice-detail" lang="en">{detail}</p> })}
                </div>
            }
        })
    };
    view! {
        <section class="plate" aria-labelledby="progress-files">
            <div class="plate-head"><h2 id="progress-files">{say.text(|words| &words.progress.files)}</h2></div>
            <p class="plate-lead">{say.text(|words| &words.progress.files_text)}</p>
            <div class="actions">
                <button type="button" class="button compact" on:click=move |_| say.lab.export_progress()>{say.text(|words| &words.progress.export)}</button>
                <button type="button" class="button compact" on:click=pick>{say.text(|words| &words.progress.import)}</button>
                <button type="button" class="button compact" on:click=reset>{say.text(|words| &words.progress.reset)}</button>
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
            <div role="status">{told}</div>
            <p class="small quiet">{say.text(|words| &words.progress.reset_text)}</p>
        </section>
    }
}

async fn read(say: Say, file: web_sys::File) -> Came {
    if file.size() > LARGEST {
        return Came::Bad(format!("{} MB", (file.size() / 1e6).round()));
    }
    match JsFuture::from(file.text()).await.map(|text| text.as_string()) {
        Ok(Some(content)) => match say.lab.import_progress(&content) {
            Ok(()) => Came::Added,
            Err(detail) => Came::Bad(detail),
        },
        _ => Came::Unreadable,
    }
}
