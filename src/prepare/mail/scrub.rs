//! Takes out whom and what a letter names: addresses, links, numbers and people. Plain words stand for them, all
//! of which the tokenizer knows.

use std::collections::HashSet;

use super::names::Names;

/// Stands for an e-mail address.
pub const ADDRESS: &str = "address";
/// Stands for a link or the name of a host.
pub const LINK: &str = "link";
/// Stands for whatever holds a digit.
pub const NUMBER: &str = "number";
/// Stands for somebody's name.
pub const NAME: &str = "name";

/// Ends of host names.
const DOMAINS: &str = "\
    com net org edu gov mil int info biz ie uk us de fr ca au jp nl ch se dk es tv cc ws ru cn kr tw br za nu html \
    htm asp php cgi jsp gif exe";

/// Where one of these stands between letters, two words lack a space.
const BETWEEN_WORDS: &str = "[]{}<>|*_=~^\\+";

/// A name follows these, if a word with a capital does.
const TITLES: [&str; 9] = ["mr", "mrs", "ms", "dr", "prof", "professor", "mister", "senator", "barrister"];
/// A name may follow these.
const GREETINGS: [&str; 14] = [
    "hi",
    "hello",
    "hey",
    "dear",
    "thanks",
    "cheers",
    "regards",
    "sincerely",
    "by",
    "from",
    "said",
    "says",
    "president",
    "st",
];
/// A word with a capital after one of these is a place, if it can be.
const PLACING: [&str; 18] = [
    "in", "to", "from", "at", "of", "near", "for", "and", "the", "via", "around", "new", "san", "st", "north", "south",
    "west", "east",
];
/// Before these stands who said it.
const SAYING: [&str; 2] = ["writes", "wrote"];
/// Those who are nobody in particular.
const NOBODY: [&str; 10] = ["he", "she", "it", "who", "they", "i", "you", "we", "and", "also"];
/// Small words inside a name.
const PARTICLES: [&str; 8] = ["van", "von", "de", "der", "den", "la", "bin", "al"];

/// A word between spaces: what it says, and the punctuation around it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    lead: String,
    core: String,
    trail: String,
}

impl Token {
    fn new(word: &str) -> Self {
        let is_core = |c: char| c.is_ascii_alphanumeric() || "$\u{a3}\u{20ac}".contains(c) || c == '\u{fffd}';
        // Marks alone follow what stands before them.
        let start = word.find(is_core).unwrap_or(0);
        let end = word.rfind(is_core).map_or(0, |end| end + word[end..].chars().next().map_or(1, char::len_utf8));
        // A full stop in front would stick to the word before: "the .profile".
        let lead = word[..start].chars().filter(|c| "(\"'".contains(*c)).collect();
        Self { lead, core: word[start..end].into(), trail: word[end..].into() }
    }

    /// The word in lower case, without the ending of a possessive.
    fn key(&self) -> String {
        let lower = self.core.to_lowercase();
        lower.strip_suffix("'s").unwrap_or(&lower).to_owned()
    }

    fn is_capital(&self) -> bool {
        self.core.starts_with(|c: char| c.is_ascii_uppercase())
    }

    fn is_word(&self) -> bool {
        !self.core.is_empty() && self.core.chars().all(|c| c.is_ascii_alphabetic() || "'-/".contains(c))
    }

    fn stands_for_something(&self) -> bool {
        [ADDRESS, LINK, NUMBER, NAME].contains(&self.core.as_str())
    }

    fn ends_sentence(&self) -> bool {
        self.trail.contains(['.', '!', '?', ':'])
    }

    fn replace(&mut self, by: &str) {
        let is_initial = self.core.len() == 1 && self.trail == ".";
        let possessive = if self.core.ends_with("'s") { "'s" } else { "" };
        self.core = format!("{by}{possessive}");
        if is_initial {
            self.trail.clear();
        }
        // Brackets and quotation marks around a link have lost their purpose.
        self.lead.clear();
        self.trail.retain(|c| ".,;:!?%".contains(c));
    }
}

/// `text` without addresses, links, digits and names. `own` are the lower-case names of those whose letter it is.
pub fn scrub(text: &str, names: &Names, own: &HashSet<String>) -> String {
    let text = apart(text);
    let mut tokens: Vec<Token> = text.split_whitespace().flat_map(token).collect();
    undo_spelled_addresses(&mut tokens);
    take_out_names(&mut tokens, names, own);
    tidy(&join(&tokens))
}

