//! A run that was made beforehand with the same code, for the figures of the chapters: always called
//! recorded. Written by `experiments record` to `public/lessons/recorded-run.json`.

use serde::{Deserialize, Serialize};

use crate::metrics::Spread;
use crate::protocol::Part;

/// The file, below the page.
pub const FILE: &str = "lessons/recorded-run.json";

/// Everything recorded for the chapters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedRun {
    /// The default run of `pocket`.
    pub run: Run,
    /// A run on few examples for many epochs, which overfits.
    pub overfitted: Run,
    /// Learning rates, full fine-tuning, over seeds: short runs of 400 examples and 3 epochs.
    pub rates: Vec<Rate>,
    /// Numbers of domain examples, at the default learning rate and 5 epochs.
    pub examples: Vec<Amount>,
}

/// A run as it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The address that sets it up.
    pub address: String,
    /// What was measured, from step 0 on.
    pub moments: Vec<Moment>,
    /// On the whole domain test set: before, and after.
    pub before: Vec<Answer>,
    /// The same after the run.
    pub after: Vec<Answer>,
    /// Accuracy on the whole general test set before and after.
    pub general: [f64; 2],
}

/// Figures at one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// Steps made before it.
    pub step: u32,
    /// Mean loss on texts that the run learns from, in nats, without dropout.
    pub seen_loss: f64,
    /// Mean loss on domain validation texts, in nats.
    pub unseen_loss: f64,
    /// Accuracy on the watched domain validation texts.
    pub target: f64,
    /// Accuracy on the watched general validation texts.
    pub general: f64,
    /// How far each part has moved: L2 distance as a share of its length at the start.
    pub moved: Vec<(Part, f32)>,
}

/// An answer to a text of the domain test set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The probability of a condition, rounded to four decimals.
    pub p: f32,
    /// Whether it is one.
    pub y: bool,
}

/// What a learning rate led to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The learning rate.
    pub learning_rate: f64,
    /// Accuracy on domain texts.
    pub target: Spread,
    /// Accuracy on general texts.
    pub general: Spread,
}

/// What a number of examples led to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Domain examples.
    pub examples: u32,
    /// Accuracy on domain texts.
    pub target: Spread,
    /// Accuracy on general texts.
    pub general: Spread,
}
