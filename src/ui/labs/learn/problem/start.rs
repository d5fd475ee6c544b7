//! The way from the problem to the form: it begins the problem, and what is asked goes along.

use leptos::prelude::*;

use super::say::Say;
use crate::lesson::address::with_language;
use crate::lesson::errand::Errand;

/// Where a goal is worked on, and what goes along.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// An address of the page.
    pub address: String,
    /// What is asked.
    pub errand: Errand,
}

/// The link.
#[component]
pub fn StartLink(
    say: Say,
    start: Start,
    /// What it looks like.
    #[prop(optional)]
    class: &'static str,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let Start { address, errand } = start;
    let begin = move |_| {
        say.lab.begin_problem();
        say.lab.errand.set(Some(errand.clone()));
    };
    view! { <a class=class href=move || with_language(&address, say.language()) on:click=begin>{label}</a> }
}
