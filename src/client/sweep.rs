//! A sweep: runs that differ in one thing. What is done is read off the kept runs, so that a pause, a
//! reload or a dead worker costs no finished run, and runs that were made by hand count. Pure.

use serde::{Deserialize, Serialize};

use super::record::RunRecord;
use crate::config::{EVAL_EVERY, Issue, RunConfig, SEED, Strategy};
use crate::course::url::shortest;
use crate::protocol::{HeldOut, Outcome, Speed};

/// Five decades of [`crate::config::LEARNING_RATE`] in half decades.
const LEARNING_RATES: [f64; 11] = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1];
const EPOCHS: [u32; 6] = [1, 2, 3, 5, 8, 12];
const EXAMPLES: [u32; 5] = [20, 60, 200, 600, 2000];
/// Shares of general texts; 0 is full fine-tuning.
const REPLAY_SHARES: [f64; 6] = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75];
const LORA_RANKS: [u32; 6] = [1, 2, 4, 8, 16, 32];
const SEEDS: u32 = 5;
/// The most domain examples of a run in a short sweep.
const SHORT_EXAMPLES: u32 = 400;
/// The most epochs of a run in a short sweep.
const SHORT_EPOCHS: u32 = 3;

/// In what the runs of a sweep differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// The peak learning rate.
    #[default]
    LearningRate,
    /// The passes over the examples.
    Epochs,
    /// The number of domain examples.
    Examples,
    /// The share of general texts in a batch; 0 is full fine-tuning.
    ReplayShare,
    /// The rank of LoRA's updates.
    LoraRank,
    /// What is trained, and what holds the weights back.
    Strategy,
    /// Nothing but chance: the choice of examples, their order and dropout.
    Seed,
}

impl Axis {
    /// Every axis, in the order in which the page offers them.
    pub const ALL: [Self; 7] = [
        Self::LearningRate,
        Self::Epochs,
        Self::Examples,
        Self::ReplayShare,
        Self::LoraRank,
        Self::Strategy,
        Self::Seed,
    ];

    /// The name used in files and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::LearningRate => "learning-rate",
            Self::Epochs => "epochs",
            Self::Examples => "examples",
            Self::ReplayShare => "replay-share",
            Self::LoraRank => "lora-rank",
            Self::Strategy => "strategy",
            Self::Seed => "seed",
        }
    }

    /// The axis of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.name() == name)
    }

    /// What the learner calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::LearningRate => "Learning rate",
            Self::Epochs => "Epochs",
            Self::Examples => "Domain examples",
            Self::ReplayShare => "General texts per batch",
            Self::LoraRank => "LoRA rank",
            Self::Strategy => "Strategy",
            Self::Seed => "Seed",
        }
    }

    /// Whether equal distances on a plot's axis should be equal factors.
    pub fn is_logarithmic(self) -> bool {
        matches!(self, Self::LearningRate | Self::Examples | Self::LoraRank)
    }

    /// Where a run stands on this axis: the value itself, and for [`Axis::Strategy`] the place in
    /// [`Strategy::ALL`]. `None` where the run has no such value, as a rank without LoRA.
    pub fn position(self, config: &RunConfig) -> Option<f64> {
        Some(match (self, config.strategy) {
            (Self::LearningRate, _) => config.learning_rate,
            (Self::Epochs, _) => config.epochs.into(),
            (Self::Examples, _) => config.examples.into(),
            (Self::ReplayShare, Strategy::Full) => 0.0,
            (Self::ReplayShare, Strategy::Replay { share }) => share,
            (Self::LoraRank, Strategy::Lora { rank, .. }) => rank.into(),
            (Self::ReplayShare | Self::LoraRank, _) => return None,
            (Self::Strategy, strategy) => Strategy::ALL.iter().position(|other| other.is_like(strategy))? as f64,
            (Self::Seed, _) => config.seed.into(),
        })
    }

    /// What a run has on this axis, in a word. Empty where it has nothing.
    pub fn value(self, config: &RunConfig) -> String {
        match (self, self.position(config)) {
            (Self::Strategy, _) => config.strategy.label().into(),
            (Self::ReplayShare, Some(share)) => format!("{:.0} %", share * 100.0),
            (_, Some(value)) => shortest(value),
            (_, None) => String::new(),
        }
    }

    /// The runs of a sweep along this axis.
    fn spread(self, base: &RunConfig) -> Vec<RunConfig> {
        let with = |strategy| RunConfig { strategy, ..base.clone() };
        match self {
            Self::LearningRate => {
                LEARNING_RATES.map(|learning_rate| RunConfig { learning_rate, ..base.clone() }).into()
            }
            Self::Epochs => EPOCHS.map(|epochs| RunConfig { epochs, ..base.clone() }).into(),
            Self::Examples => {
                let of_corpus = EXAMPLES.into_iter().filter(|examples| *examples <= base.task.most_examples());
                of_corpus.map(|examples| RunConfig { examples, ..base.clone() }).collect()
            }
            Self::ReplayShare => {
                let replay = |share| if share > 0.0 { Strategy::Replay { share } } else { Strategy::Full };
                REPLAY_SHARES.map(|share| with(replay(share))).into()
            }
            Self::LoraRank => {
                // The rank alone differs: what scales the updates stays, as in the paper.
                let first = |strategy: &Strategy| matches!(strategy, Strategy::Lora { .. });
                let lora = Strategy::ALL.into_iter().chain([base.strategy]).rfind(first);
                let ranked = |rank| match lora {
                    Some(Strategy::Lora { alpha, targets, merge, .. }) => {
                        Strategy::Lora { rank, alpha, targets, merge }
                    }
                    _ => base.strategy,
                };
                LORA_RANKS.map(|rank| with(ranked(rank))).into()
            }
            Self::Strategy => {
                let own = |strategy: Strategy| if strategy.is_like(base.strategy) { base.strategy } else { strategy };
                Strategy::ALL.map(|strategy| with(own(strategy))).into()
            }
            Self::Seed => {
                let first = base.seed.min(SEED.max as u32 + 1 - SEEDS);
                (first..first + SEEDS).map(|seed| RunConfig { seed, ..base.clone() }).collect()
            }
        }
    }
}

