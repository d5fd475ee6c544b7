//! The case that a threshold decides: who is sorted there, what each field of the confusion matrix is
//! called, and what a mistake costs. Pure.

use crate::config::Task;
use crate::metrics::Costs;

/// A field of the confusion matrix of two classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Positive and called so.
    TruePositive,
    /// Positive and not called so.
    FalseNegative,
    /// Negative but called positive.
    FalsePositive,
    /// Negative and left alone.
    TrueNegative,
}

impl Cell {
    /// All four, row by row: what is positive, then what is negative.
    pub const ALL: [Self; 4] = [Self::TruePositive, Self::FalseNegative, Self::FalsePositive, Self::TrueNegative];

    /// The cell of an example.
    pub fn of(positive: bool, called: bool) -> Self {
        match (positive, called) {
            (true, true) => Self::TruePositive,
            (true, false) => Self::FalseNegative,
            (false, true) => Self::FalsePositive,
            (false, false) => Self::TrueNegative,
        }
    }

    /// The field's standard abbreviation.
    pub fn short(self) -> &'static str {
        match self {
            Self::TruePositive => "TP",
            Self::FalseNegative => "FN",
            Self::FalsePositive => "FP",
            Self::TrueNegative => "TN",
        }
    }

    /// The field's standard name.
    pub fn name(self) -> &'static str {
        match self {
            Self::TruePositive => "true positives",
            Self::FalseNegative => "false negatives",
            Self::FalsePositive => "false positives",
            Self::TrueNegative => "true negatives",
        }
    }

    /// Whether the model is right there.
    pub fn is_right(self) -> bool {
        matches!(self, Self::TruePositive | Self::TrueNegative)
    }

    /// Whether what stands there belongs to the positive class.
    pub fn is_positive(self) -> bool {
        matches!(self, Self::TruePositive | Self::FalseNegative)
    }
}

/// The words of a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// What the story is called.
    pub title: &'static str,
    /// The story, in two sentences.
    pub story: &'static str,
    /// Which mistake is the dear one, and why.
    pub stakes: &'static str,
    /// Those of the positive class, as an adjective: "ill".
    pub positive: &'static str,
    /// Those of the negative class: "healthy".
    pub negative: &'static str,
    /// What is sorted, in the plural: "people".
    pub things: &'static str,
    /// What the model does to those above the threshold: "sent to a doctor".
    pub called: &'static str,
    /// What it does to the others: "sent home".
    pub not_called: &'static str,
    /// The fields of the confusion matrix in the order of [`Cell::ALL`].
    pub cells: [&'static str; 4],
    /// What the two mistakes cost at first.
    pub costs: Costs,
    /// How common the positive class is at first.
    pub prevalence: f64,
}

const SCREENING: Case = Case {
    title: "Screening",
    story: "Pretend that every definition is a person at a screening: definitions of a condition are the ill ones, all \
            others are healthy. Whoever the model gives a probability above the threshold is sent to a doctor.",
    stakes: "An ill person who is sent home may not come back in time; a healthy one who is sent to a doctor loses an \
             afternoon and some sleep. Missing one is the dear mistake, so recall comes first.",
    positive: "ill",
    negative: "healthy",
    things: "people",
    called: "sent to a doctor",
    not_called: "sent home",
    cells: ["ill, found", "ill, missed", "healthy, alarmed", "healthy, left in peace"],
    costs: Costs { missed: 20.0, false_alarm: 1.0 },
    prevalence: 0.02,
};

const SPAM_FILTER: Case = Case {
    title: "Spam filter",
    story: "Every text is the beginning of a real mail of 2002, without the names and addresses that were in it. What the \
            model gives a probability above the threshold is put aside as spam.",
    stakes: "A spam mail that gets through costs a glance and a click. A good mail that is put aside may be an order, an \
             invitation, an answer that somebody waits for. Losing one is the dear mistake, so precision comes first.",
    positive: "spam",
    negative: "good",
    things: "mails",
    called: "put aside",
    not_called: "delivered",
    cells: ["spam, caught", "spam, let through", "good, lost", "good, delivered"],
    costs: Costs { missed: 1.0, false_alarm: 50.0 },
    prevalence: 0.4,
};

impl Case {
    /// The stories that can be told, each with the task that it is told of.
    pub const STORIES: [Task; 2] = [Task::Condition, Task::Spam];

    /// The case of a task. With five classes the question is the same: a condition, or one of the others?
    pub fn of(task: Task) -> Self {
        match task {
            Task::Condition | Task::Kind => SCREENING,
            Task::Spam => SPAM_FILTER,
        }
    }

    /// The story that is told of a task.
    pub fn story_of(task: Task) -> Task {
        match task {
            Task::Condition | Task::Kind => Task::Condition,
            Task::Spam => Task::Spam,
        }
    }

    /// What a field is called.
    pub fn cell(&self, cell: Cell) -> &'static str {
        self.cells[cell as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_one_cell_and_every_cell_its_words() {
        let cells = [(true, true), (true, false), (false, true), (false, false)].map(|(p, c)| Cell::of(p, c));
        assert_eq!(cells, Cell::ALL);
        for task in Task::ALL {
            let case = Case::of(task);
            for cell in Cell::ALL {
                let word = if cell.is_positive() { case.positive } else { case.negative };
                assert!(case.cell(cell).starts_with(word), "{}", case.cell(cell));
            }
        }
    }
}
