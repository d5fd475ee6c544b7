//! Everything that the lab shows of the test sets, computed once when the probabilities come. Pure.

use crate::client::record::{Flip, Flips, RunRecord, When};
use crate::client::texts::Texts;
use crate::config::Task;
use crate::data::Split;
use crate::metrics::{Confusion, Scores};
use crate::protocol::Outcome;

/// The two test sets that results are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Domain {
    /// The target domain: what is gained.
    #[default]
    Target,
    /// General texts: what may be forgotten.
    General,
}

impl Domain {
    /// Its test set.
    pub fn split(self) -> Split {
        match self {
            Self::Target => Split::TargetTest,
            Self::General => Split::GeneralTest,
        }
    }

    /// The class that sets its colour.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Target => "tone-domain",
            Self::General => "tone-general",
        }
    }
}

/// What is known of one test set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OfDomain {
    /// Figures of the base model.
    pub before: Option<Scores>,
    /// Figures of the trained model.
    pub after: Option<Scores>,
    /// Confusion of the base model.
    pub confusion_before: Option<Confusion>,
    /// Confusion of the trained model.
    pub confusion_after: Option<Confusion>,
    /// Answers that changed.
    pub flips: Option<Flips>,
}

/// What is known of a run's test sets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// The task that was trained for.
    pub task: Task,
    /// On the target domain.
    pub target: OfDomain,
    /// On general texts.
    pub general: OfDomain,
    /// Why nothing was measured after a run that has ended.
    pub unmeasured: Option<Unmeasured>,
}

/// Why there is nothing to measure after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmeasured {
    /// It was stopped before its first step.
    Untrained,
    /// The trained model's answers are no numbers.
    Broken,
}

impl Unmeasured {
    /// The same in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Untrained => "No step was made: the model is as it was before.",
            Self::Broken => {
                "The model broke down so far that its answers are no longer numbers: there is nothing to measure. \
                 Figures from before the run are still shown."
            }
        }
    }
}

/// What the results depend on; they are computed again when it changes and not at every step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    run: u32,
    sizes: [usize; 4],
    ended: bool,
    texts: bool,
}

impl Key {
    /// The key of a run as it stands.
    pub fn of(run: &RunRecord, texts: bool) -> Self {
        let size = |when, domain: Domain| run.probabilities(when, domain.split()).len();
        let sizes = [
            size(When::Before, Domain::Target),
            size(When::Before, Domain::General),
            size(When::After, Domain::Target),
            size(When::After, Domain::General),
        ];
        Self { run: run.id, sizes, ended: run.outcome.is_some(), texts }
    }
}

impl Results {
    /// The results of a run as far as they have come.
    pub fn of(run: &RunRecord, texts: &Texts) -> Self {
        let of_domain = |domain: Domain| {
            let split = domain.split();
            OfDomain {
                before: run.scores(When::Before, split, texts),
                after: run.scores(When::After, split, texts),
                confusion_before: run.confusion(When::Before, split, texts),
                confusion_after: run.confusion(When::After, split, texts),
                flips: run.flips(split, texts),
            }
        };
        let silent = |domain: Domain| run.probabilities(When::After, domain.split()).is_empty();
        Self {
            task: run.config.task,
            target: of_domain(Domain::Target),
            general: of_domain(Domain::General),
            unmeasured: match &run.outcome {
                Some(_) if !silent(Domain::Target) || !silent(Domain::General) => None,
                Some(Outcome::Stopped { step: 0 }) => Some(Unmeasured::Untrained),
                Some(_) => Some(Unmeasured::Broken),
                None => None,
            },
        }
    }

    /// Whether the run broke the model.
    pub fn is_broken(&self) -> bool {
        self.unmeasured == Some(Unmeasured::Broken)
    }

    /// What is known of a test set.
    pub fn get(&self, domain: Domain) -> &OfDomain {
        match domain {
            Domain::Target => &self.target,
            Domain::General => &self.general,
        }
    }

