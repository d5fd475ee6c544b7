//! Which texts may be read in a classroom, and are worth it.

use std::collections::HashSet;

use super::names::Names;
use super::scrub::{ADDRESS, LINK, NAME, NUMBER};
use super::snippets::MIN_WORDS;
use crate::prepare::text::WordList;

/// A mail with one of these anywhere does not ship, not even its harmless parts.
const EXPLICIT_WORDS: &str = include_str!("explicit_words.txt");
/// A text with one of these does not ship: what no definition says, but mails do.
const UNFIT_MAIL_WORDS: &str = include_str!("unfit_words.txt");
/// A text with one of these does not ship, as no definition with one does.
const UNFIT_WORDS: &str = include_str!("../unfit_words.txt");

/// A text that talks about its own class, or about the filter that sorted this corpus, gives it away.
const ABOUT_SPAM: &str = include_str!("about_spam_words.txt");

/// Small print: how to leave a list, who may be sent what. Newsletters and spam share its wording.
const SMALL_PRINT: &str = include_str!("small_print_words.txt");

/// English is full of these.
const FUNCTION_WORDS: &str = "\
    a about all an and any are as at be been but by can did do for from get had has have he here how i i'm if in \
    into is it it's its just like me more my new no not now of on one or our out so some than that the their them \
    there they this to up was we what when which who will with would you your";
/// At least this share of a text's words are function words ...
const MIN_FUNCTION: f64 = 0.2;
/// ... and at least this share are in the dictionary, or written in lower case in other mails.
const MIN_KNOWN: f64 = 0.8;
/// At most this share of a text's words stand for something that was taken out.
const MAX_STAND_INS: f64 = 0.25;
/// At most so many words in a row with their first letter alone a capital: more are a menu, not a sentence.
const MAX_CAPITALS: usize = 9;

/// Why a text does not ship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dropped {
    /// Somewhere its mail is explicit.
    Explicit,
    /// It is unfit for a classroom.
    Unfit,
    /// It names its class.
    AboutSpam,
    /// It is the small print of a mailing.
    SmallPrint,
    /// It is not English, or hardly.
    Foreign,
    /// It is a list, a table, a program, or says too little once it is scrubbed.
    Unreadable,
    /// Another text says nearly the same; that one ships.
    Duplicate,
}

impl Dropped {
    /// Every reason, in the order in which they are tried.
    pub const ALL: [Self; 7] = [
        Self::Explicit,
        Self::Unfit,
        Self::AboutSpam,
        Self::SmallPrint,
        Self::Foreign,
        Self::Unreadable,
        Self::Duplicate,
    ];

    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Explicit => "of a mail with an explicit word anywhere (`src/prepare/mail/explicit_words.txt`)",
            Self::Unfit => {
                "unfit for a classroom (`src/prepare/unfit_words.txt` and `src/prepare/mail/unfit_words.txt`)"
            }
            Self::AboutSpam => {
                "about spam (`src/prepare/mail/about_spam_words.txt`), or from a list about filters against it"
            }
            Self::SmallPrint => {
                "small print: how to leave a list, who may be sent what (`src/prepare/mail/small_print_words.txt`)"
            }
            Self::Foreign => "not English, or hardly",
            Self::Unreadable => "a list, a table, a program, or nothing much once it is scrubbed",
            Self::Duplicate => "nearly the same as another one",
        }
    }
}

/// The judge.
pub struct Fit<'a> {
    explicit: WordList,
    unfit: [WordList; 2],
    about_spam: WordList,
    small_print: WordList,
    function_words: HashSet<&'static str>,
    names: &'a Names,
}

impl<'a> Fit<'a> {
    /// Reads the word lists.
    pub fn new(names: &'a Names) -> Self {
        Self {
            explicit: WordList::parse(EXPLICIT_WORDS),
            unfit: [UNFIT_WORDS, UNFIT_MAIL_WORDS].map(WordList::parse),
            about_spam: WordList::parse(ABOUT_SPAM),
            small_print: WordList::parse(SMALL_PRINT),
            function_words: FUNCTION_WORDS.split(' ').collect(),
            names,
        }
    }

