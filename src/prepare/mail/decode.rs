//! One mail as subject, plain text and the names in its headers.

use mail_parser::{Address, Message, MessageParser, PartType};

use super::ascii::fold;
use super::html;

/// The sender of the news feeds.
const NEWS: &str = "rssfeeds@";

/// Addresses of lists about filters against spam begin so.
const FILTER_LISTS: [&str; 5] = ["spamassassin-", "razor-", "spambayes", "sadev", "satalk"];

/// A text part with fewer words than this only says that there is an HTML part.
const TOO_SHORT: usize = 8;

/// What is left of a mail once its transport has been undone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject, as it came.
    pub subject: String,
    /// The first text part, or the first HTML part as text. Its lines are those of the mail.
    pub body: String,
    /// Whether a program made it of an item of a news feed.
    pub news: bool,
    /// Whether it went to a list about filters against spam.
    pub about_filters: bool,
    /// The display names of senders and receivers.
    pub names: Vec<String>,
}

/// Undoes MIME and character sets; `None` for what is not a mail. All texts are folded to [`fold`]'s characters.
pub fn decode(raw: &[u8]) -> Option<Letter> {
    let message = MessageParser::default().parse(without_envelope(raw))?;
    let subject = fold(message.subject().unwrap_or_default());
    let addresses = [message.from(), message.to(), message.cc(), message.reply_to(), message.sender()];
    let about_filters = addresses.iter().flatten().flat_map(|address| address.iter()).any(|address| {
        let address = address.address().unwrap_or_default().to_lowercase();
        FILTER_LISTS.iter().any(|list| address.starts_with(list))
    });
    let names = addresses.into_iter().flatten().flat_map(names).collect();
    let sender = message.from().and_then(Address::first).and_then(|sender| sender.address());
    let news = sender.is_some_and(|sender| sender.starts_with(NEWS));
    Some(Letter { subject, body: fold(&body(&message)), news, about_filters, names })
}

/// A mailbox begins every mail with a line `From sender date`, which is none of its headers.
fn without_envelope(raw: &[u8]) -> &[u8] {
    if !raw.starts_with(b"From ") {
        return raw;
    }
    raw.iter().position(|byte| *byte == b'\n').map_or(raw, |end| &raw[end + 1..])
}

fn names(address: &Address) -> Vec<String> {
    address.iter().filter_map(|address| address.name.as_deref()).map(fold).collect()
}

fn body(message: &Message) -> String {
    let mut first = String::new();
    for part in &message.parts {
        let text = match &part.body {
            // Much spam calls its HTML plain text.
            PartType::Text(text) if looks_like_html(text) => html::to_text(text),
            PartType::Text(text) => text.to_string(),
            PartType::Html(text) => html::to_text(text),
            _ => continue,
        };
        if text.split_whitespace().count() >= TOO_SHORT {
            return text;
        }
        if first.is_empty() {
            first = text;
        }
    }
    first
}

fn looks_like_html(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["<html", "<body", "<br>", "<p>", "<font", "<table"].into_iter().any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_and_the_names_are_read() {
        let raw = b"From x@y.z Mon Sep  2 16:22:06 2002\nFrom: \"Ann Lee\" <x@y.z>\nTo: b@c.d (Bo)\n\
            Subject: =?iso-8859-1?Q?Caf=E9?= menu\n\nhello\n";
        let letter = decode(raw).expect("a mail");
        assert_eq!((letter.subject.as_str(), letter.body.trim()), ("Cafe menu", "hello"));
        assert_eq!(letter.names, ["Ann Lee", "Bo"]);
    }

    #[test]
    fn transfer_encodings_and_character_sets_are_undone() {
        let quoted = b"Subject: a\nContent-Type: text/plain; charset=windows-1252\n\
            Content-Transfer-Encoding: quoted-printable\n\nIt=92s caf=E9 =\ntime\n";
        assert_eq!(decode(quoted).expect("a mail").body.trim(), "It's cafe time");
        let base64 = b"Subject: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n\
            Z3LDvMOfZQ==\n";
        assert_eq!(decode(base64).expect("a mail").body.trim(), "grusse");
    }

    #[test]
    fn the_first_part_with_text_counts() {
        let raw = b"Subject: a\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"x\"\n\n\
            --x\nContent-Type: text/plain\n\nsee HTML\n--x\nContent-Type: text/html\n\n\
            <p>One two three four five six seven &eacute;ight</p>\n--x--\n";
        assert_eq!(decode(raw).expect("a mail").body.trim(), "One two three four five six seven eight");
    }

    #[test]
    fn html_that_calls_itself_plain_is_html_all_the_same() {
        let letter = decode(b"Subject: a\n\n<HTML><b>Hello</b> you</HTML>\n").expect("a mail");
        assert_eq!(letter.body.trim(), "Hello you");
    }
}
