//! Text sets and their labels, fixed splits, tokens and batches. Only the batcher makes tensors.

#[cfg(feature = "train")]
mod batcher;
mod corpus;
mod label;
#[cfg(feature = "train")]
mod recipe;
mod text_set;
#[cfg(feature = "train")]
mod tokens;

#[cfg(feature = "train")]
pub use batcher::{Batch, choose, generator, plan_epoch, plan_evaluation, replayed};
pub use corpus::{Corpus, CorpusWords};
pub use label::{Description, Label};
#[cfg(feature = "train")]
pub use recipe::training_examples;
pub use text_set::{Example, PROBED, Split, TextSet, TextSetError, WATCHED, WATCHED_TRAINING, leaked};
#[cfg(feature = "train")]
pub use tokens::{Encoded, Tokenizer, TokenizerError};