    /// Whether a whole letter is explicit somewhere.
    pub fn is_explicit(&self, letter: &str) -> bool {
        self.explicit.occurs_in(letter)
    }

    /// Why a text does not ship, if it does not.
    pub fn judge(&self, text: &str) -> Option<Dropped> {
        if self.unfit.iter().any(|list| list.occurs_in(text)) {
            Some(Dropped::Unfit)
        } else if self.about_spam.occurs_in(text) {
            Some(Dropped::AboutSpam)
        } else if self.small_print.occurs_in(text) {
            Some(Dropped::SmallPrint)
        } else if !self.is_english(text) {
            Some(Dropped::Foreign)
        } else if !is_readable(text) {
            Some(Dropped::Unreadable)
        } else {
            None
        }
    }

    fn is_english(&self, text: &str) -> bool {
        let words = words(text);
        let share = |is: &dyn Fn(&str) -> bool| {
            words.iter().filter(|word| is(word.as_str())).count() as f64 / words.len().max(1) as f64
        };
        // A headline needs fewer small words than a sentence.
        let wanted = if words.len() < 8 { MIN_FUNCTION / 2.0 } else { MIN_FUNCTION };
        let known = |word: &str| self.names.is_ordinary(word) || self.function_words.contains(word);
        let stands_in = |word: &str| [NAME, LINK, NUMBER, ADDRESS].contains(&word);
        !text.contains('\u{fffd}')
            && share(&|word| self.function_words.contains(word)) >= wanted
            && share(&|word| known(word) || stands_in(word)) >= MIN_KNOWN
    }
}

/// The lower-case words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphabetic() && c != '\'' && c != '\u{fffd}')
        .map(|word| word.trim_matches('\'').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn is_readable(text: &str) -> bool {
    let words = words(text);
    let stand_ins = words.iter().filter(|word| [NAME, LINK, NUMBER, ADDRESS].contains(&word.as_str())).count();
    let single = words.iter().filter(|word| word.len() == 1 && !["a", "i"].contains(&word.as_str())).count();
    let marks = text.chars().filter(|c| "-/&%$\"()':;".contains(*c)).count();
    let without_vowel = |word: &&String| word.len() > 4 && !word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let mut row = 0;
    let mut longest = 0;
    for word in text.split(' ') {
        row = if is_capital(word) && word[1..].bytes().all(|b| !b.is_ascii_uppercase()) { row + 1 } else { 0 };
        longest = longest.max(row);
    }
    words.len() >= MIN_WORDS
        && words.len() - stand_ins >= MIN_WORDS
        && stand_ins as f64 <= MAX_STAND_INS * words.len() as f64
        && single * 6 <= words.len()
        && marks * 3 <= words.len()
        && longest <= MAX_CAPITALS
        && words.iter().all(|word| word.len() <= 20)
        && words.iter().find(without_vowel).is_none()
        && words.windows(2).all(|two| two[0] != two[1] || two[0].len() < 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::wordnet::Nouns;

    #[test]
    fn each_reason_is_found() {
        let letter = crate::prepare::mail::decode::Letter {
            body: "please read this letter about the garden and the weather".into(),
            ..Default::default()
        };
        let names = Names::new([letter.clone(), letter].iter(), &Nouns::new());
        let fit = Fit::new(&names);
        assert_eq!(fit.judge("please read this letter about the garden"), None);
        assert_eq!(fit.judge("please read this sexy letter about the garden"), Some(Dropped::Unfit));
        assert_eq!(fit.judge("please read this letter about the spammer"), Some(Dropped::AboutSpam));
        assert_eq!(fit.judge("bitte lesen Sie den Brief"), Some(Dropped::Foreign));
        assert_eq!(fit.judge("read the letter about \u{fffd} this garden"), Some(Dropped::Foreign));
        assert_eq!(fit.judge("please please read this letter about the garden"), Some(Dropped::Unreadable));
        assert_eq!(fit.judge("read the name number link"), Some(Dropped::Unreadable));
    }
}
