//! The held-out texts as the page holds them, and the classes of their labels.

use crate::config::Task;
use crate::data::{Split, TextSet, WATCHED};
use crate::metrics::{MetricError, Predictions};
use crate::protocol::HeldOut;

/// The held-out splits, which the page fetches by itself from `data/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    sets: Vec<(Split, TextSet)>,
}

impl Texts {
    /// The splits that the page needs.
    pub const SPLITS: [Split; 4] =
        [Split::MedicalValidation, Split::MedicalTest, Split::GeneralValidation, Split::GeneralTest];

    /// Puts sets together; of two with the same split the first one counts.
    pub fn new(sets: Vec<(Split, TextSet)>) -> Self {
        Self { sets }
    }

    /// The texts of a split.
    pub fn get(&self, split: Split) -> Option<&TextSet> {
        self.sets.iter().find(|(of, _)| *of == split).map(|(_, set)| set)
    }

    /// The true classes of a split under a task, in the file's order.
    pub fn classes(&self, split: Split, task: Task) -> Option<Vec<usize>> {
        let set = self.get(split)?;
        Some(set.examples.iter().map(|example| example.label.class(task)).collect())
    }

    /// Puts probabilities of the first texts of a split together with their true classes.
    ///
    /// # Errors
    /// See [`MetricError`]; [`MetricError::Empty`] where the split is not there.
    pub fn predictions(&self, split: Split, task: Task, probabilities: &[f32]) -> Result<Predictions, MetricError> {
        let mut labels = self.classes(split, task).unwrap_or_default();
        labels.truncate(probabilities.len().div_ceil(task.classes()));
        Predictions::new(probabilities.to_vec(), labels, task.classes())
    }

    /// How many texts one evaluation during a run and all final ones classify.
    pub fn held_out(&self) -> HeldOut {
        let count = |split| self.get(split).map_or(0, |set| set.examples.len());
        let watched = |split| count(split).min(WATCHED);
        let during = watched(Split::MedicalValidation) + watched(Split::GeneralValidation);
        let finals = 2 * Split::FINAL.into_iter().map(count).sum::<usize>();
        HeldOut { during: during as u32, final_: finals as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        let set = TextSet::parse("condition\tn1\tan illness\nobject\tn2\ta tool\n").expect("well-formed");
        Texts::new(vec![(Split::MedicalTest, set)])
    }

    #[test]
    fn validation_is_watched_during_a_run_and_classified_whole_around_it() {
        let set = |count| TextSet::parse(&"condition\tn1\tan illness\n".repeat(count)).expect("well-formed");
        let splits = [(Split::MedicalTest, 3), (Split::GeneralTest, 5), (Split::MedicalValidation, WATCHED + 9)];
        let texts = Texts::new(splits.into_iter().map(|(split, count)| (split, set(count))).collect());
        let expected = HeldOut { during: WATCHED as u32, final_: 2 * (3 + 5 + WATCHED as u32 + 9) };
        assert_eq!(texts.held_out(), expected);
    }

    #[test]
    fn labels_become_classes_and_rows_are_counted() {
        let texts = texts();
        assert_eq!(texts.classes(Split::MedicalTest, Task::Condition), Some(vec![1, 0]));
        assert_eq!(texts.classes(Split::GeneralTest, Task::Condition), None);
        assert_eq!(texts.held_out(), HeldOut { during: 0, final_: 4 });
    }

    #[test]
    fn a_prefix_of_a_split_can_be_measured_but_not_more_than_the_split() {
        let texts = texts();
        let one = texts.predictions(Split::MedicalTest, Task::Condition, &[0.25, 0.75]).expect("one row");
        assert_eq!(one.labels(), [1]);
        assert!(texts.predictions(Split::MedicalTest, Task::Condition, &[0.5; 6]).is_err());
        assert!(texts.predictions(Split::MedicalTest, Task::Condition, &[0.5; 3]).is_err());
        assert_eq!(texts.predictions(Split::GeneralTest, Task::Condition, &[0.5; 2]), Err(MetricError::Empty));
    }
}
