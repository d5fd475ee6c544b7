//! `config.json` beside a model's weights: its size, and what its files must be.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ModelConfig;

/// The token pieces, beside `config.json`.
pub const TOKENIZER_FILE: &str = "tokenizer.json";
/// The weights, beside `config.json`.
pub const WEIGHTS_FILE: &str = "weights.safetensors";

/// The content of `config.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The model's size.
    #[serde(flatten)]
    pub size: ModelConfig,
    /// The other files by their name.
    pub files: BTreeMap<String, FileEntry>,
}

/// What a file must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its length.
    pub bytes: u64,
    /// Its sha256, in hexadecimal.
    pub sha256: String,
}
