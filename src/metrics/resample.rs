//! Real sets with another share of positives, drawn from a set that there is.

use crate::random::SplitMix64;

/// Indices, ascending, of a set of examples of whom a share `prevalence` is positive: drawn without
/// replacement, at most `size` and otherwise as many as there can be, n, with exactly
/// round(n * `prevalence`) positives. Unlike [`super::Cells::at_prevalence`], which gives what is expected,
/// it shows the chance in a small set as well.
///
/// The same `seed` gives the same set, and with another prevalence or size one that shares as many
/// examples with it as can be. `None` where `prevalence` is not within 0..=1, where a class is missing
/// of which the share is not 0, and where nothing would be drawn.
pub fn at_prevalence(positive: &[bool], prevalence: f64, size: usize, seed: u32) -> Option<Vec<usize>> {
    let (mut positives, mut negatives): (Vec<usize>, Vec<usize>) =
        (0..positive.len()).partition(|index| positive[*index]);
    let possible = (0.0..=1.0).contains(&prevalence)
        && (prevalence == 0.0 || !positives.is_empty())
        && (prevalence == 1.0 || !negatives.is_empty());
    if !possible {
        return None;
    }
    let wanted = |n: usize| (n as f64 * prevalence).round() as usize;
    let enough = |n: &usize| wanted(*n) <= positives.len() && n - wanted(*n) <= negatives.len();
    let n = (1..=size.min(positive.len())).rev().find(enough)?;

    // Both are shuffled as a whole, so that sets of the same seed have a common beginning.
    let mut random = SplitMix64::new(seed.into());
    random.shuffle(&mut positives);
    random.shuffle(&mut negatives);
    positives.truncate(wanted(n));
    negatives.truncate(n - wanted(n));
    positives.append(&mut negatives);
    positives.sort_unstable();
    Some(positives)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: [bool; 10] = [true, false, true, false, true, false, true, false, true, false];

    #[test]
    fn as_many_as_there_can_be() {
        let count = |prevalence, size| {
            let drawn = at_prevalence(&FEW, prevalence, size, 7)?;
            Some((drawn.len(), drawn.iter().filter(|index| FEW[**index]).count()))
        };
        assert_eq!(count(0.5, 100), Some((10, 5)));
        assert_eq!(count(0.5, 4), Some((4, 2)));
        assert_eq!(count(0.2, 100), Some((6, 1)));
        assert_eq!(count(1.0, 100), Some((5, 5)));
        assert_eq!(count(0.0, 100), Some((5, 0)));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        for prevalence in [-0.1, 1.1, f64::NAN] {
            assert_eq!(at_prevalence(&FEW, prevalence, 10, 7), None);
        }
        assert_eq!(at_prevalence(&FEW, 0.5, 0, 7), None);
        assert_eq!(at_prevalence(&[], 0.5, 10, 7), None);
        assert_eq!(at_prevalence(&[false; 9], 0.1, 10, 7), None);
        assert_eq!(at_prevalence(&[true; 9], 0.1, 10, 7), None);
        assert_eq!(at_prevalence(&[false; 9], 0.0, 10, 7), Some((0..9).collect()));
    }

    #[test]
    fn a_smaller_set_is_part_of_a_larger_one() {
        let truths: Vec<bool> = (0..200).map(|index| index % 3 == 0).collect();
        let large = at_prevalence(&truths, 0.25, 80, 3).expect("possible");
        let small = at_prevalence(&truths, 0.25, 40, 3).expect("possible");
        assert!(small.iter().all(|index| large.contains(index)));
        assert_ne!(at_prevalence(&truths, 0.25, 40, 4), Some(small));
    }
}
