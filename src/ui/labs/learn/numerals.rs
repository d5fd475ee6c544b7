//! Figures as the language of the lessons writes them. Pure.

use crate::lesson::Language;
use crate::ui::parts::format;

/// English figures in a language: German has the comma where English has the point, and the other way round.
pub fn localized(language: Language, english: &str) -> String {
    let swap = |character| match (language, character) {
        (Language::De, '.') => ',',
        (Language::De, ',') => '.',
        (_, other) => other,
    };
    english.chars().map(swap).collect()
}

/// A share with one decimal.
pub fn percent(language: Language, share: f64) -> String {
    localized(language, &format::percent(share))
}

/// A share that may be undefined.
pub fn maybe_percent(language: Language, share: Option<f64>) -> String {
    share.map_or_else(|| format::NONE.into(), |share| percent(language, share))
}

/// A loss.
pub fn loss(language: Language, value: f64) -> String {
    localized(language, &format::loss(value))
}

/// A whole number.
pub fn count(language: Language, value: u64) -> String {
    localized(language, &format::count(value))
}

/// A learning rate, with its power of ten as the chapters write it, so that a column or an axis has one notation.
pub fn rate(language: Language, value: f64) -> String {
    localized(language, &format!("{value:e}"))
}

/// The difference of two shares in percentage points, with its sign and without its unit.
pub fn points(language: Language, difference: f64) -> String {
    localized(language, &format::signed((difference * 1000.0).round() / 10.0, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_figures_have_a_comma_and_grouping_points() {
        let plain = |text: String| text.replace('\u{a0}', " ");
        assert_eq!(plain(percent(Language::De, 0.7184)), "71,8 %");
        assert_eq!(plain(percent(Language::En, 0.7184)), "71.8 %");
        assert_eq!(count(Language::De, 2_036_098), "2.036.098");
        assert_eq!(count(Language::En, 2_036_098), "2,036,098");
        assert_eq!(rate(Language::De, 2e-4), "2e-4");
        assert_eq!(rate(Language::De, 3e-3), "3e-3");
        assert_eq!(rate(Language::De, 2.5e-4), "2,5e-4");
        assert_eq!(points(Language::De, -0.0312), "−3,1");
        assert_eq!(maybe_percent(Language::De, None), "—");
    }
}
