//! `Lab`, the page's one state: signals that views read, and the deeds that views ask for.

use std::sync::Arc;

use leptos::prelude::*;

use super::record::RunRecord;
use super::state::{Action, EngineState, Guess, Notice, Probe, RunStatus, SelfTest};
use super::texts::Texts;
use crate::config::RunConfig;

/// A handle of signals; copy it freely. Views get it with [`Lab::from_context`].
#[derive(Clone, Copy)]
pub struct Lab {
    /// The worker and its model.
    pub engine: RwSignal<EngineState>,
    /// What the form shows; the URL follows it.
    pub config: RwSignal<RunConfig>,
    /// What the learner predicts for the next run.
    pub guess: RwSignal<Option<Guess>>,
    /// Where the current run stands.
    pub status: RwSignal<RunStatus>,
    /// The run being made or looked at.
    pub current: RwSignal<Option<RunRecord>>,
    /// Kept runs, newest first.
    pub runs: RwSignal<Vec<RunRecord>>,
    /// What the learner is told, oldest first.
    pub notices: RwSignal<Vec<Notice>>,
    /// The held-out texts, once they have come.
    pub texts: RwSignal<Option<Arc<Texts>>>,
    /// The box for a sentence of one's own.
    pub probe: RwSignal<Probe>,
    /// The comparison of the GPU with the CPU.
    pub self_test: RwSignal<SelfTest>,
}

impl Lab {
    /// The lab of this page.
    ///
    /// # Panics
    /// Where no ancestor provided one; the shell always does.
    pub fn from_context() -> Self {
        expect_context::<Self>()
    }

    /// Loads the engine and the configured model, unless they are there or on their way.
    pub fn wake(self) {}

    /// Starts a run with the configuration, waking the engine first where needed.
    pub fn run(self) {}

    /// Halts after the step in progress.
    pub fn pause(self) {}

    /// Goes on after a pause.
    pub fn resume(self) {}

    /// While paused: makes one step.
    pub fn step(self) {}

    /// Ends the run after the step in progress; what was trained so far is kept.
    pub fn stop(self) {}

    /// Puts the form back to the default run of the chosen model and clears what is looked at.
    pub fn reset(self) {}

    /// Asks for the probabilities of a text before and after.
    pub fn predict(self, text: String) {
        let _ = text;
    }

    /// Asks for the comparison of the GPU with the CPU.
    pub fn run_self_test(self) {}

    /// Seconds that the configured run will take, once this machine's speed is known. Reactive.
    pub fn estimate(self) -> Option<f64> {
        None
    }

    /// Seconds that the current run still needs. Reactive.
    pub fn remaining(self) -> Option<f64> {
        None
    }

    /// Looks at a kept run.
    pub fn show(self, run: u32) {
        let _ = run;
    }

    /// Names a kept run.
    pub fn rename(self, run: u32, name: String) {
        let _ = (run, name);
    }

    /// Deletes a kept run; a notice offers to undo it.
    pub fn delete(self, run: u32) {
        let _ = run;
    }

    /// Saves a table of all kept runs as a file.
    pub fn export_csv(self) {}

    /// Saves all kept runs with every figure as a file.
    pub fn export_json(self) {}

    /// Saves the probabilities, labels and texts of a run as a file.
    pub fn export_predictions(self, run: u32) {
        let _ = run;
    }

    /// Saves the weights of the model last trained as a safetensors file.
    pub fn export_weights(self) {}

    /// Adds the runs of an exported file.
    pub fn import_json(self, content: String) {
        let _ = content;
    }

    /// Puts the configuration of a kept run into the form.
    pub fn use_config_of(self, run: u32) {
        let _ = run;
    }

    /// Tries the failed load again.
    pub fn retry(self) {}

    /// Loads again, on the CPU.
    pub fn use_cpu(self) {}

    /// Does what a notice offers, and closes the notice.
    pub fn act(self, notice: u32, action: Action) {
        let _ = (notice, action);
    }

    /// Closes a notice.
    pub fn dismiss(self, notice: u32) {
        self.notices.update(|notices| notices.retain(|kept| kept.id != notice));
    }
}
