//! Questions whose numbers are drawn: from a seed follow the numbers, from the numbers the right answer and what the
//! three mistakes lead to. Numbers with which two answers look alike are drawn again. Pure.

use super::filled::{Asked, Kind, Values, are_distinct, decimal, percent, whole};
use super::quiz::{Sum, Template};
use super::text::Text;
use crate::metrics::Cells;
use crate::random::SplitMix64;

/// Draws after which a template is given up; a few are enough, as a test over many seeds shows.
const ATTEMPTS: u32 = 500;

impl Sum {
    /// The names that a template can quote.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::LossDecay => &["start", "factor", "epochs"],
            Self::Precision | Self::Recall | Self::F1 => &["tp", "fp", "missed", "tn"],
            Self::Prevalence => &["ill", "healthy", "recall", "false_alarm", "caught", "alarms", "flagged"],
            Self::Steps => &["examples", "batch", "epochs", "per_epoch"],
            Self::AlwaysNo => &["positives", "total"],
            Self::LoraWeights => &["rank", "rows", "columns", "full"],
            Self::Forgetting => &["before", "after"],
        }
    }

    /// The names of the answers, which every template can quote as well.
    pub const ANSWERS: [&'static str; 4] = ["right", "wrong1", "wrong2", "wrong3"];
}

/// The question that a template gives with what follows from `seed`; `None` where no numbers fit.
pub fn ask(template: &Template<Sum>, seed: u64) -> Option<Asked> {
    let mut random = SplitMix64::new(seed);
    let drawn = (0..ATTEMPTS).find_map(|_| Some(draw(template.about, &mut random)?).filter(Drawn::is_fair))?;
    let mut values = drawn.values;
    values.extend(Sum::ANSWERS.into_iter().zip(drawn.answers));
    Some(Asked::of(template, Kind::Computed, &values))
}

/// Numbers, and the answers to them: the right one first.
struct Drawn {
    values: Values,
    answers: [Text; 4],
}

impl Drawn {
    fn is_fair(&self) -> bool {
        are_distinct(&self.answers.each_ref())
    }
}

fn draw(sum: Sum, random: &mut SplitMix64) -> Option<Drawn> {
    match sum {
        Sum::LossDecay => Some(loss_decay(random)),
        Sum::Precision | Sum::Recall | Sum::F1 => of_cells(sum, random),
        Sum::Prevalence => prevalence(random),
        Sum::Steps => Some(steps(random)),
        Sum::AlwaysNo => Some(always_no(random)),
        Sum::LoraWeights => Some(lora_weights(random)),
        Sum::Forgetting => Some(forgetting(random)),
    }
}

/// A whole number from `first` to `last`, one of every `step`.
fn between(random: &mut SplitMix64, first: u64, last: u64, step: u64) -> u64 {
    first + step * (random.draw() % ((last - first) / step + 1))
}

fn hundredths(value: u64) -> f64 {
    value as f64 / 100.0
}

fn loss_decay(random: &mut SplitMix64) -> Drawn {
    let start = hundredths(between(random, 80, 240, 5));
    let factor = hundredths(between(random, 50, 90, 10));
    let epochs = between(random, 3, 5, 1);
    let times = epochs as f64;
    let after = |epochs: f64| start * factor.powf(epochs);
    let straight = (start * (1.0 - times * (1.0 - factor))).max(0.0);
    Drawn {
        values: vec![("start", decimal(start, 2)), ("factor", decimal(factor, 1)), ("epochs", whole(epochs))],
        answers: [after(times), after(times - 1.0), straight, after(1.0)].map(|loss| decimal(loss, 3)),
    }
}

fn of_cells(sum: Sum, random: &mut SplitMix64) -> Option<Drawn> {
    let [tp, fp, missed, tn] =
        [between(random, 20, 90, 1), between(random, 3, 60, 1), between(random, 3, 60, 1), between(random, 40, 300, 1)];
    let cells = Cells { tp: tp as f64, fp: fp as f64, fn_: missed as f64, tn: tn as f64 };
    let (precision, recall, accuracy) = (cells.precision()?, cells.recall()?, cells.accuracy()?);
    let answers = match sum {
        Sum::Precision => [precision, recall, accuracy, cells.prevalence()?],
        Sum::Recall => [recall, precision, accuracy, cells.specificity()?],
        _ => [cells.f_beta(1.0)?, f64::midpoint(precision, recall), precision, recall],
    };
    Some(Drawn {
        values: vec![("tp", whole(tp)), ("fp", whole(fp)), ("missed", whole(missed)), ("tn", whole(tn))],
        answers: answers.map(|share| decimal(share, 2)),
    })
}

