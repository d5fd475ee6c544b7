//! The axis of the threshold: even, or with its ends stretched. A model that is sure of itself puts most
//! of its probabilities close to 0 and 1, where an even axis has no room to aim. Pure.

/// How probabilities are laid out from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Axis {
    /// Equal distances are equal factors of the odds p / (1 − p).
    #[default]
    Stretched,
    /// Equal distances are equal differences.
    Even,
}

/// Log-odds at the ends of the stretched axis: probabilities of 0.03 % and 99.97 %.
const END: f64 = 8.0;
/// Thresholds are multiples of this, so that every one of them can be written in the field.
const GRAIN: f64 = 1e-4;

impl Axis {
    /// Where a probability lies: 0 at the left end, 1 at the right one.
    pub fn share(self, probability: f64) -> f64 {
        match self {
            Self::Even => probability.clamp(0.0, 1.0),
            Self::Stretched => {
                let odds = (probability / (1.0 - probability)).ln();
                ((odds + END) / (2.0 * END)).clamp(0.0, 1.0)
            }
        }
    }

    /// The probability at a share of the axis, on the grain of thresholds; the ends are 0 and 1.
    pub fn value(self, share: f64) -> f64 {
        if share <= 0.0 {
            return 0.0;
        }
        if share >= 1.0 {
            return 1.0;
        }
        let probability = match self {
            Self::Even => share,
            Self::Stretched => 1.0 / (1.0 + (END - 2.0 * END * share).exp()),
        };
        (probability / GRAIN).round() * GRAIN
    }

    /// Where a key moves the threshold; `None` for keys that mean nothing here.
    pub fn step(self, threshold: f64, key: &str) -> Option<f64> {
        let move_by = match key {
            "ArrowLeft" | "ArrowDown" => -0.01,
            "ArrowRight" | "ArrowUp" => 0.01,
            "PageDown" => -0.1,
            "PageUp" => 0.1,
            "Home" => return Some(0.0),
            "End" => return Some(1.0),
            _ => return None,
        };
        let moved = self.value(self.share(threshold) + move_by);
        // Where the stretched axis is finer than the grain, a press must not be in vain.
        let moved = if moved == threshold { threshold + GRAIN.copysign(move_by) } else { moved };
        Some((moved.clamp(0.0, 1.0) / GRAIN).round() * GRAIN)
    }

    /// The probabilities that label the axis.
    pub fn ticks(self) -> &'static [f64] {
        match self {
            Self::Even => &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0],
            Self::Stretched => &[0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999],
        }
    }
}

/// A tick in writing: as many decimals as it needs.
pub fn tick_text(probability: f64) -> String {
    format!("{probability}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AXES: [Axis; 2] = [Axis::Stretched, Axis::Even];

    #[test]
    fn shares_and_values_are_inverse_within_the_grain() {
        for axis in AXES {
            for probability in [0.0, 0.001, 0.01, 0.25, 0.5, 0.9, 0.999, 1.0] {
                assert!((axis.value(axis.share(probability)) - probability).abs() <= GRAIN, "{axis:?} {probability}");
            }
            assert_eq!((axis.value(-1.0), axis.value(2.0)), (0.0, 1.0));
        }
    }

    #[test]
    fn every_press_moves_and_the_keys_lead_from_end_to_end() {
        for axis in AXES {
            let mut threshold = 0.0;
            let mut presses = 0;
            while threshold < 1.0 {
                let next = axis.step(threshold, "ArrowRight").expect("a known key");
                assert!(next > threshold, "{axis:?} stands still at {threshold}");
                assert!(axis.step(next, "ArrowLeft").is_some_and(|back| back < next));
                threshold = next;
                presses += 1;
            }
            assert!(presses < 200, "{axis:?} takes {presses} presses");
            assert_eq!(axis.step(0.5, "Home"), Some(0.0));
            assert_eq!(axis.step(0.5, "a"), None);
        }
    }
}
