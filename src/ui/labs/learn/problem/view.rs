//! The two pages: the problem, and the programs alone.

use std::sync::Arc;

use leptos::prelude::*;

use super::bonus::BonusSheet;
use super::code::{CodeSheet, FoldedCode};
use super::goals::GoalsSheet;
use super::hints::HintsSheet;
use super::say::Say;
use super::situation::SituationSheet;
use super::solution::SolutionSheet;
use super::start::Start;
use crate::client::Lab;
use crate::client::goals::{Attempt, attempts};
use crate::config::RunConfig;
use crate::course::url::{self, View};
use crate::lesson::errand::Errand;
use crate::lesson::problem::Problem;
use crate::lesson::problem_words::ProblemWords;
use crate::ui::parts::{LanguageChoice, RichText, await_lesson};
use crate::ui::shell::Route;

/// The problem with everything that belongs to it.
#[component]
pub fn ProblemPage() -> impl IntoView {
    let lab = Lab::from_context();
    lab.fetch_texts();
    let content = await_lesson(lab, lab.lesson::<ProblemWords>(), move |words| {
        let say = Say::new(lab, words);
        let whole =
            await_lesson(lab, lab.lesson::<Problem>(), move |problem| view! { <Whole say problem/> }.into_any());
        whole.into_any()
    });
    view! { <div class="page problem" lang=move || lab.language.get().tag()>{content}</div> }
}

#[component]
fn Whole(say: Say, problem: Arc<Problem>) -> impl IntoView {
    let lab = say.lab;
    let base = StoredValue::new(url::parse(&problem.address).config.unwrap_or_default());
    let attempts = Memo::new(move |_| {
        let Some(texts) = lab.texts.get() else { return Vec::new() };
        base.with_value(|base: &RunConfig| attempts(lab.runs.read().iter(), &texts, base))
    });
    let attempts: Signal<Vec<Attempt>> = attempts.into();
    let title = problem.title.clone();
    let start = Start { address: problem.address.clone(), errand: say.with(Errand::of_problem) };
    view! {
        <header class="page-intro">
            <h1><RichText lab text=title/></h1>
            <p>{say.text(|words| &words.lead)}</p>
            <LanguageChoice lab/>
        </header>
        <div class="problem-task">
            <SituationSheet say problem=problem.clone() base start=start.clone()/>
            <GoalsSheet say attempts start/>
        </div>
        <div class="problem-help">
            <HintsSheet say problem=problem.clone()/>
            <SolutionSheet say problem=problem.clone()/>
            <BonusSheet say problem attempts/>
            <FoldedCode say/>
        </div>
    }
}

/// The programs alone, for whoever comes from the lab.
#[component]
pub fn CodePage() -> impl IntoView {
    let lab = Lab::from_context();
    let route = Route::from_context();
    let content = await_lesson(lab, lab.lesson::<ProblemWords>(), move |words| {
        let say = Say::new(lab, words);
        view! {
            <header class="page-intro">
                <h1>{say.text(|words| &words.code)}</h1>
                <LanguageChoice lab/>
                <p class="actions">
                    <a href=move || route.to_page(View::Learn, "problem")>{say.text(|words| &words.to_problem)}</a>
                </p>
            </header>
            <CodeSheet say/>
        }
        .into_any()
    });
    view! { <div class="page problem" lang=move || lab.language.get().tag()>{content}</div> }
}
