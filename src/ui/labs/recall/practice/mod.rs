//! The exercises: all of them, and one at a time.

mod answer;
mod exercise;
mod steps;

use std::sync::Arc;

use leptos::prelude::*;

use self::exercise::ExerciseView;
use super::files::Files;
use super::page::Page;
use super::say::Say;
use crate::lesson::practice::{Exercise, Practice};
use crate::lesson::quiz::Level;
use crate::ui::parts::await_lesson;

/// All exercises, by level.
#[component]
pub fn PracticePage(say: Say, files: Files) -> impl IntoView {
    await_lesson(say.lab, files.practice, move |practice| view! { <List say practice/> }.into_any())
}

/// One exercise; the list where there is none of this name.
#[component]
pub fn ExercisePage(say: Say, files: Files, id: String) -> impl IntoView {
    await_lesson(say.lab, files.practice, move |practice| {
        match practice.exercises.iter().position(|exercise| exercise.id == id) {
            Some(place) => view! { <ExerciseView say practice place/> }.into_any(),
            None => {
                say.route.page.set(Page::Practice.slug());
                ().into_any()
            }
        }
    })
}

#[component]
fn List(say: Say, practice: Arc<Practice>) -> impl IntoView {
    let level = |level: Level| {
        let of_level = practice.exercises.iter().filter(|exercise| exercise.level == level);
        let all: Vec<Exercise> = of_level.cloned().collect();
        let ids: Vec<String> = all.iter().map(|exercise| exercise.id.clone()).collect();
        let solved = move || {
            let progress = say.lab.progress.read();
            let solved = ids.iter().filter(|id| progress.exercises.get(*id).is_some_and(|it| it.right)).count();
            say.n_of(|words| &words.practice.count, solved, ids.len())
        };
        let heading = format!("practice-{level:?}").to_lowercase();
        let labelled_by = heading.clone();
        view! {
            <section class="plate" aria-labelledby=labelled_by>
                <div class="plate-head">
                    <h2 id=heading>{move || say.level(level)}</h2>
                    <span class="small quiet figure">{solved}</span>
                </div>
                <ul class="exercises">{all.into_iter().map(|exercise| view! { <Entry say exercise/> }).collect_view()}</ul>
            </section>
        }
    };
    view! {
        <p class="page-lead">{say.text(|words| &words.practice.lead)}</p>
        <div class="levels">{[Level::Easy, Level::Medium, Level::Hard].map(level).into_iter().collect_view()}</div>
    }
}

#[component]
fn Entry(say: Say, exercise: Exercise) -> impl IntoView {
    let Exercise { id, title, .. } = exercise;
    let page = Page::Exercise(id.clone());
    let answered = move || say.lab.progress.read().exercises.get(&id).map(|answered| answered.right);
    let state = move || {
        let (class, mark, said) = match answered()? {
            true => ("tag is-solved", "✓", say.now(|words| &words.practice.solved)),
            false => ("tag", "…", say.now(|words| &words.practice.tried)),
        };
        Some(view! { <span class=class><span aria-hidden="true">{mark}</span>{said}</span> })
    };
    view! { <li><a href=move || say.to(&page)>{move || say.of(&title)}</a>{state}</li> }
}