/// Only numbers with whole people: they can be counted without rounding.
fn prevalence(random: &mut SplitMix64) -> Option<Drawn> {
    const PEOPLE: u64 = 1000;
    let ill = between(random, 10, 100, 10);
    let recall = between(random, 80, 95, 5);
    let false_alarm = [2, 5, 10][between(random, 0, 2, 1) as usize];
    let healthy = PEOPLE - ill;
    let part = |of: u64, percent: u64| (of * percent).is_multiple_of(100).then_some(of * percent / 100);
    let (caught, alarms) = (part(ill, recall)?, part(healthy, false_alarm)?);
    let flagged = caught + alarms;
    let answers =
        [caught as f64 / flagged as f64, hundredths(recall), 1.0 - hundredths(false_alarm), ill as f64 / PEOPLE as f64];
    Some(Drawn {
        values: vec![
            ("ill", whole(ill)),
            ("healthy", whole(healthy)),
            ("recall", decimal(hundredths(recall), 2)),
            ("false_alarm", decimal(hundredths(false_alarm), 2)),
            ("caught", whole(caught)),
            ("alarms", whole(alarms)),
            ("flagged", whole(flagged)),
        ],
        answers: answers.map(|share| decimal(share, 2)),
    })
}

fn steps(random: &mut SplitMix64) -> Drawn {
    let examples = between(random, 100, 2000, 50);
    let batch = [8, 16, 32][between(random, 0, 2, 1) as usize];
    let epochs = between(random, 2, 10, 1);
    let per_epoch = examples.div_ceil(batch);
    let full = examples / batch;
    Drawn {
        values: vec![
            ("examples", whole(examples)),
            ("batch", whole(batch)),
            ("epochs", whole(epochs)),
            ("per_epoch", whole(per_epoch)),
        ],
        answers: [per_epoch * epochs, examples * epochs, per_epoch, full * (epochs - 1)].map(whole),
    }
}

fn always_no(random: &mut SplitMix64) -> Drawn {
    let total = between(random, 200, 1200, 50);
    let positives = total * between(random, 5, 45, 5) / 100;
    let share = positives as f64 / total as f64;
    Drawn {
        values: vec![("positives", whole(positives)), ("total", whole(total))],
        answers: [1.0 - share, share, 0.5, 1.0].map(|share| decimal(share, 2)),
    }
}

fn lora_weights(random: &mut SplitMix64) -> Drawn {
    const SIDES: [u64; 5] = [128, 256, 384, 512, 768];
    let rank = [2, 4, 8, 16][between(random, 0, 3, 1) as usize];
    let mut side = || SIDES[between(random, 0, 4, 1) as usize];
    let (rows, columns) = (side(), side());
    let full = rows * columns;
    Drawn {
        values: vec![("rank", whole(rank)), ("rows", whole(rows)), ("columns", whole(columns)), ("full", whole(full))],
        answers: [rank * (rows + columns), full, rank * full, rank * rank].map(whole),
    }
}

