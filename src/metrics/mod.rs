//! Figures computed from probabilities and labels: pure maths, no tensors, no web.

mod calibration;
mod cells;
mod classification;
mod curves;
mod natural;
mod ranking;
pub mod resample;
mod targets;
mod temperature;
mod worth;

pub use calibration::{Bin, brier, ece, reliability};
pub use cells::Cells;
pub use classification::{Confusion, MetricError, PROBABILITY, Predictions, Scores};
pub use curves::{PrPoint, RocPoint, auc, average_precision, precision_recall, roc};
pub use natural::{Natural, natural};
pub use ranking::{Operating, Ranking};
pub use targets::{best_precision, best_recall};
pub use temperature::{TEMPERATURES, fit_temperature, with_temperature};
pub use worth::{Costs, break_even, cheapest, cost, cost_curve};

/// Relative difference below which two figures count as equal, since only rounding tells them apart.
const ROUNDING: f64 = 1e-12;
