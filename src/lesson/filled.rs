//! A question as it is asked: everything filled in, in every language. Templates become such questions; what stays
//! as it is already is one. Pure.

use serde::{Deserialize, Serialize};

use super::quiz::{Answer, Code, Level, Question, Template};
use super::text::{Language, Text};
use crate::random::SplitMix64;

/// A question that can be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The question's or the template's name.
    pub id: String,
    /// The chapter that answers it.
    pub chapter: String,
    /// How hard it is.
    pub level: Level,
    /// Where it comes from.
    pub kind: Kind,
    /// What is asked.
    pub question: Text,
    /// Code that it is about.
    pub code: Option<Code>,
    /// The four answers, in the order shown.
    pub options: Vec<Choice>,
    /// The way to the answer.
    pub steps: Vec<Text>,
}

/// Where a question comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It is always the same.
    Fixed,
    /// Its numbers were drawn.
    Computed,
    /// It is about runs of the learner.
    OwnRun,
}

/// An answer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it says.
    pub text: Text,
    /// Why it is right, or what is wrong with it.
    pub why: Text,
    /// Whether it is the best one.
    pub right: bool,
}

/// What a template's names stand for, in every language.
pub type Values = Vec<(&'static str, Text)>;

/// A value that every language writes in its own way.
pub fn written(write: impl Fn(Language) -> String) -> Text {
    Text { en: write(Language::En), de: write(Language::De) }
}

/// A template's text with its names replaced.
pub fn fill(text: &Text, values: &[(&'static str, Text)]) -> Text {
    written(|language| {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.get(language).to_owned())).collect();
        text.fill(language, &values)
    })
}

impl Asked {
    /// A question that stays as it is.
    pub fn fixed(question: &Question) -> Self {
        Self {
            id: question.id.clone(),
            chapter: question.chapter.clone(),
            level: question.level,
            kind: Kind::Fixed,
            question: question.question.clone(),
            code: question.code.clone(),
            options: options(&question.right, &question.wrong, &[]),
            steps: Vec::new(),
        }
    }

    /// A template with these values.
    pub fn of<T>(template: &Template<T>, kind: Kind, values: &[(&'static str, Text)]) -> Self {
        Self {
            id: template.id.clone(),
            chapter: template.chapter.clone(),
            level: template.level,
            kind,
            question: fill(&template.question, values),
            code: None,
            options: options(&template.right, &template.wrong, values),
            steps: template.steps.iter().map(|step| fill(step, values)).collect(),
        }
    }

    /// The same with its answers in another order.
    #[must_use]
    pub fn shuffled(mut self, random: &mut SplitMix64) -> Self {
        random.shuffle(&mut self.options);
        self
    }

    /// Where the best answer stands.
    pub fn right(&self) -> Option<usize> {
        self.options.iter().position(|option| option.right)
    }
}

fn options(right: &Answer, wrong: &[Answer; 3], values: &[(&'static str, Text)]) -> Vec<Choice> {
    std::iter::once(choice(right, true, values))
        .chain(wrong.iter().map(|answer| choice(answer, false, values)))
        .collect()
}

/// An answer with its names replaced.
pub fn choice(answer: &Answer, right: bool, values: &[(&'static str, Text)]) -> Choice {
    Choice { text: fill(&answer.text, values), why: fill(&answer.why, values), right }
}

/// Whether answers can be told from each other in every language.
pub fn are_distinct(answers: &[&Text]) -> bool {
    Language::ALL.iter().all(|language| {
        let said = |text: &&Text| text.get(*language).to_owned();
        answers.iter().map(said).collect::<std::collections::BTreeSet<_>>().len() == answers.len()
    })
}

/// A whole number with marks between its thousands: `1,000`, and in German `1.000`.
pub fn whole(value: u64) -> Text {
    let digits = value.to_string();
    let grouped = |mark: char| {
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(mark);
            }
            grouped.push(digit);
        }
        grouped
    };
    Text { en: grouped(','), de: grouped('.') }
}

/// A number with so many decimals.
pub fn decimal(value: f64, decimals: usize) -> Text {
    written(|language| language.number(value, decimals).replace('-', "\u{2212}"))
}

/// A share as a percentage with one decimal.
pub fn percent(share: f64) -> Text {
    written(|language| language.percent(share, 1))
}

/// A difference of shares in points, with its sign and one decimal: `+23.8`, `−3.1`, `±0.0`.
pub fn points(difference: f64) -> Text {
    let tenths = (difference * 1000.0).round() / 10.0;
    let sign = match tenths {
        tenths if tenths > 0.0 => "+",
        tenths if tenths < 0.0 => "\u{2212}",
        _ => "±",
    };
    written(|language| format!("{sign}{}", language.number(tenths.abs(), 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        let both = |text: Text| (text.en, text.de);
        assert_eq!(both(whole(32_768)), ("32,768".into(), "32.768".into()));
        assert_eq!(both(decimal(-0.5, 2)), ("\u{2212}0.50".into(), "\u{2212}0,50".into()));
        assert_eq!(both(percent(0.962)), ("96.2\u{a0}%".into(), "96,2\u{a0}%".into()));
        assert_eq!(both(points(-0.0311)), ("\u{2212}3.1".into(), "\u{2212}3,1".into()));
        assert_eq!(points(0.0001).en, "±0.0");
    }

    #[test]
    fn answers_must_differ_in_every_language() {
        let text = |en: &str, de: &str| Text { en: en.into(), de: de.into() };
        let (yes, no, maybe) = (text("yes", "ja"), text("no", "nein"), text("no way", "nein"));
        assert!(are_distinct(&[&yes, &no]));
        assert!(!are_distinct(&[&yes, &no, &maybe]));
    }
}
