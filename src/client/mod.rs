//! Between the page and the worker: starts it, sends commands, turns events into state, keeps runs.
//! No view code. What needs no browser (records, changes, exports) compiles natively and is tested there.

pub mod record;
pub mod state;
pub mod texts;

#[cfg(feature = "app")]
mod lab;

#[cfg(feature = "app")]
pub use lab::Lab;
