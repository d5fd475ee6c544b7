//! The quick check of a worked-out number: reads what was typed, and says what may have gone wrong. Pure.

use super::filled::{Choice, choice};
use super::practice::{Check, Exercise, Mistake};
use super::text::{Language, Text};
use crate::random::SplitMix64;

/// An answer this near is more likely a slip than another way: as a share of the right one.
const NEAR: f64 = 0.02;
/// A mistake's number is recognised within this share of it: as it is written, or with one digit more.
const SAME: f64 = 0.005;

/// What a typed answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Near enough.
    Right,
    /// Really near: rounded too early, or a slip.
    Close,
    /// A hundred times too great or too small: percent and share were mixed up.
    Hundredfold,
    /// The size is right, the sign is not.
    Sign,
    /// Something else.
    Off,
    /// No number.
    Unreadable,
}

/// The answers of an exercise that are to be chosen from, in an order that is the same on every visit; none where a
/// number is asked for.
pub fn options(exercise: &Exercise) -> Vec<Choice> {
    let Check::Choice { right, wrong } = &exercise.check else { return Vec::new() };
    let mut options: Vec<Choice> = std::iter::once(choice(right, true, &[]))
        .chain(wrong.iter().map(|answer| choice(answer, false, &[])))
        .collect();
    let seed = exercise.id.bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    SplitMix64::new(seed).shuffle(&mut options);
    options
}

/// Judges what was typed.
pub fn judge(typed: &str, value: f64, tolerance: f64, language: Language) -> Verdict {
    let Some(answer) = read(typed, language) else { return Verdict::Unreadable };
    let is = |expected: f64, tolerance: f64| (answer - expected).abs() <= tolerance * (1.0 + 1e-9);
    if is(value, tolerance) {
        Verdict::Right
    } else if value != 0.0 && is(-value, tolerance) {
        Verdict::Sign
    } else if is(100.0 * value, 100.0 * tolerance) || is(value / 100.0, tolerance / 100.0) {
        Verdict::Hundredfold
    } else if is(value, (NEAR * value.abs()).max(2.0 * tolerance)) {
        Verdict::Close
    } else {
        Verdict::Off
    }
}

/// The mistakes of an exercise that lead to what was typed.
pub fn made(typed: &str, exercise: &Exercise, language: Language) -> Vec<Text> {
    let (Check::Number { tolerance, .. }, Some(answer)) = (&exercise.check, read(typed, language)) else {
        return Vec::new();
    };
    let leads_there = |mistake: &&Mistake| {
        mistake.value.is_some_and(|value| (answer - value).abs() <= tolerance.min(SAME * value.abs()) * (1.0 + 1e-9))
    };
    exercise.mistakes.iter().filter(leads_there).map(|mistake| mistake.text.clone()).collect()
}

/// Reads a number. A comma or a point may stand before the decimals in both languages, as long as it cannot mean
/// thousands there; with a percent sign it is a share.
pub fn read(typed: &str, language: Language) -> Option<f64> {
    let typed = typed.trim().replace(['\u{a0}', '\u{202f}', ' ', '\''], "").replace('\u{2212}', "-");
    let (typed, factor) = match typed.strip_suffix('%') {
        Some(number) => (number, 0.01),
        None => (typed.as_str(), 1.0),
    };
    let thousands = if language == Language::De { '.' } else { ',' };
    let plain = if groups(typed, thousands) { typed.replace(thousands, "") } else { typed.to_owned() };
    let plain = plain.replace(',', ".");
    let is_plain = plain.chars().all(|character| character.is_ascii_digit() || "+-.eE".contains(character));
    let number: f64 = plain.parse().ok().filter(|_| is_plain)?;
    (number * factor).is_finite().then_some(number * factor)
}

/// Whether the marks in a number stand between thousands: `1,000` and `12,345.5`, but not `0,956` or `1,5`.
fn groups(typed: &str, mark: char) -> bool {
    let number = typed.trim_start_matches(['-', '+']);
    let other = if mark == ',' { '.' } else { ',' };
    let whole = number.split(other).next().unwrap_or(number);
    let mut parts = whole.split(mark);
    let first = parts.next().unwrap_or_default();
    let mut rest = parts.peekable();
    rest.peek().is_some() && (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.all(|it| it.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_each_language_writes_them() {
        let cases = [
            ("0.956", Language::En, Some(0.956)),
            ("0,956", Language::En, Some(0.956)),
            ("0,956", Language::De, Some(0.956)),
            ("0.956", Language::De, Some(0.956)),
            ("8,450", Language::En, Some(8450.0)),
            ("8.450", Language::De, Some(8450.0)),
            ("8450", Language::De, Some(8450.0)),
            ("1.234.567,5", Language::De, Some(1_234_567.5)),
            ("95.6 %", Language::En, Some(0.956)),
            ("−0,07", Language::De, Some(-0.07)),
            ("2e-4", Language::En, Some(2e-4)),
            ("about 3", Language::En, None),
            ("inf", Language::En, None),
            ("", Language::En, None),
        ];
        for (typed, language, expected) in cases {
            let found = read(typed, language);
            let is_same = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() < 1e-12 * expected.abs().max(1.0),
                (found, expected) => found == expected,
            };
            assert!(is_same, "{typed} in {language:?} is {found:?}");
        }
    }

    #[test]
    fn usual_slips_are_told_apart() {
        let judge = |typed| judge(typed, 0.956, 0.002, Language::En);
        assert_eq!(judge("0.956"), Verdict::Right);
        assert_eq!(judge("0.954"), Verdict::Right);
        assert_eq!(judge("95.6%"), Verdict::Right);
        assert_eq!(judge("95.6"), Verdict::Hundredfold);
        assert_eq!(judge("-0.956"), Verdict::Sign);
        assert_eq!(judge("0.94"), Verdict::Close);
        assert_eq!(judge("0.983"), Verdict::Off, "it is another number, not a slip");
        assert_eq!(judge("0.5"), Verdict::Off);
        assert_eq!(judge("many"), Verdict::Unreadable);
        assert_eq!(super::judge("315", 315.0, 0.5, Language::De), Verdict::Right);
        assert_eq!(super::judge("317", 315.0, 0.5, Language::De), Verdict::Close);
        assert_eq!(super::judge("334", 316.0, 0.5, Language::De), Verdict::Off);
    }

    #[test]
    fn a_known_mistake_is_recognised_by_its_number() {
        let text = |words: &str| Text { en: words.into(), de: words.into() };
        let mistake = |words, value| Mistake { text: text(words), value };
        let exercise = |value, tolerance| Exercise {
            id: "e".into(),
            chapter: "the-run".into(),
            level: crate::lesson::quiz::Level::Easy,
            title: text("title"),
            task: text("task"),
            hint: text("hint"),
            steps: Vec::new(),
            check: Check::Number { label: text("n"), value, tolerance },
            mistakes: vec![
                mistake("too few", Some(310.0)),
                mistake("no number", None),
                mistake("halves", Some(312.5)),
                mistake("the same number", Some(310.0)),
                mistake("a small one", Some(0.048)),
            ],
            arithmetic: Vec::new(),
        };
        let made = |typed| made(typed, &exercise(315.0, 0.5), Language::De).into_iter().map(|it| it.en);
        assert_eq!(made("310").collect::<Vec<_>>(), ["too few", "the same number"]);
        assert_eq!(made("312,5").collect::<Vec<_>>(), ["halves"]);
        for typed in ["315", "311", "0,3", "many"] {
            assert_eq!(made(typed).count(), 0, "{typed}");
        }
        assert_eq!(made("0,048").count(), 1);
    }
}
