//! Loss on texts that a run learned from, and on texts that it did not: a recorded run that overfits.

use std::sync::Arc;

use leptos::prelude::*;

use super::plot::{Line, Plot};
use super::recorded::{RecordedNote, await_recorded};
use super::scrubber::Scrubber;
use super::shape::Band;
use super::share_bar::Stat;
use super::story::turning_point;
use crate::lesson::recorded_run::{Moment, RecordedRun};
use crate::ui::charts::frame::Unit;
use crate::ui::charts::line::{Dash, Mark, Series, Tone};
use crate::ui::labs::learn::numerals::{count, loss};
use crate::ui::labs::learn::say::{Pick, Say};

/// The figure.
#[component]
pub fn SeenAndUnseen(say: Say) -> impl IntoView {
    await_recorded(say, move |recorded| view! { <Losses say recorded/> }.into_any())
}

#[component]
fn Losses(say: Say, recorded: StoredValue<Arc<RecordedRun>>) -> impl IntoView {
    let (moments, address) =
        recorded.with_value(|recorded| (recorded.overfitted.moments.clone(), recorded.overfitted.address.clone()));
    let last = moments.len().saturating_sub(1);
    let told = moments.clone();
    let moments = StoredValue::new(moments);
    let at = RwSignal::new(0);
    let moment = Memo::new(move |_| moments.with_value(|moments| moments.get(at.get()).cloned()));
    let step = move || moment.read().as_ref().map_or(0, |moment| moment.step);
    let step_text = move || say.fill(|words| &words.figures.step, &[("step", count(say.language(), step().into()))]);
    let lines = Signal::derive(move || {
        let line = |name: Pick, tone, mark, dash, read: fn(&Moment) -> f64| {
            let points = moments
                .with_value(|moments| moments.iter().map(|moment| (f64::from(moment.step), read(moment))).collect());
            Line { series: Series { mark, dash, ..Series::new(say.now(name), tone, points) }, band: Band::default() }
        };
        vec![
            line(
                |words| &words.figures.losses.unseen,
                Tone::Domain,
                Mark::Dot,
                Dash::Solid,
                |moment| moment.unseen_loss,
            ),
            line(|words| &words.figures.losses.seen, Tone::Ink, Mark::Square, Dash::Dashed, |moment| moment.seen_loss),
        ]
    });
    let stat = move |name: Pick, tone: &'static str, read: fn(&Moment) -> f64| {
        let value = Signal::derive(move || {
            moment.read().as_ref().map(|moment| loss(say.language(), read(moment))).unwrap_or_default()
        });
        view! { <Stat name=say.text(name) value tone/> }
    };
    view! {
        <RecordedNote say what=|words| &words.figures.losses.recorded address/>
        <Scrubber id="loss-step" label=say.text(|words| &words.figures.step_label) last value=at text=Signal::derive(step_text)/>
        <dl class="stats">
            {stat(|words| &words.figures.losses.unseen, "tone-domain", |moment| moment.unseen_loss)}
            {stat(|words| &words.figures.losses.seen, "tone-ink", |moment| moment.seen_loss)}
        </dl>
        <Plot
            say
            id="losses-plot"
            title=|words| &words.figures.losses.plot
            x_name=|words| &words.figures.step_label
            lines
            unit=Unit::Loss
            at=Signal::derive(move || Some(f64::from(step())))
            summary=Signal::derive(move || summary(say, &told))
        />
    }
}

/// Where the loss on fresh texts is lowest, and what both are at the end.
fn summary(say: Say, moments: &[Moment]) -> String {
    let Some((turn, last)) = turning_point(moments).zip(moments.last()) else { return String::new() };
    let language = say.language();
    let values = [
        ("step", count(language, turn.step.into())),
        ("lowest", loss(language, turn.unseen_loss)),
        ("last", count(language, last.step.into())),
        ("unseen", loss(language, last.unseen_loss)),
        ("seen", loss(language, last.seen_loss)),
    ];
    say.fill(|words| &words.figures.losses.summary, &values)
}
