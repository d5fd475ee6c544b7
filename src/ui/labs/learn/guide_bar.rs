//! The guide: every chapter with its marks. A task ticks when the learner does it, never by a press here.

use leptos::prelude::*;

use super::guide::{Standing, standing, tally};
use super::say::Say;
use super::view::Book;
use crate::course::url::View;
use crate::ui::shell::Route;

/// All chapters as steps, with the tally.
#[component]
pub fn GuideBar(
    say: Say,
    book: Book,
    /// The open chapter.
    current: Option<usize>,
) -> impl IntoView {
    let lab = say.lab;
    let route = Route::from_context();
    let tally = move || {
        let (read, done) = book.with_value(|book| tally(&book.chapters, &lab.progress.read()));
        let all = book.with_value(|book| book.chapters.len());
        let values = [("read", read.to_string()), ("done", done.to_string()), ("all", all.to_string())];
        say.fill(|words| &words.guide.tally, &values)
    };
    let steps = book.get_value();
    let step = |(index, chapter): (usize, &crate::lesson::chapter::Chapter)| {
        let (own, id, title) = (chapter.clone(), chapter.id.clone(), say.plain(&chapter.title));
        let standing = Signal::derive(move || standing(&own, &lab.progress.read()));
        let class = move || {
            let Standing { read, done } = standing.get();
            format!("guide-step{}{}", if read { " read" } else { "" }, if done { " done" } else { "" })
        };
        view! {
            <li>
                <a class=class href=move || route.to_page(View::Learn, &id) aria-current=(current == Some(index)).then_some("page")>
                    <span class="guide-no" aria-hidden="true">{index + 1}</span>
                    <span class="guide-title">{title}</span>
                    <Marks say standing/>
                </a>
            </li>
        }
    };
    let steps = steps.chapters.iter().enumerate().map(step).collect_view();
    view! {
        <nav class="guide" aria-label=say.text(|words| &words.guide.title)>
            <ol>{steps}</ol>
            <p class="guide-tally">{tally}</p>
        </nav>
    }
}

/// Whether a chapter was read and its task done, as signs and in words.
#[component]
pub fn Marks(
    say: Say,
    /// Where the chapter stands.
    standing: Signal<Standing>,
) -> impl IntoView {
    let read = move || {
        standing.get().read.then(|| view! { <span class="mark-read">{say.text(|words| &words.guide.read)}</span> })
    };
    let done = move || {
        standing.get().done.then(|| {
            view! { <span class="mark-done"><Flower/>{say.text(|words| &words.guide.done)}</span> }
        })
    };
    view! { <span class="marks">{read}{done}</span> }
}

/// The forget-me-not that stands for something done. Decoration.
#[component]
pub fn Flower() -> impl IntoView {
    let petal = |turn: u32| view! { <circle class="flower-petal" cx="10" cy="4.6" r="3.7" transform=format!("rotate({} 10 10)", turn * 72)></circle> };
    view! {
        <svg class="flower" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            {(0..5).map(petal).collect_view()}
            <circle class="flower-eye" cx="10" cy="10" r="2.6"></circle>
        </svg>
    }
}
