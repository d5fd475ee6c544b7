//! Natural frequencies: the same figures told in whole persons.

use super::Cells;

/// How many of a number of persons land in each cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Natural {
    /// Ill and called so.
    pub found: u32,
    /// Ill and not called so.
    pub missed: u32,
    /// Healthy and called ill.
    pub alarmed: u32,
    /// Healthy and not called ill.
    pub left_alone: u32,
}

/// What `cells` mean for `people` persons of whom a share `prevalence` is ill: natural frequencies, which
/// people reason with better than with probabilities (Gigerenzer & Hoffrage, 1995).
///
/// The ill are `people * prevalence`, rounded. They, and the healthy, are divided by the method of the
/// largest remainder, which between two is rounding one of them; a half goes to those called ill. So the
/// four add up to exactly `people`. `None` where a class is missing in `cells`, and where `prevalence` is
/// not within 0..=1.
pub fn natural(cells: Cells, prevalence: f64, people: u32) -> Option<Natural> {
    let (recall, alarm) = (cells.recall()?, cells.false_positive_rate()?);
    let ill = (0.0..=1.0).contains(&prevalence).then(|| part(people, prevalence))?;
    let healthy = people - ill;
    let (found, alarmed) = (part(ill, recall), part(healthy, alarm));
    Some(Natural { found, missed: ill - found, alarmed, left_alone: healthy - alarmed })
}

/// `share`, within 0..=1, of so many persons, rounded.
fn part(people: u32, share: f64) -> u32 {
    (f64::from(people) * share).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_whole_and_add_up() {
        let cells = Cells { tp: 90.0, fp: 5.0, fn_: 10.0, tn: 95.0 };
        let of = |prevalence, people| natural(cells, prevalence, people);
        assert_eq!(of(0.01, 1000), Some(Natural { found: 9, missed: 1, alarmed: 50, left_alone: 940 }));
        assert_eq!(of(0.5, 0), Some(Natural { found: 0, missed: 0, alarmed: 0, left_alone: 0 }));
        assert_eq!(of(1.0, u32::MAX).map(|all| all.found + all.missed), Some(u32::MAX));
        assert_eq!((of(1.1, 10), of(f64::NAN, 10)), (None, None));
        assert_eq!(natural(Cells { tp: 0.0, fn_: 0.0, ..cells }, 0.5, 10), None);
    }
}
