//! Which definitions ship, and which of them are medical.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::PrepareError;
use super::text::{WordList, before_examples, definition, gist};
use super::wordnet::{Nouns, Pointer, Synset};
use crate::data::{Example, Label};

/// A definition has at least so many words.
const MIN_WORDS: usize = 4;
/// A definition has at most so many words.
const MAX_WORDS: usize = 40;

/// What lies under the science of medicine: a topic pointer to it makes a synset medical.
const MEDICAL_SCIENCE: (u32, &str) = (6_055_093, "medical science");

/// What lies under one of these is medical.
const ROOTS: [(u32, &str); 25] = [
    MEDICAL_SCIENCE,
    (14_057_659, "physiological state"),
    (14_075_399, "pathological state"),
    (14_323_139, "symptom"),
    (14_309_164, "injury"),
    (14_525_310, "abnormality"),
    (1_026_334, "medical procedure"),
    (658_847, "medical care"),
    (153_547, "diagnosis"),
    (3_745_184, "medical instrument"),
    (3_252_323, "drug"),
    (3_745_652, "medicine"),
    (4_020_105, "prosthesis"),
    (3_745_009, "medical building"),
    (3_242_342, "dressing"),
    (10_184_702, "health professional"),
    (10_615_055, "sick person"),
    (10_425_439, "patient"),
    (5_227_735, "body part"),
    (5_271_349, "body substance"),
    (5_414_462, "hormone"),
    (15_058_641, "toxin"),
    (13_461_236, "bodily process"),
    (1_328_932, "microorganism"),
    (15_113_825, "vitamin"),
];

/// What lies under one of these does not ship, whatever its words.
const UNFIT_ROOTS: [(u32, &str); 2] = [(845_915, "sexual activity"), (858_476, "homosexuality")];

/// Words marked with one of these usages do not ship.
const UNFIT_USAGES: [&str; 4] = ["disparagement", "obscenity", "ethnic slur", "street name"];

/// Words that do not ship: sexuality, suicide, violence for its own sake, slurs, dated terms for people.
const UNFIT_WORDS: &str = include_str!("unfit_words.txt");

/// Words that make a general definition sound medical.
const MEDICAL_WORDS: &str = include_str!("medical_words.txt");

/// Why a definition does not ship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dropped {
    /// It describes one named individual.
    Instance,
    /// Cutting the quoted example would leave half a sentence.
    Quotation,
    /// Fewer than 4 or more than 40 words.
    Length,
    /// Sexual, violent, offensive or dated.
    Unfit,
    /// Outside the medical branches, but its words are medical.
    SoundsMedical,
    /// Another text says the same; that one ships (the medical one, if there is one).
    Duplicate,
    /// Other texts say the same under other labels; none of them ships.
    Ambiguous,
}

impl Dropped {
    /// Every reason, in the order in which they are tried.
    pub const ALL: [Self; 7] = [
        Self::Instance,
        Self::Quotation,
        Self::Length,
        Self::Unfit,
        Self::SoundsMedical,
        Self::Duplicate,
        Self::Ambiguous,
    ];

    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Instance => "a named individual (a person, a ship, a battle)",
            Self::Quotation => "a quotation inside the definition",
            Self::Length => "fewer than 4 or more than 40 words",
            Self::Unfit => "sexual, violent, offensive or dated (`src/prepare/unfit_words.txt` and WordNet's marks)",
            Self::SoundsMedical => "general, but in medical words (`src/prepare/medical_words.txt`)",
            Self::Duplicate => "says the same as another one, stop-words aside",
            Self::Ambiguous => "says the same as another one with another label",
        }
    }
}

/// The definitions that may ship, in the order of their offsets.
#[derive(Debug, Default)]
pub struct Domains {
    /// Everyday life.
    pub general: Vec<Example>,
    /// Medicine.
    pub medical: Vec<Example>,
    /// How many were dropped, and why.
    pub dropped: BTreeMap<Dropped, usize>,
}

/// Sorts all definitions with a label into general, medical and dropped ones.
///
/// # Errors
/// [`PrepareError::Root`] where a root is not where it should be.
pub fn select(nouns: &Nouns) -> Result<Domains, PrepareError> {
    let medical = medical_synsets(nouns)?;
    let unfit = Unfit::new(nouns)?;
    let medical_words = WordList::parse(MEDICAL_WORDS);
    let mut domains = Domains::default();
    for (offset, synset) in nouns {
        let Some(label) = label(synset.file) else { continue };
        let is_medical = medical.contains(offset);
        let text = definition(&synset.gloss);
        let dropped = if synset.pointers.iter().any(|(kind, _)| *kind == Pointer::InstanceOf) {
            Some(Dropped::Instance)
        } else if text.is_none() {
            Some(Dropped::Quotation)
        } else if !text.iter().all(|text| (MIN_WORDS..=MAX_WORDS).contains(&text.split(' ').count())) {
            Some(Dropped::Length)
        } else if unfit.contains(*offset, synset) {
            Some(Dropped::Unfit)
        } else if !is_medical && medical_words.occurs_in(before_examples(&synset.gloss)) {
            Some(Dropped::SoundsMedical)
        } else {
            None
        };
        match (dropped, text) {
            (None, Some(text)) => {
                let domain = if is_medical { &mut domains.medical } else { &mut domains.general };
                domain.push(Example { label, source: format!("n{offset:08}"), text });
            }
            (reason, _) => *domains.dropped.entry(reason.unwrap_or(Dropped::Quotation)).or_default() += 1,
        }
    }
    drop_duplicates(&mut domains);
    Ok(domains)
}

