//! What is taught, apart from how it is shown: claims and their tests. Pure.

pub mod claims;
pub mod recorded;
mod source;

pub use source::Source;
