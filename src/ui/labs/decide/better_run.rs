//! Whether another kept run is clearly the better one to decide for. Pure.

use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::config::TrainingData;
use crate::data::Split;

/// How much lower the mean of both accuracies must be for a run to count as clearly worse.
const CLEARLY: f64 = 0.05;

/// A run and what it reached on the test sets.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// The run.
    pub run: u32,
    /// Its name.
    pub name: String,
    /// Domain accuracy.
    pub target: f64,
    /// General accuracy.
    pub general: f64,
}

impl Reached {
    fn of(run: &RunRecord, texts: &Texts) -> Option<Self> {
        let accuracy = |split| run.scores(When::After, split, texts).map(|scores| scores.accuracy);
        let (target, general) = (accuracy(Split::TargetTest)?, accuracy(Split::GeneralTest)?);
        Some(Self { run: run.id, name: run.name.clone(), target, general })
    }

    fn mean(&self) -> f64 {
        f64::midpoint(self.target, self.general)
    }
}

/// The run looked at, and a kept honest run of its task that reached clearly more on both sides together.
pub fn better<'a>(
    current: &RunRecord,
    kept: impl IntoIterator<Item = &'a RunRecord>,
    texts: &Texts,
) -> Option<(Reached, Reached)> {
    let own = Reached::of(current, texts)?;
    let config = &current.config;
    let is_rival = |run: &&RunRecord| {
        run.id != current.id
            && (run.config.task, run.config.model) == (config.task, config.model)
            && run.config.data == TrainingData::Honest
    };
    let best = kept.into_iter().filter(is_rival).filter_map(|run| Reached::of(run, texts));
    let best = best.max_by(|a, b| a.mean().total_cmp(&b.mean()))?;
    (best.mean() - own.mean() >= CLEARLY).then_some((own, best))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};

    #[test]
    fn only_a_clearly_better_honest_run_of_the_same_task_is_named() {
        let mut ruined = RunRecord { id: 1, ..record() };
        ruined.finals.after.general = vec![0.1, 0.9, 0.1, 0.9];
        let mut good = RunRecord { id: 2, name: "good".into(), ..record() };
        good.finals.after.general = good.finals.before.general.clone();
        let (own, best) = better(&ruined, [&ruined, &good], &texts()).expect("the other one kept everything");
        assert_eq!((own.run, best.run, best.name.as_str()), (1, 2, "good"));
        assert!(best.general > own.general);
        assert_eq!(better(&good, [&ruined, &good], &texts()), None);
        let mut leaky = good.clone();
        leaky.config.data = TrainingData::Leaky;
        assert_eq!(better(&ruined, [&leaky], &texts()), None);
    }
}
