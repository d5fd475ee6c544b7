//! What the learner has done and recalled: noted as it happens, kept, exported, imported, reset.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Lab;
use crate::client::browser::now;
use crate::client::goals::{Standing, attempts};
use crate::client::record::RunRecord;
use crate::config::RunConfig;
use crate::error::{Remedy, Trouble};
use crate::lesson::deed::Deed;
use crate::lesson::problem::Goal;
use crate::lesson::progress::Progress;
use crate::protocol::Outcome;

const SETTING: &str = "progress";

impl Lab {
    /// Changes what is known of the learner, and keeps it.
    pub fn learned(self, change: impl FnOnce(&mut Progress, f64)) {
        self.progress.update(|progress| change(progress, now()));
        self.keep_progress();
    }

    /// Notes a deed.
    pub fn did(self, deed: Deed) {
        if !self.progress.read_untracked().has(deed) {
            self.learned(|progress, now| {
                progress.note(deed, now);
            });
        }
    }

    /// Notes that the learner sets out to solve the worked problem; the first time counts.
    pub fn begin_problem(self) {
        if self.progress.read_untracked().problem_begun.is_none() {
            self.learned(|progress, now| progress.problem_begun = Some(now));
        }
    }

    /// Notes what a run that has ended ticks off.
    pub(super) fn did_run(self, record: &RunRecord) {
        if !matches!(record.outcome, Some(Outcome::Completed { .. } | Outcome::Diverged { .. })) {
            return;
        }
        for deed in Deed::of_run(&record.config) {
            self.did(deed);
        }
        if record.guess.is_some() {
            self.did(Deed::PredictedFirst);
        }
        let differs = |other: &RunRecord| {
            other.config.strategy.name() != record.config.strategy.name() && other.outcome.is_some()
        };
        if self.runs.read_untracked().iter().any(differs) {
            self.did(Deed::ComparedStrategies);
        }
        let texts = self.texts.read_untracked();
        let attempts = texts.as_ref().map(|texts| attempts([record], texts, &RunConfig::default())).unwrap_or_default();
        let begun = self.progress.read_untracked().problem_begun;
        if Standing::of(&Goal::CHALLENGE, &attempts, begun).is_solved(&Goal::CHALLENGE) {
            self.did(Deed::MetChallenge);
        }
    }

    /// Saves everything about the learner's progress as a file.
    pub fn export_progress(self) {
        let file = self.progress.read_untracked().to_json();
        self.save("forget-me-not-progress.json", "application/json", file);
    }

    /// Adds the progress of an exported file to what is here.
    pub fn import_progress(self, content: &str) -> Result<(), String> {
        let other = Progress::from_json(content)?;
        self.learned(|progress, _| *progress = std::mem::take(progress).merged(other));
        Ok(())
    }

    /// Forgets what the learner has done; gives it, so that it can be brought back.
    pub fn reset_progress(self) -> Progress {
        let old = self.progress.get_untracked();
        self.learned(|progress, now| *progress = Progress { reset: Some(now), ..Progress::default() });
        old
    }

    /// Brings back what was reset; what was done since is added to it.
    pub fn restore_progress(self, old: Progress) {
        self.learned(|progress, _| {
            let reset = progress.reset;
            *progress = Progress { reset, ..old.merged(std::mem::take(progress)) };
        });
    }

    /// Brings back what an earlier visit kept; what this one has done meanwhile is added to it.
    pub(super) fn bring_back_progress(self) {
        spawn_local(async move {
            let Some(kept) = self.kept_setting(SETTING).await else { return };
            if let Err(detail) = self.take_in(&kept) {
                let sentence = "What an earlier visit kept of your progress cannot be read; it starts anew.";
                self.report(Trouble::new(Remedy::ChangeInput, sentence).because(detail));
            }
        });
    }

    /// Adds what is kept, unless this tab wrote it or knows it.
    fn take_in(self, kept: &str) -> Result<(), String> {
        if self.behind(|stage| stage.progress_seen.as_deref() == Some(kept)) == Some(true) {
            return Ok(());
        }
        let others = Progress::from_json(kept)?;
        self.behind(|stage| stage.progress_seen = Some(kept.to_owned()));
        self.progress.update(|progress| *progress = others.synced(std::mem::take(progress)));
        Ok(())
    }

    /// Keeps the progress, with what another tab may have kept meanwhile.
    fn keep_progress(self) {
        self.change_setting(SETTING, move |kept| {
            // What cannot be read was told when the page was opened.
            let _ = kept.as_deref().map(|kept| self.take_in(kept));
            match self.progress.read_untracked().to_json() {
                Ok(json) => {
                    self.behind(|stage| stage.progress_seen = Some(json.clone()));
                    Some(json)
                }
                Err(error) => {
                    let sentence = "Your progress cannot be written down. It stays in this visit.";
                    self.report(Trouble::new(Remedy::ChangeInput, sentence).because(error));
                    None
                }
            }
        });
    }
}
