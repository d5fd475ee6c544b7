//! Texts to token ids, with the tokenizer file that belongs to a model.

use tokenizers::Tokenizer as WordPiece;

/// A model's tokenizer.
#[derive(Debug, Clone)]
pub struct Tokenizer {
    word_piece: WordPiece,
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
        let mut word_piece = WordPiece::from_bytes(file).map_err(|error| TokenizerError(error.to_string()))?;
        word_piece.with_padding(None);
        word_piece.with_truncation(None).map_err(|error| TokenizerError(error.to_string()))?;
        Ok(Self { word_piece, max_tokens })
    }

    /// The token ids of a text; a text that is too long loses its end, but keeps its `[SEP]`.
    ///
    /// # Errors
    /// Where the tokenizer refuses the text.
    pub fn ids(&self, text: &str) -> Result<Vec<u32>, TokenizerError> {
        Ok(self.pieces(text)?.into_iter().map(|(id, _)| id).collect())
    }

    /// The token ids of a text with the pieces that they stand for; cut as in [`Tokenizer::ids`].
    ///
    /// # Errors
    /// Where the tokenizer refuses the text.
    pub fn pieces(&self, text: &str) -> Result<Vec<(u32, String)>, TokenizerError> {
        // Tokenizing is linear in the length; a megabyte of paste need not be read to its end to fill
        // a few dozen tokens. No piece is longer than 100 characters.
        let readable: String = text.chars().take(self.max_tokens * 100).collect();
        let encoding = self.word_piece.encode(readable, true).map_err(|error| TokenizerError(error.to_string()))?;
        let mut pieces: Vec<(u32, String)> =
            encoding.get_ids().iter().copied().zip(encoding.get_tokens().iter().cloned()).collect();
        if pieces.len() > self.max_tokens
            && let Some(separator) = pieces.last().cloned()
        {
            pieces.truncate(self.max_tokens - 1);
            pieces.push(separator);
        }
        Ok(pieces)
    }
}
