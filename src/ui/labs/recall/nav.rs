//! The list of pages.

use leptos::prelude::*;

use super::page::Page;
use super::say::Say;

/// Links to all pages; the open one is marked.
#[component]
pub fn Pages(
    say: Say,
    /// The open page.
    #[prop(into)]
    open: Signal<Page>,
) -> impl IntoView {
    let link = move |page: Page| {
        let (address, own, named) = (page.clone(), page.clone(), page);
        let current = move || own.holds(&open.read()).then_some("page");
        view! { <li><a href=move || say.to(&address) aria-current=current>{move || name(say, &named)}</a></li> }
    };
    view! {
        <nav class="recall-pages" aria-label=say.text(|words| &words.common.pages)>
            <ul>{Page::ALL.map(link).into_iter().collect_view()}</ul>
        </nav>
    }
}

/// What a page is called.
pub fn name(say: Say, page: &Page) -> String {
    say.now(match page {
        Page::Index => |words| &words.common.index,
        Page::Cards => |words| &words.index.cards,
        Page::Quiz => |words| &words.index.quiz,
        Page::Practice | Page::Exercise(_) => |words| &words.index.practice,
        Page::Explain => |words| &words.index.explain,
        Page::Progress => |words| &words.index.progress,
    })
}
