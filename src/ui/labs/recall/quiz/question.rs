//! A question: its answers, how sure one is, and the button that answers.

use leptos::prelude::*;

use super::SURE_KEYS;
use super::code::CodeBlock;
use super::game::Game;
use crate::lesson::filled::{Asked, Choice, Kind};
use crate::lesson::round::Confidence;
use crate::ui::labs::recall::say::{Pick, Say};
use crate::ui::parts::RichText;

/// The question that is asked.
#[component]
pub fn QuestionView(
    game: Game,
    /// Its place, counted from 0.
    place: usize,
) -> impl IntoView {
    let Game { say, round, .. } = game;
    let Some((asked, _)) = game.item(place) else { return ().into_any() };
    let (question, code) = (asked.question.clone(), asked.code.clone());
    let tags = tags(say, &asked);
    let can_answer =
        Memo::new(move |_| round.read().as_ref().is_some_and(|it| it.choice.is_some() && it.confidence.is_some()));
    let option = move |(at, option): (usize, Choice)| {
        let chosen = move || round.read().as_ref().is_some_and(|round| round.choice == Some(at));
        view! {
            <label class="choice quiz-answer">
                <input type="radio" name="answer" value=at prop:checked=chosen on:change=move |_| game.choose(at)/>
                <span class="answer-text"><kbd aria-hidden="true">{at + 1}</kbd><span><RichText lab=say.lab text=option.text/></span></span>
            </label>
        }
    };
    let feeling = move |(confidence, key): (Confidence, &'static str)| {
        let pressed = move || {
            let own = round.read().as_ref().is_some_and(|round| round.confidence == Some(confidence));
            if own { "true" } else { "false" }
        };
        view! {
            <button type="button" class="toggle" aria-pressed=pressed on:click=move |_| game.feel(confidence)>
                <kbd aria-hidden="true">{key}</kbd>" "{move || name(say, confidence)}
            </button>
        }
    };
    let answer = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        game.answer();
    };
    let hint = move || if can_answer.get() { String::new() } else { say.now(|words| &words.quiz.answer_hint) };
    view! {
        <section class="plate question" aria-labelledby="quiz-question">
            <RoundBar game place/>
            {tags}
            <h2 class="question-text" id="quiz-question" tabindex="-1"><RichText lab=say.lab text=question/></h2>
            {code.map(|code| view! { <CodeBlock code/> })}
            <form on:submit=answer>
                <fieldset class="choices answers">
                    <legend class="sr-only">{say.text(|words| &words.quiz.answers)}</legend>
                    {asked.options.into_iter().enumerate().map(option).collect_view()}
                </fieldset>
                <div class="how-sure">
                    <p id="how-sure" class="field-name">{say.text(|words| &words.quiz.how_sure)}</p>
                    <div class="toggles" role="group" aria-labelledby="how-sure">
                        {Confidence::ALL.into_iter().zip(SURE_KEYS).map(feeling).collect_view()}
                    </div>
                </div>
                <div class="actions">
                    <button type="submit" class="button primary" disabled=move || !can_answer.get()>{say.text(|words| &words.quiz.answer)}</button>
                    <p class="small quiet" role="status">{hint}</p>
                </div>
            </form>
            <p class="small quiet keys">{say.rich(|words| &words.quiz.keys)}</p>
        </section>
    }
    .into_any()
}

/// Where the round stands, and the way out of it.
#[component]
pub fn RoundBar(game: Game, place: usize) -> impl IntoView {
    let say = game.say;
    let (length, seed, is_again) = game.round.with_untracked(|round| {
        round.as_ref().map_or((0, 0, false), |round| (round.items.len(), round.setup.seed, round.is_again))
    });
    let said = move || say.n_of(|words| &words.quiz.place, place + 1, length);
    let seed = move || match is_again {
        true => say.now(|words| &words.quiz.is_again),
        false => say.fill(|words| &words.quiz.round_seed, &[("seed", seed.to_string())]),
    };
    view! {
        <div class="round-bar">
            <p class="figure">{said}<span class="quiet">" · "{seed}</span></p>
            <progress max=length value=place aria-label=said></progress>
            <button type="button" class="button plain compact" on:click=move |_| game.leave()>{say.text(|words| &words.quiz.leave)}</button>
        </div>
    }
}

/// Level, chapter and where a question comes from.
pub fn tags(say: Say, asked: &Asked) -> impl IntoView + use<> {
    let (level, kind, chapter) = (asked.level, asked.kind, asked.chapter.clone());
    let origin: Option<Pick> = match kind {
        Kind::Fixed => None,
        Kind::Computed => Some(|words| &words.quiz.computed),
        Kind::OwnRun => Some(|words| &words.quiz.own_run),
    };
    let tone = if kind == Kind::OwnRun { "tag tone-domain" } else { "tag" };
    view! {
        <p class="card-tags">
            <span class="tag">{move || say.level(level)}</span>
            {origin.map(|origin| view! { <span class=tone>{say.text(origin)}</span> })}
            <a href=move || say.to_chapter(&chapter)>{say.text(|words| &words.quiz.read_chapter)}</a>
        </p>
    }
}

/// What a confidence is called.
pub fn name(say: Say, confidence: Confidence) -> String {
    let pick: Pick = match confidence {
        Confidence::Guess => |words| &words.quiz.guess,
        Confidence::Fairly => |words| &words.quiz.fairly,
        Confidence::Sure => |words| &words.quiz.sure,
    };
    say.now(pick)
}
