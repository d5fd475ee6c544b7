//! Settings: runs that are equal but for their seed count as one, with a mean and a spread. Pure.

use super::measured::Measured;
use crate::client::summary;
use crate::config::{DeviceChoice, Field, RunConfig, Strategy, Task};
use crate::course::url::shortest;
use crate::metrics::{Spread, Tradeoff};
use crate::ui::parts::format;

/// Runs of one setting.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The run of it that was made first: tells settings apart.
    pub key: u32,
    /// What is special about it.
    pub label: String,
    /// Its runs, one for each seed.
    pub runs: Vec<Measured>,
    /// Change of domain accuracy over the seeds.
    pub gained: Spread,
    /// Change of general accuracy over the seeds.
    pub kept: Spread,
}

impl Setting {
    fn of(runs: Vec<Measured>) -> Option<Self> {
        let first = runs.iter().min_by(|a, b| a.started.total_cmp(&b.started))?;
        let (key, mut label) = (first.id, label(&first.config));
        if !first.completed {
            label.push_str(", ended early");
        }
        // The same seed again is the same run again, and says nothing about the spread.
        let mut seeds: Vec<Measured> = Vec::new();
        for run in runs {
            if !seeds.iter().any(|kept| kept.config.seed == run.config.seed) {
                seeds.push(run);
            }
        }
        let values = |read: fn(Tradeoff) -> f64| seeds.iter().map(|run| read(run.tradeoff())).collect::<Vec<_>>();
        let gained = Spread::of(&values(|tradeoff| tradeoff.gained))?;
        let kept = Spread::of(&values(|tradeoff| tradeoff.kept))?;
        Some(Self { key, label, runs: seeds, gained, kept })
    }

    /// Where it stands: the mean over its seeds.
    pub fn mean(&self) -> Tradeoff {
        Tradeoff { gained: self.gained.mean, kept: self.kept.mean }
    }

    /// The configuration, with the seed of its newest run.
    pub fn config(&self) -> &RunConfig {
        &self.runs[0].config
    }

    /// Whether a run belongs to it.
    pub fn has(&self, id: u32) -> bool {
        self.runs.iter().any(|run| run.id == id)
    }

    /// The label with the number of seeds: `LoRA (…), learning rate 2e-4 · 3 seeds`.
    pub fn title(&self) -> String {
        format!("{} · {}", self.label, format::plural(self.runs.len() as u64, "seed"))
    }
}

/// A setting's name: its strategy, its learning rate, and what else is not the default.
pub fn label(config: &RunConfig) -> String {
    let default = RunConfig::for_model(config.model);
    let rest = RunConfig {
        strategy: Strategy::default(),
        learning_rate: default.learning_rate,
        seed: default.seed,
        task: Task::default(),
        device: DeviceChoice::default(),
        eval_every: if config.restore_best { config.eval_every } else { default.eval_every },
        after: None,
        ..config.clone()
    };
    let rate = shortest(config.learning_rate);
    let start = format!("{}, {} {rate}", summary::strategy(config), Field::LearningRate.label().to_lowercase());
    std::iter::once(start).chain(summary::differences(&rest)).collect::<Vec<_>>().join(", ")
}

/// Whether two configurations differ in their seed at most, as far as training goes: when a run is
/// evaluated changes nothing in it unless its best weights are kept, nor does where it is computed, but for
/// rounding.
pub fn equal_but_for_the_seed(a: &RunConfig, b: &RunConfig) -> bool {
    let eval_every = if a.restore_best { a.eval_every } else { b.eval_every };
    RunConfig { seed: b.seed, device: b.device, eval_every, ..a.clone() } == *b
}

/// The settings of runs given newest first, in the order of their newest runs. A run that ended early is
/// a setting of its own.
pub fn settings(runs: &[Measured]) -> Vec<Setting> {
    let mut groups: Vec<Vec<Measured>> = Vec::new();
    for run in runs {
        let same = |group: &&mut Vec<Measured>| {
            run.completed && group[0].completed && equal_but_for_the_seed(&group[0].config, &run.config)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(run.clone()),
            None => groups.push(vec![run.clone()]),
        }
    }
    groups.into_iter().filter_map(Setting::of).collect()
}

/// The setting of a configuration, whatever its seed.
pub fn of_config<'a>(settings: &'a [Setting], config: &RunConfig) -> Option<&'a Setting> {
    settings.iter().find(|setting| setting.runs[0].completed && equal_but_for_the_seed(setting.config(), config))
}

#[cfg(test)]
mod tests {
    use super::super::measured::tests::run;
    use super::*;

    fn config(learning_rate: f64, seed: u32) -> RunConfig {
        RunConfig { learning_rate, seed, ..RunConfig::default() }
    }

    #[test]
    fn runs_that_differ_in_their_seed_alone_are_one_setting() {
        let runs = [
            run(4, config(2e-4, 3), 0.4, -0.1),
            run(3, config(2e-4, 1), 0.2, -0.3),
            run(2, config(1e-3, 1), 0.5, -0.5),
            run(1, config(2e-4, 1), 0.1, 0.0),
        ];
        let settings = settings(&runs);
        assert_eq!(settings.len(), 2);
        assert_eq!((settings[0].key, settings[0].runs.len()), (1, 2), "seed 1 counts once, with its newest run");
        assert!((settings[0].mean().gained - 0.3).abs() < 1e-12);
        assert!((settings[0].kept.min + 0.3).abs() < 1e-12 && (settings[0].kept.max + 0.1).abs() < 1e-12);
        assert!(settings[0].has(4) && !settings[0].has(2));
        assert_eq!(of_config(&settings, &config(1e-3, 77)).map(|setting| setting.key), Some(2));
        assert_eq!(of_config(&settings, &config(1e-5, 1)), None);
        let other_evaluations = RunConfig { eval_every: 500, ..config(1e-3, 1) };
        assert_eq!(of_config(&settings, &other_evaluations).map(|setting| setting.key), Some(2));
        assert_eq!(of_config(&settings, &RunConfig { restore_best: true, ..other_evaluations }), None);
    }

    #[test]
    fn a_run_that_was_stopped_is_no_repeat_of_one_that_was_not() {
        let stopped = Measured { completed: false, ..run(2, config(2e-4, 2), 0.1, 0.0) };
        let settings = settings(&[stopped, run(1, config(2e-4, 1), 0.4, 0.0)]);
        assert_eq!(settings.len(), 2);
        assert!(settings[0].label.ends_with(", ended early"));
        assert_eq!(of_config(&settings, &config(2e-4, 2)).map(|setting| setting.key), Some(1));
    }

    #[test]
    fn labels_name_what_matters() {
        assert_eq!(label(&config(2e-4, 9)), "Full fine-tuning, learning rate 2e-4");
        let replay = RunConfig { strategy: Strategy::Replay { share: 0.25 }, epochs: 2, ..config(1e-3, 1) };
        assert_eq!(label(&replay), "Replay (general texts per batch 0.25), learning rate 1e-3, epochs 2");
    }
}
