//! What is taught: its files, fetched when a place first needs them, and its language.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::Lab;
use super::take_home::Templates;
use crate::client::browser::fetch_text;
use crate::error::{Remedy, Trouble};
use crate::lesson::anatomy::Anatomy;
use crate::lesson::card_figures::CardFigures;
use crate::lesson::cards::Deck;
use crate::lesson::chapter::Chapters;
use crate::lesson::explain::Prompts;
use crate::lesson::explain_figures::ExplainFigures;
use crate::lesson::explain_words::ExplainWords;
use crate::lesson::learn_words::LearnWords;
use crate::lesson::practice::Practice;
use crate::lesson::problem::Problem;
use crate::lesson::problem_words::ProblemWords;
use crate::lesson::quiz::Quiz;
use crate::lesson::recall_words::RecallWords;
use crate::lesson::recorded::Recorded;
use crate::lesson::recorded_run::RecordedRun;
use crate::lesson::run_labels::RunLabels;
use crate::lesson::{
    Language, anatomy, card_figures, cards, chapter, explain, explain_figures, explain_words, learn_words, practice,
    problem, problem_words, quiz, recall_words, recorded, recorded_run, run_labels,
};

const SETTING: &str = "language";

/// Where a file stands.
#[derive(Debug, Default)]
pub enum Fetched<T> {
    /// Nobody asked for it yet.
    #[default]
    Asleep,
    /// It is on its way.
    Coming,
    /// It is here.
    Here(Arc<T>),
    /// It did not come; asking again tries again.
    Failed(Trouble),
}

// Derived, it would ask for a content that can be cloned.
impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Asleep => Self::Asleep,
            Self::Coming => Self::Coming,
            Self::Here(content) => Self::Here(content.clone()),
            Self::Failed(trouble) => Self::Failed(trouble.clone()),
        }
    }
}

impl<T> Fetched<T> {
    /// The content, once it is here.
    pub fn here(&self) -> Option<&Arc<T>> {
        match self {
            Self::Here(content) => Some(content),
            Self::Asleep | Self::Coming | Self::Failed(_) => None,
        }
    }
}

/// The files of the lessons.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lessons {
    chapters: RwSignal<Fetched<Chapters>>,
    problem: RwSignal<Fetched<Problem>>,
    deck: RwSignal<Fetched<Deck>>,
    quiz: RwSignal<Fetched<Quiz>>,
    practice: RwSignal<Fetched<Practice>>,
    prompts: RwSignal<Fetched<Prompts>>,
    explain_words: RwSignal<Fetched<ExplainWords>>,
    explain_figures: RwSignal<Fetched<ExplainFigures>>,
    learn_words: RwSignal<Fetched<LearnWords>>,
    recall_words: RwSignal<Fetched<RecallWords>>,
    recorded: RwSignal<Fetched<Recorded>>,
    recorded_run: RwSignal<Fetched<RecordedRun>>,
    anatomy: RwSignal<Fetched<Anatomy>>,
    problem_words: RwSignal<Fetched<ProblemWords>>,
    card_figures: RwSignal<Fetched<CardFigures>>,
    run_labels: RwSignal<Fetched<RunLabels>>,
    pub(super) templates: RwSignal<Fetched<Templates>>,
}

/// A file of the lessons.
pub trait Lesson: DeserializeOwned + Send + Sync + 'static {
    /// Its path below the page.
    const FILE: &'static str;

    /// Where it is kept.
    fn shelf(lessons: Lessons) -> RwSignal<Fetched<Self>>;
}

macro_rules! lesson {
    ($type:ty, $file:expr, $field:ident) => {
        impl Lesson for $type {
            const FILE: &'static str = $file;

            fn shelf(lessons: Lessons) -> RwSignal<Fetched<Self>> {
                lessons.$field
            }
        }
    };
}

lesson!(Chapters, chapter::FILE, chapters);
lesson!(Problem, problem::FILE, problem);
lesson!(Deck, cards::FILE, deck);
lesson!(Quiz, quiz::FILE, quiz);
lesson!(Practice, practice::FILE, practice);
lesson!(Prompts, explain::FILE, prompts);
lesson!(ExplainWords, explain_words::FILE, explain_words);
lesson!(ExplainFigures, explain_figures::FILE, explain_figures);
lesson!(LearnWords, learn_words::FILE, learn_words);
lesson!(RecallWords, recall_words::FILE, recall_words);
lesson!(Recorded, recorded::FILE, recorded);
lesson!(RecordedRun, recorded_run::FILE, recorded_run);
lesson!(Anatomy, anatomy::FILE, anatomy);
lesson!(ProblemWords, problem_words::FILE, problem_words);
lesson!(CardFigures, card_figures::FILE, card_figures);
lesson!(RunLabels, run_labels::FILE, run_labels);

impl Lab {
    /// A file of the lessons, fetched unless it is here or on its way. A view that shows [`Fetched::Failed`] offers
    /// to ask again.
    pub fn lesson<T: Lesson>(self) -> RwSignal<Fetched<T>> {
        let shelf = T::shelf(self.lessons);
        if matches!(*shelf.read_untracked(), Fetched::Here(_) | Fetched::Coming) {
            return shelf;
        }
        shelf.set(Fetched::Coming);
        spawn_local(async move {
            let content = fetch_text(&format!("./{}", T::FILE), "This part of the lessons").await;
            let read = content.and_then(|content| {
                serde_json::from_str(&content).map_err(|error| {
                    let sentence = "The lessons do not fit this version of the page. Load the page anew.";
                    Trouble::new(Remedy::Reload, sentence).because(format!("{}: {error}", T::FILE))
                })
            });
            shelf.set(read.map_or_else(Fetched::Failed, |read| Fetched::Here(Arc::new(read))));
        });
        shelf
    }

    /// Chooses the language of the lessons, here and for later visits.
    pub fn choose_language(self, language: Language) {
        self.language.set(language);
        self.keep_setting(SETTING, language.tag().into());
    }

    /// The language chosen in an earlier visit, else the browser's. An address that names one comes later and wins.
    pub(super) fn find_language(self) {
        let browser = window().navigator().language();
        if let Some(language) = browser.and_then(|tag| Language::from_tag(&tag)) {
            self.language.set(language);
        }
        let found = self.language.get_untracked();
        spawn_local(async move {
            let kept = self.kept_setting(SETTING).await.and_then(|tag| Language::from_tag(&tag));
            let is_undecided = self.language.get_untracked() == found;
            if let Some(language) = kept.filter(|_| is_undecided) {
                self.language.set(language);
            }
        });
    }
}
