//! A sweep on its way: whether it goes on, what failed, and how far it is. Pure.

use serde::{Deserialize, Serialize};

use super::record::RunRecord;
use super::sweep::Sweep;
use super::timing;
use crate::config::RunConfig;
use crate::protocol::{HeldOut, Speed};

/// A sweep and where it stands. Which runs are done is not kept here but read off the kept runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// The runs.
    pub sweep: Sweep,
    /// Whether it goes on.
    pub state: QueueState,
    /// Runs that cannot be made; they are passed over.
    pub failed: Vec<RunConfig>,
}

/// Whether a sweep goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QueueState {
    /// One run after the other is made.
    Running,
    /// The learner, or trouble, halted it; it can go on.
    Halted,
    /// Every run was made or has failed.
    Done,
}

/// How far a sweep is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QueueProgress {
    /// Finished runs.
    pub done: usize,
    /// All runs.
    pub total: usize,
    /// Runs that cannot be made.
    pub failed: usize,
    /// Seconds that the runs will take which are still to be made, with what is left of the one in progress;
    /// `None` until the speed of this machine is known.
    pub left: Option<f64>,
}

impl Queue {
    /// A sweep that begins.
    pub fn new(sweep: Sweep) -> Self {
        Self { sweep, state: QueueState::Running, failed: Vec::new() }
    }

    /// Whether it goes on by itself.
    pub fn is_running(&self) -> bool {
        self.state == QueueState::Running
    }

    /// The run to make next.
    pub fn next(&self, runs: &[RunRecord]) -> Option<&RunConfig> {
        self.sweep.next(runs, &self.failed)
    }

    /// Whether it still has to make this run.
    pub fn wants(&self, config: &RunConfig, runs: &[RunRecord]) -> bool {
        self.state != QueueState::Done && self.sweep.left(runs).any(|left| left == config)
    }

    /// How far it is. `current` is the run in progress, whether of the sweep or not.
    pub fn progress(
        &self,
        runs: &[RunRecord],
        current: Option<&RunRecord>,
        measured: Option<(&Speed, HeldOut)>,
    ) -> QueueProgress {
        let left = measured.map(|(speed, held_out)| {
            let seconds = |config: &RunConfig| match current {
                Some(record) if record.config == *config => timing::remaining(record, speed, held_out),
                _ => speed.estimate(config, held_out),
            };
            let left = self.sweep.left(runs).filter(|config| !self.failed.contains(config)).map(seconds);
            // The empty sum of floats is −0, which a page would show.
            left.fold(0.0, |sum, seconds| sum + seconds)
        });
        let total = self.sweep.configs().len();
        QueueProgress { done: self.sweep.done(runs).len(), total, failed: self.failed.len(), left }
    }

    /// Where it stands, in a sentence for the learner.
    pub fn sentence(&self, runs: &[RunRecord]) -> String {
        let QueueProgress { done, total, failed, .. } = self.progress(runs, None, None);
        let what = format!("The sweep over “{}”", self.sweep.axis().label());
        let state = match self.state {
            QueueState::Running => "is going on",
            QueueState::Halted => "is halted",
            QueueState::Done => "is over",
        };
        let failed = match failed {
            0 => String::new(),
            1 => " One run could not be made.".into(),
            count => format!(" {count} runs could not be made."),
        };
        format!("{what} {state}: {done} of {total} runs are done.{failed}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::record;
    use super::super::sweep::{Axis, Length};
    use super::*;

    const SPEED: Speed = Speed { seconds_per_step: 1.0, seconds_per_example: 0.0, seconds_per_evaluation: 0.0 };
    const NONE: HeldOut = HeldOut { during: 0, final_: 0, length: 1.0 };

    fn queue() -> Queue {
        Queue::new(Sweep::plan(Axis::Epochs, &RunConfig::default(), Length::Short).expect("valid"))
    }

    #[test]
    fn progress_counts_what_is_done_and_what_is_left_of_the_run_in_progress() {
        let mut queue = queue();
        let configs = queue.sweep.configs().to_vec();
        let runs = [RunRecord { config: configs[0].clone(), ..record() }];
        let before = queue.progress(&runs, None, Some((&SPEED, NONE)));
        assert_eq!((before.done, before.total, before.failed), (1, 6, 0));
        let mut current = RunRecord { config: configs[1].clone(), outcome: None, ..record() };
        let half = configs[1].total_steps() / 2;
        current.steps[1].step = half;
        current.steps[1].elapsed_ms = f64::from(half) * 1000.0;
        let during = queue.progress(&runs, Some(&current), Some((&SPEED, NONE)));
        let gone = before.left.zip(during.left).map(|(before, during)| before - during).expect("the speed is known");
        assert!((gone - f64::from(half)).abs() < 1.0);
        assert_eq!(queue.progress(&runs, None, None).left, None);
        queue.failed.push(configs[5].clone());
        let without = queue.progress(&runs, None, Some((&SPEED, NONE)));
        let gone = before.left.zip(without.left).map(|(before, without)| before - without);
        assert_eq!(gone, Some(f64::from(configs[5].total_steps())));
        let all: Vec<RunRecord> =
            configs.iter().map(|config| RunRecord { config: config.clone(), ..record() }).collect();
        let nothing = queue.progress(&all, None, Some((&SPEED, NONE))).left.expect("the speed is known");
        assert!(nothing == 0.0 && nothing.is_sign_positive());
    }

    #[test]
    fn the_queue_passes_over_what_failed_and_says_where_it_stands() {
        let mut queue = queue();
        let configs = queue.sweep.configs().to_vec();
        queue.failed.push(configs[0].clone());
        assert_eq!(queue.next(&[]), Some(&configs[1]));
        assert!(queue.wants(&configs[2], &[]) && !queue.wants(&RunConfig::default(), &[]));
        assert!(!queue.wants(&configs[2], &[RunRecord { config: configs[2].clone(), ..record() }]), "it is done");
        queue.state = QueueState::Halted;
        let sentence = queue.sentence(&[RunRecord { config: configs[1].clone(), ..record() }]);
        assert_eq!(sentence, "The sweep over “Epochs” is halted: 1 of 6 runs are done. One run could not be made.");
    }

    #[test]
    fn a_queue_is_kept() {
        let queue = queue();
        let json = serde_json::to_string(&queue).expect("plain data");
        assert_eq!(serde_json::from_str::<Queue>(&json).expect("just written"), queue);
    }
}
