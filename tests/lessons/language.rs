//! The words: complete in both languages, ours, and readable.

use std::collections::{BTreeMap, BTreeSet};

use forget_me_not::lesson::markup::plain;
use forget_me_not::lesson::readability::{Counts, english, german, sentences, words};

use super::files::{all, path, texts};

/// Sentences of this length are nobody's by accident.
const LONG: usize = 8;

#[test]
fn every_text_is_there_in_both_languages() {
    for found in all().into_iter().flat_map(texts) {
        assert!(!found.en.trim().is_empty() && !found.de.trim().is_empty(), "{} is empty", found.place);
        for words in [&found.en, &found.de] {
            assert_eq!(words.trim(), words, "{} begins or ends with a space", found.place);
            assert!(!words.contains("  "), "{}: two spaces in “{words}”", found.place);
            assert!(!words.contains('<') || words.contains('`'), "{}: marks of HTML in “{words}”", found.place);
        }
        assert!(!found.de.contains(['\u{201d}', '"']), "{}: German quotes are „…“: {}", found.place, found.de);
        assert!(!found.en.contains('"'), "{}: English quotes are “…”: {}", found.place, found.en);
        // A long text that is the same in both languages was not translated.
        let is_long = words(&found.en).count() >= LONG;
        assert!(!is_long || found.en != found.de, "{} is not translated", found.place);
    }
}

/// The long sentences of a text, without marks, stops and capitals; numbers count.
fn long_sentences(text: &str) -> Vec<String> {
    let said = plain(text);
    sentences(&said).into_iter().filter(|sentence| words(sentence).count() >= LONG).map(bare).collect()
}

fn bare(sentence: &str) -> String {
    let parts = sentence.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Two templates may ask about the same situation from two sides.
fn is_situation(place: &str) -> bool {
    place.ends_with(" question") && (place.contains(" computed ") || place.contains(" own_runs "))
}

#[test]
fn no_sentence_is_said_twice() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = Vec::new();
    for found in all().into_iter().flat_map(texts) {
        for words in [&found.en, &found.de] {
            for sentence in long_sentences(words).into_iter().collect::<BTreeSet<_>>() {
                match seen.get(&sentence) {
                    Some(place) if is_situation(place) && is_situation(&found.place) => {}
                    Some(place) => twice.push(format!("“{sentence}”: {place} and {}", found.place)),
                    None => {
                        seen.insert(sentence, found.place.clone());
                    }
                }
            }
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn no_sentence_is_taken_from_the_texts_that_are_shipped() {
    let mut shipped = BTreeSet::new();
    for entry in std::fs::read_dir(path("data")).expect("there are texts") {
        let file = entry.expect("it can be read").path();
        let content = std::fs::read_to_string(&file).expect("it is text");
        let rows = content.lines().filter_map(|line| line.rsplit('\t').next());
        shipped.extend(rows.flat_map(|row| {
            // Definitions come without a stop, mails with several sentences.
            sentences(row).into_iter().chain([row]).map(bare).collect::<Vec<_>>()
        }));
    }
    assert!(shipped.len() > 10_000, "the texts were read: {}", shipped.len());
    let own =
        all().into_iter().flat_map(texts).flat_map(|found| [(found.place.clone(), found.en), (found.place, found.de)]);
    let taken: Vec<String> = own
        .flat_map(|(place, words)| long_sentences(&words).into_iter().map(move |sentence| (place.clone(), sentence)))
        .filter(|(_, sentence)| shipped.contains(sentence))
        .map(|(place, sentence)| format!("{place}: “{sentence}”"))
        .collect();
    assert!(taken.is_empty(), "{taken:#?}");
}

/// English for the ninth grade at most, German that a newspaper would print; what was measured is far easier, and the
/// bounds leave a little room to that. Labels and buttons, which make every text look easy, are left out.
#[test]
fn the_lessons_are_readable() {
    println!("file, English: Flesch–Kincaid grade, German: Amstad's reading ease");
    let mut sum = [Counts::default(); 2];
    for file in &all() {
        let mut of = [Counts::default(); 2];
        for found in texts(file) {
            if words(&found.en).count() >= LONG {
                of = [of[0].and(english(&found.en)), of[1].and(german(&found.de))];
            }
        }
        let [en, de] = of;
        println!("{file}: {:.1}, {:.0}", en.flesch_kincaid_grade(), de.amstad());
        assert!(en.flesch_kincaid_grade() <= 8.0, "{file}: English of grade {:.1}", en.flesch_kincaid_grade());
        assert!(de.amstad() >= 55.0, "{file}: German of ease {:.0}", de.amstad());
        sum = [sum[0].and(en), sum[1].and(de)];
    }
    println!(
        "all: {:.1}, {:.0}; {} and {} words",
        sum[0].flesch_kincaid_grade(),
        sum[1].amstad(),
        sum[0].words,
        sum[1].words
    );
}
