//! Where an idea stands: what the check says, and what the learner says against it. Pure.

/// Where an idea stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was checked.
    Open,
    /// The check found it.
    Found,
    /// The check did not find it.
    Missing,
    /// The learner says that it is covered.
    Said,
    /// The learner says that it is not.
    Unsaid,
}

impl Standing {
    /// From what the learner says and what the check says.
    pub fn of(says: Option<bool>, found: Option<bool>) -> Self {
        match (says, found) {
            (Some(true), _) => Self::Said,
            (Some(false), _) => Self::Unsaid,
            (None, Some(true)) => Self::Found,
            (None, Some(false)) => Self::Missing,
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
            Self::Open | Self::Missing => Some(true),
            Self::Found => Some(false),
            Self::Said | Self::Unsaid => None,
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Open => "idea open",
            Self::Found => "idea covered",
            Self::Missing => "idea missing",
            Self::Said => "idea covered by-hand",
            Self::Unsaid => "idea missing by-hand",
        }
    }

    /// Its mark.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Found | Self::Said => "✓",
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
        for found in [None, Some(false), Some(true)] {
            let standing = Standing::of(None, found);
            assert_eq!(standing.is_covered(), found == Some(true));
            let pressed = Standing::of(standing.pressed(), found);
            assert_eq!(pressed.is_covered(), !standing.is_covered());
            assert_eq!(Standing::of(pressed.pressed(), found), standing);
        }
    }
}
