//! Where the model's weights are, and how far each part moved in the recorded run.

use std::sync::Arc;

use leptos::prelude::*;

use super::plot::{Line, Plot};
use super::recorded::{RecordedNote, await_recorded};
use super::scrubber::Scrubber;
use super::shape::{Band, bar, moved, movement};
use super::share_bar::ShareBar;
use crate::lesson::anatomy::Anatomy;
use crate::lesson::recorded_run::{Moment, RecordedRun};
use crate::protocol::Part;
use crate::ui::charts::frame::Unit;
use crate::ui::charts::line::{Dash, Series, Tone};
use crate::ui::labs::learn::numerals::{count, percent};
use crate::ui::labs::learn::say::Say;
use crate::ui::parts::await_lesson;

/// The figure.
#[component]
pub fn WhatMoves(say: Say) -> impl IntoView {
    await_recorded(say, move |recorded| {
        let anatomy = say.lab.lesson::<Anatomy>();
        await_lesson(say.lab, anatomy, move |anatomy| view! { <Parts say recorded anatomy=*anatomy/> }.into_any())
            .into_any()
    })
}

#[component]
fn Parts(say: Say, recorded: StoredValue<Arc<RecordedRun>>, anatomy: Anatomy) -> impl IntoView {
    let moments = move || recorded.with_value(|recorded| recorded.run.moments.clone());
    let last = moments().len().saturating_sub(1);
    let at = RwSignal::new(last);
    let moment = Memo::new(move |_| recorded.with_value(|recorded| recorded.run.moments.get(at.get()).cloned()));
    let step = move || moment.read().as_ref().map_or(0, |moment| moment.step);
    let step_text = move || say.fill(|words| &words.figures.step, &[("step", count(say.language(), step().into()))]);
    let parts = anatomy.parts();
    let heaviest = parts.iter().map(|part| anatomy.weights(*part)).max().unwrap_or_default() as f64;
    let farthest = farthest(&moments(), &parts);
    let row = |part: Part| {
        let weights = anatomy.weights(part);
        let weights_text = Signal::derive(move || count(say.language(), weights));
        let way =
            Signal::derive(move || moment.read().as_ref().and_then(|moment| moved(moment, part)).unwrap_or_default());
        let way_text = Signal::derive(move || percent(say.language(), way.get()));
        let way_share = Signal::derive(move || bar(way.get(), farthest));
        let weights_share = Signal::derive(move || bar(weights as f64, heaviest));
        view! {
            <tr>
                <th scope="row">{move || name(say, part)}</th>
                <td data-label=say.text(|words| &words.figures.parts.weights)><ShareBar share=weights_share text=weights_text class="then"/></td>
                <td data-label=say.text(|words| &words.figures.parts.moved)><ShareBar share=way_share text=way_text class="tone-domain"/></td>
            </tr>
        }
    };
    let rows = parts.iter().map(|part| row(*part)).collect_view();
    let in_lines = parts.clone();
    let lines = Signal::derive(move || {
        let line = |(index, part): (usize, &Part)| {
            // Percent of the length, so that the axis has whole numbers.
            let points = movement(&moments(), *part).into_iter().map(|(step, way)| (step, 100.0 * way)).collect();
            let series = Series { dash: Dash::nth(index), ..Series::new(name(say, *part), Tone::Nth(index), points) };
            Line { series, band: Band::default() }
        };
        in_lines.iter().enumerate().map(line).collect::<Vec<_>>()
    });
    let summary = move || summary(say, &anatomy, &moments());
    let address = recorded.with_value(|recorded| recorded.run.address.clone());
    view! {
        <RecordedNote say what=|words| &words.figures.parts.recorded address/>
        <Scrubber id="parts-step" label=say.text(|words| &words.figures.step_label) last value=at text=Signal::derive(step_text)/>
        <div class="scroll">
            <table class="parts">
                <thead><tr>
                    <th scope="col">{say.text(|words| &words.figures.parts.part)}</th>
                    <th scope="col">{say.text(|words| &words.figures.parts.weights)}</th>
                    <th scope="col">{say.text(|words| &words.figures.parts.moved)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Plot
            say
            id="movement-plot"
            title=|words| &words.figures.parts.plot
            x_name=|words| &words.figures.step_label
            lines
            unit=Unit::Count
            at=Signal::derive(move || Some(f64::from(step())))
            summary=Signal::derive(summary)
        />
    }
}

fn name(say: Say, part: Part) -> String {
    match part {
        Part::Embeddings => say.now(|words| &words.figures.parts.embeddings),
        Part::Layer(layer) => say.fill(|words| &words.figures.parts.layer, &[("number", (layer + 1).to_string())]),
        Part::Head => say.now(|words| &words.figures.parts.head),
    }
}

fn farthest(moments: &[Moment], parts: &[Part]) -> f64 {
    let all = moments.iter().flat_map(|moment| parts.iter().filter_map(|part| moved(moment, *part)));
    all.fold(0.0, f64::max)
}

/// The largest part and the one that moved farthest, in a sentence.
fn summary(say: Say, anatomy: &Anatomy, moments: &[Moment]) -> String {
    let Some(last) = moments.last() else { return String::new() };
    let parts = anatomy.parts();
    let largest = parts.iter().copied().max_by_key(|part| anatomy.weights(*part));
    let way = |part: Part| moved(last, part).unwrap_or_default();
    let mover = parts.iter().copied().max_by(|a, b| way(*a).total_cmp(&way(*b)));
    let (Some(largest), Some(mover)) = (largest, mover) else { return String::new() };
    let language = say.language();
    let values = [
        ("largest", name(say, largest)),
        ("weights", count(language, anatomy.weights(largest))),
        ("total", count(language, anatomy.total())),
        ("largest_moved", percent(language, way(largest))),
        ("mover", name(say, mover)),
        ("moved", percent(language, way(mover))),
    ];
    say.fill(|words| &words.figures.parts.summary, &values)
}
