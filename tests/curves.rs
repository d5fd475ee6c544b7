//! Our curves, cells and calibration against scikit-learn's and scipy's: `tests/golden/curves.json`, made by
//! `make_curves.py` beside it.

use forget_me_not::metrics::{
    MetricError, Predictions, Ranking, auc, average_precision, brier, ece, fit_temperature, precision_recall,
    reliability, roc, with_temperature,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Golden {
    betas: Vec<f64>,
    cases: Vec<Case>,
    temperatures: Vec<Temperature>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    scale: f64,
    scores: Vec<f64>,
    positive: String,
    roc: Option<Roc>,
    pr: Option<Pr>,
    /// Of all scores, highest first; left out where there are many.
    thresholds: Option<Vec<f64>>,
    auc: Option<f64>,
    average_precision: Option<f64>,
    brier: f64,
    calibration: Vec<Calibration>,
    cells: Vec<AtThreshold>,
}

#[derive(Deserialize)]
struct Roc {
    false_positive_rates: Vec<f64>,
    recalls: Vec<f64>,
}

#[derive(Deserialize)]
struct Pr {
    precisions: Vec<f64>,
    recalls: Vec<f64>,
}

#[derive(Deserialize)]
struct Calibration {
    bins: usize,
    counts: Vec<u32>,
    mean_scores: Vec<f64>,
    shares_positive: Vec<f64>,
    ece: f64,
}

#[derive(Deserialize)]
struct AtThreshold {
    threshold: f64,
    /// TP, FP, FN, TN.
    counts: [f64; 4],
    /// Precision, recall, specificity, accuracy, balanced accuracy.
    figures: [Option<f64>; 5],
    f_betas: Vec<Option<f64>>,
}

#[derive(Deserialize)]
struct Temperature {
    name: String,
    classes: usize,
    labels: Vec<usize>,
    probabilities: Vec<f64>,
    temperature: f64,
    loss: f64,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    scores: Vec<Value>,
    positive: String,
    error: String,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/curves.json")).expect("well-formed")
}

fn truths(positive: &str) -> Vec<bool> {
    positive.chars().map(|truth| truth == '1').collect()
}

fn ranking(case: &Case) -> Ranking {
    let scores: Vec<f32> = case.scores.iter().map(|score| (score / case.scale) as f32).collect();
    Ranking::new(&scores, &truths(&case.positive)).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

/// An `f32` that was read as an `f64`, which may be off in the last digit.
fn as_f32(number: f64) -> f64 {
    f64::from(number as f32)
}

fn assert_close(ours: impl Into<Option<f64>>, reference: impl Into<Option<f64>>, what: &str) {
    match (ours.into(), reference.into()) {
        (None, None) => {}
        (Some(ours), Some(reference)) if (ours - reference).abs() <= 1e-9 => {}
        (ours, reference) => panic!("{what}: {ours:?}, but the reference is {reference:?}"),
    }
}

fn assert_all_close(ours: impl IntoIterator<Item = f64>, reference: &[f64], what: &str) {
    let ours: Vec<f64> = ours.into_iter().collect();
    assert_eq!(ours.len(), reference.len(), "{what}");
    for (ours, reference) in ours.iter().zip(reference) {
        assert_close(*ours, *reference, what);
    }
}

#[test]
fn curves_are_scikit_learns() {
    let cases = golden().cases;
    assert!(cases.len() >= 20);
    for case in cases {
        let (name, ranking) = (&case.name, ranking(&case));
        assert_eq!(ranking.len(), case.positive.len(), "{name}");
        assert_eq!(ranking.positives() as usize, case.positive.matches('1').count(), "{name}");
        let points = roc(&ranking);
        assert_eq!(points.is_some(), case.roc.is_some(), "{name}: ROC");
        if let (Some(points), Some(reference)) = (points, case.roc) {
            assert_eq!(points[0].threshold, f64::INFINITY, "{name}");
            let rates = points.iter().map(|point| point.false_positive_rate);
            assert_all_close(rates, &reference.false_positive_rates, &format!("{name}: ROC, x"));
            assert_all_close(points.iter().map(|point| point.recall), &reference.recalls, &format!("{name}: ROC, y"));
        }
        let points = precision_recall(&ranking);
        assert_eq!(points.is_some(), case.pr.is_some(), "{name}: precision/recall");
        if let (Some(points), Some(reference)) = (points, case.pr) {
            let precisions = points.iter().map(|point| point.precision);
            assert_all_close(precisions, &reference.precisions, &format!("{name}: precision"));
            assert_all_close(points.iter().map(|point| point.recall), &reference.recalls, &format!("{name}: recall"));
        }
        if let Some(thresholds) = case.thresholds {
            let thresholds: Vec<f64> = thresholds.into_iter().map(as_f32).collect();
            assert_eq!(ranking.thresholds(), thresholds, "{name}");
        }
        assert_close(auc(&ranking), case.auc, &format!("{name}: AUC"));
        assert_close(average_precision(&ranking), case.average_precision, &format!("{name}: average precision"));
    }
}

#[test]
fn cells_and_their_figures_are_scikit_learns() {
    let golden = golden();
    for case in &golden.cases {
        let ranking = ranking(case);
        for reference in &case.cells {
            let what = format!("{} at {}", case.name, reference.threshold);
            let cells = ranking.cells(as_f32(reference.threshold));
            assert_eq!([cells.tp, cells.fp, cells.fn_, cells.tn], reference.counts, "{what}");
            let ours = [cells.precision(), cells.recall(), cells.specificity(), cells.accuracy()];
            for (ours, reference) in ours.into_iter().chain([cells.balanced_accuracy()]).zip(reference.figures) {
                assert_close(ours, reference, &what);
            }
            for (beta, reference) in golden.betas.iter().zip(&reference.f_betas) {
                assert_close(cells.f_beta(*beta), *reference, &format!("{what}: F{beta}"));
            }
        }
    }
}

#[test]
fn calibration_is_scikit_learns() {
    for case in golden().cases {
        let ranking = ranking(&case);
        assert_close(brier(&ranking), case.brier, &format!("{}: Brier", case.name));
        for reference in &case.calibration {
            let what = format!("{}, {} bins", case.name, reference.bins);
            let bins = reliability(&ranking, reference.bins);
            assert_eq!(bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), reference.counts, "{what}");
            assert_all_close(bins.iter().map(|bin| bin.mean_score), &reference.mean_scores, &what);
            assert_all_close(bins.iter().map(|bin| bin.share_positive), &reference.shares_positive, &what);
            assert_close(ece(&ranking, reference.bins), reference.ece, &what);
            for bin in bins {
                assert!(bin.from <= bin.mean_score && bin.mean_score <= bin.to, "{what}: {bin:?}");
            }
        }
    }
}

#[test]
fn temperatures_are_scipys() {
    for case in golden().temperatures {
        let probabilities = case.probabilities.iter().map(|p| *p as f32).collect();
        let predictions = Predictions::new(probabilities, case.labels, case.classes).expect(&case.name);
        let fitted = fit_temperature(&predictions);
        let difference = (fitted - case.temperature).abs();
        assert!(difference <= 1e-4, "{}: {fitted}, but scipy has {}", case.name, case.temperature);
        let loss = with_temperature(&predictions, fitted).loss();
        assert!((loss - case.loss).abs() <= 1e-6, "{}: {loss}, but scipy has {}", case.name, case.loss);
    }
}

#[test]
fn what_cannot_be_ranked_is_refused() {
    for case in golden().refused {
        let number = |value: &Value| match value.as_str() {
            Some("nan") => f32::NAN,
            Some(_) => f32::INFINITY,
            None => value.as_f64().expect("a number") as f32,
        };
        let scores: Vec<f32> = case.scores.iter().map(number).collect();
        let error = Ranking::new(&scores, &truths(&case.positive)).expect_err(&case.name);
        let kind = match error {
            MetricError::Empty => "empty".into(),
            MetricError::Lengths { .. } => "lengths".into(),
            MetricError::NotANumber { index } => format!("not a number at {index}"),
            MetricError::OutOfRange { index } => format!("out of range at {index}"),
            other => other.to_string(),
        };
        assert_eq!(kind, case.error, "{}", case.name);
    }
}
