//! Recall: cards, questions, exercises, explanations, progress.

pub mod explain;
pub mod facts;
pub mod page;

#[cfg(feature = "app")]
mod cards;
#[cfg(feature = "app")]
mod files;
#[cfg(feature = "app")]
mod filters;
#[cfg(feature = "app")]
mod index;
#[cfg(feature = "app")]
mod keys;
#[cfg(feature = "app")]
mod nav;
#[cfg(feature = "app")]
mod next;
#[cfg(feature = "app")]
mod practice;
#[cfg(feature = "app")]
mod progress;
#[cfg(feature = "app")]
mod quiz;
#[cfg(feature = "app")]
mod say;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Recall;
