//! Looking into the model: between start and end, at its attention, and what runs look at as they go.

use leptos::prelude::*;

use super::{Lab, Wish};
use crate::client::between::Mixture;
use crate::client::question::check_text;
use crate::client::state::AttentionView;
use crate::error::{Remedy, Trouble};
use crate::protocol::{Attention, Command, Watchlist};

impl Lab {
    /// Says what the evaluations of runs look at besides. Takes effect at the next one.
    pub fn look_at(self, watchlist: Watchlist) {
        self.watchlist.set(watchlist.clone());
        if self.behind(|stage| stage.worker.is_some()) == Some(true) {
            self.send(Command::Watch { watchlist });
        }
    }

    /// Measures the models between the base model and the one trained last.
    pub fn mix(self) {
        let Some((run, task)) = self.trained_run() else { return };
        let shares = Mixture::shares();
        let Some(request) = self.behind(|stage| stage.desk.begin_mix(shares.len())) else { return };
        self.mixture.set(Mixture { run: Some(run), task, busy: true, ..Mixture::default() });
        self.send(Command::Mix { request, shares });
    }

    /// Shows where each head looks in a text, before and after. Where the engine is not there yet, this wakes
    /// it and asks then.
    pub fn attend(self, text: String) {
        let text = text.trim().to_owned();
        if let Err(problem) = check_text(&text) {
            return self.attention.update(|attention| attention.trouble = Some(problem.to_string()));
        }
        let task = self.config.read_untracked().task;
        self.attention.set(AttentionView { text, task, busy: true, ..AttentionView::default() });
        self.wish_once(Wish::Attend);
        self.wake();
    }

    pub(super) fn ask_attention(self) {
        let run = self.answering_run();
        self.attention.update(|attention| attention.run = run);
        let AttentionView { text, task, .. } = self.attention.get_untracked();
        if let Some(request) = self.behind(|stage| stage.desk.begin_attend()) {
            self.send(Command::Attend { request, task, text });
        }
    }

    pub(super) fn attended(self, answer: Attention) {
        self.attention.update(|attention| {
            attention.busy = false;
            attention.run = attention.run.filter(|_| !answer.after.0.is_empty());
            attention.answer = Some(answer);
        });
    }

    pub(super) fn add_mix(self, share: f64, target: Vec<f32>, general: Vec<f32>) {
        let Some(texts) = self.texts.get_untracked() else { return };
        let added = self.mixture.try_update(|mixture| mixture.add(share, &target, &general, &texts));
        if let Some(Err(detail)) = added {
            let sentence = "This model has no figures: its answers are no probabilities.".to_owned();
            self.mixture.update(|mixture| mixture.fail(sentence.clone()));
            self.report(Trouble::new(Remedy::ChangeInput, sentence).because(detail));
        }
    }

    /// The run whose weights the worker holds, and its task.
    fn trained_run(self) -> Option<(u32, crate::config::Task)> {
        let run = self.trained.get_untracked()?;
        let kept = self.runs.read_untracked();
        Some((run, kept.iter().find(|record| record.id == run)?.config.task))
    }
}
