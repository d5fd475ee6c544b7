//! Sweeps: one run after the other, without touching the learner's form.

use leptos::prelude::*;

use super::Lab;
use crate::client::queue::{Queue, QueueProgress, QueueState};
use crate::client::state::{Action, RunStatus, Tone};
use crate::client::sweep::Sweep;
use crate::config::RunConfig;
use crate::error::Trouble;
use crate::protocol::Command;

/// The name of the setting that holds a sweep on its way.
pub(super) const SWEEP: &str = "sweep";

impl Lab {
    /// Makes the runs of a sweep that are not done yet, one after the other.
    pub fn start_sweep(self, sweep: Sweep) {
        if self.refuse_while_occupied() {
            return;
        }
        self.queue.set(Some(Queue::new(sweep)));
        self.advance();
    }

    /// Halts the sweep and pauses its run in progress.
    pub fn halt_sweep(self) {
        if !self.is_sweeping() {
            return;
        }
        self.turn_queue(QueueState::Halted);
        match self.status.get_untracked() {
            RunStatus::Running => self.ask(RunStatus::Pausing, |run_id| Command::Pause { run_id }),
            RunStatus::Starting => {
                let began = self.behind(|stage| stage.desk.run().is_some()).unwrap_or_default();
                if began {
                    // Before its first step a run cannot be paused.
                    self.behind(|stage| stage.pause_soon = true);
                } else {
                    for unfinished in self.call_off() {
                        self.hold(unfinished);
                    }
                }
            }
            RunStatus::Idle | RunStatus::Pausing | RunStatus::Paused | RunStatus::Stopping => {}
        }
    }

    /// Goes on with a halted sweep: with its run in progress, or with the next one.
    pub fn resume_sweep(self) {
        if self.queue.read_untracked().as_ref().is_none_or(Queue::is_running) {
            return;
        }
        let status = self.status.get_untracked();
        if !status.is_active() {
            if self.refuse_while_occupied() {
                return;
            }
            self.turn_queue(QueueState::Running);
            return self.advance();
        }
        if !self.current.read_untracked().as_ref().is_some_and(|record| self.is_of_sweep(&record.config)) {
            let sentence = "Another run is going on. Stop it, or let it end; then go on with the sweep.";
            return self.inform(sentence, Vec::new());
        }
        self.behind(|stage| stage.pause_soon = false);
        self.withdraw(|action| matches!(action, Action::GoOnSweep | Action::DropSweep));
        self.turn_queue(QueueState::Running);
        if status == RunStatus::Paused {
            self.ask(RunStatus::Running, |run_id| Command::Resume { run_id });
        }
    }

    /// Ends the sweep. Its finished runs stay; the run in progress is stopped.
    pub fn stop_sweep(self) {
        let Some(queue) = self.queue.get_untracked() else { return };
        let runs = self.runs.get_untracked();
        let in_progress = match self.current.read_untracked().as_ref() {
            Some(record) => queue.wants(&record.config, &runs),
            // Its run waits for the engine.
            None => queue.is_running(),
        };
        let interrupted = self.unfinished_config().is_some_and(|config| queue.wants(&config, &runs));
        self.drop_queue();
        if !self.status.get_untracked().is_active() {
            if interrupted {
                self.discard();
            }
        } else if in_progress {
            self.stop();
        }
    }

    /// Puts a sweep that is over out of view.
    pub fn clear_sweep(self) {
        if self.queue.read_untracked().as_ref().is_some_and(|queue| queue.state == QueueState::Done) {
            self.drop_queue();
        }
    }

    /// How far the sweep is. Reactive.
    pub fn queue_progress(self) -> Option<QueueProgress> {
        let queue = self.queue.read();
        let queue = queue.as_ref()?;
        let active = self.status.get().is_active();
        let current = self.current.read();
        let current = current.as_ref().filter(|_| active);
        let base = queue.sweep.configs().first()?;
        let engine = self.engine.read();
        let speed = engine.ready().filter(|ready| ready.model == base.model).map(|ready| ready.speed);
        let held_out = self.texts.read().as_ref().map(|texts| texts.held_out(base.task));
        Some(queue.progress(&self.runs.read(), current, speed.as_ref().zip(held_out)))
    }

    /// Seconds that a sweep will take, less its runs that are done already, once this machine's speed is
    /// known. Reactive.
    pub fn sweep_seconds(self, sweep: &Sweep) -> Option<f64> {
        let base = sweep.configs().first()?;
        let engine = self.engine.read();
        let ready = engine.ready().filter(|ready| ready.model == base.model)?;
        let held_out = self.texts.read().as_ref()?.held_out(base.task);
        Some(sweep.seconds(&ready.speed, held_out, &self.runs.read()))
    }

    /// Whether the page makes one run of a sweep after the other.
    pub(super) fn is_sweeping(self) -> bool {
        self.queue.read_untracked().as_ref().is_some_and(Queue::is_running)
    }

