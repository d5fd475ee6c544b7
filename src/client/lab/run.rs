//! The current run and the try-box: what the learner asks, and what the worker answers.

use leptos::prelude::*;

use super::{Lab, Wish};
use crate::client::browser::{now, save_file};
use crate::client::desk::Change;
use crate::client::insight::{Insight, Snapshot};
use crate::client::question::check_text;
use crate::client::record::{Finals, RunRecord};
use crate::client::state::{Action, Probe, RunStatus};
use crate::client::store::Unfinished;
use crate::client::summary;
use crate::config::{RunConfig, Task};
use crate::error::{Remedy, Trouble};
use crate::protocol::Command;

impl Lab {
    /// Starts the run of the form, waking the engine first where needed.
    pub fn run(self) {
        self.run_as(self.config.get_untracked());
    }

    /// Starts a run, whatever the form says; it stays as it is.
    pub fn run_as(self, config: RunConfig) {
        if self.status.get_untracked().is_active() || self.refuse_while_occupied() {
            return;
        }
        if let Err(issues) = config.validate() {
            let sentences: Vec<String> = issues.iter().map(ToString::to_string).collect();
            return self.report(Trouble::new(Remedy::ChangeInput, sentences.join(" ")));
        }
        self.start(config);
    }

    /// Starts a run that may be started.
    pub(super) fn start(self, config: RunConfig) {
        self.behind(|stage| {
            stage.breakdowns = 0;
            stage.pause_soon = false;
        });
        self.heed(&config);
        // Until the engine is there, what is in view is the download and not an older run.
        self.current.set(None);
        self.status.set(RunStatus::Starting);
        self.wish(Wish::Run(config.clone()));
        self.wake_for(&config);
    }

    /// Halts after the step in progress. A sweep that the run belongs to is halted with it.
    pub fn pause(self) {
        if self.is_sweeping() {
            return self.halt_sweep();
        }
        self.ask(RunStatus::Pausing, |run_id| Command::Pause { run_id });
    }

    /// Goes on after a pause. A sweep that was halted in this run goes on with it.
    pub fn resume(self) {
        let current = self.current.get_untracked();
        if current.is_some_and(|record| self.is_of_sweep(&record.config)) {
            return self.resume_sweep();
        }
        self.ask(RunStatus::Running, |run_id| Command::Resume { run_id });
    }

    /// While paused: makes one step.
    pub fn step(self) {
        let run = self.behind(|stage| stage.desk.run().filter(|_| stage.desk.status() == RunStatus::Paused));
        if let Some(Some(run_id)) = run {
            self.send(Command::Step { run_id });
        }
    }

    /// Ends the run after the step in progress; what was trained so far is kept. A run that still waits
    /// for the engine is called off.
    pub fn stop(self) {
        self.queue_run_stopped();
        let waiting = self.status.get_untracked() == RunStatus::Starting;
        for unfinished in self.call_off() {
            self.offer(unfinished);
        }
        if waiting && !self.status.get_untracked().is_active() {
            self.halt_stages("The run of this sequence was called off.");
        }
        self.ask(RunStatus::Stopping, |run_id| Command::Stop { run_id });
    }

    /// Puts the form back to the default run of the chosen model and clears what is looked at.
    pub fn reset(self) {
        self.config.update(|config| *config = RunConfig::for_model(config.model));
        self.guess.set(None);
        if !self.status.get_untracked().is_active() {
            self.current.set(None);
        }
    }

    /// Asks for the probabilities of a text before and after, under the task of the form.
    pub fn predict(self, text: String) {
        let task = self.config.read_untracked().task;
        self.predict_for(text, task);
    }

    /// Asks for the probabilities of a text before and after.
    pub fn predict_for(self, text: String, task: Task) {
        let text = text.trim().to_owned();
        if let Err(problem) = check_text(&text) {
            return self.probe.update(|probe| probe.trouble = Some(problem.to_string()));
        }
        self.probe.set(Probe { text, task, busy: true, ..Probe::default() });
        self.wish_once(Wish::Predict);
        self.wake();
    }

    /// Saves the weights of the model last trained as a safetensors file.
    pub fn export_weights(self) {
        if self.trained.get_untracked().is_none() {
            let sentence =
                "There are no trained weights yet: make a run first. Weights are kept until the page is left.";
            return self.report(Trouble::new(Remedy::ChangeInput, sentence));
        }
        if let Some(request) = self.behind(|stage| stage.desk.begin_export()) {
            self.send(Command::Export { request });
        }
    }