    /// The share of its general accuracy that the model kept, at most 1.
    pub fn kept(&self) -> Option<f64> {
        let (before, after) = (self.general.before?.accuracy, self.general.after?.accuracy);
        (before > 0.0).then(|| (after / before).min(1.0))
    }
}

/// The four ways in which an answer can flip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FlipKind {
    /// Of the domain, wrong before and right after.
    #[default]
    Learned,
    /// General, right before and wrong after.
    Forgotten,
    /// Of the domain, right before and wrong after.
    Unlearned,
    /// General, wrong before and right after.
    Regained,
}

impl FlipKind {
    /// All four, the two that matter most first.
    pub const ALL: [Self; 4] = [Self::Learned, Self::Forgotten, Self::Unlearned, Self::Regained];

    /// What its button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Learned => "Learned",
            Self::Forgotten => "Forgotten",
            Self::Unlearned => "Unlearned",
            Self::Regained => "Regained",
        }
    }

    /// What it means.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Learned => "Domain texts that the base model got wrong and the trained model gets right.",
            Self::Forgotten => "General texts that the base model got right and the trained model gets wrong.",
            Self::Unlearned => "Domain texts that were right before the run and are wrong now.",
            Self::Regained => "General texts that were wrong before the run and are right now.",
        }
    }

    /// Why there may be none.
    pub fn none(self) -> &'static str {
        match self {
            Self::Learned => {
                "None: no domain answer turned from wrong to right. The learning rate may be too low, or the run too short, to change any."
            }
            Self::Forgotten => {
                "None: every general text that was right is still right. Nothing was forgotten on this test set."
            }
            Self::Unlearned => "None: no domain answer got worse.",
            Self::Regained => "None: no general answer turned from wrong to right.",
        }
    }

    /// The test set that it is about.
    pub fn domain(self) -> Domain {
        match self {
            Self::Learned | Self::Unlearned => Domain::Target,
            Self::Forgotten | Self::Regained => Domain::General,
        }
    }

    /// The flips of this kind; `None` until both models' answers have come.
    pub fn of(self, results: &Results) -> Option<&[Flip]> {
        let flips = results.get(self.domain()).flips.as_ref()?;
        Some(match self {
            Self::Learned | Self::Regained => &flips.learned,
            Self::Forgotten | Self::Unlearned => &flips.forgotten,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(accuracy: f64) -> Scores {
        Scores { accuracy, balanced_accuracy: accuracy, precision: None, recall: None, f1: None, loss: 1.0 }
    }

    fn general(before: f64, after: f64) -> Results {
        let general = OfDomain { before: Some(scores(before)), after: Some(scores(after)), ..OfDomain::default() };
        Results { general, ..Results::default() }
    }

    #[test]
    fn what_is_kept_is_never_more_than_all() {
        assert_eq!(general(0.8, 0.6).kept(), Some(0.6 / 0.8));
        assert_eq!(general(0.8, 0.9).kept(), Some(1.0));
        assert_eq!(general(0.0, 0.9).kept(), None);
        assert_eq!(Results::default().kept(), None);
    }

    #[test]
    fn each_kind_of_flip_is_read_from_its_own_list() {
        let flip = |index| Flip { index, truth: 0, before: 0, after: 0, truth_before: 0.0, truth_after: 0.0 };
        let flips = |learned, forgotten| Some(Flips { learned: vec![flip(learned)], forgotten: vec![flip(forgotten)] });
        let results = Results {
            target: OfDomain { flips: flips(1, 2), ..OfDomain::default() },
            general: OfDomain { flips: flips(3, 4), ..OfDomain::default() },
            ..Results::default()
        };
        let indices = FlipKind::ALL.map(|kind| kind.of(&results).expect("given")[0].index);
        assert_eq!(indices, [1, 4, 2, 3]);
        assert_eq!(FlipKind::Learned.of(&Results::default()), None);
    }
}
