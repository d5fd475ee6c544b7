//! What can be explained, and how far each was.

use leptos::prelude::*;

use super::view::Place;
use crate::lesson::explain::Prompt;

/// A radio card for each prompt.
#[component]
pub fn PromptChoice(place: Place) -> impl IntoView {
    let legend = place.text(&place.words.choose);
    let prompts = place.prompts.prompts.clone();
    let cards = prompts.into_iter().enumerate().map(|(index, prompt)| card(place.clone(), index, prompt));
    view! {
        <fieldset class="choices explain-choices">
            <legend>{legend}</legend>
            {cards.collect_view()}
        </fieldset>
    }
}

fn card(place: Place, index: usize, prompt: Prompt) -> impl IntoView {
    let Place { lab, chosen, .. } = place;
    let question = place.text(&prompt.question);
    let best = move || match lab.progress.read().explained.get(&prompt.id) {
        Some(best) => place.fill(&place.words.best, &[("n", best.to_string())]),
        None => place.text(&place.words.not_yet),
    };
    view! {
        <label class="choice">
            <input
                type="radio"
                name="explain-prompt"
                prop:checked=move || chosen.get() == index
                on:change=move |_| chosen.set(index)
            />
            <span class="choice-title">{question}<span class="figure">{best}</span></span>
        </label>
    }
}
