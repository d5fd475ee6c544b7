//! The labels of runs in the language that is chosen, for views.

use leptos::prelude::*;

use super::run_label::RunLabel;
use crate::client::{Fetched, Lab};
use crate::lesson::Language;
use crate::lesson::run_labels::RunLabels;

/// A handle; copy it freely. What it says is empty until its words have come.
#[derive(Clone, Copy)]
pub struct Labels {
    lab: Lab,
    words: RwSignal<Fetched<RunLabels>>,
}

impl Labels {
    /// Labels whose words are on their way from now on.
    pub fn new(lab: Lab) -> Self {
        Self { lab, words: lab.lesson() }
    }

    /// A run's name or number. Reactive.
    pub fn title(self, run: &RunLabel) -> String {
        self.say(|words, language| run.title(words, language))
    }

    /// A run's settings. Reactive.
    pub fn settings(self, run: &RunLabel) -> String {
        self.say(|words, language| run.settings(words, language))
    }

    /// A run's name, or its number with its settings. Reactive.
    pub fn whole(self, run: &RunLabel) -> String {
        self.say(|words, language| run.whole(words, language))
    }

    fn say(self, read: impl FnOnce(&RunLabels, Language) -> String) -> String {
        let language = self.lab.language.get();
        self.words.read().here().map(|words| read(words, language)).unwrap_or_default()
    }
}
