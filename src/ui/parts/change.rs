//! From before to after: which way a figure went, by how much, and whether that is welcome. Pure.

use super::format;

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A share: more is better.
    Share,
    /// A loss: less is better.
    Loss,
}

impl Kind {
    /// The figure in writing; a dash where it is undefined.
    pub fn write(self, value: Option<f64>) -> String {
        match (value, self) {
            (None, _) => format::NONE.into(),
            (Some(value), Self::Share) => format::percent(value),
            (Some(value), Self::Loss) => format::loss(value),
        }
    }
}

/// A change between two figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `▲`, `▼` or `=`.
    pub arrow: &'static str,
    /// The difference with its sign and unit.
    pub text: String,
    /// Whether it is welcome, in a word.
    pub verdict: &'static str,
    /// The class of its colour.
    pub class: &'static str,
}

/// The change from `before` to `after`; `None` where one of them is undefined.
pub fn change(before: Option<f64>, after: Option<f64>, kind: Kind) -> Option<Change> {
    // Of the figures as they are written, so that what stands side by side adds up.
    let written = |value: f64| (value * 1000.0).round();
    let visible = written(after?) - written(before?);
    let text = match kind {
        Kind::Share => format::points(visible / 1000.0),
        Kind::Loss => format::signed(visible / 1000.0, 3),
    };
    let (arrow, better) = match visible {
        v if v > 0.0 => ("▲", kind == Kind::Share),
        v if v < 0.0 => ("▼", kind == Kind::Loss),
        0.0 => return Some(Change { arrow: "=", text: "no change".into(), verdict: "", class: "same" }),
        _ => return None,
    };
    let (verdict, class) = if better { ("better", "better") } else { ("worse", "worse") };
    Some(Change { arrow, text, verdict, class })
}

/// How much of each of five petals is left when `share` of the knowledge is: they fade one by one.
pub fn petals(share: f64) -> [f64; 5] {
    let share = if share.is_finite() { share } else { 0.0 };
    std::array::from_fn(|petal| (share * 5.0 - petal as f64).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_accuracy_and_less_loss_are_better() {
        let accuracy = change(Some(0.6), Some(0.9), Kind::Share).expect("both defined");
        assert_eq!((accuracy.arrow, accuracy.verdict), ("▲", "better"));
        let loss = change(Some(1.0), Some(0.4), Kind::Loss).expect("both defined");
        assert_eq!((loss.arrow, loss.text.as_str(), loss.verdict), ("▼", "−0.600", "better"));
        assert_eq!(change(Some(0.4), Some(1.0), Kind::Loss).map(|change| change.verdict), Some("worse"));
    }

    #[test]
    fn what_rounds_to_nothing_is_no_change_and_what_is_undefined_is_none() {
        assert_eq!(change(Some(0.5), Some(0.50001), Kind::Share).map(|change| change.arrow), Some("="));
        assert_eq!(change(None, Some(0.5), Kind::Share), None);
        assert_eq!(change(Some(0.5), Some(f64::NAN), Kind::Loss), None);
        assert_eq!(Kind::Share.write(None), "—");
    }

    #[test]
    fn petals_fade_from_the_last_to_the_first() {
        assert_eq!(petals(1.2), [1.0; 5]);
        let half = petals(0.5);
        assert_eq!((half[0], half[1], half[4]), (1.0, 1.0, 0.0));
        assert!((half[2] - 0.5).abs() < 1e-12);
        assert_eq!(petals(f64::NAN), [0.0; 5]);
    }
}
