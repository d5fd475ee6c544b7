//! Chooses the texts of the six files, the same for ever.

use std::collections::{BTreeMap, HashMap};

use super::read::Group;
use super::texts::{MailText, Pool};
use crate::data::{Example, Label, Split, TextSet};
use crate::random::SplitMix64;

/// Seed of every shuffle here.
pub const SEED: u64 = 20_252;
/// Of each family of mails, so many texts at most: no template fills a file.
pub const FAMILY_MAX: usize = 24;

/// So many texts of a group go where.
pub struct Share {
    /// Whether they are domain texts; general ones otherwise.
    pub domain: bool,
    /// The group.
    pub group: Group,
    /// Whether they are items of news feeds, which the corpus keeps among its list mail.
    pub news: bool,
    /// Of each mail, its first so many texts at most.
    pub per_mail: usize,
    /// How many of them are for training, validation and test.
    pub texts: [usize; 3],
}

/// What is scarce comes first. A family that one file uses is closed to all others, so that domain spam follows
/// templates that general spam does not.
pub const SHARES: [Share; 5] = [
    Share { domain: true, group: Group::HardHam1, news: false, per_mail: 5, texts: [330, 90, 160] },
    Share { domain: true, group: Group::EasyHam1, news: true, per_mail: 2, texts: [170, 60, 90] },
    Share { domain: false, group: Group::Spam1, news: false, per_mail: 10, texts: [400, 100, 150] },
    Share { domain: false, group: Group::EasyHam1, news: false, per_mail: 1, texts: [600, 220, 350] },
    Share { domain: true, group: Group::Spam2, news: false, per_mail: 3, texts: [500, 150, 250] },
];

/// The splits with their examples, shuffled.
pub fn split(pool: &Pool) -> [(Split, TextSet); 6] {
    let mut random = SplitMix64::new(SEED);
    let mut files: [Vec<Example>; 6] = Default::default();
    let mut homes: HashMap<usize, usize> = HashMap::new();
    for share in &SHARES {
        let first = if share.domain { 3 } else { 0 };
        let mut missing = share.texts;
        for (family, texts) in families(pool, share, &mut random) {
            // Whoever is in one file already stays there, with all of its family. The held-out files fill first.
            let home = homes.get(&family).copied();
            let open = [2, 1, 0].into_iter().find(|part| match home {
                Some(home) => first + part == home && missing[*part] > 0,
                None => missing[*part] > 0,
            });
            let Some(part) = open else { continue };
            homes.insert(family, first + part);
            let taken = texts.len().min(missing[part]);
            missing[part] -= taken;
            files[first + part].extend(texts.into_iter().take(taken).map(example));
        }
    }
    for file in &mut files {
        random.shuffle(file);
    }
    // The general files come first, as they do among the splits.
    let mut files = files.into_iter();
    Split::ALL.map(|split| (split, TextSet { examples: files.next().unwrap_or_default() }))
}

/// The families of a group with the texts that they may give, shuffled.
fn families<'a>(pool: &'a Pool, share: &Share, random: &mut SplitMix64) -> Vec<(usize, Vec<&'a MailText>)> {
    let mut of_mail = HashMap::new();
    let mut families: BTreeMap<usize, Vec<&MailText>> = BTreeMap::new();
    for text in pool.texts.iter().filter(|text| text.mail.0 == share.group && text.news == share.news) {
        let count = of_mail.entry(text.mail).or_insert(0);
        *count += 1;
        if *count <= share.per_mail {
            families.entry(text.family).or_default().push(text);
        }
    }
    let mut families: Vec<_> = families.into_iter().collect();
    for (_, texts) in &mut families {
        random.shuffle(texts);
        texts.truncate(FAMILY_MAX);
    }
    random.shuffle(&mut families);
    families
}

fn example(text: &MailText) -> Example {
    let (group, number) = text.mail;
    let mut source = format!("{}/{number:05}", group.name());
    if text.index > 1 {
        source.push_str(&format!(".{}", text.index));
    }
    let label = if group.is_spam() { Label::Spam } else { Label::Good };
    Example { label, source, text: text.text.clone() }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn pool() -> Pool {
        let texts = Group::ALL.into_iter().flat_map(|group| {
            (0..1000).flat_map(move |number| {
                [1, 2].map(|index| MailText {
                    mail: (group, number),
                    index,
                    // Each family has mails of all groups.
                    family: number as usize / 3,
                    news: false,
                    text: format!("{} {number} {index}", group.name()),
                })
            })
        });
        Pool { texts: texts.collect(), ..Pool::default() }
    }

    #[test]
    fn no_family_has_two_homes() {
        let pool = pool();
        let family: HashMap<&str, usize> = pool.texts.iter().map(|text| (text.text.as_str(), text.family)).collect();
        let files = split(&pool);
        let sets = files.each_ref().map(|(_, set)| {
            set.examples.iter().map(|example| family[example.text.as_str()]).collect::<HashSet<usize>>()
        });
        for (index, set) in sets.iter().enumerate() {
            assert!(!set.is_empty() && sets[..index].iter().all(|other| set.is_disjoint(other)));
        }
        assert_eq!(split(&pool), files);
    }

    #[test]
    fn a_line_says_which_text_of_which_mail_it_is() {
        let text = MailText { mail: (Group::Spam2, 17), index: 2, family: 0, news: false, text: "Act now!".into() };
        assert_eq!(TextSet { examples: vec![example(&text)] }.to_tsv(), "spam\tspam-2/00017.2\tAct now!\n");
        let text = MailText { mail: (Group::EasyHam1, 3), index: 1, ..text };
        assert_eq!(TextSet { examples: vec![example(&text)] }.to_tsv(), "good\teasy-ham-1/00003\tAct now!\n");
    }
}
