//! What holds for every ranking, tried on random ones: small and large, with and without ties, with and
//! without both classes.

use forget_me_not::metrics::resample::at_prevalence;
use forget_me_not::metrics::{
    Cells, Costs, Operating, Predictions, Ranking, auc, average_precision, best_precision, best_recall, cheapest, cost,
    cost_curve, fit_temperature, natural, precision_recall, roc, with_temperature,
};
use forget_me_not::random::SplitMix64;

const CASES: u64 = 300;

/// Random numbers as the tests want them.
struct Random(SplitMix64);

impl Random {
    /// Within 0..1.
    fn share(&mut self) -> f64 {
        (self.0.draw() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.share() * end as f64) as usize
    }
}

/// One random set. Scores are multiples of 1/256, so that their squares are exact.
struct Case {
    scores: Vec<f32>,
    positive: Vec<bool>,
    ranking: Ranking,
    random: Random,
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut random = Random(SplitMix64::new(seed));
        let (size, levels) = (1 + random.below(60), 1 + random.below(256));
        let prevalence = random.share();
        let positive: Vec<bool> = (0..size).map(|_| random.share() < prevalence).collect();
        let mut score = |positive: bool| {
            let level = if positive {
                random.below(levels + 1).max(random.below(levels + 1))
            } else {
                random.below(levels + 1)
            };
            level as f32 / 256.0
        };
        let scores: Vec<f32> = positive.iter().map(|positive| score(*positive)).collect();
        let ranking = Ranking::new(&scores, &positive).expect("valid");
        Self { scores, positive, ranking, random }
    }

    /// Counts anew what `Ranking::cells` looks up.
    fn count(&self, threshold: f64) -> Cells {
        let count = |called, positive| {
            let cell = self.scores.iter().zip(&self.positive);
            cell.filter(|(s, p)| (f64::from(**s) >= threshold) == called && **p == positive).count() as f64
        };
        Cells { tp: count(true, true), fp: count(true, false), fn_: count(false, true), tn: count(false, false) }
    }

    /// Every threshold that could matter.
    fn all_cells(&self) -> Vec<Cells> {
        self.scores.iter().map(|score| self.count((*score).into())).chain([self.count(2.0)]).collect()
    }
}

fn cases() -> impl Iterator<Item = Case> {
    (0..CASES).map(Case::new)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9
}

fn assert_same(a: Option<f64>, b: Option<f64>) {
    assert!(a.zip(b).map_or(a.is_none() && b.is_none(), |(a, b)| close(a, b)), "{a:?} {b:?}");
}

#[test]
fn cells_are_counted_and_add_up() {
    for mut case in cases() {
        for _ in 0..10 {
            let threshold = if case.random.below(2) == 0 { case.random.share() } else { case.scores[0].into() };
            let cells = case.ranking.cells(threshold);
            assert_eq!(cells, case.count(threshold));
            assert_eq!(cells.total(), case.scores.len() as f64);
        }
        assert_eq!(case.ranking.cells(case.ranking.above_all()), case.ranking.cells(f64::INFINITY));
    }
}

#[test]
fn a_higher_threshold_never_finds_more() {
    for case in cases() {
        let all: Vec<Operating> = case.ranking.sweep().collect();
        for pair in all.windows(2) {
            assert!(pair[0].threshold > pair[1].threshold);
            assert!(pair[0].cells.recall() <= pair[1].cells.recall());
            assert_eq!(pair[1].cells, case.ranking.cells(pair[1].threshold));
        }
        let Some(points) = roc(&case.ranking) else { continue };
        assert_eq!((points[0].false_positive_rate, points[0].recall), (0.0, 0.0));
        assert_eq!(points.last().map(|end| (end.false_positive_rate, end.recall)), Some((1.0, 1.0)));
        for pair in points.windows(2) {
            assert!(pair[0].false_positive_rate <= pair[1].false_positive_rate && pair[0].recall <= pair[1].recall);
        }
        assert_eq!(points.len(), precision_recall(&case.ranking).expect("has positives").len() + 1);
    }
}

#[test]
fn auc_is_the_share_of_pairs_in_order() {
    for case in cases() {
        let of = |wanted: bool| case.scores.iter().zip(&case.positive).filter(move |(_, p)| **p == wanted);
        let (mut wins, mut pairs) = (0.0, 0.0);
        for ((positive, _), (negative, _)) in of(true).flat_map(|p| of(false).map(move |n| (p, n))) {
            pairs += 1.0;
            wins += if positive > negative {
                1.0
            } else if positive == negative {
                0.5
            } else {
                0.0
            };
        }
        assert_same(auc(&case.ranking), (pairs > 0.0).then_some(wins / pairs));
    }
}

#[test]
fn only_the_order_counts_for_both_areas() {
    for case in cases() {
        for map in [|score: f32| score * score, |score: f32| score / 2.0 + 0.25] {
            let mapped: Vec<f32> = case.scores.iter().copied().map(map).collect();
            let mapped = Ranking::new(&mapped, &case.positive).expect("valid");
            assert_eq!(auc(&case.ranking), auc(&mapped));
            assert_eq!(average_precision(&case.ranking), average_precision(&mapped));
        }
    }
}

