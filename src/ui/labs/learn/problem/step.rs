//! A step of the solution: given, or with a gap to fill.

use leptos::prelude::*;

use super::say::Say;
use crate::lesson::Text;
use crate::lesson::fading::{Round, choices};
use crate::lesson::problem::Step;
use crate::ui::parts::RichText;

/// The sentence up to its gap, and after it. Reactive.
fn around(say: Say, text: &Text) -> (String, String) {
    let sentence = text.get(say.language());
    let (before, after) = sentence.split_once("{gap}").unwrap_or((sentence, ""));
    (before.to_owned(), after.to_owned())
}

/// A step that is filled in.
#[component]
pub fn GivenStep(say: Say, step: Step, index: usize) -> impl IntoView {
    let lab = say.lab;
    let Step { text, right, why, .. } = step;
    let sentence = move || {
        let (before, after) = around(say, &text);
        view! { {before}<strong class="gap filled">{right.get(say.language()).to_owned()}</strong>{after} }
    };
    view! {
        <li value=index + 1>
            <p class="step-sentence">{sentence}</p>
            <p class="step-why"><em>{say.text(|words| &words.why)}</em>" "<RichText lab text=why/></p>
        </li>
    }
}

/// A step whose gap the learner fills. Choices are buttons and not radio buttons: those would take each press of an
/// arrow key for an answer.
#[component]
pub fn BlankStep(say: Say, step: Step, index: usize, round: RwSignal<Round>) -> impl IntoView {
    let lab = say.lab;
    let options = StoredValue::new(choices(&step, round.read_untracked().number, index));
    let Step { text, why, .. } = step;
    let choice = Memo::new(move |_| round.read().choice(index));
    let filled = move || choice.get().is_some_and(|(_, is_right)| is_right);
    let sentence = move || {
        let (before, after) = around(say, &text);
        let chosen = choice.get().map(|(choice, is_right)| {
            (options.with_value(|options| options[choice].0.get(say.language()).to_owned()), is_right)
        });
        let gap = match chosen {
            Some((words, true)) => view! { <strong class="gap filled">{words}</strong> }.into_any(),
            Some((words, false)) => view! { <s class="gap wrong">{words}</s> }.into_any(),
            None => view! { <span class="gap" role="img" aria-label=say.now(|words| &words.gap)></span> }.into_any(),
        };
        view! { {before}{gap}{after} }
    };
    let option = move |(place, (text, is_right)): (usize, (Text, bool))| {
        let is_chosen = move || choice.get().is_some_and(|(choice, _)| choice == place);
        view! {
            <button
                type="button"
                class="gap-choice"
                class:right=move || is_chosen() && is_right
                class:wrong=move || is_chosen() && !is_right
                aria-pressed=move || if is_chosen() { "true" } else { "false" }
                aria-disabled=move || if filled() { "true" } else { "false" }
                on:click=move |_| round.update(|round| round.choose(index, place, is_right))
            >
                {move || text.get(say.language()).to_owned()}
            </button>
        }
    };
    let verdict = move || {
        let (_, is_right) = choice.get()?;
        Some(if is_right { say.now(|words| &words.right) } else { say.now(|words| &words.wrong) })
    };
    let name = move || say.fill(|words| &words.choices, &[("number", (index + 1).to_string())]);
    view! {
        <li value=index + 1>
            <p class="step-sentence">{sentence}</p>
            <div class="gap-choices" role="group" aria-label=name>
                {options.get_value().into_iter().enumerate().map(option).collect_view()}
            </div>
            <div role="status">
                <Show when=move || choice.get().is_some()>
                    <p class="step-why">
                        <strong class:good=filled>{verdict}</strong>
                        " "
                        <RichText lab text=why.clone()/>
                    </p>
                </Show>
            </div>
        </li>
    }
}
