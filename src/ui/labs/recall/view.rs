//! The place itself: its title, its pages, and the open one.

use leptos::prelude::*;

use super::cards::Cards;
use super::explain::Explain;
use super::files::Files;
use super::index::Index;
use super::nav::Pages;
use super::page::Page;
use super::practice::{ExercisePage, PracticePage};
use super::progress::ProgressPage;
use super::quiz::QuizPage;
use super::say::Say;
use crate::client::Lab;
use crate::course::url::View;
use crate::lesson::recall_words::RecallWords;
use crate::ui::parts::{LanguageChoice, await_lesson};

/// The place.
#[component]
pub fn Recall() -> impl IntoView {
    let lab = Lab::from_context();
    let words = lab.lesson::<RecallWords>();
    await_lesson(lab, words, move |words| {
        let say = Say::new(lab, words);
        view! { <Place say/> }.into_any()
    })
}

#[component]
fn Place(say: Say) -> impl IntoView {
    let lab = say.lab;
    let files = Files::ask(lab);
    let named = Memo::new(move |_| Page::from_slug(&say.route.page.read()));
    let open = Memo::new(move |_| named.get().unwrap_or(Page::Index));
    // An unknown page is the first one, and its address says so. A page of another place, which is on its way
    // there, is none of ours.
    Effect::new(move |_| {
        if named.read().is_none() && say.route.view.get_untracked() == View::Recall {
            say.route.page.set(String::new());
        }
    });
    let content = move || match open.get() {
        Page::Index => view! { <Index say files/> }.into_any(),
        Page::Cards => view! { <Cards say files/> }.into_any(),
        Page::Quiz => view! { <QuizPage say files/> }.into_any(),
        Page::Practice => view! { <PracticePage say files/> }.into_any(),
        Page::Exercise(id) => view! { <ExercisePage say files id/> }.into_any(),
        Page::Explain => view! { <Explain/> }.into_any(),
        Page::Progress => view! { <ProgressPage say files/> }.into_any(),
    };
    view! {
        <div class="page recall" lang=move || lab.language.get().tag()>
            <header class="recall-head">
                <div class="page-intro">
                    <h1>{say.text(|words| &words.title)}</h1>
                    <Show when=move || *open.read() == Page::Index>
                        <p>{say.text(|words| &words.lead)}</p>
                    </Show>
                </div>
                <LanguageChoice lab/>
            </header>
            <Pages say open/>
            {content}
        </div>
    }
}
