//! Three hints, one after the other, when the learner asks.

use std::sync::Arc;

use leptos::prelude::*;

use super::say::Say;
use super::sheet::Sheet;
use crate::lesson::problem::Problem;
use crate::ui::parts::RichText;

/// The hints.
#[component]
pub fn HintsSheet(say: Say, problem: Arc<Problem>) -> impl IntoView {
    let lab = say.lab;
    let hints = StoredValue::new(problem.hints.clone());
    let all = problem.hints.len();
    let shown = RwSignal::new(0_usize);
    let number = |number: usize| [("number", number.to_string())];
    let hint = move |index: usize| {
        let text = hints.with_value(|hints| hints[index].clone());
        view! {
            <li>
                <h3>{move || say.fill(|words| &words.hint, &number(index + 1))}</h3>
                <p><RichText lab text/></p>
            </li>
        }
    };
    view! {
        <Sheet id="hints" title=say.text(|words| &words.hints) lead=say.text(|words| &words.hints_lead)>
            <ol class="hints" aria-live="polite">
                <For each=move || 0..shown.get() key=|index| *index children=hint/>
            </ol>
            <Show when=move || shown.get() < all>
                <p class="actions">
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            shown.update(|shown| *shown += 1);
                            if shown.get_untracked() == all {
                                crate::ui::shell::focus_next("hints-title");
                            }
                        }
                    >
                        {move || say.fill(|words| &words.show_hint, &number(shown.get() + 1))}
                    </button>
                </p>
            </Show>
        </Sheet>
    }
}
