//! The vectors of answers and phrasings, natively, by the code that the worker runs.

use std::path::Path;

use burn::module::Module;
use burn::tensor::Device;

use super::super::model::{ModelError, read};
use super::study::Study;
use crate::config::BaseModel;
use crate::data::{Encoded, Tokenizer, TokenizerError};
use crate::lesson::answer_check::{nearest, pieces};
use crate::model::{Encoder, ModelConfig, TOKENIZER_FILE, WEIGHTS_FILE, Weights};
use crate::train::Embedder;

/// How near a piece of an answer comes to each concept: the cosine with its nearest phrasing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Of the vectors as they are.
    pub plain: [f32; 4],
    /// Seen from the middle of the prompt's phrasings.
    pub centred: [f32; 4],
}

/// A shipped encoder.
pub struct Vectors {
    tokenizer: Tokenizer,
    encoder: Encoder,
    device: Device,
}

impl Vectors {
    /// Reads what `prepare model` has made.
    ///
    /// # Errors
    /// Where a file is not there or damaged.
    pub fn read(public: &Path, model: BaseModel) -> Result<Self, ModelError> {
        let folder = public.join("model").join(model.name());
        let size: ModelConfig = serde_json::from_slice(&read(&folder.join("config.json"))?)?;
        let tokenizer = Tokenizer::from_bytes(&read(&folder.join(TOKENIZER_FILE))?, size.max_tokens)?;
        let weights = Weights::from_bytes(&read(&folder.join(WEIGHTS_FILE))?)?;
        let device = Device::flex();
        let encoder = weights.load(size.init(0.0, &device), &device)?.valid().encoder;
        Ok(Self { tokenizer, encoder, device })
    }

    /// `[texts, d_model]`, each of length 1, after so many layers.
    ///
    /// # Errors
    /// Where a text cannot be tokenized.
    pub fn of(&self, texts: &[String], depth: u32) -> Result<Vec<f32>, ModelError> {
        let encoded = texts.iter().map(|text| Ok(Encoded { ids: self.tokenizer.ids(text)?, label: 0 }));
        let encoded = encoded.collect::<Result<Vec<_>, TokenizerError>>()?;
        let mut embedder = Embedder::new(&encoded, depth as usize);
        while embedder.advance(&self.encoder, &self.device) {}
        Ok(pollster::block_on(embedder.finish())?)
    }

    /// How near each piece of every answer comes to each concept.
    ///
    /// # Errors
    /// Where a text cannot be tokenized.
    pub fn near(&self, study: &Study, depth: u32) -> Result<Vec<Vec<Near>>, ModelError> {
        let mut near = vec![Vec::new(); study.answers.len()];
        for prompt in &study.prompts.prompts {
            let phrasings = self.of(&prompt.phrasings(), depth)?;
            let counts = prompt.counts();
            let width = phrasings.len() / counts.iter().sum::<usize>().max(1);
            for (index, answer) in study.answers.iter().enumerate().filter(|(_, answer)| answer.prompt == prompt.id) {
                for piece in self.of(&pieces(&answer.text), depth)?.chunks_exact(width) {
                    let found = nearest(piece, &phrasings, &counts)?;
                    near[index].push(Near {
                        plain: nearest_plain(piece, &phrasings, &counts, width),
                        centred: std::array::from_fn(|concept| found[concept].similarity),
                    });
                }
            }
        }
        Ok(near)
    }
}

/// The best cosine of a piece with every concept, with nothing taken off.
fn nearest_plain(piece: &[f32], phrasings: &[f32], counts: &[usize], width: usize) -> [f32; 4] {
    let mut rest = phrasings;
    let mut best = [f32::NEG_INFINITY; 4];
    for (best, count) in best.iter_mut().zip(counts) {
        let (own, others) = rest.split_at(count * width);
        rest = others;
        for phrasing in own.chunks_exact(width) {
            *best = best.max(piece.iter().zip(phrasing).map(|(one, other)| one * other).sum());
        }
    }
    best
}
