//! A text of the lessons with its marks: strong and stressed words, code, links.

use leptos::prelude::*;

use crate::client::Lab;
use crate::course::url::View;
use crate::lesson::address::{Target, with_language};
use crate::lesson::markup::{Span, parse};
use crate::lesson::{Language, Text};
use crate::ui::shell::Route;

/// A text in the language of the lessons.
#[component]
pub fn RichText(lab: Lab, text: Text) -> impl IntoView {
    let route = Route::from_context();
    move || {
        let language = lab.language.get();
        parse(text.get(language)).into_iter().map(|span| shown(lab, route, language, span)).collect_view()
    }
}

fn shown(lab: Lab, route: Route, language: Language, span: Span) -> AnyView {
    match span {
        Span::Plain(words) => words.into_any(),
        Span::Strong(words) => view! { <strong>{words}</strong> }.into_any(),
        Span::Emphasis(words) => view! { <em>{words}</em> }.into_any(),
        Span::Code(words) => view! { <code>{words}</code> }.into_any(),
        Span::Link { label, address } => match Target::of(&address) {
            Some(Target::Chapter(id)) => {
                let id = id.to_owned();
                view! { <a href=move || route.to_page(View::Learn, &id)>{label}</a> }.into_any()
            }
            Some(Target::Inside(address)) => view! { <a href=with_language(address, language)>{label}</a> }.into_any(),
            Some(Target::Outside(address)) => {
                let address = address.to_owned();
                view! { <a href=address target="_blank" rel="noopener">{label}<OutsideMark lab/></a> }.into_any()
            }
            None => label.into_any(),
        },
    }
}

/// Says that a link opens a new tab.
#[component]
pub fn OutsideMark(lab: Lab) -> impl IntoView {
    let words = move || match lab.language.get() {
        Language::En => " (opens in a new tab)",
        Language::De => " (öffnet einen neuen Tab)",
    };
    view! { <span class="outside" aria-hidden="true">"\u{2060}↗"</span><span class="sr-only">{words}</span> }
}
