//! What repeats of a run with other seeds say: how far they lie apart, and whether two settings differ by
//! more than that.

use serde::{Deserialize, Serialize};

/// One figure of several runs that differ only in their seed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Number of runs, at least 1.
    pub count: usize,
    /// Mean, in the figure's own unit.
    pub mean: f64,
    /// Standard deviation of the sample (divided by n - 1), in the figure's own unit; 0 for one run.
    pub sd: f64,
    /// The lowest.
    pub min: f64,
    /// The highest.
    pub max: f64,
}

impl Spread {
    /// Sums up one value per run. `None` without values, and where one of them or a figure is not finite.
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = values.len();
        let sum: f64 = values.iter().sum();
        if !sum.is_finite() {
            return None;
        }
        let min = values.iter().copied().reduce(f64::min)?;
        let max = values.iter().copied().reduce(f64::max)?;
        // Held to what it must lie between, so that rounding makes no spread where all values are equal.
        let mean = (sum / count as f64).clamp(min, max);
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let sd = if count > 1 { (squares / (count - 1) as f64).sqrt() } else { 0.0 };
        sd.is_finite().then_some(Self { count, mean, sd, min, max })
    }

    /// Squared standard error of the mean.
    fn error_squared(&self) -> f64 {
        self.sd.powi(2) / self.count as f64
    }
}

/// What repeats say about the difference of two settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// One of them has fewer than two runs, so that nothing is known about its spread.
    TooFew,
    /// The interval holds 0: other seeds alone could have made this difference.
    Within {
        /// First mean less second.
        difference: f64,
        /// Half the width of the interval.
        margin: f64,
    },
    /// The interval lies on one side of 0.
    Beyond {
        /// First mean less second.
        difference: f64,
        /// Half the width of the interval.
        margin: f64,
    },
}

/// Compares two settings by the 95 % confidence interval, difference ± margin, of the difference of their
/// means, without assuming that they spread alike (Welch, 1947, with the degrees of freedom of
/// Satterthwaite, 1946). Where neither spreads, the margin is 0.
///
/// It takes runs as independent: pairs that share a seed are not made use of. It speaks about other seeds
/// and not about other texts, since all runs are measured on the same ones.
pub fn compare(a: &Spread, b: &Spread) -> Verdict {
    if a.count.min(b.count) < 2 {
        return Verdict::TooFew;
    }
    let difference = a.mean - b.mean;
    let error_squared = a.error_squared() + b.error_squared();
    let margin = if error_squared > 0.0 {
        // By shares, since the squares of small errors would vanish.
        let share = a.error_squared() / error_squared;
        let inverse = share.powi(2) / (a.count - 1) as f64 + (1.0 - share).powi(2) / (b.count - 1) as f64;
        quantile(1.0 / inverse) * error_squared.sqrt()
    } else {
        0.0
    };
    if difference.abs() > margin {
        Verdict::Beyond { difference, margin }
    } else {
        Verdict::Within { difference, margin }
    }
}

/// Share of Student's distribution within ± [`quantile`].
const LEVEL: f64 = 0.95;

/// Halvings of the interval of the quantile: 11 / 2^50 is below 1e-13.
const HALVINGS: u32 = 50;

