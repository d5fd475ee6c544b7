//! The figures of a confusion matrix with the learner's own counts put in, and which fields enter each. Pure.

use super::case::{Case, Cell};
use crate::metrics::Cells;
use crate::ui::parts::format;

/// A figure that is read off the four fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Of those that were called, how many belong there.
    Precision,
    /// Of those that belong there, how many were called.
    Recall,
    /// Their harmonic mean.
    F1,
    /// The same, with recall β times as important.
    FBeta,
    /// Of the negative ones, how many were left alone.
    Specificity,
    /// Of all, how many are right.
    Accuracy,
    /// The mean of recall and specificity.
    BalancedAccuracy,
}

impl Figure {
    /// Every figure.
    pub const ALL: [Self; 7] = [
        Self::Precision,
        Self::Recall,
        Self::F1,
        Self::FBeta,
        Self::Specificity,
        Self::Accuracy,
        Self::BalancedAccuracy,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Precision => "Precision",
            Self::Recall => "Recall",
            Self::F1 => "F1",
            Self::FBeta => "F-beta",
            Self::Specificity => "Specificity",
            Self::Accuracy => "Accuracy",
            Self::BalancedAccuracy => "Balanced accuracy",
        }
    }

    /// Its value; `None` where it is 0/0.
    pub fn value(self, cells: Cells, beta: f64) -> Option<f64> {
        match self {
            Self::Precision => cells.precision(),
            Self::Recall => cells.recall(),
            Self::F1 => cells.f_beta(1.0),
            Self::FBeta => cells.f_beta(beta),
            Self::Specificity => cells.specificity(),
            Self::Accuracy => cells.accuracy(),
            Self::BalancedAccuracy => cells.balanced_accuracy(),
        }
    }

    /// Whether a field enters the figure.
    pub fn uses(self, cell: Cell) -> bool {
        match self {
            Self::Precision => matches!(cell, Cell::TruePositive | Cell::FalsePositive),
            Self::Recall => matches!(cell, Cell::TruePositive | Cell::FalseNegative),
            Self::F1 | Self::FBeta => cell != Cell::TrueNegative,
            Self::Specificity => matches!(cell, Cell::TrueNegative | Cell::FalsePositive),
            Self::Accuracy | Self::BalancedAccuracy => true,
        }
    }

    /// The question that it answers, in the words of the case.
    pub fn question(self, case: &Case) -> String {
        let Case { positive, negative, things, called, not_called, .. } = case;
        match self {
            Self::Precision => format!("Of all {things} {called}, how many are {positive}?"),
            Self::Recall => format!("Of all {positive} {things}, how many are {called}?"),
            Self::F1 => "One figure for both: it is only high where precision and recall both are.".into(),
            Self::FBeta => "Like F1, but recall counts β times as much as precision.".into(),
            Self::Specificity => format!("Of all {negative} {things}, how many are {not_called}?"),
            Self::Accuracy => "How many of all decisions are right?".into(),
            Self::BalancedAccuracy => {
                "The mean of recall and specificity: both classes count the same, however rare one is.".into()
            }
        }
    }

    /// Its formula in the abbreviations of the fields.
    pub fn formula(self) -> &'static str {
        match self {
            Self::Precision => "TP / (TP + FP)",
            Self::Recall => "TP / (TP + FN)",
            Self::F1 => "2·TP / (2·TP + FP + FN)",
            Self::FBeta => "(1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP)",
            Self::Specificity => "TN / (TN + FP)",
            Self::Accuracy => "(TP + TN) / (TP + FN + FP + TN)",
            Self::BalancedAccuracy => "(TP / (TP + FN) + TN / (TN + FP)) / 2",
        }
    }

    /// The formula with counts put in, and what comes out.
    pub fn worked(self, cells: Cells, beta: f64) -> String {
        let [tp, fnn, fp, tn] = [cells.tp, cells.fn_, cells.fp, cells.tn].map(|count| format::count(count as u64));
        let square = tidy(beta * beta);
        let more = tidy(1.0 + beta * beta);
        let inserted = match self {
            Self::Precision => format!("{tp} / ({tp} + {fp})"),
            Self::Recall => format!("{tp} / ({tp} + {fnn})"),
            Self::F1 => format!("2·{tp} / (2·{tp} + {fp} + {fnn})"),
            Self::FBeta => format!("{more}·{tp} / ({more}·{tp} + {square}·{fnn} + {fp})"),
            Self::Specificity => format!("{tn} / ({tn} + {fp})"),
            Self::Accuracy => format!("({tp} + {tn}) / ({tp} + {fnn} + {fp} + {tn})"),
            Self::BalancedAccuracy => format!("({tp} / ({tp} + {fnn}) + {tn} / ({tn} + {fp})) / 2"),
        };
        let value = self.value(cells, beta).map_or("undefined: 0 / 0".into(), format::percent);
        format!("{inserted} = {value}")
    }
}

fn tidy(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Task;

    const CELLS: Cells = Cells { tp: 90.0, fn_: 10.0, fp: 30.0, tn: 870.0 };

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn the_counts_are_put_in_where_they_belong() {
        assert_eq!(plain(&Figure::Precision.worked(CELLS, 2.0)), "90 / (90 + 30) = 75.0 %");
        assert_eq!(plain(&Figure::Recall.worked(CELLS, 2.0)), "90 / (90 + 10) = 90.0 %");
        assert_eq!(plain(&Figure::FBeta.worked(CELLS, 2.0)), "5·90 / (5·90 + 4·10 + 30) = 86.5 %");
        let none = Cells { tp: 0.0, fp: 0.0, ..CELLS };
        assert_eq!(Figure::Precision.worked(none, 1.0), "0 / (0 + 0) = undefined: 0 / 0");
    }

    #[test]
    fn what_does_not_enter_a_figure_does_not_change_it() {
        for figure in Figure::ALL {
            for cell in Cell::ALL.into_iter().filter(|cell| !figure.uses(*cell)) {
                let mut other = CELLS;
                match cell {
                    Cell::TruePositive => other.tp += 7.0,
                    Cell::FalseNegative => other.fn_ += 7.0,
                    Cell::FalsePositive => other.fp += 7.0,
                    Cell::TrueNegative => other.tn += 7.0,
                }
                assert_eq!(figure.value(CELLS, 2.0), figure.value(other, 2.0), "{figure:?} {cell:?}");
            }
        }
    }

    #[test]
    fn every_question_is_asked_in_the_words_of_the_case() {
        let case = Case::of(Task::Condition);
        assert_eq!(Figure::Precision.question(&case), "Of all people sent to a doctor, how many are ill?");
        assert_eq!(Figure::Recall.question(&case), "Of all ill people, how many are sent to a doctor?");
    }
}
