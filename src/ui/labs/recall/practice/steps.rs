//! The way to the answer, step by step, and what often goes wrong on it.

use leptos::prelude::*;

use super::exercise::Opened;
use crate::lesson::Text;
use crate::ui::labs::recall::say::Say;
use crate::ui::parts::RichText;
use crate::ui::shell::focus_next;

/// The steps opened so far, and the button for the next one.
#[component]
pub fn StepList(say: Say, steps: Vec<Text>, opened: Opened) -> impl IntoView {
    let of = steps.len();
    let shown = move || {
        let steps = steps.iter().take(opened.steps.get()).cloned();
        // The newest one takes the focus, so that it is read out.
        let step = |(at, step): (usize, Text)| {
            let id = (at + 1 == opened.steps.get_untracked()).then_some("newest-step");
            view! { <li id=id tabindex="-1"><RichText lab=say.lab text=step/></li> }
        };
        steps.enumerate().map(step).collect_view()
    };
    let open = move |_| {
        opened.steps.update(|steps| *steps += 1);
        focus_next("newest-step");
    };
    let label = move || match opened.steps.get() {
        0 => say.now(|words| &words.practice.first_step),
        n => say.n_of(|words| &words.practice.next_step, n + 1, of),
    };
    view! {
        <div class="worked">
            <Show when=move || { opened.steps.get() > 0 }>
                <h3>{say.text(|words| &words.practice.steps)}</h3>
            </Show>
            <ol>{shown}</ol>
            <Show when=move || opened.steps.get() < of>
                <div class="actions"><button type="button" class="button" on:click=open>{label}</button></div>
            </Show>
        </div>
    }
}

/// The mistakes, once they can give nothing away.
#[component]
pub fn Mistakes(
    say: Say,
    mistakes: Vec<Text>,
    /// How many steps there are.
    steps: usize,
    opened: Opened,
) -> impl IntoView {
    let open = Memo::new(move |_| opened.solved.get() || opened.steps.get() >= steps);
    let shown = move || {
        let mistakes = mistakes.clone();
        match open.get() {
            true => view! {
                <h3>{say.text(|words| &words.practice.mistakes)}</h3>
                <ul>{mistakes.into_iter().map(|mistake| view! { <li><RichText lab=say.lab text=mistake/></li> }).collect_view()}</ul>
            }
            .into_any(),
            false => view! { <p class="small quiet">{say.text(|words| &words.practice.mistakes_later)}</p> }.into_any(),
        }
    };
    view! { <div class="mistakes">{shown}</div> }
}
