//! What a run means, in sentences: how it ended, how far the guess was off, which part of the challenge
//! is met. Pure.

use super::results::Results;
use crate::client::goals::{Attempt, Part, parts};
use crate::client::record::RunRecord;
use crate::client::state::Loading;
use crate::lesson::problem;
use crate::metrics::Scores;
use crate::protocol::{Outcome, Phase};
use crate::ui::parts::format;

/// A sentence about a whole run, and whether it is bad news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The sentence.
    pub sentence: String,
    /// Whether the run went wrong.
    pub bad: bool,
}

/// How a run ended.
pub fn outcome(run: &RunRecord) -> Option<Verdict> {
    let steps = |step: &u32| format::plural((*step).into(), "step");
    let (sentence, bad) = match run.outcome.as_ref()? {
        Outcome::Completed { restored: None } => {
            let total = format::plural(run.config.total_steps().into(), "step");
            (format!("The run is complete: {total} in {}.", format::duration(run.seconds)), false)
        }
        Outcome::Completed { restored: Some(step) } => (
            format!(
                "The run is complete. The weights of step {step} were kept, because they had the lowest loss on domain validation texts."
            ),
            false,
        ),
        Outcome::Stopped { step: 0 } => ("You stopped the run before its first step.".into(), false),
        Outcome::Stopped { step } => (
            format!(
                "You stopped the run after {}. The figures below are those of the model as it was then.",
                steps(step)
            ),
            false,
        ),
        Outcome::Diverged { step, sentence } => (format!("The run broke down after {}. {sentence}", steps(step)), true),
    };
    Some(Verdict { sentence, bad })
}

/// How far a guess was from what came out: “You guessed 90 %, it became 93.1 %: 3.1 points too low.”
pub fn gap(guess: f64, truth: f64) -> String {
    let difference = ((guess - truth) * 1000.0).round() / 10.0;
    let start = format!("You guessed {}, it became {}", format::whole_percent(guess), format::percent(truth));
    let off = format!("{:.1}", difference.abs());
    let noun = if off == "1.0" { "point" } else { "points" };
    match difference {
        0.0 => format!("{start}: exactly right."),
        d if d > 0.0 => format!("{start}: {off} {noun} too high."),
        _ => format!("{start}: {off} {noun} too low."),
    }
}

/// What the run did to the two domains, in a sentence each.
pub fn gained_and_kept(results: &Results) -> Option<(String, String)> {
    let (target, general) = (&results.target, &results.general);
    let words = results.task.corpus().words();
    let target_texts = format!("{} {}", words.target, words.texts);
    let general_texts = format!("{} {}", words.general, words.texts);
    let change = |before: Scores, after: Scores| (after.accuracy - before.accuracy, after.accuracy);
    let (gain, target_after) = change(target.before?, target.after?);
    let (drift, general_after) = change(general.before?, general.after?);
    let size = |difference: f64| format::points(difference.abs()).replace(['+', '±'], "");
    let gained = match (gain * 1000.0).round() {
        g if g > 0.0 => {
            format!("Gained {} on {target_texts}: now {} right.", size(gain), format::percent(target_after))
        }
        g if g < 0.0 => {
            format!("Lost {} on {target_texts}: now {} right.", size(gain), format::percent(target_after))
        }
        _ => format!("Gained nothing on {target_texts}: still {} right.", format::percent(target_after)),
    };
    let kept = match (drift * 1000.0).round() {
        d if d < 0.0 => {
            format!("Forgot {} on {general_texts}: now {} right.", size(drift), format::percent(general_after))
        }
        d if d > 0.0 => format!(
            "Forgot nothing on balance: {general_texts} went up {} to {} right.",
            size(drift),
            format::percent(general_after)
        ),
        _ => format!("Forgot nothing on balance: {general_texts} stayed at {} right.", format::percent(general_after)),
    };
    Some((gained, kept))
}

/// Of so many answers nearly all are the same one: the model does not tell texts apart any more.
const NEARLY_ALL: f64 = 0.97;

