//! One exercise: its task, the learner's answer, a hint, the steps, and what often goes wrong.

use std::sync::Arc;

use leptos::prelude::*;

use super::answer::AnswerForm;
use super::steps::{Mistakes, StepList};
use crate::lesson::practice::{Exercise, Practice};
use crate::ui::labs::recall::page::Page;
use crate::ui::labs::recall::say::Say;
use crate::ui::parts::RichText;
use crate::ui::shell::focus_next;

/// What the learner has opened of an exercise; copy it freely.
#[derive(Clone, Copy)]
pub struct Opened {
    /// The hint.
    pub hint: RwSignal<bool>,
    /// So many steps.
    pub steps: RwSignal<usize>,
    /// Whether an own answer was right.
    pub solved: RwSignal<bool>,
}

/// The exercise at a place.
#[component]
pub fn ExerciseView(say: Say, practice: Arc<Practice>, place: usize) -> impl IntoView {
    let Some(exercise) = practice.exercises.get(place).cloned() else { return ().into_any() };
    let next = practice.exercises.get(place + 1).map(|next| (next.id.clone(), next.title.clone()));
    let opened = Opened { hint: RwSignal::new(false), steps: RwSignal::new(0), solved: RwSignal::new(false) };
    let Exercise { title, chapter, level, task, hint, steps, mistakes, .. } = exercise.clone();
    let mistakes: Vec<_> = mistakes.into_iter().map(|mistake| mistake.text).collect();
    let show_hint = move |_| {
        opened.hint.set(true);
        focus_next("exercise-hint");
    };
    let hint = move || {
        let hint = hint.clone();
        match opened.hint.get() {
            true => view! {
                <div class="note" id="exercise-hint" tabindex="-1">
                    <p><strong>{say.text(|words| &words.practice.hint_title)}": "</strong><RichText lab=say.lab text=hint/></p>
                </div>
            }
            .into_any(),
            false => view! {
                <div class="actions"><button type="button" class="button plain" on:click=show_hint>{say.text(|words| &words.practice.hint)}</button></div>
            }
            .into_any(),
        }
    };
    let next = next.map(|(id, title)| {
        let page = Page::Exercise(id);
        let said = move || say.fill(|words| &words.practice.next, &[("title", say.of(&title))]);
        view! { <a href=move || say.to(&page)>{said}</a> }
    });
    view! {
        <section class="plate exercise" aria-labelledby="exercise-title">
            <div class="plate-head">
                <h2 id="exercise-title">{move || say.of(&title)}</h2>
                <span class="tag">{move || say.level(level)}</span>
            </div>
            <p class="exercise-task"><RichText lab=say.lab text=task/></p>
            <AnswerForm say exercise opened/>
            {hint}
            <StepList say steps=steps.clone() opened/>
            <Mistakes say mistakes steps=steps.len() opened/>
            <p class="exercise-ways">
                <a href=move || say.to(&Page::Practice)>{say.text(|words| &words.practice.back)}</a>
                <a href=move || say.to_chapter(&chapter)>{say.text(|words| &words.quiz.read_chapter)}</a>
                {next}
            </p>
        </section>
    }
    .into_any()
}
