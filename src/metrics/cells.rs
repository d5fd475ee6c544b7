//! The four cells of a binary confusion matrix and the figures read off them.

/// Four cells of truth against call. Counts, or counts re-weighted to another prevalence, which is why
/// they are not whole numbers. None of them is negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cells {
    /// Positives called positive.
    pub tp: f64,
    /// Negatives called positive: false alarms.
    pub fp: f64,
    /// Positives called negative: missed.
    pub fn_: f64,
    /// Negatives called negative.
    pub tn: f64,
}

impl Cells {
    /// All four together.
    pub fn total(self) -> f64 {
        self.tp + self.fp + self.fn_ + self.tn
    }

    /// TP / (TP + FP), the positive predictive value (Altman & Bland, 1994). `None` where nobody is called
    /// positive.
    pub fn precision(self) -> Option<f64> {
        share(self.tp, self.tp + self.fp)
    }

    /// TP / (TP + FN), also called sensitivity or true positive rate (Fawcett, 2006). `None` without
    /// positives.
    pub fn recall(self) -> Option<f64> {
        share(self.tp, self.tp + self.fn_)
    }

    /// TN / (TN + FP) (Fawcett, 2006). `None` without negatives.
    pub fn specificity(self) -> Option<f64> {
        share(self.tn, self.tn + self.fp)
    }

    /// FP / (FP + TN), which is 1 - specificity (Fawcett, 2006). `None` without negatives.
    pub fn false_positive_rate(self) -> Option<f64> {
        share(self.fp, self.tn + self.fp)
    }

    /// Share of right answers. `None` where all cells are empty.
    pub fn accuracy(self) -> Option<f64> {
        share(self.tp + self.tn, self.total())
    }

    /// Mean of recall and specificity (Brodersen et al., 2010). Where a class is missing it is the other
    /// one's share of right answers, as in [`super::Confusion::balanced_accuracy`]; `None` where both are.
    pub fn balanced_accuracy(self) -> Option<f64> {
        match (self.recall(), self.specificity()) {
            (Some(recall), Some(specificity)) => Some((recall + specificity) / 2.0),
            (recall, specificity) => recall.or(specificity),
        }
    }

    /// Weighted harmonic mean of precision and recall in which recall counts `beta` times as much: 1 less van
    /// Rijsbergen's effectiveness measure E (1979, chapter 7) with alpha = 1 / (beta² + 1). 0 gives precision,
    /// infinity gives recall. `None` where it is 0/0: nobody is positive and nobody is called so.
    pub fn f_beta(self, beta: f64) -> Option<f64> {
        // In this form, unlike the usual one with beta², the limits need no case of their own.
        let alpha = 1.0 / (beta * beta + 1.0);
        share(self.tp, self.tp + alpha * self.fp + (1.0 - alpha) * self.fn_)
    }

    /// Share of positives. `None` where all cells are empty.
    pub fn prevalence(self) -> Option<f64> {
        share(self.tp + self.fn_, self.total())
    }

    /// What the same test would give where a share `prevalence` is positive: recall, specificity and total
    /// stay, while the rows of the two truths are re-weighted. That is Bayes' rule as in Altman & Bland
    /// (1994), and it assumes that positives and negatives look the same there as here, which Saerens et
    /// al. (2002) call a change of the a priori probabilities alone.
    ///
    /// `None` where a class is missing, so that its row cannot be re-weighted, and where `prevalence` is
    /// not within 0..=1. At exactly 0 and 1 one class vanishes, and so do its figures.
    pub fn at_prevalence(self, prevalence: f64) -> Option<Self> {
        let (positives, negatives, total) = (self.tp + self.fn_, self.fp + self.tn, self.total());
        if positives <= 0.0 || negatives <= 0.0 || !(0.0..=1.0).contains(&prevalence) {
            return None;
        }
        let positive = prevalence * total / positives;
        let negative = (1.0 - prevalence) * total / negatives;
        Some(Self { tp: self.tp * positive, fp: self.fp * negative, fn_: self.fn_ * positive, tn: self.tn * negative })
    }
}

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f_beta_runs_from_precision_to_recall() {
        let cells = Cells { tp: 3.0, fp: 1.0, fn_: 2.0, tn: 4.0 };
        assert_eq!(cells.f_beta(0.0), cells.precision());
        assert_eq!(cells.f_beta(f64::INFINITY), cells.recall());
        assert_eq!(cells.f_beta(1.0), Some(6.0 / 9.0));
        assert_eq!(cells.f_beta(f64::NAN), None);
    }

    #[test]
    fn a_rarer_condition_lowers_precision_alone() {
        let cells = Cells { tp: 90.0, fp: 10.0, fn_: 10.0, tn: 90.0 };
        let rare = cells.at_prevalence(0.01).expect("both classes are there");
        assert!((rare.precision().expect("some are called") - 9.0 / 108.0).abs() < 1e-12);
        assert!((rare.recall().expect("some are positive") - 0.9).abs() < 1e-12);
        for refused in [-0.1, 1.1, f64::NAN] {
            assert_eq!(cells.at_prevalence(refused), None);
        }
    }

    #[test]
    fn empty_cells_have_no_figures() {
        let cells = Cells { tp: 0.0, fp: 0.0, fn_: 0.0, tn: 0.0 };
        assert_eq!((cells.accuracy(), cells.balanced_accuracy(), cells.prevalence()), (None, None, None));
        assert_eq!(cells.at_prevalence(0.5), None);
    }
}
