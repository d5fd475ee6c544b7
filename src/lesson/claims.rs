//! What the textbooks say about forgetting, the pairs of runs that can confirm or contradict it, and how
//! their figures are judged. Pure.

use serde::{Deserialize, Serialize};

use super::Source;
use crate::config::{BaseModel, Field, RunConfig, Strategy};
use crate::metrics::{Spread, Verdict, compare};

/// Seeds with which a learner repeats a test.
pub const SEEDS: u32 = 3;

/// A claim of the literature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Claim {
    /// New tasks overwrite old ones.
    Catastrophe,
    /// A lower learning rate forgets less.
    LowRate,
    /// Fewer epochs forget less.
    FewEpochs,
    /// Replay forgets less.
    Replay,
    /// LoRA learns less and forgets less.
    Lora,
    /// A frozen body forgets less.
    Freezing,
    /// A pull to the start forgets less.
    Pull,
    /// A pull on what mattered forgets less.
    Consolidation,
    /// Averaged weights forget less.
    Averaging,
}

/// What a claim says about its one or two settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Expectation {
    /// The first forgets: its general accuracy falls.
    Forgets,
    /// The first keeps more general accuracy than the second.
    KeepsMore,
    /// The first gains less domain accuracy than the second.
    GainsLess,
}

/// What the runs say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// There are not both of them.
    Untested,
    /// One seed each, which points the claim's way.
    PointsThere,
    /// One seed each, which points the other way or nowhere.
    PointsElsewhere,
    /// As claimed, beyond the spread of the seeds.
    Confirmed,
    /// The opposite, beyond the spread of the seeds.
    Contradicted,
    /// Within the spread of the seeds.
    Within,
}

/// Learning rates of the tests: one that is gentle, one at which there is something to forget, and one that
/// is reckless. All are among those of a sweep, so that its runs count here.
fn rates(model: BaseModel) -> [f64; 3] {
    match model {
        BaseModel::Pocket => [1e-4, 3e-3, 1e-2],
        BaseModel::MiniLm3 => [3e-5, 1e-3, 3e-3],
    }
}

/// The learning rate of the tests at which full fine-tuning forgets.
pub fn forgetful_rate(model: BaseModel) -> f64 {
    rates(model)[1]
}

