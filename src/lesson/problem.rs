//! The experiment as a worked problem: `public/lessons/problem.json`.

use serde::Deserialize;

use super::deed::Deed;
use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/problem.json";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Its title.
    pub title: Text,
    /// The situation and what is asked, in paragraphs.
    pub situation: Vec<Text>,
    /// Where the work begins: an address of the page.
    pub address: String,
    /// Hints, each giving away more than the one before.
    pub hints: [Text; 3],
    /// The solution. At first all of it is shown; later the learner fills in more of it each time, from the end.
    pub solution: Vec<Step>,
    /// The same, harder.
    pub bonus: Vec<Bonus>,
}

/// A step of the solution: a sentence with one `{gap}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The sentence.
    pub text: Text,
    /// What belongs into the gap.
    pub right: Text,
    /// What does not.
    pub wrong: Vec<Text>,
    /// Why.
    pub why: Text,
}

/// A harder goal. Success is judged on the learner's real runs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bonus {
    /// Its title.
    pub title: Text,
    /// What is asked.
    pub text: Text,
    /// What to think about.
    pub hint: Text,
    /// Where the work begins.
    pub address: String,
    /// When it is solved.
    pub goal: Goal,
}

/// What a run must reach on the domain test set, and with how little.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Domain test accuracy above this.
    pub accuracy: f64,
    /// Domain test loss below this.
    pub loss: f64,
    /// Fewer epochs than this.
    pub epochs_below: u32,
    /// At most so many domain examples, where that matters.
    #[serde(default)]
    pub examples_at_most: Option<u32>,
    /// General test accuracy may fall by no more than this, where that matters.
    #[serde(default)]
    pub forgetting_at_most: Option<f64>,
    /// A deed that has to be part of it, such as another strategy.
    #[serde(default)]
    pub deed: Option<Deed>,
}

impl Goal {
    /// What the problem itself asks for; the Fine-tune lab's challenge is the same.
    pub const CHALLENGE: Self = Self {
        accuracy: 0.85,
        loss: 0.5,
        epochs_below: 10,
        examples_at_most: None,
        forgetting_at_most: None,
        deed: None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Preset;
    use crate::course::url;
    use crate::lesson::Language;
    use crate::lesson::text::names;

    fn problem() -> Problem {
        serde_json::from_str(include_str!("../../public/lessons/problem.json")).expect("it fits its schema")
    }

    #[test]
    fn every_step_has_one_gap_in_each_language_and_choices_that_differ() {
        for step in problem().solution {
            for language in Language::ALL {
                assert_eq!(names(step.text.get(language)), ["gap"], "{}", step.text.get(language));
                let mut choices: Vec<&str> =
                    step.wrong.iter().chain([&step.right]).map(|it| it.get(language)).collect();
                assert!(choices.len() >= 2);
                choices.sort_unstable();
                choices.dedup();
                assert_eq!(choices.len(), step.wrong.len() + 1, "{choices:?}");
            }
        }
    }

    #[test]
    fn every_address_sets_up_what_its_goal_can_judge() {
        let problem = problem();
        let base = url::parse(&problem.address);
        let base_config = base.config.clone().unwrap_or_default();
        assert_eq!((base.view, base.refused), (url::View::FineTune, Vec::new()));
        let lit = |preset: Preset| preset.learning_rate(base_config.model) == base_config.learning_rate;
        assert!(!Preset::ALL.into_iter().any(lit), "the name of a preset would give the poor number away");
        for bonus in problem.bonus {
            let address = url::parse(&bonus.address);
            assert_eq!((address.view, address.refused), (url::View::FineTune, Vec::new()), "{}", bonus.address);
            let config = address.config.unwrap_or_default();
            assert_eq!((config.model, config.task), (base_config.model, base_config.task), "{}", bonus.address);
            assert!(bonus.goal.examples_at_most.is_none_or(|most| config.examples <= most));
            assert!(matches!(bonus.goal.deed, None | Some(Deed::RanStrategy)), "the page has no words for another");
        }
    }
}
