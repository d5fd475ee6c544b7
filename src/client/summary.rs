//! A configuration in a few words, and when something was.

use crate::config::{BaseModel, DeviceChoice, Field, RunConfig, Schedule, Strategy, Task, TrainingData};
use crate::course::url::shortest;
use crate::protocol::{Backend, Outcome};

/// What differs from the default run of the model, each in a few words.
pub fn differences(config: &RunConfig) -> Vec<String> {
    let default = RunConfig::for_model(config.model);
    let mut words = Vec::new();
    for field in Field::ALWAYS {
        let value = field.get(config);
        if let Some(value) = value.filter(|_| value != field.get(&default)) {
            words.push(format!("{} {}", field.label().to_lowercase(), shortest(value)));
        }
    }
    if config.strategy != Strategy::Full {
        words.push(strategy(config));
    }
    match config.task {
        Task::Condition => {}
        Task::Kind => words.push("five classes".into()),
        Task::Spam => words.push("spam".into()),
    }
    if config.data != TrainingData::Honest {
        words.push(config.data.label().to_lowercase());
    }
    match config.schedule {
        Schedule::Linear => {}
        Schedule::Constant => words.push("constant rate".into()),
        Schedule::Cosine => words.push("cosine decay".into()),
    }
    if let Some(before) = &config.after {
        words.push(format!("after a run for {}", before.task.name()));
    }
    if config.restore_best {
        words.push("best weights kept".into());
    }
    match config.device {
        DeviceChoice::Auto => {}
        DeviceChoice::Gpu => words.push("GPU asked for".into()),
        DeviceChoice::Cpu => words.push("CPU asked for".into()),
    }
    words
}

/// The strategy of a run with its numbers.
pub fn strategy(config: &RunConfig) -> String {
    let label = config.strategy.label();
    // "LoRA rank" is a rank where LoRA is named already.
    let name = |field: &Field| field.label().strip_prefix(label).unwrap_or(field.label()).trim().to_lowercase();
    let number = |field: &Field| Some(format!("{} {}", name(field), shortest(field.get(config)?)));
    let numbers: Vec<String> = config.strategy.fields().iter().filter_map(number).collect();
    if numbers.is_empty() { label.into() } else { format!("{label} ({})", numbers.join(", ")) }
}

/// The name of a new run: what is special about it.
pub fn name(id: u32, config: &RunConfig) -> String {
    let mut words = vec![format!("Run {id}")];
    if config.model == BaseModel::MiniLm3 {
        words.push("MiniLM".into());
    }
    if let Some(before) = &config.after {
        words.push(format!("{} after {}", config.task.name(), before.task.name()));
    }
    words.push(shortest(config.learning_rate));
    words.join(" · ")
}

/// The number in a name that [`name`] gave a run of this configuration; `None` where the learner named it.
pub fn number_in_name(given: &str, config: &RunConfig) -> Option<u32> {
    let id = given.strip_prefix("Run ")?.split(' ').next()?.parse().ok()?;
    (given == name(id, config)).then_some(id)
}

/// What the learner calls a base model.
pub fn model_name(model: BaseModel) -> &'static str {
    match model {
        BaseModel::Pocket => "Pocket",
        BaseModel::MiniLm3 => "MiniLM, 3 layers",
    }
}

/// What the learner calls a backend.
pub fn backend_name(backend: Backend) -> &'static str {
    match backend {
        Backend::WebGpu => "GPU",
        Backend::Cpu => "CPU",
    }
}

/// How a run ended, in a few words.
pub fn ending(outcome: Option<&Outcome>) -> String {
    match outcome {
        None => "not finished".into(),
        Some(Outcome::Completed { restored: None }) => "completed".into(),
        Some(Outcome::Completed { restored: Some(step) }) => format!("completed, weights of step {step} kept"),
        Some(Outcome::Stopped { step }) => format!("stopped at step {step}"),
        Some(Outcome::Diverged { step, .. }) => format!("diverged at step {step}"),
    }
}

/// Milliseconds since 1970 as `2026-11-21T12:03:59Z`; not a time where they are not.
pub fn iso_time(unix_ms: f64) -> String {
    if !(0.0..=253_402_300_799_000.0).contains(&unix_ms) {
        return String::new();
    }
    let seconds = (unix_ms / 1000.0) as u64;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Days to a civil date, counting years from March so that the leap day comes last (H. Hinnant).
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_has_no_differences_and_others_are_named() {
        assert_eq!(differences(&RunConfig::for_model(BaseModel::MiniLm3)), Vec::<String>::new());
        let config = RunConfig { learning_rate: 5e-3, examples: 200, restore_best: true, ..RunConfig::default() };
        assert_eq!(differences(&config), ["learning rate 5e-3", "domain examples 200", "best weights kept"]);
        let lora = RunConfig { strategy: Strategy::ALL[4], ..RunConfig::default() };
        assert_eq!(strategy(&lora), "LoRA (rank 8, alpha 16)");
        let leaky = RunConfig { data: TrainingData::Leaky, ..RunConfig::default() };
        assert_eq!(differences(&leaky), ["with leaked test texts"]);
    }

    #[test]
    fn a_name_says_the_model_and_what_came_before() {
        let config = RunConfig { learning_rate: 5e-5, ..RunConfig::for_model(BaseModel::MiniLm3) };
        assert_eq!(name(3, &config), "Run 3 · MiniLM · 5e-5");
        let second = RunConfig { task: Task::Spam, after: Some(Box::default()), ..RunConfig::default() };
        assert_eq!(name(4, &second), "Run 4 · spam after condition · 2e-4");
        assert_eq!(name(5, &RunConfig::default()), "Run 5 · 2e-4");
        assert_eq!(number_in_name("Run 4 · spam after condition · 2e-4", &second), Some(4));
        for named in ["Run 4", "Run 4 · 5e-5", "Run x · 2e-4", "my best", ""] {
            assert_eq!(number_in_name(named, &RunConfig::default()), None, "{named}: the learner's own");
        }
    }

    #[test]
    fn times_are_those_of_the_calendar() {
        assert_eq!(iso_time(0.0), "1970-01-01T00:00:00Z");
        assert_eq!(iso_time(951_782_399_000.0), "2000-02-28T23:59:59Z");
        assert_eq!(iso_time(951_782_400_000.0), "2000-02-29T00:00:00Z");
        assert_eq!(iso_time(1_795_262_639_000.0), "2026-11-21T12:03:59Z");
        assert_eq!(iso_time(f64::NAN), "");
        assert_eq!(iso_time(-1.0), "");
    }
}
