//! The box for the explanation, and what can be done with it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::view::Place;
use crate::client::state::EngineState;
use crate::lesson::Language;
use crate::lesson::answer_check::{AnswerProblem, LONGEST_ANSWER, check_answer};
use crate::lesson::answer_language::is_german;
use crate::ui::shell::focus_next;

/// The box and its buttons.
#[component]
pub fn AnswerBox(place: Place) -> impl IntoView {
    let place = StoredValue::new(place);
    let here = place.get_value();
    let lab = here.lab;
    let chosen = here.chosen;
    let text =
        Memo::new(move |_| place.with_value(|place| Some(place.written(place.prompt()?).text)).unwrap_or_default());
    // An empty box is no mistake until the learner asks for a check.
    let asked = RwSignal::new(false);
    let problem = Memo::new(move |_| check_answer(&text.read()).err());
    let visible = Memo::new(move |_| problem.get().filter(|problem| *problem != AnswerProblem::Empty || asked.get()));
    let busy = Memo::new(move |_| {
        place.with_value(|place| place.prompt().is_some_and(|prompt| lab.explaining.read().busy() == Some(&prompt.id)))
    });
    let ready = Memo::new(move |_| lab.engine.read().ready().is_some());
    let loading = Memo::new(move |_| matches!(*lab.engine.read(), EngineState::Loading(_)));
    let trouble = Memo::new(move |_| lab.explaining.read().trouble.clone());
    Effect::new(move |_| {
        chosen.track();
        asked.set(false);
    });

    let check = move || {
        asked.set(true);
        if problem.get_untracked().is_none() && !busy.get_untracked() {
            place.with_value(|place| {
                if let Some(prompt) = place.prompts.prompts.get(chosen.get_untracked()) {
                    lab.check_explanation(prompt);
                }
            });
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            check();
        }
    };
    let write = move |typed: String| {
        asked.set(false);
        place.with_value(|place| {
            if let Some(prompt) = place.prompts.prompts.get(chosen.get_untracked()) {
                lab.write_explanation(&prompt.id, typed);
            }
        });
    };
    let reveal = move |_| {
        place.with_value(|place| {
            if let Some(prompt) = place.prompts.prompts.get(chosen.get_untracked()) {
                place.revealed.update(|revealed| {
                    revealed.insert(prompt.id.clone());
                });
            }
        });
        focus_next("explain-ideas");
    };
    let action = move || {
        place.with_value(|place| {
            let words = &place.words;
            place.text(match (busy.get(), ready.get(), loading.get()) {
                (true, true, _) => &words.checking,
                (true, ..) => &words.fetching,
                (false, false, false) => &words.fetch_and_check,
                _ => &words.check,
            })
        })
    };
    let sentence = move |problem| {
        place.with_value(|place| match problem {
            AnswerProblem::Empty => place.text(&place.words.empty),
            AnswerProblem::TooLong(n) => {
                let values = [("n", n.to_string()), ("most", LONGEST_ANSWER.to_string())];
                place.fill(&place.words.too_long, &values)
            }
        })
    };
    let words = &here.words;
    let checking = move |class| {
        view! {
            <button
                type="button"
                class=class
                aria-disabled=move || busy.get().then_some("true")
                on:click=move |_| check()
            >{action}</button>
        }
    };
    let ticking = {
        let by_myself = here.text(&words.by_myself);
        move |class| view! { <button type="button" class=class on:click=reveal>{by_myself}</button> }
    };
    // Whoever writes in German has no use for the check: ticking is an equal way there, and the first.
    let actions = match here.language {
        Language::En => view! { {checking("button primary")} {ticking("button plain")} }.into_any(),
        Language::De => view! { {ticking("button primary")} {checking("button primary")} }.into_any(),
    };
    view! {
        <div class="try explain-box">
            <label for="explain-text">{here.text(&words.label)}</label>
            <textarea
                id="explain-text"
                class="input"
                rows="6"
                lang=move || if is_german(&text.read()) { "de" } else { "en" }
                aria-describedby=move || if visible.read().is_some() { "explain-problem explain-help" } else { "explain-help" }
                aria-invalid=move || visible.read().is_some().then_some("true")
                prop:value=move || text.get()
                on:input:target=move |event| write(event.target().value())
                on:keydown=key
            ></textarea>
            <Show when=move || visible.read().is_some()>
                <p class="problem" id="explain-problem">{move || visible.get().map(sentence)}</p>
            </Show>
            <p class="small quiet" id="explain-help">{here.text(&words.english_only)}" "{here.text(&words.help)}</p>
            <div class="actions">{actions}</div>
            {move || trouble.get().map(|trouble| view! { <p class="note bad" role="alert">{trouble}</p> })}
        </div>
    }
}
