//! The questions: `public/lessons/quiz.json`.

use serde::{Deserialize, Serialize};

use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/quiz.json";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiz {
    /// Questions that stay as they are.
    pub questions: Vec<Question>,
    /// Questions whose numbers are drawn and whose answer is computed.
    pub computed: Vec<Template<Sum>>,
    /// Questions about the learner's own runs.
    pub own_runs: Vec<Template<About>>,
}

/// How hard something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// One idea, recalled.
    Easy,
    /// Two ideas, or one that is applied.
    Medium,
    /// Several steps.
    Hard,
}

/// A question with one best answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name: unique, lower case and hyphens.
    pub id: String,
    /// The chapter that answers it.
    pub chapter: String,
    /// How hard it is.
    pub level: Level,
    /// What is asked.
    pub question: Text,
    /// Code that the question is about, the same in every language.
    #[serde(default)]
    pub code: Option<Code>,
    /// The best answer.
    pub right: Answer,
    /// The others.
    pub wrong: [Answer; 3],
    /// Every calculation that question and answers rest on, such as `40 / (40 + 10) = 0.8`; a test computes them.
    #[serde(default)]
    pub arithmetic: Vec<String>,
}

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// `python` or `rust`.
    pub language: String,
    /// The lines.
    pub lines: Vec<String>,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What it says.
    pub text: Text,
    /// Why it is the best answer, or what is wrong with it.
    pub why: Text,
}

/// A question whose `{names}` are filled in; which names there are follows from what it is about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template<T> {
    /// Its name: unique, lower case and hyphens.
    pub id: String,
    /// The chapter that answers it.
    pub chapter: String,
    /// How hard it is.
    pub level: Level,
    /// What is computed.
    pub about: T,
    /// What is asked.
    pub question: Text,
    /// The best answer.
    pub right: Answer,
    /// The others: each is what one mistake leads to.
    pub wrong: [Answer; 3],
    /// The way to the answer, step by step.
    #[serde(default)]
    pub steps: Vec<Text>,
}

/// What a computed question computes. The docstrings name what its template can quote; `{right}` and
/// `{wrong1}` to `{wrong3}` are the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sum {
    /// Loss after `{epochs}` epochs that starts at `{start}` and shrinks to `{factor}` of itself in each.
    /// Wrong: one epoch too few; the factor taken off once per epoch, linearly (start × (1 − epochs × (1 −
    /// factor)), or 0 where that is negative); start × factor only.
    LossDecay,
    /// Precision from `{tp}`, `{fp}`, `{missed}` (false negatives), `{tn}`. Wrong: recall; accuracy; share of
    /// positives among all.
    Precision,
    /// Recall from the same. Wrong: precision; accuracy; specificity.
    Recall,
    /// F1 from the same. Wrong: arithmetic mean of precision and recall; precision; recall.
    F1,
    /// How likely somebody flagged is ill: of 1,000 people `{ill}` are ill, recall is `{recall}` and the share
    /// of the healthy who are flagged `{false_alarm}`; also `{caught}`, `{alarms}`, `{flagged}`, `{healthy}`.
    /// Wrong: recall; one minus the false-alarm share; prevalence.
    Prevalence,
    /// Steps of a run: `{examples}` examples, batch size `{batch}`, `{epochs}` epochs; also `{per_epoch}`.
    /// Wrong: examples × epochs; steps of one epoch; examples / batch without rounding up, times epochs, minus one epoch.
    Steps,
    /// Accuracy of a model that always says no, where `{positives}` of `{total}` are positive. Wrong: share of
    /// positives; one half; 1.
    AlwaysNo,
    /// Weights that LoRA of rank `{rank}` trains for a matrix of `{rows}` × `{columns}`; also `{full}`.
    /// Wrong: rows × columns; rank × rows × columns; rank × rank.
    LoraWeights,
    /// Average forgetting, in points: general accuracy `{before}` before, `{after}` after. Wrong: after as a
    /// share of before; after; the sign turned round.
    Forgetting,
}

/// What a question about the learner's runs is about. Every one can quote `{run}` (its name).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// `{run}` has `{precision}` and `{recall}`; which move of the threshold raises recall?
    RaiseRecall,
    /// `{run}` has `{precision}` and `{recall}`; which move raises precision?
    RaisePrecision,
    /// `{run}`'s general accuracy was `{before}` and is `{after}`, domain accuracy `{domain_before}` and
    /// `{domain_after}`: what happened? Only asked where general accuracy fell by 3 points or more.
    DidForget,
    /// The same, where it fell by less than 1 point.
    DidKeep,
    /// `{run}` missed `{missed}` of `{positives}` conditions and flagged `{alarms}` others: which is its recall
    /// (`{right}`)? Wrong: precision, accuracy, and share flagged, as `{wrong1}` to `{wrong3}`.
    RecallOfRun,
    /// `{run}` and `{other}` differ: `{run}` gained `{gain}` and kept `{kept}`, `{other}` gained `{other_gain}`
    /// and kept `{other_kept}` (points); `{run}` forgot less. Which one would you ship where the general task matters?
    WhichForgotLess,
    /// `{run}` has a last training loss of `{train_loss}` and a test loss of `{test_loss}`: what does the gap
    /// say? Only asked where the test loss is the greater by 0.1 or more.
    LossGap,
}
