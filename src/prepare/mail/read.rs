//! Reads the mails of the SpamAssassin corpus as they are. What is in them is decided elsewhere.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::sources::{MAILS_SHA256, PACKAGE};
use crate::prepare::PrepareError;

/// The five parts of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Wanted mail, mostly from discussion lists.
    EasyHam1,
    /// The same, collected later.
    EasyHam2,
    /// Wanted mail that looks like spam: newsletters, receipts, shops.
    HardHam1,
    /// Spam.
    Spam1,
    /// Spam, collected later.
    Spam2,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 5] = [Self::EasyHam1, Self::EasyHam2, Self::HardHam1, Self::Spam1, Self::Spam2];

    /// The folder's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::EasyHam1 => "easy-ham-1",
            Self::EasyHam2 => "easy-ham-2",
            Self::HardHam1 => "hard-ham-1",
            Self::Spam1 => "spam-1",
            Self::Spam2 => "spam-2",
        }
    }

    /// Whether its mails are spam.
    pub fn is_spam(self) -> bool {
        matches!(self, Self::Spam1 | Self::Spam2)
    }
}

/// Which mail it is: its group and the number at the beginning of its file's name.
pub type MailId = (Group, u32);

/// All mails as they went over the wire.
pub type Mails = BTreeMap<MailId, Vec<u8>>;

/// The mails of the package's archive, or of a folder that holds it unpacked.
///
/// # Errors
/// [`PrepareError::File`], and [`PrepareError::Corpus`] where they are other mails.
pub fn read(corpus: &Path) -> Result<Mails, PrepareError> {
    let mails = if corpus.is_dir() { from_folder(corpus)? } else { from_archive(corpus)? };
    let found = digest(&mails);
    if found == MAILS_SHA256 { Ok(mails) } else { Err(PrepareError::Corpus { expected: PACKAGE, found }) }
}

fn from_folder(folder: &Path) -> Result<Mails, PrepareError> {
    let places = ["package/data", "data", "."];
    let data = places.into_iter().map(|place| folder.join(place)).find(|path| path.join("spam-1").is_dir());
    let data = data.unwrap_or_else(|| folder.join("data"));
    let mut mails = Mails::new();
    for group in Group::ALL {
        let folder = data.join(group.name());
        for entry in fs::read_dir(&folder).map_err(PrepareError::file(&folder))? {
            let path = entry.map_err(PrepareError::file(&folder))?.path();
            if let Some(id) = id(&path) {
                mails.insert(id, fs::read(&path).map_err(PrepareError::file(&path))?);
            }
        }
    }
    Ok(mails)
}

fn from_archive(path: &Path) -> Result<Mails, PrepareError> {
    let read = || {
        let file = BufReader::new(File::open(path)?);
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
        let mut mails = Mails::new();
        for entry in archive.entries()? {
            let mut entry = entry?;
            if let Some(id) = id(&entry.path()?) {
                let mut content = Vec::new();
                entry.read_to_end(&mut content)?;
                mails.insert(id, content);
            }
        }
        Ok(mails)
    };
    read().map_err(PrepareError::file(path))
}

/// The mail in a file such as `data/spam-1/00001.7848dde101aa985090474a91ec93fcf0.txt`.
fn id(path: &Path) -> Option<MailId> {
    let folder = path.parent()?.file_name()?.to_str()?;
    let group = Group::ALL.into_iter().find(|group| group.name() == folder)?;
    let number = path.file_name()?.to_str()?.strip_suffix(".txt")?.split('.').next()?;
    Some((group, number.parse().ok()?))
}

/// One sha256 over all mails in their order, each after its group, number and length: the archive and a
/// folder come out alike.
fn digest(mails: &Mails) -> String {
    let mut sha = Sha256::new();
    for ((group, number), content) in mails {
        sha.update(format!("{}/{number} {}\n", group.name(), content.len()));
        sha.update(content);
    }
    crate::prepare::sources::hexadecimal(&sha.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_mails_as_text_are_read() {
        assert_eq!(id(Path::new("package/data/spam-2/00017.6430.txt")), Some((Group::Spam2, 17)));
        assert_eq!(id(Path::new("package/data/spam-2/00017.6430.json")), None);
        assert_eq!(id(Path::new("package/data/00017.6430.txt")), None);
        assert_eq!(id(Path::new("package/data/data.txt")), None);
    }
}
