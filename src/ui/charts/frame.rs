//! The frame of a chart (its axes and their labels) and what its cursor reads. Pure.

use super::line::{Point, Reference, Series, nearest};
use super::scale::Domain;
use crate::ui::parts::format;

/// How the figures of an axis are written and which range it must show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Shares, as percentages; the axis never leaves 0 to 100 %.
    Share,
    /// Losses and norms; the axis starts at zero.
    Loss,
    /// Learning rates; the axis starts at zero.
    Rate,
    /// Numbers of things; the axis starts at zero and has whole numbers only.
    Count,
}

impl Unit {
    /// A figure in full.
    pub fn write(self, value: f64) -> String {
        match self {
            Self::Share => format::percent(value),
            Self::Loss => format::loss(value),
            Self::Rate => format::rate(two_digits(value)),
            Self::Count => format::position(value),
        }
    }

    fn tick(self, value: f64, step: f64) -> String {
        match self {
            Self::Share => format::whole_percent(value),
            Self::Loss | Self::Rate | Self::Count => format::tick(value, step),
        }
    }

    fn range(self, data: Domain) -> Domain {
        match self {
            Self::Share => {
                // At least 20 points high, so that noise does not look like news.
                let missing = (0.2 - (data.max - data.min)).max(0.0) / 2.0;
                let (min, max) = (data.min - missing, data.max + missing);
                let shift = (max - 1.0).max(0.0) + min.min(0.0);
                let rounded = Domain::new(min - shift, max - shift).rounded(5);
                Domain::new(rounded.min.max(0.0), rounded.max.min(1.0))
            }
            Self::Loss | Self::Rate => Domain::new(0.0, data.max.max(1e-12)).rounded(4),
            Self::Count => Domain::new(0.0, data.max.max(4.0)).rounded(4),
        }
    }
}

fn two_digits(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

/// A label of an axis: its text and where it stands, as a share of the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Between 0 and 1.
    pub share: f64,
    /// What it says.
    pub text: String,
}

/// What the horizontal axis counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Places {
    /// Places with names, by rising position; none where the axis counts steps.
    pub named: Vec<(f64, String)>,
}

impl Places {
    /// A place in writing.
    pub fn write(&self, x: f64) -> String {
        let name = self.named.iter().find(|(place, _)| *place == x).map(|(_, name)| name.clone());
        name.unwrap_or_else(|| format::position(x))
    }

    /// The range of an axis that shows `data`, and its labels. Counting begins at 0; named places have some
    /// air beyond the first and the last.
    fn axis(&self, data: Domain) -> (Domain, Vec<Tick>) {
        let tick = |domain: Domain, value: f64, text: String| Tick { share: domain.share(value), text };
        let Some(own) = Domain::of(self.named.iter().map(|(place, _)| *place)) else {
            let x = Domain::new(data.min.min(0.0), data.max);
            let ticks = x.whole_ticks(5).into_iter().map(|value| tick(x, value, format::tick(value, 1.0))).collect();
            return (x, ticks);
        };
        let (min, max) = (own.min.min(data.min), own.max.max(data.max));
        let air = (max - min) * 0.04;
        let x = Domain::new(min - air, max + air);
        (x, self.named.iter().map(|(place, name)| tick(x, *place, name.clone())).collect())
    }
}

/// The axes of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The range of the horizontal axis.
    pub x: Domain,
    /// The range of the vertical axis.
    pub y: Domain,
    /// Labels of the horizontal axis.
    pub x_ticks: Vec<Tick>,
    /// Labels of the vertical axis.
    pub y_ticks: Vec<Tick>,
}

impl Frame {
    /// The frame around the series; `None` where there is nothing to draw. `x_end` is where the
    /// horizontal axis should end at least, such as the last step of a run that goes on.
    pub fn around(
        series: &[Series],
        references: &[Reference],
        unit: Unit,
        x_end: Option<f64>,
        places: &Places,
    ) -> Option<Self> {
        let points = || series.iter().flat_map(|series| series.points.iter());
        let data_x = Domain::of(points().map(|point| point.0).chain(x_end))?;
        let (x, x_ticks) = places.axis(data_x);
        let heights = points().map(|point| point.1).chain(references.iter().map(|reference| reference.value));
        let y = unit.range(Domain::of(heights)?);
        points().next()?;
        let y_values = if unit == Unit::Count { y.whole_ticks(5) } else { y.ticks(5) };
        let step = y_values.get(1).zip(y_values.first()).map_or(1.0, |(second, first)| second - first);
        let tick = |domain: Domain, value: f64, text: String| Tick { share: domain.share(value), text };
        Some(Self {
            x,
            y,
            x_ticks,
            y_ticks: y_values.into_iter().map(|value| tick(y, value, unit.tick(value, step))).collect(),
        })
    }
}

/// What the chart says at a position: of every series that reaches so far, the figure nearest to it.
pub fn readout(series: &[Series], unit: Unit, x_name: &str, x: f64, places: &Places) -> String {
    let figures = series.iter().filter_map(|series| {
        let (begin, end) = (series.points.first()?.0, series.points.last()?.0);
        let (_, y) = nearest(&series.points, x).filter(|_| (begin..=end).contains(&x))?;
        Some(format!("{} {}", series.label, unit.write(y)))
    });
    let figures: Vec<String> = figures.collect();
    format!("{x_name} {}: {}", places.write(x), figures.join(", "))
}

