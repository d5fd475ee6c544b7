//! Cuts a letter into texts of a length that a learner reads at a glance.

use super::scrub::balance;
use crate::prepare::text::normalised;

/// A text has at least so many words.
pub const MIN_WORDS: usize = 4;
/// A text has at most so many words.
pub const MAX_WORDS: usize = 60;
/// A text that begins in the middle of a letter has at least so many words: fewer say too little.
const MIN_LATER: usize = 10;
/// A text is closed once it has so many words and a sentence ends.
const ENOUGH: usize = 44;

/// A full stop after one of these ends no sentence.
const ABBREVIATIONS: [&str; 8] = ["Mr", "Mrs", "Ms", "Dr", "St", "vs", "No", "etc"];

/// The first text of a letter begins with its subject; the others follow in their order, none overlapping.
pub fn snippets(subject: Option<&str>, paragraphs: &[String]) -> Vec<String> {
    let mut snippets: Vec<String> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let subject = subject.filter(|subject| !repeats(subject, paragraphs));
    let sentences = paragraphs.iter().flat_map(|paragraph| sentences(paragraph));
    for sentence in subject.into_iter().chain(sentences).filter(|sentence| !sentence.is_empty()) {
        let (have, more) = (count(&open), sentence.split(' ').count());
        if have > 0 && (have >= ENOUGH || have + more > MAX_WORDS && have >= MIN_WORDS) {
            snippets.push(close(&open));
            open.clear();
        }
        open.push(sentence);
    }
    snippets.push(close(&open));
    let mut index = 0;
    snippets.retain(|text| {
        let enough = if index == 0 { MIN_WORDS } else { MIN_LATER };
        index += 1;
        text.split(' ').count() >= enough
    });
    snippets
}

/// Whether the letter begins with its subject again, as the items of news feeds do.
fn repeats(subject: &str, paragraphs: &[String]) -> bool {
    let subject = normalised(subject);
    let words: Vec<&str> = subject.split(' ').take(5).collect();
    words.len() > 2 && paragraphs.first().is_some_and(|first| normalised(first).contains(&words.join(" ")))
}

fn count(sentences: &[&str]) -> usize {
    sentences.iter().map(|sentence| sentence.split(' ').count()).sum()
}

/// Where a full stop, a question mark or an exclamation mark is followed by a space and a capital.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (index, pair) in paragraph.as_bytes().windows(2).enumerate() {
        if index < start || !b".!?".contains(&pair[0]) || pair[1] != b' ' {
            continue;
        }
        // A single letter before the stop is an initial, or the end of "e.g.".
        let word = paragraph[start..index].rsplit(' ').next().unwrap_or_default();
        if pair[0] != b'.' || !(word.len() < 2 || word.contains('.') || ABBREVIATIONS.contains(&word)) {
            sentences.push(&paragraph[start..=index]);
            start = index + 2;
        }
    }
    sentences.push(&paragraph[start..]);
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// One text: a full stop between parts that have none, cut at the last word, or better comma, that fits.
fn close(sentences: &[&str]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        if !text.is_empty() {
            if !text.ends_with(['.', '!', '?', ':', ';', ',']) {
                text.push('.');
            }
            text.push(' ');
        }
        text.push_str(sentence);
    }
    let words: Vec<&str> = text.split(' ').collect();
    let cut = if words.len() > MAX_WORDS {
        let pause = words[..MAX_WORDS].iter().rposition(|word| word.ends_with([',', ';', ':', '.', '!', '?']));
        let end = pause.map_or(MAX_WORDS, |pause| pause + 1);
        if end >= ENOUGH { end } else { MAX_WORDS }
    } else {
        words.len()
    };
    let mut text = words[..cut].join(" ");
    balance(&mut text);
    text.trim_end_matches([',', ';', ':', ' ', '-', '&', '/']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_where_sentences_end() {
        let paragraphs = ["It is e.g. Monday. Is it? Yes!".to_owned(), "bye".to_owned()];
        assert_eq!(sentences(&paragraphs[0]), ["It is e.g. Monday.", "Is it?", "Yes!"]);
        assert_eq!(snippets(Some("A day"), &paragraphs), ["A day. It is e.g. Monday. Is it? Yes! bye"]);
    }

    #[test]
    fn a_subject_that_the_letter_repeats_is_left_out() {
        let paragraphs = ["Well: a day in the garden is good.".to_owned()];
        assert_eq!(snippets(Some("A day in the garden"), &paragraphs), paragraphs);
    }

    #[test]
    fn a_long_letter_gives_several_texts() {
        let sentence = "one two three four five six seven eight nine ten eleven twelve.";
        let texts = snippets(None, &[[sentence; 9].join(" ")]);
        assert_eq!(texts.len(), 3);
        assert!(texts.iter().all(|text| (MIN_LATER..=MAX_WORDS).contains(&text.split(' ').count())));
        let endless = ["word"; 70].join(" ");
        assert_eq!(snippets(None, &[endless]), [["word"; MAX_WORDS].join(" ")]);
    }

    #[test]
    fn what_is_too_short_is_no_text() {
        assert!(snippets(Some("hello"), &["you".to_owned()]).is_empty());
    }
}
