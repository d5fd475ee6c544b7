//! "Beat the front": the front of all settings, what would move it, and what the newest run did. Pure.

use super::measured::Measured;
use super::settings::{Setting, settings};
use crate::metrics::{Tradeoff, dominates, moves_front, pareto_front};
use crate::ui::parts::format;

/// The settings that no other one beats, least gained first.
pub fn front(settings: &[Setting]) -> Vec<&Setting> {
    let means: Vec<Tradeoff> = settings.iter().map(Setting::mean).collect();
    pareto_front(&means).into_iter().map(|index| &settings[index]).collect()
}

/// What the learner is asked to beat: the setting of the front whose gain and loss balance best.
pub fn target(settings: &[Setting]) -> Option<&Setting> {
    let balance = |setting: &&Setting| setting.gained.mean + setting.kept.mean;
    front(settings).into_iter().max_by(|a, b| balance(a).total_cmp(&balance(b)))
}

/// The target in words.
pub fn target_sentence(target: &Setting) -> String {
    let Tradeoff { gained, kept } = target.mean();
    let price = match (kept * 1000.0).round() {
        kept_tenths if kept_tenths < 0.0 => format!("lose no more than {} of general accuracy", size(kept)),
        0.0 => "lose no general accuracy".to_owned(),
        _ => format!("end with a general accuracy at least {} higher than before", size(kept)),
    };
    format!("Gain more than {} on the domain and {price}. That is what “{}” has reached.", size(gained), target.label)
}

fn size(difference: f64) -> String {
    format::points(difference.abs()).replace(['+', '±'], "")
}

/// What the newest run did to the front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Whether the front lies elsewhere now.
    pub moved: bool,
    /// What happened, with the names of the runs.
    pub sentence: String,
}

/// What the newest of the runs, which are given newest first, did to the front of the others; `None`
/// while there is nothing to be compared with.
pub fn attempt(runs: &[Measured]) -> Option<Attempt> {
    let (newest, others) = runs.split_first()?;
    let (before, after) = (settings(others), settings(runs));
    let own = after.iter().find(|setting| setting.has(newest.id))?;
    let front: Vec<Tradeoff> = front(&before).into_iter().map(Setting::mean).collect();
    if front.is_empty() {
        return None;
    }
    let name = &newest.name;
    let seeds = match own.runs.len() {
        1 => String::new(),
        count => format!(" with the mean of its {}", format::plural(count as u64, "seed")),
    };
    if moves_front(&front, own.mean()) {
        let Tradeoff { gained, kept } = own.mean();
        let sentence = format!(
            "“{name}” moved the front{seeds}: {} on the domain, {} on general texts.",
            format::points(gained),
            format::points(kept)
        );
        return Some(Attempt { moved: true, sentence });
    }
    let better = before.iter().find(|other| other.key != own.key && dominates(other.mean(), own.mean()));
    let sentence = match better {
        Some(other) => format!(
            "“{name}” did not move the front{seeds}: “{}” gained as much and kept as much, or more of one.",
            other.label
        ),
        None => format!("“{name}” did not move the front{seeds}: it reached what was reached before."),
    };
    Some(Attempt { moved: false, sentence })
}

#[cfg(test)]
mod tests {
    use super::super::measured::tests::run;
    use super::*;
    use crate::config::RunConfig;

    fn at(id: u32, gained: f64, kept: f64) -> Measured {
        let learning_rate = f64::from(id) * 1e-4;
        run(id, RunConfig { learning_rate, ..RunConfig::default() }, gained, kept)
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn the_target_is_the_best_balance_on_the_front() {
        let settings = settings(&[at(3, 0.4, -0.3), at(2, 0.3, -0.012), at(1, 0.1, -0.05)]);
        let keys: Vec<u32> = front(&settings).into_iter().map(|setting| setting.key).collect();
        assert_eq!(keys, [2, 3]);
        let target = target(&settings).expect("there are runs");
        assert_eq!(
            plain(&target_sentence(target)),
            "Gain more than 30.0 points on the domain and lose no more than 1.2 points of general accuracy. That is \
             what “Full fine-tuning, learning rate 2e-4” has reached."
        );
        assert_eq!(super::target(&[]), None);
    }

    #[test]
    fn the_newest_run_moves_the_front_or_is_told_who_beats_it() {
        assert_eq!(attempt(&[at(1, 0.3, 0.0)]), None, "nothing to beat yet");
        let moved = attempt(&[at(2, 0.4, -0.1), at(1, 0.3, 0.0)]).expect("two runs");
        assert!(moved.moved);
        assert_eq!(
            plain(&moved.sentence),
            "“Run 2” moved the front: +40.0 points on the domain, −10.0 points on general texts."
        );
        let beaten = attempt(&[at(2, 0.2, -0.1), at(1, 0.3, 0.0)]).expect("two runs");
        assert!(!beaten.moved && beaten.sentence.contains("“Full fine-tuning, learning rate 1e-4” gained as much"));
        let repeat = attempt(&[Measured { id: 2, started: 2.0, ..at(1, 0.3, 0.0) }, at(1, 0.3, 0.0)]);
        assert!(repeat.is_some_and(|attempt| !attempt.moved && attempt.sentence.contains("reached before")));
    }

    #[test]
    fn another_seed_counts_with_the_mean() {
        let seed = |id: u32, seed: u32, gained| run(id, RunConfig { seed, ..RunConfig::default() }, gained, 0.0);
        let attempt = attempt(&[seed(2, 2, 0.5), seed(1, 1, 0.3)]).expect("two runs");
        assert!(attempt.moved);
        assert!(plain(&attempt.sentence).contains("with the mean of its 2 seeds: +40.0 points"));
    }
}
