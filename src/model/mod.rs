//! The transformer: a BERT encoder with one classifier head per task, and its weights as files. No
//! optimizer, no I/O.

mod adapt;
mod classifier;
mod encoder;
mod manifest;
mod weights;

pub use classifier::{Classifier, cross_entropy};
pub use encoder::{Encoder, EncoderLayer, ModelConfig};
pub use manifest::{FileEntry, Manifest, TOKENIZER_FILE, WEIGHTS_FILE};
pub use weights::{HostTensor, Parameter, Precision, Weights, WeightsError, named_parameters, read, values_by_name};
