//! Between the page and the worker: starts it, sends commands, turns events into state, keeps runs.
//! No view code. What needs no browser (records, changes, exports) compiles natively and is tested there.

pub mod between;
pub mod csv;
pub mod desk;
pub mod explaining;
pub mod explanations;
pub mod export;
pub mod goals;
pub mod insight;
pub mod occlusion;
pub mod question;
pub mod queue;
pub mod record;
mod rows;
pub mod self_check;
pub mod stages;
pub mod state;
pub mod summary;
pub mod sweep;
pub mod texts;
pub mod timing;

#[cfg(feature = "app")]
mod browser;
#[cfg(feature = "app")]
mod lab;
#[cfg(feature = "app")]
mod store;
#[cfg(feature = "app")]
mod tabs;
#[cfg(feature = "app")]
mod worker;

#[cfg(feature = "app")]
pub use {
    browser::{now, saves_data, window_height},
    lab::{Fetched, Lab, Lesson, Templates},
};
