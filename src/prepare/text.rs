//! Definitions as text: cleaning, keys under which two of them are the same, and lists of words.

/// Words that carry so little that two texts differing only in them count as near-duplicates.
const STOP_WORDS: [&str; 48] = [
    "a",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "being",
    "but",
    "by",
    "especially",
    "etc",
    "for",
    "from",
    "has",
    "have",
    "having",
    "in",
    "into",
    "is",
    "it",
    "its",
    "of",
    "off",
    "on",
    "one",
    "or",
    "s",
    "some",
    "someone",
    "something",
    "that",
    "the",
    "their",
    "there",
    "these",
    "this",
    "those",
    "to",
    "used",
    "usually",
    "was",
    "which",
    "who",
    "with",
    "you",
];

/// The definition alone: without quoted examples, leading remarks in parentheses and closing punctuation.
/// `None` where a quotation belongs to the definition, which would end in mid-sentence.
pub fn definition(gloss: &str) -> Option<String> {
    let text = match gloss.split_once('"') {
        Some((text, _)) if text.trim_end().ends_with(';') => text,
        Some(_) => return None,
        None => gloss,
    };
    let mut text = text.trim();
    while let Some(rest) = without_leading_parenthesis(text) {
        text = rest.trim_start_matches([' ', ';', ',', ':']);
    }
    let text = text.trim_matches([' ', ';', ',', ':', '.']);
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn without_leading_parenthesis(text: &str) -> Option<&str> {
    if !text.starts_with('(') {
        return None;
    }
    let mut depth = 0;
    for (index, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[index + 1..]);
        }
    }
    None
}

/// A gloss up to its first quoted example, remarks in parentheses included.
pub fn before_examples(gloss: &str) -> &str {
    gloss.split_once('"').map_or(gloss, |(text, _)| text)
}

/// Lower-case words with single spaces between them: two texts with the same key are the same text.
pub fn normalised(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// [`normalised`] without stop-words: two texts with the same key are near-duplicates.
pub fn gist(text: &str) -> String {
    let normalised = normalised(text);
    let words = normalised.split(' ').filter(|word| STOP_WORDS.binary_search(word).is_err());
    words.collect::<Vec<_>>().join(" ")
}

/// Words and phrases to look for, one a line; `stem*` stands for every word that begins so, and a line
/// with `#` in front is a remark.
pub struct WordList {
    needles: Vec<String>,
}

impl WordList {
    /// Reads a list.
    pub fn parse(content: &str) -> Self {
        let entries = content.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let needle = |entry: &str| match entry.strip_suffix('*') {
            Some(stem) => format!(" {}", normalised(stem)),
            None => format!(" {} ", normalised(entry)),
        };
        Self { needles: entries.map(needle).collect() }
    }

    /// Whether any entry occurs in `text`.
    pub fn occurs_in(&self, text: &str) -> bool {
        let text = format!(" {} ", normalised(text));
        self.needles.iter().any(|needle| text.contains(needle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gloss_becomes_a_definition() {
        let gloss = "(medicine) (of a wound)  a cut (a deep one);  \"he had a cut\"; \"another\"";
        assert_eq!(definition(gloss).as_deref(), Some("a cut (a deep one)"));
        assert_eq!(definition("as in \"carrot and stick\""), None);
        assert_eq!(definition("(unclosed").as_deref(), Some("(unclosed"));
    }

    #[test]
    fn keys_fold_what_does_not_matter() {
        assert_eq!(normalised("An X-ray, of  the Hand."), "an x ray of the hand");
        assert_eq!(gist("an X-ray of the hand"), gist("X-ray of a hand"));
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn a_word_list_finds_words_stems_and_phrases() {
        let list = WordList::parse("# remark\nill\nsurg*\nstreet name*");
        assert!(list.occurs_in("he was ill."));
        assert!(list.occurs_in("a Surgical knife"));
        assert!(list.occurs_in("street names for it"));
        assert!(!list.occurs_in("a skillful name in the street # remark"));
    }
}
