//! Accuracy over the number of domain examples, recorded.

use leptos::prelude::*;

use super::recorded::{RecordedNote, await_recorded};
use super::shape::Stop;
use super::spread_figure::SpreadFigure;
use crate::lesson::recorded_run::Amount;
use crate::ui::labs::learn::numerals::{count, percent};
use crate::ui::labs::learn::say::Say;

/// The figure.
#[component]
pub fn ExamplesNeeded(say: Say) -> impl IntoView {
    await_recorded(say, move |recorded| {
        let amounts = recorded.with_value(|recorded| recorded.examples.clone());
        let stops = Stop::of_amounts(&amounts);
        view! {
            <RecordedNote say what=|words| &words.figures.amounts.recorded/>
            <SpreadFigure
                say
                id="amount"
                plot="amounts-plot"
                stops
                label=|words| &words.figures.amounts.label
                value=|words| &words.figures.amounts.value
                title=|words| &words.figures.amounts.plot
                summary=Signal::derive(move || summary(say, &amounts))
            />
        }
        .into_any()
    })
}

/// What the fewest and what the most examples lead to.
fn summary(say: Say, amounts: &[Amount]) -> String {
    let Some((few, many)) = amounts.first().zip(amounts.last()) else { return String::new() };
    let language = say.language();
    let values = [
        ("few", count(language, few.examples.into())),
        ("few_target", percent(language, few.target.mean)),
        ("many", count(language, many.examples.into())),
        ("many_target", percent(language, many.target.mean)),
    ];
    say.fill(|words| &words.figures.amounts.summary, &values)
}
