//! The files that the programs read: the model's and the texts, as the page has them.

use leptos::prelude::*;

use super::say::Say;
use crate::lesson::take_home;

/// Links to the files for the form's model and task.
#[component]
pub fn FilesList(say: Say) -> impl IntoView {
    let lab = say.lab;
    let files = Memo::new(move |_| take_home::files(&lab.config.read()));
    let item = |file: take_home::File| {
        let address = format!("./{}", file.path);
        view! { <li><a href=address download=file.name><code>{file.name}</code></a></li> }
    };
    view! {
        <h3>{say.text(|words| &words.files)}</h3>
        <p class="small quiet">{say.text(|words| &words.files_lead)}</p>
        <ul class="take-home-files">{move || files.get().into_iter().map(item).collect_view()}</ul>
    }
}
