//! From mails to the texts that may ship, and which of their mails belong together.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::decode::{Letter, decode};
use super::fit::{Dropped, Fit};
use super::names::{self, Names};
use super::read::{MailId, Mails};
use super::scrub::scrub;
use super::similar::{Groups, clusters};
use super::{clean, snippets};
use crate::prepare::wordnet::Nouns;

/// Of each mail, at most so many texts are looked at. What comes later is small print.
pub const LOOKED_AT: usize = 10;

/// A text that may ship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    /// The mail that it is from.
    pub mail: MailId,
    /// Which of its mail's texts it is, from 1.
    pub index: usize,
    /// Mails of one family share a template, and must share a split.
    pub family: usize,
    /// Whether it is an item of a news feed.
    pub news: bool,
    /// What it says.
    pub text: String,
}

/// All texts that may ship, in the order of their mails.
#[derive(Debug, Default)]
pub struct Pool {
    /// The texts.
    pub texts: Vec<MailText>,
    /// How many were dropped of good mail and of spam, and why.
    pub dropped: BTreeMap<Dropped, [usize; 2]>,
}

/// Cleans, scrubs, cuts and judges.
pub fn collect(mails: &Mails, nouns: &Nouns) -> Pool {
    let letters: BTreeMap<MailId, Letter> = mails.iter().filter_map(|(id, raw)| Some((*id, decode(raw)?))).collect();
    let names = Names::new(letters.values(), nouns);
    let fit = Fit::new(&names);
    let mut pool = Pool::default();
    let mut all: Vec<MailText> = Vec::new();
    let mut reasons: Vec<Option<Dropped>> = Vec::new();
    for (id, letter) in &letters {
        let explicit = fit.is_explicit(&letter.subject) || fit.is_explicit(&letter.body);
        for (index, text) in texts(letter, &names).into_iter().take(LOOKED_AT).enumerate() {
            reasons.push(match (explicit, letter.about_filters) {
                (true, _) => Some(Dropped::Explicit),
                (false, true) => Some(Dropped::AboutSpam),
                (false, false) => fit.judge(&text),
            });
            all.push(MailText { mail: *id, index: index + 1, family: 0, news: letter.news, text });
        }
    }
    let clusters = clusters(&all.iter().map(|text| text.text.as_str()).collect::<Vec<_>>());
    let families = families(&all, &clusters);
    let mut kept: HashSet<usize> = HashSet::new();
    for ((mut text, reason), cluster) in all.into_iter().zip(reasons).zip(clusters) {
        // Only among those that may ship: an unfit text does not take its decent neighbour with it.
        let reason = reason.or_else(|| (!kept.insert(cluster)).then_some(Dropped::Duplicate));
        match reason {
            Some(reason) => pool.dropped.entry(reason).or_default()[usize::from(text.mail.0.is_spam())] += 1,
            None => {
                text.family = families[&text.mail];
                pool.texts.push(text);
            }
        }
    }
    pool
}

fn texts(letter: &Letter, names: &Names) -> Vec<String> {
    let own: HashSet<String> = letter.names.iter().flat_map(|name| names::tokens(name)).collect();
    let subject = clean::subject(&letter.subject).map(|subject| scrub(&subject, names, &own));
    let paragraphs = clean::paragraphs(&letter.body);
    let paragraphs: Vec<String> = paragraphs.iter().map(|paragraph| scrub(paragraph, names, &own)).collect();
    snippets::snippets(subject.as_deref(), &paragraphs)
}

/// Numbers such that two mails with nearly the same text anywhere have the same.
fn families(texts: &[MailText], clusters: &[usize]) -> HashMap<MailId, usize> {
    let mut numbers: HashMap<MailId, usize> = HashMap::new();
    for text in texts {
        let next = numbers.len();
        numbers.entry(text.mail).or_insert(next);
    }
    let mut groups = Groups::new(numbers.len());
    for (text, cluster) in texts.iter().zip(clusters) {
        groups.unite(numbers[&text.mail], numbers[&texts[*cluster].mail]);
    }
    numbers.into_iter().map(|(mail, number)| (mail, groups.first(number))).collect()
}
