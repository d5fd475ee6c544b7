//! The learner's own answer, and the quick check of it.

use leptos::prelude::*;

use super::exercise::Opened;
use crate::lesson::Text;
use crate::lesson::check::{Verdict, judge, options};
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
    let form = match &exercise.check {
        Check::Number { label, value, tolerance } => {
            let (label, value, tolerance) = (label.clone(), *value, *tolerance);
            view! { <NumberForm say label value tolerance message tell=Callback::new(tell)/> }.into_any()
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
    value: f64,
    tolerance: f64,
    message: RwSignal<Option<Message>>,
    tell: Callback<Message>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let verdict = judge(&typed.read_untracked(), value, tolerance, say.lab.language.get_untracked());
        tell.run(Message { right: verdict == Verdict::Right, words: Said::Number(verdict) });
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
