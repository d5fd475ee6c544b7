//! What there is to reach: three goals in each story, judged on validation at the threshold chosen. Pure.

use crate::metrics::{Cells, Ranking, best_precision, best_recall};
use crate::ui::parts::format;

/// How far from the best that can be had still counts as the best.
const CLOSE: f64 = 0.005;

/// One goal, and how the threshold stands to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What is asked.
    pub goal: &'static str,
    /// Where the threshold stands.
    pub reached: String,
    /// Whether that is enough.
    pub met: bool,
    /// Whether any threshold of this model would be.
    pub possible: bool,
}

/// The best that any threshold of a model does for each goal; `None` where none does it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Best {
    /// The best precision with a recall above 80 %.
    pub both: Option<f64>,
    /// The best precision with a recall of at least 98 %.
    pub precision: Option<f64>,
    /// The best recall with a precision of at least 99 %.
    pub recall: Option<f64>,
}

impl Best {
    /// Tries every threshold; once for a model, and not at every move.
    pub fn of(ranking: &Ranking) -> Self {
        let precision = |recall| best_precision(ranking, recall).and_then(|best| best.cells.precision());
        Self {
            both: precision(0.80 + 1e-9),
            precision: precision(0.98),
            recall: best_recall(ranking, 0.99).and_then(|best| best.cells.recall()),
        }
    }
}

/// The three goals for a model at a threshold.
pub fn goals(best: Best, cells: Cells) -> [Goal; 3] {
    let (precision, recall) = (cells.precision(), cells.recall());
    let above = |figure: Option<f64>, least: f64| figure.is_some_and(|figure| figure >= least);
    let written = |figure: Option<f64>| figure.map_or_else(|| "undefined".into(), format::percent);
    let both = |more: String| format!("precision {}, recall {}{more}", written(precision), written(recall));

    let Best { both: by_both, precision: by_recall, recall: by_precision } = best;
    let best = |figure: Option<f64>, name: &str| {
        figure.map_or_else(
            || "; no threshold of this model does it".into(),
            |figure| format!("; the best {name} that can be had with it: {}", format::percent(figure)),
        )
    };
    [
        Goal {
            goal: "Precision above 85 % and recall above 80 %",
            reached: both(String::new()),
            met: precision.is_some_and(|p| p > 0.85) && recall.is_some_and(|r| r > 0.80),
            possible: by_both.is_some_and(|precision| precision > 0.85),
        },
        Goal {
            goal: "Recall of at least 98 %, at the best precision you can",
            reached: both(best(by_recall, "precision")),
            met: above(recall, 0.98) && by_recall.is_some_and(|best| above(precision, best - CLOSE)),
            possible: by_recall.is_some(),
        },
        Goal {
            goal: "Precision of at least 99 %, at the best recall you can",
            reached: both(best(by_precision, "recall")),
            met: above(precision, 0.99) && by_precision.is_some_and(|best| above(recall, best - CLOSE)),
            possible: by_precision.is_some(),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 100 positives and 100 negatives; one negative is ranked above every positive but ten.
    fn ranking() -> Ranking {
        let scores: Vec<f32> = (0..100)
            .map(|i| if i < 10 { 0.95 } else { 0.7 })
            .chain((0..100).map(|i| if i == 0 { 0.9 } else { 0.1 }))
            .collect();
        let positive: Vec<bool> = (0..200).map(|i| i < 100).collect();
        Ranking::new(&scores, &positive).expect("well-formed")
    }

    #[test]
    fn each_goal_is_met_at_its_own_threshold() {
        let ranking = ranking();
        let met = |threshold: f64| goals(Best::of(&ranking), ranking.cells(threshold)).map(|goal| goal.met);
        assert_eq!(met(0.69), [true, true, true]);
        assert_eq!(met(0.92), [false, false, false]);
        assert_eq!(met(0.0), [false, false, false]);
    }

    #[test]
    fn what_no_threshold_reaches_is_said() {
        let hopeless = Ranking::new(&[0.5, 0.5, 0.5], &[true, false, false]).expect("well-formed");
        let goals = goals(Best::of(&hopeless), hopeless.cells(0.5));
        assert_eq!(goals.each_ref().map(|goal| goal.possible), [false, true, false]);
        assert!(goals[2].reached.contains("no threshold"));
    }
}
