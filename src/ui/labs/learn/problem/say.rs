//! The words of the problem in the language that is chosen, for views.

use std::sync::Arc;

use leptos::prelude::*;

use crate::client::Lab;
use crate::lesson::problem_words::ProblemWords;
use crate::lesson::{Language, Text};

/// One text of the words.
pub type Pick = fn(&ProblemWords) -> &Text;

/// A handle; copy it freely.
#[derive(Clone, Copy)]
pub struct Say {
    /// The page's state.
    pub lab: Lab,
    words: StoredValue<Arc<ProblemWords>>,
}

impl Say {
    /// Words to say.
    pub fn new(lab: Lab, words: Arc<ProblemWords>) -> Self {
        Self { lab, words: StoredValue::new(words) }
    }

    /// The language. Reactive.
    pub fn language(self) -> Language {
        self.lab.language.get()
    }

    /// A text of the words, in all languages.
    pub fn pick(self, pick: Pick) -> Text {
        self.words.with_value(|words| pick(words).clone())
    }

    /// Reads the words.
    pub fn with<T>(self, read: impl FnOnce(&ProblemWords) -> T) -> T {
        self.words.with_value(|words| read(words))
    }

    /// A text. Reactive.
    pub fn now(self, pick: Pick) -> String {
        self.fill(pick, &[])
    }

    /// A text with its names filled in. Reactive.
    pub fn fill(self, pick: Pick, values: &[(&str, String)]) -> String {
        let language = self.language();
        self.words.with_value(|words| pick(words).fill(language, values))
    }

    /// A text that follows the language.
    pub fn text(self, pick: Pick) -> Signal<String> {
        Signal::derive(move || self.now(pick))
    }
}
