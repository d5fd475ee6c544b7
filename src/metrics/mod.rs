//! Figures computed from probabilities, labels and features: pure maths, no tensors, no web.

mod axes;
mod calibration;
mod cells;
mod classification;
mod curves;
mod features;
mod frontier;
mod memory;
mod natural;
mod ranking;
mod representation;
pub mod resample;
mod spread;
mod stages;
mod targets;
mod temperature;
mod worth;

pub use axes::Axes;
pub use calibration::{Bin, brier, ece, reliability};
pub use cells::Cells;
pub use classification::{Confusion, MetricError, PROBABILITY, Predictions, Scores};
pub use curves::{PrPoint, RocPoint, auc, average_precision, precision_recall, roc};
pub use frontier::{Tradeoff, dominates, hypervolume, moves_front, pareto_front};
pub use memory::{
    ConfidenceBin, Evaluation, Fate, HistoryError, Trajectory, Turn, by_confidence, class_accuracy, most_forgotten,
    trajectories,
};
pub use natural::{Natural, natural};
pub use ranking::{Operating, Ranking};
pub use representation::{linear_cka, relative_l2};
pub use spread::{Spread, Verdict, compare};
pub use stages::{AccuracyMatrix, StageError};
pub use targets::{best_precision, best_recall};
pub use temperature::{TEMPERATURES, fit_temperature, with_temperature};
pub use worth::{Costs, break_even, break_even_at, cheapest, cost, cost_curve};

/// Relative difference below which two figures count as equal, since only rounding tells them apart.
const ROUNDING: f64 = 1e-12;
