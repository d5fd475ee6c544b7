//! What the page can say of an answer of the model: whether it is right, and whether it is more than a guess. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::client::texts::Texts;
use crate::config::Task;
use crate::data::{Corpus, Label};
use crate::lesson::answer_language::is_german;
use crate::lesson::answer_words::content_words;

/// The texts that are offered, each with whether it describes a condition. They are ours; WordNet has none of them.
pub const SAMPLES: [(&str, bool); 3] = [
    ("a long-handled tool for moving snow", false),
    ("a feeling of great happiness and triumph", true),
    ("inflammation of the lining of the stomach", true),
];

/// A definition has at least so many words.
const FEWEST_WORDS: usize = 3;

/// Why an answer is a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The text looks German; the model has read English.
    German,
    /// None of its words stands in the texts that the page has.
    Unknown,
    /// It is too short to define anything.
    Short,
}

/// What is known of definitions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// The words that say something, without their endings.
    words: BTreeSet<String>,
    /// Whether a text describes a condition.
    truths: BTreeMap<String, bool>,
}

impl Known {
    /// What the held-out definitions tell, and the samples.
    pub fn of(texts: &Texts) -> Self {
        let sets = Texts::SPLITS.into_iter().filter_map(|split| texts.get(Corpus::Definitions, split));
        let examples = || sets.clone().flat_map(|set| &set.examples);
        let is_condition = |label: Label| label.class(Task::Condition) == 1;
        let own = SAMPLES.map(|(text, truth)| (text.to_owned(), truth));
        Self {
            words: examples().flat_map(|example| content_words(&example.text)).collect(),
            truths: examples().map(|example| (plain(&example.text), is_condition(example.label))).chain(own).collect(),
        }
    }

    /// Whether a text describes a condition, where that is known.
    pub fn truth(&self, text: &str) -> Option<bool> {
        self.truths.get(&plain(text)).copied()
    }

    /// Why the answer to a text is a guess, where it is one.
    pub fn doubt(&self, text: &str) -> Option<Doubt> {
        if self.truth(text).is_some() {
            None
        } else if is_german(text) {
            Some(Doubt::German)
        } else if !self.words.is_empty() && self.words.is_disjoint(&content_words(text)) {
            Some(Doubt::Unknown)
        } else {
            (text.split_whitespace().count() < FEWEST_WORDS).then_some(Doubt::Short)
        }
    }
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::texts;
    use crate::config::Task;
    use crate::ui::labs::fine_tune::choices::samples;

    #[test]
    fn the_label_is_known_of_samples_and_of_held_out_texts() {
        let known = Known::of(&texts());
        assert_eq!((known.truth(" An Illness"), known.truth("a tool")), (Some(true), Some(false)));
        assert_eq!(known.truth("an infection of the skin"), None);
        assert_eq!(known.truth(SAMPLES[0].0), Some(false));
        assert!(
            SAMPLES.iter().all(|(text, _)| samples(Task::Condition.corpus()).contains(text)),
            "no text of one's own"
        );
    }

    #[test]
    fn an_answer_is_a_guess_where_the_model_has_nothing_to_go_by() {
        let known = Known::of(&texts());
        for (text, doubt) in [
            ("eine Entzündung der Haut", Some(Doubt::German)),
            ("asdf qwerty zzz", Some(Doubt::Unknown)),
            ("the asdf of it", Some(Doubt::Unknown)),
            ("42", Some(Doubt::Unknown)),
            ("illness", Some(Doubt::Short)),
            ("an illness of the skin", None),
            ("a tool", None),
        ] {
            assert_eq!(known.doubt(text), doubt, "{text}");
        }
        assert_eq!(Known::default().doubt("asdf qwerty zzz"), None, "the texts have not come");
    }
}
