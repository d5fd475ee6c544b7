//! What the lessons' chart draws besides lines: bands between the lowest and the highest run, and places on an
//! axis of factors. Pure.

use crate::lesson::Language;
use crate::lesson::recorded_run::{Amount, Moment, Rate};
use crate::metrics::Spread;
use crate::protocol::Part;
use crate::ui::charts::frame::Frame;
use crate::ui::charts::line::{Point, path};
use crate::ui::labs::learn::numerals::rate;
use crate::ui::parts::format;

/// A line with the range that its runs lie in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Band {
    /// The means.
    pub mean: Vec<Point>,
    /// The lowest of the runs.
    pub low: Vec<Point>,
    /// The highest.
    pub high: Vec<Point>,
}

impl Band {
    /// Spreads at places.
    pub fn of(spreads: impl IntoIterator<Item = (f64, Spread)>) -> Self {
        let mut band = Self::default();
        for (place, spread) in spreads {
            band.mean.push((place, spread.mean));
            band.low.push((place, spread.min));
            band.high.push((place, spread.max));
        }
        band
    }

    /// The `d` of the area between the lowest and the highest run.
    pub fn area(&self, frame: &Frame) -> String {
        if self.low.is_empty() {
            return String::new();
        }
        let outline: Vec<Point> = self.high.iter().chain(self.low.iter().rev()).copied().collect();
        path(&outline, frame.x, frame.y) + "Z"
    }
}

/// A setting on an axis of factors, with what its runs came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// The logarithm of the setting.
    pub place: f64,
    /// The setting in writing, as English has it.
    pub name: String,
    /// Accuracy on domain texts.
    pub target: Spread,
    /// Accuracy on general texts.
    pub general: Spread,
}

impl Stop {
    /// Recorded learning rates.
    pub fn of_rates(rates: &[Rate]) -> Vec<Self> {
        let stop = |Rate { learning_rate, target, general }: &Rate| Self {
            place: learning_rate.log10(),
            name: rate(Language::En, *learning_rate),
            target: *target,
            general: *general,
        };
        rates.iter().map(stop).collect()
    }

    /// Recorded numbers of examples.
    pub fn of_amounts(amounts: &[Amount]) -> Vec<Self> {
        let stop = |amount: &Amount| {
            let Amount { examples, target, general } = *amount;
            Self { place: f64::from(examples.max(1)).log10(), name: format::count(examples.into()), target, general }
        };
        amounts.iter().map(stop).collect()
    }
}

/// Both accuracies over the stops: domain, then general.
pub fn bands(stops: &[Stop]) -> [Band; 2] {
    let band = |read: fn(&Stop) -> Spread| Band::of(stops.iter().map(|stop| (stop.place, read(stop))));
    [band(|stop| stop.target), band(|stop| stop.general)]
}

/// How far a part had moved at a moment; nothing where it was not measured.
pub fn moved(moment: &Moment, part: Part) -> Option<f64> {
    moment.moved.iter().find(|(own, _)| *own == part).map(|(_, moved)| f64::from(*moved))
}

/// How far a part had moved over the run.
pub fn movement(moments: &[Moment], part: Part) -> Vec<Point> {
    let point = |moment: &Moment| Some((f64::from(moment.step), moved(moment, part)?));
    moments.iter().filter_map(point).collect()
}

/// The share of the widest bar that a value's bar has: between 0 and 1.
pub fn bar(value: f64, widest: f64) -> f64 {
    if widest > 0.0 { (value / widest).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::frame::{Places, Unit};
    use crate::ui::charts::line::{Series, Tone};

    fn spread(min: f64, mean: f64, max: f64) -> Spread {
        Spread { count: 3, mean, sd: 0.01, min, max }
    }

    #[test]
    fn rates_lie_by_their_factors_and_the_area_is_closed() {
        let rate =
            |learning_rate| Rate { learning_rate, target: spread(0.7, 0.8, 0.9), general: spread(0.9, 0.95, 0.96) };
        let stops = Stop::of_rates(&[rate(1e-4), rate(1e-3), rate(1e-2)]);
        assert_eq!(stops.iter().map(|stop| stop.name.as_str()).collect::<Vec<_>>(), ["1e-4", "1e-3", "1e-2"]);
        let [target, general] = bands(&stops);
        assert!((target.mean[1].0 + 3.0).abs() < 1e-12);
        assert_eq!((general.low[0].1, general.high[0].1), (0.9, 0.96));
        let line = Series::new("", Tone::Domain, target.mean.clone());
        let frame = Frame::around(&[line], &[], Unit::Share, None, &Places::default()).expect("three points");
        let area = target.area(&frame);
        assert!(area.starts_with('M') && area.ends_with('Z') && area.matches('L').count() == 5, "{area}");
        assert_eq!(Band::default().area(&frame), "");
    }

    #[test]
    fn a_part_that_was_not_measured_has_no_movement() {
        let moment = Moment {
            step: 32,
            seen_loss: 0.0,
            unseen_loss: 0.0,
            target: 0.0,
            general: 0.0,
            moved: vec![(Part::Head, 0.25)],
        };
        assert_eq!(movement(std::slice::from_ref(&moment), Part::Head), [(32.0, 0.25)]);
        assert_eq!(moved(&moment, Part::Embeddings), None);
        assert_eq!((bar(1.0, 4.0), bar(1.0, 0.0), bar(9.0, 3.0)), (0.25, 0.0, 1.0));
    }
}
