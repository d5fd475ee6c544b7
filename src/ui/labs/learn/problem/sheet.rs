//! A plate whose title and lead follow the language.

use leptos::prelude::*;

/// A titled section.
#[component]
pub fn Sheet(
    /// Unique in the page.
    id: &'static str,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// What it is for, in a sentence or two.
    #[prop(into, optional)]
    lead: Option<Signal<String>>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <section class="plate" id=id aria-labelledby=labelled_by>
            <div class="plate-head"><h2 id=heading tabindex="-1">{title}</h2></div>
            {lead.map(|lead| view! { <p class="plate-lead">{lead}</p> })}
            {children()}
        </section>
    }
}