/// How long the runs of a sweep are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// No more than 400 examples and 3 epochs, so that a sweep on the CPU takes minutes.
    #[default]
    Short,
    /// As the base run says.
    AsConfigured,
}

/// Runs that differ in one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Plan", into = "Plan")]
pub struct Sweep {
    plan: Plan,
    /// At least one, all valid, no two alike.
    configs: Vec<RunConfig>,
}

/// What determines a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    axis: Axis,
    length: Length,
    base: RunConfig,
}

impl TryFrom<Plan> for Sweep {
    type Error = Issue;

    fn try_from(plan: Plan) -> Result<Self, Issue> {
        let plan = Plan { base: RunConfig { after: None, ..plan.base }, ..plan };
        if let Some(issue) = plan.base.validate().err().and_then(|issues| issues.into_iter().next()) {
            return Err(issue);
        }
        let mut base = plan.base.clone();
        if !base.restore_best {
            // The time goes into training; keeping the best weights needs its evaluations.
            base.eval_every = EVAL_EVERY.max as u32;
        }
        if plan.length == Length::Short {
            base.examples = base.examples.min(SHORT_EXAMPLES);
            base.epochs = base.epochs.min(SHORT_EPOCHS);
        }
        let configs = plan.axis.spread(&base);
        Ok(Self { plan, configs })
    }
}

impl From<Sweep> for Plan {
    fn from(sweep: Sweep) -> Self {
        sweep.plan
    }
}

impl Sweep {
    /// The sweep along an axis, everything else as in `base`, but without the run that `base` may follow
    /// and without evaluations that nobody needs. Same base, same sweep.
    ///
    /// # Errors
    /// The first number of `base` that is out of its bounds.
    pub fn plan(axis: Axis, base: &RunConfig, length: Length) -> Result<Self, Issue> {
        Plan { axis, length, base: base.clone() }.try_into()
    }

    /// In what the runs differ.
    pub fn axis(&self) -> Axis {
        self.plan.axis
    }

    /// How long the runs are.
    pub fn length(&self) -> Length {
        self.plan.length
    }

    /// The runs, in the order in which they are made.
    pub fn configs(&self) -> &[RunConfig] {
        &self.configs
    }

    /// Whether this run belongs to the sweep.
    pub fn has(&self, config: &RunConfig) -> bool {
        self.configs.contains(config)
    }

    /// Where a run of the sweep stands on the axis; see [`Axis::position`].
    pub fn position(&self, config: &RunConfig) -> f64 {
        self.axis().position(config).unwrap_or_default()
    }

    /// What a run of the sweep has on the axis, in a word.
    pub fn label(&self, config: &RunConfig) -> String {
        self.axis().value(config)
    }

