//! Recall: cards, questions, exercises, explanations, progress.

#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Recall;
