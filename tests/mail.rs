//! The shipped mail: no split leaks into another, nobody can be found through it, and what
//! `public/SOURCES.md` says about it is true.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

const FILES: [&str; 6] = [
    "mail-general-train.tsv",
    "mail-general-validation.tsv",
    "mail-general-test.tsv",
    "mail-domain-train.tsv",
    "mail-domain-validation.tsv",
    "mail-domain-test.tsv",
];

/// At least so many texts in each of them.
const SIZES: [usize; 6] = [900, 300, 500, 1000, 300, 500];

/// The share of spam in each: of the early spam there is not enough for a half.
const SPAM: [f64; 6] = [0.43, 0.31, 0.30, 0.5, 0.5, 0.5];

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn content(file: &str) -> String {
    read(&format!("public/data/{file}"))
}

struct Line {
    spam: bool,
    id: String,
    text: String,
}

fn lines(file: &str) -> Vec<Line> {
    let parse = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [label, id, text] = fields[..] else { panic!("{file}: not three fields: {line}") };
        assert!(["good", "spam"].contains(&label), "{file}: there is no label {label}");
        Line { spam: label == "spam", id: id.into(), text: text.into() }
    };
    content(file).lines().map(parse).collect()
}

fn all() -> Vec<(&'static str, Line)> {
    FILES.into_iter().flat_map(|file| lines(file).into_iter().map(move |line| (file, line))).collect()
}

/// Lower-case words with single spaces: written anew here, so that the test does not repeat the command's mistakes.
fn normalised(text: &str) -> String {
    let text: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn no_mail_is_in_two_files_and_no_text_comes_twice() {
    let (mut mails, mut ids, mut texts) = (HashMap::new(), HashSet::new(), HashSet::new());
    for (file, line) in all() {
        let mail = line.id.split('.').next().unwrap_or_default().to_owned();
        assert_eq!(*mails.entry(mail).or_insert(file), file, "{} is in another file, too", line.id);
        assert!(texts.insert(normalised(&line.text)), "twice: {}", line.text);
        assert!(ids.insert(line.id.clone()), "{} twice", line.id);
    }
}

#[test]
fn no_two_texts_are_nearly_the_same() {
    let all = all();
    let shingles: Vec<HashSet<String>> = all
        .iter()
        .map(|(_, line)| {
            let text = normalised(&line.text);
            let words: Vec<&str> = text.split(' ').collect();
            words.windows(3).map(|run| run.join(" ")).collect()
        })
        .collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, set) in shingles.iter().enumerate() {
        for shingle in set {
            holders.entry(shingle).or_default().push(index);
        }
    }
    for (index, set) in shingles.iter().enumerate() {
        let others: HashSet<usize> = set.iter().flat_map(|shingle| holders[shingle.as_str()].clone()).collect();
        for other in others.into_iter().filter(|other| *other < index) {
            let common = set.intersection(&shingles[other]).count() as f64;
            let jaccard = common / ((set.len() + shingles[other].len()) as f64 - common);
            assert!(jaccard < 0.5, "{jaccard}:\n{}\n{}", all[index].1.text, all[other].1.text);
        }
    }
}

#[test]
fn nothing_leads_to_anybody() {
    let is_letter = |c: &char| c.is_ascii_alphabetic();
    for (file, Line { id, text, .. }) in all() {
        let place = format!("{file}, {id}: {text}");
        assert!(!text.chars().any(char::is_numeric), "a digit in {place}");
        assert!(
            text.chars().all(|c| (' '..='~').contains(&c) || c == '\u{a3}' || c == '\u{20ac}'),
            "an odd character in {place}"
        );
        for mark in
            ["@", "://", "www", "https", "mailto", ".com", ".net", ".org", " dot com", " at symbol", "_", "<", ">"]
        {
            assert!(!text.to_lowercase().contains(mark), "{mark} in {place}");
        }
        // A stop between letters is part of a host's name, unless it abbreviates: "e.g.", "U.S.".
        let characters: Vec<char> = text.chars().collect();
        for at in (1..characters.len().saturating_sub(1)).filter(|at| characters[*at] == '.') {
            let single = at < 2 || !characters[at - 2].is_ascii_alphabetic();
            let between = is_letter(&characters[at - 1]) && is_letter(&characters[at + 1]);
            assert!(!between || single, "a host's name in {place}");
        }
    }
}

