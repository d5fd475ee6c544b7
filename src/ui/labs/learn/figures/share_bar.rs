//! A bar for a value between nothing and all, with its figure beside it; and a large figure with its name.

use leptos::prelude::*;

/// A bar. The figure beside it says the same.
#[component]
pub fn ShareBar(
    /// How much of the bar is filled, between 0 and 1.
    #[prop(into)]
    share: Signal<f64>,
    /// The value in writing.
    #[prop(into)]
    text: Signal<String>,
    /// The colour and the pattern: `tone-domain`, `tone-general`, `then`.
    #[prop(into)]
    class: String,
) -> impl IntoView {
    view! {
        <span class=format!("share-bar {class}")>
            <span class="bar" aria-hidden="true"><i style=move || format!("width: {:.1}%", share.get().clamp(0.0, 1.0) * 100.0)></i></span>
            <span class="figure">{text}</span>
        </span>
    }
}

/// A large figure with its name, and a remark below it.
#[component]
pub fn Stat(
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// The figure in writing.
    #[prop(into)]
    value: Signal<String>,
    /// A remark, such as a spread.
    #[prop(optional, into)]
    remark: Signal<String>,
    /// The colour.
    tone: &'static str,
) -> impl IntoView {
    view! {
        <div class=format!("stat {tone}")>
            <dt>{name}</dt>
            <dd><strong>{value}</strong><small>{remark}</small></dd>
        </div>
    }
}
