//! The held-out texts as the page holds them, and the classes of their labels.

use crate::config::Task;
use crate::data::{Corpus, Split, TextSet, WATCHED};
use crate::metrics::{MetricError, Predictions};
use crate::protocol::HeldOut;

/// The held-out splits, which the page fetches by itself from `data/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    sets: Vec<(Corpus, Split, TextSet)>,
}

impl Texts {
    /// The splits of each corpus that the page needs.
    pub const SPLITS: [Split; 4] =
        [Split::TargetValidation, Split::TargetTest, Split::GeneralValidation, Split::GeneralTest];

    /// Puts sets together; of two of the same corpus and split the first one counts.
    pub fn new(sets: Vec<(Corpus, Split, TextSet)>) -> Self {
        Self { sets }
    }

    /// The texts of a split.
    pub fn get(&self, corpus: Corpus, split: Split) -> Option<&TextSet> {
        self.sets.iter().find(|(c, s, _)| (*c, *s) == (corpus, split)).map(|(.., set)| set)
    }

    /// The true classes of a split under a task, in the file's order.
    pub fn classes(&self, split: Split, task: Task) -> Option<Vec<usize>> {
        let set = self.get(task.corpus(), split)?;
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

    /// What a run of a task classifies besides its training texts.
    pub fn held_out(&self, task: Task) -> HeldOut {
        let corpus = task.corpus();
        let count = |split| self.get(corpus, split).map_or(0, |set| set.examples.len());
        let watched = |split| count(split).min(WATCHED);
        let during = [Split::TargetValidation, Split::GeneralValidation, Split::GeneralTest].map(watched);
        let finals = 2 * Split::FINAL.into_iter().map(count).sum::<usize>();
        let words = |corpus| self.words(corpus).filter(|words| *words > 0.0);
        // The speed was measured with definitions; a longer text takes longer, word by word.
        let length = words(corpus).zip(words(Corpus::Definitions)).map_or(1.0, |(own, measured)| own / measured);
        HeldOut { during: during.into_iter().sum::<usize>() as u32, final_: finals as u32, length }
    }

    /// Mean number of words of a corpus's validation texts.
    fn words(&self, corpus: Corpus) -> Option<f64> {
        let set = self.get(corpus, Split::TargetValidation)?;
        let words: usize = set.examples.iter().map(|example| example.text.split_whitespace().count()).sum();
        Some(words as f64 / set.examples.len().max(1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        let set = TextSet::parse("condition\tn1\tan illness\nobject\tn2\ta tool\n").expect("well-formed");
        Texts::new(vec![(Corpus::Definitions, Split::TargetTest, set)])
    }

    #[test]
    fn validation_is_watched_during_a_run_and_classified_whole_around_it() {
        let set = |count| TextSet::parse(&"condition\tn1\tan illness\n".repeat(count)).expect("well-formed");
        let splits = [(Split::TargetTest, 3), (Split::GeneralTest, 5), (Split::TargetValidation, WATCHED + 9)];
        let texts =
            Texts::new(splits.into_iter().map(|(split, count)| (Corpus::Definitions, split, set(count))).collect());
        let expected = HeldOut { during: WATCHED as u32 + 5, final_: 2 * (3 + 5 + WATCHED as u32 + 9), length: 1.0 };
        assert_eq!(texts.held_out(Task::Kind), expected);
    }

    #[test]
    fn longer_texts_take_longer() {
        let set = |content: &str| TextSet::parse(content).expect("well-formed");
        let texts = Texts::new(vec![
            (Corpus::Definitions, Split::TargetValidation, set("condition\tn1\tan illness\n")),
            (Corpus::Mail, Split::TargetValidation, set("spam\tm1\tbuy this now and here\n")),
        ]);
        assert_eq!(texts.held_out(Task::Spam), HeldOut { during: 1, final_: 2, length: 2.5 });
        assert_eq!(texts.get(Corpus::Mail, Split::TargetTest), None);
    }

    #[test]
    fn labels_become_classes_and_rows_are_counted() {
        let texts = texts();
        assert_eq!(texts.classes(Split::TargetTest, Task::Condition), Some(vec![1, 0]));
        assert_eq!(texts.classes(Split::GeneralTest, Task::Condition), None);
        assert_eq!(texts.held_out(Task::Condition), HeldOut { during: 0, final_: 4, length: 1.0 });
    }

    #[test]
    fn a_prefix_of_a_split_can_be_measured_but_not_more_than_the_split() {
        let texts = texts();
        let one = texts.predictions(Split::TargetTest, Task::Condition, &[0.25, 0.75]).expect("one row");
        assert_eq!(one.labels(), [1]);
        assert!(texts.predictions(Split::TargetTest, Task::Condition, &[0.5; 6]).is_err());
        assert!(texts.predictions(Split::TargetTest, Task::Condition, &[0.5; 3]).is_err());
        assert_eq!(texts.predictions(Split::GeneralTest, Task::Condition, &[0.5; 2]), Err(MetricError::Empty));
    }
}