#[test]
fn nobody_who_wrote_often_is_named() {
    // Senders of many mails each, some of whose names are words as well.
    let names = [
        "matthias",
        "saou",
        "garrigues",
        "beberg",
        "hettinga",
        "leitl",
        "schuman",
        "fahrlander",
        "looney",
        "padraig",
        "valdis",
        "kragen",
        "rohit",
        "khare",
        "eugen",
        "geege",
        "moen",
        "justin",
        "mason",
        "murphy",
        "hughes",
        "quinlan",
        "vipul",
        "prakash",
        "harley",
        "tomwhore",
        "pudge",
        "cdale",
        "bitbitch",
        "linehan",
        "kevin",
        "brian",
        "robert",
        "john",
    ];
    for (file, line) in all() {
        let text = format!(" {} ", normalised(&line.text));
        for name in names {
            assert!(!text.contains(&format!(" {name} ")), "{name} in {file}, {}: {}", line.id, line.text);
        }
    }
}

#[test]
fn nothing_unfit_ships() {
    let lists = ["unfit_words.txt", "mail/unfit_words.txt", "mail/explicit_words.txt"];
    let lists = lists.map(|list| read(&format!("src/prepare/{list}")));
    let needles: Vec<String> = lists
        .iter()
        .flat_map(|list| list.lines())
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| match line.trim().strip_suffix('*') {
            Some(stem) => format!(" {}", normalised(stem)),
            None => format!(" {} ", normalised(line)),
        })
        .collect();
    for (file, line) in all() {
        let text = format!(" {} ", normalised(&line.text));
        for needle in &needles {
            assert!(!text.contains(needle), "\"{needle}\" in {file}, {}: {}", line.id, line.text);
        }
        // These give the class away by naming it.
        assert!(!text.contains(" spam") && !text.contains("spamassassin"), "{file}, {}: {}", line.id, line.text);
    }
}

#[test]
fn texts_are_short_and_tidy() {
    for file in FILES {
        let content = content(file);
        assert!(content.ends_with('\n') && !content.contains('\r') && !content.contains("\n\n"), "{file}");
        for Line { id, text, .. } in lines(file) {
            let words = text.split(' ').count();
            assert!((4..=60).contains(&words), "{id}: {words} words: {text}");
            assert!(!text.contains("  ") && text.trim() == text, "{id}: untidy: {text}");
            assert_eq!(text.matches('(').count(), text.matches(')').count(), "{id}: half a parenthesis: {text}");
            assert_eq!(text.matches('"').count() % 2, 0, "{id}: half a quotation: {text}");
            let mut parts = id.split(['/', '.']);
            let group = parts.next().unwrap_or_default();
            assert!(["easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2"].contains(&group), "{id}");
            assert!(parts.all(|part| part.bytes().all(|byte| byte.is_ascii_digit())), "{id}");
        }
    }
}

#[test]
fn labels_agree_with_groups_and_spam_is_as_common_as_it_should_be() {
    for ((file, size), spam) in FILES.into_iter().zip(SIZES).zip(SPAM) {
        let lines = lines(file);
        assert!(lines.len() >= size, "{file} has only {} texts", lines.len());
        assert!(lines.iter().all(|line| line.spam == line.id.starts_with("spam")), "{file}");
        let share = |lines: &[Line]| lines.iter().filter(|line| line.spam).count() as f64 / lines.len() as f64;
        assert!((share(&lines) - spam).abs() < 0.02, "{file}: {} are spam", share(&lines));
        let half = &lines[..lines.len() / 2];
        assert!((share(half) - spam).abs() < 0.1, "{file} is not shuffled: {} of its first half are spam", share(half));
    }
}

#[test]
fn the_sources_say_what_is_there() {
    let sources = read("public/SOURCES.md");
    let rows: BTreeMap<&str, Vec<&str>> = sources
        .lines()
        .filter(|line| line.starts_with("| `mail-"))
        .map(|line| {
            let cells: Vec<&str> =
                line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[0], cells[1..].to_vec())
        })
        .collect();
    assert_eq!(rows.len(), FILES.len());
    let mut total = 0;
    for file in FILES {
        let (content, lines) = (content(file), lines(file));
        let spam = lines.iter().filter(|line| line.spam).count();
        let mut expected: Vec<String> =
            [lines.len(), lines.len() - spam, spam, content.len()].iter().map(usize::to_string).collect();
        expected.push(Sha256::digest(content.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect());
        assert_eq!(rows[file], expected, "{file}");
        total += content.len();
    }
    assert!(total <= 1_000_000, "{total} bytes");
    assert!(sources.contains("PDDL 1.0") && sources.contains("CC0 1.0"));
    assert!(sources.contains("Copyright for the text in the messages remains with the original senders."));
}