/// The 0.975 quantile of Student's t distribution with `freedom` degrees of freedom, at least 1: the t with
/// a share [`LEVEL`] of it within ±t, to about 1e-8.
///
/// With t = sqrt(freedom) * sinh(u), the density becomes cosh(u)^-freedom, which is smooth and falls off
/// fast. Hence no gamma function is needed: the share is one integral by another.
fn quantile(freedom: f64) -> f64 {
    // cosh² = 1 + sinh², which loses no digits where u is small, that is, where there are many degrees.
    let density = |u: f64| (-0.5 * freedom * u.sinh().powi(2).ln_1p()).exp();
    // For a smooth density on the whole line, plain sums converge faster than any power of the step.
    let step = 0.25 / freedom.sqrt();
    let tail = (1..).map(|number| density(f64::from(number) * step)).take_while(|height| *height > 1e-18);
    let whole = step * (0.5 + tail.sum::<f64>());
    let share = |t: f64| simpson(density, (t / freedom.sqrt()).asinh()) / whole;

    // From just below the normal distribution's to just above Cauchy's.
    let (mut low, mut high) = (1.95, 12.75);
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if share(middle) < LEVEL { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The integral of a smooth function from 0 to `end` by Simpson's rule.
fn simpson(height: impl Fn(f64) -> f64, end: f64) -> f64 {
    const INTERVALS: u32 = 128;
    let step = end / f64::from(INTERVALS);
    let weight = |number| match number {
        0 | INTERVALS => 1.0,
        odd if odd % 2 == 1 => 4.0,
        _ => 2.0,
    };
    let sum: f64 = (0..=INTERVALS).map(|number| weight(number) * height(f64::from(number) * step)).sum();
    sum * step / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    fn spread(values: &[f64]) -> Spread {
        Spread::of(values).expect("finite")
    }

    #[test]
    fn figures_are_those_of_a_sample() {
        assert_eq!(spread(&[1.0, 2.0, 3.0]), Spread { count: 3, mean: 2.0, sd: 1.0, min: 1.0, max: 3.0 });
        assert_eq!(spread(&[0.7]), Spread { count: 1, mean: 0.7, sd: 0.0, min: 0.7, max: 0.7 });
    }

    #[test]
    fn equal_values_have_no_spread_at_all() {
        for count in 2..50 {
            let equal = spread(&vec![0.1; count]);
            assert_eq!((equal.mean, equal.sd), (0.1, 0.0));
        }
    }

    #[test]
    fn what_is_not_finite_has_no_figures() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for values in [vec![bad], vec![0.5, bad], vec![bad, 0.5, 0.25]] {
                assert_eq!(Spread::of(&values), None, "{values:?}");
            }
        }
        assert_eq!(Spread::of(&[]), None);
        assert_eq!(Spread::of(&[f64::MAX, f64::MAX]), None);
        assert_eq!(Spread::of(&[1e200, -1e200]), None);
    }

    #[test]
    fn one_run_is_too_few() {
        let (one, many) = (spread(&[0.5]), spread(&[0.1, 0.2, 0.3]));
        for (a, b) in [(one, many), (many, one), (one, one)] {
            assert_eq!(compare(&a, &b), Verdict::TooFew);
        }
    }

    #[test]
    fn without_spread_any_difference_counts() {
        let (half, quarter) = (spread(&[0.5, 0.5]), spread(&[0.25, 0.25, 0.25]));
        assert_eq!(compare(&half, &quarter), Verdict::Beyond { difference: 0.25, margin: 0.0 });
        assert_eq!(compare(&half, &half), Verdict::Within { difference: 0.0, margin: 0.0 });
    }

    #[test]
    fn exchanged_settings_exchange_the_sign_alone() {
        let mut random = SplitMix64::new(3);
        let mut share = || (random.draw() >> 11) as f64 / (1u64 << 53) as f64;
        for count in 2..40 {
            let a = spread(&(0..count).map(|_| share()).collect::<Vec<_>>());
            let b = spread(&(0..3).map(|_| share() / 4.0).collect::<Vec<_>>());
            let parts = |verdict| match verdict {
                Verdict::Beyond { difference, margin } => (true, difference, margin),
                Verdict::Within { difference, margin } => (false, difference, margin),
                Verdict::TooFew => panic!("two at least"),
            };
            let ((beyond, difference, margin), back) = (parts(compare(&a, &b)), parts(compare(&b, &a)));
            assert_eq!((beyond, difference), (back.0, -back.1));
            assert!((margin - back.2).abs() < 1e-12);
            assert_eq!(beyond, difference.abs() > margin);
        }
    }

    #[test]
    fn the_quantile_is_cauchys_for_one_degree_and_the_normal_one_for_very_many() {
        assert!((quantile(1.0) - (0.475 * std::f64::consts::PI).tan()).abs() < 1e-7);
        assert!((quantile(2.0) - 0.95 * (2.0 / (1.0 - 0.95f64.powi(2))).sqrt()).abs() < 1e-7);
        assert!((quantile(1e9) - 1.959_963_985).abs() < 1e-7);
    }

    #[test]
    fn tiny_spreads_are_compared_like_large_ones() {
        let scaled = |scale: f64| (spread(&[0.0, scale]), spread(&[scale, 2.0 * scale, 3.0 * scale]));
        let ((a, b), (c, d)) = (scaled(1.0), scaled(1e-100));
        let (Verdict::Within { margin, .. }, Verdict::Within { margin: tiny, .. }) = (compare(&a, &b), compare(&c, &d))
        else {
            panic!("too little to tell");
        };
        assert!((tiny * 1e100 - margin).abs() < 1e-9);
    }
}
