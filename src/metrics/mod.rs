//! Figures computed from probabilities and labels: pure maths, no tensors, no web.

mod classification;

pub use classification::{Confusion, MetricError, PROBABILITY, Predictions, Scores};