/// Puts the space before a bracket that opens, after one that closes (but not into `message(s)`), and after a comma.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let is_letter = |c: char| c.is_ascii_alphabetic();
    while let Some(at) = rest.find(['(', ')', ',']) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        out.push_str(before);
        let is_plural =
            out.ends_with("(s") || out.ends_with("(es") || after.starts_with("s)") || after.starts_with("es)");
        if rest[at..].starts_with(',') {
            out.push_str(if out.ends_with(is_letter) && after.starts_with(is_letter) { ", " } else { "," });
        } else if rest[at..].starts_with('(') {
            out.push_str(if out.ends_with(|c: char| c.is_ascii_alphanumeric()) && !is_plural { " (" } else { "(" });
        } else {
            out.push_str(if after.starts_with(|c: char| c.is_ascii_alphanumeric()) && !is_plural { ") " } else { ")" });
        }
        rest = after;
    }
    out + rest
}

/// The tokens of a word: one, unless a full stop inside it separates two.
fn token(word: &str) -> Vec<Token> {
    let lower = word.to_lowercase();
    let mut token = Token::new(word);
    if lower.contains('@') && token.core.len() > 1 && !token.core.contains(['$', '!']) {
        token.replace(ADDRESS);
        return vec![token];
    }
    if lower.contains("://") || lower.contains("www.") || lower.contains("mailto:") || is_host(&token.core) {
        token.replace(LINK);
        return vec![token];
    }
    let parts = word.split(|c: char| BETWEEN_WORDS.contains(c)).filter(|part| !part.is_empty());
    parts.map(Token::new).flat_map(without_digits).collect()
}

/// What is neither link nor address, without its digits.
fn without_digits(mut token: Token) -> Vec<Token> {
    token.core = without_numbers(&token.core);
    if token.core == NUMBER {
        token.replace(NUMBER);
    }
    split_at_stops(token)
}

