//! What the learner has done: by chapter, in all, and as a file.

mod chapters;
mod data;

use leptos::prelude::*;

use self::chapters::ChapterTable;
use self::data::DataPlate;
use super::files::Files;
use super::next::NextStep;
use super::quiz::Calibration;
use super::say::Say;
use crate::lesson::overview::confidence;

/// The page.
#[component]
pub fn ProgressPage(say: Say, files: Files) -> impl IntoView {
    view! {
        <p class="page-lead">{say.text(|words| &words.progress.lead)}</p>
        <NextStep say files/>
        <ChapterTable say files/>
        <Sums say files/>
        <DataPlate say/>
    }
}

#[component]
fn Sums(say: Say, files: Files) -> impl IntoView {
    let lab = say.lab;
    let exercises = move || {
        files.with(|contents| {
            let progress = lab.progress.read();
            let is_solved = |id: &str| progress.exercises.get(id).is_some_and(|answered| answered.right);
            let solved = contents.exercises.iter().filter(|exercise| is_solved(&exercise.id)).count();
            say.n_of(|words| &words.common.n_of, solved, contents.exercises.len())
        })
    };
    let problem = move || {
        let solved = files.problem_solved.get();
        say.now(if solved { |words| &words.progress.problem_solved } else { |words| &words.progress.problem_open })
    };
    let explanations = move || lab.progress.read().explained.len();
    let answers = Signal::derive(move || confidence(&lab.progress.read()));
    let any = move || answers.get().iter().any(|own| own.of > 0);
    view! {
        <section class="plate" aria-labelledby="progress-sums">
            <div class="plate-head"><h2 id="progress-sums">{say.text(|words| &words.progress.sums)}</h2></div>
            <dl class="facts">
                <dt><a href=move || say.to_problem()>{say.text(|words| &words.progress.problem)}</a></dt>
                <dd>{problem}</dd>
                <dt>{say.text(|words| &words.progress.exercises)}</dt>
                <dd class="figure">{exercises}</dd>
                <dt>{say.text(|words| &words.progress.explanations)}</dt>
                <dd class="figure">{explanations}</dd>
            </dl>
            <Show when=any>
                <h3>{say.text(|words| &words.progress.confidence)}</h3>
                <Calibration say answers/>
            </Show>
        </section>
    }
}
