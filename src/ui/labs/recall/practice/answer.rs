//! The learner's own answer, and the quick check of it.

use leptos::prelude::*;

use super::exercise::Opened;
use crate::lesson::Text;
use crate::lesson::check::{Verdict, judge, made, options};
use crate::lesson::filled::Choice;
use crate::lesson::overview::answered;
use crate::lesson::practice::{Check, Exercise};
use crate::ui::labs::recall::say::{Pick, Say};
use crate::ui::parts::RichText;

/// What the check says.
#[derive(Debug, Clone, PartialEq)]
struct Message {
    right: bool,
    words: Said,
}

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Number(Verdict),
    /// Mistakes that lead to what was typed.
    Made(Vec<Text>),
    Choice(Text),
    Nothing,
}

/// A field or a choice, with the button that checks it.
#[component]
pub fn AnswerForm(say: Say, exercise: Exercise, opened: Opened) -> impl IntoView {
    let message = RwSignal::new(None::<Message>);
    let id = exercise.id.clone();
    let tell = move |told: Message| {
        let counts = !matches!(told.words, Said::Nothing | Said::Number(Verdict::Unreadable));
        if counts {
            say.lab.learned(|progress, now| {
                let known = answered(progress.exercises.get(&id), told.right, None, now);
                progress.exercises.insert(id.clone(), known);
            });
        }
        if told.right {
            opened.solved.set(true);
        }
        message.set(Some(told));
    };
    let form = match exercise.check.clone() {
        Check::Number { label, value, tolerance } => {
            let judge = move |typed: &str| {
                let language = say.lab.language.get_untracked();
                let made = made(typed, &exercise, language);
                match judge(typed, value, tolerance, language) {
                    Verdict::Right => Message { right: true, words: Said::Number(Verdict::Right) },
                    _ if !made.is_empty() => Message { right: false, words: Said::Made(made) },
                    verdict => Message { right: false, words: Said::Number(verdict) },
                }
            };
            let check = Callback::new(move |typed: String| tell(judge(&typed)));
            view! { <NumberForm say label message check/> }.into_any()
        }
        Check::Choice { .. } => {
            view! { <ChoiceForm say options=options(&exercise) tell=Callback::new(tell)/> }.into_any()
        }
    };
    let verdict = move || {
        message.get().map(|Message { right, words }| {
            let class = if right { "verdict-line-small is-right" } else { "verdict-line-small is-wrong" };
            let said = match words {
                Said::Number(verdict) => say.rich(in_words(verdict)).into_any(),
                Said::Made(mistakes) => {
                    let one = |text: Text| view! { <RichText lab=say.lab text/>" " };
                    view! { {say.text(|words| &words.practice.made)}" "{mistakes.into_iter().map(one).collect_view()} }
                        .into_any()
                }
                Said::Choice(why) => view! { <RichText lab=say.lab text=why/> }.into_any(),
                Said::Nothing => say.rich(|words| &words.practice.nothing_chosen).into_any(),
            };
            view! { <p class=class><span aria-hidden="true">{if right { "✓ " } else { "→ " }}</span>{said}</p> }
        })
    };
    view! {
        <div class="exercise-answer">
            <h3>{say.text(|words| &words.practice.answer)}</h3>
            {form}
            <div id="exercise-verdict" role="status">{verdict}</div>
        </div>
    }
}

#[component]
fn NumberForm(
    say: Say,
    label: Text,
    message: RwSignal<Option<Message>>,
    /// Called with what was typed.
    check: Callback<String>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        check.run(typed.get_untracked());
    };
    let unreadable = move || {
        let told = message.read();
        told.as_ref().is_some_and(|told| told.words == Said::Number(Verdict::Unreadable)).then_some("true")
    };
    view! {
        <form class="number-form" on:submit=submit>
            <label for="exercise-number"><RichText lab=say.lab text=label/></label>
            <input
                id="exercise-number"
                class="input"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=unreadable
                aria-describedby="exercise-verdict"
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
            <button type="submit" class="button primary">{say.text(|words| &words.practice.check)}</button>
        </form>
    }
}

#[component]
fn ChoiceForm(say: Say, options: Vec<Choice>, tell: Callback<Message>) -> impl IntoView {
    let chosen = RwSignal::new(None::<usize>);
    let kept = StoredValue::new(options.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let option = chosen.get_untracked().and_then(|at| kept.with_value(|options| options.get(at).cloned()));
        tell.run(match option {
            Some(option) => Message { right: option.right, words: Said::Choice(option.why) },
            None => Message { right: false, words: Said::Nothing },
        });
    };
    let option = move |(at, option): (usize, Choice)| {
        view! {
            <label class="choice quiz-answer">
                <input type="radio" name="exercise" value=at on:change=move |_| chosen.set(Some(at))/>
                <span class="answer-text"><span><RichText lab=say.lab text=option.text/></span></span>
            </label>
        }
    };
    view! {
        <form on:submit=submit>
            <fieldset class="choices answers">
                <legend class="sr-only">{say.text(|words| &words.practice.answer)}</legend>
                {options.into_iter().enumerate().map(option).collect_view()}
            </fieldset>
            <div class="actions">
                <button type="submit" class="button primary">{say.text(|words| &words.practice.check)}</button>
            </div>
        </form>
    }
}

fn in_words(verdict: Verdict) -> Pick {
    match verdict {
        Verdict::Right => |words| &words.practice.right,
        Verdict::Close => |words| &words.practice.close,
        Verdict::Hundredfold => |words| &words.practice.hundredfold,
        Verdict::Sign => |words| &words.practice.sign,
        Verdict::Off => |words| &words.practice.off,
        Verdict::Unreadable => |words| &words.practice.unreadable,
    }
}
