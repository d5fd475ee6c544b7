//! What the places of lessons share: the choice of the language, and waiting for a file.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Toggle, Toggles};
use crate::client::{Fetched, Lab, Lesson};
use crate::lesson::Language;

/// The language of the lessons. The labs themselves are in English.
#[component]
pub fn LanguageChoice(lab: Lab) -> impl IntoView {
    let options = Language::ALL.map(|language| Toggle { value: language, label: language.name() });
    view! {
        <div class="language-choice">
            <Toggles
                label="Language · Sprache"
                options=options.to_vec()
                value=Signal::derive(move || Some(lab.language.get()))
                on_choose=move |language| lab.choose_language(language)
            />
        </div>
    }
}

/// Shows a file of the lessons once it is here; until then that it is on its way, or why it does not come.
pub fn await_lesson<T: Lesson>(
    lab: Lab,
    file: RwSignal<Fetched<T>>,
    show: impl Fn(Arc<T>) -> AnyView + Send + 'static,
) -> impl IntoView {
    move || match file.get() {
        Fetched::Here(content) => show(content),
        Fetched::Asleep | Fetched::Coming => {
            let waiting = move || match lab.language.get() {
                Language::En => "The lessons are on their way…",
                Language::De => "Die Lektionen sind unterwegs …",
            };
            view! { <p class="plate quiet" role="status">{waiting}</p> }.into_any()
        }
        Fetched::Failed(trouble) => view! {
            <div class="plate" role="alert">
                <p>{trouble.sentence}</p>
                <button type="button" class="button" on:click=move |_| { lab.lesson::<T>(); }>"Try again"</button>
            </div>
        }
        .into_any(),
    }
}
