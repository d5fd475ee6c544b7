//! The run as it goes: loss, and accuracy on both domains.

use leptos::prelude::*;

use crate::client::Lab;
use crate::client::record::RunRecord;
use crate::metrics::Scores;
use crate::protocol::StepReport;
use crate::ui::charts::LineChart;
use crate::ui::charts::frame::Unit;
use crate::ui::charts::line::{Dash, Mark, Point, Reference, Series, Tone, smooth};
use crate::ui::parts::Plate;

/// Weight of the past in the smoothed loss: about the last ten steps count.
const SMOOTHING: f64 = 0.9;

fn of_steps(run: &RunRecord, figure: impl Fn(&StepReport) -> f64) -> Vec<Point> {
    run.steps.iter().map(|report| (f64::from(report.step), figure(report))).collect()
}

fn accuracy(run: &RunRecord, scores: impl Fn(&crate::client::record::Point) -> Option<Scores>) -> Vec<Point> {
    let point = |point: &crate::client::record::Point| Some((f64::from(point.step), scores(point)?.accuracy));
    run.points.iter().filter_map(point).collect()
}

/// Loss and accuracy while the run goes on.
#[component]
pub fn Curves(lab: Lab) -> impl IntoView {
    let of_run = move |make: fn(&RunRecord) -> Vec<Series>| {
        Memo::new(move |_| lab.current.read().as_ref().map(make).unwrap_or_default())
    };
    let loss = of_run(|run| {
        let raw = of_steps(run, |report| f64::from(report.loss));
        let smoothed = Series::new("Smoothed", Tone::Ink, smooth(&raw, SMOOTHING));
        vec![Series { faint: true, ..Series::new("Each step", Tone::Ink, raw) }, smoothed]
    });
    let accuracies = of_run(|run| {
        let target = Series::new("Domain", Tone::Domain, accuracy(run, |point| point.target));
        let general = Series::new("General", Tone::General, accuracy(run, |point| point.general));
        let training = Series::new("Training", Tone::Ink, accuracy(run, |point| point.training));
        let mut lines =
            vec![Series { mark: Mark::Dot, ..target }, Series { mark: Mark::Square, dash: Dash::Dashed, ..general }];
        // Kept runs of an earlier version have no such figures.
        if !training.points.is_empty() {
            lines.push(Series { dash: Dash::Dotted, ..training });
        }
        lines
    });
    let rate =
        of_run(|run| vec![Series::new("Learning rate", Tone::Ink, of_steps(run, |report| report.learning_rate))]);
    let norm = of_run(|run| {
        vec![Series::new("Gradient norm", Tone::Ink, of_steps(run, |report| f64::from(report.grad_norm)))]
    });
    // On the texts of the curves, not of the cards: a line that begins elsewhere than its base would be a riddle.
    let references = Memo::new(move |_| {
        let current = lab.current.read();
        let base = current.as_ref().and_then(|run| run.points.iter().find(|point| point.step == 0));
        let line = |label: &str, tone, scores: Option<Scores>| {
            scores.map(|scores| Reference { label: label.into(), tone, value: scores.accuracy })
        };
        let target = line("base, domain", Tone::Domain, base.and_then(|point| point.target));
        let general = line("base, general", Tone::General, base.and_then(|point| point.general));
        [target, general].into_iter().flatten().collect::<Vec<_>>()
    });
    let x_end = Memo::new(move |_| lab.current.read().as_ref().map(|run| f64::from(run.config.total_steps())));
    view! {
        <Plate id="curves" title="While it learns">
            <p class="small quiet">"On validation texts, which are looked at while it goes on; the cards below are about the test texts, and differ a little."</p>
            <div class="charts">
                <LineChart
                    id="accuracy-chart"
                    title="Accuracy"
                    series=accuracies
                    references
                    unit=Unit::Share
                    x_end
                    empty="Three lines will grow here: accuracy on domain and on general validation texts, beside where the base model stands, and on texts that the run learns from."
                />
                <LineChart
                    id="loss-chart"
                    title="Training loss"
                    series=loss
                    unit=Unit::Loss
                    x_end
                    empty="The loss of every step will appear here: how surprised the model is by the right answer. Less is better."
                />
            </div>
            <details class="more">
                <summary>"Learning rate and gradient norm"</summary>
                <div class="pair">
                    <LineChart id="rate-chart" title="Learning rate" series=rate unit=Unit::Rate x_end small=true empty="The learning rate of each step."/>
                    <LineChart id="norm-chart" title="Gradient norm" series=norm unit=Unit::Loss x_end small=true empty="The length of each step's gradient, before clipping."/>
                </div>
            </details>
        </Plate>
    }
}
