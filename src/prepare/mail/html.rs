//! HTML mail as plain text: a paragraph for each block, nothing of what a mail program does not show.

use mail_parser::decoders::html::html_to_text;

/// What these hold is not shown, or is no text.
const HIDDEN: [&str; 7] = ["script", "style", "title", "head", "select", "noframes", "textarea"];

/// Tags within a line. They leave no gap: spam hides words as `f<b></b>ree`. Every other tag ends a paragraph.
const INLINE: [&str; 22] = [
    "a", "abbr", "acronym", "b", "big", "bdo", "cite", "code", "em", "font", "i", "ins", "nobr", "o:p", "s", "small",
    "span", "strong", "sub", "sup", "tt", "u",
];

/// The text that a reader sees, with blank lines between its blocks.
pub fn to_text(html: &str) -> String {
    let html = without_comments(html);
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html.as_str();
    let mut block = String::new();
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            block.push_str(&rest[..start]);
            block.push_str("&lt;");
            rest = tag;
            continue;
        }
        block.push_str(&rest[..start]);
        let Some(end) = tag.find('>') else {
            rest = "";
            break;
        };
        let name = name(&tag[..end]);
        rest = &tag[end + 1..];
        if HIDDEN.contains(&name.as_str()) && !tag.starts_with('/') {
            rest = after_closing(rest, &name);
        } else if name == "br" {
            block.push_str("<br>");
        } else if !INLINE.contains(&name.as_str()) {
            finish(&mut block, &mut text);
        }
    }
    block.push_str(rest);
    finish(&mut block, &mut text);
    text
}

fn finish(block: &mut String, text: &mut String) {
    if !block.trim().is_empty() {
        text.push_str(html_to_text(block).trim());
        text.push_str("\n\n");
    }
    block.clear();
}

/// The lower-case name in `a href="..."` or `/a`.
fn name(tag: &str) -> String {
    let name = tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next();
    name.unwrap_or_default().to_ascii_lowercase()
}

fn without_comments(html: &str) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}

/// What follows the closing tag of this name; nothing, if it is never closed.
fn after_closing<'a>(html: &'a str, name: &str) -> &'a str {
    let closing = format!("</{name}");
    // ASCII lower case keeps every byte where it is.
    let Some(start) = html.to_ascii_lowercase().find(&closing) else { return "" };
    html[start..].find('>').map_or("", |end| &html[start + end + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_shown_is_left() {
        let html = "<html><head><title>t</title></head><STYLE>p {}</STYLE><body><p>One &amp; t<b>w</b>o<br>three</p>\
            <script>var x = '<p>';</script><table><tr><td>four<td>fi<!-- v -->ve</table>1 < 2";
        assert_eq!(to_text(html), "One & two\nthree\n\nfour\n\nfive\n\n1 < 2\n\n");
    }

    #[test]
    fn broken_html_is_no_trouble() {
        assert_eq!(to_text("a <b"), "a\n\n");
        assert_eq!(to_text("a <!-- b"), "a\n\n");
        assert_eq!(to_text("a <script> b"), "a\n\n");
        assert_eq!(to_text("h\u{e9} <\u{e9}>"), "h\u{e9} <\u{e9}>\n\n");
    }
}
