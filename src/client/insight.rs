//! What was seen of a run besides its figures: the same general texts over and over, the inside of the
//! model, and a text of the learner's own. Pure data.

use serde::{Deserialize, Serialize};

use crate::metrics::PROBABILITY;
use crate::protocol::Look;

/// Everything seen, in the order of the steps. Empty in runs that were kept before this was looked at.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Insight {
    /// The first [`crate::data::WATCHED`] texts of the general test set, the base model's answers first.
    pub history: Vec<Snapshot>,
    /// The inside of the model, where it was asked for.
    pub looks: Vec<Look>,
    /// The text of the learner's own, where there was one.
    pub trace: Option<Trace>,
}

/// Answers at one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Steps made before it.
    pub step: u32,
    /// `[texts, classes]`, row by row.
    pub probabilities: Vec<f32>,
}

/// One text over the run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// What the learner wrote.
    pub text: String,
    /// One row of probabilities for each evaluation since it was written.
    pub points: Vec<Snapshot>,
}

impl Insight {
    /// Adds answers to the general test texts; those sent again after a restore replace what was kept.
    pub fn add_snapshot(&mut self, snapshot: Snapshot) {
        self.history.retain(|kept| kept.step < snapshot.step);
        self.history.push(snapshot);
    }

    /// Adds a look inside.
    pub fn add_look(&mut self, look: Look) {
        self.looks.retain(|kept| kept.step < look.step);
        self.looks.push(look);
    }

    /// Adds answers to the learner's text; another text begins another trace. Answers that are no numbers, of a model
    /// that is destroyed, are left out.
    pub fn add_probe(&mut self, text: String, snapshot: Snapshot) {
        if snapshot.probabilities.iter().any(|probability| !probability.is_finite()) {
            return;
        }
        match &mut self.trace {
            Some(trace) if trace.text == text => {
                trace.points.retain(|kept| kept.step < snapshot.step);
                trace.points.push(snapshot);
            }
            trace => *trace = Some(Trace { text, points: vec![snapshot] }),
        }
    }

    /// Forgets what came after a step.
    pub fn rewind(&mut self, step: u32) {
        self.history.retain(|kept| kept.step <= step);
        self.looks.retain(|kept| kept.step <= step);
        if let Some(trace) = &mut self.trace {
            trace.points.retain(|kept| kept.step <= step);
        }
    }

    /// Checks what a file or the storage gave back.
    ///
    /// # Errors
    /// The first thing that cannot be, in plain words.
    pub fn check(&self, classes: usize) -> Result<(), String> {
        let traced = self.trace.iter().flat_map(|trace| &trace.points);
        let length = self.history.first().map(|snapshot| snapshot.probabilities.len());
        let fits = |snapshot: &Snapshot| {
            snapshot.probabilities.len().is_multiple_of(classes)
                && snapshot.probabilities.iter().all(|p| PROBABILITY.contains(p))
        };
        let same = self.history.iter().all(|snapshot| Some(snapshot.probabilities.len()) == length);
        if !(same && self.history.iter().all(fits) && traced.clone().all(fits)) {
            return Err("its probabilities are not numbers between 0 and 1.".into());
        }
        if !self.history.is_sorted_by(|a, b| a.step < b.step) || !self.looks.is_sorted_by(|a, b| a.step < b.step) {
            return Err("its steps are not in order.".into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(step: u32) -> Snapshot {
        Snapshot { step, probabilities: vec![0.25, 0.75] }
    }

    #[test]
    fn what_is_sent_again_replaces_what_was_kept_and_a_rewind_forgets() {
        let mut insight = Insight::default();
        for step in [0, 32, 64, 32, 64] {
            insight.add_snapshot(snapshot(step));
            insight.add_probe("a text".into(), snapshot(step));
        }
        assert_eq!(insight.history.iter().map(|kept| kept.step).collect::<Vec<_>>(), [0, 32, 64]);
        assert_eq!(insight.trace.as_ref().map(|trace| trace.points.len()), Some(3));
        insight.rewind(32);
        assert_eq!((insight.history.len(), insight.check(2)), (2, Ok(())));
        insight.add_probe("another".into(), snapshot(64));
        assert_eq!(insight.trace.as_ref().map(|trace| trace.points.len()), Some(1));
    }

    #[test]
    fn answers_that_are_no_numbers_are_left_out() {
        let mut insight = Insight::default();
        insight.add_probe("a text".into(), Snapshot { step: 0, probabilities: vec![f32::NAN, 0.5] });
        assert_eq!(insight, Insight::default());
    }

    #[test]
    fn what_cannot_be_is_noticed() {
        let mut insight = Insight { history: vec![snapshot(0), snapshot(8)], ..Insight::default() };
        assert!(insight.check(3).is_err(), "two numbers are no row of three");
        insight.history[1].probabilities[0] = 1.5;
        assert!(insight.check(2).is_err());
        insight.history[1] = Snapshot { step: 8, probabilities: vec![0.5; 4] };
        assert!(insight.check(2).is_err(), "the texts are always the same");
        insight.history[1] = snapshot(0);
        assert!(insight.check(2).is_err());
    }
}