    /// Calls off what waits for the engine to be run; gives back interrupted runs among it.
    pub(super) fn call_off(self) -> Vec<Unfinished> {
        let waiting = self.behind(|stage| {
            let wishes = std::mem::take(&mut stage.wishes);
            let (waiting, kept) = wishes.into_iter().partition(|wish| matches!(wish, Wish::Run(_) | Wish::Restore(_)));
            stage.wishes = kept;
            waiting
        });
        let waiting: Vec<Wish> = waiting.unwrap_or_default();
        if !waiting.is_empty() {
            self.status.set(RunStatus::Idle);
        }
        let unfinished = |wish| match wish {
            Wish::Restore(unfinished) => Some(*unfinished),
            _ => None,
        };
        waiting.into_iter().filter_map(unfinished).collect()
    }

    pub(super) fn ask(self, wish: RunStatus, command: impl FnOnce(u32) -> Command) {
        if let Some(Some(run_id)) = self.behind(|stage| stage.desk.ask(wish)) {
            self.status.set(wish);
            self.send(command(run_id));
        }
    }

    pub(super) fn ask_prediction(self) {
        let Probe { text, task, .. } = self.probe.get_untracked();
        if let Some(request) = self.behind(|stage| stage.desk.begin_predict()) {
            self.send(Command::Predict { request, task, texts: vec![text] });
        }
    }

    /// What the try-box shows is what the model trained last says: asks it what was asked before.
    fn ask_of_new_model(self) {
        let asked = self.probe.read_untracked().before.is_some();
        if asked {
            self.probe.update(|probe| probe.busy = true);
            self.ask_prediction();
        }
    }

    /// The engine is there: makes the record and starts.
    pub(super) fn begin_run(self, config: RunConfig) {
        let Some(ready) = self.engine.read_untracked().ready().cloned() else { return };
        let Some((run_id, id)) = self.behind(|stage| {
            stage.checkpoint = None;
            stage.unfinished = None;
            stage.earlier_ms = 0.0;
            stage.last_run += 1;
            (stage.desk.begin_run(), stage.last_run)
        }) else {
            return;
        };
        self.forget_unfinished();
        // Another run takes the place of the interrupted one; its notice has said so.
        self.withdraw(|action| matches!(action, Action::GoOn | Action::Discard));
        // What the learner predicts is about the run of the form, and about this one only.
        let is_of_form = !self.is_sweeping() && !self.is_in_sequence();
        let guess = is_of_form.then(|| self.guess.get_untracked()).flatten();
        if is_of_form {
            self.guess.set(None);
        }
        self.current.set(Some(RunRecord {
            id,
            name: summary::name(id, &config),
            started: now(),
            config: config.clone(),
            device: ready.device,
            parameters: ready.parameters,
            cost: None,
            seconds: 0.0,
            guess,
            steps: Vec::new(),
            points: Vec::new(),
            finals: Finals::default(),
            insight: Insight::default(),
            outcome: None,
        }));
        self.status.set(RunStatus::Starting);
        self.send(Command::Run { run_id, config });
    }

    /// The engine is there: goes on from a checkpoint.
    pub(super) fn begin_restore(self, unfinished: Unfinished) {
        let Some(ready) = self.engine.read_untracked().ready().cloned() else { return };
        let Unfinished { mut record, step, data } = unfinished;
        record.device = ready.device;
        let config = record.config.clone();
        let run_id = self.behind(|stage| {
            stage.checkpoint = Some((step, data.clone()));
            stage.unfinished = None;
            // The worker's clock begins anew.
            stage.earlier_ms = record.steps.last().map_or(0.0, |report| report.elapsed_ms);
            stage.last_run = stage.last_run.max(record.id);
            stage.desk.begin_run()
        });
        self.current.set(Some(record));
        self.status.set(RunStatus::Starting);
        if let Some(run_id) = run_id {
            self.send(Command::Restore { run_id, config, checkpoint: data });
        }
    }

