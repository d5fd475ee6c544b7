//! The few marks inside a lesson's texts: `**strong**`, `*emphasis*`, `` `code` `` and `[label](address)`. Marks
//! do not nest. Pure.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// What matters most.
    Strong(String),
    /// Stressed, or an example.
    Emphasis(String),
    /// Something of a program.
    Code(String),
    /// A way on.
    Link {
        /// What it says.
        label: String,
        /// Where it leads: `#/…`, `chapter:<id>`, or a page elsewhere.
        address: String,
    },
}

/// What a link of a lesson leads to, as an address of this page or of another one.
pub fn resolve(address: &str) -> String {
    address.strip_prefix("chapter:").map_or_else(|| address.to_owned(), |chapter| format!("#/learn/{chapter}"))
}

/// The pieces of a text. A mark that is never closed stands for itself.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = marked(rest);
        let (span, length) = match found {
            Some(found) => found,
            None => {
                plain.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        if !plain.is_empty() {
            spans.push(Span::Plain(std::mem::take(&mut plain)));
        }
        spans.push(span);
        rest = &rest[length..];
    }
    if !plain.is_empty() {
        spans.push(Span::Plain(plain));
    }
    spans
}

/// A text without its marks, as a screen reader or a title says it.
pub fn plain(text: &str) -> String {
    let said = spans(text).into_iter().map(|span| match span {
        Span::Plain(said) | Span::Strong(said) | Span::Emphasis(said) | Span::Code(said) => said,
        Span::Link { label, .. } => label,
    });
    said.collect()
}

/// The marked piece at the start of `rest`, and how many bytes it takes.
fn marked(rest: &str) -> Option<(Span, usize)> {
    type Make = fn(String) -> Span;
    let pairs: [(&str, Make); 3] = [("**", Span::Strong), ("`", Span::Code), ("*", Span::Emphasis)];
    for (mark, make) in pairs {
        if let Some(inside) = rest.strip_prefix(mark) {
            let end = inside.find(mark).filter(|end| is_word_bound(inside, *end, mark))?;
            return Some((make(inside[..end].to_owned()), end + 2 * mark.len()));
        }
    }
    let inside = rest.strip_prefix('[')?;
    let (label, after) = inside.split_once("](")?;
    let end = after.find(')')?;
    let is_label = !label.is_empty() && !label.contains(['[', ']']);
    let span = Span::Link { label: label.to_owned(), address: after[..end].to_owned() };
    is_label.then(|| (span, label.len() + end + "[](".len() + 1))
}

/// A star between two numbers is a product: marks enclose something that touches them. Code encloses anything.
fn is_word_bound(inside: &str, end: usize, mark: &str) -> bool {
    let content = &inside[..end];
    !content.is_empty() && (mark == "`" || content.trim() == content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_read_and_what_is_no_mark_stays() {
        let found = spans("A **loss** of *0.5* in `fit()`: [see](chapter:the-run).");
        let [a, loss, of, half, within, fit, colon, see, dot] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            [a, of, within, colon, dot],
            [
                &Span::Plain("A ".into()),
                &Span::Plain(" of ".into()),
                &Span::Plain(" in ".into()),
                &Span::Plain(": ".into()),
                &Span::Plain(".".into()),
            ]
        );
        assert_eq!((loss, half), (&Span::Strong("loss".into()), &Span::Emphasis("0.5".into())));
        assert_eq!(fit, &Span::Code("fit()".into()));
        assert_eq!(see, &Span::Link { label: "see".into(), address: "chapter:the-run".into() });
    }

    #[test]
    fn what_is_not_closed_stands_for_itself() {
        for text in ["2 * 3 * 4 = 24", "a [list] of (things)", "an open ** mark", "a `tick", "", "[]( )"] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(plain("**Ä** „ü“ [ö](#/learn)"), "Ä „ü“ ö");
    }

    #[test]
    fn chapters_are_pages_of_learn() {
        assert_eq!(resolve("chapter:the-run"), "#/learn/the-run");
        assert_eq!(resolve("#/fine-tune?lr=1e-2&v=1"), "#/fine-tune?lr=1e-2&v=1");
    }
}
