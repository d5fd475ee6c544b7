//! Words that mark one of two collections of texts. Pure.

use std::collections::{BTreeMap, BTreeSet};

/// A word with the number of texts that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// In lower case.
    pub word: String,
    /// Domain texts that hold it.
    pub domain: u32,
    /// General texts that hold it.
    pub general: u32,
    /// How much it speaks for the domain, in nats; see [`log_odds`].
    pub odds: f64,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Markers {
    /// Words that speak for the domain, the strongest first.
    pub domain: Vec<Marker>,
    /// Words that speak for general texts, the strongest first.
    pub general: Vec<Marker>,
    /// Number of domain texts.
    pub domain_texts: u32,
    /// Number of general texts.
    pub general_texts: u32,
}

/// The log-odds of a word in the domain minus those in general texts, with one added to what has the word and to
/// what has not, so that words of one side alone stay finite (Haldane, 1956, adds a half; Laplace's rule a whole).
pub fn log_odds(domain: u32, domain_texts: u32, general: u32, general_texts: u32) -> f64 {
    let odds = |with: u32, all: u32| f64::from(with + 1) / f64::from(all - with.min(all) + 1);
    (odds(domain, domain_texts) / odds(general, general_texts)).ln()
}

/// The `most` strongest words of either side. A text counts once for each word that it holds.
pub fn markers<'a>(
    domain: impl IntoIterator<Item = &'a str>,
    general: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Markers {
    let mut counts: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    let mut texts = [0, 0];
    let sides = domain.into_iter().map(|text| (0, text)).chain(general.into_iter().map(|text| (1, text)));
    for (side, text) in sides {
        texts[side] += 1;
        for word in words(text) {
            counts.entry(word).or_default()[side] += 1;
        }
    }
    let [domain_texts, general_texts] = texts;
    let mut all: Vec<Marker> = counts
        .into_iter()
        .map(|(word, [domain, general])| Marker {
            word,
            domain,
            general,
            odds: log_odds(domain, domain_texts, general, general_texts),
        })
        .collect();
    // Equal ones stay in the order of the alphabet.
    all.sort_by(|a, b| b.odds.total_cmp(&a.odds));
    let side = |markers: Vec<&Marker>| markers.into_iter().take(most).cloned().collect();
    Markers {
        domain: side(all.iter().filter(|marker| marker.odds > 0.0).collect()),
        general: side(all.iter().rev().filter(|marker| marker.odds < 0.0).collect()),
        domain_texts,
        general_texts,
    }
}

/// The different words of a text: runs of letters, of two or more.
fn words(text: &str) -> BTreeSet<String> {
    let runs = text.split(|character: char| !character.is_alphabetic());
    runs.filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odds_mirror_each_other_and_stay_finite() {
        assert!((log_odds(3, 9, 1, 9) + log_odds(1, 9, 3, 9)).abs() < 1e-12);
        assert!((log_odds(1, 3, 0, 3) - (2.0_f64 / 3.0 * 4.0).ln()).abs() < 1e-12);
        assert!(log_odds(10, 10, 0, 10).is_finite() && log_odds(0, 0, 0, 0) == 0.0);
    }

    #[test]
    fn a_text_counts_once_for_each_of_its_words() {
        let found = markers(["Tumor, tumor or cyst", "a tumor", "an artery"], ["a bird or cyst", "a song"], 2);
        assert_eq!((found.domain_texts, found.general_texts), (3, 2));
        let first = &found.domain[0];
        assert_eq!((first.word.as_str(), first.domain, first.general), ("tumor", 2, 0));
        assert_eq!(found.domain.len(), 2);
        assert!(found.general.iter().all(|marker| marker.general == 1 && marker.odds < 0.0));
        assert!(!found.general.iter().any(|marker| marker.word == "a"), "single letters are no words");
    }
}
