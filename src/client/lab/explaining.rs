//! Explanations in the learner's own words: kept, checked, counted.

use std::num::NonZeroU32;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Lab, Wish};
use crate::client::explaining::Question;
use crate::client::explanations::{Explanations, covered, is_explanation};
use crate::client::state::EngineState;
use crate::config::BaseModel;
use crate::error::{Remedy, Trouble};
use crate::lesson::answer_check::check_answer;
use crate::lesson::answer_language::is_german;
use crate::lesson::deed::Deed;
use crate::lesson::explain::{Prompt, Prompts};
use crate::protocol::Command;

const SETTING: &str = "explanations";

impl Lab {
    /// Keeps what the learner writes.
    pub fn write_explanation(self, prompt: &str, text: String) {
        self.explanations.update(|explanations| explanations.write(prompt, text));
        self.keep_explanations();
    }

    /// Compares what is written with the concepts of a prompt. The model that is loaded is asked, whichever it is;
    /// where there is none, this wakes the configured one and asks then. German is not sent: the model would find
    /// nothing in the best of answers.
    pub fn check_explanation(self, prompt: &Prompt) {
        let text = self.explanations.read_untracked().of(&prompt.id).text;
        if check_answer(&text).is_err() {
            return;
        }
        if is_german(&text) {
            let best = self.best_explained(&prompt.id);
            self.explanations.update(|explanations| explanations.begin_anew(&prompt.id, best));
            return self.explaining.update(|explaining| explaining.leave_unread(prompt));
        }
        self.explaining.update(|explaining| explaining.begin(prompt, &text));
        self.behind(|stage| stage.desk.forget_embed());
        self.wish_once(Wish::Embed);
        if matches!(*self.engine.read_untracked(), EngineState::Ready(_) | EngineState::Loading(_)) {
            return self.fulfil();
        }
        self.wake();
    }

    /// The learner says that a concept is covered, or that it is not, or takes it back.
    pub fn judge_explanation(self, prompt: &Prompt, concept: &str, says: Option<bool>) {
        self.explanations.update(|explanations| explanations.judge(&prompt.id, concept, says));
        self.count_covered(prompt);
        self.keep_explanations();
    }

    /// The engine is there.
    pub(super) fn ask_embedding(self, model: BaseModel) {
        let question = self.explaining.try_update(|explaining| explaining.question(model)).flatten();
        let Some(Question { depth, texts }) = question else { return };
        if let Some(request) = self.behind(|stage| stage.desk.begin_embed()) {
            self.send(Command::Embed { request, depth, texts });
        }
    }

    pub(super) fn embedded(self, rows: &[f32]) {
        match self.explaining.try_update(|explaining| explaining.answer(rows)) {
            Some(Ok(id)) => {
                let best = self.best_explained(&id);
                self.explanations.update(|explanations| explanations.begin_anew(&id, best));
                let prompts = self.lesson::<Prompts>().get_untracked();
                if let Some(prompt) = prompts.here().and_then(|prompts| prompts.of(&id)) {
                    self.count_covered(prompt);
                }
            }
            Some(Err(sentence)) => self.explaining.update(|explaining| explaining.fail(sentence)),
            None => {}
        }
    }

    /// Brings back what an earlier visit kept.
    pub(super) fn bring_back_explanations(self) {
        spawn_local(async move {
            let Some(kept) = self.kept_setting(SETTING).await else { return };
            match serde_json::from_str::<Explanations>(&kept) {
                Ok(kept) => self.explanations.update(|explanations| explanations.add(kept)),
                Err(error) => {
                    let sentence = "What an earlier visit kept of your explanations cannot be read; they start anew.";
                    self.report(Trouble::new(Remedy::ChangeInput, sentence).because(error));
                }
            }
        });
    }

    /// Notes the best number of concepts of a prompt, and that something was explained.
    fn count_covered(self, prompt: &Prompt) {
        let written = self.explanations.read_untracked().of(&prompt.id);
        let covered = covered(prompt, &written, self.explaining.read_untracked().checked(&prompt.id));
        let count = covered.into_iter().filter(|covered| *covered).count();
        let known = self.best_explained(&prompt.id);
        let best = self.explanations.try_update(|explanations| explanations.best(&prompt.id, count, known));
        self.learned(|progress, _| {
            match best.unwrap_or(NonZeroU32::new(known)) {
                Some(best) => progress.explained.insert(prompt.id.clone(), best.get()),
                None => progress.explained.remove(&prompt.id),
            };
        });
        if is_explanation(&written, covered) {
            self.did(Deed::Explained);
        }
    }

    fn best_explained(self, prompt: &str) -> u32 {
        self.progress.read_untracked().explained.get(prompt).copied().unwrap_or_default()
    }

    fn keep_explanations(self) {
        match self.explanations.read_untracked().to_json() {
            Ok(json) => self.keep_setting(SETTING, json),
            Err(error) => {
                let sentence = "Your explanations cannot be written down. They stay in this visit.";
                self.report(Trouble::new(Remedy::ChangeInput, sentence).because(error));
            }
        }
    }
}
