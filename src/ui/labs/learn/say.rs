//! The words of the place in the language that is chosen, for views.

use std::sync::Arc;

use leptos::prelude::*;

use crate::client::Lab;
use crate::lesson::learn_words::LearnWords;
use crate::lesson::{Language, Text};

/// One text of the place's words.
pub type Pick = fn(&LearnWords) -> &Text;

/// A handle; copy it freely.
#[derive(Clone, Copy)]
pub struct Say {
    /// The page's state.
    pub lab: Lab,
    words: StoredValue<Arc<LearnWords>>,
}

impl Say {
    /// Words to say.
    pub fn new(lab: Lab, words: Arc<LearnWords>) -> Self {
        Self { lab, words: StoredValue::new(words) }
    }

    /// The language. Reactive.
    pub fn language(self) -> Language {
        self.lab.language.get()
    }

    /// Something of the words. Reactive in nothing.
    pub fn with<T>(self, read: impl FnOnce(&LearnWords) -> T) -> T {
        self.words.with_value(|words| read(words))
    }

    /// A text. Reactive.
    pub fn now(self, pick: Pick) -> String {
        let language = self.language();
        self.with(|words| pick(words).get(language).to_owned())
    }

    /// A text with its names filled in. Reactive.
    pub fn fill(self, pick: Pick, values: &[(&str, String)]) -> String {
        let language = self.language();
        self.with(|words| pick(words).fill(language, values))
    }

    /// A text that follows the language.
    pub fn text(self, pick: Pick) -> Signal<String> {
        Signal::derive(move || self.now(pick))
    }

    /// A text of the chapters that follows the language, without its marks.
    pub fn plain(self, text: &Text) -> Signal<String> {
        let text = text.clone();
        Signal::derive(move || crate::lesson::markup::plain(text.get(self.language())))
    }
}
