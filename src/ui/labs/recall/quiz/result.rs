//! The end of a round: score, calibration, what could be next, and what was missed.

use leptos::prelude::*;

use super::calibration::Calibration;
use super::code::CodeBlock;
use super::feedback::{Explained, Steps};
use super::game::Game;
use crate::lesson::filled::Asked;
use crate::lesson::overview::Finished;
use crate::lesson::round::{Given, Tendency};
use crate::ui::labs::recall::next::NextStep;
use crate::ui::labs::recall::say::{Pick, Say};
use crate::ui::parts::RichText;

/// What the round came to.
#[component]
pub fn ResultView(game: Game) -> impl IntoView {
    let say = game.say;
    let Some(round) = game.round.get_untracked() else { return ().into_any() };
    let (score, length, seed) = (round.score(), round.items.len(), round.setup.seed);
    let calibration = round.calibration();
    let tendency: Pick = match round.tendency() {
        None => |words| &words.quiz.too_few,
        Some(Tendency::Over) => |words| &words.quiz.overconfident,
        Some(Tendency::Under) => |words| &words.quiz.underconfident,
        Some(Tendency::Even) => |words| &words.quiz.calibrated,
    };
    let missed: Vec<(Asked, Given)> = round.missed().into_iter().map(|(asked, given)| (asked.clone(), given)).collect();
    let count = missed.len();
    view! {
        <section class="plate sheet" aria-labelledby="quiz-result">
            <div class="plate-head"><h2 id="quiz-result" tabindex="-1">{say.text(|words| &words.quiz.result)}</h2></div>
            <p class="score figure">{move || say.n_of(|words| &words.quiz.score, score, length)}</p>
            <p class="small quiet">{move || say.fill(|words| &words.quiz.round_seed, &[("seed", seed.to_string())])}</p>
            <h3>{say.text(|words| &words.quiz.calibration)}</h3>
            <Calibration say answers=Signal::stored(calibration)/>
            <p>{say.text(tendency)}</p>
            <NextStep say files=game.files after=Finished::Quiz/>
            <div class="actions">
                {(count > 0).then(|| view! {
                    <button type="button" class="button" on:click=move |_| game.start_again()>
                        {move || say.count(|words| &words.quiz.again, count)}
                    </button>
                })}
                <button type="button" class="button" on:click=move |_| game.leave()>{say.text(|words| &words.quiz.another)}</button>
            </div>
        </section>
        <section class="plate sheet" aria-labelledby="quiz-missed">
            <div class="plate-head"><h2 id="quiz-missed">{say.text(|words| &words.quiz.missed)}</h2></div>
            {(count == 0).then(|| view! { <p>{say.text(|words| &words.quiz.none_missed)}</p> })}
            {missed.into_iter().map(|(asked, given)| view! { <Missed say asked given/> }).collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn Missed(say: Say, asked: Asked, given: Given) -> impl IntoView {
    let Asked { question, code, options, steps, chapter, .. } = asked;
    view! {
        <details class="missed-question">
            <summary><RichText lab=say.lab text=question/></summary>
            {code.map(|code| view! { <CodeBlock code/> })}
            <Explained say options given/>
            <Steps say steps/>
            <p><a href=move || say.to_chapter(&chapter)>{say.text(|words| &words.quiz.read_chapter)}</a></p>
        </details>
    }
}
