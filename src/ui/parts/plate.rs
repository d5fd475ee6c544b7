//! A plate: one numbered section of a lab, as a sheet of a herbarium.

use leptos::prelude::*;

/// A titled section.
#[component]
pub fn Plate(
    /// Unique in the page; links lead to it.
    id: &'static str,
    /// Its title.
    #[prop(into)]
    title: String,
    /// A short remark before the title, such as a number.
    #[prop(optional)]
    number: &'static str,
    /// What it is for, in a sentence.
    #[prop(into, optional)]
    lead: String,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <section class="plate" id=id aria-labelledby=labelled_by>
            <div class="plate-head">
                {(!number.is_empty()).then(|| view! { <span class="plate-no" aria-hidden="true">{number}</span> })}
                <h2 id=heading>{title}</h2>
            </div>
            {(!lead.is_empty()).then(|| view! { <p class="plate-lead">{lead}</p> })}
            {children()}
        </section>
    }
}
