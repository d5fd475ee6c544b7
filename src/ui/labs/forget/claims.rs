//! The claims of the textbooks held against the learner's own runs. Pure.

use super::settings::{Setting, label, of_config};
use super::verdicts::mean_and_range;
use crate::config::RunConfig;
use crate::lesson::claims::{Claim, Expectation, Outcome, SEEDS};
use crate::metrics::Spread;
use crate::ui::parts::format;

/// An expectation, held against the runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What the runs say.
    pub outcome: Outcome,
    /// The same in a sentence with the figures.
    pub sentence: String,
}

/// A run that a test still needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Its configuration.
    pub config: RunConfig,
    /// Which one it is, counted from 1.
    pub number: usize,
    /// How many the test has in all.
    pub total: usize,
}

/// The settings of a claim's test in words.
pub fn settings_in_words(claim: Claim, config: &RunConfig) -> String {
    let labels: Vec<String> = claim.configs(config).iter().map(|config| format!("“{}”", label(config))).collect();
    labels.join(" and ")
}

/// The next run that a claim's test needs: every setting with one seed first, then with the others.
pub fn next(claim: Claim, config: &RunConfig, settings: &[Setting]) -> Option<Planned> {
    let configs = claim.configs(config);
    let total = configs.len() * SEEDS as usize;
    let all = (0..SEEDS)
        .flat_map(|more| configs.iter().map(move |config| RunConfig { seed: config.seed + more, ..config.clone() }));
    let is_there = |config: &RunConfig| {
        let runs = of_config(settings, config).map(|setting| &setting.runs);
        runs.is_some_and(|runs| runs.iter().any(|run| run.config.seed == config.seed))
    };
    all.enumerate().find(|(_, config)| !is_there(config)).map(|(index, config)| Planned {
        config,
        number: index + 1,
        total,
    })
}

/// What the learner's runs say about every expectation of a claim.
pub fn judge(claim: Claim, config: &RunConfig, settings: &[Setting]) -> Vec<Judged> {
    let configs = claim.configs(config);
    let found: Option<Vec<&Setting>> = configs.iter().map(|config| of_config(settings, config)).collect();
    let judge = |expectation: &Expectation| match &found {
        None => Judged { outcome: Outcome::Untested, sentence: "not tested yet.".into() },
        Some(found) => {
            let read = |setting: &Setting| match expectation {
                Expectation::Forgets | Expectation::KeepsMore => setting.kept,
                Expectation::GainsLess => setting.gained,
            };
            judged(*expectation, &read(found[0]), found.get(1).map(|other| read(other)).as_ref())
        }
    };
    claim.expectations().iter().map(judge).collect()
}

/// An expectation held against the spread of its one or two settings, with the figures.
pub fn judged(expectation: Expectation, own: &Spread, other: Option<&Spread>) -> Judged {
    let outcome = expectation.judge(own, other);
    let figures = match other {
        None => mean_and_range(own),
        Some(other) => format!("{} against {}", mean_and_range(own), mean_and_range(other)),
    };
    let seeds = other.map_or(own.count, |other| own.count.min(other.count));
    let sentence = format!("{}: {} {figures}{}.", outcome.words(), expectation.figure(), of_seeds(seeds));
    Judged { outcome, sentence }
}

fn of_seeds(count: usize) -> String {
    match count {
        1 => "; one seed cannot tell, so repeat it with others".into(),
        count => format!(", over {} at least", format::plural(count as u64, "seed")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::measured::tests::run;
    use super::super::settings::settings;
    use super::*;

    /// Completed runs of both settings of a claim, with these changes of general accuracy by seed.
    fn settings_of(claim: Claim, kept: &[&[f64]]) -> Vec<Setting> {
        let mut runs = Vec::new();
        for (config, kept) in claim.configs(&RunConfig::default()).into_iter().zip(kept) {
            for (more, kept) in kept.iter().enumerate() {
                let config = RunConfig { seed: config.seed + more as u32, ..config.clone() };
                runs.push(run(runs.len() as u32 + 1, config, 0.3, *kept));
            }
        }
        settings(&runs)
    }

    fn outcome(claim: Claim, kept: &[&[f64]]) -> Outcome {
        judge(claim, &RunConfig::default(), &settings_of(claim, kept))[0].outcome
    }

    #[test]
    fn one_seed_points_and_several_tell() {
        assert_eq!(outcome(Claim::Replay, &[&[-0.01]]), Outcome::Untested);
        assert_eq!(outcome(Claim::Replay, &[&[-0.01], &[-0.1]]), Outcome::PointsThere);
        assert_eq!(outcome(Claim::Replay, &[&[-0.1], &[-0.01]]), Outcome::PointsElsewhere);
        let (low, high) = (&[-0.11, -0.10, -0.12][..], &[-0.01, -0.02, -0.015][..]);
        assert_eq!(outcome(Claim::Replay, &[high, low]), Outcome::Confirmed);
        assert_eq!(outcome(Claim::Replay, &[low, high]), Outcome::Contradicted);
        assert_eq!(outcome(Claim::Replay, &[low, &[-0.12, -0.11, -0.1]]), Outcome::Within);
    }

    #[test]
    fn forgetting_itself_is_held_against_the_base_model() {
        assert_eq!(outcome(Claim::Catastrophe, &[&[-0.2]]), Outcome::PointsThere);
        assert_eq!(outcome(Claim::Catastrophe, &[&[-0.2, -0.21]]), Outcome::Confirmed);
        assert_eq!(outcome(Claim::Catastrophe, &[&[-0.2, 0.21, 0.01]]), Outcome::Within);
        assert_eq!(outcome(Claim::Catastrophe, &[&[0.02, 0.021, 0.019]]), Outcome::Contradicted);
    }

    #[test]
    fn each_half_of_a_claim_is_judged_by_itself() {
        let judged =
            judge(Claim::Lora, &RunConfig::default(), &settings_of(Claim::Lora, &[&[-0.01, -0.02], &[-0.2, -0.21]]));
        let outcomes: Vec<Outcome> = judged.iter().map(|judged| judged.outcome).collect();
        assert_eq!(outcomes, [Outcome::Within, Outcome::Confirmed], "both gained the same");
        assert_eq!(
            judged[1].sentence.replace('\u{a0}', " "),
            "confirmed: general accuracy changed by −1.5 points (−2.0 to −1.0) against −20.5 points (−21.0 to −20.0), over 2 seeds at least."
        );
    }

    #[test]
    fn a_test_asks_for_one_run_after_the_other() {
        let config = RunConfig::default();
        let planned = |kept: &[&[f64]]| next(Claim::Replay, &config, &settings_of(Claim::Replay, kept));
        let numbers =
            |planned: Option<Planned>| planned.map(|planned| (planned.number, planned.total, planned.config.seed));
        assert_eq!(numbers(planned(&[])), Some((1, 6, 1)));
        assert_eq!(numbers(planned(&[&[0.0]])), Some((2, 6, 1)));
        assert_eq!(numbers(planned(&[&[0.0], &[0.0]])), Some((3, 6, 2)));
        assert_eq!(numbers(planned(&[&[0.0; 3], &[0.0; 3]])), None);
    }
}
