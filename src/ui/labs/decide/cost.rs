//! What every threshold costs, on the axis of the histogram.

use leptos::prelude::*;

use super::axis_ticks::AxisTicks;
use super::state::{Decision, threshold_text};
use super::worth::PEOPLE;
use crate::metrics::{Costs, break_even, break_even_at, cheapest, cost, cost_curve};
use crate::ui::charts::line::{Point, SIDE, path};
use crate::ui::charts::scale::Domain;
use crate::ui::parts::format;

/// The cost curve with the threshold and the cheapest one.
#[component]
pub fn CostChart(decision: Decision) -> impl IntoView {
    let of_thousand = f64::from(PEOPLE);
    let curve = Memo::new(move |_| -> Vec<Point> {
        let (costs, prevalence) = (decision.costs.get(), decision.prevalence.get());
        let axis = decision.axis.get();
        let points =
            decision.with_sample(decision.when.get(), |sample| cost_curve(&sample.ranking, costs, Some(prevalence)));
        let mut points: Vec<Point> = points
            .unwrap_or_default()
            .into_iter()
            .map(|(threshold, cost)| (axis.share(threshold.min(1.0)), cost * of_thousand))
            .collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points
    });
    let heights = Memo::new(move |_| {
        let highest = curve.read().iter().fold(0.0f64, |highest, point| highest.max(point.1));
        Domain::new(0.0, highest.max(1e-9)).rounded(4)
    });
    let best = Memo::new(move |_| {
        let (costs, prevalence) = (decision.costs.get(), decision.prevalence.get());
        decision.with_sample(decision.when.get(), |sample| cheapest(&sample.ranking, costs, Some(prevalence))).flatten()
    });
    let here = move || {
        let cells = decision.cells.get()?.at_prevalence(decision.prevalence.get())?;
        Some(cost(cells, decision.costs.get()) * of_thousand)
    };
    let go = move |_| {
        if let Some((threshold, _)) = best.get_untracked() {
            decision.move_to(threshold);
        }
    };
    let sentence = move || {
        let (threshold, least) = best.get()?;
        Some(format!(
            "At your threshold, {} {} cost {}. The cheapest threshold is {}, where they cost {}.",
            format::count(PEOPLE.into()),
            decision.case().things,
            amount(here()?),
            threshold_text(threshold.min(1.0)),
            amount(least * of_thousand),
        ))
    };
    let rule = move || {
        let (costs, prevalence) = (decision.costs.get(), decision.prevalence.get());
        let Costs { missed, false_alarm } = costs;
        let [missed, alarm] = [missed, false_alarm].map(format::rate);
        let own = decision.cells.get()?;
        let of_sample = (own.tp + own.fn_) / own.total();
        let is_between = |share: f64| share > 0.0 && share < 1.0;
        let shifted = (is_between(of_sample) && is_between(prevalence)).then(|| {
            format!(
                " Among these texts {} are {positive}, but {} in your case, so that the same probability means something else: there it would be {}.",
                format::percent(of_sample),
                format::percent(prevalence),
                threshold_text(break_even_at(costs, of_sample, prevalence)),
                positive = decision.case().positive,
            )
        });
        Some(format!(
            "If probabilities could be taken at their word, the best threshold would be alarm / (alarm + missed) = {alarm} / ({alarm} + {missed}) = {}.{} Calibration, below, shows how far probabilities can be believed.",
            threshold_text(break_even(costs)),
            shifted.unwrap_or_default(),
        ))
    };
    let y_ticks = move || {
        let heights = heights.get();
        let tick = |tick: f64| {
            view! { <span style=format!("top: {:.1}%", (1.0 - heights.share(tick)) * 100.0)>{format::count(tick as u64)}</span> }
        };
        heights.whole_ticks(4).into_iter().map(tick).collect_view()
    };
    let spot = move |x: f64, y: f64, class: &'static str| {
        let heights = heights.get();
        let place = format!("left: {:.2}%; top: {:.2}%", x * 100.0, (1.0 - heights.share(y)) * 100.0);
        view! { <i class=class style=place></i> }
    };
    let spots = move || {
        let axis = decision.axis.get();
        let own = here().map(|cost| spot(axis.share(decision.threshold.get()), cost, "plane-spot tone-domain full"));
        let best = best.get().map(|(threshold, cost)| {
            spot(axis.share(threshold.min(1.0)), cost * of_thousand, "plane-spot tone-ink ring")
        });
        view! { {best}{own} }
    };
    view! {
        <div class="cost">
            <figure class="chart chart-small" id="cost-chart" aria-labelledby="cost-title">
                <figcaption class="chart-head">
                    <h3 id="cost-title">"Cost of every threshold, for 1,000 "{move || decision.case().things}</h3>
                    <ul class="chart-legend">
                        <li class="tone-domain"><i class="plane-spot full" aria-hidden="true"></i>"your threshold"</li>
                        <li class="tone-ink"><i class="plane-spot ring" aria-hidden="true"></i>"the cheapest"</li>
                    </ul>
                </figcaption>
                <div class="chart-body" aria-hidden="true">
                    <div class="chart-y">{y_ticks}</div>
                    <div class="chart-plot">
                        <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" focusable="false">
                            <path class="chart-line tone-ink" d=move || path(&curve.read(), Domain { min: 0.0, max: 1.0 }, heights.get())></path>
                        </svg>
                        <div class="plane-spots">{spots}</div>
                    </div>
                    <AxisTicks axis=decision.axis name="Threshold"/>
                </div>
            </figure>
            <p class="people-sentence" role="status">{sentence}</p>
            <div class="actions">
                <button type="button" class="button compact" id="cheapest" on:click=go>"Go to the cheapest threshold"</button>
            </div>
            <p class="small quiet">{rule}</p>
        </div>
    }
}

fn amount(cost: f64) -> String {
    if cost >= 100.0 { format::count(cost.round() as u64) } else { format!("{cost:.1}") }
}
