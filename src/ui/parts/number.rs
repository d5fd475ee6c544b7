//! A number that is entered with a slider or in a field: its scale, how it is written and read. Pure.

use super::format;
use crate::config::{Bounds, Field, Task};

/// Positions of a logarithmic slider: 20 for each power of ten of the learning rate, so that every one of
/// them is another number of two digits and no press of an arrow key is in vain.
const LOG_POSITIONS: f64 = 100.0;

/// What can be entered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberSpec {
    /// What the learner calls it.
    pub label: &'static str,
    /// The values that are accepted.
    pub bounds: Bounds,
    /// Whether equal distances on the slider are equal factors.
    pub logarithmic: bool,
    /// Whether only whole numbers are accepted.
    pub whole: bool,
}

impl NumberSpec {
    /// The specification of a field of the configuration, in a run of a task.
    pub fn of(field: Field, task: Task) -> Self {
        Self {
            label: field.label(),
            bounds: field.bounds_for(task),
            logarithmic: field.is_logarithmic(),
            whole: field.is_whole(),
        }
    }

    /// A whole percentage between 0 and 100.
    pub const fn percentage(label: &'static str) -> Self {
        Self { label, bounds: Bounds { min: 0.0, max: 100.0, step: 1.0 }, logarithmic: false, whole: true }
    }

    /// The last position of the slider; the first is 0.
    pub fn positions(&self) -> f64 {
        if self.logarithmic {
            return LOG_POSITIONS;
        }
        ((self.bounds.max - self.bounds.min) / self.bounds.step).round()
    }

    /// Where the slider stands for `value`; values out of bounds stand at the ends.
    pub fn position(&self, value: f64) -> f64 {
        let Bounds { min, max, .. } = self.bounds;
        let value = if value.is_finite() { value.clamp(min, max) } else { min };
        let share = if self.logarithmic { (value / min).ln() / (max / min).ln() } else { (value - min) / (max - min) };
        (share * self.positions()).round()
    }

    /// The value at a position of the slider: a learning rate with two digits, else a multiple of the step.
    pub fn value_at(&self, position: f64) -> f64 {
        let Bounds { min, max, step } = self.bounds;
        let value = if self.logarithmic {
            two_digits(min * (max / min).powf(position / self.positions()))
        } else {
            tidy(min + position * step)
        };
        value.clamp(min, max)
    }

    /// How `value` is written in the field.
    pub fn write(&self, value: f64) -> String {
        if self.logarithmic { format::rate(value) } else { format!("{value}") }
    }

    /// Reads what was typed. A comma may stand for the decimal point, or between thousands.
    ///
    /// # Errors
    /// A sentence that says what is accepted.
    pub fn read(&self, typed: &str) -> Result<f64, String> {
        let Bounds { min, max, .. } = self.bounds;
        let typed = typed.trim();
        let must = format!("{} must be ", self.label);
        let Some(value) = parse(typed) else {
            let shown: String = typed.chars().take(24).collect();
            let wrong = if typed.is_empty() { "the field is empty.".into() } else { format!("“{shown}” is not.") };
            return Err(format!("{must}a number between {min} and {max}; {wrong}"));
        };
        if !(min..=max).contains(&value) {
            return Err(format!("{must}between {min} and {max}; {value} is not."));
        }
        if self.whole && value.fract() != 0.0 {
            return Err(format!("{must}a whole number; {value} is not."));
        }
        Ok(value)
    }
}

fn parse(typed: &str) -> Option<f64> {
    let digits_after_comma = typed.rsplit_once(',').map(|(_, rest)| rest.len());
    let plain = match digits_after_comma {
        Some(3) if !typed.contains('.') && !typed.starts_with('0') => typed.replace(',', ""),
        _ => typed.replace(',', "."),
    };
    plain.replace(['\u{a0}', '\u{202f}', ' '], "").parse().ok().filter(|value: &f64| value.is_finite())
}

fn two_digits(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

/// Removes what binary fractions add: 0.30000000000000004 is 0.3.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_of_every_slider_is_an_accepted_value() {
        for field in Field::all() {
            let spec = NumberSpec::of(field, Task::Condition);
            let every = (spec.positions() / 1000.0).ceil().max(1.0) as usize;
            for position in (0..=spec.positions() as u32).step_by(every) {
                let value = spec.value_at(position.into());
                assert_eq!(field.check(value, Task::Condition), None, "{field:?} at {position}");
                assert_eq!(spec.read(&spec.write(value)), Ok(value), "{field:?} at {position}");
            }
            assert_eq!(spec.value_at(0.0), spec.bounds.min);
            assert_eq!(spec.value_at(spec.positions()), spec.bounds.max);
        }
    }

    #[test]
    fn every_step_of_every_slider_changes_the_value() {
        for field in Field::all() {
            let spec = NumberSpec::of(field, Task::Condition);
            let all = |position: u32| spec.value_at(position.into());
            assert!((1..=spec.positions() as u32).all(|position| all(position) > all(position - 1)), "{field:?}");
        }
    }

    #[test]
    fn the_learning_rate_is_logarithmic() {
        let spec = NumberSpec::of(Field::LearningRate, Task::Condition);
        assert_eq!(spec.position(1e-4), 40.0);
        assert_eq!(spec.value_at(60.0), 1e-3);
        assert_eq!(spec.position(f64::NAN), 0.0);
    }

    #[test]
    fn what_is_typed_is_read_or_explained() {
        let rate = NumberSpec::of(Field::LearningRate, Task::Condition);
        assert_eq!(rate.read(" 2e-4 "), Ok(2e-4));
        assert_eq!(rate.read("0,005"), Ok(0.005));
        let examples = NumberSpec::of(Field::Examples, Task::Condition);
        assert_eq!(examples.read("1,000"), Ok(1000.0));
        let epochs = NumberSpec::of(Field::Epochs, Task::Condition);
        assert_eq!(epochs.read("2.5").unwrap_err(), "Epochs must be a whole number; 2.5 is not.");
        assert_eq!(epochs.read("abc").unwrap_err(), "Epochs must be a number between 1 and 20; “abc” is not.");
        assert_eq!(epochs.read("").unwrap_err(), "Epochs must be a number between 1 and 20; the field is empty.");
        assert!(epochs.read("NaN").is_err() && epochs.read("inf").is_err());
        let same = Field::Epochs.check(99.0, Task::Condition).map(|issue| issue.to_string());
        assert_eq!(epochs.read("99").err(), same);
    }
}
