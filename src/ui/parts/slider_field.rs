//! A number with a slider and a field. What is typed stays as it was typed until it can be used.

use leptos::prelude::*;

use super::number::NumberSpec;

/// A labelled slider with a number field.
#[component]
pub fn SliderField(
    /// What can be entered.
    #[prop(into)]
    spec: Signal<NumberSpec>,
    /// Unique in the page.
    id: &'static str,
    /// The value in force.
    #[prop(into)]
    value: Signal<f64>,
    /// Called with every accepted value.
    #[prop(into)]
    on_change: Callback<f64>,
    /// What is being typed, or was typed and cannot be used.
    draft: RwSignal<Option<String>>,
    /// A sentence below the slider.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// Colour of the slider: `tone-domain`, `tone-general` or nothing.
    #[prop(optional)]
    tone: &'static str,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// More ways to set the value, such as presets.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let label = spec.read_untracked().label;
    let write = move || spec.read().write(value.get());
    let problem = Memo::new(move |_| match draft.get() {
        Some(typed) => spec.read().read(&typed).err(),
        None => spec.read().read(&write()).err(),
    });
    let described = move || {
        let hint = (!hint.read().is_empty()).then(|| format!("{id}-hint"));
        let problem = problem.read().is_some().then(|| format!("{id}-problem"));
        [problem, hint].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let typed = move |text: String| {
        if let Ok(value) = spec.read_untracked().read(&text) {
            on_change.run(value);
        }
        draft.set(Some(text));
    };
    // A value that is in force is written the usual way once the learner leaves the field.
    let left = move |_| {
        if problem.read_untracked().is_none() {
            draft.set(None);
        }
    };
    let slid = move |position: f64| {
        draft.set(None);
        on_change.run(spec.get_untracked().value_at(position));
    };
    let positions = move || spec.read().positions();
    let position = move || spec.read().position(value.get());
    let filled = move || format!("--filled: {:.2}%", position() / positions() * 100.0);
    view! {
        <div class=format!("field {tone}")>
            <label for=id>{label}</label>
            <input
                id=id
                class="input"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || problem.read().is_some().then_some("true")
                aria-describedby=described
                disabled=move || disabled.get()
                prop:value=move || draft.get().unwrap_or_else(write)
                on:input:target=move |event| typed(event.target().value())
                on:blur=left
            />
            <input
                type="range"
                aria-label=format!("{label}, slider")
                aria-valuetext=write
                min="0"
                max=move || positions().to_string()
                step="1"
                style=filled
                disabled=move || disabled.get()
                prop:value=move || position().to_string()
                on:input:target=move |event| {
                    if let Ok(position) = event.target().value().parse() {
                        slid(position);
                    }
                }
            />
            {children.map(|children| children())}
            <Show when=move || problem.read().is_some()>
                <p class="problem" id=format!("{id}-problem")>{move || problem.get()}</p>
            </Show>
            <Show when=move || !hint.read().is_empty()>
                <p class="hint" id=format!("{id}-hint")>{move || hint.get()}</p>
            </Show>
        </div>
    }
}