    /// The runs that are done, in the sweep's order: the first of `runs` with the same configuration that
    /// was made to its end or diverged on the way. What it was computed on does not matter.
    pub fn done<'a>(&'a self, runs: &'a [RunRecord]) -> Vec<(&'a RunConfig, &'a RunRecord)> {
        self.configs.iter().filter_map(|config| Some((config, made(config, runs)?))).collect()
    }

    /// The runs that are still to be made.
    pub fn left<'a>(&'a self, runs: &'a [RunRecord]) -> impl Iterator<Item = &'a RunConfig> {
        self.configs.iter().filter(|config| made(config, runs).is_none())
    }

    /// The run to make next: the first that is not done and did not fail.
    pub fn next(&self, runs: &[RunRecord], failed: &[RunConfig]) -> Option<&RunConfig> {
        self.configs.iter().find(|config| made(config, runs).is_none() && !failed.contains(config))
    }

    /// Seconds that the runs will take which are still to be made.
    pub fn seconds(&self, speed: &Speed, held_out: HeldOut, runs: &[RunRecord]) -> f64 {
        self.left(runs).fold(0.0, |sum, config| sum + speed.estimate(config, held_out))
    }
}

fn made<'a>(config: &RunConfig, runs: &'a [RunRecord]) -> Option<&'a RunRecord> {
    let ended = |run: &RunRecord| matches!(run.outcome, Some(Outcome::Completed { .. } | Outcome::Diverged { .. }));
    runs.iter().find(|run| ended(run) && run.config == *config)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::record::tests::record;
    use super::*;
    use crate::config::{BaseModel, Field, LEARNING_RATE, LoraTargets};

    fn plan(axis: Axis) -> Sweep {
        Sweep::plan(axis, &RunConfig::default(), Length::Short).expect("the default is valid")
    }

    fn finished(config: &RunConfig, outcome: Outcome) -> RunRecord {
        RunRecord { config: config.clone(), outcome: Some(outcome), ..record() }
    }

    fn completed(config: &RunConfig) -> RunRecord {
        finished(config, Outcome::Completed { restored: None })
    }

    #[test]
    fn every_run_is_valid_and_differs_from_the_others_on_the_axis_alone() {
        for model in BaseModel::ALL {
            for strategy in Strategy::ALL {
                let base = RunConfig { strategy, seed: SEED.max as u32, ..RunConfig::for_model(model) };
                for axis in Axis::ALL {
                    let sweep = Sweep::plan(axis, &base, Length::AsConfigured).expect("the default is valid");
                    let labels: HashSet<String> = sweep.configs().iter().map(|config| sweep.label(config)).collect();
                    assert_eq!(labels.len(), sweep.configs().len(), "{axis:?}");
                    let places: Vec<f64> = sweep.configs().iter().map(|config| sweep.position(config)).collect();
                    assert!(places.is_sorted_by(|a, b| a < b), "{axis:?}: {places:?}");
                    for config in sweep.configs() {
                        assert_eq!(config.validate(), Ok(()));
                        let mut back = config.clone();
                        match axis {
                            Axis::LearningRate => back.learning_rate = base.learning_rate,
                            Axis::Epochs => back.epochs = base.epochs,
                            Axis::Examples => back.examples = base.examples,
                            Axis::ReplayShare | Axis::LoraRank | Axis::Strategy => back.strategy = base.strategy,
                            Axis::Seed => back.seed = base.seed,
                        }
                        assert_eq!(back, RunConfig { eval_every: 500, ..base.clone() });
                    }
                }
            }
        }
    }

    #[test]
    fn learning_rates_span_five_decades() {
        let sweep = plan(Axis::LearningRate);
        let rates: Vec<f64> = sweep.configs().iter().map(|config| config.learning_rate).collect();
        assert_eq!((rates.len(), rates[0], rates[10]), (11, LEARNING_RATE.min, LEARNING_RATE.max));
        assert!(rates.windows(2).all(|pair| (2.9..3.5).contains(&(pair[1] / pair[0]))));
    }

    #[test]
    fn no_share_of_general_texts_is_full_fine_tuning_and_every_strategy_comes_once() {
        let shares = plan(Axis::ReplayShare);
        assert_eq!(shares.configs()[0].strategy, Strategy::Full);
        assert_eq!(shares.label(&shares.configs()[1]), "5 %");
        let own = Strategy::Lora { rank: 2, alpha: 4.0, targets: LoraTargets::All, merge: false };
        let base = RunConfig { strategy: own, ..RunConfig::default() };
        let sweep = Sweep::plan(Axis::Strategy, &base, Length::Short).expect("valid");
        let strategies: Vec<Strategy> = sweep.configs().iter().map(|config| config.strategy).collect();
        assert!(strategies.contains(&own) && strategies.len() == Strategy::ALL.len(), "the learner's own numbers");
        let ranks = Sweep::plan(Axis::LoraRank, &base, Length::Short).expect("valid");
        let ranked = Strategy::Lora { rank: 8, alpha: 4.0, targets: LoraTargets::All, merge: false };
        assert_eq!(ranks.configs()[3].strategy, ranked);
    }

    #[test]
    fn a_short_sweep_is_short_except_on_its_axis_and_starts_from_the_base_model() {
        let base = RunConfig { after: Some(Box::default()), ..RunConfig::default() };
        for axis in Axis::ALL {
            let sweep = Sweep::plan(axis, &base, Length::Short).expect("valid");
            for config in sweep.configs() {
                assert!(config.examples <= 400 || axis == Axis::Examples);
                assert!(config.epochs <= 3 || axis == Axis::Epochs);
                assert_eq!((config.eval_every, &config.after), (500, &None));
            }
        }
        let best = RunConfig { restore_best: true, ..base };
        let sweep = Sweep::plan(Axis::Seed, &best, Length::Short).expect("valid");
        assert_eq!(sweep.configs()[0].eval_every, best.eval_every, "the best weights are found by evaluations");
    }

    #[test]
    fn same_base_same_sweep_through_the_storage_too() {
        for axis in Axis::ALL {
            let sweep = plan(axis);
            assert_eq!(sweep, plan(axis));
            let json = serde_json::to_string(&sweep).expect("plain data");
            assert_eq!(serde_json::from_str::<Sweep>(&json).expect("just written"), sweep);
            assert_eq!(Axis::from_name(axis.name()), Some(axis));
            assert_eq!(serde_json::to_value(axis).expect("plain data"), axis.name());
        }
    }

    #[test]
    fn a_base_that_is_not_valid_has_no_sweep() {
        let base = RunConfig { learning_rate: f64::NAN, ..RunConfig::default() };
        for axis in Axis::ALL {
            let refused = Sweep::plan(axis, &base, Length::Short).expect_err("NaN is no rate");
            assert_eq!(refused.field, Field::LearningRate);
        }
        let damaged = r#"{"axis":"seed","length":"short","base":{"epochs":0}}"#;
        assert!(serde_json::from_str::<Sweep>(damaged).is_err());
    }

    #[test]
    fn what_is_done_is_read_off_the_kept_runs() {
        let sweep = plan(Axis::Epochs);
        let configs = sweep.configs();
        assert_eq!(sweep.next(&[], &[]), Some(&configs[0]));
        let diverged = finished(&configs[2], Outcome::Diverged { step: 3, sentence: "It diverged.".into() });
        let stopped = finished(&configs[1], Outcome::Stopped { step: 3 });
        let other = completed(&RunConfig { seed: 99, ..configs[1].clone() });
        let going_on = RunRecord { outcome: None, ..completed(&configs[1]) };
        let mut runs = vec![other, stopped, going_on, diverged, completed(&configs[0])];
        assert_eq!(sweep.next(&runs, &[]), Some(&configs[1]), "neither stopped nor unfinished runs count");
        assert_eq!(sweep.next(&runs, &configs[1..2]), Some(&configs[3]), "what failed is passed over");
        let done: Vec<&RunConfig> = sweep.done(&runs).into_iter().map(|(config, _)| config).collect();
        assert_eq!(done, [&configs[0], &configs[2]]);
        runs.extend(configs.iter().map(completed));
        assert_eq!((sweep.next(&runs, &[]), sweep.done(&runs).len()), (None, configs.len()));
    }

    #[test]
    fn the_estimate_is_that_of_the_runs_left() {
        let speed = Speed { seconds_per_step: 1.0, seconds_per_example: 0.0, seconds_per_evaluation: 0.0 };
        let none = HeldOut { during: 0, final_: 0, length: 1.0 };
        let sweep = plan(Axis::Epochs);
        let steps = f64::from(sweep.configs()[0].steps_per_epoch());
        assert!((sweep.seconds(&speed, none, &[]) - 31.0 * steps).abs() < 1e-9);
        let runs = [completed(&sweep.configs()[5])];
        assert!((sweep.seconds(&speed, none, &runs) - 19.0 * steps).abs() < 1e-9);
    }
}
