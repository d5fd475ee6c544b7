//! Saving all runs to a file, and reading such a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::client::Lab;
use crate::error::{Remedy, Trouble};

/// A file of a thousand runs is far smaller; more would only stall the page.
const LARGEST: f64 = 200e6;

/// Buttons for files.
#[component]
pub fn Files(lab: Lab) -> impl IntoView {
    let none = move || lab.runs.read().is_empty();
    let weights = move || lab.trained.get().is_none() || lab.status.get().is_active();
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
            spawn_local(read(lab, file));
        }
    };
    view! {
        <div class="actions run-files">
            <button type="button" class="button compact" disabled=none on:click=move |_| lab.export_csv()>"Export CSV"</button>
            <button type="button" class="button compact" disabled=none on:click=move |_| lab.export_json()>"Export JSON"</button>
            <button type="button" class="button compact" disabled=weights on:click=move |_| lab.export_weights()>
                "Export weights of the last run"
            </button>
            <button type="button" class="button compact" on:click=pick>"Import JSON…"</button>
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
    }
}

async fn read(lab: Lab, file: web_sys::File) {
    let refuse = |sentence: &str| lab.report(Trouble::new(Remedy::ChangeInput, sentence));
    if file.size() > LARGEST {
        return refuse("This file is too large to be a file of runs. Choose a file saved with “Export JSON”.");
    }
    match JsFuture::from(file.text()).await.map(|text| text.as_string()) {
        Ok(Some(content)) => lab.import_json(&content),
        _ => refuse("The browser could not read this file. Choose it again, or choose another one."),
    }
}
