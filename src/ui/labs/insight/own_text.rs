//! A box for a text of the learner's own, with samples: what is watched and what attention is shown for.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::client::Lab;
use crate::client::question::check_text;
use crate::ui::labs::fine_tune::choices::samples;

/// A labelled box with a button that hands the text over once it can be used.
#[component]
pub fn OwnText(
    /// The page's state.
    lab: Lab,
    /// Unique in the page.
    id: &'static str,
    /// What the box is for.
    label: &'static str,
    /// What the button says.
    #[prop(into)]
    action: Signal<&'static str>,
    /// What is written.
    text: RwSignal<String>,
    /// Whether the button waits.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Called with a text that can be used.
    #[prop(into)]
    on_text: Callback<String>,
    /// More buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // An empty box is no mistake until something is asked for.
    let asked = RwSignal::new(false);
    let problem = Memo::new(move |_| check_text(&text.read()).err().filter(|_| asked.get()));
    let ask = move || {
        asked.set(true);
        if check_text(&text.read_untracked()).is_ok() && !busy.get_untracked() {
            on_text.run(text.read_untracked().trim().to_owned());
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            ask();
        }
    };
    let sample = move |sample: &'static str| {
        let choose = move |_| {
            text.set(sample.into());
            ask();
        };
        view! { <button type="button" class="chip" on:click=choose>{sample}</button> }
    };
    let corpus = Memo::new(move |_| lab.config.read().task.corpus());
    view! {
        <div class="try">
            <label for=id>{label}</label>
            <textarea
                id=id
                class="input"
                rows="2"
                aria-describedby=move || problem.read().is_some().then(|| format!("{id}-problem"))
                aria-invalid=move || problem.read().is_some().then_some("true")
                prop:value=move || text.get()
                on:input:target=move |event| {
                    asked.set(false);
                    text.set(event.target().value());
                }
                on:keydown=key
            ></textarea>
            <Show when=move || problem.read().is_some()>
                <p class="problem" id=format!("{id}-problem")>{move || problem.get().map(|problem| problem.to_string())}</p>
            </Show>
            <div class="actions">
                <button type="button" class="button primary" aria-disabled=move || busy.get().then_some("true") on:click=move |_| ask()>{action}</button>
                {children.map(|children| children())}
            </div>
            <div class="chips" role="group" aria-label="Samples">{move || samples(corpus.get()).map(sample).into_iter().collect_view()}</div>
        </div>
    }
}
