//! Where the lessons' links lead. Pure.

use super::Language;

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// A chapter, by its id.
    Chapter(&'a str),
    /// A place of this page, with its `#`.
    Inside(&'a str),
    /// Another site.
    Outside(&'a str),
}

impl<'a> Target<'a> {
    /// Where an address leads; `None` where it is none of ours, so that the words stay words.
    pub fn of(address: &'a str) -> Option<Self> {
        if let Some(id) = address.strip_prefix("chapter:") {
            return Some(Self::Chapter(id));
        }
        if address.starts_with("#/") {
            return Some(Self::Inside(address));
        }
        address.starts_with("https://").then_some(Self::Outside(address))
    }
}

/// An address of this page that keeps the language of the lessons. One that names a language keeps its own.
pub fn with_language(address: &str, language: Language) -> String {
    let names_one = address.split(['?', '&']).skip(1).any(|pair| pair.starts_with("lang="));
    if language == Language::default() || names_one {
        return address.into();
    }
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}lang={}", language.tag())
}

/// The page of a place that an address leads to: the chapter of `#/learn/threshold?v=1`.
pub fn page(address: &str) -> &str {
    let path = address.trim_start_matches("#/").split('?').next().unwrap_or_default();
    path.split_once('/').map_or("", |(_, page)| page.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_kinds_of_addresses_lead_anywhere() {
        assert_eq!(Target::of("chapter:threshold"), Some(Target::Chapter("threshold")));
        assert_eq!(Target::of("#/decide?v=1"), Some(Target::Inside("#/decide?v=1")));
        assert_eq!(Target::of("https://arxiv.org"), Some(Target::Outside("https://arxiv.org")));
        for other in ["javascript:alert(1)", "http://plain.example", "", "/else"] {
            assert_eq!(Target::of(other), None, "{other}");
        }
    }

    #[test]
    fn the_language_travels_along_unless_it_is_the_first() {
        assert_eq!(with_language("#/decide?v=1", Language::En), "#/decide?v=1");
        assert_eq!(with_language("#/decide?v=1", Language::De), "#/decide?v=1&lang=de");
        assert_eq!(with_language("#/recall/quiz", Language::De), "#/recall/quiz?lang=de");
        assert_eq!(with_language("#/recall/quiz?lang=en", Language::De), "#/recall/quiz?lang=en");
    }

    #[test]
    fn the_page_is_what_follows_the_place() {
        assert_eq!(page("#/learn/confusions"), "confusions");
        assert_eq!(page("#/learn/confusions?v=1"), "confusions");
        assert_eq!(page("#/fine-tune?lr=1e-4&v=1"), "");
        assert_eq!(page("#/learn"), "");
    }
}