/// What a series did from its first to its last figure, in a sentence.
pub fn trend(series: &Series, unit: Unit, x_name: &str, places: &Places) -> Option<String> {
    let finite = || series.points.iter().filter(|point| point.1.is_finite());
    let (first, last) = (finite().next()?, finite().next_back()?);
    let label = &series.label;
    if first.0 == last.0 {
        return Some(format!("{label}: {} at {x_name} {}.", unit.write(first.1), places.write(first.0)));
    }
    let (from, to) = (unit.write(first.1), unit.write(last.1));
    let verb = match last.1.partial_cmp(&first.1) {
        _ if from == to => return Some(format!("{label} began and ended at {from}.")),
        Some(std::cmp::Ordering::Greater) => "rose",
        _ => "fell",
    };
    let by_height = |a: &&Point, b: &&Point| a.1.total_cmp(&b.1);
    // The turning point worth telling: the lowest loss, the highest of everything else.
    let highest = unit != Unit::Loss;
    let best = if highest { finite().max_by(by_height)? } else { finite().min_by(by_height)? };
    let superlative = if highest { "highest" } else { "lowest" };
    let turning = if best.0 == last.0 || best.0 == first.0 {
        String::new()
    } else {
        format!("; {superlative}, {}, at {x_name} {}", unit.write(best.1), places.write(best.0))
    };
    Some(format!("{label} {verb} from {from} to {to} by {x_name} {}{turning}.", places.write(last.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::line::Tone;

    fn series(points: &[Point]) -> Series {
        Series::new("Domain", Tone::Domain, points.to_vec())
    }

    #[test]
    fn shares_stay_between_nothing_and_all() {
        let frame =
            Frame::around(&[series(&[(0.0, 0.97), (32.0, 0.99)])], &[], Unit::Share, Some(315.0), &Places::default());
        let frame = frame.expect("two points");
        assert!(frame.y.max <= 1.0 && frame.y.min <= 0.8 + 1e-9);
        assert_eq!(frame.x, Domain::new(0.0, 315.0));
        assert!(frame.y_ticks.iter().all(|tick| (-1e-9..=1.0 + 1e-9).contains(&tick.share)));
    }

    #[test]
    fn numbers_of_things_are_whole() {
        let one = [series(&[(0.0, 0.0), (32.0, 1.0)])];
        let frame = Frame::around(&one, &[], Unit::Count, None, &Places::default()).expect("two points");
        assert_eq!(frame.y_ticks.iter().map(|tick| tick.text.as_str()).collect::<Vec<_>>(), ["0", "1", "2", "3", "4"]);
        assert_eq!(Unit::Count.write(1200.0), "1,200");
    }

    #[test]
    fn nothing_to_draw_has_no_frame() {
        assert_eq!(Frame::around(&[], &[], Unit::Loss, Some(10.0), &Places::default()), None);
        assert_eq!(Frame::around(&[series(&[])], &[], Unit::Loss, Some(10.0), &Places::default()), None);
        assert_eq!(Frame::around(&[series(&[(1.0, f64::NAN)])], &[], Unit::Loss, None, &Places::default()), None);
    }

    #[test]
    fn trends_are_told_in_words() {
        let trend = |points: &[Point]| {
            trend(&series(points), Unit::Share, "step", &Places::default()).map(|text| text.replace('\u{a0}', " "))
        };
        assert_eq!(trend(&[]), None);
        assert_eq!(trend(&[(0.0, 0.6)]).as_deref(), Some("Domain: 60.0 % at step 0."));
        assert_eq!(
            trend(&[(0.0, 0.6), (32.0, 0.95), (64.0, 0.9)]).as_deref(),
            Some("Domain rose from 60.0 % to 90.0 % by step 64; highest, 95.0 %, at step 32.")
        );
        assert_eq!(trend(&[(0.0, 0.6), (64.0, 0.6)]).as_deref(), Some("Domain began and ended at 60.0 %."));
    }

    #[test]
    fn the_cursor_reads_every_series() {
        let text = readout(&[series(&[(0.0, 0.5), (32.0, 0.75)])], Unit::Share, "Step", 30.0, &Places::default());
        assert_eq!(text.replace('\u{a0}', " "), "Step 30: Domain 75.0 %");
    }

    #[test]
    fn named_places_label_the_axis_and_everything_that_is_read_from_it() {
        let places = Places { named: vec![(-4.0, "1e-4".into()), (-3.0, "0.001".into()), (-2.0, "0.01".into())] };
        let line = series(&[(-4.0, 0.5), (-3.0, 0.75)]);
        let frame = Frame::around(std::slice::from_ref(&line), &[], Unit::Share, None, &places).expect("two points");
        assert!(frame.x.min < -4.0 && frame.x.max > -2.0 && frame.x.max < -1.5);
        assert_eq!(frame.x_ticks.iter().map(|tick| tick.text.as_str()).collect::<Vec<_>>(), ["1e-4", "0.001", "0.01"]);
        let text = readout(std::slice::from_ref(&line), Unit::Share, "Rate", -3.0, &places);
        assert_eq!(text.replace('\u{a0}', " "), "Rate 0.001: Domain 75.0 %");
    }
}
