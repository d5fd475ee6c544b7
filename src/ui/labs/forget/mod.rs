//! The Forget lab: what fine-tuning costs, which remedies help, and how sure of that one can be.

pub mod challenge;
pub mod claims;
pub mod costs;
pub mod measured;
pub mod plot;
pub mod settings;
pub mod sweep_curve;
pub mod verdicts;

#[cfg(feature = "app")]
mod claims_plate;
#[cfg(feature = "app")]
mod compare;
#[cfg(feature = "app")]
mod frontier;
#[cfg(feature = "app")]
mod state;
#[cfg(feature = "app")]
mod strategies;
#[cfg(feature = "app")]
mod sweep;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Forget;
