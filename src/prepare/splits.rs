//! Cuts the two domains into their fixed splits, the same for ever.

use super::medical::Domains;
use crate::data::{Example, Label, Split, TextSet};
use crate::random::SplitMix64;

/// Seed of every shuffle here.
pub const SEED: u64 = 20_251;
/// Conditions among the general texts: one in so many.
pub const GENERAL_CONDITIONS_ONE_IN: usize = 5;
/// Percentages of train, validation and test.
pub const GENERAL_SHARES: [usize; 3] = [70, 10, 20];
/// Percentages of train, validation and test.
pub const MEDICAL_SHARES: [usize; 3] = [60, 15, 25];

/// The six splits with their examples, shuffled.
pub fn split(domains: &Domains) -> Vec<(Split, TextSet)> {
    let mut random = SplitMix64::new(SEED);
    let general = by_label(&domains.general, &mut random);
    let general = cut(thin_out(general), GENERAL_SHARES, &mut random);
    let medical = by_label(&domains.medical, &mut random);
    let medical = cut(medical, MEDICAL_SHARES, &mut random);
    let sets = general.into_iter().chain(medical).map(|examples| TextSet { examples });
    Split::ALL.into_iter().zip(sets).collect()
}

/// The examples of each label, in the order of [`Label::KINDS`], each shuffled.
fn by_label(examples: &[Example], random: &mut SplitMix64) -> Vec<Vec<Example>> {
    let of_label = |label: Label| {
        let mut examples: Vec<Example> = examples.iter().filter(|example| example.label == label).cloned().collect();
        random.shuffle(&mut examples);
        examples
    };
    Label::KINDS.into_iter().map(of_label).collect()
}

/// Keeps all conditions and as many others, in their natural proportions, as make the wanted share.
fn thin_out(mut groups: Vec<Vec<Example>>) -> Vec<Vec<Example>> {
    let others: usize = groups[1..].iter().map(Vec::len).sum();
    let wanted = (groups[0].len() * (GENERAL_CONDITIONS_ONE_IN - 1)).min(others);
    // Cumulative rounding, so that the parts add up to the whole.
    let (mut before, mut kept) = (0, 0);
    for group in &mut groups[1..] {
        before += group.len();
        let until = before * wanted / others.max(1);
        group.truncate(until - kept);
        kept = until;
    }
    groups
}

/// Cuts every label in the same shares, then shuffles each part.
fn cut(groups: Vec<Vec<Example>>, shares: [usize; 3], random: &mut SplitMix64) -> [Vec<Example>; 3] {
    let mut parts: [Vec<Example>; 3] = Default::default();
    for mut group in groups {
        let size = group.len();
        let test = group.split_off(size * (shares[0] + shares[1]) / 100);
        let validation = group.split_off(size * shares[0] / 100);
        for (part, examples) in parts.iter_mut().zip([group, validation, test]) {
            part.extend(examples);
        }
    }
    for part in &mut parts {
        random.shuffle(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_lands_in_one_part_and_conditions_are_a_fifth() {
        let example = |label: Label, number: usize| Example { label, source: number.to_string(), text: "t".into() };
        let sizes = [20, 100, 50, 31, 19];
        let general: Vec<Example> = Label::KINDS
            .into_iter()
            .zip(sizes)
            .flat_map(|(label, size)| (0..size).map(move |number| example(label, number)))
            .collect();
        let splits = split(&Domains { general, ..Domains::default() });
        let all: Vec<&Example> = splits.iter().flat_map(|(_, set)| &set.examples).collect();
        assert_eq!(all.len(), 100);
        assert_eq!(all.iter().filter(|example| example.label == Label::Condition).count(), 20);
        assert_eq!(all.iter().filter(|example| example.label == Label::Action).count(), 40);
    }
}
