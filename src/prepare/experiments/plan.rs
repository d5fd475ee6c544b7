//! Which runs are compared: the short sweeps that the page offers, and the tests of the claims that it
//! makes. So each of them can be repeated by a learner, and counts there as one's own.

use crate::client::sweep::{Axis, Length, Sweep};
use crate::config::{BaseModel, RunConfig};
use crate::lesson::claims::{Claim, forgetful_rate};

/// Seeds of every setting.
pub const SEEDS: u32 = 5;

/// What a setting is compared for; one may serve several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// Full fine-tuning at learning rates over five decades.
    LearningRate,
    /// Every strategy at the rate of the claims' tests, where full fine-tuning forgets.
    Strategies,
    /// Every strategy at the model's default learning rate.
    StrategiesAtDefault,
    /// What the claims need besides.
    Claims,
}

impl Series {
    /// Every series.
    pub const ALL: [Self; 4] = [Self::LearningRate, Self::Strategies, Self::StrategiesAtDefault, Self::Claims];
}

/// The settings of a series, with the first seed.
pub fn settings(model: BaseModel, series: Series) -> Vec<RunConfig> {
    let base = RunConfig::for_model(model);
    let sweep = |axis, base: &RunConfig| {
        Sweep::plan(axis, base, Length::Short).map(|sweep| sweep.configs().to_vec()).unwrap_or_default()
    };
    match series {
        Series::LearningRate => sweep(Axis::LearningRate, &base),
        Series::Strategies => sweep(Axis::Strategy, &RunConfig { learning_rate: forgetful_rate(model), ..base }),
        Series::StrategiesAtDefault => sweep(Axis::Strategy, &base),
        Series::Claims => Claim::ALL.into_iter().flat_map(|claim| claim.configs(&base)).collect(),
    }
}

/// Every run of a model, each once: all settings with the first seed, then with the next, so that a
/// comparison that is broken off has a whole number of seeds but for one.
pub fn runs(model: BaseModel) -> Vec<RunConfig> {
    let mut runs: Vec<RunConfig> = Vec::new();
    for seed in 1..=SEEDS {
        for config in Series::ALL.into_iter().flat_map(|series| settings(model, series)) {
            let config = RunConfig { seed, ..config };
            if !runs.contains(&config) {
                runs.push(config);
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_is_there_once_and_can_be_run() {
        for model in BaseModel::ALL {
            let runs = runs(model);
            // 11 rates; 9 strategies, of which full fine-tuning is among the rates; as many at the default
            // rate, which is not; two numbers of epochs.
            assert_eq!(runs.len(), (11 + 8 + 9 + 2) * SEEDS as usize, "{model:?}");
            assert!(runs.iter().all(|config| config.validate().is_ok()));
        }
    }
}
