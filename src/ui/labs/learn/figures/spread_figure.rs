//! Recorded runs over one setting: a slider over the setting, both accuracies with their spread, and the chart.

use leptos::prelude::*;

use super::plot::{Line, Plot};
use super::scrubber::Scrubber;
use super::shape::{Stop, bands};
use super::share_bar::Stat;
use crate::metrics::Spread;
use crate::ui::charts::frame::{Places, Unit};
use crate::ui::charts::line::{Dash, Mark, Series, Tone};
use crate::ui::labs::learn::numerals::{localized, percent};
use crate::ui::labs::learn::say::{Pick, Say};

/// The slider, the figures and the chart.
#[component]
pub fn SpreadFigure(
    say: Say,
    /// Unique in the page; the slider's name, from which the chart's is made.
    id: &'static str,
    /// The chart's id.
    plot: &'static str,
    /// The settings, by rising place.
    stops: Vec<Stop>,
    /// What the setting is called.
    label: Pick,
    /// The setting in force, with `{value}`.
    value: Pick,
    /// What the chart shows.
    title: Pick,
    /// What is to be seen.
    #[prop(into)]
    summary: Signal<String>,
) -> impl IntoView {
    let last = stops.len().saturating_sub(1);
    let places = Places { named: stops.iter().map(|stop| (stop.place, stop.name.clone())).collect() };
    let bands = StoredValue::new(bands(&stops));
    let at = RwSignal::new(last / 2);
    let current = Memo::new(move |_| stops.get(at.get()).cloned());
    let value_text = move || {
        let name = current.read().as_ref().map(|stop| localized(say.language(), &stop.name));
        say.fill(value, &[("value", name.unwrap_or_default())])
    };
    let lines = Signal::derive(move || {
        let [target, general] = bands.get_value();
        let line = |name: Pick, tone, mark, dash, band: super::shape::Band| Line {
            series: Series { mark, dash, ..Series::new(say.now(name), tone, band.mean.clone()) },
            band,
        };
        vec![
            line(|words| &words.figures.medical, Tone::Domain, Mark::Dot, Dash::Solid, target),
            line(|words| &words.figures.general, Tone::General, Mark::Square, Dash::Dashed, general),
        ]
    });
    let stat = move |name: Pick, tone: &'static str, read: fn(&Stop) -> Spread| {
        let of = move || current.read().as_ref().map(read);
        let mean = Signal::derive(move || of().map(|spread| percent(say.language(), spread.mean)).unwrap_or_default());
        let remark = Signal::derive(move || of().map(|spread| range(say, spread)).unwrap_or_default());
        view! { <Stat name=say.text(name) value=mean remark tone/> }
    };
    view! {
        <Scrubber id label=say.text(label) last value=at text=Signal::derive(value_text)/>
        <dl class="stats">
            {stat(|words| &words.figures.medical_accuracy, "tone-domain", |stop| stop.target)}
            {stat(|words| &words.figures.general_accuracy, "tone-general", |stop| stop.general)}
        </dl>
        <Plot
            say
            id=plot
            title
            x_name=label
            lines
            unit=Unit::Share
            places=Signal::stored(places)
            at=Signal::derive(move || current.read().as_ref().map(|stop| stop.place))
            summary
        />
    }
}

/// Lowest and highest of the runs behind a mean.
fn range(say: Say, spread: Spread) -> String {
    let language = say.language();
    let values = [
        ("count", spread.count.to_string()),
        ("min", percent(language, spread.min)),
        ("max", percent(language, spread.max)),
    ];
    say.fill(|words| &words.figures.spread, &values)
}
