//! The little markup of the lessons' texts: `**strong**`, `*emphasis*`, `` `code` `` and `[label](address)`. Pure.
//! Nothing nests, and nothing is refused: a mark without its partner is a character like any other.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words as they are.
    Plain(String),
    /// A term that matters.
    Strong(String),
    /// A word that is stressed, or an example.
    Emphasis(String),
    /// A name that a machine reads.
    Code(String),
    /// Words that lead somewhere.
    Link {
        /// The words.
        label: String,
        /// Where they lead; see [`super::address::Target`].
        address: String,
    },
}

/// The pieces of a text, in order; plain neighbours are one piece.
pub fn parse(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((span, length)) = marked(rest) {
            if !plain.is_empty() {
                spans.push(Span::Plain(std::mem::take(&mut plain)));
            }
            spans.push(span);
            rest = &rest[length..];
        } else {
            // Both stars of a pair that does not close: else the second one would open an emphasis.
            let length = if rest.starts_with("**") { 2 } else { first.len_utf8() };
            plain.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    if !plain.is_empty() {
        spans.push(Span::Plain(plain));
    }
    spans
}

/// The text without its marks, for titles and names.
pub fn plain(text: &str) -> String {
    let words = |span| match span {
        Span::Plain(words) | Span::Strong(words) | Span::Emphasis(words) | Span::Code(words) => words,
        Span::Link { label, .. } => label,
    };
    parse(text).into_iter().map(words).collect()
}

/// The piece that a text begins with, and its length in bytes, marks included.
fn marked(text: &str) -> Option<(Span, usize)> {
    let between = |mark: &str| {
        let content = text.strip_prefix(mark)?;
        let end = content.find(mark)?;
        let content = &content[..end];
        let is_tight = !content.is_empty() && content.trim() == content;
        is_tight.then(|| (content.to_owned(), end + 2 * mark.len()))
    };
    if text.starts_with("**") {
        return between("**").map(|(words, length)| (Span::Strong(words), length));
    }
    if text.starts_with('*') {
        return between("*").map(|(words, length)| (Span::Emphasis(words), length));
    }
    if text.starts_with('`') {
        return between("`").map(|(words, length)| (Span::Code(words), length));
    }
    let (label, after) = text.strip_prefix('[')?.split_once(']')?;
    let (address, _) = after.strip_prefix('(')?.split_once(')')?;
    let is_link = !label.is_empty() && !label.contains('[') && !address.is_empty();
    let length = label.len() + address.len() + "[]()".len();
    is_link.then(|| (Span::Link { label: label.into(), address: address.into() }, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_span(text: &str) -> Span {
        Span::Plain(text.into())
    }

    #[test]
    fn every_mark_is_understood() {
        let link = Span::Link { label: "the threshold".into(), address: "chapter:threshold".into() };
        assert_eq!(
            parse("A **label** is *not* `code`: see [the threshold](chapter:threshold)."),
            [
                plain_span("A "),
                Span::Strong("label".into()),
                plain_span(" is "),
                Span::Emphasis("not".into()),
                plain_span(" "),
                Span::Code("code".into()),
                plain_span(": see "),
                link,
                plain_span("."),
            ]
        );
        assert_eq!(plain("A **label**, [see](#/learn)"), "A label, see");
    }

    #[test]
    fn unbalanced_marks_stay_text() {
        for text in [
            "2 * 3 * 4",
            "one ** two",
            "**open",
            "a *",
            "`",
            "``",
            "****",
            "[label] (apart)",
            "[label](",
            "[](empty)",
            "a ] b",
        ] {
            assert_eq!(parse(text), [plain_span(text)], "{text}");
        }
        assert_eq!(parse(""), []);
        assert_eq!(parse("**a *b*"), [plain_span("**a "), Span::Emphasis("b".into())]);
    }

    #[test]
    fn letters_of_any_length_are_kept() {
        assert_eq!(parse("„Ä“ *ö*"), [plain_span("„Ä“ "), Span::Emphasis("ö".into())]);
        assert_eq!(parse("*übermäßig*…").len(), 2);
    }
}
