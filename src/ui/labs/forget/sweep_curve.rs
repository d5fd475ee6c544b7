//! A sweep as a chart: both accuracies along its axis, and where the base model stood. Pure.

use crate::client::record::RunRecord;
use crate::client::sweep::{Axis, Sweep};
use crate::client::texts::Texts;
use crate::ui::charts::frame::Places;
use crate::ui::charts::line::{Dash, Mark, Reference, Series, Tone};

use super::measured::Measured;

/// What is drawn of a sweep.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SweepCurve {
    /// Domain and general accuracy of the trained models.
    pub series: Vec<Series>,
    /// Those of the base model.
    pub references: Vec<Reference>,
    /// The runs in writing.
    pub rows: Vec<SweepRow>,
}

/// A run of the sweep in writing.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepRow {
    /// What it has on the axis.
    pub label: String,
    /// Its figures; `None` while it is not done, and where there is nothing to measure.
    pub run: Option<Measured>,
    /// Whether it is done.
    pub done: bool,
}

/// Where a figure of the axis is drawn: by its logarithm where equal factors should be equal distances.
pub fn place(axis: Axis, position: f64) -> f64 {
    if axis.is_logarithmic() { position.log10() } else { position }
}

impl SweepCurve {
    /// What the kept runs have of a sweep.
    pub fn of(sweep: &Sweep, runs: &[RunRecord], texts: &Texts) -> Self {
        let done = sweep.done(runs);
        let row = |config| {
            let record = done.iter().find(|(other, _)| *other == config).map(|(_, record)| *record);
            let run = record.and_then(|record| Measured::of(record, texts));
            SweepRow { label: sweep.label(config), run, done: record.is_some() }
        };
        let rows: Vec<SweepRow> = sweep.configs().iter().map(row).collect();
        let line = |read: fn(&Measured) -> f64| {
            let point = |run: &Measured| (place(sweep.axis(), sweep.position(&run.config)), read(run));
            rows.iter().filter_map(|row| row.run.as_ref()).map(point).collect::<Vec<_>>()
        };
        let series = vec![
            Series { mark: Mark::Dot, ..Series::new("Domain", Tone::Domain, line(|run| run.after.target)) },
            Series {
                mark: Mark::Square,
                dash: Dash::Dashed,
                ..Series::new("General", Tone::General, line(|run| run.after.general))
            },
        ];
        let first = rows.iter().find_map(|row| row.run.as_ref()).map(|run| run.before);
        let references = first.map_or_else(Vec::new, |before| {
            vec![
                Reference { label: "Domain, base model".into(), tone: Tone::Domain, value: before.target },
                Reference { label: "General, base model".into(), tone: Tone::General, value: before.general },
            ]
        });
        Self { series, references, rows }
    }
}

/// The places of a sweep's axis with their names.
pub fn places(sweep: &Sweep) -> Places {
    let named = |config| (place(sweep.axis(), sweep.position(config)), sweep.label(config));
    Places { named: sweep.configs().iter().map(named).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};
    use crate::client::sweep::Length;
    use crate::config::RunConfig;

    #[test]
    fn the_curve_has_the_runs_that_are_done_in_the_order_of_the_axis() {
        let sweep = Sweep::plan(Axis::LearningRate, &RunConfig::default(), Length::Short).expect("valid");
        let configs = sweep.configs();
        let made = |index: usize| RunRecord { config: configs[index].clone(), ..record() };
        let curve = SweepCurve::of(&sweep, &[made(6), made(2)], &texts());
        let places: Vec<f64> = curve.series[0].points.iter().map(|point| point.0).collect();
        assert_eq!(places.len(), 2);
        assert!((places[0] + 5.0).abs() < 1e-9 && (places[1] + 3.0).abs() < 1e-9);
        assert_eq!((curve.series[0].points[0].1, curve.series[1].points[0].1), (1.0, 0.5));
        assert_eq!((curve.references[0].value, curve.references[1].value), (0.5, 1.0));
        assert_eq!(curve.rows.iter().filter(|row| row.done).count(), 2);
        assert_eq!(curve.rows.len(), configs.len());
        let nothing = SweepCurve::of(&sweep, &[], &texts());
        assert!(nothing.series.iter().all(|series| series.points.is_empty()) && nothing.references.is_empty());
    }

    #[test]
    fn every_run_of_a_sweep_has_a_named_place() {
        for axis in Axis::ALL {
            let sweep = Sweep::plan(axis, &RunConfig::default(), Length::Short).expect("valid");
            let places = places(&sweep);
            assert!(
                places.named.is_sorted_by(|a, b| a.0 < b.0) && places.named.iter().all(|(place, _)| place.is_finite())
            );
            let config = &sweep.configs()[1];
            assert_eq!(places.write(place(axis, sweep.position(config))), sweep.label(config));
        }
    }
}
