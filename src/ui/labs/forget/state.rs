//! What the plates of this lab share: the comparable runs of the chosen model and task, in figures.

use leptos::prelude::*;

use super::measured::{Measured, measured};
use super::settings::{Setting, settings};
use crate::client::Lab;
use crate::client::queue::Queue;
use crate::client::sweep::{Axis, Length};
use crate::config::RunConfig;
use crate::ui::shell::focus_next;

/// A handle of memos; copy it freely.
#[derive(Clone, Copy)]
pub struct Forgetting {
    /// The page's state.
    pub lab: Lab,
    /// The comparable finished runs of the form's model and task, newest first.
    pub runs: Memo<Vec<Measured>>,
    /// These runs by setting.
    pub settings: Memo<Vec<Setting>>,
    /// Along which axis the next sweep goes.
    pub axis: RwSignal<Axis>,
    /// How long its runs are.
    pub length: RwSignal<Length>,
}

impl Forgetting {
    /// Watches the kept runs.
    pub fn new(lab: Lab) -> Self {
        let subject = Memo::new(move |_| {
            let config = lab.config.read();
            (config.model, config.task)
        });
        let runs = Memo::new(move |_| {
            let Some(texts) = lab.texts.get() else { return Vec::new() };
            let (model, task) = subject.get();
            measured(lab.runs.read().iter(), model, task, &texts)
        });
        let settings = Memo::new(move |_| settings(&runs.read()));
        Self { lab, runs, settings, axis: RwSignal::default(), length: RwSignal::default() }
    }

    /// Whether a run or a sweep is going on. Reactive.
    pub fn busy(self) -> bool {
        self.lab.status.get().is_active() || self.lab.queue.read().as_ref().is_some_and(Queue::is_running)
    }

    /// Puts a setting into the form and plans to repeat it with other seeds.
    pub fn plan_repeats(self, config: &RunConfig) {
        self.lab.config.set(config.clone());
        self.axis.set(Axis::Seed);
        self.length.set(Length::AsConfigured);
        focus_next("sweeps-title");
    }
}
