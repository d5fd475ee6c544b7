//! What is said around explanations in the learner's own words: `public/lessons/explain-words.json`.

use serde::Deserialize;

use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/explain-words.json";

/// One text for each thing that is said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExplainWords {
    /// The title.
    pub title: Text,
    /// What it is for.
    pub lead: Text,
    /// Above the prompts.
    pub choose: Text,
    /// `{n}` of four ideas at best.
    pub best: Text,
    /// Nothing was explained yet.
    pub not_yet: Text,
    /// The label of the box.
    pub label: Text,
    /// That the model reads English only, and what to do about it.
    pub english_only: Text,
    /// What helps to write, and the shortcut.
    pub help: Text,
    /// The button.
    pub check: Text,
    /// The button, where a model has to be fetched first.
    pub fetch_and_check: Text,
    /// The button while a model is on its way.
    pub fetching: Text,
    /// The button while the model computes.
    pub checking: Text,
    /// The other button: shows the ideas, to be ticked by hand.
    pub by_myself: Text,
    /// Nothing is written.
    pub empty: Text,
    /// Far too much is written: `{n}` characters, at most `{most}`.
    pub too_long: Text,
    /// `{n}` of four ideas.
    pub result: Text,
    /// All four of them.
    pub complete: Text,
    /// Nothing was checked; the learner ticks.
    pub unchecked: Text,
    /// In place of the number, while nothing was checked or ticked.
    pub which: Text,
    /// The answer is in German, and was not checked.
    pub german: Text,
    /// The text is another one than that which was checked.
    pub stale: Text,
    /// What is said about one idea.
    pub idea: IdeaWords,
    /// What is said about how good the guess is.
    pub guess: GuessWords,
}

/// About one idea.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdeaWords {
    /// It was found.
    pub found: Text,
    /// It may be there.
    pub maybe: Text,
    /// It was not.
    pub missing: Text,
    /// It was not looked for.
    pub open: Text,
    /// The learner says that it is covered.
    pub said: Text,
    /// The learner says that it is not.
    pub unsaid: Text,
    /// Before the sentence that matched.
    pub matched: Text,
    /// Before the sentence that may match.
    pub perhaps: Text,
    /// Before the sentence that is near, in a text without a word of the idea.
    pub unrelated: Text,
    /// Before the sentence that comes nearest, where it is not near enough.
    pub nearest: Text,
    /// How near: `{similarity}`, counting from `{threshold}`.
    pub near: Text,
    /// The button: it is covered after all.
    pub covered: Text,
    /// The button: it is not covered after all.
    pub not_covered: Text,
    /// The button that takes either back.
    pub undo: Text,
}

/// About how good the guess is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuessWords {
    /// The title.
    pub title: Text,
    /// `{precision}` and `{recall}` of `{model}` on `{n}` answers.
    pub figures: Text,
    /// The ranges `{precision_low}`, `{precision_high}`, `{recall_low}`, `{recall_high}`, and what they mean.
    pub ranges: Text,
    /// What “maybe” came to: `{there}` of `{maybe}`.
    pub maybe: Text,
    /// Nonsense: `{n}` texts, of whose ideas `{found}` were found.
    pub nonsense: Text,
    /// What denies the ideas: `{found}` of `{ideas}` were still found.
    pub negations: Text,
    /// The model is better than counting words: F1 of `{own}` and `{words}`.
    pub beats_words: Text,
    /// It is not.
    pub no_better_than_words: Text,
    /// Above the table.
    pub table: Text,
    /// Its columns.
    pub way: Text,
    /// Precision.
    pub precision: Text,
    /// Recall.
    pub recall: Text,
    /// The way of counting words.
    pub shared_words: Text,
    /// The way of finding everything.
    pub always: Text,
}
