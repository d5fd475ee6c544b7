//! Tasks learned one after another: how much of the earlier ones is left at the end.

/// Shares of right answers after every stage of a sequence, on every task: R\[stage\]\[task\]. Stage 0 is
/// before any training.
#[derive(Debug, Clone, PartialEq)]
pub struct AccuracyMatrix {
    /// One row per stage, at least one, each with an entry per task within 0..=1.
    accuracies: Vec<Vec<f64>>,
    /// One entry per task: the stage after which it was learned, or `None` if known from the start.
    learned: Vec<Option<usize>>,
}

/// What is no matrix of accuracies.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StageError {
    /// There is no stage or no task.
    #[error("there are no stages or no tasks")]
    Empty,
    /// A stage was not measured on every task.
    #[error("stage {stage} has not one accuracy per task")]
    Shape {
        /// The stage, counted from 0.
        stage: usize,
    },
    /// An accuracy is NaN or outside 0..=1.
    #[error("the accuracy of task {task} after stage {stage} is not between 0 and 1")]
    Accuracy {
        /// The stage, counted from 0.
        stage: usize,
        /// The task, counted from 0.
        task: usize,
    },
    /// A task was learned in stage 0, where nothing is learned, or after the last one.
    #[error("task {task} was learned in no stage of the sequence")]
    Learned {
        /// The task, counted from 0.
        task: usize,
    },
}

impl AccuracyMatrix {
    /// Puts accuracies `[stages, tasks]` and, for each task, the stage after which it was learned together:
    /// `None` for a task that is never trained but known from the start, as general English is.
    ///
    /// # Errors
    /// See [`StageError`].
    pub fn new(accuracies: Vec<Vec<f64>>, learned: Vec<Option<usize>>) -> Result<Self, StageError> {
        if accuracies.is_empty() || learned.is_empty() {
            return Err(StageError::Empty);
        }
        if let Some(stage) = accuracies.iter().position(|row| row.len() != learned.len()) {
            return Err(StageError::Shape { stage });
        }
        for (stage, row) in accuracies.iter().enumerate() {
            if let Some(task) = row.iter().position(|share| !(0.0..=1.0).contains(share)) {
                return Err(StageError::Accuracy { stage, task });
            }
        }
        let in_sequence = |stage: &Option<usize>| stage.is_none_or(|stage| (1..accuracies.len()).contains(&stage));
        if let Some(task) = learned.iter().position(|stage| !in_sequence(stage)) {
            return Err(StageError::Learned { task });
        }
        Ok(Self { accuracies, learned })
    }

    /// Average forgetting after the last stage (Chaudhry et al., 2018, Riemannian Walk): the highest accuracy
    /// of a task at any earlier stage less that after the last one, averaged over the tasks that were known
    /// or learned before the last stage. Within -1..=1; below 0 if the tasks are better at the end than ever
    /// before. `None` where there is no such task.
    ///
    /// Chaudhry et al. take the highest over all earlier stages. Here it is taken from the stage on after
    /// which the task was learned, since what it reaches by chance before cannot be forgotten.
    pub fn average_forgetting(&self) -> Option<f64> {
        let (last, earlier) = self.accuracies.split_last()?;
        let forgotten = self.learned.iter().enumerate().filter_map(|(task, learned)| {
            let since = earlier.iter().skip(learned.unwrap_or(0)).map(|row| row[task]);
            Some(since.reduce(f64::max)? - last[task])
        });
        mean(forgotten)
    }

