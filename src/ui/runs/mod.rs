//! Kept runs: a table to sort, name, compare, export and delete.

pub mod compare;
pub mod table;

#[cfg(feature = "app")]
mod files;
#[cfg(feature = "app")]
mod row;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Runs;
