//! Words in the lab's languages. Everything that a lesson says is a [`Text`], so that a missing
//! translation is a file that cannot be read, not a hole in the page.

use serde::{Deserialize, Serialize};

/// A language of the lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Language {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// Its tag (BCP 47), used in the page's `lang`, in addresses and in settings.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    /// The language of a tag, such as `de` or `de-AT`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let main = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(main))
    }

    /// A number with so many decimals, as the language writes it.
    pub fn number(self, value: f64, decimals: usize) -> String {
        self.written(format!("{value:.decimals$}"))
    }

    /// A number that stands there as English writes it, as this language writes it.
    pub fn written(self, number: String) -> String {
        match self {
            Self::En => number,
            Self::De => number.replace('.', ","),
        }
    }

    /// A share as a percentage, with so many decimals.
    pub fn percent(self, share: f64, decimals: usize) -> String {
        format!("{}\u{a0}%", self.number(100.0 * share, decimals))
    }
}

/// The same words in every language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// German.
    pub de: String,
}

impl Text {
    /// The words in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::De => &self.de,
        }
    }

    /// The words in a language, with `{name}` replaced by the value of that name.
    pub fn fill(&self, language: Language, values: &[(&str, String)]) -> String {
        let replace = |text: String, (name, value): &(&str, String)| text.replace(&format!("{{{name}}}"), value);
        values.iter().fold(self.get(language).to_owned(), replace)
    }

    /// The names in braces, in the order of the first language.
    pub fn names(&self) -> Vec<&str> {
        names(&self.en)
    }
}

/// The names in braces in a template.
pub fn names(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_translation_is_refused() {
        assert!(serde_json::from_str::<Text>(r#"{"en": "yes"}"#).is_err());
        assert!(serde_json::from_str::<Text>(r#"{"en": "yes", "de": "ja", "fr": "oui"}"#).is_err());
        assert!(serde_json::from_str::<Text>(r#"{"en": "yes", "de": "ja"}"#).is_ok());
    }

    #[test]
    fn templates_are_filled_and_numbers_follow_the_language() {
        let text = Text { en: "{run} has {precision}.".into(), de: "{run} hat {precision}.".into() };
        assert_eq!(text.names(), ["run", "precision"]);
        let fill = |language: Language| {
            text.fill(language, &[("run", "Run 3".into()), ("precision", language.number(0.914, 2))])
        };
        assert_eq!(fill(Language::En), "Run 3 has 0.91.");
        assert_eq!(fill(Language::De), "Run 3 hat 0,91.");
        assert_eq!(Language::De.percent(0.125, 1), "12,5\u{a0}%");
        assert_eq!(Language::from_tag("de-AT"), Some(Language::De));
        assert_eq!(Language::from_tag("fr"), None);
    }
}
