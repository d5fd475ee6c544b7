//! `Lab`, the page's one state: signals that views read, and the deeds that views ask for.

mod engine;
mod explain;
mod explaining;
mod inside;
mod lessons;
mod notices;
mod progress;
mod queue;
mod recovery;
mod run;
mod shelf;
mod stages;
mod take_home;
mod under_way;

use std::sync::Arc;

use leptos::prelude::*;

pub use lessons::{Fetched, Lesson, Lessons};
pub use take_home::Templates;

use super::between::Mixture;
use super::desk::Desk;
use super::explaining::Explaining;
use super::explanations::Explanations;
use super::queue::Queue;
use super::record::RunRecord;
use super::stages::Stages;
use super::state::{AttentionView, EngineState, Explanation, Guess, Notice, Probe, RunStatus, SelfTest};
use super::store::{Store, Unfinished};
use super::tabs;
use super::texts::Texts;
use super::timing::{self, Watch};
use super::worker::Worker;
use crate::config::{BaseModel, DeviceChoice, RunConfig};
use crate::lesson::Language;
use crate::lesson::errand::Errand;
use crate::lesson::progress::Progress;
use crate::protocol::{Bytes, Watchlist};

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
    /// What is written in the box for a sentence of one's own, asked or not.
    pub question: RwSignal<String>,
    /// The question last asked there, and its answer.
    pub probe: RwSignal<Probe>,
    /// The text last explained word by word, and what came out.
    pub explanation: RwSignal<Explanation>,
    /// What the evaluations of runs look at besides.
    pub watchlist: RwSignal<Watchlist>,
    /// The models between the base model and the one trained last.
    pub mixture: RwSignal<Mixture>,
    /// The text whose attention was asked for last, and what came out.
    pub attention: RwSignal<AttentionView>,
    /// What the learner has explained in words of their own, kept over a reload.
    pub explanations: RwSignal<Explanations>,
    /// The explanation being checked, and what came of those that were.
    pub explaining: RwSignal<Explaining>,
    /// The language of the lessons.
    pub language: RwSignal<Language>,
    /// What is taught, as far as it has come. Read it with [`Lab::lesson`].
    pub lessons: Lessons,
    /// What a chapter has asked the learner to do.
    pub errand: RwSignal<Option<Errand>>,
    /// What the learner has done and recalled.
    pub progress: RwSignal<Progress>,
    /// The comparison of the GPU with the CPU.
    pub self_test: RwSignal<SelfTest>,
    /// The step from which the current run can go on even after the page was left.
    pub kept_step: RwSignal<Option<u32>>,
    /// The run whose weights the worker holds and can export.
    pub trained: RwSignal<Option<u32>>,
    /// The sweep on its way, halted or just over.
    pub queue: RwSignal<Option<Queue>>,
    /// The sequence of tasks on its way or halted. One that is done moves to `sequences`.
    pub stages: RwSignal<Option<Stages>>,
    /// Kept sequences that are done, newest first.
    pub sequences: RwSignal<Vec<Stages>>,
    backstage: StoredValue<Backstage, LocalStorage>,
}

/// What no view needs to see.
#[derive(Default)]
struct Backstage {
    desk: Desk,
    worker: Option<Worker>,
    /// The worker's code runs.
    started: bool,
    /// What the worker was told to load.
    asked: Option<(BaseModel, DeviceChoice)>,
    /// The GPU failed in this visit; automatic choices take the CPU from now on.
    avoid_gpu: bool,
    /// How often a worker broke down since the last run that ended well.
    breakdowns: u32,
    watch: Watch,
    warned: bool,
    /// What to do once the engine is there.
    wishes: Vec<Wish>,
    /// Where the current run can go on from.
    checkpoint: Option<(u32, Bytes)>,
    /// How long the current run had taken before the worker that has it now.
    earlier_ms: f64,
    /// The run is to be paused as soon as it can be.
    pause_soon: bool,
    /// A run that an earlier visit did not finish.
    unfinished: Option<Unfinished>,
    /// The name of this tab: under it the storage has its unfinished run.
    tab: String,
    /// The tab, closed since, that made the run which is unfinished.
    left_by: Option<String>,
    /// Deleted runs that can be brought back.
    bin: Vec<RunRecord>,
    store: Store,
    /// The learner's progress as this tab wrote it down or read it last; what is kept otherwise is from another tab.
    progress_seen: Option<String>,
    /// That the storage refuses was told; once is enough.
    store_told: bool,
    /// That the storage is full was told.
    full_told: bool,
    last_notice: u32,
    last_run: u32,
    texts_asked: bool,
}

