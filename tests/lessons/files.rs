//! The content files, read as the page reads them, and every text in them with its place.

use std::path::{Path, PathBuf};

use forget_me_not::lesson::cards::{self, Deck};
use forget_me_not::lesson::chapter::{self, Chapters};
use forget_me_not::lesson::explain::{self, Prompts};
use forget_me_not::lesson::learn_words::{self, LearnWords};
use forget_me_not::lesson::practice::{self, Practice};
use forget_me_not::lesson::problem::{self, Problem};
use forget_me_not::lesson::quiz::{self, Quiz};
use forget_me_not::lesson::recall_words::{self, RecallWords};
use forget_me_not::lesson::recorded::{self, Recorded};
use forget_me_not::lesson::recorded_run::{self, RecordedRun};
use forget_me_not::lesson::run_labels::{self, RunLabels};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Files without which there is no lesson.
const NEEDED: [&str; 9] = [
    chapter::FILE,
    problem::FILE,
    cards::FILE,
    quiz::FILE,
    practice::FILE,
    explain::FILE,
    learn_words::FILE,
    recall_words::FILE,
    run_labels::FILE,
];

/// Files of figures, in which nothing is said.
const FIGURES: [&str; 2] = [recorded::FILE, recorded_run::FILE];

/// The files in which learners read texts.
pub fn all() -> Vec<String> {
    let mut files: Vec<String> = std::fs::read_dir(path("lessons"))
        .expect("there are lessons")
        .map(|entry| entry.expect("it can be read").file_name().into_string().expect("a plain name"))
        .filter(|name| name.ends_with(".json"))
        .map(|name| format!("lessons/{name}"))
        .filter(|file| !FIGURES.contains(&file.as_str()) && !file.ends_with("-figures.json"))
        .collect();
    files.sort();
    files
}

/// A file of the page.
pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(file)
}

/// Its content.
pub fn content(file: &str) -> String {
    std::fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// It, as the page reads it.
pub fn read<T: DeserializeOwned>(file: &str) -> T {
    serde_json::from_str(&content(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

pub fn chapters() -> Chapters {
    read(chapter::FILE)
}

pub fn problem() -> Problem {
    read(problem::FILE)
}

pub fn deck() -> Deck {
    read(cards::FILE)
}

pub fn quiz() -> Quiz {
    read(quiz::FILE)
}

pub fn practice() -> Practice {
    read(practice::FILE)
}

pub fn prompts() -> Prompts {
    read(explain::FILE)
}

/// A text and where it stands.
pub struct Found {
    /// Such as `lessons/cards.json cards 3 back`.
    pub place: String,
    /// English.
    pub en: String,
    /// German.
    pub de: String,
}

/// Every text of a file.
pub fn texts(file: impl AsRef<str>) -> Vec<Found> {
    let file = file.as_ref();
    let mut found = Vec::new();
    collect(&read(file), file.to_owned(), &mut found);
    assert!(!found.is_empty(), "{file} says nothing");
    found
}

fn collect(value: &Value, place: String, found: &mut Vec<Found>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(en)), Some(Value::String(de))) = (fields.get("en"), fields.get("de")) {
                found.push(Found { place, en: en.clone(), de: de.clone() });
                return;
            }
            fields.iter().for_each(|(name, value)| collect(value, format!("{place} {name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| collect(value, format!("{place} {at}"), found));
        }
        _ => {}
    }
}

/// Every string under one of these names.
pub fn strings(value: &Value, name: &str) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(own, value)| match value {
                Value::String(content) if own == name => vec![content.clone()],
                _ => strings(value, name),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(|value| strings(value, name)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_file_is_one_that_the_page_reads() {
    chapters();
    problem();
    deck();
    quiz();
    practice();
    prompts();
    read::<LearnWords>(learn_words::FILE);
    read::<RecallWords>(recall_words::FILE);
    read::<RunLabels>(run_labels::FILE);
    read::<Recorded>(recorded::FILE);
    if path(recorded_run::FILE).exists() {
        read::<RecordedRun>(recorded_run::FILE);
    }
    let missing: Vec<_> = NEEDED.iter().filter(|file| !path(file).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // Another file must be one that has a type, too.
    let sources = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lesson")).expect("there are types");
    let sources: Vec<String> = sources
        .map(|entry| std::fs::read_to_string(entry.expect("it can be read").path()).expect("it is text"))
        .collect();
    for file in all() {
        assert!(sources.iter().any(|source| source.contains(&format!("\"{file}\""))), "{file} is read by nothing");
    }
}
