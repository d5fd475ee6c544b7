//! How often the check of explanations is right: `public/lessons/explain-figures.json`, measured by
//! `prepare explain-figures`.

use serde::{Deserialize, Serialize};

use crate::config::BaseModel;

/// The file, below the page.
pub const FILE: &str = "lessons/explain-figures.json";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExplainFigures {
    /// How many hand-written answers chose depth and threshold.
    pub chosen_on: usize,
    /// How many others the figures are from.
    pub reported_on: usize,
    /// How many of these say what is wrong in the words of what is right.
    pub negations: usize,
    /// How many texts about something else were tried on every question.
    pub nonsense: usize,
    /// Each way of finding concepts.
    pub methods: Vec<MethodFigures>,
}

/// A way of finding concepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The vectors of `pocket`.
    Pocket,
    /// The vectors of `minilm-3`.
    #[serde(rename = "minilm-3")]
    MiniLm3,
    /// The share of words that a piece of the answer has in common with a phrasing.
    SharedWords,
    /// Every concept is found in every answer.
    Always,
}

impl Method {
    /// Every way, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Pocket, Self::MiniLm3, Self::SharedWords, Self::Always];

    /// That of a model.
    pub fn of(model: BaseModel) -> Self {
        match model {
            BaseModel::Pocket => Self::Pocket,
            BaseModel::MiniLm3 => Self::MiniLm3,
        }
    }
}

/// What a way of finding concepts came to, on answers that chose nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodFigures {
    /// Which way.
    pub method: Method,
    /// Of the concepts found, the share that is there. Each answer counts its four concepts.
    pub precision: f64,
    /// Of the concepts that are there, the share found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Where precision lies in 95 of 100 draws of as many answers from these.
    pub precision_range: [f64; 2],
    /// Where recall lies.
    pub recall_range: [f64; 2],
    /// Where F1 lies.
    pub f1_range: [f64; 2],
    /// Concepts found in the answers that say what is wrong in the words of what is right.
    pub found_in_negations: usize,
    /// Concepts found in the texts about something else, over all questions.
    pub found_in_nonsense: usize,
    /// What was neither found nor left out.
    pub maybe: Maybe,
}

/// Concepts that may be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maybe {
    /// How often that was said.
    pub said: usize,
    /// How many of them were there.
    pub there: usize,
}

impl ExplainFigures {
    /// What a way came to.
    pub fn of(&self, method: Method) -> Option<&MethodFigures> {
        self.methods.iter().find(|figures| figures.method == method)
    }
}