/// What the learner asked for before the engine was there.
enum Wish {
    Run(RunConfig),
    Restore(Box<Unfinished>),
    Predict,
    Explain,
    Attend,
    Embed,
    Survey,
    SelfTest,
}

impl Lab {
    /// Makes the lab of this page, hands it to all views below, and brings back what was kept.
    pub fn provide() -> Self {
        let lab = Self {
            engine: RwSignal::default(),
            config: RwSignal::default(),
            guess: RwSignal::default(),
            status: RwSignal::default(),
            current: RwSignal::default(),
            runs: RwSignal::default(),
            notices: RwSignal::default(),
            texts: RwSignal::default(),
            question: RwSignal::default(),
            probe: RwSignal::default(),
            explanation: RwSignal::default(),
            watchlist: RwSignal::default(),
            mixture: RwSignal::default(),
            attention: RwSignal::default(),
            explanations: RwSignal::default(),
            explaining: RwSignal::default(),
            language: RwSignal::default(),
            lessons: Lessons::default(),
            errand: RwSignal::default(),
            progress: RwSignal::default(),
            self_test: RwSignal::default(),
            kept_step: RwSignal::default(),
            trained: RwSignal::default(),
            queue: RwSignal::default(),
            stages: RwSignal::default(),
            sequences: RwSignal::default(),
            backstage: StoredValue::new_local(Backstage::default()),
        };
        provide_context(lab);
        lab.behind(|stage| stage.tab = tabs::take_name());
        lab.find_language();
        lab.open_store();
        lab.keep_watch();
        lab.mark_runs();
        lab
    }

    /// The lab of this page.
    ///
    /// # Panics
    /// Where no ancestor provided one; the shell always does.
    pub fn from_context() -> Self {
        expect_context::<Self>()
    }

    /// Seconds that the configured run will take, once this machine's speed is known. Reactive.
    pub fn estimate(self) -> Option<f64> {
        let config = self.config.read();
        let held_out = self.texts.read().as_ref()?.held_out(config.task);
        let engine = self.engine.read();
        let ready = engine.ready().filter(|ready| ready.model == config.model)?;
        config.validate().ok()?;
        Some(ready.speed.estimate(&config, held_out))
    }

    /// Seconds that the current run still needs. Reactive.
    pub fn remaining(self) -> Option<f64> {
        if !self.status.get().is_active() {
            return None;
        }
        let engine = self.engine.read();
        let current = self.current.read();
        let record = current.as_ref()?;
        let held_out = self.texts.read().as_ref()?.held_out(record.config.task);
        Some(timing::remaining(record, &engine.ready()?.speed, held_out))
    }

    /// Tells the learner why no other run can begin now, if that is so.
    fn refuse_while_occupied(self) -> bool {
        let why = if self.is_in_sequence() {
            "A sequence of tasks is going on. Let it end, or stop it, to make another run."
        } else if self.status.get_untracked().is_active() {
            "A run is going on. Let it end, or stop it, to make another one."
        } else {
            return false;
        };
        self.inform(why, Vec::new());
        true
    }

    /// Reads or changes what no view sees. Never call another method of the lab inside.
    fn behind<T>(self, act: impl FnOnce(&mut Backstage) -> T) -> Option<T> {
        self.backstage.try_update_value(act)
    }
}
