//! General texts, domain texts, domain model: the recorded run as a walk from the one to the other.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::recorded::{RecordedNote, await_recorded};
use super::run_drawing::{RunDrawing, Stage, Walk};
use super::scrubber::Scrubber;
use super::share_bar::Stat;
use crate::lesson::recorded_run::{Moment, RecordedRun};
use crate::ui::labs::learn::numerals::{count, loss, percent};
use crate::ui::labs::learn::say::{Pick, Say};

/// How long a moment is shown while the run plays.
const PACE: Duration = Duration::from_millis(900);

/// The figure.
#[component]
pub fn RunDiagram(say: Say) -> impl IntoView {
    await_recorded(say, move |recorded| view! { <Diagram say recorded/> }.into_any())
}

#[component]
fn Diagram(say: Say, recorded: StoredValue<Arc<RecordedRun>>) -> impl IntoView {
    let (moments, address) =
        recorded.with_value(|recorded| (recorded.run.moments.clone(), recorded.run.address.clone()));
    let last = moments.len().saturating_sub(1);
    let end = moments.last().map_or(0, |moment| moment.step);
    let moments = StoredValue::new(moments);
    let at = RwSignal::new(0);
    let timer = StoredValue::new(None::<IntervalHandle>);
    let playing = RwSignal::new(false);
    let pause = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        playing.try_set(false);
    };
    let advance = move || {
        if at.get_untracked() < last {
            at.update(|at| *at += 1);
        }
        if at.get_untracked() >= last {
            pause();
        }
    };
    let press = move |_| {
        if playing.get_untracked() {
            return pause();
        }
        if at.get_untracked() >= last {
            at.set(0);
        }
        // Without a timer there is no film; the slider shows every moment all the same.
        if let Ok(handle) = set_interval_with_handle(advance, PACE) {
            timer.set_value(Some(handle));
            playing.set(true);
        }
    };
    on_cleanup(pause);
    let moment = Memo::new(move |_| moments.with_value(|moments| moments.get(at.get()).cloned()));
    let walk = Memo::new(move |_| {
        let moment = moment.read();
        let now = moment.as_ref();
        Walk {
            way: now.map_or(0.0, |moment| f64::from(moment.step) / f64::from(end.max(1))),
            target: now.map_or(0.0, |moment| moment.target),
            general: now.map_or(0.0, |moment| moment.general),
        }
    });
    let stops = moments.with_value(|moments| {
        moments.iter().map(|moment| f64::from(moment.step) / f64::from(end.max(1))).collect::<Vec<_>>()
    });
    let step_text = move || {
        let step = moment.read().as_ref().map_or(0, |moment| moment.step);
        let language = say.language();
        let values = [("step", count(language, step.into())), ("end", count(language, end.into()))];
        say.fill(|words| &words.figures.diagram.step, &values)
    };
    let stat = move |name: Pick, tone: &'static str, write: fn(Say, &Moment) -> String| {
        let value = Signal::derive(move || moment.read().as_ref().map(|moment| write(say, moment)).unwrap_or_default());
        view! { <Stat name=say.text(name) value tone/> }
    };
    let label = move || {
        let pick: Pick = match (playing.get(), at.get() >= last) {
            (true, _) => |words| &words.figures.diagram.pause,
            (false, true) => |words| &words.figures.diagram.again,
            (false, false) => |words| &words.figures.diagram.play,
        };
        say.now(pick)
    };
    let station = move |name: Pick, about: Pick, class: &'static str| {
        view! { <li class=class><strong>{say.text(name)}</strong><span>{say.text(about)}</span></li> }
    };
    view! {
        <RecordedNote say what=|words| &words.figures.diagram.recorded address/>
        <div class="diagram">
            <RunDrawing stage=Stage::WIDE walk stops=stops.clone()/>
            <RunDrawing stage=Stage::NARROW walk stops/>
            <ul class="stations">
                {station(|words| &words.figures.diagram.before, |words| &words.figures.diagram.before_about, "tone-general")}
                {station(|words| &words.figures.diagram.data, |words| &words.figures.diagram.data_about, "tone-domain")}
                {station(|words| &words.figures.diagram.after, |words| &words.figures.diagram.after_about, "tone-domain")}
            </ul>
        </div>
        <div class="diagram-controls">
            <button type="button" class="button" on:click=press>{label}</button>
            <Scrubber id="diagram-step" label=say.text(|words| &words.figures.step_label) last value=at text=Signal::derive(step_text)/>
        </div>
        <dl class="stats">
            {stat(|words| &words.figures.medical_accuracy, "tone-domain", |say, moment| percent(say.language(), moment.target))}
            {stat(|words| &words.figures.general_accuracy, "tone-general", |say, moment| percent(say.language(), moment.general))}
            {stat(|words| &words.figures.losses.unseen, "tone-ink", |say, moment| loss(say.language(), moment.unseen_loss))}
        </dl>
        <p class="small quiet">{say.text(|words| &words.figures.diagram.scale)}</p>
    }
}
