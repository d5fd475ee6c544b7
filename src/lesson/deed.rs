//! What a learner has done. Steps of the guide tick by deeds, never by a press on the step.

use serde::{Deserialize, Serialize};

use crate::config::{BaseModel, Preset, RunConfig, Strategy, TrainingData};

/// The recall for which the threshold is to be moved.
pub const RECALL_ASKED: f64 = 0.98;

/// Something that the page can see happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// A text of one's own was classified.
    AskedTheModel,
    /// A run was guessed before it was made.
    PredictedFirst,
    /// A run ended.
    FinishedRun,
    /// A run with a learning rate too low to learn much ended.
    RanTooLow,
    /// A run with a learning rate at which the model forgets ended.
    RanTooHigh,
    /// A run on few examples (100 or fewer) ended.
    RanFewExamples,
    /// A run with another strategy than full fine-tuning ended.
    RanStrategy,
    /// A run that learned from test texts ended.
    RanLeaky,
    /// A run with another seed than the first ended.
    RanOtherSeed,
    /// Runs of two strategies ended.
    ComparedStrategies,
    /// The threshold of a trained model was moved to where its recall is at least [`RECALL_ASKED`].
    #[serde(alias = "moved-threshold")]
    ReachedRecall,
    /// A session of cards was finished.
    ReviewedCards,
    /// A round of questions was finished.
    FinishedQuiz,
    /// Every claim of the common confusions was judged.
    JudgedClaims,
    /// Something was explained in the learner's own words.
    Explained,
    /// A run solved the worked problem, after that was begun.
    MetChallenge,
    /// The whole worked solution was filled in without help.
    FilledSolution,
}

impl Deed {
    /// What a finished honest or dishonest run does, whatever came out.
    pub fn of_run(config: &RunConfig) -> Vec<Self> {
        let rate = |preset: Preset| preset.learning_rate(config.model);
        let low = match config.model {
            BaseModel::Pocket => 1e-5,
            BaseModel::MiniLm3 => 1e-6,
        };
        let all = [
            (true, Self::FinishedRun),
            (config.learning_rate <= low, Self::RanTooLow),
            (config.learning_rate >= rate(Preset::TooHigh) * 0.99, Self::RanTooHigh),
            (config.examples <= 100, Self::RanFewExamples),
            (config.seed != RunConfig::default().seed, Self::RanOtherSeed),
            (config.strategy != Strategy::default(), Self::RanStrategy),
            (config.data == TrainingData::Leaky, Self::RanLeaky),
        ];
        all.into_iter().filter_map(|(did, deed)| did.then_some(deed)).collect()
    }

    /// The element of a lab where the deed is done, by its id; `None` where a page as a whole is about it.
    pub fn spot(self) -> Option<&'static str> {
        match self {
            Self::AskedTheModel => Some("try"),
            Self::PredictedFirst => Some("guess"),
            Self::RanTooLow | Self::RanTooHigh => Some("learning-rate"),
            Self::RanFewExamples => Some("examples"),
            Self::RanOtherSeed => Some("seed"),
            Self::RanStrategy => Some("strategy"),
            Self::ComparedStrategies => Some("strategies"),
            Self::ReachedRecall => Some("threshold"),
            Self::FinishedRun
            | Self::RanLeaky
            | Self::ReviewedCards
            | Self::FinishedQuiz
            | Self::JudgedClaims
            | Self::Explained
            | Self::MetChallenge
            | Self::FilledSolution => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_tick_what_they_are() {
        let default = RunConfig::default();
        assert_eq!(Deed::of_run(&default), [Deed::FinishedRun]);
        let absurd = Preset::TooHigh.apply(&default);
        assert_eq!(Deed::of_run(&absurd), [Deed::FinishedRun, Deed::RanTooHigh]);
        let low = Preset::TooLow.apply(&RunConfig { examples: 60, ..default.clone() });
        assert_eq!(Deed::of_run(&low), [Deed::FinishedRun, Deed::RanTooLow, Deed::RanFewExamples]);
        let again = RunConfig { seed: default.seed + 1, ..default };
        assert_eq!(Deed::of_run(&again), [Deed::FinishedRun, Deed::RanOtherSeed]);
    }
}