/// Whether it looks like `some.host.com`, with or without a path.
fn is_host(word: &str) -> bool {
    let host = word.split(['/', ':', '?']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let Some(last) = labels.last() else { return false };
    // "finished.In" is two words without a space between them.
    let is_mixed =
        last.starts_with(|c: char| c.is_ascii_uppercase()) && last[1..].bytes().any(|b| b.is_ascii_lowercase());
    labels.len() > 1 && labels.iter().all(|label| !label.is_empty()) && !is_mixed && is_domain(last)
}

fn is_domain(label: &str) -> bool {
    DOMAINS.split(' ').any(|domain| domain.eq_ignore_ascii_case(label))
}

/// Puts [`NUMBER`] for every run of letters and digits with a digit in it; `1,000.50` is one such run, and so
/// is a telephone number.
fn without_numbers(word: &str) -> String {
    let mut out = String::new();
    let mut chunk = String::new();
    for character in word.chars().chain(['\0']) {
        if character.is_ascii_alphanumeric() {
            chunk.push(character);
            continue;
        }
        if chunk.bytes().any(|byte| byte.is_ascii_digit()) {
            let before = out.trim_end_matches(['.', ',', ':', '/', '-', '+', '*', '\'', '(', ')', '_', '=', '#', '&']);
            if before.ends_with(NUMBER) {
                out.truncate(before.len());
            } else {
                out.push_str(NUMBER);
            }
        } else {
            out.push_str(&chunk);
        }
        chunk.clear();
        if character != '\0' {
            out.push(character);
        }
    }
    out
}

/// `end.Next` becomes two tokens, `file.conf` loses its stop, `e.g` stays.
fn split_at_stops(token: Token) -> Vec<Token> {
    let parts: Vec<&str> = token.core.split('.').filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 || parts.iter().all(|part| part.len() == 1) {
        return vec![token];
    }
    let mut tokens: Vec<Token> = parts
        .iter()
        .map(|part| Token { lead: String::new(), core: (*part).to_owned(), trail: String::new() })
        .collect();
    for index in 0..tokens.len() - 1 {
        if tokens[index + 1].is_capital() || token.core.contains("..") {
            tokens[index].trail.push('.');
        }
    }
    if let Some(first) = tokens.first_mut() {
        first.lead = token.lead;
    }
    if let Some(last) = tokens.last_mut() {
        last.trail = token.trail;
    }
    tokens
}

/// `somebody at host dot com` is an address, too.
fn undo_spelled_addresses(tokens: &mut Vec<Token>) {
    while let Some(dot) =
        tokens.windows(3).position(|three| three[1].core.eq_ignore_ascii_case("dot") && is_domain(&three[2].core))
    {
        let trail = tokens[dot + 2].trail.clone();
        let address = dot >= 2 && tokens[dot - 1].core.eq_ignore_ascii_case("at");
        let start = if address { dot - 2 } else { dot };
        let core = if address { ADDRESS } else { LINK }.to_owned();
        tokens.splice(start..dot + 3, [Token { lead: String::new(), core, trail }]);
    }
}

fn take_out_names(tokens: &mut [Token], names: &Names, own: &HashSet<String>) {
    let keys: Vec<String> = tokens.iter().map(Token::key).collect();
    let starts: Vec<bool> = (0..tokens.len()).map(|at| at == 0 || tokens[at - 1].ends_sentence()).collect();
    let long: Vec<&Token> = tokens.iter().filter(|token| token.is_word() && token.core.len() > 3).collect();
    // In a headline every word has a capital, and tells nothing by it.
    let is_headline = long.iter().filter(|token| token.is_capital()).count() * 2 > long.len();

    let could_be = |at: usize| {
        let token: &Token = &tokens[at];
        token.is_word() && token.is_capital() && (names.is_weak(&keys[at]) || !names.is_ordinary(&keys[at]))
    };
    let unknown = |at: usize| could_be(at) && keys[at].len() > 2 && !names.is_ordinary(&keys[at]);
    // "Mark W. Monday", "Jordan Hubbard": what follows a first name has a capital, or is an initial.
    let leads_surname = |at: usize| {
        let capital = |at: usize| tokens.get(at).is_some_and(|next| next.is_word() && next.is_capital());
        let initial = capital(at + 1) && keys[at + 1].len() == 1 && tokens[at + 1].trail == ".";
        tokens[at].is_capital()
            && tokens[at].trail.is_empty()
            && (if initial { capital(at + 2) } else { capital(at + 1) && keys[at + 1].len() > 1 })
    };
    let mut is_name: Vec<bool> = (0..tokens.len())
        .map(|at| {
            let token = &tokens[at];
            if !token.is_word() || token.stands_for_something() {
                return false;
            }
            let strong = |word: &str| names.is_strong(word) && word.len() > 1;
            let inner = token.is_capital() && !starts[at];
            let before = at.checked_sub(1).filter(|before| !starts[at] || tokens[*before].trail == ".");
            let after = |words: &[&str]| before.is_some_and(|before| words.contains(&keys[before].as_str()));
            strong(&keys[at])
                || (token.is_capital() && keys[at].contains(['-', '/']) && keys[at].split(['-', '/']).any(strong))
                || (after(&TITLES) && token.is_capital())
                || (after(&GREETINGS) && could_be(at) && !is_headline)
                || (inner && could_be(at) && own.contains(&keys[at]))
                || (inner && !is_headline && names.is_first(&keys[at]) && names.is_weak(&keys[at]))
                || (inner && !is_headline && names.is_place(&keys[at]) && !after(&PLACING))
                || (!is_headline && (names.is_first(&keys[at]) || names.is_place(&keys[at])) && leads_surname(at))
                || (after(&["dear"]) && !names.is_ordinary(&keys[at]))
                || (unknown(at) && (token.core.ends_with("'s") || token.trail == ":"))
                || (keys.get(at + 1).is_some_and(|next| SAYING.contains(&next.as_str()))
                    && token.trail.is_empty()
                    && !NOBODY.contains(&keys[at].as_str()))
                // A word with a capital that nobody knows may be a product; it may be somebody as well.
                || (inner && !is_headline && unknown(at))
                // Two words in a row that nobody knows are somebody, or some firm.
                || (unknown(at) && tokens[at].trail.is_empty() && at + 1 < tokens.len() && unknown(at + 1))
        })
        .collect();

    // Whatever stands next to a name and could be one belongs to it.
    let belongs = |at: usize| {
        let initial = tokens[at].core.len() == 1 && tokens[at].is_capital() && keys[at] != "i" && keys[at] != "a";
        could_be(at) || initial
    };
    for at in 1..tokens.len() {
        let initial = tokens[at - 1].core.len() == 1 && tokens[at - 1].trail == ".";
        let follows = is_name[at - 1] && (tokens[at - 1].trail.is_empty() || initial) && tokens[at].lead.is_empty();
        let particle = PARTICLES.contains(&keys[at].as_str()) && at + 1 < tokens.len() && belongs(at + 1);
        // A word with a capital in the middle of a sentence, right after a name: a surname.
        let surname = !is_headline && tokens[at].is_word() && tokens[at].is_capital() && tokens[at].core.len() > 2;
        is_name[at] |= follows && (belongs(at) || particle || surname);
    }
    for at in (0..tokens.len().saturating_sub(1)).rev() {
        let initial = tokens[at].core.len() == 1 && tokens[at].trail == ".";
        let leads = is_name[at + 1] && (tokens[at].trail.is_empty() || initial);
        is_name[at] |= leads && belongs(at);
    }
    for (token, is_name) in tokens.iter_mut().zip(is_name) {
        if is_name {
            token.replace(NAME);
        }
    }
}

/// Puts the tokens together; of two that stand for the same kind of thing in a row, one is enough.
fn join(tokens: &[Token]) -> String {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        if let Some(last) = out.last_mut() {
            let money = |token: &Token| token.core.ends_with(NUMBER) && token.core.len() <= NUMBER.len() + 3;
            let numbers = money(last) && token.core == NUMBER && !last.ends_sentence();
            let same = token.stands_for_something() && token.core == last.core && !last.ends_sentence();
            if (numbers || same) && !last.trail.contains([',', ';']) {
                last.trail.clone_from(&token.trail);
                continue;
            }
        }
        out.push(token.clone());
    }
    let words: Vec<String> = out.iter().map(|token| format!("{}{}{}", token.lead, token.core, token.trail)).collect();
    words.join(" ")
}