fn forgetting(random: &mut SplitMix64) -> Drawn {
    let before = between(random, 880, 980, 1);
    let after = before - between(random, 20, 350, 1);
    let tenths = |value: f64| decimal(value / 10.0, 1);
    let (before, after) = (before as f64, after as f64);
    Drawn {
        values: vec![("before", percent(before / 1000.0)), ("after", percent(after / 1000.0))],
        answers: [before - after, 1000.0 * after / before, after, after - before].map(tenths),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::quiz::{Answer, Level};
    use crate::lesson::text::Language;

    const ALL: [Sum; 9] = [
        Sum::LossDecay,
        Sum::Precision,
        Sum::Recall,
        Sum::F1,
        Sum::Prevalence,
        Sum::Steps,
        Sum::AlwaysNo,
        Sum::LoraWeights,
        Sum::Forgetting,
    ];

    fn text(words: &str) -> Text {
        Text { en: words.into(), de: words.into() }
    }

    fn template(about: Sum) -> Template<Sum> {
        let answer = |name: &str| Answer { text: text(&format!("{{{name}}}")), why: text("why") };
        let names: Vec<_> = about.names().iter().map(|name| format!("{name}={{{name}}}")).collect();
        Template {
            id: "t".into(),
            chapter: "the-run".into(),
            level: Level::Easy,
            about,
            question: text(&names.join(" ")),
            right: answer("right"),
            wrong: ["wrong1", "wrong2", "wrong3"].map(answer),
            steps: Vec::new(),
        }
    }

    /// The numbers quoted by the question, and the answers, in English.
    fn read(asked: &Asked) -> (std::collections::BTreeMap<String, f64>, Vec<f64>) {
        let number = |written: &str| {
            let plain = written.replace(['\u{a0}', '%', ','], "").replace('\u{2212}', "-");
            plain.parse::<f64>().expect("a number")
        };
        let pairs = asked.question.en.split(' ').filter_map(|pair| pair.split_once('='));
        let values = pairs.map(|(name, value)| (name.to_owned(), number(value))).collect();
        (values, asked.options.iter().map(|option| number(&option.text.en)).collect())
    }

    #[test]
    fn every_sum_can_be_asked_with_any_seed_and_the_same_seed_asks_the_same() {
        for about in ALL {
            for seed in 0..300 {
                let asked = ask(&template(about), seed).expect("numbers that fit");
                for language in Language::ALL {
                    let answers: std::collections::BTreeSet<_> =
                        asked.options.iter().map(|option| option.text.get(language)).collect();
                    assert_eq!(answers.len(), 4, "{about:?} {seed}: {answers:?}");
                    assert!(!asked.question.get(language).contains(['{', '}']), "{asked:?}");
                }
                assert_eq!(ask(&template(about), seed), Some(asked));
            }
        }
    }

    #[test]
    fn answers_follow_from_the_numbers_in_the_question() {
        let close = |a: f64, b: f64, tolerance: f64| assert!((a - b).abs() <= tolerance, "{a} is not {b}");
        for seed in 0..100 {
            let asked = |about| read(&ask(&template(about), seed).expect("numbers that fit"));
            let (of, answers) = asked(Sum::LossDecay);
            close(answers[0], of["start"] * of["factor"].powf(of["epochs"]), 5.1e-4);
            close(answers[1], of["start"] * of["factor"].powf(of["epochs"] - 1.0), 5.1e-4);
            close(answers[3], of["start"] * of["factor"], 5.1e-4);
            let (of, answers) = asked(Sum::Precision);
            close(answers[0], of["tp"] / (of["tp"] + of["fp"]), 5.1e-3);
            close(answers[1], of["tp"] / (of["tp"] + of["missed"]), 5.1e-3);
            let (of, answers) = asked(Sum::Recall);
            close(answers[0], of["tp"] / (of["tp"] + of["missed"]), 5.1e-3);
            close(answers[3], of["tn"] / (of["tn"] + of["fp"]), 5.1e-3);
            let (of, answers) = asked(Sum::F1);
            close(answers[0], 2.0 * of["tp"] / (2.0 * of["tp"] + of["fp"] + of["missed"]), 5.1e-3);
            let (of, answers) = asked(Sum::Prevalence);
            close(of["caught"], of["ill"] * of["recall"], 1e-9);
            close(of["alarms"], (1000.0 - of["ill"]) * of["false_alarm"], 1e-9);
            close(answers[0], of["caught"] / (of["caught"] + of["alarms"]), 5.1e-3);
            let (of, answers) = asked(Sum::Steps);
            close(answers[0], (of["examples"] / of["batch"]).ceil() * of["epochs"], 0.0);
            close(answers[3], (of["examples"] / of["batch"]).floor() * (of["epochs"] - 1.0), 0.0);
            let (of, answers) = asked(Sum::AlwaysNo);
            close(answers[0], 1.0 - of["positives"] / of["total"], 5.1e-3);
            let (of, answers) = asked(Sum::LoraWeights);
            close(answers[0], of["rank"] * of["rows"] + of["rank"] * of["columns"], 0.0);
            let (of, answers) = asked(Sum::Forgetting);
            close(answers[0], of["before"] - of["after"], 1e-9);
            close(answers[3], of["after"] - of["before"], 1e-9);
        }
    }
}
