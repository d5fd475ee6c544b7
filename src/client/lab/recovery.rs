//! A worker that broke, or fell silent: what it was making goes on in a new one, or waits for the learner.

use std::time::Duration;

use leptos::prelude::*;

use super::{Lab, Wish};
use crate::client::browser::clock;
use crate::client::state::{Action, RunStatus, Tone};
use crate::client::store::Unfinished;
use crate::client::timing::{LOOK_EVERY, patience};
use crate::config::{DeviceChoice, Task};
use crate::error::{Remedy, Trouble};
use crate::protocol::HeldOut;

/// After so many breakdowns in one run the learner decides.
const MOST_BREAKDOWNS: u32 = 2;

impl Lab {
    /// Ends a worker that no longer answers, and goes on in a new one.
    pub(super) fn restart(self) {
        self.broke("it no longer answered".into());
    }

    pub(super) fn broke(self, detail: String) {
        let sentence = if self.behind(|stage| stage.started) == Some(true) {
            "The engine stopped unexpectedly."
        } else {
            "The engine could not be fetched or started. Check the connection and try again."
        };
        self.recover(Trouble::new(Remedy::Retry, sentence).because(detail));
    }

    pub(super) fn recover(self, trouble: Trouble) {
        let mid_run = self.behind(|stage| stage.desk.run().is_some()).unwrap_or_default();
        if trouble.remedy == Remedy::Reload {
            // Another worker would be just as wrong; the checkpoint waits in the storage.
            self.report(trouble.clone());
            self.end_and_fail(trouble);
        } else if mid_run {
            self.recover_run(trouble);
        } else {
            self.end_and_fail(trouble);
        }
    }

    pub(super) fn end_and_fail(self, trouble: Trouble) {
        self.end_worker();
        self.load_failed(trouble);
    }

    /// A run broke off through no fault of its input: a new worker goes on from the last checkpoint, or
    /// from the start; the second time on the CPU; after that the learner decides.
    pub(super) fn recover_run(self, trouble: Trouble) {
        self.withdraw(|action| action == Action::Restart);
        let Some(record) = self.current.get_untracked() else { return self.end_and_fail(trouble) };
        // A run that the learner halted, or is halting, does not go on by itself.
        let halting =
            matches!(self.status.get_untracked(), RunStatus::Pausing | RunStatus::Paused | RunStatus::Stopping);
        let breakdowns = self.behind(|stage| {
            stage.breakdowns += 1;
            stage.breakdowns
        });
        let breakdowns = breakdowns.unwrap_or(u32::MAX);
        let checkpoint = self.behind(|stage| stage.checkpoint.clone()).flatten();
        self.end_worker();
        if checkpoint.is_none() && record.config.after.is_some() {
            // The weights that this run starts from were in that worker alone.
            self.current.set(None);
            return self.load_failed(trouble);
        }
        let mut wishes = Vec::new();
        let went_on = match checkpoint {
            Some((step, data)) => {
                let mut record = record.clone();
                record.rewind(step);
                wishes.push(Wish::Restore(Box::new(Unfinished { record, step, data })));
                format!("from step {step}")
            }
            None => {
                // What was predicted of this run is predicted of its second try.
                self.guess.set(record.guess);
                wishes.push(Wish::Run(record.config.clone()));
                "from the start".to_owned()
            }
        };
        if halting || breakdowns > MOST_BREAKDOWNS {
            self.behind(|stage| {
                stage.wishes.extend(wishes.into_iter().filter(|wish| matches!(wish, Wish::Restore(_))))
            });
            return self.load_failed(trouble);
        }
        let hopeless = breakdowns == MOST_BREAKDOWNS || trouble.remedy == Remedy::UseCpu;
        let to_cpu = hopeless && record.config.device == DeviceChoice::Auto;
        self.behind(|stage| {
            stage.avoid_gpu |= to_cpu;
            stage.wishes.extend(wishes);
        });
        let place = if to_cpu { " on the CPU" } else { "" };
        let sentence = format!("{} The page took care of it: the run goes on {went_on}{place}.", trouble.sentence);
        self.tell(Tone::Error, sentence, trouble.detail, Vec::new());
        self.status.set(RunStatus::Starting);
        self.wake_for(&record.config);
    }

    /// Looks at the clock every few seconds, so that a worker that died in silence is noticed.
    pub(super) fn keep_watch(self) {
        let look = move || {
            let none = HeldOut { during: 0, final_: 0, length: 1.0 };
            let task = self.current.read_untracked().as_ref().map_or_else(Task::default, |record| record.config.task);
            let held_out = self.texts.read_untracked().as_ref().map_or(none, |texts| texts.held_out(task));
            let batch = self.current.read_untracked().as_ref().map_or(64, |record| record.config.batch_size);
            let speed = self.engine.read_untracked().ready().map(|ready| ready.speed);
            let patience = patience(speed.as_ref(), batch, held_out);
            let overdue = self.behind(|stage| {
                let overdue = stage.watch.is_overdue(clock(), patience);
                let tell = overdue && stage.desk.is_waiting() && stage.worker.is_some() && !stage.warned;
                stage.warned |= tell;
                tell
            });
            if overdue == Some(true) {
                let sentence = "The engine has been silent for long. It may be busy, or it may have stopped.";
                self.inform(sentence, vec![Action::Restart]);
            }
        };
        // Without a timer only the silent death goes unnoticed.
        let _ = set_interval_with_handle(look, Duration::from_secs_f64(LOOK_EVERY));
    }
}