/// Leaves letters, money and ordinary punctuation, each mark once, and brackets only in pairs.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for character in text.chars() {
        let character = match character {
            'a'..='z' | 'A'..='Z' | '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '(' | ')' => character,
            '$' | '\u{a3}' | '\u{20ac}' | '%' | '&' | '/' | '-' | '\u{fffd}' => character,
            _ => ' ',
        };
        let doubled = tidy.ends_with(character) && !character.is_ascii_alphabetic();
        // "?!" and ".," say no more than their first mark; a space before a mark is a slip.
        let after_mark = tidy.ends_with(['.', ',', ';', ':', '!', '?']) && ".,;:!?".contains(character);
        if doubled || after_mark {
            continue;
        }
        if ".,;:!?%)".contains(character) && tidy.ends_with(' ') {
            tidy.pop();
            if tidy.ends_with(['.', ',', ';', ':', '!', '?']) && character != ')' {
                continue;
            }
        }
        tidy.push(character);
    }
    balance(&mut tidy);
    let is_word = |word: &&str| word.chars().any(|c| c.is_ascii_alphabetic() || c == '&' || c == '\u{fffd}');
    let words: Vec<&str> = tidy.split_whitespace().filter(is_word).collect();
    words.join(" ").trim_start_matches(|c: char| !c.is_ascii_alphabetic() && !"\"($".contains(c)).to_owned()
}

/// Leaves brackets and quotation marks only where they come in pairs.
pub fn balance(text: &mut String) {
    for (open, close) in [('(', ')'), ('"', '"')] {
        let count = |mark: char| text.matches(mark).count();
        if count(open) != count(close) || open == close && count(open) % 2 == 1 || text.contains("()") {
            text.retain(|c| c != open && c != close);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::Letter;
    use super::super::names::tests::dictionary;
    use super::*;

    fn scrubbed(text: &str) -> String {
        let letter = Letter {
            names: vec!["Ann Zebra".into(), "Mark Quux".into()],
            body: "we mark and mark it and thank the dear friend from the main street, he said a name\nwith Kevin"
                .into(),
            ..Letter::default()
        };
        let names = Names::new(
            [letter.clone(), letter].iter(),
            &dictionary(&["mark", "see", "link", "street", "friend", "main"]),
        );
        scrub(text, &names, &HashSet::from(["mark".to_owned()]))
    }

    #[test]
    fn addresses_and_links_go() {
        assert_eq!(scrubbed("mail <a.b@c.de>, or a at b dot com."), "mail address, or address.");
        assert_eq!(scrubbed("see http://x.y/z?a=1 (www.foo.com/bar) or FOO.COM!"), "see link or link!");
        assert_eq!(scrubbed("see the .profile(here)"), "see the profile (here)");
        assert_eq!(scrubbed("edit file.conf, e.g. here.Then go"), "edit file conf, e.g. here. Then go");
    }

    #[test]
    fn digits_go_and_the_signs_of_money_stay() {
        assert_eq!(scrubbed("call (555) 123-4567 or 1-800-FLOWERS now"), "call number or number-FLOWERS now");
        assert_eq!(scrubbed("only $1,000.00, 50% off 24/7, 10 000 mp3s"), "only $number, number% off number, number");
        assert_eq!(scrubbed("#1 at 12 Main Street, 5th floor"), "number at number Main Street, number floor");
    }

    #[test]
    fn people_go() {
        assert_eq!(scrubbed("Dear Ann Zebra, Kevin's friend"), "Dear name, name's friend");
        assert_eq!(scrubbed("he said to Mark: mark the street"), "he said to name: mark the street");
        assert_eq!(scrubbed("we see a friend. Mark W. Street, he said"), "we see a friend. name, he said");
        assert_eq!(scrubbed("we thank Mr. Street and J. K. Quux"), "we thank Mr. name and name");
        assert_eq!(scrubbed("Dear qzubfd, ask Zebra/Main"), "Dear name, ask name");
        assert_eq!(scrubbed("Dear friend, I've a main street(s)"), "Dear friend, I've a main street(s)");
    }

    #[test]
    fn what_is_left_is_tidy() {
        assert_eq!(scrubbed("*** we -- thank (it !!! you ,, dear***"), "we thank it! you, dear");
    }
}
