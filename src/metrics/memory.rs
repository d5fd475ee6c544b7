//! What exactly is forgotten: the same texts, measured again and again while the model is trained.

use super::classification::{check, most_probable};
use super::{MetricError, Predictions};

/// The answers to a set of texts at one moment of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluation<'a> {
    /// Optimiser steps done until then; 0 is the base model.
    pub step: u32,
    /// Probabilities `[texts, classes]`, row by row.
    pub probabilities: &'a [f32],
}

/// What became of one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    /// The text, counted from 0 in the order of the labels.
    pub index: usize,
    /// Its true class.
    pub truth: usize,
    /// Whether the base model was right.
    pub right_before: bool,
    /// Probability of the truth for the base model.
    pub confidence_before: f32,
    /// Probability of the truth at the last evaluation.
    pub confidence_after: f32,
    /// Lowest probability of the truth at any evaluation, the first and the last included.
    pub lowest: f32,
    /// Every change from right to wrong or back, earliest first.
    pub turned: Vec<Turn>,
}

/// An evaluation at which the answer to a text was no longer as right or wrong as at the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The step of that evaluation; the change happened after the step of the one before.
    pub step: u32,
    /// Whether the answer is right from here on.
    pub right: bool,
}

/// What became of a text, in a word. Only evaluations count, so that what happens between two of them is
/// not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Right throughout.
    Kept,
    /// Right at first and at last and wrong in between: it came back.
    Wavered,
    /// Right at first and wrong at last.
    Forgotten,
    /// Wrong at first and right at last.
    Learned,
    /// Wrong at first and at last, whatever was in between.
    NeverKnown,
}

impl Trajectory {
    /// Whether the last answer is right.
    pub fn right_after(&self) -> bool {
        self.turned.last().map_or(self.right_before, |turn| turn.right)
    }

    /// What became of the text. Compare Toneva et al. (2019), who call every turn from right to wrong a
    /// forgetting event, even one that is mended later.
    pub fn fate(&self) -> Fate {
        match (self.right_before, self.right_after()) {
            (true, true) if self.turned.is_empty() => Fate::Kept,
            (true, true) => Fate::Wavered,
            (true, false) => Fate::Forgotten,
            (false, true) => Fate::Learned,
            (false, false) => Fate::NeverKnown,
        }
    }

    /// How far the probability of the truth fell from the base model to the last evaluation.
    fn fall(&self) -> f32 {
        self.confidence_before - self.confidence_after
    }
}

/// A history from which no trajectory can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// Nothing was evaluated.
    #[error("there are no evaluations")]
    Empty,
    /// The steps do not increase.
    #[error("evaluation {evaluation} is not of a later step than the one before it")]
    Order {
        /// The evaluation, counted from 0.
        evaluation: usize,
    },
    /// The probabilities of an evaluation are none, or not of these texts.
    #[error("evaluation {evaluation}: {error}")]
    Evaluation {
        /// The evaluation, counted from 0.
        evaluation: usize,
        /// What is wrong with it.
        #[source]
        error: MetricError,
    },
}