    /// Whether a run is one that the sweep, which may be halted, still has to make.
    pub(super) fn is_of_sweep(self, config: &RunConfig) -> bool {
        self.queue.read_untracked().as_ref().is_some_and(|queue| queue.wants(config, &self.runs.read_untracked()))
    }

    /// Makes the next run of the sweep, if it is on its way and nothing else is.
    pub(super) fn advance(self) {
        if !self.is_sweeping() || self.status.get_untracked().is_active() {
            return;
        }
        self.withdraw(|action| matches!(action, Action::GoOnSweep | Action::DropSweep));
        let Some(queue) = self.queue.get_untracked() else { return };
        let interrupted = self.unfinished_config().filter(|config| self.is_of_sweep(config));
        if interrupted.is_some() {
            self.keep_queue();
            return self.take_up();
        }
        let next = queue.next(&self.runs.read_untracked()).cloned();
        match next {
            Some(config) => {
                self.keep_queue();
                self.start(config);
            }
            None => {
                self.queue.update(|queue| queue.iter_mut().for_each(|queue| queue.state = QueueState::Done));
                self.forget_setting(SWEEP);
                self.tell_of_queue("", Vec::new());
            }
        }
    }

    /// The learner stopped a run of the sweep.
    pub(super) fn queue_run_stopped(self) {
        if self.is_sweeping() {
            self.turn_queue(QueueState::Halted);
            let sentence = "You stopped a run of the sweep. It does not count as done: going on makes it again. ";
            self.tell_of_queue(sentence, vec![Action::GoOnSweep]);
        }
    }

    /// What the sweep needs will not come.
    pub(super) fn halt_queue(self, trouble: &Trouble) {
        if self.is_sweeping() {
            self.turn_queue(QueueState::Halted);
            self.tell_of_queue(&format!("{} ", trouble.sentence), vec![Action::GoOnSweep, Action::DropSweep]);
        }
    }

    /// A run of the sweep cannot be made. `from_start` says that nothing but its configuration can be at
    /// fault.
    pub(super) fn queue_run_failed(self, from_start: bool) {
        let failed = self.current.read_untracked().as_ref().map(|record| record.config.clone());
        let Some(failed) = failed.filter(|_| self.is_sweeping()) else { return };
        if from_start {
            self.queue.update(|queue| queue.iter_mut().for_each(|queue| queue.failed.push(failed.clone())));
        }
        self.turn_queue(QueueState::Halted);
        let way_on = if from_start { "Going on leaves this run out. " } else { "Going on makes this run again. " };
        self.tell_of_queue(way_on, vec![Action::GoOnSweep, Action::DropSweep]);
    }

    /// Offers to go on with a sweep that was interrupted.
    pub(super) fn offer_sweep(self) {
        if self.queue.read_untracked().as_ref().is_none_or(|queue| queue.state != QueueState::Halted) {
            return;
        }
        let unfinished = self.behind(|stage| {
            let unfinished = stage.unfinished.as_ref()?;
            Some((unfinished.step, unfinished.record.config.clone()))
        });
        let before = match unfinished.flatten().filter(|(_, config)| self.is_of_sweep(config)) {
            Some((step, config)) => format!(
                "A run of the sweep was interrupted; it can go on from step {step} of {}. Starting another run discards \
                 it. ",
                config.total_steps()
            ),
            None => String::new(),
        };
        self.tell_of_queue(&before, vec![Action::GoOnSweep, Action::DropSweep]);
    }

    /// Brings back a sweep that a reload interrupted.
    pub(super) fn put_back_queue(self, json: &str) {
        let Ok(mut queue) = serde_json::from_str::<Queue>(json) else { return self.forget_setting(SWEEP) };
        queue.state = QueueState::Halted;
        if queue.next(&self.runs.read_untracked()).is_none() {
            return self.forget_setting(SWEEP);
        }
        if self.queue.read_untracked().is_none() {
            self.queue.set(Some(queue));
        }
    }

    pub(super) fn turn_queue(self, state: QueueState) {
        self.queue.update(|queue| queue.iter_mut().for_each(|queue| queue.state = state));
        self.keep_queue();
    }

    /// Tells where the sweep stands, in place of what was told of it before.
    fn tell_of_queue(self, before: &str, actions: Vec<Action>) {
        self.withdraw(|action| matches!(action, Action::GoOnSweep | Action::DropSweep));
        let stands = self.queue.read_untracked().as_ref().map(|queue| queue.sentence(&self.runs.read_untracked()));
        if let Some(stands) = stands {
            self.tell(Tone::Info, format!("{before}{stands}"), String::new(), actions);
        }
    }

    fn drop_queue(self) {
        self.queue.set(None);
        self.behind(|stage| stage.pause_soon = false);
        self.withdraw(|action| matches!(action, Action::GoOnSweep | Action::DropSweep));
        self.forget_setting(SWEEP);
    }

    fn keep_queue(self) {
        let json = self.queue.read_untracked().as_ref().map(serde_json::to_string);
        if let Some(Ok(json)) = json {
            self.keep_setting(SWEEP, json);
        }
    }
}
