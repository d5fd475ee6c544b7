//! A row of buttons, one of which is pressed.

use leptos::prelude::*;

/// One button of the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Toggle<T: 'static> {
    /// What it sets.
    pub value: T,
    /// What it says.
    pub label: &'static str,
}

/// A row of buttons that set a value. None is pressed where the value is none of theirs.
#[component]
pub fn Toggles<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What the row is about, for screen readers.
    label: &'static str,
    /// The buttons.
    options: Vec<Toggle<T>>,
    /// The value in force.
    #[prop(into)]
    value: Signal<Option<T>>,
    /// Called with the value of a pressed button.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView {
    let button = move |Toggle { value: own, label }: Toggle<T>| {
        view! {
            <button
                type="button"
                class="toggle"
                aria-pressed=move || if value.get() == Some(own) { "true" } else { "false" }
                on:click=move |_| on_choose.run(own)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="toggles" role="group" aria-label=label>
            {options.into_iter().map(button).collect_view()}
        </div>
    }
}