/// What became of every text, in the order of `labels`, its true classes. The first evaluation of the
/// history is that of the base model. An answer is the most probable class, the first one where several are
/// equal.
///
/// # Errors
/// See [`HistoryError`]. Above all, NaN is no probability.
pub fn trajectories(labels: &[usize], classes: usize, history: &[Evaluation]) -> Result<Vec<Trajectory>, HistoryError> {
    let (Some(base), Some(last)) = (history.first(), history.last()) else {
        return Err(HistoryError::Empty);
    };
    if let Some(earlier) = history.windows(2).position(|pair| pair[0].step >= pair[1].step) {
        return Err(HistoryError::Order { evaluation: earlier + 1 });
    }
    for (evaluation, Evaluation { probabilities, .. }) in history.iter().enumerate() {
        check(probabilities, labels, classes).map_err(|error| HistoryError::Evaluation { evaluation, error })?;
    }
    let of_text = |(index, truth): (usize, &usize)| {
        let row = index * classes..(index + 1) * classes;
        let confidence = |at: &Evaluation| at.probabilities[row.start + truth];
        let right = |at: &Evaluation| most_probable(&at.probabilities[row.clone()]) == *truth;
        let turned = history.windows(2).filter(|pair| right(&pair[0]) != right(&pair[1]));
        Trajectory {
            index,
            truth: *truth,
            right_before: right(base),
            confidence_before: confidence(base),
            confidence_after: confidence(last),
            lowest: history.iter().map(confidence).fold(confidence(base), f32::min),
            turned: turned.map(|pair| Turn { step: pair[1].step, right: right(&pair[1]) }).collect(),
        }
    };
    Ok(labels.iter().enumerate().map(of_text).collect())
}

/// The texts ([`Trajectory::index`]) that were forgotten, at most `n`: those first whose truth lost most
/// probability, and of equals those that come first.
pub fn most_forgotten(trajectories: &[Trajectory], n: usize) -> Vec<usize> {
    let mut forgotten: Vec<&Trajectory> = trajectories.iter().filter(|text| text.fate() == Fate::Forgotten).collect();
    forgotten.sort_by(|a, b| b.fall().total_cmp(&a.fall()));
    forgotten.into_iter().take(n).map(|text| text.index).collect()
}

/// The texts that the base model knew and was about equally sure of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConfidenceBin {
    /// Lower end of the probability of the truth. It belongs to the bin below, if there is one.
    pub from: f64,
    /// Upper end, which belongs to this bin.
    pub to: f64,
    /// Texts that the base model answered right.
    pub known: u32,
    /// Those of them that are wrong at last.
    pub forgotten: u32,
}

/// Whether what the base model was less sure of is forgotten first: the texts that it answered right, in
/// `bins` intervals of equal width, lowest first, of its probability of the truth, from 1 / `classes`, below
/// which no right answer can be, to 1. Bins without texts are not left out. Empty for less than two classes.
pub fn by_confidence(trajectories: &[Trajectory], classes: usize, bins: usize) -> Vec<ConfidenceBin> {
    if classes < 2 {
        return Vec::new();
    }
    let lowest = 1.0 / classes as f64;
    let width = (1.0 - lowest) / bins as f64;
    let border = |number: usize| lowest + number as f64 * width;
    let bin = |number| ConfidenceBin { from: border(number), to: border(number + 1), known: 0, forgotten: 0 };
    let mut filled: Vec<ConfidenceBin> = (0..bins).map(bin).collect();
    for text in trajectories.iter().filter(|text| text.right_before) {
        let confidence = f64::from(text.confidence_before);
        // The last one also takes what rounding put above 1.
        let number = filled.iter().position(|bin| confidence <= bin.to).unwrap_or(bins.saturating_sub(1));
        if let Some(bin) = filled.get_mut(number) {
            bin.known += 1;
            bin.forgotten += u32::from(text.fate() == Fate::Forgotten);
        }
    }
    filled
}

