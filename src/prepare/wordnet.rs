//! Reads WordNet's `data.noun` (its format: the manual page wndb(5WN)). What the synsets are good for is
//! decided elsewhere.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;

use super::PrepareError;
use super::sources::{NOUN_SHA256, PACKAGE, sha256};

/// One noun synset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synset {
    /// The number of its lexicographer file, such as 26 for `noun.state`.
    pub file: u8,
    /// Its words, lower-case, with spaces.
    pub words: Vec<String>,
    /// Its pointers to noun synsets.
    pub pointers: Vec<(Pointer, u32)>,
    /// Definition and quoted examples.
    pub gloss: String,
}

/// The kinds of pointers that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// `@`: the more general concept.
    Hypernym,
    /// `@i`: this is a named individual of that class.
    InstanceOf,
    /// `;c`: the field of knowledge that it belongs to.
    Topic,
    /// `;u`: how the word is used, such as slang.
    Usage,
    /// Any other.
    Other,
}

/// All noun synsets by their offset.
pub type Nouns = BTreeMap<u32, Synset>;

/// The content of `data.noun`, from the package's archive or from a folder.
///
/// # Errors
/// [`PrepareError::File`], and [`PrepareError::Release`] where it is another release.
pub fn read(wordnet: &Path) -> Result<String, PrepareError> {
    let content = if wordnet.is_dir() { from_folder(wordnet)? } else { from_archive(wordnet)? };
    let found = sha256(content.as_bytes());
    if found == NOUN_SHA256 { Ok(content) } else { Err(PrepareError::Release { expected: PACKAGE, found }) }
}

fn from_folder(folder: &Path) -> Result<String, PrepareError> {
    let places = ["package/dict/data.noun", "dict/data.noun", "data.noun"];
    let path = places.into_iter().map(|place| folder.join(place)).find(|path| path.is_file());
    let path = path.unwrap_or_else(|| folder.join("dict/data.noun"));
    fs::read_to_string(&path).map_err(PrepareError::file(&path))
}

fn from_archive(path: &Path) -> Result<String, PrepareError> {
    let read = || {
        let file = BufReader::new(File::open(path)?);
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
        for entry in archive.entries()? {
            let mut entry = entry?;
            if entry.path()?.ends_with("dict/data.noun") {
                let mut content = String::new();
                entry.read_to_string(&mut content)?;
                return Ok(content);
            }
        }
        Err(std::io::Error::new(std::io::ErrorKind::NotFound, "there is no dict/data.noun in this archive"))
    };
    read().map_err(PrepareError::file(path))
}

/// The licence, which every copy must carry: the numbered lines at the top of the file.
pub fn licence(content: &str) -> String {
    let lines = content.lines().take_while(|line| line.starts_with("  "));
    let text: Vec<&str> =
        lines.map(|line| line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim()).collect();
    text.join("\n").trim().to_owned()
}

/// Reads all synsets.
///
/// # Errors
/// [`PrepareError::WordNet`] for the first line that breaks the format.
pub fn parse(content: &str) -> Result<Nouns, PrepareError> {
    let lines = content.lines().enumerate().filter(|(_, line)| !line.starts_with("  "));
    lines
        .map(|(index, line)| parse_line(line).map_err(|problem| PrepareError::WordNet { line: index + 1, problem }))
        .collect()
}

fn parse_line(line: &str) -> Result<(u32, Synset), &'static str> {
    let (head, gloss) = line.split_once(" | ").ok_or("no definition")?;
    let mut fields = head.split_ascii_whitespace();
    let mut next = || fields.next().ok_or("it ends too early");
    let offset = next()?.parse().map_err(|_| "no offset")?;
    let file = next()?.parse().map_err(|_| "no lexicographer file")?;
    next()?; // always `n`
    let count = u8::from_str_radix(next()?, 16).map_err(|_| "no number of words")?;
    let mut words = Vec::with_capacity(count.into());
    for _ in 0..count {
        words.push(next()?.replace('_', " ").to_lowercase());
        next()?; // which sense of the word this is to the lexicographer
    }
    let count: u16 = next()?.parse().map_err(|_| "no number of pointers")?;
    let mut pointers = Vec::new();
    for _ in 0..count {
        let (kind, target, part_of_speech, _) = (next()?, next()?, next()?, next()?);
        if part_of_speech == "n" {
            pointers.push((pointer(kind), target.parse().map_err(|_| "a pointer without a target")?));
        }
    }
    Ok((offset, Synset { file, words, pointers, gloss: gloss.trim().to_owned() }))
}

fn pointer(symbol: &str) -> Pointer {
    match symbol {
        "@" => Pointer::Hypernym,
        "@i" => Pointer::InstanceOf,
        ";c" => Pointer::Topic,
        ";u" => Pointer::Usage,
        _ => Pointer::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str = "  1 A licence  \n  2   \n  3 of two lines.  \n\
        14075399 26 n 01 Pathological_state 0 002 @ 14057659 n 0000 + 01 a 0101 | caused by disease; \"a | b\"  \n";

    #[test]
    fn a_synset_is_read() {
        let nouns = parse(CONTENT).expect("well-formed");
        let synset = &nouns[&14_075_399];
        assert_eq!(synset.words, ["pathological state"]);
        assert_eq!(synset.pointers, [(Pointer::Hypernym, 14_057_659)]);
        assert_eq!(synset.gloss, "caused by disease; \"a | b\"");
        assert_eq!(licence(CONTENT), "A licence\n\nof two lines.");
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = parse("  1 x\n00001740 03 n 02 entity 0 | text").expect_err("a word is missing");
        assert_eq!(error.to_string(), "line 2 of data.noun: it ends too early");
    }
}
