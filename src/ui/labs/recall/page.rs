//! The pages of the place, by their names in the address. Pure.

/// A page of the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The ways of recalling, and what is due.
    Index,
    /// The cards.
    Cards,
    /// The questions.
    Quiz,
    /// All exercises.
    Practice,
    /// One exercise.
    Exercise(String),
    /// Explanations in the learner's own words.
    Explain,
    /// What was done.
    Progress,
}

impl Page {
    /// The pages of the sub-navigation.
    pub const ALL: [Self; 6] = [Self::Index, Self::Cards, Self::Quiz, Self::Practice, Self::Explain, Self::Progress];

    /// The name in the address.
    pub fn slug(&self) -> String {
        match self {
            Self::Index => String::new(),
            Self::Cards => "cards".into(),
            Self::Quiz => "quiz".into(),
            Self::Practice => "practice".into(),
            Self::Exercise(id) => format!("practice/{id}"),
            Self::Explain => "explain".into(),
            Self::Progress => "progress".into(),
        }
    }

    /// The page of a name; `None` where there is none.
    pub fn from_slug(slug: &str) -> Option<Self> {
        let exercise = slug.strip_prefix("practice/").filter(|id| !id.is_empty());
        exercise
            .map(|id| Self::Exercise(id.to_owned()))
            .or_else(|| Self::ALL.into_iter().find(|page| page.slug() == slug))
    }

    /// Whether another page is part of this one.
    pub fn holds(&self, other: &Self) -> bool {
        self == other || (*self == Self::Practice && matches!(other, Self::Exercise(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_name() {
        for page in Page::ALL.into_iter().chain([Page::Exercise("count-the-steps".into())]) {
            assert_eq!(Page::from_slug(&page.slug()), Some(page));
        }
        assert_eq!(Page::from_slug("nowhere"), None);
        assert_eq!(Page::from_slug("practice/"), None);
        assert!(Page::Practice.holds(&Page::Exercise("x".into())) && !Page::Index.holds(&Page::Cards));
    }
}