impl Claim {
    /// Every claim, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Catastrophe,
        Self::LowRate,
        Self::FewEpochs,
        Self::Replay,
        Self::Lora,
        Self::Freezing,
        Self::Pull,
        Self::Consolidation,
        Self::Averaging,
    ];

    /// The claim in a few words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Catastrophe => "What is learned new overwrites what was known",
            Self::LowRate => "A lower learning rate forgets less",
            Self::FewEpochs => "Fewer epochs forget less",
            Self::Replay => "Practising old texts keeps them",
            Self::Lora => "LoRA learns less and forgets less",
            Self::Freezing => "What is frozen is not forgotten",
            Self::Pull => "A pull to the start keeps more",
            Self::Consolidation => "Holding on to what mattered keeps more",
            Self::Averaging => "Half-way back keeps more",
        }
    }

    /// What is claimed, and why it should be so.
    pub fn text(self) -> &'static str {
        match self {
            Self::Catastrophe => {
                "A network stores everything in the same weights. Trained on something new, it moves them to where the new \
                 answers are right, and nothing tells it to leave the old ones alone. In small networks of 1989 that had \
                 learned sums with 1 and then learned sums with 2, the first were gone almost at once: catastrophic \
                 forgetting. Later work shares the diagnosis and looks for cures."
            }
            Self::LowRate => {
                "Small steps end close to where they began, and close to the start the old answers still hold. With BERT, a \
                 learning rate of 2e-5 avoided the forgetting, and 4e-4 failed to train at all. The price is that little \
                 may be learned, too."
            }
            Self::FewEpochs => {
                "Every step can move the weights a little farther. In large language models forgetting was found to grow \
                 with the number of steps, by a power law. But the learning rate falls to zero by the end, and once the \
                 domain is learned gradients are small: late epochs may cost little."
            }
            Self::Replay => {
                "Some old texts in every batch give a gradient of their own: a step that makes old answers worse is pulled \
                 back at once. It needs texts of the old kind to be at hand, and every step takes longer by as many texts \
                 as are replayed."
            }
            Self::Lora => {
                "An update of low rank can change a matrix in few directions only, so that it can do less: in models of \
                 7 billion weights LoRA learned less than full fine-tuning and forgot less. It buys memory: there are few \
                 gradients and moments to keep. It does not buy time in the same measure, since texts still go through \
                 every layer, forward and back; the table above has both figures. And the head is trained in full here."
            }
            Self::Freezing => {
                "What does not move cannot be overwritten. Full fine-tuning distorts features that were good elsewhere, and \
                 training the head alone kept more of what worked outside the new data. Here both domains share one head, \
                 which is trained in any case. So something can be forgotten even then."
            }
            Self::Pull => {
                "A penalty on the distance from the start lets a weight move only as far as the new texts are worth it. \
                 With plain weight decay, which pulls to zero, the start is forgotten together with what it knew."
            }
            Self::Consolidation => {
                "Some weights matter more for the old answers than others. If those are held the hardest, the others are \
                 free to learn. How much a weight matters is estimated at the start and around it only; far from there \
                 the estimate may be wrong."
            }
            Self::Averaging => {
                "On the straight line between the weights before and after, the models in between are often good at both: \
                 averaging kept much of what was gained and gave back what was lost outside the new data. That was seen in \
                 large models of images and texts that were moved a little. Where the weights moved far, the line may lead \
                 over a hill."
            }
        }
    }

    /// Where it comes from.
    pub fn sources(self) -> &'static [Source] {
        match self {
            Self::Catastrophe => &[
                Source { label: "McCloskey & Cohen, 1989", url: "https://doi.org/10.1016/S0079-7421(08)60536-8" },
                Source { label: "French, 1999", url: "https://doi.org/10.1016/S1364-6613(99)01294-2" },
            ],
            Self::LowRate => &[Source { label: "Sun et al., 2019", url: "https://arxiv.org/abs/1905.05583" }],
            Self::FewEpochs => &[Source { label: "Kalajdzievski, 2024", url: "https://arxiv.org/abs/2401.05605" }],
            Self::Replay => &[
                Source { label: "Ratcliff, 1990", url: "https://doi.org/10.1037/0033-295X.97.2.285" },
                Source { label: "Robins, 1995", url: "https://doi.org/10.1080/09540099550039318" },
            ],
            Self::Lora => &[Source { label: "Biderman et al., 2024", url: "https://arxiv.org/abs/2405.09673" }],
            Self::Freezing => &[Source { label: "Kumar et al., 2022", url: "https://arxiv.org/abs/2202.10054" }],
            Self::Pull => &[Source { label: "Li et al., 2018", url: "https://arxiv.org/abs/1802.01483" }],
            Self::Consolidation => {
                &[Source { label: "Kirkpatrick et al., 2017", url: "https://arxiv.org/abs/1612.00796" }]
            }
            Self::Averaging => &[Source { label: "Wortsman et al., 2022", url: "https://arxiv.org/abs/2109.01903" }],
        }
    }

    /// What is expected of the settings.
    pub fn expectations(self) -> &'static [Expectation] {
        match self {
            Self::Catastrophe => &[Expectation::Forgets],
            Self::Lora => &[Expectation::GainsLess, Expectation::KeepsMore],
            Self::LowRate
            | Self::FewEpochs
            | Self::Replay
            | Self::Freezing
            | Self::Pull
            | Self::Consolidation
            | Self::Averaging => &[Expectation::KeepsMore],
        }
    }

    /// The one or two settings of the test, for the model, task, seed and device of `config`. They are
    /// short, and the same as in a sweep.
    pub fn configs(self, config: &RunConfig) -> Vec<RunConfig> {
        let [gentle, forgetful, reckless] = rates(config.model);
        let short = RunConfig {
            task: config.task,
            seed: config.seed.min(Field::Seed.bounds().max as u32 - SEEDS),
            device: config.device,
            learning_rate: forgetful,
            examples: 400,
            epochs: 3,
            eval_every: Field::EvalEvery.bounds().max as u32,
            ..RunConfig::for_model(config.model)
        };
        let full = || short.clone();
        let with = |strategy: Strategy| RunConfig { strategy, ..short.clone() };
        let kind = |name: &str| with(Strategy::from_name(name).unwrap_or_default());
        match self {
            Self::Catastrophe => vec![RunConfig { learning_rate: reckless, ..short }],
            Self::LowRate => vec![
                RunConfig { learning_rate: gentle, ..short.clone() },
                RunConfig { learning_rate: reckless, ..short },
            ],
            Self::FewEpochs => vec![RunConfig { epochs: 1, ..short.clone() }, RunConfig { epochs: 8, ..short }],
            Self::Replay => vec![kind("replay"), full()],
            Self::Lora => vec![kind("lora"), full()],
            Self::Freezing => vec![kind("head-only"), full()],
            Self::Pull => vec![kind("l2-sp"), full()],
            Self::Consolidation => vec![kind("ewc"), full()],
            Self::Averaging => vec![kind("averaged"), full()],
        }
    }
}

