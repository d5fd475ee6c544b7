//! A lesson's text with its marks as elements, in the language of the lessons.

use leptos::prelude::*;

use crate::client::Lab;
use crate::lesson::Text;
use crate::lesson::markup::{Span, resolve, spans};

/// The text, following the language.
pub fn rich(lab: Lab, text: Text) -> impl Fn() -> Vec<AnyView> + Clone + Send + Sync + 'static {
    move || marked(text.get(lab.language.get()))
}

/// Words in one language, with their marks as elements.
pub fn marked(words: &str) -> Vec<AnyView> {
    spans(words).into_iter().map(show).collect()
}

fn show(span: Span) -> AnyView {
    match span {
        Span::Plain(said) => said.into_any(),
        Span::Strong(said) => view! { <strong>{said}</strong> }.into_any(),
        Span::Emphasis(said) => view! { <em>{said}</em> }.into_any(),
        Span::Code(said) => view! { <code>{said}</code> }.into_any(),
        Span::Link { label, address } if address.starts_with("https:") => {
            view! { <a href=address target="_blank" rel="noopener">{label}</a> }.into_any()
        }
        Span::Link { label, address } => view! { <a href=resolve(&address)>{label}</a> }.into_any(),
    }
}
