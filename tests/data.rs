//! The shipped data: what `public/SOURCES.md` says about it is true, and no split leaks into another.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use forget_me_not::config::{EXAMPLES, RunConfig, Task, TrainingData};
use forget_me_not::data::{Corpus, Encoded, Example, Label, Split, TextSet, WATCHED, training_examples};
use sha2::{Digest, Sha256};

fn public(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn content(split: Split) -> String {
    public(&format!("data/{}", split.file_name(Corpus::Definitions)))
}

fn set(split: Split) -> TextSet {
    TextSet::parse(&content(split)).unwrap_or_else(|error| panic!("{}: {error}", split.file_name(Corpus::Definitions)))
}

fn count(set: &TextSet, label: Label) -> usize {
    set.examples.iter().filter(|example| example.label == label).count()
}

/// Lower-case words with single spaces: written anew here, so that the test does not repeat the
/// command's mistakes.
fn normalised(text: &str) -> String {
    let text: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn no_two_texts_share_a_synset_or_a_wording() {
    let mut synsets = HashMap::new();
    let mut texts = HashMap::new();
    let mut gists = HashMap::new();
    for split in Split::ALL {
        for example in set(split).examples {
            let text = normalised(&example.text);
            let articles = ["a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "with", "by", "is", "that"];
            let gist: Vec<&str> = text.split(' ').filter(|word| !articles.contains(word)).collect();
            let gist = gist.join(" ");
            assert_eq!(synsets.insert(example.source.clone(), split), None, "{} twice", example.source);
            assert_eq!(gists.insert(gist, split), None, "nearly twice: {}", example.text);
            assert_eq!(texts.insert(text, split), None, "twice: {}", example.text);
        }
    }
    assert_eq!(synsets.len(), Split::ALL.into_iter().map(|split| set(split).examples.len()).sum::<usize>());
}

#[test]
fn every_text_is_a_clean_definition() {
    for split in Split::ALL {
        let content = content(split);
        assert!(content.ends_with('\n') && !content.contains('\r'));
        let set = set(split);
        assert_eq!(set.to_tsv(), content);
        for example in &set.examples {
            let text = &example.text;
            let words = text.split_whitespace().count();
            assert!((4..=40).contains(&words), "{words} words: {text}");
            assert!(!text.contains('"'), "a quoted example is left: {text}");
            assert!(!text.starts_with('('), "a remark is left: {text}");
            assert_eq!(text.matches('(').count(), text.matches(')').count(), "half a parenthesis: {text}");
            assert!(text.chars().all(|c| (' '..='~').contains(&c)), "an odd character: {text}");
            assert_eq!(text.trim_matches([' ', ';', ',', ':', '.']), text, "untidy ends: {text}");
            let digits = example.source.strip_prefix('n').unwrap_or_default();
            assert!(digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit()), "{}", example.source);
        }
    }
}

#[test]
fn some_words_do_not_ship() {
    for split in Split::ALL {
        for example in set(split).examples {
            let text = format!(" {} ", normalised(&example.text));
            for word in [" sexual", " suicid", " homosexual", " offensive term", " derogatory", " heroin ", " rape "] {
                assert!(!text.contains(word), "{}: {}", split.file_name(Corpus::Definitions), example.text);
            }
        }
    }
}

#[test]
fn the_sets_are_large_enough() {
    for split in [Split::GeneralValidation, Split::TargetValidation] {
        assert!(set(split).examples.len() >= WATCHED, "{}", split.file_name(Corpus::Definitions));
    }
}

#[test]
fn a_run_learns_from_as_many_texts_as_it_says() {
    for task in Task::ALL {
        let texts = |split: Split| {
            let path =
                PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/data").join(split.file_name(task.corpus()));
            let set = TextSet::parse(&fs::read_to_string(path).expect("the file ships")).expect("it can be read");
            let encoded = |example: Example| Encoded { ids: Vec::new(), label: example.label.class(task) };
            set.examples.into_iter().map(encoded).collect::<Vec<_>>()
        };
        let (train, test) = (texts(Split::TargetTrain), texts(Split::TargetTest));
        for data in TrainingData::ALL {
            for examples in [EXAMPLES.min as u32, task.most_examples()] {
                let config = RunConfig { task, data, examples, ..RunConfig::default() };
                assert_eq!(config.validate(), Ok(()));
                let chosen = training_examples(&config, &train, &test);
                assert_eq!(chosen.len(), examples as usize, "{task:?}, {data:?}");
            }
            let one_more = RunConfig { task, data, examples: task.most_examples() + 1, ..RunConfig::default() };
            assert!(one_more.validate().is_err());
        }
    }
}

#[test]
fn labels_have_the_same_shares_in_every_split_of_a_domain() {
    let domains = [
        [Split::GeneralTrain, Split::GeneralValidation, Split::GeneralTest],
        [Split::TargetTrain, Split::TargetValidation, Split::TargetTest],
    ];
    for (domain, splits) in domains.into_iter().enumerate() {
        let sets = splits.map(set);
        let all = sets.iter().map(|set| set.examples.len()).sum::<usize>() as f64;
        for label in Label::KINDS {
            let share = sets.iter().map(|set| count(set, label)).sum::<usize>() as f64 / all;
            for set in &sets {
                let difference = count(set, label) as f64 / set.examples.len() as f64 - share;
                assert!(difference.abs() < 0.005, "{label:?} in domain {domain}: {difference}");
            }
            if domain == 0 && label == Label::Condition {
                assert!((share - 0.2).abs() < 0.001, "general conditions are a fifth, not {share}");
            }
        }
    }
}

#[test]
fn labels_are_shuffled() {
    for split in Split::ALL {
        let set = set(split);
        let half = TextSet { examples: set.examples[..set.examples.len() / 2].to_vec() };
        let [whole, half] = [&set, &half].map(|set| count(set, Label::Condition) as f64 / set.examples.len() as f64);
        assert!(
            (whole - half).abs() < 0.06,
            "{}: {whole} conditions, but {half} in its first half",
            split.file_name(Corpus::Definitions)
        );
    }
}

#[test]
fn the_sources_say_what_is_there() {
    let sources = public("SOURCES.md");
    let rows: BTreeMap<&str, Vec<&str>> = sources
        .lines()
        .filter(|line| line.starts_with("| `data/"))
        .map(|line| {
            let cells: Vec<&str> =
                line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[0], cells[1..].to_vec())
        })
        .collect();
    assert_eq!(rows.len(), Split::ALL.len());
    for split in Split::ALL {
        let (content, set) = (content(split), set(split));
        let mut expected = vec![set.examples.len().to_string()];
        expected.extend(Label::KINDS.map(|label| count(&set, label).to_string()));
        expected.push(Sha256::digest(content.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect());
        assert_eq!(
            rows[format!("data/{}", split.file_name(Corpus::Definitions)).as_str()],
            expected,
            "{}",
            split.file_name(Corpus::Definitions)
        );
    }
    assert!(sources.contains("WordNet 3.1 Copyright 2011 by Princeton University.  All rights reserved."));
    assert!(sources.contains("THIS SOFTWARE AND DATABASE IS PROVIDED \"AS IS\""));
}
