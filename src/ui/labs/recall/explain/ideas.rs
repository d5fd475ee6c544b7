//! The ideas of a prompt: which were found in what, and what the learner says to it.

use leptos::prelude::*;

use super::idea::Standing;
use super::view::Place;
use crate::client::explaining::{Match, Outcome};
use crate::client::explanations::covered;
use crate::lesson::answer_check::{Setting, Verdict};
use crate::lesson::answer_language::is_german;
use crate::lesson::explain::{Concept, Prompt};

/// The ideas of the chosen prompt, once they were looked for or asked to be seen.
#[component]
pub fn Ideas(place: Place) -> impl IntoView {
    let shown = {
        let place = place.clone();
        Memo::new(move |_| {
            let Some(prompt) = place.prompt() else { return false };
            let revealed = place.revealed.read().contains(&prompt.id);
            revealed || place.outcome(prompt).is_some() || !place.written(prompt).own.is_empty()
        })
    };
    let announced = {
        let place = place.clone();
        // Only a check is announced; what the learner says is told by the pressed button.
        move || {
            let prompt = place.prompt().filter(|_| shown.get())?;
            Some(match place.outcome(prompt)? {
                Outcome::Unread => place.text(&place.words.german),
                Outcome::Read(checked) => {
                    let found = checked.concepts.iter().filter(|concept| concept.found()).count();
                    place.fill(&place.words.result, &[("n", found.to_string())])
                }
            })
        }
    };
    let content = move || {
        let place = place.clone();
        let prompt = place.prompt().cloned().filter(|_| shown.get())?;
        Some(list(place, prompt))
    };
    view! {
        <p class="sr-only" role="status">{announced}</p>
        {content}
    }
}

/// What the list of ideas is told to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Nothing was checked; the learner ticks.
    Unchecked,
    /// The text is in German.
    German,
    /// The model has read this text.
    Checked,
    /// It has read another one.
    Stale,
}

fn list(place: Place, prompt: Prompt) -> impl IntoView {
    let count = {
        let (place, prompt) = (place.clone(), prompt.clone());
        Memo::new(move |_| {
            let written = place.written(&prompt);
            let checked = place.checked(&prompt);
            let covered = covered(&prompt, &written, checked.as_ref());
            let told = match place.outcome(&prompt) {
                Some(Outcome::Read(checked)) if checked.text == written.text.trim() => Told::Checked,
                Some(Outcome::Read(_)) => Told::Stale,
                Some(Outcome::Unread) if is_german(&written.text) => Told::German,
                Some(Outcome::Unread) | None => Told::Unchecked,
            };
            (covered.iter().filter(|covered| **covered).count(), told)
        })
    };
    let told = {
        let place = place.clone();
        move || match count.get() {
            // A 0 would say that there is nothing in a text that nobody has looked at.
            (0, Told::Unchecked | Told::German) => place.text(&place.words.which),
            (n, _) => place.fill(&place.words.result, &[("n", n.to_string())]),
        }
    };
    let note = {
        let place = place.clone();
        move || {
            let words = &place.words;
            Some(place.text(match count.get() {
                (_, Told::Unchecked) => &words.unchecked,
                (_, Told::German) => &words.german,
                (_, Told::Stale) => &words.stale,
                (4, Told::Checked) => &words.complete,
                (_, Told::Checked) => return None,
            }))
        }
    };
    let ideas = prompt.concepts.clone().into_iter().enumerate();
    let ideas = ideas.map(|(index, concept)| idea(place.clone(), prompt.clone(), index, concept)).collect_view();
    view! {
        <section class="explain-ideas" aria-labelledby="explain-ideas">
            <h3 id="explain-ideas" tabindex="-1">{told}</h3>
            <p class="explain-told">{note}</p>
            <ul>{ideas}</ul>
        </section>
    }
}

fn idea(place: Place, prompt: Prompt, index: usize, concept: Concept) -> impl IntoView {
    let heading = format!("idea-{}", concept.id);
    let lab = place.lab;
    let says = {
        let (place, prompt, id) = (place.clone(), prompt.clone(), concept.id.clone());
        Memo::new(move |_| place.written(&prompt).own.get(&id).copied())
    };
    let found = {
        let (place, prompt) = (place.clone(), prompt.clone());
        Memo::new(move |_| {
            let checked = place.checked(&prompt)?;
            Some((checked.concepts[index].clone(), Setting::of(checked.model).threshold))
        })
    };
    let standing = Memo::new(move |_| Standing::of(says.get(), found.read().as_ref().map(|(near, _)| near.verdict)));
    let words = place.words.clone();
    let language = place.language;
    let tag = {
        let words = words.clone();
        move || {
            let idea = &words.idea;
            let text = match standing.get() {
                Standing::Open => &idea.open,
                Standing::Found => &idea.found,
                Standing::Maybe => &idea.maybe,
                Standing::Missing => &idea.missing,
                Standing::Said => &idea.said,
                Standing::Unsaid => &idea.unsaid,
            };
            text.get(language).to_owned()
        }
    };
    let button = {
        let words = words.clone();
        move || {
            let idea = &words.idea;
            let text = match standing.get() {
                Standing::Open | Standing::Maybe | Standing::Missing => &idea.covered,
                Standing::Found => &idea.not_covered,
                Standing::Said | Standing::Unsaid => &idea.undo,
            };
            text.get(language).to_owned()
        }
    };
    let press = {
        let (prompt, id) = (prompt.clone(), concept.id.clone());
        move |_| lab.judge_explanation(&prompt, &id, standing.get_untracked().pressed())
    };
    let hint = place.text(&concept.missing);
    let name = place.text(&concept.name);
    let near = move || found.get().map(|(near, threshold)| near_view(&place, &near, threshold));
    view! {
        <li class=move || standing.get().class()>
            <span class="idea-mark" aria-hidden="true">{move || standing.get().mark()}</span>
            <div class="idea-head">
                <h4 id=heading.clone()>{name}</h4>
                <span class="tag">{tag}</span>
            </div>
            {move || (!standing.get().is_covered()).then(|| view! { <p class="idea-hint">{hint.clone()}</p> })}
            {near}
            <button type="button" class="button compact" aria-describedby=heading on:click=press>{button}</button>
        </li>
    }
}

/// The sentence that comes nearest, and how near.
fn near_view(place: &Place, near: &Match, threshold: f32) -> impl IntoView + use<> {
    let idea = &place.words.idea;
    let lead = place.text(match near.verdict {
        Verdict::Found => &idea.matched,
        Verdict::Maybe => &idea.perhaps,
        Verdict::Missing => &idea.nearest,
        Verdict::Unrelated => &idea.unrelated,
    });
    let number = |value: f32| place.language.number(f64::from(value), 2).replace('-', "\u{2212}");
    let values = [("similarity", number(near.similarity)), ("threshold", number(threshold))];
    let how_near = place.fill(&idea.near, &values);
    let percent = |share: f32| format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0));
    let (width, notch) = (format!("width: {}", percent(near.similarity)), format!("left: {}", percent(threshold)));
    view! {
        <div class="idea-near">
            <p class="small quiet">{lead}</p>
            <blockquote lang="en">{near.piece.clone()}</blockquote>
            <div class="idea-scale" aria-hidden="true"><i style=width></i><b style=notch></b></div>
            <p class="small figure quiet">{how_near}</p>
        </div>
    }
}
