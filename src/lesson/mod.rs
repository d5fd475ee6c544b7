//! What is taught, apart from how it is shown: chapters, cards, questions, claims and their tests. The
//! content lives in `public/lessons/`. Pure.

pub mod address;
pub mod card_figures;
pub mod cards;
pub mod chapter;
pub mod claims;
pub mod deed;
pub mod explain;
pub mod fading;
pub mod learn_words;
pub mod markup;
pub mod practice;
pub mod problem;
pub mod problem_words;
pub mod progress;
pub mod quiz;
pub mod recall_words;
pub mod recorded;
pub mod recorded_run;
mod source;
pub mod take_home;
pub mod text;

pub use source::Source;
pub use text::{Language, Text};
