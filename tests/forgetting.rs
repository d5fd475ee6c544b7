//! Our figures about forgetting against numpy's, scipy's and scikit-learn's: `tests/golden/forgetting.json`,
//! made by `make_forgetting.py` beside it.

use forget_me_not::metrics::{
    AccuracyMatrix, Axes, Evaluation, Spread, Tradeoff, Verdict, by_confidence, class_accuracy, compare, hypervolume,
    linear_cka, most_forgotten, moves_front, pareto_front, trajectories,
};
use forget_me_not::random::SplitMix64;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    /// Student's 0.975 quantiles for 1, 2, ... degrees of freedom.
    quantiles: Vec<f64>,
    spreads: Vec<Sample>,
    comparisons: Vec<Comparison>,
    fronts: Vec<Front>,
    matrices: Vec<Matrix>,
    memories: Vec<Memory>,
    similarities: Vec<Similarity>,
    turned: Vec<Turned>,
    components: Vec<Components>,
}

#[derive(Deserialize)]
struct Sample {
    values: Vec<f64>,
    mean: f64,
    sd: f64,
    min: f64,
    max: f64,
}

#[derive(Deserialize)]
struct Comparison {
    a: Vec<f64>,
    b: Vec<f64>,
    difference: f64,
    margin: f64,
    beyond: bool,
}

#[derive(Deserialize)]
struct Front {
    points: Vec<(f64, f64)>,
    front: Vec<usize>,
    last_moves_it: bool,
    reference: (f64, f64),
    area: f64,
}

#[derive(Deserialize)]
struct Matrix {
    accuracies: Vec<Vec<f64>>,
    learned: Vec<Option<usize>>,
    average_forgetting: Option<f64>,
    backward_transfer: Option<f64>,
}

#[derive(Deserialize)]
struct Memory {
    labels: Vec<usize>,
    classes: usize,
    /// Probabilities of every evaluation, times 16.
    sixteenths: Vec<Vec<u8>>,
    fates: Vec<String>,
    lowest: Vec<f32>,
    turns: Vec<usize>,
    most_forgotten: Vec<usize>,
    /// In three bins of confidence.
    known: Vec<u32>,
    forgotten: Vec<u32>,
    /// At the last evaluation.
    class_accuracy: Vec<Option<f64>>,
}

#[derive(Deserialize)]
struct Similarity {
    seed: u64,
    rows: usize,
    columns: usize,
    other_columns: usize,
    shared: f32,
    cka: f64,
}

#[derive(Deserialize)]
struct Turned {
    seed: u64,
    rows: usize,
    columns: usize,
    turned: Vec<f64>,
    cka: f64,
}

#[derive(Deserialize)]
struct Components {
    seed: u64,
    rows: usize,
    columns: usize,
    halvings: usize,
    explained: [f64; 2],
    /// Of the first five rows.
    fitted: Vec<f64>,
    /// Of five rows that were not fitted.
    later: Vec<f64>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/forgetting.json")).expect("well-formed")
}

/// As in `make_forgetting.py`.
fn drawn(seed: u64, rows: usize, columns: usize, halvings: usize) -> Vec<f32> {
    let mut random = SplitMix64::new(seed);
    let value = |column: usize| ((random.draw() % 2048) as f32 / 1024.0 - 1.0) / (1u32 << (column % halvings)) as f32;
    (0..rows).flat_map(|_| 0..columns).map(value).collect()
}

fn assert_close(ours: impl Into<Option<f64>>, reference: impl Into<Option<f64>>, tolerance: f64, what: &str) {
    match (ours.into(), reference.into()) {
        (None, None) => {}
        (Some(ours), Some(reference)) if (ours - reference).abs() <= tolerance => {}
        (ours, reference) => panic!("{what}: {ours:?}, but the reference is {reference:?}"),
    }
}

/// Difference, margin and whether the one is beyond the other.
fn parts(verdict: Verdict) -> (f64, f64, bool) {
    match verdict {
        Verdict::Within { difference, margin } => (difference, margin, false),
        Verdict::Beyond { difference, margin } => (difference, margin, true),
        Verdict::TooFew => panic!("two at least"),
    }
}

#[test]
fn spreads_are_numpys() {
    for Sample { values, mean, sd, min, max } in golden().spreads {
        let ours = Spread::of(&values).expect("finite");
        assert_eq!((ours.count, ours.min, ours.max), (values.len(), min, max));
        assert_close(ours.mean, mean, 1e-12, "mean");
        assert_close(ours.sd, sd, 1e-12, "sd");
    }
}

#[test]
fn quantiles_are_scipys() {
    let quantiles = golden().quantiles;
    assert_eq!(quantiles.len(), 200);
    for (freedom, quantile) in (1usize..).zip(quantiles) {
        // Of two settings one of which does not spread, the other one's degrees of freedom are left. Its
        // standard error is 1, so that the margin is the quantile itself.
        let still = Spread { count: 2, mean: 0.0, sd: 0.0, min: 0.0, max: 0.0 };
        let count = freedom + 1;
        let moving = Spread { count, sd: (count as f64).sqrt(), ..still };
        let (_, margin, _) = parts(compare(&moving, &still));
        assert_close(margin, quantile, 1e-6, &format!("{freedom} degrees of freedom"));
    }
}

#[test]
fn comparisons_are_scipys() {
    let comparisons = golden().comparisons;
    let beyond = comparisons.iter().filter(|case| case.beyond).count();
    assert!(beyond >= 5 && comparisons.len() - beyond >= 5);
    for case in comparisons {
        let what = format!("{:?} and {:?}", case.a, case.b);
        let spread = |values| Spread::of(values).expect("finite");
        let (difference, margin, beyond) = parts(compare(&spread(&case.a), &spread(&case.b)));
        assert_close(difference, case.difference, 1e-9, &what);
        assert_close(margin, case.margin, 1e-6 * case.margin, &what);
        assert_eq!(beyond, case.beyond, "{what}");
    }
}

