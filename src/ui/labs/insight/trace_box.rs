//! A text of the learner's own, watched while a run goes on.

use leptos::prelude::*;

use super::own_text::OwnText;
use super::trace::{lines, status};
use crate::client::Lab;
use crate::protocol::Watchlist;
use crate::ui::charts::frame::Unit;
use crate::ui::charts::line::Series;
use crate::ui::charts::{ChartTable, Sparkline};
use crate::ui::parts::format;
use crate::ui::shell::focus_next;

/// The box and what came out.
#[component]
pub fn TraceBox(lab: Lab) -> impl IntoView {
    let text = RwSignal::new(lab.watchlist.read_untracked().text.clone().unwrap_or_default());
    let watch = move |text: Option<String>| {
        let watchlist = Watchlist { text, ..lab.watchlist.get_untracked() };
        lab.look_at(watchlist);
    };
    let watched = Memo::new(move |_| lab.watchlist.read().text.clone());
    let stop = move |_| {
        watch(None);
        focus_next("trace-text");
    };
    let trace = Memo::new(move |_| {
        let current = lab.current.read();
        let run = current.as_ref()?;
        let trace = run.insight.trace.as_ref()?;
        let lines = lines(trace, run.config.task);
        (!lines.is_empty()).then(|| (trace.text.clone(), lines))
    });
    let series = Memo::new(move |_| trace.read().as_ref().map(|(_, lines)| lines.clone()).unwrap_or_default());
    view! {
        <OwnText lab id="trace-text" label="Its probability is measured at every evaluation of a run" action="Watch this text" text on_text=move |text| watch(Some(text))>
            <Show when=move || watched.read().is_some()>
                <button type="button" class="button" on:click=stop>"Stop watching"</button>
            </Show>
        </OwnText>
        <p class="small" role="status">{move || status(watched.read().as_deref(), lab.status.get().is_active())}</p>
        <Show when=move || trace.read().is_some()>
            <div class="trace">
                <blockquote>{move || trace.get().map(|(text, _)| text)}</blockquote>
                <dl class="trace-lines">
                    {move || series.get().into_iter().map(line).collect_view()}
                </dl>
                <ChartTable title="Probabilities of your text" series unit=Unit::Share x_name="Step"/>
            </div>
        </Show>
    }
}

/// One class: its line, and its first and last figure.
fn line(series: Series) -> impl IntoView {
    let figure = |point: Option<&(f64, f64)>| point.map(|(_, p)| format::percent(*p));
    let (first, last) = (figure(series.points.first()), figure(series.points.last()));
    view! {
        <div>
            <dt>{series.label}</dt>
            <dd><Sparkline points=Signal::stored(series.points) top=1.0/><span class="figure">{first}" → "<strong>{last}</strong></span></dd>
        </div>
    }
}
