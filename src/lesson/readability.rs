//! How hard a text is to read, from the lengths of its sentences and words. A rough measure: it knows nothing of
//! what is said. Pure.

use super::markup;

/// What a text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Sentences.
    pub sentences: u32,
    /// Words: what has a letter in it.
    pub words: u32,
    /// Their syllables.
    pub syllables: u32,
}

impl Counts {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }

    fn words_per_sentence(self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences.max(1))
    }

    fn syllables_per_word(self) -> f64 {
        f64::from(self.syllables) / f64::from(self.words.max(1))
    }

    /// The American school grade in which an English text is understood (Kincaid, Fishburne, Rogers & Chissom, 1975,
    /// Research Branch Report 8-75, Naval Technical Training Command).
    pub fn flesch_kincaid_grade(self) -> f64 {
        0.39 * self.words_per_sentence() + 11.8 * self.syllables_per_word() - 15.59
    }

    /// Flesch's reading ease for German: 60 to 70 is plain, below 30 academic (Amstad, 1978, Wie verständlich sind
    /// unsere Zeitungen?, Universität Zürich).
    pub fn amstad(self) -> f64 {
        180.0 - self.words_per_sentence() - 58.5 * self.syllables_per_word()
    }
}

/// The counts of an English text.
pub fn english(text: &str) -> Counts {
    count(text, syllables_of_english)
}

/// The counts of a German text.
pub fn german(text: &str) -> Counts {
    count(text, syllables_of_german)
}

fn count(text: &str, syllables: fn(&str) -> u32) -> Counts {
    let said = markup::plain(text);
    let parts = sentences(&said).into_iter().map(|sentence| {
        let words: Vec<_> = words(sentence).collect();
        let syllables = words.iter().map(|word| syllables(word)).sum();
        Counts { sentences: u32::from(!words.is_empty()), words: words.len() as u32, syllables }
    });
    parts.fold(Counts::default(), Counts::and)
}

/// The sentences of a text: a stop ends one where a space or the end follows it. What a colon or a semicolon parts is
/// one sentence, which makes the figures stricter than Flesch's own way of counting.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let follows = characters.peek().map(|(_, next)| *next);
        let is_end =
            ".!?…".contains(character) && follows.is_none_or(|next| next.is_whitespace() || "“”\"’)".contains(next));
        if is_end {
            let end = at + character.len_utf8();
            found.push(text[start..end].trim());
            start = end;
        }
    }
    found.push(text[start..].trim());
    found.retain(|sentence| sentence.chars().any(char::is_alphabetic));
    found
}

/// The words of a sentence, without what stands around them.
pub fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let parts = sentence.split(|character: char| character.is_whitespace() || "/–—-".contains(character));
    parts
        .map(|word| word.trim_matches(|character: char| !character.is_alphanumeric()))
        .filter(|word| word.chars().any(char::is_alphabetic))
}

/// Groups of vowels; a silent e at the end is none, except after a consonant and an l.
fn syllables_of_english(word: &str) -> u32 {
    let word = word.to_lowercase();
    let groups = groups_of(&word, "aeiouy");
    let silent = word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded") && !word.ends_with("eed")
        || word.ends_with("es")
            && !["ses", "zes", "xes", "ches", "shes", "ges", "ces"].iter().any(|it| word.ends_with(it));
    groups.saturating_sub(u32::from(silent)).max(1)
}

/// Groups of vowels, with the pairs that are one sound counted once and others twice.
fn syllables_of_german(word: &str) -> u32 {
    let word = word.to_lowercase();
    let mut count = 0;
    let mut previous = ' ';
    for character in word.chars() {
        let is_vowel = "aeiouyäöü".contains(character);
        let is_pair = matches!(
            (previous, character),
            ('a', 'i' | 'u' | 'a' | 'y') | ('e', 'i' | 'u' | 'e' | 'y') | ('i', 'e') | ('ä', 'u') | ('o', 'o' | 'u')
        );
        if is_vowel && !is_pair {
            count += 1;
        }
        // The second half of a pair begins no other one.
        previous = if is_vowel && is_pair { ' ' } else { character };
    }
    count.max(1)
}

fn groups_of(word: &str, vowels: &str) -> u32 {
    let mut count = 0;
    let mut inside = false;
    for character in word.chars() {
        let is_vowel = vowels.contains(character);
        count += u32::from(is_vowel && !inside);
        inside = is_vowel;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_words_and_syllables_are_counted() {
        let counts = english("The model learns. It **forgets** 3.5 % of `x`!");
        assert_eq!(counts, Counts { sentences: 2, words: 7, syllables: 9 });
        assert_eq!(sentences("Ask: “Why?” Then wait.").len(), 2);
        assert_eq!(words("fine-tuning, (well) 12").collect::<Vec<_>>(), ["fine", "tuning", "well"]);
    }

    #[test]
    fn syllables_of_usual_words() {
        let english = ["model", "trained", "table", "the", "pretrained", "weights", "accuracy", "use", "created"];
        assert_eq!(english.map(syllables_of_english), [2, 1, 2, 1, 2, 1, 4, 1, 2]);
        let german = ["Modell", "Schwelle", "Genauigkeit", "Theorie", "verlieren", "heute", "neue", "Seen"];
        assert_eq!(german.map(syllables_of_german), [2, 2, 4, 3, 3, 2, 2, 1]);
    }

    #[test]
    fn plain_texts_are_easier_than_learned_ones() {
        let plain = english("The cat sat on the mat. It was warm. The sun was out.");
        let learned = english("Regularization constitutes a methodological necessity in heterogeneous optimization.");
        assert!(plain.flesch_kincaid_grade() < 2.0 && learned.flesch_kincaid_grade() > 20.0);
        let plain = german("Die Katze liegt auf dem Dach. Es ist warm.");
        let learned = german("Regularisierungsverfahren konstituieren methodologische Notwendigkeiten.");
        assert!(plain.amstad() > 70.0 && learned.amstad() < 0.0);
    }
}
