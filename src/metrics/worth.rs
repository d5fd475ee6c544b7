//! What a threshold costs, where the two kinds of error are not equally bad.

use super::{Cells, ROUNDING, Ranking};

/// What one error of each kind costs, in any unit that both share. Right answers cost nothing. Neither is
/// negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Costs {
    /// A positive that is called negative.
    pub missed: f64,
    /// A negative that is called positive.
    pub false_alarm: f64,
}

/// Mean cost per example (Elkan, 2001, with right answers free of charge), in the unit of `costs`; 0 where
/// all cells are empty.
pub fn cost(cells: Cells, costs: Costs) -> f64 {
    let total = cells.total();
    if total > 0.0 { (cells.fn_ * costs.missed + cells.fp * costs.false_alarm) / total } else { 0.0 }
}

/// Threshold and cost per example of every setting that differs from the others, highest threshold first.
/// The first one calls nobody; its threshold is [`Ranking::above_all`]. With a `prevalence`, costs are those
/// of [`Cells::at_prevalence`]; the curve is empty where that is undefined.
pub fn cost_curve(ranking: &Ranking, costs: Costs, prevalence: Option<f64>) -> Vec<(f64, f64)> {
    let point = |threshold: f64, cells: Cells| {
        let cells = prevalence.map_or(Some(cells), |share| cells.at_prevalence(share))?;
        Some((threshold.min(ranking.above_all()), cost(cells, costs)))
    };
    ranking.sweep().filter_map(|operating| point(operating.threshold, operating.cells)).collect()
}

/// Threshold and cost per example of the cheapest point of [`cost_curve`]. Of several equally cheap ones
/// the highest threshold counts, which calls the fewest; where it is cheapest to call nobody, that is
/// [`Ranking::above_all`]. `None` where the curve is empty.
pub fn cheapest(ranking: &Ranking, costs: Costs, prevalence: Option<f64>) -> Option<(f64, f64)> {
    let cheaper = |best: (f64, f64), next: (f64, f64)| if next.1 < best.1 * (1.0 - ROUNDING) { next } else { best };
    cost_curve(ranking, costs, prevalence).into_iter().reduce(cheaper)
}

/// The probability from which a call is worth its risk: false_alarm / (false_alarm + missed), the best
/// threshold for calibrated probabilities (Elkan, 2001, with right answers free of charge).
/// Where neither error costs anything every threshold is as good, and it is 0.5, as for equal costs.
pub fn break_even(costs: Costs) -> f64 {
    let both = costs.false_alarm + costs.missed;
    if both > 0.0 { costs.false_alarm / both } else { 0.5 }
}

/// [`break_even`] as a threshold on probabilities that are calibrated where positives are as common as `of_sample`,
/// for use where they are as common as `prevalence` (Elkan, 2001, theorem 2; both strictly between 0 and 1).
pub fn break_even_at(costs: Costs, of_sample: f64, prevalence: f64) -> f64 {
    let odds = |share: f64| share / (1.0 - share);
    let threshold = break_even(costs);
    if threshold >= 1.0 {
        return 1.0;
    }
    let shifted = odds(threshold) * odds(of_sample) / odds(prevalence);
    shifted / (1.0 + shifted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking() -> Ranking {
        Ranking::new(&[0.9, 0.6, 0.4, 0.1], &[true, false, true, false]).expect("valid")
    }

    #[test]
    fn what_costs_more_is_avoided() {
        let at = |missed, false_alarm| cheapest(&ranking(), Costs { missed, false_alarm }, None).expect("never empty");
        assert_eq!(at(10.0, 1.0), (f64::from(0.4_f32), 0.25));
        assert_eq!(at(1.0, 10.0), (f64::from(0.9_f32), 0.25));
        assert_eq!(at(0.0, 1.0), (1.0, 0.0));
        assert_eq!(at(1.0, 1.0), (f64::from(0.9_f32), 0.25));
    }

    #[test]
    fn where_a_score_is_one_only_infinity_calls_nobody() {
        let certain = Ranking::new(&[1.0, 1.0], &[true, false]).expect("valid");
        let costs = Costs { missed: 1.0, false_alarm: 3.0 };
        assert_eq!(cheapest(&certain, costs, None), Some((f64::INFINITY, 0.5)));
        assert_eq!(cheapest(&certain, costs, Some(0.9)).map(|(threshold, _)| threshold), Some(1.0));
    }

    #[test]
    fn a_missing_class_has_no_cost_at_another_prevalence() {
        let healthy = Ranking::new(&[0.2, 0.3], &[false, false]).expect("valid");
        let costs = Costs { missed: 1.0, false_alarm: 1.0 };
        assert_eq!(cheapest(&healthy, costs, Some(0.1)), None);
        assert_eq!(cheapest(&healthy, costs, None), Some((1.0, 0.0)));
    }

    #[test]
    fn break_even_is_a_share_of_the_costs() {
        assert_eq!(break_even(Costs { missed: 9.0, false_alarm: 1.0 }), 0.1);
        assert_eq!(break_even(Costs { missed: 0.0, false_alarm: 0.0 }), 0.5);
    }

    #[test]
    fn where_positives_are_rarer_the_same_probability_means_less() {
        let costs = Costs { missed: 20.0, false_alarm: 1.0 };
        assert!((break_even_at(costs, 0.3, 0.3) - break_even(costs)).abs() < 1e-12);
        // 1/20 × 0.6/0.4 × 0.98/0.02 = 3.675, worked by hand.
        assert!((break_even_at(costs, 0.6, 0.02) - 3.675 / 4.675).abs() < 1e-12);
        assert_eq!(break_even_at(Costs { missed: 0.0, false_alarm: 1.0 }, 0.6, 0.02), 1.0);
    }

    #[test]
    fn on_calibrated_scores_the_cheapest_threshold_is_the_shifted_one() {
        // Of the texts with the score s/20, s in 20 are positive.
        let (mut scores, mut labels) = (Vec::new(), Vec::new());
        for score in 1..20 {
            for text in 0..20 {
                scores.push(score as f32 / 20.0);
                labels.push(text < score);
            }
        }
        let ranking = Ranking::new(&scores, &labels).expect("valid");
        let costs = Costs { missed: 4.0, false_alarm: 1.0 };
        for prevalence in [0.1, 0.3, 0.5, 0.8] {
            let (threshold, _) = cheapest(&ranking, costs, Some(prevalence)).expect("both classes are there");
            let shifted = break_even_at(costs, 0.5, prevalence);
            assert!(threshold >= shifted - 1e-6 && threshold < shifted + 0.05 + 1e-6, "{threshold}, {shifted}");
        }
    }
}