    /// Backward transfer after the last stage (Lopez-Paz & Ranzato, 2017, Gradient Episodic Memory): the
    /// accuracy of a task after the last stage less that after the stage in which it was learned, averaged
    /// over the tasks learned before the last stage. Within -1..=1; below 0 is forgetting. Tasks known from
    /// the start do not count, as they were never learned here. `None` where there is no task that does.
    pub fn backward_transfer(&self) -> Option<f64> {
        let (last, earlier) = self.accuracies.split_last()?;
        let transferred = self.learned.iter().enumerate().filter_map(|(task, learned)| {
            let then = earlier.get((*learned)?)?;
            Some(last[task] - then[task])
        });
        mean(transferred)
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    #[test]
    fn forgetting_counts_from_the_best_and_transfer_from_the_stage_of_learning() {
        // General English, then two tasks learned one after the other, then a stage that mends the first.
        let rows = vec![vec![1.0, 0.5, 0.5], vec![0.5, 0.75, 0.5], vec![0.75, 0.25, 1.0], vec![0.5, 1.0, 0.75]];
        let matrix = AccuracyMatrix::new(rows, vec![None, Some(1), Some(2)]).expect("well-formed");
        // 1 - 0.5, 0.75 - 1 and 1 - 0.75.
        assert_eq!(matrix.average_forgetting(), Some(0.5 / 3.0));
        // 1 - 0.75 and 0.75 - 1.
        assert_eq!(matrix.backward_transfer(), Some(0.0));
    }

    #[test]
    fn what_was_right_by_chance_before_learning_is_not_forgotten() {
        let matrix = AccuracyMatrix::new(vec![vec![1.0], vec![0.5], vec![0.25]], vec![Some(1)]).expect("well-formed");
        assert_eq!(matrix.average_forgetting(), Some(0.25));
    }

    #[test]
    fn nothing_is_forgotten_before_there_is_an_earlier_stage() {
        let before = AccuracyMatrix::new(vec![vec![0.5]], vec![None]).expect("well-formed");
        assert_eq!((before.average_forgetting(), before.backward_transfer()), (None, None));
        let just_learned = AccuracyMatrix::new(vec![vec![0.5], vec![0.9]], vec![Some(1)]).expect("well-formed");
        assert_eq!((just_learned.average_forgetting(), just_learned.backward_transfer()), (None, None));
        let general = AccuracyMatrix::new(vec![vec![0.75], vec![0.5]], vec![None]).expect("well-formed");
        assert_eq!((general.average_forgetting(), general.backward_transfer()), (Some(0.25), None));
    }

    #[test]
    fn forgetting_is_never_less_than_transfer_lost() {
        let mut random = SplitMix64::new(11);
        for case in 0..200 {
            let (stages, tasks) = (2 + case % 5, 1 + case % 4);
            let mut share = || (random.draw() % 101) as f64 / 100.0;
            let rows = (0..stages).map(|_| (0..tasks).map(|_| share()).collect()).collect();
            let learned = (0..tasks).map(|task| Some(1 + task % (stages - 1))).collect();
            let matrix = AccuracyMatrix::new(rows, learned).expect("well-formed");
            let (forgetting, transfer) = (matrix.average_forgetting(), matrix.backward_transfer());
            assert_eq!(forgetting.is_some(), transfer.is_some());
            assert!(forgetting.zip(transfer).is_none_or(|(forgetting, transfer)| forgetting >= -transfer - 1e-12));
        }
    }

    #[test]
    fn what_is_no_matrix_is_refused() {
        let refused = |rows: &[&[f64]], learned: &[Option<usize>]| {
            let rows = rows.iter().map(|row| row.to_vec()).collect();
            AccuracyMatrix::new(rows, learned.to_vec()).expect_err("ill-formed")
        };
        assert_eq!(refused(&[], &[None]), StageError::Empty);
        assert_eq!(refused(&[&[]], &[]), StageError::Empty);
        assert_eq!(refused(&[&[0.5], &[0.5, 0.5]], &[None]), StageError::Shape { stage: 1 });
        for bad in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
            assert_eq!(refused(&[&[0.5, 0.5], &[0.5, bad]], &[None; 2]), StageError::Accuracy { stage: 1, task: 1 });
        }
        for stage in [0, 2, usize::MAX] {
            assert_eq!(refused(&[&[0.5], &[0.5]], &[Some(stage)]), StageError::Learned { task: 0 });
        }
    }
}
