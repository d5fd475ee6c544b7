//! Facts and rules of the form: what the base models are, how presets and choices change the
//! configuration. Pure.

use crate::config::{BaseModel, DeviceChoice, Preset, RunConfig, Schedule, Strategy};
use crate::data::Corpus;
use crate::schedule::learning_rate;
use crate::ui::charts::line::Point;

/// What the learner should know of a base model before choosing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelFacts {
    /// Its name.
    pub title: &'static str,
    /// Its size.
    pub size: &'static str,
    /// What it is for.
    pub sentence: &'static str,
}

/// The facts of a base model.
pub fn facts(model: BaseModel) -> ModelFacts {
    match model {
        BaseModel::Pocket => ModelFacts {
            title: "pocket",
            size: "2 layers × 128, up to 5 MB",
            sentence: "Distilled from MiniLM until it runs anywhere, also without a GPU. Start here.",
        },
        BaseModel::MiniLm3 => ModelFacts {
            title: "minilm-3",
            size: "3 layers × 384, up to 22 MB",
            sentence: "The first three layers of all-MiniLM-L6-v2, a model that people use. Best with a GPU.",
        },
    }
}

/// The preset whose learning rate is in force.
pub fn preset_of(config: &RunConfig) -> Option<Preset> {
    let same = |preset: &Preset| {
        let rate = preset.learning_rate(config.model);
        (config.learning_rate - rate).abs() <= 1e-9 * rate
    };
    Preset::ALL.into_iter().find(same)
}

/// `config` with another base model; a preset that is in force stays in force, with that model's rate.
pub fn with_model(config: &RunConfig, model: BaseModel) -> RunConfig {
    let preset = preset_of(config);
    let config = RunConfig { model, ..config.clone() };
    preset.map_or(config.clone(), |preset| preset.apply(&config))
}

/// `config` with a strategy of this kind; numbers of the same kind stay.
pub fn with_strategy(config: &RunConfig, strategy: Strategy) -> RunConfig {
    if config.strategy.is_like(strategy) { config.clone() } else { RunConfig { strategy, ..config.clone() } }
}

/// What a schedule does.
pub fn schedule_label(schedule: Schedule) -> &'static str {
    match schedule {
        Schedule::Constant => "Constant",
        Schedule::Linear => "Linear decay",
        Schedule::Cosine => "Cosine decay",
    }
}

/// What a choice of device means.
pub fn device_label(device: DeviceChoice) -> &'static str {
    match device {
        DeviceChoice::Auto => "Automatic",
        DeviceChoice::Gpu => "GPU only",
        DeviceChoice::Cpu => "CPU only",
    }
}

/// The learning rate over the run, for a small drawing; nothing where a figure is out of its bounds.
pub fn schedule_points(config: &RunConfig) -> Vec<Point> {
    const POINTS: u32 = 120;
    if config.validate().is_err() {
        return Vec::new();
    }
    let total = config.total_steps();
    let every = total.div_ceil(POINTS).max(1);
    let steps = (1..=total).step_by(every as usize).chain((total > 1).then_some(total));
    let mut points: Vec<Point> = steps.map(|step| (f64::from(step), learning_rate(config, step))).collect();
    points.dedup_by(|a, b| a.0 == b.0);
    points
}

/// How the general texts and those of the domain differ besides their words.
pub fn shift(corpus: Corpus) -> &'static str {
    match corpus {
        Corpus::Definitions => {
            "The two domains also differ in what is common: about 20 % of the general definitions are conditions, but 59 % \
             of the medical ones. Part of the jump that you will see is the model learning just that."
        }
        Corpus::Mail => {
            "Plain mails are what people wrote to people on lists, and early spam. Tricky ones are newsletters, notices and \
             items of news feeds, and later spam: what many are sent, wanted or not."
        }
    }
}

/// Texts to try, from both worlds.
pub fn samples(corpus: Corpus) -> [&'static str; 6] {
    match corpus {
        Corpus::Definitions => [
            "inflammation of the lining of the stomach",
            "a feeling of great happiness and triumph",
            "surgical removal of the appendix",
            "a long-handled tool for moving snow",
            "someone who grows flowers for a living",
            "a hormone that lowers the sugar in the blood",
        ],
        Corpus::Mail => [
            "Your order has been shipped and should arrive on Thursday.",
            "You have been selected! Claim your free prize before midnight.",
            "Can we move the meeting to next week? I will be travelling.",
            "Earn money from home, no experience needed, call now!",
            "This week in our newsletter: ten tips for a faster computer",
            "The patch applies cleanly here, thanks for the quick answer.",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_survives_a_change_of_model_and_a_chosen_rate_too() {
        let config = Preset::TooHigh.apply(&RunConfig::default());
        let other = with_model(&config, BaseModel::MiniLm3);
        assert_eq!(preset_of(&other), Some(Preset::TooHigh));
        let own = RunConfig { learning_rate: 3.3e-4, ..config };
        assert_eq!(preset_of(&own), None);
        assert_eq!(with_model(&own, BaseModel::MiniLm3).learning_rate, 3.3e-4);
    }

    #[test]
    fn a_kind_of_strategy_that_is_chosen_again_keeps_its_numbers() {
        let config = RunConfig { strategy: Strategy::Replay { share: 0.6 }, ..RunConfig::default() };
        assert_eq!(with_strategy(&config, Strategy::Replay { share: 0.25 }), config);
        assert_eq!(with_strategy(&config, Strategy::Full).strategy, Strategy::Full);
    }

    #[test]
    fn the_drawn_schedule_has_its_first_and_last_step() {
        let config = RunConfig::default();
        let points = schedule_points(&config);
        assert_eq!(points.first().map(|point| point.0), Some(1.0));
        assert_eq!(points.last().map(|point| point.0), Some(f64::from(config.total_steps())));
        assert!(points.len() <= 122);
        assert!(schedule_points(&RunConfig { epochs: 0, ..config }).is_empty());
    }
}
