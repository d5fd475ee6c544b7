//! The place itself: its title and its open page.

use leptos::prelude::*;

use crate::client::Lab;
use crate::lesson::recall_words::RecallWords;
use crate::ui::labs::recall::explain::Explain;
use crate::ui::parts::{LanguageChoice, await_lesson};
use crate::ui::shell::Route;

/// The place.
#[component]
pub fn Recall() -> impl IntoView {
    let lab = Lab::from_context();
    let route = Route::from_context();
    let words = lab.lesson::<RecallWords>();
    await_lesson(lab, words, move |words| {
        let text = move |pick: fn(&RecallWords) -> &crate::lesson::Text| {
            let words = words.clone();
            move || pick(&words).get(lab.language.get()).to_owned()
        };
        view! {
            <div class="lessons" lang=move || lab.language.get().tag()>
                <header class="lessons-head">
                    <h1>{text(|words| &words.title)}</h1>
                    <p class="plate-lead">{text(|words| &words.lead)}</p>
                    <LanguageChoice lab/>
                </header>
                {move || (route.page.get() == "explain").then(|| view! { <Explain/> })}
            </div>
        }
        .into_any()
    })
}
