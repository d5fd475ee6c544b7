//! The two curves that show every threshold at once, and the area under each.

use super::{Operating, Ranking};

/// A point of the ROC curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RocPoint {
    /// Called positive from this score upwards.
    pub threshold: f64,
    /// FP / (FP + TN).
    pub false_positive_rate: f64,
    /// TP / (TP + FN).
    pub recall: f64,
}

/// A point of the precision/recall curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrPoint {
    /// Called positive from this score upwards.
    pub threshold: f64,
    /// TP / (TP + FP).
    pub precision: f64,
    /// TP / (TP + FN).
    pub recall: f64,
}

/// The ROC curve (Fawcett, 2006) from (0, 0), at the threshold infinity, to (1, 1), with one point per
/// distinct score. Straight lines between the points are right, as they stand for a coin between two
/// thresholds. `None` where a class is missing.
pub fn roc(ranking: &Ranking) -> Option<Vec<RocPoint>> {
    let point = |Operating { threshold, cells }| {
        Some(RocPoint { threshold, false_positive_rate: cells.false_positive_rate()?, recall: cells.recall()? })
    };
    ranking.sweep().map(point).collect()
}

/// Area under the ROC curve by trapezoids (Fawcett, 2006, algorithm 2), within 0..=1; chance is 0.5. It is
/// the probability that a positive scores higher than a negative, a tie counting as half: Mann & Whitney's
/// statistic (Hanley & McNeil, 1982). `None` where a class is missing.
pub fn auc(ranking: &Ranking) -> Option<f64> {
    let pairs = f64::from(ranking.positives()) * f64::from(ranking.negatives());
    let trapezoids = ranking.steps().map(|step| step.negatives * (step.after.tp - step.positives / 2.0));
    (pairs > 0.0).then(|| trapezoids.sum::<f64>() / pairs)
}

/// The precision/recall curve, highest threshold first, with one point per distinct score. It has no point
/// at recall 0 where precision is 0/0, for which scikit-learn invents a precision of 1. Straight lines
/// between the points would be too optimistic (Davis & Goadrich, 2006); draw steps. `None` without
/// positives.
pub fn precision_recall(ranking: &Ranking) -> Option<Vec<PrPoint>> {
    let point = |Operating { threshold, cells }| {
        Some(PrPoint { threshold, precision: cells.precision()?, recall: cells.recall()? })
    };
    // The first setting calls nobody.
    ranking.sweep().skip(1).map(point).collect()
}

/// Average precision, within 0..=1: the precision of each point times the recall that it adds, as
/// scikit-learn defines it, without interpolation, which would be too optimistic (Davis & Goadrich, 2006).
/// By chance it is about the prevalence. `None` without positives.
pub fn average_precision(ranking: &Ranking) -> Option<f64> {
    let positives = f64::from(ranking.positives());
    let parts = ranking.steps().map(|step| Some(step.after.precision()? * step.positives / positives));
    if positives > 0.0 { parts.sum() } else { None }
}
