//! Which words are people's names: told from the headers of all mails, a list of first names and WordNet, against
//! the words that the mails themselves write in lower case.

use std::collections::{HashMap, HashSet};

use super::decode::Letter;
use crate::prepare::wordnet::{Nouns, Pointer};

/// Common first names.
const FIRST_NAMES: &str = include_str!("first_names.txt");

/// Names of programs, companies and lists that stand in headers as if they were people, and that a reader needs.
const NOT_PEOPLE: &str = "\
    linux unix debian redhat microsoft windows yahoo google amazon ebay apple mac java perl python mozilla netscape \
    internet explorer outlook oracle sun intel ibm aol msn hotmail paypal visa mastercard gnome kde irish cnet suse \
    mandrake solaris javascript macos photoshop bluetooth nasdaq forex playstation nintendo sony toshiba epson \
    lexmark canon xerox motorola verizon adobe symantec macromedia napster enron worldcom reuters hewlett packard \
    compaq dell itanium macworld disneyland walmart hollywood vegas angeles medicare medicaid timeshare inkjet inc \
    tv uk usa mr mrs ms dr ltd ave thu red hat york francisco asia palm penguin labs lake bay fort supreme royal \
    disney santa zdnet freebsd quicktime dvds ximian nobel olympic roman welsh scots nike ford";

/// Words that name this corpus, one of its lists, or a writer who signs in lower case.
const LISTS: &str = "\
    spamassassin ilug exmh fork rpm-list zzzzteana freshrpms webdev cypherpunks spambayes iiu crackmice webmake \
    sitescooper zzzz yyyy jmason netnoteinc razor-users xent tuatha taint lockergnome jm pudge kevin lyda";

/// Names that nothing but reading the texts showed.
const FOUND_BY_EYE: &str = "\
    alhaji anenih barney beirne berlind berman blunkett brocard cohen dewdney dijkstra ehiogu eldred foley gaz \
    goltermann hemenway hollings hubbard keegan kongolo lessig levchin liddle lili margaret masri mena mitnick \
    mugabe musharraf obasanjo paddick perens portillo pratchett rael rosen ryder schroder scoble searls shirky \
    steph tauzin tonys udell windley winer zimmermann";

/// WordNet's files whose words are written with a capital without being anybody's: groups, places, peoples, months.
const PROPER_FILES: [u8; 4] = [14, 15, 18, 28];
/// The file of the places.
const PLACES: u8 = 15;
/// The file of the months.
const TIMES: u8 = 28;

/// A first name that no dictionary knows is no word if fewer mails than this write it in lower case: some sign so.
const RARE: u32 = 20;

/// A first name that so many mails write in lower case is a word above all.
const COMMON: u32 = 100;

/// How a word is written in the mails: in how many of them in lower case, and in how many with a capital that
/// no beginning of a sentence explains.
#[derive(Debug, Clone, Copy, Default)]
struct Usage {
    lower: u32,
    capital: u32,
}

impl Usage {
    fn is_mostly_capital(self) -> bool {
        self.lower * 2 < self.lower + self.capital
    }
}

/// What is known about words.
#[derive(Debug, Default)]
pub struct Names {
    strong: HashSet<String>,
    weak: HashSet<String>,
    first: HashSet<String>,
    places: HashSet<String>,
    ordinary: HashSet<String>,
}

