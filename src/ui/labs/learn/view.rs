//! The place itself: its open page.

use std::sync::Arc;

use leptos::prelude::*;

use super::chapter_page::ChapterPage;
use super::index::Index;
use super::problem::{CodePage, ProblemPage};
use super::say::Say;
use crate::client::Lab;
use crate::lesson::chapter::Chapters;
use crate::lesson::learn_words::LearnWords;
use crate::ui::parts::await_lesson;
use crate::ui::shell::Route;

/// The chapters, shared by everything on the page.
pub type Book = StoredValue<Arc<Chapters>>;

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
    let content = await_lesson(lab, lab.lesson::<LearnWords>(), move |words| {
        let say = Say::new(lab, words);
        let pages = await_lesson(lab, lab.lesson::<Chapters>(), move |chapters| {
            view! { <Pages say book=StoredValue::new(chapters)/> }.into_any()
        });
        pages.into_any()
    });
    view! { <div class="lessons" lang=move || lab.language.get().tag()>{content}</div> }
}

#[component]
fn Pages(say: Say, book: Book) -> impl IntoView {
    let page = Route::from_context().page;
    move || match page.get().as_str() {
        "" => view! { <Index say book unknown=false/> }.into_any(),
        id => match book.with_value(|book| book.chapters.iter().position(|chapter| chapter.id == id)) {
            Some(index) => view! { <ChapterPage say book index/> }.into_any(),
            None => view! { <Index say book unknown=true/> }.into_any(),
        },
    }
}
