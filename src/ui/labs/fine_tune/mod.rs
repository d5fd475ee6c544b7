//! The Fine-tune lab: choose, predict, run, and see what was gained and what was forgotten.

pub mod choices;
pub mod remedies;
pub mod results;
pub mod words;

#[cfg(feature = "app")]
mod challenge;
#[cfg(feature = "app")]
mod confusion;
#[cfg(feature = "app")]
mod curves;
#[cfg(feature = "app")]
mod drafts;
#[cfg(feature = "app")]
mod flips;
#[cfg(feature = "app")]
mod guess;
#[cfg(feature = "app")]
mod hyperparameters;
#[cfg(feature = "app")]
mod model_and_task;
#[cfg(feature = "app")]
mod number_line;
#[cfg(feature = "app")]
mod own_answer;
#[cfg(feature = "app")]
mod run_bar;
#[cfg(feature = "app")]
mod run_status;
#[cfg(feature = "app")]
mod scores;
#[cfg(feature = "app")]
mod strategy_field;
#[cfg(feature = "app")]
mod try_box;
#[cfg(feature = "app")]
mod verdict;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use {
    drafts::Drafts, hyperparameters::ConfigField, own_answer::note_own_answers, run_bar::RunBar,
    strategy_field::StrategyField, view::FineTune,
};
