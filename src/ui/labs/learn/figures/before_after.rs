//! Before and after a run on both test sets: the learner's last run, or else the recorded one.

use std::sync::Arc;

use leptos::prelude::*;

use super::measured::BeforeAfter;
use super::recorded::{OwnNote, RecordedNote, await_recorded};
use super::shape::bar;
use super::share_bar::ShareBar;
use crate::lesson::recorded_run::RecordedRun;
use crate::metrics::Scores;
use crate::ui::labs::learn::numerals::{loss, maybe_percent, percent, points};
use crate::ui::labs::learn::say::{Pick, Say};

/// The figure.
#[component]
pub fn BeforeAfterFigure(say: Say) -> impl IntoView {
    let lab = say.lab;
    lab.fetch_texts();
    let own = Memo::new(move |_| {
        let texts = lab.texts.get()?;
        BeforeAfter::of_learner(&lab.runs.read(), &texts)
    });
    move || match own.get() {
        Some(own) => view! { <Rows say found=own address=String::new()/> }.into_any(),
        None => await_recorded(say, move |recorded| recorded_rows(say, recorded)).into_any(),
    }
}

fn recorded_rows(say: Say, recorded: StoredValue<Arc<RecordedRun>>) -> AnyView {
    let (found, address) =
        recorded.with_value(|recorded| (BeforeAfter::of_recorded(&recorded.run), recorded.run.address.clone()));
    found.map(|found| view! { <Rows say found address/> }).into_any()
}

/// A line of the figure: its name, both values, how much of a bar they fill, and whether more is better.
#[derive(Clone, Copy)]
struct Row {
    name: Pick,
    tone: &'static str,
    values: [Option<f64>; 2],
    is_loss: bool,
}

#[component]
fn Rows(say: Say, found: BeforeAfter, address: String) -> impl IntoView {
    let BeforeAfter { run, target, general } = found;
    let of_target = |read: fn(&Scores) -> Option<f64>| [read(&target[0]), read(&target[1])];
    let row = |name: Pick, tone, values, is_loss| Row { name, tone, values, is_loss };
    let rows = [
        row(|words| &words.figures.change.target, "tone-domain", of_target(|scores| Some(scores.accuracy)), false),
        row(|words| &words.figures.change.precision, "tone-domain", of_target(|scores| scores.precision), false),
        row(|words| &words.figures.change.recall, "tone-domain", of_target(|scores| scores.recall), false),
        row(|words| &words.figures.change.loss, "tone-domain", of_target(|scores| Some(scores.loss)), true),
        row(|words| &words.figures.change.general, "tone-general", general.map(Some), false),
    ];
    let gain = target[1].accuracy - target[0].accuracy;
    let kept = general[1] - general[0];
    let summary = move || {
        let language = say.language();
        let values = [
            ("gain", points(language, gain)),
            ("target", percent(language, target[1].accuracy)),
            ("change", points(language, kept)),
            ("general", percent(language, general[1])),
        ];
        say.fill(|words| &words.figures.change.summary, &values)
    };
    let note = match run {
        Some(run) => view! { <OwnNote say run what=|words| &words.figures.change.yours/> }.into_any(),
        None => view! { <RecordedNote say what=|words| &words.figures.change.recorded address/> }.into_any(),
    };
    view! {
        {note}
        <div class="scroll">
            <table class="change">
                <thead><tr>
                    <th scope="col">{say.text(|words| &words.figures.change.figure)}</th>
                    <th scope="col">{say.text(|words| &words.figures.before)}</th>
                    <th scope="col">{say.text(|words| &words.figures.after)}</th>
                </tr></thead>
                <tbody>{rows.map(|row| line(say, row)).into_iter().collect_view()}</tbody>
            </table>
        </div>
        <p class="specimen-summary">{summary}</p>
    }
}

fn line(say: Say, row: Row) -> impl IntoView {
    let Row { name, tone, values, is_loss } = row;
    let widest = if is_loss { values.iter().flatten().copied().fold(0.0, f64::max) } else { 1.0 };
    let cell = move |when: Pick, value: Option<f64>, class: &'static str| {
        let text = Signal::derive(move || match value {
            Some(value) if is_loss => loss(say.language(), value),
            value => maybe_percent(say.language(), value),
        });
        let share = Signal::derive(move || bar(value.unwrap_or_default(), widest));
        view! { <td data-label=say.text(when)><ShareBar share text class/></td> }
    };
    view! {
        <tr>
            <th scope="row">{say.text(name)}</th>
            {cell(|words| &words.figures.before, values[0], "then")}
            {cell(|words| &words.figures.after, values[1], tone)}
        </tr>
    }
}
