//! Which of several figures stands out. Pure.

/// The place of the highest value. Of equal ones the last counts, which in a list of runs is the one made first; where
/// all are equal there is none.
pub fn top(values: &[f64]) -> Option<usize> {
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let differ = values.iter().any(|value| *value < highest);
    values.iter().rposition(|value| *value == highest).filter(|_| differ)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_stands_out_and_never_two() {
        assert_eq!(top(&[0.1, 0.3, 0.2]), Some(1));
        assert_eq!(top(&[0.3, 0.1, 0.3]), Some(2), "the same run made twice is told once");
        assert_eq!((top(&[]), top(&[0.3]), top(&[0.3, 0.3])), (None, None, None));
        assert_eq!(top(&[f64::NAN, 0.3, 0.1]), Some(1));
    }
}
