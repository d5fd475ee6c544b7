//! Text sets and their labels, fixed splits, tokens and batches. Only the batcher makes tensors.

mod label;
mod text_set;

pub use label::{Description, Label};
pub use text_set::{Example, Split, TextSet, TextSetError, WATCHED};