#[test]
fn another_prevalence_keeps_recall_and_specificity() {
    for mut case in cases() {
        let cells = case.ranking.cells(case.random.share());
        let both = case.ranking.positives() > 0 && case.ranking.negatives() > 0;
        let wanted = 0.001 + 0.998 * case.random.share();
        let people = case.random.below(2000) as u32;
        let whole = natural(cells, wanted, people);
        let Some(other) = cells.at_prevalence(wanted) else {
            assert!(!both && whole.is_none());
            continue;
        };
        assert!(close(other.total(), cells.total()));
        assert_same(other.prevalence(), Some(wanted));
        assert_same(other.recall(), cells.recall());
        assert_same(other.specificity(), cells.specificity());
        let same = cells.at_prevalence(cells.prevalence().expect("not empty")).expect("both classes");
        assert!(close(same.tp, cells.tp) && close(same.fp, cells.fp));
        assert!(close(same.fn_, cells.fn_) && close(same.tn, cells.tn));

        let whole = whole.expect("both classes");
        let ill = whole.found + whole.missed;
        assert_eq!(ill + whole.alarmed + whole.left_alone, people);
        assert!((f64::from(ill) - f64::from(people) * wanted).abs() <= 0.5 + 1e-9);
        // No count is off by more than the rounding of its class and its own.
        let scale = f64::from(people) / other.total();
        let pairs = [(whole.found, other.tp), (whole.missed, other.fn_), (whole.alarmed, other.fp)];
        assert!(pairs.into_iter().all(|(whole, exact)| (f64::from(whole) - exact * scale).abs() <= 1.0 + 1e-9));
    }
}

#[test]
fn nothing_is_cheaper_than_the_cheapest() {
    for mut case in cases() {
        let costs = Costs { missed: case.random.below(20) as f64, false_alarm: case.random.below(20) as f64 };
        for prevalence in [None, Some(case.random.share())] {
            let weigh = |cells: Cells| prevalence.map_or(Some(cells), |share| cells.at_prevalence(share));
            let all: Vec<f64> = case.all_cells().into_iter().filter_map(weigh).map(|c| cost(c, costs)).collect();
            let Some((threshold, least)) = cheapest(&case.ranking, costs, prevalence) else {
                assert!(all.is_empty());
                continue;
            };
            assert!(close(least, all.iter().copied().fold(f64::INFINITY, f64::min)));
            assert!(close(least, cost(weigh(case.ranking.cells(threshold)).expect("both classes"), costs)));
            let earlier = cost_curve(&case.ranking, costs, prevalence).into_iter().take_while(|(t, _)| *t > threshold);
            assert!(earlier.into_iter().all(|(_, other)| other > least));
        }
    }
}

#[test]
fn targets_are_met_as_well_as_can_be() {
    type Figure = fn(Cells) -> Option<f64>;
    for mut case in cases() {
        let bound = case.random.share();
        let best = |wanted: Figure, bounded: Figure| {
            let allowed = case.all_cells().into_iter().filter(|cells| bounded(*cells).is_some_and(|b| b >= bound));
            allowed
                .filter_map(|cells| Some((wanted(cells)?, bounded(cells)?)))
                .max_by(|a, b| a.partial_cmp(b).expect("no NaN"))
        };
        let ours = |found: Option<Operating>, wanted: Figure, bounded: Figure| {
            let cells = found?.cells;
            assert_eq!(found.map(|found| case.ranking.cells(found.threshold)), Some(cells));
            Some((wanted(cells)?, bounded(cells)?))
        };
        let (precision, recall): (Figure, Figure) = (Cells::precision, Cells::recall);
        assert_eq!(ours(best_precision(&case.ranking, bound), precision, recall), best(precision, recall));
        assert_eq!(ours(best_recall(&case.ranking, bound), recall, precision), best(recall, precision));
    }
}

#[test]
fn temperature_changes_no_answer_and_never_raises_the_loss() {
    for seed in 0..CASES {
        let mut random = Random(SplitMix64::new(seed));
        let (size, classes, spread) = (1 + random.below(40), 2 + random.below(4), 20.0 * random.share());
        let labels: Vec<usize> = (0..size).map(|_| random.below(classes)).collect();
        let row = |label: &usize| {
            let mut weights: Vec<f64> = (0..classes).map(|_| (spread * random.share()).exp()).collect();
            weights[*label] *= (spread / 3.0).exp();
            let sum: f64 = weights.iter().sum();
            weights.into_iter().map(move |weight| (weight / sum) as f32).collect::<Vec<f32>>()
        };
        let rows = labels.iter().flat_map(row).collect();
        let predictions = Predictions::new(rows, labels, classes).expect("valid");
        let scaled = with_temperature(&predictions, fit_temperature(&predictions));
        assert!(scaled.loss() <= predictions.loss() + 1e-6);
        for t in [0.05, 0.3, 1.0, 3.0, 20.0] {
            assert_eq!(with_temperature(&predictions, t).predicted(), predictions.predicted());
        }
        let same = with_temperature(&predictions, 1.0);
        let change = (0..size).flat_map(|index| same.row(index).iter().zip(predictions.row(index)));
        assert!(change.into_iter().all(|(after, before)| (after - before).abs() < 1e-6));
    }
}

#[test]
fn resampled_sets_have_the_right_counts() {
    for mut case in cases() {
        let (prevalence, size) = (case.random.share(), 1 + case.random.below(80));
        let possible = |n: usize| {
            let wanted = (n as f64 * prevalence).round() as u32;
            wanted <= case.ranking.positives() && n as u32 - wanted <= case.ranking.negatives()
        };
        let both = case.ranking.positives() > 0 && case.ranking.negatives() > 0;
        let largest = (1..=size.min(case.scores.len())).filter(|n| both && possible(*n)).max();
        let drawn = at_prevalence(&case.positive, prevalence, size, 5);
        assert_eq!(drawn.as_ref().map(Vec::len), largest);
        let Some(drawn) = drawn else { continue };
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]) && drawn.iter().all(|index| *index < case.scores.len()));
        let positives = drawn.iter().filter(|index| case.positive[**index]).count();
        assert_eq!(positives, (drawn.len() as f64 * prevalence).round() as usize);
        assert_eq!(at_prevalence(&case.positive, prevalence, size, 5), Some(drawn));
    }
}
