//! What the lessons call a run: by the learner's name for it, or by its number and what it was. Pure.

use super::numerals::{count, rate};
use crate::client::record::RunRecord;
use crate::client::summary::{model_name, number_in_name};
use crate::config::{RunConfig, Strategy, TrainingData};
use crate::lesson::run_labels::RunLabels;
use crate::lesson::{Language, Text};

/// A run, as far as its label goes. The name that the page gives a run is for the labs: English, with its rate.
#[derive(Debug, Clone, PartialEq)]
pub struct RunLabel {
    name: String,
    config: RunConfig,
}

impl RunLabel {
    /// The label of a run with this name.
    pub fn new(name: &str, config: &RunConfig) -> Self {
        Self { name: name.to_owned(), config: config.clone() }
    }

    /// The label of a kept run.
    pub fn of(run: &RunRecord) -> Self {
        Self::new(&run.name, &run.config)
    }

    /// The learner's name for it, else its number.
    pub fn title(&self, labels: &RunLabels, language: Language) -> String {
        match number_in_name(&self.name, &self.config) {
            Some(number) => labels.run.fill(language, &[("number", number.to_string())]),
            None => self.name.clone(),
        }
    }

    /// What tells it from other runs: rate and examples, and whatever else is not as usual.
    pub fn settings(&self, labels: &RunLabels, language: Language) -> String {
        let config = &self.config;
        let usual = RunConfig::for_model(config.model);
        let said = |text: &Text, value: String| Some(text.fill(language, &[("value", value)]));
        let plain = |text: &Text, is: bool| is.then(|| text.get(language).to_owned());
        let epochs = || match config.epochs {
            1 => plain(&labels.epoch, true),
            epochs => said(&labels.epochs, epochs.to_string()),
        };
        let named = RunConfig {
            strategy: config.strategy,
            learning_rate: config.learning_rate,
            examples: config.examples,
            epochs: config.epochs,
            seed: config.seed,
            task: config.task,
            data: config.data,
            device: config.device,
            // When a run is evaluated changes nothing in it, unless its best weights are kept; that is said anyway.
            eval_every: config.eval_every,
            after: config.after.clone(),
            ..usual.clone()
        };
        let parts = [
            (config.model != RunConfig::default().model).then(|| model_name(config.model).to_owned()),
            (config.strategy != Strategy::default()).then(|| config.strategy.label().to_owned()),
            said(&labels.rate, rate(language, config.learning_rate)),
            said(&labels.examples, count(language, config.examples.into())),
            (config.epochs != usual.epochs).then(epochs).flatten(),
            (config.seed != usual.seed).then(|| said(&labels.seed, config.seed.to_string())).flatten(),
            plain(&labels.mistake, config.data != TrainingData::Honest),
            plain(&labels.after, config.after.is_some()),
            plain(&labels.more, named != *config),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The learner's name for it, else its number with its settings.
    pub fn whole(&self, labels: &RunLabels, language: Language) -> String {
        let title = self.title(labels, language);
        match number_in_name(&self.name, &self.config) {
            Some(_) => labels.whole.fill(language, &[("title", title), ("settings", self.settings(labels, language))]),
            None => title,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::summary::name;
    use crate::lesson::run_labels::tests::labels;

    fn label(id: u32, config: &RunConfig) -> RunLabel {
        RunLabel::new(&name(id, config), config)
    }

    #[test]
    fn a_run_that_nobody_named_goes_by_its_number_and_what_it_was() {
        let head =
            RunConfig { strategy: Strategy::HeadOnly, learning_rate: 3e-3, examples: 400, ..RunConfig::default() };
        let head = label(5, &head);
        assert_eq!(head.whole(&labels(), Language::En), "Run 5 (Head only, learning rate 3e-3, 400 examples)");
        let usual = label(4, &RunConfig::default());
        assert_eq!(usual.title(&labels(), Language::De), "Lauf 4");
        assert_eq!(usual.settings(&labels(), Language::De), "Lernrate 2e-4, 1.000 Beispiele");
    }

    #[test]
    fn whatever_is_not_as_usual_is_said() {
        let told = |change: fn(&mut RunConfig)| {
            let mut config = RunConfig { learning_rate: 2.5e-4, ..RunConfig::default() };
            change(&mut config);
            let said = label(1, &config).settings(&labels(), Language::De);
            said.strip_prefix("Lernrate 2,5e-4, 1.000 Beispiele").map(str::to_owned).unwrap_or(said)
        };
        assert_eq!(told(|config| config.seed = 2), ", Seed 2");
        assert_eq!(told(|config| config.epochs = 1), ", 1 Epoche");
        assert_eq!(told(|config| config.data = TrainingData::Leaky), ", Texte absichtlich falsch gewählt");
        assert_eq!(told(|config| config.batch_size = 32), ", weitere Änderungen");
        assert_eq!(told(|config| config.eval_every = 8), "", "it is the same run");
    }

    #[test]
    fn a_name_of_the_learners_stays() {
        let mine = RunLabel::new("my best", &RunConfig::default());
        assert_eq!(mine.whole(&labels(), Language::De), "my best");
        assert_eq!(RunLabel::new("Run 4", &RunConfig::default()).title(&labels(), Language::De), "Run 4");
    }
}