impl Expectation {
    /// What the expectation is about.
    pub fn figure(self) -> &'static str {
        match self {
            Self::Forgets | Self::KeepsMore => "general accuracy changed by",
            Self::GainsLess => "domain accuracy changed by",
        }
    }

    /// What runs say: `own` is the spread of the first setting's figure over its seeds and `other` that of the
    /// second; where there is no second, the base model stands there, which changed by nothing.
    pub fn judge(self, own: &Spread, other: Option<&Spread>) -> Outcome {
        let nothing = Spread { count: own.count, mean: 0.0, sd: 0.0, min: 0.0, max: 0.0 };
        let other = other.unwrap_or(&nothing);
        let rises = self == Self::KeepsMore;
        let as_claimed = |difference: f64| if rises { difference > 0.0 } else { difference < 0.0 };
        match compare(own, other) {
            Verdict::TooFew if as_claimed(own.mean - other.mean) => Outcome::PointsThere,
            Verdict::TooFew => Outcome::PointsElsewhere,
            Verdict::Within { .. } => Outcome::Within,
            Verdict::Beyond { difference, .. } if as_claimed(difference) => Outcome::Confirmed,
            Verdict::Beyond { .. } => Outcome::Contradicted,
        }
    }
}

impl Outcome {
    /// The outcome in a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Untested => "not tested",
            Self::PointsThere => "points that way",
            Self::PointsElsewhere => "does not point that way",
            Self::Confirmed => "confirmed",
            Self::Contradicted => "contradicted",
            Self::Within => "within the spread of the seeds",
        }
    }

    /// The class of its mark.
    pub fn class(self) -> &'static str {
        match self {
            Self::Untested => "untested",
            Self::PointsThere | Self::PointsElsewhere | Self::Within => "unsure",
            Self::Confirmed => "confirmed",
            Self::Contradicted => "contradicted",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::sweep::{Axis, Length, Sweep};
    use crate::config::Task;

    #[test]
    fn every_test_is_a_valid_pair_that_differs_in_one_thing() {
        for model in BaseModel::ALL {
            let config = RunConfig { task: Task::Kind, seed: 999_999, ..RunConfig::for_model(model) };
            for claim in Claim::ALL {
                let configs = claim.configs(&config);
                assert!(
                    configs.iter().all(|own| own.validate().is_ok() && own.task == Task::Kind && own.model == model)
                );
                assert_eq!(configs.len(), if claim == Claim::Catastrophe { 1 } else { 2 });
                if let [first, second] = &configs[..] {
                    let mut back = first.clone();
                    back.learning_rate = second.learning_rate;
                    back.epochs = second.epochs;
                    back.strategy = second.strategy;
                    assert_eq!(back, *second);
                    let differ = [
                        first.learning_rate != second.learning_rate,
                        first.epochs != second.epochs,
                        first.strategy != second.strategy,
                    ];
                    assert_eq!(differ.into_iter().filter(|differs| *differs).count(), 1, "{claim:?}");
                }
                assert!(claim.sources().iter().all(|source| source.url.starts_with("https://")));
            }
        }
    }

    #[test]
    fn runs_of_a_sweep_count_for_the_claims() {
        let of_rates = Sweep::plan(Axis::LearningRate, &RunConfig::default(), Length::Short).expect("valid");
        for claim in [Claim::Catastrophe, Claim::LowRate] {
            assert!(claim.configs(&RunConfig::default()).iter().all(|config| of_rates.has(config)), "{claim:?}");
        }
        let forgetful = RunConfig { learning_rate: rates(BaseModel::Pocket)[1], ..RunConfig::default() };
        let of_strategies = Sweep::plan(Axis::Strategy, &forgetful, Length::Short).expect("valid");
        for claim in [Claim::Replay, Claim::Lora, Claim::Freezing, Claim::Pull, Claim::Consolidation, Claim::Averaging]
        {
            assert!(claim.configs(&RunConfig::default()).iter().all(|config| of_strategies.has(config)), "{claim:?}");
        }
    }
}