/// Share of right answers among the texts of each class, at one evaluation: its recall. `None` for a class
/// without texts.
///
/// # Errors
/// See [`MetricError`].
pub fn class_accuracy(
    labels: &[usize],
    classes: usize,
    evaluation: Evaluation,
) -> Result<Vec<Option<f64>>, MetricError> {
    let predictions = Predictions::new(evaluation.probabilities.to_vec(), labels.to_vec(), classes)?;
    let confusion = predictions.confusion();
    Ok((0..classes).map(|class| confusion.recall(Some(class))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    /// Trajectories of texts of class 1, of two classes, given the probability of class 1 at steps 0, 10, ...
    fn of_positives(steps: &[&[f32]]) -> Vec<Trajectory> {
        let rows: Vec<Vec<f32>> = steps.iter().map(|row| row.iter().flat_map(|p| [1.0 - p, *p]).collect()).collect();
        let history: Vec<Evaluation> =
            (0..).step_by(10).zip(&rows).map(|(step, row)| Evaluation { step, probabilities: row }).collect();
        trajectories(&vec![1; steps[0].len()], 2, &history).expect("well-formed")
    }

    #[test]
    fn every_fate_has_its_history() {
        let texts = of_positives(&[
            &[0.9, 0.9, 0.9, 0.1, 0.1, 0.1],
            &[0.8, 0.2, 0.7, 0.3, 0.2, 0.6],
            &[0.7, 0.6, 0.1, 0.9, 0.3, 0.4],
        ]);
        let fates: Vec<Fate> = texts.iter().map(Trajectory::fate).collect();
        use Fate::*;
        assert_eq!(fates, [Kept, Wavered, Forgotten, Learned, NeverKnown, NeverKnown]);
        let wavered = Trajectory {
            index: 1,
            truth: 1,
            right_before: true,
            confidence_before: 0.9,
            confidence_after: 0.6,
            lowest: 0.2,
            turned: vec![Turn { step: 10, right: false }, Turn { step: 20, right: true }],
        };
        assert_eq!(texts[1], wavered);
    }

    #[test]
    fn the_base_model_alone_has_forgotten_nothing() {
        let texts = of_positives(&[&[0.9, 0.1]]);
        assert_eq!(texts.iter().map(Trajectory::fate).collect::<Vec<_>>(), [Fate::Kept, Fate::NeverKnown]);
        assert!(texts.iter().all(|text| text.confidence_before == text.confidence_after && text.turned.is_empty()));
    }

    #[test]
    fn a_tie_goes_to_the_first_class() {
        assert_eq!(of_positives(&[&[0.5]])[0].fate(), Fate::NeverKnown);
        let half = Evaluation { step: 0, probabilities: &[0.5, 0.5] };
        assert_eq!(trajectories(&[0], 2, &[half]).expect("well-formed")[0].fate(), Fate::Kept);
    }

    #[test]
    fn the_deepest_falls_come_first() {
        let texts = of_positives(&[&[0.75, 1.0, 0.75, 0.25, 1.0, 1.0], &[0.25, 0.25, 0.25, 0.0, 0.75, 0.0]]);
        assert_eq!(most_forgotten(&texts, 10), [5, 1, 0, 2]);
        assert_eq!(most_forgotten(&texts, 2), [5, 1]);
        assert!(most_forgotten(&texts, 0).is_empty());
        assert_eq!(most_forgotten(&texts[1..3], 10), [1, 2]);
    }

    #[test]
    fn a_border_of_confidence_belongs_to_the_bin_below_it() {
        let texts = of_positives(&[&[0.625, 0.75, 0.875, 1.0, 0.25], &[0.0, 1.0, 0.0, 0.0, 0.0]]);
        let bins = by_confidence(&texts, 2, 2);
        assert_eq!(bins[0], ConfidenceBin { from: 0.5, to: 0.75, known: 2, forgotten: 1 });
        assert_eq!(bins[1], ConfidenceBin { from: 0.75, to: 1.0, known: 2, forgotten: 2 });
        assert_eq!(by_confidence(&[], 2, 3).len(), 3);
        assert!(by_confidence(&texts, 2, 0).is_empty() && by_confidence(&texts, 1, 3).is_empty());
    }

    #[test]
    fn classes_are_measured_by_themselves() {
        let probabilities = &[0.9, 0.1, 0.0, 0.2, 0.8, 0.0, 0.6, 0.4, 0.0];
        let evaluation = Evaluation { step: 0, probabilities };
        assert_eq!(class_accuracy(&[0, 0, 1], 3, evaluation), Ok(vec![Some(0.5), Some(0.0), None]));
        assert_eq!(class_accuracy(&[0, 3, 1], 3, evaluation), Err(MetricError::Label { index: 1 }));
    }

    #[test]
    fn a_history_that_does_not_fit_is_refused() {
        let good = [0.25, 0.75];
        fn at(step: u32, probabilities: &[f32]) -> Evaluation<'_> {
            Evaluation { step, probabilities }
        }
        let refused = |history: &[Evaluation]| trajectories(&[1], 2, history).expect_err("ill-formed");
        assert_eq!(refused(&[]), HistoryError::Empty);
        assert_eq!(refused(&[at(0, &good), at(5, &good), at(5, &good)]), HistoryError::Order { evaluation: 2 });
        let second = |bad: &[f32]| match refused(&[at(0, &good), at(5, bad)]) {
            HistoryError::Evaluation { evaluation: 1, error } => error,
            other => panic!("{other}"),
        };
        assert_eq!(second(&[f32::NAN, 0.75]), MetricError::Probability { index: 0 });
        assert_eq!(second(&[0.25, 0.25]), MetricError::Probability { index: 0 });
        assert_eq!(second(&[0.25]), MetricError::Shape { probabilities: 1, labels: 1, classes: 2 });
        let no_texts = trajectories(&[], 2, &[at(0, &[])]);
        assert_eq!(no_texts, Err(HistoryError::Evaluation { evaluation: 0, error: MetricError::Empty }));
    }

    #[test]
    fn fates_add_up_to_the_answers_before_and_after() {
        for seed in 0..100 {
            let mut random = SplitMix64::new(seed);
            let mut below = |end: usize| (random.draw() % end as u64) as usize;
            let (texts, classes, evaluations) = (1 + below(30), 2 + below(4), 1 + below(6));
            let labels: Vec<usize> = (0..texts).map(|_| below(classes)).collect();
            let mut row = || {
                let weights: Vec<usize> = (0..classes).map(|_| 1 + below(20)).collect();
                let sum: usize = weights.iter().sum();
                weights.into_iter().map(move |weight| weight as f32 / sum as f32)
            };
            let rows: Vec<Vec<f32>> = (0..evaluations).map(|_| (0..texts).flat_map(|_| row()).collect()).collect();
            let history: Vec<Evaluation> =
                (0..).zip(&rows).map(|(step, row)| Evaluation { step, probabilities: row }).collect();
            let found = trajectories(&labels, classes, &history).expect("well-formed");

            let count = |fates: &[Fate]| found.iter().filter(|text| fates.contains(&text.fate())).count();
            let right = |at: &Vec<f32>| {
                let predictions = Predictions::new(at.clone(), labels.clone(), classes).expect("valid");
                predictions.predicted().iter().zip(&labels).filter(|(answer, truth)| answer == truth).count()
            };
            use Fate::*;
            assert_eq!(count(&[Kept, Wavered, Forgotten]), right(&rows[0]));
            assert_eq!(count(&[Kept, Wavered, Learned]), right(&rows[evaluations - 1]));
            assert_eq!(count(&[Kept, Wavered, Forgotten, Learned, NeverKnown]), texts);
            assert_eq!(most_forgotten(&found, texts).len(), count(&[Forgotten]));

            let bins = by_confidence(&found, classes, 1 + seed as usize % 7);
            let sum = |of: fn(&ConfidenceBin) -> u32| bins.iter().map(of).sum::<u32>() as usize;
            assert_eq!(sum(|bin| bin.known), count(&[Kept, Wavered, Forgotten]));
            assert_eq!(sum(|bin| bin.forgotten), count(&[Forgotten]));

            for text in &found {
                assert!(text.lowest <= text.confidence_before.min(text.confidence_after));
                assert!(
                    text.turned.windows(2).all(|pair| pair[0].step < pair[1].step && pair[0].right != pair[1].right)
                );
                assert!(text.turned.first().is_none_or(|turn| turn.right != text.right_before));
            }
        }
    }
}
