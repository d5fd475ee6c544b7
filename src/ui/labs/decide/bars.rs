//! The score histogram: how many texts of each class have a probability in each bin of the axis. Pure.

use std::fmt::Write as _;

use super::axis::Axis;
use super::material::Sample;
use crate::ui::charts::line::SIDE;

/// Bins of the axis.
pub const BINS: usize = 40;

/// Counts of both classes by bin.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Texts of the positive class.
    pub positive: [u32; BINS],
    /// Texts of the negative class.
    pub negative: [u32; BINS],
}

impl Bars {
    /// Counts a sample along an axis.
    pub fn of(sample: &Sample, axis: Axis) -> Self {
        let mut bars = Self { positive: [0; BINS], negative: [0; BINS] };
        for (score, positive) in sample.scores.iter().zip(&sample.positive) {
            let bin = ((axis.share(f64::from(*score)) * BINS as f64) as usize).min(BINS - 1);
            let counts = if *positive { &mut bars.positive } else { &mut bars.negative };
            counts[bin] += 1;
        }
        bars
    }

    /// The largest count of a bin.
    pub fn highest(&self) -> u32 {
        self.positive.iter().chain(&self.negative).copied().max().unwrap_or_default()
    }

    /// The `d` of a path of both classes' bars in a square of [`SIDE`]: the positive ones stand on the
    /// middle line, the negative ones hang from it. `highest` is the count that reaches the edge; heights
    /// grow with the square root of the count, so that single texts can be seen beside hundreds.
    pub fn paths(&self, highest: u32) -> [String; 2] {
        let draw = |counts: &[u32; BINS], direction: f64| {
            let mut d = String::new();
            for (bin, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let height = (f64::from(*count) / f64::from(highest.max(1))).sqrt().min(1.0) * 0.47 * SIDE * direction;
                let width = SIDE / BINS as f64;
                let left = bin as f64 * width + width * 0.08;
                // Writing to a string cannot fail.
                let _ = write!(d, "M{left:.1} {:.1}h{:.1}v{height:.1}h-{:.1}z", SIDE / 2.0, width * 0.84, width * 0.84);
            }
            d
        };
        [draw(&self.positive, -1.0), draw(&self.negative, 1.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Predictions;

    #[test]
    fn every_text_stands_in_one_bin_of_its_class() {
        let probabilities = vec![1.0, 0.0, 0.0, 1.0, 0.5, 0.5, 0.49, 0.51];
        let sample = Sample::of(&Predictions::new(probabilities, vec![0, 1, 1, 0], 2).expect("well-formed"), 1);
        for axis in [Axis::Even, Axis::Stretched] {
            let bars = Bars::of(&sample, axis);
            assert_eq!((bars.positive.iter().sum::<u32>(), bars.negative.iter().sum::<u32>()), (2, 2));
            assert_eq!((bars.negative[0], bars.positive[BINS - 1], bars.highest()), (1, 1, 1));
        }
        let [up, down] = Bars::of(&sample, Axis::Even).paths(1);
        assert_eq!((up.matches('z').count(), down.matches('z').count()), (2, 2));
    }
}
