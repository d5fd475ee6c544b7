//! The words that an answer shares with the concepts of its prompt: what an encoder has to beat, and what guards it.

use std::collections::BTreeSet;

use super::study::{Scored, Study};
use crate::lesson::answer_check::{Kinship, concept_words, pieces};
use crate::lesson::answer_words::content_words;
use crate::lesson::explain::{Concept, Prompt};

/// The words of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// What each piece shares with each concept.
    pub pieces: Vec<[Shared; 4]>,
    /// What the whole answer shares.
    pub kinship: Kinship,
}

/// What a piece of an answer shares with a concept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shared {
    /// The best Jaccard index with one of its phrasings.
    pub jaccard: f32,
    /// Whether it is anything at all.
    pub any: bool,
}

/// The words of every answer.
pub fn all(study: &Study) -> Vec<Words> {
    let answers = study.answers.iter().filter_map(|answer| Some(of(&answer.text, study.prompt(answer)?)));
    answers.collect()
}

fn of(answer: &str, prompt: &Prompt) -> Words {
    let of_piece = |piece: String| {
        let own = content_words(&piece);
        prompt
            .concepts
            .each_ref()
            .map(|concept| Shared { jaccard: best(&own, concept), any: !concept_words(concept).is_disjoint(&own) })
    };
    Words { pieces: pieces(answer).into_iter().map(of_piece).collect(), kinship: Kinship::of(answer, prompt) }
}

/// For every concept of every answer, the best Jaccard index of a piece of the answer with a phrasing.
pub fn score(words: &[Words]) -> Scored {
    let best = |words: &Words, concept: usize| words.pieces.iter().map(|own| own[concept].jaccard).fold(0.0, f32::max);
    Scored(words.iter().map(|words| std::array::from_fn(|concept| best(words, concept))).collect())
}

fn best(own: &BTreeSet<String>, concept: &Concept) -> f32 {
    let phrasings = concept.phrasings.iter().map(|phrasing| content_words(phrasing));
    phrasings.map(|phrasing| jaccard(own, &phrasing)).fold(0.0, f32::max)
}

fn jaccard(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f32 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_a_part_of_all_words() {
        let one = content_words("The models forget trained tasks.");
        assert!((jaccard(&one, &content_words("training a model")) - 0.5).abs() < 1e-6);
        assert!(jaccard(&one, &content_words("it is")) < 1e-6);
    }
}
