//! One chapter: a page of the book, what to try, and the way to the next one.

use leptos::prelude::*;

use super::blocks::Blocks;
use super::guide_bar::GuideBar;
use super::reading::on_end;
use super::say::Say;
use super::task::TaskCard;
use super::view::Book;
use crate::course::url::View;
use crate::lesson::chapter::{Chapter, Reference};
use crate::ui::parts::{LanguageChoice, OutsideMark, RichText};
use crate::ui::shell::Route;

/// The chapter with this index.
#[component]
pub fn ChapterPage(say: Say, book: Book, index: usize) -> impl IntoView {
    let lab = say.lab;
    let route = Route::from_context();
    let all = book.get_value();
    let chapter = all.chapters.get(index).cloned()?;
    let end = NodeRef::<leptos::html::Div>::new();
    let id = StoredValue::new(chapter.id.clone());
    let read = move || {
        let id = id.get_value();
        if !lab.progress.read_untracked().chapters.contains_key(&id) {
            lab.learned(|progress, now| {
                progress.chapters.insert(id, now);
            });
        }
    };
    on_end(end, read);
    let number = move || {
        let values =
            [("number", (index + 1).to_string()), ("all", book.with_value(|book| book.chapters.len()).to_string())];
        say.fill(|words| &words.chapter.number, &values)
    };
    let title = chapter.title.clone();
    Some(view! {
        <div class="book">
            <div class="book-side"><GuideBar say book current=Some(index)/></div>
            <article class="book-page" aria-labelledby="chapter-title">
                <header class="chapter-head">
                    <div class="chapter-line">
                        <p class="chapter-no">
                            <a href=move || route.to_page(View::Learn, "")>{say.text(|words| &words.chapter.contents)}</a>
                            <span>{number}</span>
                        </p>
                        <LanguageChoice lab/>
                    </div>
                    <h1 id="chapter-title"><RichText lab text=title/></h1>
                    <p class="chapter-lead"><RichText lab text=chapter.lead.clone()/></p>
                </header>
                <Blocks say number=index + 1 blocks=chapter.blocks.clone()/>
                <TaskCard say task=chapter.task.clone() page=chapter.id.clone() number=index + 1/>
                <Sources say sources=chapter.sources.clone()/>
                <div class="chapter-end" node_ref=end aria-hidden="true">"❦"</div>
                <Turn say book index read/>
            </article>
        </div>
    })
}

#[component]
fn Sources(say: Say, sources: Vec<Reference>) -> impl IntoView {
    let source = |Reference { label, url }: Reference| {
        view! { <li lang="en"><a href=url target="_blank" rel="noopener">{label}<OutsideMark lab=say.lab/></a></li> }
    };
    (!sources.is_empty()).then(|| {
        view! {
            <section class="sources" aria-labelledby="sources-title">
                <h2 id="sources-title">{say.text(|words| &words.chapter.sources)}</h2>
                <ul>{sources.into_iter().map(source).collect_view()}</ul>
            </section>
        }
    })
}

/// Back and on. Going on says that the chapter was read.
#[component]
fn Turn(say: Say, book: Book, index: usize, read: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let route = Route::from_context();
    let link = move |chapter: Chapter, is_next: bool| {
        let title = say.plain(&chapter.title);
        let (class, label): (_, super::say::Pick) = if is_next {
            ("turn-next", |words| &words.chapter.next)
        } else {
            ("turn-back", |words| &words.chapter.back)
        };
        let pressed = move |_| {
            if is_next {
                read();
            }
        };
        view! {
            <a class=class href=move || route.to_page(View::Learn, &chapter.id) on:click=pressed>
                <span class="turn-label">{say.text(label)}</span>
                <span class="turn-title">{title}</span>
            </a>
        }
    };
    let at = |index: Option<usize>| index.and_then(|index| book.with_value(|book| book.chapters.get(index).cloned()));
    let back = at(index.checked_sub(1)).map(|chapter| link(chapter, false).into_any());
    let contents = move || {
        view! {
            <a class="turn-next" href=move || route.to_page(View::Learn, "") on:click=move |_| read()>
                <span class="turn-label">{say.text(|words| &words.chapter.finish)}</span>
                <span class="turn-title">{say.text(|words| &words.chapter.contents)}</span>
            </a>
        }
        .into_any()
    };
    let next = at(Some(index + 1)).map_or_else(contents, |chapter| link(chapter, true).into_any());
    view! { <nav class="turn" aria-label=say.text(|words| &words.chapter.turn)>{back}{next}</nav> }
}
