//! Whether two settings differ, in words. Pure.

use crate::metrics::{Spread, Verdict, compare};
use crate::ui::parts::format;

/// A difference and what the seeds say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// First mean less second, in points.
    pub figure: String,
    /// What to make of it.
    pub sentence: String,
    /// The class of its mark.
    pub class: &'static str,
}

/// The difference of one figure between two settings.
pub fn difference(first: &Spread, second: &Spread) -> Difference {
    let figure = format::points(first.mean - second.mean);
    let interval = |margin: f64| format!("95 % interval of the difference: ±{}", size(margin));
    let (sentence, class) = match compare(first, second) {
        Verdict::TooFew if first.count.max(second.count) == 1 => {
            ("One seed each: it cannot be told. Run more seeds.".to_owned(), "unknown")
        }
        Verdict::TooFew => ("One of them has one seed only: it cannot be told. Run more seeds.".to_owned(), "unknown"),
        Verdict::Within { margin, .. } => (
            format!(
                "Within the spread of the seeds: other seeds alone could have made this difference ({}).",
                interval(margin)
            ),
            "within",
        ),
        Verdict::Beyond { margin, .. } => (format!("Beyond the spread of the seeds ({}).", interval(margin)), "beyond"),
    };
    Difference { figure, sentence, class }
}

fn size(margin: f64) -> String {
    format::points(margin).replace(['+', '±'], "")
}

/// Mean, and lowest to highest where there are several: `+20.1 points (+19.0 to +21.3)`.
pub fn mean_and_range(spread: &Spread) -> String {
    let mean = format::points(spread.mean);
    if spread.count == 1 {
        return mean;
    }
    format!("{mean} ({} to {})", format::signed(spread.min * 100.0, 1), format::signed(spread.max * 100.0, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(values: &[f64]) -> Spread {
        Spread::of(values).expect("finite")
    }

    #[test]
    fn a_difference_is_judged_by_the_seeds() {
        let [one, low, high] = [&[0.3][..], &[0.20, 0.21, 0.22], &[0.40, 0.41, 0.42]].map(spread);
        assert_eq!(difference(&one, &one).class, "unknown");
        assert!(difference(&one, &low).sentence.starts_with("One of them has one seed"));
        let beyond = difference(&high, &low);
        assert_eq!((beyond.figure.replace('\u{a0}', " ").as_str(), beyond.class), ("+20.0 points", "beyond"));
        assert!(beyond.sentence.contains("±2."), "{}", beyond.sentence);
        assert_eq!(difference(&low, &spread(&[0.19, 0.22])).class, "within");
    }

    #[test]
    fn means_come_with_their_range() {
        let text = |values: &[f64]| mean_and_range(&spread(values)).replace('\u{a0}', " ");
        assert_eq!(text(&[0.2]), "+20.0 points");
        assert_eq!(text(&[-0.01, 0.0, 0.01]), "±0 points (−1.0 to +1.0)");
    }
}
