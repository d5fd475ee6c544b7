//! The learning rate of each step: warm-up to the peak, then constant, linear or cosine decay.

use std::f64::consts::PI;

use crate::config::{RunConfig, Schedule};

/// The learning rate of step `step`, counted from 1.
///
/// Over the first `warmup` share of the steps it climbs in equal parts to its peak. After that it
/// follows the schedule, which reaches zero only after the last step, so that every step teaches
/// something. Cosine: Loshchilov & Hutter, 2017, equation 5, without restarts.
pub fn learning_rate(config: &RunConfig, step: u32) -> f64 {
    let total = f64::from(config.total_steps().max(1));
    // 0.29 × 100 is a little less than 29 in binary fractions.
    let warmup = (config.warmup * total + 1e-9).floor();
    let step = f64::from(step.max(1));
    if step <= warmup {
        return config.learning_rate * step / warmup;
    }
    let done = ((step - 1.0 - warmup) / (total - warmup).max(1.0)).clamp(0.0, 1.0);
    let share = match config.schedule {
        Schedule::Constant => 1.0,
        Schedule::Linear => 1.0 - done,
        Schedule::Cosine => 0.5 * (1.0 + (PI * done).cos()),
    };
    config.learning_rate * share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(schedule: Schedule, warmup: f64) -> RunConfig {
        RunConfig {
            schedule,
            warmup,
            learning_rate: 1.0,
            epochs: 10,
            examples: 100,
            batch_size: 10,
            ..RunConfig::default()
        }
    }

    #[test]
    fn warm_up_climbs_in_equal_parts_to_the_peak() {
        let config = config(Schedule::Linear, 0.1);
        let rates: Vec<f64> = (1..=11).map(|step| learning_rate(&config, step)).collect();
        for (index, rate) in rates[..10].iter().enumerate() {
            assert!((rate - (index + 1) as f64 / 10.0).abs() < 1e-12);
        }
        assert_eq!(rates[10], 1.0);
    }

    #[test]
    fn decay_falls_towards_zero_and_teaches_until_the_end() {
        for schedule in [Schedule::Linear, Schedule::Cosine] {
            let config = config(schedule, 0.0);
            let rates: Vec<f64> = (1..=100).map(|step| learning_rate(&config, step)).collect();
            assert_eq!(rates[0], 1.0);
            assert!(rates.windows(2).all(|pair| pair[1] < pair[0]));
            assert!(rates[99] > 0.0 && rates[99] < 0.02);
            assert!((rates[50] - 0.5).abs() < 1e-9);
        }
    }

    #[test]
    fn constant_stays() {
        let config = config(Schedule::Constant, 0.0);
        assert!((1..=100).all(|step| learning_rate(&config, step) == 1.0));
    }
}