/// That the model gives one answer whatever it reads, if it does.
pub fn one_answer(results: &Results) -> Option<String> {
    let confusions = [&results.target, &results.general].map(|domain| domain.confusion_after.as_ref());
    let mut called = vec![0; results.task.classes()];
    for row in confusions.into_iter().flatten().flat_map(|confusion| &confusion.counts) {
        called.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
    }
    let all: u32 = called.iter().sum();
    let (class, most) = called.into_iter().enumerate().max_by_key(|(_, count)| *count)?;
    let name = results.task.descriptions().get(class)?.name;
    (f64::from(most) > NEARLY_ALL * f64::from(all)).then(|| {
        format!(
            "Whatever it reads, it now answers “{name}”: to {} of {} test texts. Figures that look good, such as a recall \
             or a precision of 100 %, come from that.",
            format::count(most.into()),
            format::count(all.into())
        )
    })
}

/// A part of the challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// What is asked.
    pub goal: String,
    /// What the run reached; `None` before there is a run that counts.
    pub reached: Option<String>,
    /// Whether that is enough.
    pub met: bool,
}

/// The challenge, judged on the run looked at. It is the goal of the worked problem, and judged in the same way.
pub fn challenge(attempt: Option<&Attempt>) -> Vec<Goal> {
    let goal = |part: Part| {
        let met = attempt.is_some_and(|attempt| attempt.meets(part));
        Goal { goal: asked(part), reached: attempt.and_then(|attempt| reached(part, attempt)), met }
    };
    parts(&problem::Goal::CHALLENGE).into_iter().map(goal).collect()
}

fn asked(part: Part) -> String {
    match part {
        Part::Accuracy(above) => format!("Accuracy above {}", format::whole_percent(above)),
        Part::Loss(below) => format!("Loss below {below}"),
        Part::Epochs(below) => format!("Fewer than {below} epochs"),
        Part::Examples(most) => format!("At most {most} domain examples"),
        Part::Forgetting(most) => format!("General accuracy falls by at most {:.0} points", most * 100.0),
        Part::Deed(_) => "Another strategy than “Full fine-tuning”".into(),
    }
}

fn reached(part: Part, attempt: &Attempt) -> Option<String> {
    Some(match part {
        Part::Accuracy(_) => format::percent(attempt.scores.accuracy),
        Part::Loss(_) => format::loss(attempt.scores.loss),
        Part::Epochs(_) => format::plural(attempt.config.epochs.into(), "epoch"),
        Part::Examples(_) => format::plural(attempt.config.examples.into(), "example"),
        Part::Forgetting(_) => format::points(-attempt.forgotten),
        Part::Deed(_) => return None,
    })
}

/// What a run with this configuration would take: “About 40 s for 315 steps on this machine”.
pub fn ahead(seconds: f64, steps: u32) -> String {
    format!("About {} for {} on this machine.", format::duration(seconds), format::plural(steps.into(), "step"))
}

/// Where a run stands: “Step 120 of 315, epoch 2 of 5”.
pub fn run_line(run: &RunRecord) -> String {
    let config = &run.config;
    let epoch = run.epoch_of(run.step()).ceil().clamp(1.0, f64::from(config.epochs.max(1)));
    let total = format::count(config.total_steps().into());
    format!("Step {} of {total}, epoch {epoch} of {}", format::count(run.step().into()), config.epochs)
}

/// How much of a download has come; nothing where bytes are not what is counted.
pub fn downloading(loading: &Loading) -> Option<String> {
    let counts_bytes = matches!(loading.phase, None | Some(Phase::Model));
    if !counts_bytes || loading.received <= 0.0 {
        return None;
    }
    let received = format::bytes(loading.received);
    Some(loading.total.map_or_else(|| received.clone(), |total| format!("{received} of {}", format::bytes(total))))
}

