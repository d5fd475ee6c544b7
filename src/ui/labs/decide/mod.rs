//! The Decide lab: the precision/recall trade-off on the model that the learner has just trained. A move
//! of the threshold never asks the worker.

pub mod axis;
pub mod bars;
pub mod better_run;
pub mod case;
pub mod formulas;
pub mod glance;
pub mod goals;
pub mod material;
pub mod people;
pub mod traps;
pub mod worth;

#[cfg(feature = "app")]
mod axis_ticks;
#[cfg(feature = "app")]
mod calibration;
#[cfg(feature = "app")]
mod cost;
#[cfg(feature = "app")]
mod curves;
#[cfg(feature = "app")]
mod matrix;
#[cfg(feature = "app")]
mod pitfalls;
#[cfg(feature = "app")]
mod reveal;
#[cfg(feature = "app")]
mod runs_glance;
#[cfg(feature = "app")]
mod state;
#[cfg(feature = "app")]
mod targets;
#[cfg(feature = "app")]
mod texts;
#[cfg(feature = "app")]
mod threshold;
#[cfg(feature = "app")]
mod value;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Decide;
