//! The best threshold where one figure must not fall below a bound.

use super::{Cells, Operating, ROUNDING, Ranking};

/// The setting with the highest precision among those with at least this recall (a share within 0..=1;
/// rounding is forgiven). Of several with the same precision, the one with the highest recall. `None`
/// without positives, and where no setting that calls somebody reaches the bound.
pub fn best_precision(ranking: &Ranking, recall_at_least: f64) -> Option<Operating> {
    best(ranking, Cells::precision, Cells::recall, recall_at_least)
}

/// The setting with the highest recall among those with at least this precision (a share within 0..=1;
/// rounding is forgiven). Of several with the same recall, the one with the highest precision. `None`
/// without positives, and where no setting that calls somebody reaches the bound.
pub fn best_recall(ranking: &Ranking, precision_at_least: f64) -> Option<Operating> {
    best(ranking, Cells::recall, Cells::precision, precision_at_least)
}

type Figure = fn(Cells) -> Option<f64>;

fn best(ranking: &Ranking, wanted: Figure, bound: Figure, at_least: f64) -> Option<Operating> {
    let worth = |operating: &Operating| Some((wanted(operating.cells)?, bound(operating.cells)?));
    let mut best = None;
    for operating in ranking.sweep() {
        let Some(worth) = worth(&operating) else { continue };
        // Two settings share both figures only where neither finds anybody, and that is never the best.
        if worth.1 >= at_least - ROUNDING && best.is_none_or(|(_, so_far)| worth > so_far) {
            best = Some((operating, worth));
        }
    }
    best.map(|(operating, _)| operating)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking() -> Ranking {
        Ranking::new(&[0.9, 0.8, 0.7, 0.6, 0.5], &[true, false, true, true, false]).expect("valid")
    }

    #[test]
    fn the_bound_is_kept() {
        let operating = best_precision(&ranking(), 2.0 / 3.0).expect("reachable");
        assert_eq!(operating.threshold, f64::from(0.6_f32));
        assert_eq!(operating.cells.precision(), Some(0.75));
        let operating = best_recall(&ranking(), 0.8).expect("reachable");
        assert_eq!(operating.threshold, f64::from(0.9_f32));
    }

    #[test]
    fn rounding_shuts_no_setting_out() {
        let scores: Vec<f32> = (0..10).map(|number| number as f32 / 10.0).collect();
        let lowest_three: Vec<bool> = (0..10).map(|number| number < 3).collect();
        let ranking = Ranking::new(&scores, &lowest_three).expect("valid");
        // Three of ten called are positive, but 0.1 + 0.2 is a little more than 0.3.
        assert_eq!(best_recall(&ranking, 0.1 + 0.2).map(|found| found.cells.recall()), Some(Some(1.0)));
    }

    #[test]
    fn what_cannot_be_reached_has_no_threshold() {
        let wrong = Ranking::new(&[0.9, 0.1], &[false, true]).expect("valid");
        assert_eq!(best_recall(&wrong, 0.6), None);
        assert_eq!(best_precision(&wrong, 1.1), None);
        let healthy = Ranking::new(&[0.9], &[false]).expect("valid");
        assert_eq!((best_precision(&healthy, 0.0), best_recall(&healthy, 0.0)), (None, None));
    }
}
