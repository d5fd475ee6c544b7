//! The characters that the texts are written in: printable ASCII, and two signs for money.

/// Characters that stand for others: typographic ones, and those of windows-1252 that a mail calls latin-1.
const STAND_INS: [(&str, &str); 22] = [
    ("\u{91}\u{92}\u{2018}\u{2019}\u{201a}\u{2032}\u{b4}\u{60}", "'"),
    ("\u{93}\u{94}\u{201c}\u{201d}\u{201e}\u{ab}\u{bb}", "\""),
    ("\u{2010}\u{2011}\u{2212}", "-"),
    ("\u{96}\u{97}\u{2013}\u{2014}", " - "),
    ("\u{85}\u{2026}", "..."),
    ("\u{80}", "\u{20ac}"),
    ("\u{ad}\u{200b}\u{200c}\u{200d}\u{feff}", ""),
    ("\u{c0}\u{c1}\u{c2}\u{c3}\u{c4}\u{c5}", "A"),
    ("\u{e0}\u{e1}\u{e2}\u{e3}\u{e4}\u{e5}", "a"),
    ("\u{c8}\u{c9}\u{ca}\u{cb}", "E"),
    ("\u{e8}\u{e9}\u{ea}\u{eb}", "e"),
    ("\u{cc}\u{cd}\u{ce}\u{cf}", "I"),
    ("\u{ec}\u{ed}\u{ee}\u{ef}", "i"),
    ("\u{d2}\u{d3}\u{d4}\u{d5}\u{d6}\u{d8}", "O"),
    ("\u{f2}\u{f3}\u{f4}\u{f5}\u{f6}\u{f8}", "o"),
    ("\u{d9}\u{da}\u{db}\u{dc}", "U"),
    ("\u{f9}\u{fa}\u{fb}\u{fc}", "u"),
    ("\u{c7}\u{e7}", "c"),
    ("\u{d1}\u{f1}", "n"),
    ("\u{dd}\u{fd}\u{ff}", "y"),
    ("\u{df}", "ss"),
    ("\u{e6}\u{c6}", "ae"),
];

/// `text` in printable ASCII, line breaks, `£` and `€`. A letter of another script becomes `\u{fffd}`, by which
/// a foreign language shows; any other character becomes a space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '`' => folded.push('\''),
            ' '..='~' | '\n' | '\u{a3}' | '\u{20ac}' => folded.push(character),
            // A lost byte between letters was an apostrophe most of the time.
            '\u{fffd}' => {
                let inside = folded.ends_with(|c: char| c.is_ascii_alphabetic())
                    && characters.peek().is_some_and(char::is_ascii_alphabetic);
                folded.push(if inside { '\'' } else { ' ' });
            }
            _ => match STAND_INS.iter().find(|(from, _)| from.contains(character)) {
                Some((_, to)) => folded.push_str(to),
                None => folded.push(if character.is_alphabetic() { '\u{fffd}' } else { ' ' }),
            },
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_undone_and_other_scripts_are_marked() {
        assert_eq!(
            fold("\u{201c}na\u{ef}ve\u{201d}\u{a0}\u{2014} it\u{92}s \u{a3}5\tx"),
            "\"naive\"  -  it's \u{a3}5 x"
        );
        assert_eq!(fold("don\u{fffd}t \u{fffd} \u{416}"), "don't   \u{fffd}");
    }
}
