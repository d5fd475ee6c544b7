//! Explain in your own words: what was written, which ideas the model finds in it, and how good that guess is.

pub mod idea;

#[cfg(feature = "app")]
mod answer_box;
#[cfg(feature = "app")]
mod choice;
#[cfg(feature = "app")]
mod guess;
#[cfg(feature = "app")]
mod ideas;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Explain;
