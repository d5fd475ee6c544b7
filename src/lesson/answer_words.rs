//! The words of a sentence that say what it is about. Pure.

use std::collections::BTreeSet;

/// Words that say little about what a sentence is about.
const STOP_WORDS: &str = "a about all also an and any are as at be because been but by can could did do does down each \
                          for from had has have he here how i if in into is it its just many more most much my no not \
                          of on once one only or our out she should since so some than that the their them then there \
                          these they this those to up very was we were what when which who will with would you your";
const ENDINGS: [&str; 4] = ["ing", "ed", "es", "s"];

/// The words without those that say little, and without their endings.
pub fn content_words(text: &str) -> BTreeSet<String> {
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
    fn words_come_without_their_endings() {
        let words = content_words("The models forget trained tasks.");
        assert_eq!(words.iter().map(String::as_str).collect::<Vec<_>>(), ["forget", "model", "task", "train"]);
        assert!(content_words("It is.").is_empty());
    }
}
