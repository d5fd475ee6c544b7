//! A threshold over probabilities, with the four cells in words: of the learner's last run, or else recorded.

use std::sync::Arc;

use leptos::prelude::*;

use super::measured::Thresholded;
use super::recorded::{OwnNote, RecordedNote, await_recorded};
use super::scrubber::Scrubber;
use super::share_bar::Stat;
use crate::lesson::recorded_run::RecordedRun;
use crate::metrics::Cells;
use crate::ui::labs::learn::numerals::{count, maybe_percent};
use crate::ui::labs::learn::say::{Pick, Say};

/// The slider moves in hundredths.
const HUNDREDTHS: usize = 100;

/// The figure.
#[component]
pub fn ThresholdCounts(say: Say) -> impl IntoView {
    let lab = say.lab;
    lab.fetch_texts();
    let at = RwSignal::new(HUNDREDTHS / 2);
    let own = Memo::new(move |_| {
        let texts = lab.texts.get()?;
        Thresholded::of_learner(&lab.runs.read(), &texts)
    });
    move || match own.get() {
        Some(own) => view! { <Counts say at found=own address=String::new()/> }.into_any(),
        None => await_recorded(say, move |recorded| recorded_counts(say, at, recorded)).into_any(),
    }
}

fn recorded_counts(say: Say, at: RwSignal<usize>, recorded: StoredValue<Arc<RecordedRun>>) -> AnyView {
    let (found, address) =
        recorded.with_value(|recorded| (Thresholded::of_recorded(&recorded.run), recorded.run.address.clone()));
    found.map(|found| view! { <Counts say at found address/> }).into_any()
}

#[component]
fn Counts(say: Say, at: RwSignal<usize>, found: Thresholded, address: String) -> impl IntoView {
    let Thresholded { run, ranking } = found;
    let threshold = move || at.get() as f64 / HUNDREDTHS as f64;
    let cells = Memo::new(move |_| ranking.cells(threshold()));
    let threshold_text = move || say.language().number(threshold(), 2);
    let note = match run {
        Some(run) => view! { <OwnNote say run what=|words| &words.figures.threshold.yours/> }.into_any(),
        None => view! { <RecordedNote say what=|words| &words.figures.threshold.recorded address/> }.into_any(),
    };
    let cell = move |name: Pick, about: Pick, class: &'static str, read: fn(Cells) -> f64| {
        let share = move || {
            let cells = cells.get();
            format!("--share: {:.1}%", 100.0 * read(cells) / cells.total().max(1.0))
        };
        view! {
            <div class=format!("cell {class}") style=share>
                <dt>{say.text(name)}</dt>
                <dd><strong>{move || count(say.language(), read(cells.get()) as u64)}</strong><span>{say.text(about)}</span></dd>
            </div>
        }
    };
    let stat = move |name: Pick, about: Pick, read: fn(Cells) -> Option<f64>| {
        let value = Signal::derive(move || maybe_percent(say.language(), read(cells.get())));
        view! { <Stat name=say.text(name) value remark=say.text(about) tone="tone-ink"/> }
    };
    view! {
        {note}
        <Scrubber id="lesson-threshold" label=say.text(|words| &words.figures.threshold.label) last=HUNDREDTHS value=at text=Signal::derive(threshold_text)/>
        <dl class="four lesson-cells">
            {cell(|words| &words.figures.threshold.found, |words| &words.figures.threshold.found_about, "right", |cells| cells.tp)}
            {cell(|words| &words.figures.threshold.missed, |words| &words.figures.threshold.missed_about, "wrong", |cells| cells.fn_)}
            {cell(|words| &words.figures.threshold.alarms, |words| &words.figures.threshold.alarms_about, "wrong", |cells| cells.fp)}
            {cell(|words| &words.figures.threshold.left, |words| &words.figures.threshold.left_about, "right", |cells| cells.tn)}
        </dl>
        <dl class="stats">
            {stat(|words| &words.figures.change.precision, |words| &words.figures.threshold.precision_about, Cells::precision)}
            {stat(|words| &words.figures.change.recall, |words| &words.figures.threshold.recall_about, Cells::recall)}
        </dl>
    }
}
