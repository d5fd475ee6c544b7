//! Texts to token ids, with the tokenizer file that belongs to a model.

use tokenizers::Tokenizer as WordPiece;

/// A model's tokenizer.
#[derive(Debug, Clone)]
pub struct Tokenizer {
    pieces: WordPiece,
    max_tokens: usize,
}

/// A tokenizer file that cannot be used, or a text that it cannot take apart.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct TokenizerError(String);

/// A text as the model sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Token ids, from `[CLS]` to `[SEP]`.
    pub ids: Vec<u32>,
    /// Its class under the task.
    pub label: usize,
}

impl Tokenizer {
    /// Reads a `tokenizer.json`. Texts are cut to `max_tokens`, `[CLS]` and `[SEP]` included.
    ///
    /// # Errors
    /// Where the file is not a tokenizer.
    pub fn from_bytes(file: &[u8], max_tokens: usize) -> Result<Self, TokenizerError> {
        let mut pieces = WordPiece::from_bytes(file).map_err(|error| TokenizerError(error.to_string()))?;
        pieces.with_padding(None);
        pieces.with_truncation(None).map_err(|error| TokenizerError(error.to_string()))?;
        Ok(Self { pieces, max_tokens })
    }

    /// The token ids of a text; a text that is too long loses its end, but keeps its `[SEP]`.
    ///
    /// # Errors
    /// Where the tokenizer refuses the text.
    pub fn ids(&self, text: &str) -> Result<Vec<u32>, TokenizerError> {
        // Tokenizing is linear in the length; a megabyte of paste need not be read to its end to fill
        // a few dozen tokens. No piece is longer than 100 characters.
        let readable: String = text.chars().take(self.max_tokens * 100).collect();
        let encoding = self.pieces.encode(readable, true).map_err(|error| TokenizerError(error.to_string()))?;
        let mut ids = encoding.get_ids().to_vec();
        if ids.len() > self.max_tokens
            && let Some(separator) = ids.last().copied()
        {
            ids.truncate(self.max_tokens - 1);
            ids.push(separator);
        }
        Ok(ids)
    }
}
