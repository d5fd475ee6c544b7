//! A cook's weeks beside the moments of the recorded run: dishes instead of texts, the same figures.

use std::sync::Arc;

use leptos::prelude::*;

use super::recorded::{RecordedNote, await_recorded};
use super::scrubber::Scrubber;
use super::story::{Remark, dishes, remark};
use crate::lesson::recorded_run::{Moment, RecordedRun};
use crate::ui::labs::learn::numerals::{count, loss, percent};
use crate::ui::labs::learn::say::{Pick, Say};

/// Dishes drawn of either kitchen.
const DISHES: usize = 20;

/// The figure.
#[component]
pub fn Kitchen(say: Say) -> impl IntoView {
    await_recorded(say, move |recorded| view! { <Weeks say recorded/> }.into_any())
}

#[component]
fn Weeks(say: Say, recorded: StoredValue<Arc<RecordedRun>>) -> impl IntoView {
    let (moments, address) =
        recorded.with_value(|recorded| (recorded.run.moments.clone(), recorded.run.address.clone()));
    let last = moments.len().saturating_sub(1);
    let moments = StoredValue::new(moments);
    let at = RwSignal::new(0);
    let moment = Memo::new(move |_| moments.with_value(|moments| moments.get(at.get()).cloned()));
    let read = move |read: fn(&Moment) -> f64| moment.read().as_ref().map_or(0.0, read);
    let week = move || {
        let step = moment.read().as_ref().map_or(0, |moment| moment.step);
        let values = [("week", at.get().to_string()), ("step", count(say.language(), step.into()))];
        say.fill(|words| &words.figures.kitchen.week, &values)
    };
    let told = move || {
        let pick: Pick = match moments.with_value(|moments| remark(moments, at.get())) {
            Remark::Start => |words| &words.figures.kitchen.start,
            Remark::Better => |words| &words.figures.kitchen.better,
            Remark::BetterAndForgetting => |words| &words.figures.kitchen.both,
            Remark::Forgetting => |words| &words.figures.kitchen.forgetting,
            Remark::Little => |words| &words.figures.kitchen.little,
            Remark::End => |words| &words.figures.kitchen.end,
        };
        let language = say.language();
        let values = [("loss", loss(language, read(|moment| moment.unseen_loss)))];
        say.fill(pick, &values)
    };
    let table = move |name: Pick, about: Pick, tone: &'static str, of: fn(&Moment) -> f64| {
        let right = Memo::new(move |_| dishes(read(of), DISHES));
        let text = move || percent(say.language(), read(of));
        let dish = move |index: usize| {
            view! { <i class="dish" class:right=move || index < right.get()></i> }
        };
        view! {
            <div class=format!("table {tone}")>
                <dt>{say.text(name)}</dt>
                <dd>
                    <strong>{text}</strong><small>{say.text(about)}</small>
                    <span class="dishes" aria-hidden="true">{(0..DISHES).map(dish).collect_view()}</span>
                </dd>
            </div>
        }
    };
    view! {
        <RecordedNote say what=|words| &words.figures.kitchen.recorded address/>
        <Scrubber id="week" label=say.text(|words| &words.figures.kitchen.label) last value=at text=Signal::derive(week)/>
        <dl class="tables">
            {table(|words| &words.figures.kitchen.new, |words| &words.figures.kitchen.new_about, "tone-domain", |moment| moment.target)}
            {table(|words| &words.figures.kitchen.old, |words| &words.figures.kitchen.old_about, "tone-general", |moment| moment.general)}
        </dl>
        <p class="kitchen-remark" role="status">{told}</p>
        <p class="small quiet">{say.text(|words| &words.figures.kitchen.scale)}</p>
    }
}
