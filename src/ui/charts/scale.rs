//! Axes: from figures to a share of the plot and back, and the round numbers that label them. Pure.

/// The range of an axis. `max` is always larger than `min`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Domain {
    /// The figure at the start of the axis.
    pub min: f64,
    /// The figure at its end.
    pub max: f64,
}

impl Domain {
    /// The range from `min` to `max`; a range of one figure is widened around it, so that it can be drawn.
    pub fn new(min: f64, max: f64) -> Self {
        if max > min {
            return Self { min, max };
        }
        let half = if min == 0.0 { 0.5 } else { min.abs() * 0.1 };
        Self { min: min - half, max: min + half }
    }

    /// The range of all finite figures; `None` where there is none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let (min, max) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| (min.min(value), max.max(value)));
        (min <= max).then(|| Self::new(min, max))
    }

    /// Where `value` lies: 0 at the start of the axis, 1 at its end, beyond them outside.
    pub fn share(self, value: f64) -> f64 {
        (value - self.min) / (self.max - self.min)
    }

    /// The figure at a share of the axis.
    pub fn value(self, share: f64) -> f64 {
        self.min + share * (self.max - self.min)
    }

    /// The same range, moved out to the next round numbers for about `count` labels.
    pub fn rounded(self, count: usize) -> Self {
        let step = step(self, count);
        Self { min: (self.min / step + 1e-9).floor() * step, max: (self.max / step - 1e-9).ceil() * step }
    }

    /// About `count` round numbers within the range, from the lowest to the highest.
    pub fn ticks(self, count: usize) -> Vec<f64> {
        let step = step(self, count);
        let first = (self.min / step - 1e-9).ceil();
        let last = (self.max / step + 1e-9).floor();
        let count = (last - first).max(0.0) as usize;
        (0..=count)
            .map(|index| (first + index as f64) * step)
            .map(|tick| if tick == 0.0 { 0.0 } else { tick })
            .collect()
    }

    /// Like [`Domain::ticks`], but whole numbers only: for steps and counts.
    pub fn whole_ticks(self, count: usize) -> Vec<f64> {
        self.ticks(count).into_iter().filter(|tick| (tick - tick.round()).abs() < 1e-9).collect()
    }
}

/// The distance between labels: 1, 2 or 5 times a power of ten.
fn step(domain: Domain, count: usize) -> f64 {
    let raw = (domain.max - domain.min) / count.max(1) as f64;
    let power = 10f64.powf(raw.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| raw <= factor * power * 1.000_001).unwrap_or(10.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(Domain::new(0.0, 315.0).ticks(5), [0.0, 100.0, 200.0, 300.0]);
        assert_eq!(Domain::new(0.0, 1.0).ticks(4), [0.0, 0.5, 1.0]);
        assert_eq!(Domain::new(0.0, 1.0).ticks(5).len(), 6);
        assert_eq!(Domain::new(1.0, 3.0).whole_ticks(8), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn a_single_figure_and_no_figure_are_handled() {
        let single = Domain::of([0.7]).expect("one figure");
        assert!(single.min < 0.7 && single.max > 0.7);
        assert!((single.share(0.7) - 0.5).abs() < 1e-9);
        assert_eq!(Domain::of([f64::NAN, f64::INFINITY]), None);
        assert_eq!(Domain::of([f64::NAN, 1.0, 3.0]), Some(Domain::new(1.0, 3.0)));
    }

    #[test]
    fn rounding_moves_outwards_only_when_needed() {
        let rounded = Domain::new(0.13, 1.34).rounded(4);
        assert!((rounded.min - 0.0).abs() < 1e-9 && (rounded.max - 1.5).abs() < 1e-9);
        assert_eq!(Domain::new(0.0, 1.0).rounded(5), Domain::new(0.0, 1.0));
    }

    #[test]
    fn share_and_value_are_inverse() {
        let domain = Domain::new(2.0, 6.0);
        assert!((domain.share(3.0) - 0.25).abs() < 1e-12);
        assert!((domain.value(domain.share(5.5)) - 5.5).abs() < 1e-12);
    }
}
