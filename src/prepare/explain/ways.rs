//! Ways of combining vectors and words that were tried on the first half of the answers.

use super::study::Scored;
use super::vectors::Near;
use super::words::Words;

/// What the shared words add to a similarity, in [`Way::Sum`].
const WEIGHT: f32 = 0.5;

/// A way of giving a number to a concept of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The best plain cosine of a piece and a phrasing.
    Plain,
    /// The same with the mean of the prompt's phrasings taken off every vector first.
    Centred,
    /// Centred and half the shared words.
    Sum,
    /// Centred, of those pieces that have a word in common with the concept.
    WordInPiece,
    /// Centred, if the answer has a word in common with the concept.
    WordInAnswer,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 5] = [Self::Plain, Self::Centred, Self::Sum, Self::WordInPiece, Self::WordInAnswer];
    /// That of the page.
    pub const OF_PAGE: Self = Self::WordInAnswer;

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Centred => "centred",
            Self::Sum => "and shared words added",
            Self::WordInPiece => "and a word in the sentence",
            Self::WordInAnswer => "and a word in the answer",
        }
    }

    /// What it gives to every concept of every answer.
    pub fn score(self, near: &[Vec<Near>], words: &[Words]) -> Scored {
        let answers = near.iter().zip(words).map(|(pieces, words)| {
            std::array::from_fn(|concept| {
                let scores = pieces.iter().zip(&words.pieces).map(|(near, shared)| {
                    let (centred, shared) = (near.centred[concept], shared[concept]);
                    match self {
                        Self::Plain => near.plain[concept],
                        Self::Sum => centred + WEIGHT * shared.jaccard,
                        Self::WordInPiece if !shared.any => f32::NEG_INFINITY,
                        Self::WordInAnswer if !words.kinship.concepts[concept] => f32::NEG_INFINITY,
                        Self::Centred | Self::WordInPiece | Self::WordInAnswer => centred,
                    }
                });
                scores.fold(f32::NEG_INFINITY, f32::max)
            })
        });
        Scored(answers.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::answer_check::Kinship;
    use crate::prepare::explain::words::Shared;

    #[test]
    fn a_way_with_words_finds_nothing_where_there_are_none() {
        let shares = |jaccard: f32| Shared { jaccard, any: jaccard > 0.0 };
        let near = |centred: f32| Near { plain: [0.9; 4], centred: [centred; 4] };
        let pieces = vec![[0.25, 0.0, 0.0, 0.0].map(shares), [0.0, 0.125, 0.0, 0.0].map(shares)];
        let kinship = Kinship { concepts: [true, true, false, false], is_on_subject: true };
        let score =
            |way: Way| way.score(&[vec![near(0.25), near(0.5)]], &[Words { pieces: pieces.clone(), kinship }]).0[0];
        assert_eq!(score(Way::Plain), [0.9; 4]);
        assert_eq!(score(Way::Centred), [0.5; 4]);
        assert_eq!(score(Way::Sum), [0.5, 0.5625, 0.5, 0.5]);
        assert_eq!(score(Way::WordInPiece), [0.25, 0.5, f32::NEG_INFINITY, f32::NEG_INFINITY]);
        assert_eq!(score(Way::WordInAnswer), [0.5, 0.5, f32::NEG_INFINITY, f32::NEG_INFINITY]);
    }
}