impl Names {
    /// Learns names and ordinary words.
    pub fn new<'a>(letters: impl Iterator<Item = &'a Letter> + Clone, nouns: &Nouns) -> Self {
        let mut usage = usage(letters.clone());
        let first: HashSet<String> =
            FIRST_NAMES.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
        let (mut common, mut proper) = (HashSet::new(), HashSet::new());
        let (mut places, mut people) = (HashSet::new(), HashSet::new());
        for synset in nouns.values() {
            let is_instance = synset.pointers.iter().any(|(kind, _)| *kind == Pointer::InstanceOf);
            for word in &synset.words {
                if synset.file == 18 && is_instance {
                    // "albert einstein": both are names.
                    people.extend(word.split(' ').filter(|part| part.len() > 2).map(str::to_owned));
                } else if !word.contains(' ') && word.len() > 1 {
                    if is_instance || PROPER_FILES.contains(&synset.file) {
                        proper.insert(word.clone());
                    }
                    if synset.file == PLACES && is_instance || synset.file == TIMES {
                        places.insert(word.clone());
                    }
                    if !is_instance {
                        common.insert(word.clone());
                    }
                }
            }
        }
        let headers: HashSet<String> = letters.flat_map(|letter| &letter.names).flat_map(|name| tokens(name)).collect();

        let not_people: HashSet<&str> = NOT_PEOPLE.split(' ').collect();
        let mut names = Self { first, ..Self::default() };
        for candidate in headers.into_iter().chain(people).chain(names.first.iter().cloned()) {
            let used = usage.get(&candidate).copied().unwrap_or_default();
            let in_dictionary = std::iter::once(candidate.as_str())
                .chain(stems(&candidate))
                .any(|word| common.contains(word) || proper.contains(word));
            let is_name = if names.first.contains(&candidate) {
                // A first name that is a place or a month as well, or a word, is a name only where others say so.
                used.is_mostly_capital() && !places.contains(&candidate)
                    || !in_dictionary && (used.lower < RARE || used.lower <= used.capital)
            } else if in_dictionary {
                used.capital >= 2 && used.lower * 10 <= used.capital && !proper.contains(&candidate)
            } else {
                used.lower * 4 <= used.lower + used.capital
            };
            if not_people.contains(candidate.as_str()) {
                continue;
            }
            if is_name { &mut names.strong } else { &mut names.weak }.insert(candidate);
        }
        // "Will" and "Any" begin too many sentences to mean anybody.
        names.first.retain(|name| usage.get(name).is_none_or(|used| used.lower < COMMON));
        names.places = names.first.intersection(&places).cloned().collect();
        names.first.retain(|name| !places.contains(name));
        names.strong.extend(LISTS.split(' ').chain(FOUND_BY_EYE.split(' ')).map(str::to_owned));
        usage.retain(|word, used| used.lower >= 2 && !names.strong.contains(word));
        names.ordinary = common.into_iter().chain(proper).filter(|word| !names.strong.contains(word)).collect();
        names.ordinary.extend(usage.into_keys());
        names.ordinary.extend(NOT_PEOPLE.split(' ').map(str::to_owned));
        names
    }

    /// Whether this lower-case word is a name wherever it stands.
    pub fn is_strong(&self, word: &str) -> bool {
        self.strong.contains(word)
    }

    /// Whether this lower-case word may be a name where others say so.
    pub fn is_weak(&self, word: &str) -> bool {
        self.weak.contains(word)
    }

    /// Whether this lower-case word is somebody's first name, among other things.
    pub fn is_first(&self, word: &str) -> bool {
        self.first.contains(word)
    }

    /// Whether this lower-case word is a first name and a place, as Austin is.
    pub fn is_place(&self, word: &str) -> bool {
        self.places.contains(word)
    }

    /// Whether this lower-case word stands in the dictionary, or is used in lower case, in whatever form.
    pub fn is_ordinary(&self, word: &str) -> bool {
        // "i've" and "they'll" are as ordinary as what they begin with; so is what a typist left of them.
        let plain = word.split('\'').next().unwrap_or_default();
        plain.len() < 2 || self.ordinary.contains(plain) || stems(plain).any(|stem| self.ordinary.contains(stem))
    }
}

/// What a word may be a form of.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    let endings = ["s", "es", "ed", "ing", "ly", "er"];
    // "berlind" is no form of Berlin, but "based" is one of base.
    let past = word.strip_suffix('d').filter(|stem| stem.ends_with('e'));
    endings.into_iter().filter_map(|end| word.strip_suffix(end)).chain(past).filter(|stem| stem.len() > 2)
}

/// The lower-case parts of a display name. An address in it, as in `"a@b.c" <a@b.c>`, is none.
pub fn tokens(name: &str) -> impl Iterator<Item = String> {
    let name = if name.contains('@') { "" } else { name };
    name.split(|c: char| !c.is_ascii_alphabetic() && c != '\'')
        .map(|token| token.trim_matches('\'').to_lowercase())
        .filter(|token| token.len() > 1)
}

fn usage<'a>(letters: impl Iterator<Item = &'a Letter>) -> HashMap<String, Usage> {
    let mut usage: HashMap<String, Usage> = HashMap::new();
    for letter in letters {
        let (mut lower, mut capital) = (HashSet::new(), HashSet::new());
        for line in letter.body.lines().filter(|line| !line.starts_with(['>', '|'])) {
            let mut starts = true;
            for token in line.split_whitespace() {
                let word = token.trim_matches(|c: char| !c.is_ascii_alphabetic());
                let word = word.strip_suffix("'s").unwrap_or(word);
                // Addresses and links are written in lower case, whoever is in them.
                if word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    let is_name_like = word.starts_with(|c: char| c.is_ascii_uppercase())
                        && word[1..].bytes().any(|byte| byte.is_ascii_lowercase());
                    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                        lower.insert(word.to_owned());
                    } else if is_name_like && !starts {
                        capital.insert(word.to_lowercase());
                    }
                }
                starts = token.ends_with(['.', '!', '?', ':', '"', '-', '*']);
            }
        }
        for word in lower {
            usage.entry(word).or_default().lower += 1;
        }
        for word in capital {
            usage.entry(word).or_default().capital += 1;
        }
    }
    usage
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::prepare::wordnet::Synset;

    /// A dictionary with these words for things.
    pub fn dictionary(words: &[&str]) -> Nouns {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Nouns::from([(1, Synset { file: 6, words, pointers: Vec::new(), gloss: String::new() })])
    }

    #[test]
    fn the_mails_tell_names_from_words() {
        let letter = Letter {
            names: vec!["Zebedee Quux".into(), "Rose Table".into(), "\"a@b.c\"".into()],
            body: "the rose on the table\na rose for Zebedee and for Kevin\nto Table".into(),
            ..Letter::default()
        };
        let names = Names::new([letter.clone(), letter].iter(), &dictionary(&["rose", "table"]));
        assert!(names.is_strong("zebedee") && names.is_strong("quux") && names.is_strong("kevin"));
        assert!(!names.is_strong("rose") && names.is_weak("rose") && names.is_first("rose"));
        assert!(!names.is_strong("table") && names.is_ordinary("tables") && !names.is_ordinary("kevin"));
    }
}
