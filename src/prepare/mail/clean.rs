//! Takes away what surrounds a letter's own words: quotations, signatures, footers, headers of feeds and
//! forwards, tags of mailing lists. All of it would tell where a mail came from rather than what it says.

/// A line that begins so belongs to a quotation.
const QUOTES: [char; 4] = ['>', '|', '}', '%'];

/// A line that begins so is a header: of a feed, of a forwarded mail, of a signed one.
const HEADERS: [&str; 25] = [
    "url:",
    "link:",
    "date:",
    "from:",
    "to:",
    "cc:",
    "sent:",
    "subject:",
    "reply-to:",
    "hash:",
    "newsgroups:",
    "message-id:",
    "version:",
    "charset:",
    "content-type:",
    "content-transfer-encoding:",
    "message:",
    "posted by:",
    "author:",
    "organization:",
    "supplied:",
    "mime-version:",
    "received:",
    "return-path:",
    "forwarded-by:",
];

/// A line that holds one of these begins a footer: nothing after it is the letter's.
const FOOTERS: [&str; 12] = [
    "-----begin pgp signature",
    "-----begin pgp public",
    "________________________",
    "this sf.net email",
    "this sf.net e-mail",
    "do you yahoo!?",
    "to unsubscribe from this group",
    "your use of yahoo! groups",
    "irish linux users",
    "outgoing mail is certified",
    "get your free e-mail at",
    "mailing list maintained",
];

/// Between these a mailing list puts its advertisement.
const ADVERTISEMENT: [&str; 2] = ["yahoo! groups sponsor", "----~->"];

/// A line that ends so introduces a quotation.
const ATTRIBUTIONS: [&str; 8] =
    ["wrote:", "wrote :", "writes:", "writes :", "said:", "wrote,", "wrote...", "spake thusly:"];

/// A line with more than this share of characters that are neither letters nor spaces nor ordinary
/// punctuation is a drawing, a table or a program.
const ODD_SHARE: f64 = 0.12;

/// The letter's own paragraphs, one line each.
pub fn paragraphs(body: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut in_advertisement = false;
    let mut lines = body.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let lower = line.to_lowercase();
        if in_advertisement || lower.contains(ADVERTISEMENT[0]) {
            in_advertisement = !lower.contains(ADVERTISEMENT[1]);
            continue;
        }
        if line == "--" || FOOTERS.iter().any(|footer| lower.contains(footer)) {
            break;
        }
        let introduces = |line: &str| ATTRIBUTIONS.iter().any(|end| line.trim_end().to_lowercase().ends_with(end));
        // "On Monday, somebody" with "<at@some.where> wrote:" on the next line.
        let begins_attribution =
            (line.starts_with("On ") || line.contains('@')) && lines.peek().is_some_and(|next| introduces(next));
        if line.is_empty() {
            paragraphs.push(String::new());
        } else if let Some(paragraph) = paragraphs.last_mut()
            && !(is_quoted(line) || introduces(line) || begins_attribution || is_header(&lower) || is_odd(line))
        {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    paragraphs.retain(|paragraph| paragraph.chars().any(char::is_alphabetic));
    without_sign_off(paragraphs)
}

fn is_quoted(line: &str) -> bool {
    // Some quote with the initials of whom they quote, as in `JM>`.
    let marked = line
        .split_once('>')
        .is_some_and(|(mark, _)| (1..=3).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_uppercase()));
    line.starts_with(QUOTES) || marked
}

fn is_header(lower: &str) -> bool {
    HEADERS.iter().any(|header| lower.starts_with(header)) || lower.starts_with("-----") || lower.starts_with("x-")
}

fn is_odd(line: &str) -> bool {
    let ordinary = |c: char| c.is_alphanumeric() || " .,;:!?'\"-$%&()/@".contains(c);
    let odd = line.chars().filter(|c| !ordinary(*c)).count();
    // A link has its own odd characters, and is taken out elsewhere.
    let linked = line.contains("://") || line.contains("www.");
    !linked && odd as f64 > ODD_SHARE * line.chars().count() as f64
}

/// Last paragraphs of one to three words without an end are a signature, or the beginning of one.
fn without_sign_off(mut paragraphs: Vec<String>) -> Vec<String> {
    let is_name = |text: &String| text.split_whitespace().count() <= 3 && !text.ends_with(['.', '!', '?', ':']);
    while paragraphs.len() > 1 && paragraphs.last().is_some_and(is_name) {
        paragraphs.pop();
    }
    paragraphs
}

/// The subject without what lists, mail programs and spammers put around it; `None` where nothing is left.
pub fn subject(subject: &str) -> Option<String> {
    let mut rest = subject.trim();
    loop {
        let lower = rest.to_lowercase();
        let prefix = ["re:", "fwd:", "fw:", "fwd", "aw:", "sv:", "was:", "adv:", "adv", "(fwd)"]
            .into_iter()
            .find(|prefix| lower.starts_with(prefix) && !lower[prefix.len()..].starts_with(char::is_alphanumeric));
        let tag = ['[', '{'].into_iter().find(|open| rest.starts_with(*open)).and_then(|_| rest.find([']', '}']));
        rest = match (prefix, tag) {
            (Some(prefix), _) => rest[prefix.len()..].trim_start(),
            // "Re[2]:" loses its "Re" to this as well.
            (None, Some(end)) => rest[end + 1..].trim_start_matches([':', ' ']),
            (None, None) if lower.starts_with("re[") => &rest[2..],
            (None, None) => break,
        };
    }
    // Spam pads its subjects to get past filters that count: "Hello      qzx81" or "Hello [suhdn]".
    let rest = rest.split("    ").next().unwrap_or_default();
    let rest = rest.split(['[', '{']).next().unwrap_or_default();
    let rest = rest.split("(was").next().unwrap_or_default().split("(fwd").next().unwrap_or_default();
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    rest.chars().any(char::is_alphabetic).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_words_are_left() {
        let body = "URL: http://x.y/\nDate: today\n\nOn Monday, A\n<a@b.c> wrote:\n> quoted\nJM> too\n\
            My own\nanswer.\n\n\
            +--+-#-#-+==+\n\nkevin\n\n-- \nsignature\n";
        assert_eq!(paragraphs(body), ["My own answer."]);
        assert_eq!(paragraphs("A letter.\n____________________________\nlist mailing list"), ["A letter."]);
        let pgp = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nSigned.\n-----BEGIN PGP SIGNATURE-----\nabc";
        assert_eq!(paragraphs(pgp), ["Signed."]);
        let sponsor = "---- Yahoo! Groups Sponsor ----~-->\nBuy!\n-----~->\nA letter.";
        assert_eq!(paragraphs(sponsor), ["A letter."]);
    }

    #[test]
    fn subjects_lose_their_tags() {
        assert_eq!(subject("Re: [ILUG] RE: a question [was: x]").as_deref(), Some("a question"));
        assert_eq!(subject("Fwd: Accepting  Cards      [suhdn]").as_deref(), Some("Accepting Cards"));
        assert_eq!(subject("Re[2]: Readers").as_deref(), Some("Readers"));
        assert_eq!(subject("ADV: Save now").as_deref(), Some("Save now"));
        assert_eq!(subject("Adventure").as_deref(), Some("Adventure"));
        assert_eq!(subject("Re: [x]"), None);
    }
}