/// Why a figure has no value.
pub fn undefined(name: &str) -> &'static str {
    match name {
        "Precision" => "Undefined: the model called nothing positive, so there is no call to be right about.",
        "Recall" => "Undefined: there is nothing positive in the test set to be found.",
        _ => "Undefined: there is neither a positive text nor a call of one to count.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};
    use crate::config::{BaseModel, RunConfig};
    use crate::metrics::Confusion;
    use crate::ui::labs::fine_tune::results::OfDomain;

    fn scores(accuracy: f64, loss: f64) -> Option<Scores> {
        Some(Scores { accuracy, balanced_accuracy: accuracy, precision: None, recall: None, f1: None, loss })
    }

    fn results() -> Results {
        Results {
            target: OfDomain { before: scores(0.6, 1.0), after: scores(0.9, 0.3), ..OfDomain::default() },
            general: OfDomain { before: scores(0.9, 0.3), after: scores(0.85, 0.4), ..OfDomain::default() },
            ..Results::default()
        }
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn the_gap_is_told_with_its_direction() {
        assert_eq!(plain(&gap(0.9, 0.931)), "You guessed 90 %, it became 93.1 %: 3.1 points too low.");
        assert_eq!(plain(&gap(0.9, 0.9)), "You guessed 90 %, it became 90.0 %: exactly right.");
        assert_eq!(plain(&gap(0.94, 0.93)), "You guessed 94 %, it became 93.0 %: 1.0 point too high.");
    }

    #[test]
    fn a_model_with_one_answer_is_found_out() {
        let with = |counts: [[u32; 2]; 2]| {
            let confusion_after = Some(Confusion { counts: counts.map(Vec::from).into() });
            Results { target: OfDomain { confusion_after, ..OfDomain::default() }, ..Results::default() }
        };
        assert_eq!(one_answer(&with([[40, 3], [5, 52]])), None);
        assert_eq!(one_answer(&Results::default()), None);
        let sentence = one_answer(&with([[1, 39], [0, 60]])).expect("99 of 100 answers are the same");
        assert!(
            sentence.starts_with("Whatever it reads, it now answers “condition”: to 99 of 100 test texts."),
            "{sentence}"
        );
    }

    #[test]
    fn gain_and_loss_are_told() {
        let (gained, kept) = gained_and_kept(&results()).expect("all four figures");
        assert_eq!(plain(&gained), "Gained 30.0 points on medical definitions: now 90.0 % right.");
        assert_eq!(plain(&kept), "Forgot 5.0 points on general definitions: now 85.0 % right.");
        assert_eq!(gained_and_kept(&Results::default()), None);
    }

    #[test]
    fn the_challenge_is_that_of_the_worked_problem() {
        assert!(challenge(None).iter().all(|goal| !goal.met && goal.reached.is_none()));
        let mut run = RunRecord { config: RunConfig { epochs: 12, ..RunConfig::default() }, ..record() };
        run.finals.after.target = vec![0.1, 0.9, 0.7, 0.3];
        let attempt = Attempt::of(&run, &texts(), &RunConfig::default()).expect("it counts");
        let told =
            challenge(Some(&attempt)).into_iter().map(|goal| (goal.goal, goal.reached.unwrap_or_default(), goal.met));
        let told: Vec<_> = told.map(|(asked, reached, met)| (plain(&asked), plain(&reached), met)).collect();
        let expected = [
            ("Accuracy above 85 %", "100.0 %", true),
            ("Loss below 0.5", "0.231", true),
            ("Fewer than 10 epochs", "12 epochs", false),
        ];
        assert_eq!(told, expected.map(|(asked, reached, met)| (asked.into(), reached.into(), met)));
    }

    #[test]
    fn bytes_are_told_only_where_bytes_are_counted() {
        let loading = |phase| Loading { phase, received: 1.5e6, total: Some(4e6), ..Loading::begin(BaseModel::Pocket) };
        assert_eq!(downloading(&loading(Some(Phase::Model))).as_deref().map(plain), Some("1.5 MB of 4.0 MB".into()));
        assert_eq!(downloading(&loading(Some(Phase::Probe))), None);
        assert_eq!(plain(&ahead(40.0, 315)), "About 40 s for 315 steps on this machine.");
    }
}
