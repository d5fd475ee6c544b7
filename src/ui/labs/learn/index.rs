//! The first page: what there is to read, what was read and tried, and what comes after it.

use leptos::prelude::*;

use super::guide::{next, standing};
use super::guide_bar::{GuideBar, Marks};
use super::say::{Pick, Say};
use super::view::Book;
use crate::course::url::View;
use crate::lesson::chapter::Chapter;
use crate::ui::parts::{LanguageChoice, Sprig};
use crate::ui::shell::Route;

/// The list of the chapters.
#[component]
pub fn Index(
    say: Say,
    book: Book,
    /// The address names a page that is not there.
    unknown: bool,
) -> impl IntoView {
    let lab = say.lab;
    let route = Route::from_context();
    let chapters = book.get_value();
    let entries = chapters.chapters.iter().enumerate().map(|(index, chapter)| entry(say, index, chapter));
    let entries = entries.collect_view();
    let go_on = move || {
        let progress = lab.progress.read();
        let chapter = book.with_value(|book| book.chapters.get(next(&book.chapters, &progress)?).cloned());
        let Some(chapter) = chapter else { return view! { <Onward say/> }.into_any() };
        let begun = !progress.chapters.is_empty();
        let values = [("title", chapter.title.get(say.language()).to_owned())];
        let label = if begun {
            say.fill(|words| &words.index.go_on, &values)
        } else {
            say.fill(|words| &words.index.begin, &values)
        };
        view! { <a class="button primary" href=route.to_page(View::Learn, &chapter.id)>{label}</a> }.into_any()
    };
    let further = move |view: View, page: &'static str, title, text| {
        view! {
            <li>
                <a href=move || route.to_page(view, page)>
                    <strong>{say.text(title)}</strong>
                    <span>{say.text(text)}</span>
                </a>
            </li>
        }
    };
    view! {
        <div class="contents">
            <header class="contents-head">
                <div>
                    <h1>{say.text(|words| &words.title)}</h1>
                    <p class="contents-lead">{say.text(|words| &words.lead)}</p>
                    <LanguageChoice lab/>
                </div>
                <Sprig/>
            </header>
            {unknown.then(|| view! { <p class="note" role="status">{say.text(|words| &words.index.unknown)}</p> })}
            <div class="contents-guide">
                <GuideBar say book current=None/>
                {go_on}
            </div>
            <ol class="contents-list">{entries}</ol>
            <section class="contents-further" aria-labelledby="further-title">
                <h2 id="further-title">{say.text(|words| &words.index.further)}</h2>
                <ul>
                    {further(View::Learn, "problem", |words| &words.index.problem, |words| &words.index.problem_text)}
                    {further(View::Recall, "", |words| &words.index.recall, |words| &words.index.recall_text)}
                </ul>
            </section>
        </div>
    }
}

/// The ways on for whoever has read every chapter.
#[component]
fn Onward(say: Say) -> impl IntoView {
    let route = Route::from_context();
    let way = move |class: &'static str, view: View, page: &'static str, label: Pick| {
        view! { <a class=class href=move || route.to_page(view, page)>{say.text(label)}</a> }
    };
    view! {
        <div class="contents-onward">
            <p>{say.text(|words| &words.index.all_read)}</p>
            <p class="actions">
                {way("button primary", View::Learn, "problem", |words| &words.index.to_problem)}
                {way("button", View::Recall, "quiz", |words| &words.index.to_quiz)}
                {way("button", View::Recall, "cards", |words| &words.index.to_cards)}
            </p>
        </div>
    }
}

fn entry(say: Say, index: usize, chapter: &Chapter) -> impl IntoView + use<> {
    let lab = say.lab;
    let route = Route::from_context();
    let (title, lead) = (say.plain(&chapter.title), say.plain(&chapter.lead));
    let own = chapter.clone();
    let standing = Signal::derive(move || standing(&own, &lab.progress.read()));
    let id = chapter.id.clone();
    view! {
        <li class="contents-entry">
            <a href=move || route.to_page(View::Learn, &id)>
                <span class="contents-no" aria-hidden="true">{index + 1}</span>
                <span class="contents-words">
                    <strong class="contents-title">{title}</strong>
                    <span class="contents-about">{lead}</span>
                </span>
                <Marks say standing/>
            </a>
        </li>
    }
}