#[test]
fn fronts_and_areas_are_those_found_by_trying_everything() {
    let fronts = golden().fronts;
    let moving = fronts.iter().filter(|case| case.last_moves_it).count();
    assert!(moving >= 5 && fronts.len() - moving >= 5);
    for case in fronts {
        let point = |(gained, kept): (f64, f64)| Tradeoff { gained, kept };
        let points: Vec<Tradeoff> = case.points.iter().copied().map(point).collect();
        assert_eq!(pareto_front(&points), case.front, "{points:?}");
        assert_close(hypervolume(&points, point(case.reference)), case.area, 1e-9, &format!("{points:?}"));
        let (new, earlier) = points.split_last().expect("at least one");
        let front: Vec<Tradeoff> = pareto_front(earlier).into_iter().map(|index| earlier[index]).collect();
        assert_eq!(moves_front(&front, *new), case.last_moves_it, "{points:?}");
    }
}

#[test]
fn sequences_are_numpys() {
    for case in golden().matrices {
        let what = format!("{:?}, {:?}", case.accuracies, case.learned);
        let matrix = AccuracyMatrix::new(case.accuracies, case.learned).expect(&what);
        assert_close(matrix.average_forgetting(), case.average_forgetting, 1e-12, &what);
        assert_close(matrix.backward_transfer(), case.backward_transfer, 1e-12, &what);
    }
}

#[test]
fn memories_are_numpys() {
    for case in golden().memories {
        let sixteenths = |row: &Vec<u8>| row.iter().map(|count| f32::from(*count) / 16.0).collect();
        let rows: Vec<Vec<f32>> = case.sixteenths.iter().map(sixteenths).collect();
        let history: Vec<Evaluation> =
            (0..).zip(&rows).map(|(step, row)| Evaluation { step, probabilities: row }).collect();
        let texts = trajectories(&case.labels, case.classes, &history).expect("well-formed");
        let fates: Vec<String> = texts.iter().map(|text| format!("{:?}", text.fate())).collect();
        assert_eq!(fates, case.fates);
        assert_eq!(texts.iter().map(|text| text.lowest).collect::<Vec<_>>(), case.lowest);
        assert_eq!(texts.iter().map(|text| text.turned.len()).collect::<Vec<_>>(), case.turns);
        assert_eq!(most_forgotten(&texts, texts.len()), case.most_forgotten);
        let bins = by_confidence(&texts, case.classes, 3);
        assert_eq!(bins.iter().map(|bin| bin.known).collect::<Vec<_>>(), case.known);
        assert_eq!(bins.iter().map(|bin| bin.forgotten).collect::<Vec<_>>(), case.forgotten);
        let last = *history.last().expect("one at least");
        let shares = class_accuracy(&case.labels, case.classes, last).expect("well-formed");
        assert_eq!(shares.len(), case.class_accuracy.len());
        for (ours, reference) in shares.into_iter().zip(case.class_accuracy) {
            assert_close(ours, reference, 1e-12, "class accuracy");
        }
    }
}

#[test]
fn similarities_are_those_with_the_centring_written_out() {
    for case in golden().similarities {
        let Similarity { seed, rows, columns, other_columns, shared, cka } = case;
        let (x, mut y) = (drawn(seed, rows, columns, 3), drawn(seed + 1, rows, other_columns, 3));
        for (index, value) in y.iter_mut().enumerate() {
            let (row, column) = (index / other_columns, index % other_columns);
            *value += shared * x[row * columns + column % columns];
        }
        assert_close(linear_cka(&x, &y, rows), cka, 1e-9, &format!("{rows} x {columns} and {other_columns}"));
    }
}

#[test]
fn turning_and_scaling_a_representation_keeps_its_similarities() {
    for Turned { seed, rows, columns, turned, cka } in golden().turned {
        let (x, y) = (drawn(seed, rows, columns, 1), drawn(seed + 1, rows, columns, 1));
        let turned: Vec<f32> = turned.into_iter().map(|value| value as f32).collect();
        assert_close(linear_cka(&x, &y, rows), cka, 1e-9, "before");
        assert_close(linear_cka(&turned, &y, rows), cka, 1e-6, "after");
        assert_close(linear_cka(&turned, &x, rows), 1.0, 1e-6, "with itself");
    }
}

#[test]
fn axes_are_scikit_learns_up_to_their_sign() {
    for Components { seed, rows, columns, halvings, explained, fitted, later } in golden().components {
        let what = format!("{rows} x {columns}");
        let features = drawn(seed, rows, columns, halvings);
        let axes = Axes::fit(&features, rows).expect("varied");
        let ours =
            axes.project(&features).into_iter().take(5).chain(axes.project(&drawn(seed + 1, 5, columns, halvings)));
        let ours: Vec<[f32; 2]> = ours.collect();
        let theirs: Vec<f64> = fitted.into_iter().chain(later).collect();
        assert_eq!(2 * ours.len(), theirs.len());
        for axis in [0, 1] {
            assert_close(axes.explained()[axis], explained[axis], 1e-9, &what);
            let sign = f64::from(ours[0][axis]).signum() * theirs[axis].signum();
            for (ours, theirs) in ours.iter().zip(theirs.chunks_exact(2)) {
                assert_close(sign * f64::from(ours[axis]), theirs[axis], 1e-6, &what);
            }
        }
    }
}
