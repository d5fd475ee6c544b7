//! Recall: cards, questions, exercises, explanations, progress.

pub mod explain;

#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Recall;
