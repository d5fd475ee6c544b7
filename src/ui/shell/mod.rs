//! The frame around every place: header, routing, notices, footer.

pub mod words;

#[cfg(feature = "app")]
mod arrival;
#[cfg(feature = "app")]
mod engine_chip;
#[cfg(feature = "app")]
mod errand;
#[cfg(feature = "app")]
mod frame;
#[cfg(feature = "app")]
mod notices;
#[cfg(feature = "app")]
mod places;
#[cfg(feature = "app")]
mod route;
#[cfg(feature = "app")]
mod theme;

#[cfg(feature = "app")]
pub use {
    frame::Shell,
    route::{Route, focus_main, focus_next},
};
