//! Notices when a run diverges, and says so in words: this is part of the lesson.

/// Watches the training loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guard {
    chance: f64,
    average: Option<f64>,
}

/// How much of the running average a new loss replaces.
const SHARE: f64 = 0.1;
/// A running average this many times worse than guessing ends the run.
const LIMIT: f64 = 6.0;

impl Guard {
    /// A guard for a task with so many classes.
    pub fn new(classes: usize) -> Self {
        Self { chance: (classes as f64).ln(), average: None }
    }

    /// The same guard after some steps, with the running average it had.
    #[must_use]
    pub fn resumed(self, average: Option<f64>) -> Self {
        Self { average, ..self }
    }

    /// Running average of the loss, in nats.
    pub fn average(&self) -> Option<f64> {
        self.average
    }

    /// Takes note of a loss; a sentence where the run should end.
    pub fn observe(&mut self, loss: f32) -> Option<String> {
        if !loss.is_finite() {
            return Some(
                "The loss is no longer a number: a step threw the weights so far that they overflowed. \
                 A lower learning rate takes smaller steps."
                    .into(),
            );
        }
        let loss = f64::from(loss);
        let average = self.average.map_or(loss, |average| average + SHARE * (loss - average));
        self.average = Some(average);
        (average > LIMIT * self.chance).then(|| {
            format!(
                "The loss exploded to {average:.1}, {:.0} times worse than guessing ({:.2}): every step overshoots, \
                 and what the model knew is destroyed. A lower learning rate takes smaller steps.",
                average / self.chance,
                self.chance
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_and_infinity_end_the_run_at_once() {
        assert!(Guard::new(2).observe(f32::NAN).is_some_and(|sentence| sentence.contains("no longer a number")));
        assert!(Guard::new(2).observe(f32::INFINITY).is_some());
    }

    #[test]
    fn one_bad_batch_is_forgiven_and_an_explosion_is_not() {
        let mut guard = Guard::new(2);
        assert!((0..20).all(|_| guard.observe(0.6).is_none()));
        assert!(guard.observe(20.0).is_none());
        assert!((0..20).any(|_| guard.observe(20.0).is_some()));
    }
}
