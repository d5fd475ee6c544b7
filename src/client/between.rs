//! The models between the base model and the trained one: what each knows.

use std::collections::BTreeMap;

use super::texts::Texts;
use crate::config::Task;
use crate::data::Split;
use crate::metrics::Scores;

/// Shares of the way from the base model to the trained one that are measured, in steps of 5 %.
pub const MIXES: u32 = 20;

/// What was measured between start and end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mixture {
    /// The run whose end it is.
    pub run: Option<u32>,
    /// The run's task.
    pub task: Task,
    /// Whether answers are on their way.
    pub busy: bool,
    /// By twentieths of the way.
    pub points: BTreeMap<u32, Mixed>,
    /// Why there are no more.
    pub trouble: Option<String>,
}

/// The figures of one model between start and end, on the watched validation texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mixed {
    /// On those of the domain.
    pub target: Scores,
    /// On the general ones.
    pub general: Scores,
}

impl Mixture {
    /// The shares in the order in which they are asked for: the ends and the middle first, so that the shape
    /// is seen early.
    pub fn shares() -> Vec<f64> {
        let coarse = [0, MIXES, MIXES / 2, MIXES / 4, 3 * MIXES / 4];
        let fine = (0..=MIXES).filter(|place| !coarse.contains(place));
        coarse.into_iter().chain(fine).map(|place| f64::from(place) / f64::from(MIXES)).collect()
    }

    /// Takes the probabilities of one model.
    ///
    /// # Errors
    /// Where they do not belong to these texts.
    pub fn add(&mut self, share: f64, target: &[f32], general: &[f32], texts: &Texts) -> Result<(), String> {
        let scores = |split, probabilities| {
            let predictions = texts.predictions(split, self.task, probabilities).map_err(|error| error.to_string())?;
            Ok::<Scores, String>(predictions.scores(self.task.positive()))
        };
        let mixed = Mixed {
            target: scores(Split::TargetValidation, target)?,
            general: scores(Split::GeneralValidation, general)?,
        };
        self.points.insert((share * f64::from(MIXES)).round() as u32, mixed);
        self.busy = self.trouble.is_none() && self.points.len() <= MIXES as usize;
        Ok(())
    }

    /// There will be no more answers, for this reason.
    pub fn fail(&mut self, sentence: String) {
        self.busy = false;
        self.trouble = Some(sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::texts;
    use super::*;

    #[test]
    fn every_twentieth_is_asked_for_once_and_the_ends_come_first() {
        let mut shares = Mixture::shares();
        assert_eq!(shares[..3], [0.0, 1.0, 0.5]);
        shares.sort_by(f64::total_cmp);
        let places: Vec<f64> = (0..=20).map(|place| f64::from(place) / 20.0).collect();
        assert_eq!(shares, places);
    }

    #[test]
    fn answers_become_figures_until_all_are_there() {
        let (texts, mut mixture) = (texts(), Mixture { busy: true, ..Mixture::default() });
        for (count, share) in Mixture::shares().into_iter().enumerate() {
            assert!(mixture.busy, "{count}");
            mixture.add(share, &[0.4, 0.6, 0.7, 0.3], &[0.9, 0.1, 0.7, 0.3], &texts).expect("they fit");
        }
        assert!(!mixture.busy);
        let end = mixture.points[&MIXES];
        assert_eq!((end.target.accuracy, end.general.accuracy), (1.0, 0.5));
        assert!(mixture.add(0.5, &[0.4], &[0.4], &texts).is_err());
    }
}
