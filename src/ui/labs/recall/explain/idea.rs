//! Where an idea stands: what the check says, and what the learner says against it. Pure.

use crate::lesson::answer_check::Verdict;

/// Where an idea stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was checked.
    Open,
    /// The check found it.
    Found,
    /// The check cannot tell.
    Maybe,
    /// The check did not find it.
    Missing,
    /// The learner says that it is covered.
    Said,
    /// The learner says that it is not.
    Unsaid,
}

impl Standing {
    /// From what the learner says and what the check says.
    pub fn of(says: Option<bool>, verdict: Option<Verdict>) -> Self {
        match (says, verdict) {
            (Some(true), _) => Self::Said,
            (Some(false), _) => Self::Unsaid,
            (None, Some(Verdict::Found)) => Self::Found,
            (None, Some(Verdict::Maybe)) => Self::Maybe,
            (None, Some(Verdict::Missing | Verdict::Unrelated)) => Self::Missing,
            (None, None) => Self::Open,
        }
    }

    /// Whether it counts.
    pub fn is_covered(self) -> bool {
        matches!(self, Self::Found | Self::Said)
    }

    /// What the learner says after pressing its button: the opposite of the check, or nothing any more.
    pub fn pressed(self) -> Option<bool> {
        match self {
            Self::Open | Self::Maybe | Self::Missing => Some(true),
            Self::Found => Some(false),
            Self::Said | Self::Unsaid => None,
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Open => "idea open",
            Self::Found => "idea covered",
            Self::Maybe => "idea maybe",
            Self::Missing => "idea missing",
            Self::Said => "idea covered by-hand",
            Self::Unsaid => "idea missing by-hand",
        }
    }

    /// Its mark.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Found | Self::Said => "✓",
            Self::Maybe => "?",
            Self::Missing | Self::Unsaid => "–",
            Self::Open => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learner_has_the_last_word_and_can_take_it_back() {
        use Verdict::{Found, Maybe, Missing, Unrelated};
        for verdict in [None, Some(Missing), Some(Unrelated), Some(Maybe), Some(Found)] {
            let standing = Standing::of(None, verdict);
            assert_eq!(standing.is_covered(), verdict == Some(Found));
            let pressed = Standing::of(standing.pressed(), verdict);
            assert_eq!(pressed.is_covered(), !standing.is_covered());
            assert_eq!(Standing::of(pressed.pressed(), verdict), standing);
        }
    }
}
