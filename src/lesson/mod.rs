//! What is taught, apart from how it is shown: chapters, cards, questions, claims and their tests. The
//! content lives in `public/lessons/`. Pure.

pub mod answer_check;
pub mod cards;
pub mod chapter;
pub mod claims;
pub mod deed;
pub mod explain;
pub mod explain_figures;
pub mod explain_words;
pub mod learn_words;
pub mod practice;
pub mod problem;
pub mod progress;
pub mod quiz;
pub mod recall_words;
pub mod recorded;
pub mod recorded_run;
mod source;
pub mod text;

pub use source::Source;
pub use text::{Language, Text};
