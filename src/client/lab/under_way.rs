//! A run that was going on when the page was left, and of which nothing could be kept yet: the learner is told.

use leptos::prelude::*;

use super::Lab;
use crate::client::browser::{forget_in_tab, keep_in_tab, kept_in_tab};

const MARK: &str = "forget-me-not: a run is under way";

impl Lab {
    /// Marks this tab while a run of the form goes on. Sweeps and sequences of tasks keep books of their own.
    pub(super) fn mark_runs(self) {
        Effect::new(move |was: Option<bool>| {
            let is = self.status.get().is_active();
            match was {
                Some(false) if is && !self.is_sweeping() && !self.is_in_sequence() => keep_in_tab(MARK),
                Some(true) if !is => forget_in_tab(MARK),
                _ => {}
            }
            is
        });
    }

    /// Says what became of a run that this tab was making when it was left, where no checkpoint of it is offered.
    pub(super) fn tell_of_a_lost_run(self, is_offered: bool) {
        if kept_in_tab(MARK) && !is_offered {
            let sentence = "The page was left while a run went on, before a first checkpoint of it could be kept: that \
                            run is gone. Its settings are in the form.";
            self.inform(sentence, Vec::new());
        }
        forget_in_tab(MARK);
    }
}
