//! Figures on the test sets, before and after.

use leptos::prelude::*;

use super::results::{Domain, Results};
use super::words::undefined;
use crate::config::Task;
use crate::metrics::Scores;
use crate::ui::parts::Plate;
use crate::ui::parts::change::{Kind, change};

/// A figure of a test set: its name, how it is written, what it means, and how it is read.
type Figure = (&'static str, Kind, &'static str, fn(&Scores) -> Option<f64>);

const TARGET: [Figure; 5] = [
    ("Accuracy", Kind::Share, "Share of right answers.", |scores| Some(scores.accuracy)),
    ("Precision", Kind::Share, "Of all that was called positive, the share that is.", |scores| scores.precision),
    ("Recall", Kind::Share, "Of all that is positive, the share that is found.", |scores| scores.recall),
    ("F1", Kind::Share, "Precision and recall in one figure.", |scores| scores.f1),
    ("Loss", Kind::Loss, "How surprised the model is by the truth; less is better.", |scores| Some(scores.loss)),
];

const GENERAL: [Figure; 2] = [
    ("Accuracy", Kind::Share, "Share of right answers.", |scores| Some(scores.accuracy)),
    (
        "Balanced accuracy",
        Kind::Share,
        "Mean share of right answers over the classes, so that no class outweighs another.",
        |scores| Some(scores.balanced_accuracy),
    ),
];

/// Cards with every figure before and after.
#[component]
pub fn ScoresPlate(results: Memo<Results>) -> impl IntoView {
    let group = move |domain: Domain, figures: &'static [Figure]| {
        let title = move || heading(results.read().task, domain);
        let cards = figures.iter().map(|figure| view! { <ScoreCard results domain figure=*figure/> }).collect_view();
        view! {
            <div class=format!("score-group {}", domain.tone())>
                <h3>{title}</h3>
                <div class="score-cards">{cards}</div>
            </div>
        }
    };
    view! {
        <Plate id="scores" title="Before and after" lead="On test sets that no honest run is trained on.">
            {group(Domain::Target, &TARGET)}
            {group(Domain::General, &GENERAL)}
        </Plate>
    }
}

/// "Medical definitions", with the words of the task's corpus.
fn heading(task: Task, domain: Domain) -> String {
    let words = task.corpus().words();
    let adjective = if domain == Domain::Target { words.target } else { words.general };
    let mut letters = adjective.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{} {}", letters.as_str(), words.texts)
}

#[component]
fn ScoreCard(results: Memo<Results>, domain: Domain, figure: Figure) -> impl IntoView {
    let (name, kind, meaning, read) = figure;
    // Outer: whether the model was measured; inner: whether the figure is defined.
    let values = Memo::new(move |_| {
        let results = results.read();
        let of_domain = results.get(domain);
        (of_domain.before.as_ref().map(read), of_domain.after.as_ref().map(read))
    });
    let before = move || kind.write(values.get().0.flatten());
    let after = move || kind.write(values.get().1.flatten());
    let delta = move || {
        let (before, after) = values.get();
        let change = change(before.flatten(), after.flatten(), kind)?;
        Some(view! {
            <p class=format!("score-change {}", change.class)>
                <span aria-hidden="true">{change.arrow}" "</span>
                {change.text}
                " "
                <em>{change.verdict}</em>
            </p>
        })
    };
    let explained = move || {
        let (before, after) = values.get();
        let missing = before == Some(None) || after == Some(None);
        if missing { undefined(name) } else { meaning }
    };
    let track = move || {
        let (before, after) = values.get();
        let (before, after) = (before.flatten()?, after.flatten()?);
        let scale = if kind == Kind::Share { 1.0 } else { before.max(after).max(1.0) };
        let (from, to) = (before / scale * 100.0, after / scale * 100.0);
        Some(view! {
            <b style=format!("left: {:.2}%; width: {:.2}%", from.min(to), (from - to).abs())></b>
            <i class="before" style=format!("left: {from:.2}%")></i>
            <i class="truth" style=format!("left: {to:.2}%")></i>
        })
    };
    view! {
        <div class="score-card" data-figure=format!("{name} {}", if domain == Domain::Target { "target" } else { "general" })>
            <h4>{name}</h4>
            <p class="score-values">
                <span class="sr-only">"before "</span><span class="score-before">{before}</span>
                <span aria-hidden="true" class="score-arrow">" → "</span><span class="sr-only">", after "</span>
                <strong class="score-after">{after}</strong>
            </p>
            <div class="score-track" aria-hidden="true">{track}</div>
            <Show
                when=move || values.get().1.is_some()
                fallback=move || view! { <p class="score-change same">{move || if results.read().is_broken() { "not measurable" } else { "after a run" }}</p> }
            >
                {delta}
            </Show>
            <p class="score-meaning">{explained}</p>
        </div>
    }
}
