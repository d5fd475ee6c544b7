//! all-MiniLM-L6-v2 (Wang et al., 2020; Apache-2.0) under our names and in burn's layout.

use burn::tensor::Device;

use super::{MAX_TOKENS, ModelError};
use crate::model::{Classifier, Encoder, HostTensor, ModelConfig, Weights, WeightsError};

/// MiniLM's sizes.
const LAYERS: usize = 6;
const D_MODEL: usize = 384;
const D_FF: usize = 1536;
const HEADS: usize = 12;

/// MiniLM with a pruned vocabulary.
pub struct Teacher {
    /// Weights of all six layers, named as [`Encoder`]'s fields.
    pub weights: Weights,
    vocabulary: usize,
}

impl Teacher {
    /// Reads MiniLM's safetensors; `kept` are the token ids whose embeddings stay.
    ///
    /// # Errors
    /// Where the file is damaged or lacks a tensor.
    pub fn read(file: &[u8], kept: &[usize]) -> Result<Self, ModelError> {
        let source = Weights::from_bytes(file)?;
        let mut weights = Weights::default();
        let mut put = |name: String, tensor: HostTensor| weights.tensors.insert(name, tensor);

        put("tokens.weight".into(), rows(find(&source, "embeddings.word_embeddings.weight")?, kept));
        let first: Vec<usize> = (0..MAX_TOKENS).collect();
        let mut positions = rows(find(&source, "embeddings.position_embeddings.weight")?, &first);
        // Every text here is one segment, so that the embedding of segment 0 is a constant.
        let segments = find(&source, "embeddings.token_type_embeddings.weight")?;
        for row in positions.values.chunks_exact_mut(D_MODEL) {
            row.iter_mut().zip(&segments.values).for_each(|(value, segment)| *value += segment);
        }
        put("positions.weight".into(), positions);
        for (ours, theirs) in norm("norm", "embeddings.LayerNorm") {
            put(ours, find(&source, &theirs)?.clone());
        }
        for layer in 0..LAYERS {
            let (ours, theirs) = (format!("layers.{layer}"), format!("encoder.layer.{layer}"));
            let linears = [
                ("attention.query", "attention.self.query"),
                ("attention.key", "attention.self.key"),
                ("attention.value", "attention.self.value"),
                ("attention.output", "attention.output.dense"),
                ("expand", "intermediate.dense"),
                ("contract", "output.dense"),
            ];
            for (ours_part, theirs_part) in linears {
                put(
                    format!("{ours}.{ours_part}.weight"),
                    transposed(find(&source, &format!("{theirs}.{theirs_part}.weight"))?),
                );
                put(
                    format!("{ours}.{ours_part}.bias"),
                    find(&source, &format!("{theirs}.{theirs_part}.bias"))?.clone(),
                );
            }
            let norms = [("attention_norm", "attention.output.LayerNorm"), ("output_norm", "output.LayerNorm")];
            for (ours_part, theirs_part) in norms {
                for (ours, theirs) in norm(&format!("{ours}.{ours_part}"), &format!("{theirs}.{theirs_part}")) {
                    put(ours, find(&source, &theirs)?.clone());
                }
            }
        }
        Ok(Self { weights, vocabulary: kept.len() })
    }

    /// The size of a model of MiniLM's first `layers` layers.
    pub fn config(&self, layers: usize) -> ModelConfig {
        ModelConfig {
            vocabulary: self.vocabulary,
            max_tokens: MAX_TOKENS,
            d_model: D_MODEL,
            d_ff: D_FF,
            heads: HEADS,
            layers,
        }
    }

    /// The whole encoder, for distillation and for the comparison with the reference.
    ///
    /// # Errors
    /// Where a tensor does not fit.
    pub fn encoder(&self, device: &Device) -> Result<Encoder, WeightsError> {
        self.weights.load(self.config(LAYERS).init_encoder(0.0, device), device)
    }

    /// The first layers with fresh heads, on the training device.
    ///
    /// # Errors
    /// Where a tensor does not fit.
    pub fn classifier(&self, size: &ModelConfig) -> Result<Classifier, WeightsError> {
        let device = super::general::device(super::general::SEED);
        let mut classifier = size.init(super::general::DROPOUT, &device);
        classifier.encoder = self.weights.load(classifier.encoder, &device)?;
        Ok(classifier)
    }
}

fn find<'a>(source: &'a Weights, name: &str) -> Result<&'a HostTensor, WeightsError> {
    source.tensors.get(name).ok_or_else(|| WeightsError::Missing(name.to_string()))
}

/// burn's norm calls weight and bias gamma and beta.
fn norm(ours: &str, theirs: &str) -> [(String, String); 2] {
    [(format!("{ours}.gamma"), format!("{theirs}.weight")), (format!("{ours}.beta"), format!("{theirs}.bias"))]
}

fn rows(table: &HostTensor, kept: &[usize]) -> HostTensor {
    let width = table.shape[1];
    let values = kept.iter().flat_map(|row| &table.values[row * width..(row + 1) * width]).copied().collect();
    HostTensor { shape: vec![kept.len(), width], values }
}

/// PyTorch keeps a linear layer as `[out, in]`, burn as `[in, out]`.
fn transposed(tensor: &HostTensor) -> HostTensor {
    let (out, input) = (tensor.shape[0], tensor.shape[1]);
    let values = (0..input).flat_map(|row| (0..out).map(move |column| tensor.values[column * input + row])).collect();
    HostTensor { shape: vec![input, out], values }
}
