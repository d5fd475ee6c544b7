//! Precision over recall and the ROC curve, both with the threshold on them.

use leptos::prelude::*;

use super::state::{Decision, other, threshold_text};
use crate::client::record::When;
use crate::metrics::{Cells, Ranking, auc, average_precision, precision_recall, roc};
use crate::ui::charts::sheet::Sheet;
use crate::ui::charts::{Curve, Dash, Plane, Point, Spot, Tone};
use crate::ui::parts::{Plate, format};

/// A curve: the threshold of every point, and where it lies.
#[derive(Debug, Clone, PartialEq, Default)]
struct Track {
    thresholds: Vec<f64>,
    points: Vec<Point>,
    /// Whether the curve goes to the height of a point first and then along to it: between two thresholds
    /// precision cannot be interpolated, and average precision is the area below these steps.
    stepped: bool,
}

impl Track {
    fn precision_recall(ranking: &Ranking) -> Self {
        let points = precision_recall(ranking).unwrap_or_default();
        Self {
            thresholds: points.iter().map(|point| point.threshold).collect(),
            points: points.iter().map(|point| (point.recall, point.precision)).collect(),
            stepped: true,
        }
    }

    fn roc(ranking: &Ranking) -> Self {
        let points = roc(ranking).unwrap_or_default();
        Self {
            thresholds: points.iter().map(|point| point.threshold).collect(),
            points: points.iter().map(|point| (point.false_positive_rate, point.recall)).collect(),
            stepped: false,
        }
    }

    /// The points to draw a line through.
    fn line(&self) -> Vec<Point> {
        if !self.stepped {
            return self.points.clone();
        }
        let begins = std::iter::once(0.0).chain(self.points.iter().map(|point| point.0));
        begins.zip(&self.points).flat_map(|(from, point)| [(from, point.1), *point]).collect()
    }

    /// The threshold of the point nearest to a place.
    fn nearest(&self, to: Point) -> Option<f64> {
        let distance = |point: &Point| (point.0 - to.0).hypot(point.1 - to.1);
        let of = self.points.iter().zip(&self.thresholds);
        let (_, threshold) = of.min_by(|a, b| distance(a.0).total_cmp(&distance(b.0)))?;
        Some(threshold.min(1.0))
    }
}

/// Both curves.
#[component]
pub fn CurvesPlate(decision: Decision) -> impl IntoView {
    let case = move || decision.case();
    let summary = move |name: &'static str, area: fn(&Ranking) -> Option<f64>| {
        move || {
            let of = |when| decision.with_sample(when, |sample| area(&sample.ranking)).flatten().map(figure);
            match (of(When::Before), of(When::After)) {
                (Some(before), Some(after)) => format!("{name}: {before} before, {after} after."),
                (Some(before), None) => format!("{name}: {before} before the run."),
                _ => String::new(),
            }
        }
    };
    view! {
        <Plate id="curves" title="Every threshold at once" number="ii" lead="Each point of a curve is a threshold. A better model has a better curve; a move of the threshold only walks along it.">
            <div class="pair">
                <TrackPlane
                    decision
                    id="pr-curve"
                    title="Precision over recall"
                    names=("Recall", "Precision")
                    track=Track::precision_recall
                    place=|cells| Some((cells.recall()?, cells.precision()?))
                    summary=Signal::derive(summary("Average precision", average_precision))
                />
                <TrackPlane
                    decision
                    id="roc-curve"
                    title="ROC curve"
                    names=("False-positive rate", "Recall")
                    track=Track::roc
                    place=|cells| Some((1.0 - cells.specificity()?, cells.recall()?))
                    summary=Signal::derive(summary("Area under the curve", auc))
                    diagonal="guessing"
                />
            </div>
            <p class="small quiet">
                {move || format!("The ROC curve asks what share of the {0} and of the {1} is called; it does not change with how common the {0} are. Precision does: see “What is it worth?”.", case().positive, case().negative)}
            </p>
        </Plate>
    }
}

fn figure(area: f64) -> String {
    format!("{area:.3}")
}

#[component]
fn TrackPlane(
    decision: Decision,
    id: &'static str,
    title: &'static str,
    names: (&'static str, &'static str),
    track: fn(&Ranking) -> Track,
    place: fn(Cells) -> Option<Point>,
    summary: Signal<String>,
    #[prop(optional)] diagonal: &'static str,
) -> impl IntoView {
    let of = move |when: When| decision.with_sample(when, |sample| track(&sample.ranking)).unwrap_or_default();
    let before = Memo::new(move |_| of(When::Before));
    let after = Memo::new(move |_| of(When::After));
    let of = move |when: When| if when == When::After { after } else { before };
    let curves = Memo::new(move |_| {
        let curve = |when: When| {
            let (label, tone, dash) = look(when);
            Curve { label: label.into(), tone, dash, points: of(when).read().line() }
        };
        let own = decision.when.get();
        let mut curves = vec![curve(own)];
        if decision.overlay.get() {
            curves.push(curve(other(own)));
        }
        curves.retain(|curve| !curve.points.is_empty());
        curves
    });
    let spots = Memo::new(move |_| {
        let own = decision.when.get();
        let spot = |when: When, cells: Option<Cells>, full: bool| {
            let at = place(cells?)?;
            let label = if full { threshold_text(decision.threshold.get()) } else { String::new() };
            Some(Spot { at, tone: look(when).1, full, label })
        };
        let shown = decision.overlay.get().then(|| spot(other(own), decision.other_cells.get(), false)).flatten();
        shown.into_iter().chain(spot(own, decision.cells.get(), true)).collect::<Vec<_>>()
    });
    let on_point = Callback::new(move |to: Point| {
        if let Some(threshold) = of(decision.when.get_untracked()).read_untracked().nearest(to) {
            decision.move_to(threshold);
        }
    });
    let sheet = move || {
        let own = decision.when.get();
        let shown: Vec<When> = std::iter::once(own).chain(decision.overlay.get().then(|| other(own))).collect();
        let columns = |when: &When| [names.0, names.1].map(|name| format!("{name}, {}", look(*when).0));
        let row = |threshold: f64| {
            let cells = |when: &When| {
                let cells = decision.with_sample(*when, |sample| sample.ranking.cells(threshold));
                let at = cells.and_then(place);
                [at.map(|at| at.0), at.map(|at| at.1)]
                    .map(|share| share.map_or_else(|| format::NONE.into(), format::percent))
            };
            std::iter::once(threshold_text(threshold)).chain(shown.iter().flat_map(cells)).collect()
        };
        Sheet {
            caption: title.into(),
            columns: std::iter::once("Threshold".into()).chain(shown.iter().flat_map(columns)).collect(),
            rows: tabled().map(row).collect(),
        }
    };
    view! {
        <Plane title id x_name=names.0 y_name=names.1 curves spots summary sheet=Signal::derive(sheet) handle=decision.handle(on_point) diagonal/>
    }
}

/// The thresholds of the data table: every 0.05, and two nearer to the ends.
fn tabled() -> impl Iterator<Item = f64> {
    let even = (1..20).map(|step| f64::from(step) / 20.0);
    std::iter::once(0.01).chain(even).chain(std::iter::once(0.99))
}

/// Name, colour and dash of a model's curve.
pub fn look(when: When) -> (&'static str, Tone, Dash) {
    match when {
        When::Before => ("before", Tone::Ink, Dash::Dashed),
        When::After => ("after", Tone::Domain, Dash::Solid),
    }
}
