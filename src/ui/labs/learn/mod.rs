//! Learn: the chapters, the worked problem, the guide.

pub mod figures;
pub mod guide;
pub mod numerals;
pub mod run_label;

#[cfg(feature = "app")]
mod blocks;
#[cfg(feature = "app")]
mod chapter_page;
#[cfg(feature = "app")]
mod claims;
#[cfg(feature = "app")]
mod guide_bar;
#[cfg(feature = "app")]
mod index;
#[cfg(feature = "app")]
mod labels;
#[cfg(feature = "app")]
mod problem;
#[cfg(feature = "app")]
mod reading;
#[cfg(feature = "app")]
mod say;
#[cfg(feature = "app")]
mod task;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Learn;
