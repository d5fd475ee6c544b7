//! The challenge of the Fine-tune lab, as far as it can be judged from a run alone. Pure.

use super::record::{RunRecord, When};
use super::texts::Texts;
use crate::config::TrainingData;
use crate::data::Split;

/// Accuracy on the domain test set must be above this.
pub const ACCURACY: f64 = 0.85;
/// Loss there must be below this, in nats.
pub const LOSS: f64 = 0.5;
/// The run must take fewer epochs than this.
pub const EPOCHS: f64 = 10.0;

/// Whether a run that has ended meets all three goals. One that learned from test texts meets none: it was
/// measured on what it had seen.
pub fn is_met(run: &RunRecord, texts: &Texts) -> bool {
    let honest = run.outcome.is_some() && run.config.data != TrainingData::Leaky;
    let epochs = run.epoch_of(run.step());
    let quick = epochs > 0.0 && epochs < EPOCHS;
    let good = run.scores(When::After, Split::TargetTest, texts);
    honest && quick && good.is_some_and(|scores| scores.accuracy > ACCURACY && scores.loss < LOSS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};
    use crate::config::RunConfig;

    #[test]
    fn all_three_goals_are_needed_and_an_honest_run() {
        let mut run = record();
        run.finals.after.target = vec![0.1, 0.9, 0.9, 0.1];
        assert!(is_met(&run, &texts()), "both texts right and sure of it, in few steps");
        let leaky = RunRecord { config: RunConfig { data: TrainingData::Leaky, ..run.config.clone() }, ..run.clone() };
        assert!(!is_met(&leaky, &texts()));
        assert!(!is_met(&RunRecord { outcome: None, ..run.clone() }, &texts()));
        assert!(!is_met(&RunRecord { steps: Vec::new(), ..run.clone() }, &texts()), "nothing was trained");
        let unsure = vec![0.45, 0.55, 0.55, 0.45];
        run.finals.after.target = unsure;
        assert!(!is_met(&run, &texts()), "right, but with a loss of 0.6");
    }
}
