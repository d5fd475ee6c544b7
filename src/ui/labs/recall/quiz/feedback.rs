//! After an answer: whether it was right, and about every answer why it is or is not.

use leptos::prelude::*;

use super::code::CodeBlock;
use super::game::Game;
use super::question::{RoundBar, tags};
use crate::lesson::Text;
use crate::lesson::filled::{Asked, Choice};
use crate::lesson::round::{Confidence, Given, Round};
use crate::ui::labs::recall::say::{Pick, Say};
use crate::ui::parts::RichText;

/// The explanation of the question that was answered last.
#[component]
pub fn Feedback(
    game: Game,
    /// Its place, counted from 0.
    place: usize,
) -> impl IntoView {
    let say = game.say;
    let Some((asked, Some(given))) = game.item(place) else { return ().into_any() };
    let right = Round::is_right(&asked, given);
    let verdict: Pick = match (right, given.confidence) {
        (true, Confidence::Guess) => |words| &words.quiz.right_guess,
        (true, _) => |words| &words.quiz.right,
        (false, Confidence::Sure) => |words| &words.quiz.wrong_sure,
        (false, _) => |words| &words.quiz.wrong,
    };
    let is_last = game.round.with_untracked(|round| round.as_ref().is_some_and(|it| it.items.len() == place + 1));
    let next: Pick = if is_last { |words| &words.quiz.finish } else { |words| &words.quiz.next };
    let tags = tags(say, &asked);
    let Asked { question, code, steps, options, .. } = asked;
    view! {
        <section class="plate question" aria-labelledby="quiz-verdict">
            <RoundBar game place/>
            {tags}
            <p class="question-text"><RichText lab=say.lab text=question/></p>
            {code.map(|code| view! { <CodeBlock code/> })}
            <h2 class=if right { "answer-verdict is-right" } else { "answer-verdict is-wrong" } id="quiz-verdict" tabindex="-1">{say.text(verdict)}</h2>
            <Explained say options given/>
            <Steps say steps/>
            <div class="actions">
                <button type="button" class="button primary" on:click=move |_| game.go_on()>{say.text(next)}</button>
            </div>
        </section>
    }
    .into_any()
}

/// Every answer with its explanation.
#[component]
pub fn Explained(say: Say, options: Vec<Choice>, given: Given) -> impl IntoView {
    let option = move |(at, option): (usize, Choice)| {
        let chosen = given.choice == at;
        let (class, mark) = match (option.right, chosen) {
            (true, _) => ("explained is-right", "✓"),
            (false, true) => ("explained is-wrong", "✗"),
            (false, false) => ("explained", "·"),
        };
        view! {
            <li class=class>
                <span class="mark" aria-hidden="true">{mark}</span>
                <div>
                    <p class="explained-tags">
                        {option.right.then(|| view! { <strong class="is-best">{say.text(|words| &words.quiz.best)}</strong> })}
                        {chosen.then(|| view! { <strong class="is-yours">{say.text(|words| &words.quiz.yours)}</strong> })}
                    </p>
                    <p class="explained-text"><RichText lab=say.lab text=option.text/></p>
                    <p class="explained-why"><RichText lab=say.lab text=option.why/></p>
                </div>
            </li>
        }
    };
    view! { <ol class="explanations">{options.into_iter().enumerate().map(option).collect_view()}</ol> }
}

/// The worked steps, where there are any.
#[component]
pub fn Steps(say: Say, steps: Vec<Text>) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        view! {
            <div class="worked">
                <h3>{say.text(|words| &words.quiz.steps)}</h3>
                <ol>{steps.into_iter().map(|step| view! { <li><RichText lab=say.lab text=step/></li> }).collect_view()}</ol>
            </div>
        }
    })
}
