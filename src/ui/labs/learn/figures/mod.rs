//! The figures of the chapters: each computes before the learner's eyes, or is labelled as recorded.

pub mod asked;
pub mod measured;
pub mod shape;
pub mod story;
pub mod top;
pub mod word_odds;

#[cfg(feature = "app")]
mod ask_the_model;
#[cfg(feature = "app")]
mod baselines;
#[cfg(feature = "app")]
mod before_after;
#[cfg(feature = "app")]
mod domain_words;
#[cfg(feature = "app")]
mod examples_needed;
#[cfg(feature = "app")]
mod kitchen;
#[cfg(feature = "app")]
mod plate;
#[cfg(feature = "app")]
mod plot;
#[cfg(feature = "app")]
mod rate_and_memory;
#[cfg(feature = "app")]
mod recorded;
#[cfg(feature = "app")]
mod run_diagram;
#[cfg(feature = "app")]
mod run_drawing;
#[cfg(feature = "app")]
mod scrubber;
#[cfg(feature = "app")]
mod seen_and_unseen;
#[cfg(feature = "app")]
mod share_bar;
#[cfg(feature = "app")]
mod spread_figure;
#[cfg(feature = "app")]
mod threshold_counts;
#[cfg(feature = "app")]
mod what_moves;
#[cfg(feature = "app")]
mod your_runs;

#[cfg(feature = "app")]
pub use plate::FigurePlate;
