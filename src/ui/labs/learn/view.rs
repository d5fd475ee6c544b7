//! The place itself: its title and its open page.

use leptos::prelude::*;

use super::problem::{CodePage, ProblemPage};
use crate::client::Lab;
use crate::lesson::learn_words::LearnWords;
use crate::ui::parts::{LanguageChoice, await_lesson};
use crate::ui::shell::Route;

/// The place.
#[component]
pub fn Learn() -> impl IntoView {
    let page = Route::from_context().page;
    move || match page.get().as_str() {
        // The experiment as a worked problem, and its settings as code.
        "problem" => view! { <ProblemPage/> }.into_any(),
        "code" => view! { <CodePage/> }.into_any(),
        // The chapters.
        _ => view! { <Front/> }.into_any(),
    }
}

#[component]
fn Front() -> impl IntoView {
    let lab = Lab::from_context();
    let words = lab.lesson::<LearnWords>();
    await_lesson(lab, words, move |words| {
        let text = move |pick: fn(&LearnWords) -> &crate::lesson::Text| {
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
            </div>
        }
        .into_any()
    })
}
