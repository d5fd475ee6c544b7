//! Our figures against scikit-learn's: `tests/golden/metrics.json`, made by `make_metrics.py` beside it.

use forget_me_not::metrics::{MetricError, Predictions};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    classes: usize,
    labels: Vec<usize>,
    probabilities: Vec<f64>,
    confusion: Vec<Vec<u32>>,
    accuracy: f64,
    balanced_accuracy: f64,
    precision: Figure,
    recall: Figure,
    f1: Figure,
    loss: f64,
}

/// `None` where a figure is 0/0.
#[derive(Deserialize)]
struct Figure {
    classes: Vec<Option<f64>>,
    #[serde(rename = "macro")]
    mean: Option<f64>,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    classes: usize,
    labels: Vec<usize>,
    probabilities: Vec<Value>,
    error: String,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/metrics.json")).expect("well-formed")
}

fn assert_close(ours: impl Into<Option<f64>>, reference: impl Into<Option<f64>>, what: &str) {
    match (ours.into(), reference.into()) {
        (None, None) => {}
        (Some(ours), Some(reference)) if (ours - reference).abs() <= 1e-9 => {}
        (ours, reference) => panic!("{what}: {ours:?}, but scikit-learn has {reference:?}"),
    }
}

#[test]
fn every_figure_is_scikit_learns() {
    let cases = golden().cases;
    assert!(cases.len() >= 20);
    for case in cases {
        let name = &case.name;
        let probabilities = case.probabilities.iter().map(|p| *p as f32).collect();
        let predictions = Predictions::new(probabilities, case.labels.clone(), case.classes)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let confusion = predictions.confusion();
        assert_eq!(confusion.counts, case.confusion, "{name}");

        let positives = (0..case.classes).map(Some).chain([None]);
        for positive in positives {
            let reference = |figure: &Figure| positive.map_or(figure.mean, |class| figure.classes[class]);
            let scores = predictions.scores(positive);
            assert_close(scores.accuracy, case.accuracy, &format!("{name}: accuracy"));
            assert_close(scores.balanced_accuracy, case.balanced_accuracy, &format!("{name}: balanced accuracy"));
            assert_close(scores.loss, case.loss, &format!("{name}: loss"));
            assert_close(scores.precision, reference(&case.precision), &format!("{name}: precision of {positive:?}"));
            assert_close(scores.recall, reference(&case.recall), &format!("{name}: recall of {positive:?}"));
            assert_close(scores.f1, reference(&case.f1), &format!("{name}: F1 of {positive:?}"));
        }
    }
}

#[test]
fn what_cannot_be_measured_is_refused() {
    for case in golden().refused {
        let number = |value: &Value| match value.as_str() {
            Some("nan") => f32::NAN,
            Some(_) => f32::INFINITY,
            None => value.as_f64().expect("a number") as f32,
        };
        let probabilities = case.probabilities.iter().map(number).collect();
        let error = Predictions::new(probabilities, case.labels, case.classes).expect_err(&case.name);
        let kind = match error {
            MetricError::Empty => "empty",
            MetricError::Shape { .. } => "shape",
            MetricError::Probability { .. } => "probability",
            MetricError::Label { .. } => "label",
            MetricError::Lengths { .. } | MetricError::NotANumber { .. } | MetricError::OutOfRange { .. } => "score",
        };
        assert_eq!(kind, case.error, "{}", case.name);
    }
}
