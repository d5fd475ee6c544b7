//! The words of the place in the language of the lessons, and its addresses.

use std::sync::Arc;

use leptos::prelude::*;

use super::page::Page;
use crate::client::Lab;
use crate::course::url::View;
use crate::lesson::quiz::Level;
use crate::lesson::recall_words::{Counted, RecallWords};
use crate::lesson::review::Span;
use crate::lesson::{Language, Text};
use crate::ui::parts::RichText;
use crate::ui::shell::Route;

/// Picks a text out of the words.
pub type Pick = fn(&RecallWords) -> &Text;

/// Says things; copy it freely. Everything is reactive.
#[derive(Clone, Copy)]
pub struct Say {
    /// The page's state.
    pub lab: Lab,
    /// The open page.
    pub route: Route,
    words: StoredValue<Arc<RecallWords>>,
}

impl Say {
    /// Says these words.
    pub fn new(lab: Lab, words: Arc<RecallWords>) -> Self {
        Self { lab, route: Route::from_context(), words: StoredValue::new(words) }
    }

    /// The language of the lessons.
    pub fn language(self) -> Language {
        self.lab.language.get()
    }

    /// A text.
    pub fn now(self, pick: Pick) -> String {
        self.words.with_value(|words| pick(words).get(self.language()).to_owned())
    }

    /// A text that follows the language.
    pub fn text(self, pick: Pick) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.now(pick)
    }

    /// A text that follows the language, with its marks as elements.
    pub fn rich(self, pick: Pick) -> impl IntoView {
        let text = self.words.with_value(|words| pick(words).clone());
        view! { <RichText lab=self.lab text/> }
    }

    /// A text with its names replaced.
    pub fn fill(self, pick: Pick, values: &[(&str, String)]) -> String {
        self.words.with_value(|words| pick(words).fill(self.language(), values))
    }

    /// A text about so many.
    pub fn count(self, pick: fn(&RecallWords) -> &Counted, n: usize) -> String {
        self.words.with_value(|words| pick(words).say(self.language(), n))
    }

    /// A text about so many of a whole.
    pub fn count_of(self, pick: fn(&RecallWords) -> &Counted, n: usize, all: usize) -> String {
        let values = [("n", n.to_string()), ("all", all.to_string())];
        self.words.with_value(|words| pick(words).of(n).fill(self.language(), &values))
    }

    /// A text about `n` of `of`.
    pub fn n_of(self, pick: Pick, n: usize, of: usize) -> String {
        self.fill(pick, &[("n", n.to_string()), ("of", of.to_string())])
    }

    /// A lesson's text.
    pub fn of(self, text: &Text) -> String {
        text.get(self.language()).to_owned()
    }

    /// How long it is until then, such as “in 3 days”.
    pub fn span(self, milliseconds: f64) -> String {
        match Span::of(milliseconds) {
            Span::Minutes(0) => self.now(|words| &words.common.now),
            Span::Minutes(n) => self.count(|words| &words.common.in_minutes, n as usize),
            Span::Hours(n) => self.count(|words| &words.common.in_hours, n as usize),
            Span::Days(n) => self.count(|words| &words.common.in_days, n as usize),
            Span::Months(n) => self.count(|words| &words.common.in_months, n as usize),
            Span::Years(n) => self.count(|words| &words.common.in_years, n as usize),
        }
    }

    /// The name of a level.
    pub fn level(self, level: Level) -> String {
        self.now(match level {
            Level::Easy => |words| &words.common.easy,
            Level::Medium => |words| &words.common.medium,
            Level::Hard => |words| &words.common.hard,
        })
    }

    /// The address of a page of this place.
    pub fn to(self, page: &Page) -> String {
        self.route.to_page(View::Recall, &page.slug())
    }

    /// The address of the worked problem.
    pub fn to_problem(self) -> String {
        self.route.to_page(View::Learn, "problem")
    }

    /// The address of a chapter.
    pub fn to_chapter(self, chapter: &str) -> String {
        self.route.to_page(View::Learn, chapter)
    }
}
