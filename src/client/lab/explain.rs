//! Which words the answer to a text rests on, and what becomes of questions whose worker is gone.

use std::mem::discriminant;

use leptos::prelude::*;

use super::{Lab, Wish};
use crate::client::occlusion::variants;
use crate::client::question::check_text;
use crate::client::state::Explanation;
use crate::config::Task;
use crate::protocol::Command;

impl Lab {
    /// Asks what each word of a text does to the probability of a class, before and after. Where the
    /// engine is not there yet, this wakes it and asks then.
    pub fn explain(self, text: String, task: Task, class: usize) {
        let text = text.trim().to_owned();
        if let Err(problem) = check_text(&text) {
            return self.explanation.update(|explanation| explanation.trouble = Some(problem.to_string()));
        }
        self.explanation.set(Explanation { text, task, class, busy: true, ..Explanation::default() });
        self.wish_once(Wish::Explain);
        self.wake();
    }

    /// The engine is there: sends the text and all its variants as one question.
    pub(super) fn ask_explanation(self) {
        let run = self.answering_run();
        self.explanation.update(|explanation| explanation.run = run);
        let Explanation { text, task, .. } = self.explanation.get_untracked();
        let mut texts = variants(&text).texts;
        texts.insert(0, text);
        if let Some(request) = self.behind(|stage| stage.desk.begin_explain()) {
            self.send(Command::Predict { request, task, texts });
        }
    }

    /// The run whose model the worker answers with: in mid-run that of the run as it is then.
    pub(super) fn answering_run(self) -> Option<u32> {
        let running = self.behind(|stage| stage.desk.run().is_some()).unwrap_or_default();
        let current = self.current.read_untracked().as_ref().map(|record| record.id);
        if running { current } else { self.trained.get_untracked() }
    }

    /// Wishes for something of which only the last one counts.
    pub(super) fn wish_once(self, wish: Wish) {
        self.behind(|stage| stage.wishes.retain(|kept| discriminant(kept) != discriminant(&wish)));
        self.wish(wish);
    }

    /// The worker is gone: what it was asked is asked of the next one.
    pub(super) fn ask_again(self) {
        if self.probe.read_untracked().busy {
            self.wish_once(Wish::Predict);
        }
        if self.explanation.read_untracked().busy {
            self.wish_once(Wish::Explain);
        }
        if self.attention.read_untracked().busy {
            self.wish_once(Wish::Attend);
        }
        if self.explaining.read_untracked().busy().is_some() {
            self.wish_once(Wish::Embed);
        }
    }
}