fn label(lexicographer_file: u8) -> Option<Label> {
    match lexicographer_file {
        4 => Some(Label::Action),
        6 => Some(Label::Object),
        18 => Some(Label::Person),
        26 => Some(Label::Condition),
        27 => Some(Label::Substance),
        _ => None,
    }
}

fn medical_synsets(nouns: &Nouns) -> Result<BTreeSet<u32>, PrepareError> {
    let sciences = under(nouns, &[MEDICAL_SCIENCE])?;
    let mut medical = under(nouns, &ROOTS)?;
    let topical = nouns.iter().filter(|(_, synset)| {
        synset.pointers.iter().any(|(kind, target)| *kind == Pointer::Topic && sciences.contains(target))
    });
    medical.extend(topical.map(|(offset, _)| *offset));
    Ok(medical)
}

/// The roots and everything below them.
fn under(nouns: &Nouns, roots: &[(u32, &'static str)]) -> Result<BTreeSet<u32>, PrepareError> {
    for (offset, word) in roots {
        if !nouns.get(offset).is_some_and(|synset| synset.words.iter().any(|other| other == word)) {
            return Err(PrepareError::Root { offset: *offset, word });
        }
    }
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for (offset, synset) in nouns {
        for (_, parent) in synset.pointers.iter().filter(|(kind, _)| *kind == Pointer::Hypernym) {
            children.entry(*parent).or_default().push(*offset);
        }
    }
    let mut found = BTreeSet::new();
    let mut open: Vec<u32> = roots.iter().map(|(offset, _)| *offset).collect();
    while let Some(offset) = open.pop() {
        if found.insert(offset) {
            open.extend(children.get(&offset).into_iter().flatten());
        }
    }
    Ok(found)
}

/// What does not belong in a classroom.
struct Unfit {
    words: WordList,
    synsets: BTreeSet<u32>,
    usages: BTreeSet<u32>,
}

impl Unfit {
    fn new(nouns: &Nouns) -> Result<Self, PrepareError> {
        let is_usage = |synset: &Synset| synset.words.iter().any(|word| UNFIT_USAGES.contains(&word.as_str()));
        Ok(Self {
            words: WordList::parse(UNFIT_WORDS),
            synsets: under(nouns, &UNFIT_ROOTS)?,
            usages: nouns.iter().filter(|(_, synset)| is_usage(synset)).map(|(offset, _)| *offset).collect(),
        })
    }

    fn contains(&self, offset: u32, synset: &Synset) -> bool {
        self.synsets.contains(&offset)
            || synset.pointers.iter().any(|(kind, to)| *kind == Pointer::Usage && self.usages.contains(to))
            || self.words.occurs_in(before_examples(&synset.gloss))
            || synset.words.iter().any(|word| self.words.occurs_in(word))
    }
}

/// Keeps one of the texts that say the same, a medical one before a general one; none where their labels differ.
fn drop_duplicates(domains: &mut Domains) {
    let mut labels: HashMap<String, BTreeSet<&str>> = HashMap::new();
    for example in domains.medical.iter().chain(&domains.general) {
        labels.entry(gist(&example.text)).or_default().insert(example.label.name());
    }
    let mut seen = BTreeSet::new();
    let mut counts = [0, 0];
    for domain in [&mut domains.medical, &mut domains.general] {
        domain.retain(|example| {
            let gist = gist(&example.text);
            let ambiguous = labels.get(&gist).is_some_and(|labels| labels.len() > 1);
            let duplicate = !ambiguous && !seen.insert(gist);
            counts[0] += usize::from(duplicate);
            counts[1] += usize::from(ambiguous);
            !ambiguous && !duplicate
        });
    }
    domains.dropped.insert(Dropped::Duplicate, counts[0]);
    domains.dropped.insert(Dropped::Ambiguous, counts[1]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(label: Label, synset: &str, text: &str) -> Example {
        Example { label, source: synset.into(), text: text.into() }
    }

    #[test]
    fn a_shared_text_stays_medical_and_a_contested_one_goes() {
        let mut domains = Domains {
            general: vec![
                example(Label::Condition, "n1", "the state of illness"),
                example(Label::Object, "n2", "a small thing"),
                example(Label::Object, "n3", "a large thing"),
            ],
            medical: vec![
                example(Label::Condition, "n4", "a state of illness"),
                example(Label::Action, "n5", "the small thing"),
            ],
            ..Domains::default()
        };
        drop_duplicates(&mut domains);
        assert_eq!(domains.general, [example(Label::Object, "n3", "a large thing")]);
        assert_eq!(domains.medical, [example(Label::Condition, "n4", "a state of illness")]);
        assert_eq!((domains.dropped[&Dropped::Duplicate], domains.dropped[&Dropped::Ambiguous]), (1, 2));
    }
}
