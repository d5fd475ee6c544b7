//! Code that a question is about.

use leptos::prelude::*;

use crate::lesson::quiz::Code;

/// The lines, which can be scrolled sideways where they are too long.
#[component]
pub fn CodeBlock(code: Code) -> impl IntoView {
    let label = code.language.clone();
    view! {
        <figure class="code-block" lang="en">
            <figcaption class="small quiet">{code.language}</figcaption>
            <pre tabindex="0" role="group" aria-label=label><code>{code.lines.join("\n")}</code></pre>
        </figure>
    }
}