    pub(super) fn apply_to_run(self, change: Change) {
        match change {
            Change::Status(status) => self.stands(status),
            Change::Steps(steps) => {
                let earlier_ms = self.behind(|stage| stage.earlier_ms).unwrap_or_default();
                self.change_record(|record| record.add_steps(&steps, earlier_ms));
            }
            Change::Evaluated(evaluation) => {
                let Some(texts) = self.texts.get_untracked() else { return };
                let added = self.current.try_update(|current| match current {
                    Some(record) => record.add_evaluation(evaluation, &texts),
                    None => Ok(()),
                });
                if let Some(Err(detail)) = added {
                    let sentence = "One measurement does not belong to the texts of this page. Reload the page.";
                    self.report(Trouble::new(Remedy::Reload, sentence).because(detail));
                }
            }
            Change::Began(cost) => self.change_record(|record| record.cost = Some(cost)),
            Change::Looked(look) => self.change_record(|record| record.insight.add_look(look)),
            Change::Probed { step, text, probabilities } => {
                self.change_record(|record| record.insight.add_probe(text, Snapshot { step, probabilities }));
            }
            Change::Checkpoint { step, data } => {
                self.behind(|stage| stage.checkpoint = Some((step, data.clone())));
                if let Some(record) = self.current.get_untracked() {
                    self.keep_unfinished(Unfinished { record, step, data });
                }
            }
            Change::Finished { outcome, seconds } => {
                let earlier_ms = self.behind(|stage| stage.earlier_ms).unwrap_or_default();
                self.change_record(|record| {
                    record.outcome = Some(outcome);
                    record.seconds = seconds + earlier_ms / 1000.0;
                });
                self.behind(|stage| {
                    stage.checkpoint = None;
                    stage.breakdowns = 0;
                });
                if let Some(record) = self.current.get_untracked() {
                    self.trained.set(Some(record.id));
                    self.keep_finished(record);
                    self.ask_of_new_model();
                }
            }
            Change::Predicted { before, after } => {
                self.probe.update(|probe| {
                    probe.busy = false;
                    probe.before = Some(before);
                    probe.after = (!after.is_empty()).then_some(after);
                });
            }
            Change::PredictFailed(trouble) => self.probe.update(|probe| {
                probe.busy = false;
                probe.trouble = Some(trouble.sentence);
            }),
            Change::Explained { before, after } => {
                self.explanation.update(|explanation| explanation.answer(&before, &after));
            }
            Change::ExplainFailed(trouble) => self.explanation.update(|explanation| explanation.fail(trouble.sentence)),
            Change::Mixed { share, target, general } => self.add_mix(share, target, general),
            Change::MixFailed(trouble) => self.mixture.update(|mixture| mixture.fail(trouble.sentence)),
            Change::Attended(attention) => self.attended(attention),
            Change::Embedded(rows) => self.embedded(&rows),
            Change::EmbedFailed(trouble) => self.explaining.update(|explaining| explaining.fail(trouble.sentence)),
            Change::AttendFailed(trouble) => self.attention.update(|attention| attention.fail(trouble.sentence)),
            Change::Exported(file) => {
                let saved = save_file("forget-me-not-weights.safetensors", "application/octet-stream", &file.0);
                if let Err(trouble) = saved {
                    self.report(trouble);
                }
            }
            Change::ExportFailed(trouble) => self.report(trouble),
            Change::Surveyed(answers) => self.surveyed(&answers),
            Change::SurveyFailed(trouble) => self.halt_stages(trouble.sentence),
            Change::Started
            | Change::Loading(_)
            | Change::Loaded(_)
            | Change::LoadFailed(_)
            | Change::RunFailed(_)
            | Change::SelfTested(..)
            | Change::SelfTestFailed(_)
            | Change::Broken(_) => {}
        }
    }

    /// The run stands elsewhere. What was asked in the meantime is done now.
    fn stands(self, status: RunStatus) {
        self.status.set(status);
        let pause = self.behind(|stage| match status {
            RunStatus::Running => std::mem::take(&mut stage.pause_soon),
            _ => false,
        });
        if pause == Some(true) {
            self.ask(RunStatus::Pausing, |run_id| Command::Pause { run_id });
        }
        if status == RunStatus::Paused && self.is_sweeping() {
            // The sweep went on before its run had come to the pause.
            self.ask(RunStatus::Running, |run_id| Command::Resume { run_id });
        }
    }

    /// The run has ended and is kept: what follows it is begun.
    pub(super) fn run_over(self) {
        let Some(record) = self.current.get_untracked() else { return };
        self.stage_run_over(&record);
        self.advance();
    }

    fn change_record(self, change: impl FnOnce(&mut RunRecord)) {
        self.current.update(|current| {
            if let Some(record) = current {
                change(record);
            }
        });
    }
}
