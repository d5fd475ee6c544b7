//! Which words an answer rests on. Every word is left out once, and what that does to the log-odds of a
//! class is the word's effect: occlusion (Zeiler & Fergus, 2014, "Visualizing and Understanding
//! Convolutional Networks"), done to words as by Li, Monroe & Jurafsky (2016, "Understanding Neural
//! Networks through Representation Erasure"). Pure; the worker only ever sees ordinary texts.

use std::ops::Range;

/// The most words that are left out; those that come after them stay in every variant.
pub const MAX_WORDS: usize = 60;

/// Probabilities are taken no closer to 0 and 1 than this, so that their log-odds stay finite.
const CLOSEST: f64 = 1e-6;

/// A text's words, and the text without each of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occlusion {
    /// Byte ranges of the first words, between whitespace, in reading order; at most [`MAX_WORDS`].
    /// Punctuation belongs to the word that it touches.
    pub words: Vec<Range<usize>>,
    /// For each of these words the text without it. Without its only word a text is empty; the model
    /// then reads only its marks for beginning and end.
    pub texts: Vec<String>,
}

/// Leaves out every word of a text once.
pub fn variants(text: &str) -> Occlusion {
    let words: Vec<Range<usize>> = words(text).into_iter().take(MAX_WORDS).collect();
    let without = |word: &Range<usize>| {
        let rest = [text[..word.start].trim_end(), text[word.end..].trim_start()].join(" ");
        rest.trim().to_owned()
    };
    Occlusion { texts: words.iter().map(without).collect(), words }
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut begin = None;
    for (index, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (begin, character.is_whitespace()) {
            (None, false) => begin = Some(index),
            (Some(start), true) => {
                words.push(start..index);
                begin = None;
            }
            _ => {}
        }
    }
    words
}

/// The effect of every word that was left out: the log-odds (in nats) of `class` with the word minus
/// without it, so that what speaks for the class is positive. Always finite.
///
/// `whole` are the probabilities of the whole text, `[classes]`; `parts` those of its variants,
/// `[words, classes]` row by row. There is one effect per row, and none where `class` is no class.
pub fn effects(whole: &[f32], parts: &[f32], classes: usize, class: usize) -> Vec<f32> {
    let Some(whole) = whole.get(class).map(|probability| log_odds(*probability)) else { return Vec::new() };
    let rows = parts.chunks_exact(classes.max(1));
    rows.filter_map(|row| row.get(class)).map(|part| (whole - log_odds(*part)) as f32).collect()
}

/// `ln(p / (1 - p))`; what is no number counts as undecided.
fn log_odds(probability: f32) -> f64 {
    let probability = if probability.is_nan() { 0.5 } else { f64::from(probability).clamp(CLOSEST, 1.0 - CLOSEST) };
    (probability / (1.0 - probability)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Vec<&str>, Vec<String>) {
        let Occlusion { words, texts } = variants(text);
        (words.into_iter().map(|word| &text[word]).collect(), texts)
    }

    #[test]
    fn every_word_is_left_out_once() {
        let (words, texts) = split("an acute  illness");
        assert_eq!(words, ["an", "acute", "illness"]);
        assert_eq!(texts, ["acute  illness", "an illness", "an acute"]);
    }

    #[test]
    fn a_text_of_no_or_one_word_is_no_special_case() {
        assert_eq!(variants(""), Occlusion::default());
        assert_eq!(variants(" \n\t"), Occlusion::default());
        assert_eq!(split(" illness "), (vec!["illness"], vec![String::new()]));
    }

    #[test]
    fn letters_of_any_length_and_punctuation_stay_whole() {
        let (words, texts) = split("Entzündung\u{a0}(akute) 🌵, 病気。");
        assert_eq!(words, ["Entzündung", "(akute)", "🌵,", "病気。"]);
        assert_eq!(texts[1], "Entzündung 🌵, 病気。");
        assert_eq!(texts[3], "Entzündung\u{a0}(akute) 🌵,");
    }

    #[test]
    fn a_long_text_is_explained_from_its_start() {
        let Occlusion { words, texts } = variants(&"word ".repeat(200));
        assert_eq!((words.len(), texts.len()), (MAX_WORDS, MAX_WORDS));
        assert_eq!(texts[0].split(' ').count(), 199, "the rest is still read");
    }

    #[test]
    fn what_speaks_for_a_class_is_positive_and_nothing_is_infinite() {
        let parts = [0.5, 0.5, 0.1, 0.9, 0.0, 1.0, 1.0, 0.0, f32::NAN, f32::NAN];
        let found = effects(&[0.1, 0.9], &parts, 2, 1);
        assert_eq!(found.len(), 5);
        assert!((found[0] - 9_f32.ln()).abs() < 1e-5, "without the word it is undecided");
        assert!(found[1].abs() < 1e-6);
        assert!(found[2] < -10.0 && found[3] > 10.0 && found.iter().all(|effect| effect.is_finite()));
        let against = effects(&[0.1, 0.9], &parts, 2, 0);
        assert!((against[0] + found[0]).abs() < 1e-5, "two classes mirror each other");
    }

    #[test]
    fn a_class_that_is_none_has_no_effects() {
        assert_eq!(effects(&[0.1, 0.9], &[0.5, 0.5], 2, 2), Vec::<f32>::new());
        assert_eq!(effects(&[], &[], 0, 0), Vec::<f32>::new());
    }
}
