//! A slider over recorded learning rates: what is gained, what is kept.

use leptos::prelude::*;

use super::recorded::{RecordedNote, await_recorded};
use super::shape::Stop;
use super::spread_figure::SpreadFigure;
use crate::lesson::recorded_run::Rate;
use crate::ui::labs::learn::numerals::{percent, rate};
use crate::ui::labs::learn::say::Say;

/// The figure.
#[component]
pub fn RateAndMemory(say: Say) -> impl IntoView {
    await_recorded(say, move |recorded| {
        let rates = recorded.with_value(|recorded| recorded.rates.clone());
        let stops = Stop::of_rates(&rates);
        view! {
            <RecordedNote say what=|words| &words.figures.rates.recorded/>
            <SpreadFigure
                say
                id="rate"
                plot="rates-plot"
                stops
                label=|words| &words.figures.rates.label
                value=|words| &words.figures.rates.value
                title=|words| &words.figures.rates.plot
                summary=Signal::derive(move || summary(say, &rates))
            />
        }
        .into_any()
    })
}

/// Where the domain accuracy is highest, and what is left at the highest rate.
fn summary(say: Say, rates: &[Rate]) -> String {
    let best = rates.iter().max_by(|a, b| a.target.mean.total_cmp(&b.target.mean));
    let Some((best, last)) = best.zip(rates.last()) else { return String::new() };
    let language = say.language();
    let values = [
        ("best", rate(language, best.learning_rate)),
        ("target", percent(language, best.target.mean)),
        ("general", percent(language, best.general.mean)),
        ("last", rate(language, last.learning_rate)),
        ("last_target", percent(language, last.target.mean)),
        ("last_general", percent(language, last.general.mean)),
    ];
    say.fill(|words| &words.figures.rates.summary, &values)
}
