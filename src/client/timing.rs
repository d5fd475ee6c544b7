//! How long a run will take, and when silence of the worker is too long. Pure: callers pass the clock.

use super::record::RunRecord;
use crate::protocol::{HeldOut, Speed};

/// How much of the first estimate is trusted beside what was measured, as a share of the training time.
const PRIOR: f64 = 0.1;
/// The shortest silence that can mean something: a GPU may compile shaders for most of a minute.
const SHORTEST_SILENCE: f64 = 90.0;
/// Between two looks at the clock; a longer gap means that the page slept and the worker with it.
pub const LOOK_EVERY: f64 = 5.0;

/// Seconds that an unfinished run still needs: the estimate, corrected by the pace so far.
pub fn remaining(record: &RunRecord, speed: &Speed, held_out: HeldOut) -> f64 {
    let total = speed.estimate(&record.config, held_out);
    // Half of the final evaluations are made before the first step.
    let last_part = f64::from(held_out.final_) / 2.0 * speed.seconds_per_evaluation * held_out.length;
    let Some(report) = record.steps.last() else { return total };
    let progress = record.progress();
    let expected = (total - last_part) * progress;
    let prior = total * PRIOR;
    let pace = (report.elapsed_ms / 1000.0 + prior) / (expected + prior).max(f64::MIN_POSITIVE);
    ((total - last_part) * (1.0 - progress) + last_part) * pace
}

/// Watches for a worker that died without a word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Watch {
    heard: f64,
    looked: f64,
}

impl Watch {
    /// Something was heard, or asked, at `now` (seconds of any steady clock).
    pub fn hear(&mut self, now: f64) {
        self.heard = now;
        self.looked = now;
    }

    /// Whether the silence is too long. A gap between two looks means that the machine slept: then the
    /// waiting begins anew.
    pub fn is_overdue(&mut self, now: f64, patience: f64) -> bool {
        if now - self.looked > 3.0 * LOOK_EVERY {
            self.heard = now;
        }
        self.looked = now;
        now - self.heard > patience
    }
}

/// How long to wait for a sign of life: many times what the slowest thing between two signs takes.
pub fn patience(speed: Option<&Speed>, batch_size: u32, held_out: HeldOut) -> f64 {
    let slowest = speed.map_or(0.0, |speed| {
        let examples = f64::from(batch_size) * speed.seconds_per_example;
        let evaluation = f64::from(held_out.final_.max(held_out.during)) * speed.seconds_per_evaluation;
        40.0 * speed.seconds_per_step + (40.0 * examples + 5.0 * evaluation) * held_out.length
    });
    slowest.max(SHORTEST_SILENCE)
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::record;
    use super::*;
    use crate::protocol::StepReport;

    const SPEED: Speed = Speed { seconds_per_step: 0.1, seconds_per_example: 0.0, seconds_per_evaluation: 0.0 };
    const NONE: HeldOut = HeldOut { during: 0, final_: 0, length: 1.0 };

    #[test]
    fn what_remains_follows_the_pace() {
        let mut record = record();
        record.steps.clear();
        let total = SPEED.estimate(&record.config, NONE);
        assert_eq!(remaining(&record, &SPEED, NONE), total);
        let half = record.config.total_steps() / 2;
        let report = |elapsed_ms| StepReport { step: half, loss: 1.0, learning_rate: 1.0, grad_norm: 1.0, elapsed_ms };
        record.steps.push(report(total * 500.0));
        assert!((remaining(&record, &SPEED, NONE) - total * (1.0 - record.progress())).abs() < 0.05 * total);
        record.steps[0] = report(total * 1000.0);
        assert!(remaining(&record, &SPEED, NONE) > 0.8 * total, "twice as slow so far, twice as slow from now on");
    }

    #[test]
    fn long_texts_take_long_to_the_end() {
        let speed = Speed { seconds_per_evaluation: 0.1, ..SPEED };
        let held_out = |length| HeldOut { final_: 200, length, ..NONE };
        let mut record = record();
        let (step, rest) = (record.config.total_steps(), StepReport { elapsed_ms: 0.0, ..record.steps[0] });
        let left = |record: &RunRecord, length| {
            let mut record = record.clone();
            let pace = (speed.estimate(&record.config, held_out(length)) - 10.0 * length) * 1000.0;
            record.steps = vec![StepReport { step, elapsed_ms: pace, ..rest }];
            remaining(&record, &speed, held_out(length))
        };
        record.config.eval_every = 500;
        assert!((left(&record, 1.0) - 10.0).abs() < 0.1, "{}", left(&record, 1.0));
        assert!((left(&record, 4.0) - 40.0).abs() < 0.4, "{}", left(&record, 4.0));
    }

    #[test]
    fn silence_is_overdue_unless_the_machine_slept() {
        let mut watch = Watch::default();
        watch.hear(100.0);
        assert!(!watch.is_overdue(105.0, 8.0));
        assert!(watch.is_overdue(110.0, 8.0));
        watch.hear(111.0);
        assert!(!watch.is_overdue(5000.0, 8.0), "a closed lid is not a dead worker");
        assert!(!watch.is_overdue(5005.0, 8.0));
        assert!(watch.is_overdue(5010.0, 8.0));
    }

    #[test]
    fn patience_grows_with_slowness() {
        assert_eq!(patience(None, 16, NONE), SHORTEST_SILENCE);
        assert_eq!(patience(Some(&SPEED), 16, NONE), SHORTEST_SILENCE);
        let slow = Speed { seconds_per_step: 16.0, ..SPEED };
        assert!(patience(Some(&slow), 16, NONE) > 600.0);
    }
}
