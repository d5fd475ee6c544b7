//! What the learner is told, and what a press on a notice's button does.

use leptos::prelude::*;

use super::Lab;
use crate::client::state::{Action, Notice, Tone};
use crate::error::{Remedy, Trouble};

/// Older notices make room; nobody reads more.
const MOST: usize = 6;

impl Lab {
    /// Tells something that is good to know.
    pub fn inform(self, sentence: impl Into<String>, actions: Vec<Action>) {
        self.tell(Tone::Info, sentence.into(), String::new(), actions);
    }

    /// Tells that something went wrong, and offers the way on.
    pub fn report(self, trouble: Trouble) {
        let actions = match trouble.remedy {
            Remedy::Retry => vec![Action::Retry],
            Remedy::UseCpu => vec![Action::UseCpu],
            Remedy::Reload => vec![Action::Reload],
            Remedy::ChangeInput => Vec::new(),
        };
        self.tell(Tone::Error, trouble.sentence, trouble.detail, actions);
    }

    /// Does what a notice offers, and closes the notice.
    pub fn act(self, notice: u32, action: Action) {
        self.dismiss(notice);
        match action {
            Action::Retry => self.retry(),
            Action::UseCpu => self.use_cpu(),
            Action::Reload => {
                // A page that cannot be reloaded is a page that is being left.
                let _ = window().location().reload();
            }
            Action::Undelete { run } => self.undelete(run),
            Action::GoOn => self.go_on(),
            Action::Discard => self.discard(),
            Action::Restart => self.restart(),
            Action::GoOnSweep => self.resume_sweep(),
            Action::DropSweep => self.stop_sweep(),
            Action::RestartStages => self.restart_stages(),
        }
    }

    /// The learner goes to another place: what was only said about the last one is closed. What went wrong, what offers
    /// something and what has details stays.
    pub fn turn_page(self) {
        let passing =
            |notice: &Notice| notice.tone == Tone::Info && notice.actions.is_empty() && notice.detail.is_empty();
        if self.notices.read_untracked().iter().any(passing) {
            self.notices.update(|notices| notices.retain(|notice| !passing(notice)));
        }
    }

    /// Closes a notice.
    pub fn dismiss(self, notice: u32) {
        self.notices.update(|notices| notices.retain(|kept| kept.id != notice));
    }

    /// Closes the notices that offer something which is no longer possible.
    pub(super) fn withdraw(self, offers: impl Fn(Action) -> bool) {
        let stale = |notice: &Notice| notice.actions.iter().any(|action| offers(*action));
        if self.notices.read_untracked().iter().any(stale) {
            self.notices.update(|notices| notices.retain(|notice| !stale(notice)));
        }
    }

    pub(super) fn tell(self, tone: Tone, sentence: String, detail: String, actions: Vec<Action>) {
        let Some(id) = self.behind(|stage| {
            stage.last_notice += 1;
            stage.last_notice
        }) else {
            return;
        };
        self.notices.update(|notices| {
            // The same sentence again replaces its older copy, so that a loop of failures stays readable.
            notices.retain(|kept| kept.sentence != sentence);
            notices.push(Notice { id, tone, sentence, detail, actions });
            let surplus = notices.len().saturating_sub(MOST);
            notices.drain(..surplus);
        });
    }
}
