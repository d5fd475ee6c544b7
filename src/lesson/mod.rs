//! What is taught, apart from how it is shown: chapters, cards, questions, claims and their tests. The
//! content lives in `public/lessons/`. Pure.

pub mod address;
pub mod anatomy;
pub mod answer_check;
pub mod answer_language;
pub mod answer_words;
pub mod card_figures;
pub mod cards;
pub mod chapter;
pub mod check;
pub mod claims;
pub mod deed;
pub mod errand;
pub mod explain;
pub mod explain_figures;
pub mod explain_words;
pub mod fading;
pub mod figure_words;
pub mod filled;
pub mod learn_words;
pub mod markup;
pub mod overview;
pub mod own_runs;
pub mod practice;
pub mod problem;
pub mod problem_words;
pub mod progress;
pub mod quiz;
pub mod readability;
pub mod recall_words;
pub mod recorded;
pub mod recorded_run;
pub mod review;
pub mod round;
#[cfg(feature = "recall")]
pub mod schedule;
mod source;
pub mod sum;
pub mod take_home;
pub mod text;

pub use source::Source;
pub use text::{Language, Text};
