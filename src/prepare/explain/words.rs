//! What an encoder has to beat: counting the words that a piece of an answer shares with a phrasing.

use std::collections::BTreeSet;

use super::study::{Scored, Study};
use crate::lesson::answer_check::pieces;
use crate::lesson::explain::Concept;

/// Words that say little about what a sentence is about.
const STOP_WORDS: &str = "a about all also an and any are as at be because been but by can could did do does down each \
                          for from had has have he here how i if in into is it its just many more most much my no not \
                          of on once one only or our out she should since so some than that the their them then there \
                          these they this those to up very was we were what when which who will with would you your";
const ENDINGS: [&str; 4] = ["ing", "ed", "es", "s"];

/// For every concept of every answer, the best Jaccard index of a piece of the answer with a phrasing.
pub fn score(study: &Study) -> Scored {
    let answers = study.answers.iter().map(|answer| {
        let own: Vec<BTreeSet<String>> = pieces(&answer.text).iter().map(|piece| content_words(piece)).collect();
        let concepts = study.prompt(answer).map(|prompt| &prompt.concepts);
        concepts.map_or([0.0; 4], |concepts| std::array::from_fn(|index| best(&own, &concepts[index])))
    });
    Scored(answers.collect())
}

fn best(own: &[BTreeSet<String>], concept: &Concept) -> f32 {
    let phrasings = concept.phrasings.iter().map(|phrasing| content_words(phrasing));
    phrasings.flat_map(|phrasing| own.iter().map(move |own| jaccard(own, &phrasing))).fold(0.0, f32::max)
}

fn jaccard(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f32 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

/// The words without those that say little, and without their endings.
fn content_words(text: &str) -> BTreeSet<String> {
    let stop: BTreeSet<&str> = STOP_WORDS.split_whitespace().collect();
    let text = text.to_lowercase();
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !stop.contains(word)).map(stem).collect()
}

fn stem(word: &str) -> String {
    let stem = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() >= 2);
    stem.unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_their_endings() {
        let one = content_words("The models forget trained tasks.");
        assert_eq!(one.iter().map(String::as_str).collect::<Vec<_>>(), ["forget", "model", "task", "train"]);
        assert!((jaccard(&one, &content_words("training a model")) - 0.5).abs() < 1e-6);
        assert!(jaccard(&one, &content_words("it is")) < 1e-6);
    }
}
