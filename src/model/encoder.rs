//! A BERT encoder (Devlin et al., 2019): token and position embeddings, then post-norm layers.

use burn::module::Module;
use burn::nn::attention::{MhaInput, MultiHeadAttention, MultiHeadAttentionConfig};
use burn::nn::{Dropout, DropoutConfig, Embedding, EmbeddingConfig, LayerNorm, LayerNormConfig, Linear, LinearConfig};
use burn::tensor::activation::gelu;
use burn::tensor::{Bool, Device, Int, Tensor};
use serde::{Deserialize, Serialize};

/// Size of a model; `config.json` beside its weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelConfig {
    /// Number of token pieces, the rows of the token embedding.
    pub vocabulary: usize,
    /// Most tokens of a text, `[CLS]` and `[SEP]` included; longer texts are cut.
    pub max_tokens: usize,
    /// Width of the hidden states.
    pub d_model: usize,
    /// Width inside the feed-forward blocks.
    pub d_ff: usize,
    /// Attention heads per layer.
    pub heads: usize,
    /// Number of layers.
    pub layers: usize,
}

/// BERT's epsilon, which differs from burn's default.
const LAYER_NORM_EPSILON: f64 = 1e-12;

/// Embeddings and layers.
#[derive(Module, Debug)]
pub struct Encoder {
    /// `[vocabulary, d_model]`.
    pub tokens: Embedding,
    /// `[max_tokens, d_model]`; BERT's embedding of the first segment is added in.
    pub positions: Embedding,
    /// Norm of the summed embeddings.
    pub norm: LayerNorm,
    /// The layers, from the input to the output.
    pub layers: Vec<EncoderLayer>,
    dropout: Dropout,
}

/// Self-attention, then feed-forward, each with a residual connection and a norm after it.
#[derive(Module, Debug)]
pub struct EncoderLayer {
    /// Multi-head self-attention.
    pub attention: MultiHeadAttention,
    /// Norm after the attention.
    pub attention_norm: LayerNorm,
    /// `[d_model, d_ff]`.
    pub expand: Linear,
    /// `[d_ff, d_model]`.
    pub contract: Linear,
    /// Norm after the feed-forward block.
    pub output_norm: LayerNorm,
    dropout: Dropout,
}

impl ModelConfig {
    /// An encoder with random weights; `dropout` is a probability in `0..1`.
    pub fn init_encoder(&self, dropout: f64, device: &Device) -> Encoder {
        Encoder {
            tokens: EmbeddingConfig::new(self.vocabulary, self.d_model).init(device),
            positions: EmbeddingConfig::new(self.max_tokens, self.d_model).init(device),
            norm: self.norm(device),
            layers: (0..self.layers).map(|_| self.init_layer(dropout, device)).collect(),
            dropout: DropoutConfig::new(dropout).init(),
        }
    }

    fn init_layer(&self, dropout: f64, device: &Device) -> EncoderLayer {
        EncoderLayer {
            attention: MultiHeadAttentionConfig::new(self.d_model, self.heads).with_dropout(dropout).init(device),
            attention_norm: self.norm(device),
            expand: LinearConfig::new(self.d_model, self.d_ff).init(device),
            contract: LinearConfig::new(self.d_ff, self.d_model).init(device),
            output_norm: self.norm(device),
            dropout: DropoutConfig::new(dropout).init(),
        }
    }

    fn norm(&self, device: &Device) -> LayerNorm {
        LayerNormConfig::new(self.d_model).with_epsilon(LAYER_NORM_EPSILON).init(device)
    }
}

impl Encoder {
    /// Hidden states of every token.
    ///
    /// # Shapes
    /// - `ids`: `[batch, seq]`, `seq` at most `max_tokens`
    /// - `padding`: `[batch, seq]`, true where there is no token
    /// - output: `[batch, seq, d_model]`
    pub fn forward(&self, ids: Tensor<2, Int>, padding: Tensor<2, Bool>) -> Tensor<3> {
        let embedded = self.embedded(ids);
        self.layers.iter().fold(embedded, |hidden, layer| layer.forward(hidden, padding.clone()))
    }

    /// `[batch, seq, d_model]`.
    fn embedded(&self, ids: Tensor<2, Int>) -> Tensor<3> {
        let [_, seq] = ids.dims();
        let positions = Tensor::arange(0..seq as i64, &ids.device()).unsqueeze::<2>();
        let embedded = self.tokens.forward(ids) + self.positions.forward(positions);
        self.dropout.forward(self.norm.forward(embedded))
    }

    /// Where every head of every layer looks, from the input to the output.
    ///
    /// # Shapes
    /// - `ids`, `padding`: `[batch, seq]`
    /// - output: for each layer `[batch, heads, seq, seq]`; each row sums to 1
    pub fn attention(&self, ids: Tensor<2, Int>, padding: Tensor<2, Bool>) -> Vec<Tensor<4>> {
        let mut hidden = self.embedded(ids);
        let mut attention = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let (next, weights) = layer.attend(hidden, padding.clone());
            hidden = next;
            attention.push(weights);
        }
        attention
    }

    /// One vector per text as in [`Encoder::pooled`], after the embeddings and after every layer.
    ///
    /// # Shapes
    /// - `ids`, `padding`: `[batch, seq]`
    /// - output: `layers + 1` of `[batch, d_model]`
    pub fn pooled_by_layer(&self, ids: Tensor<2, Int>, padding: Tensor<2, Bool>) -> Vec<Tensor<2>> {
        let mut hidden = self.embedded(ids);
        let mut pooled = vec![mean(hidden.clone(), padding.clone())];
        for layer in &self.layers {
            hidden = layer.forward(hidden, padding.clone());
            pooled.push(mean(hidden.clone(), padding.clone()));
        }
        pooled
    }

    /// One vector per text as in [`Encoder::pooled`], after so many layers; 0 is after the embeddings, and more than
    /// there are means all.
    ///
    /// # Shapes
    /// - `ids`, `padding`: `[batch, seq]`
    /// - output: `[batch, d_model]`
    pub fn pooled_after(&self, ids: Tensor<2, Int>, padding: Tensor<2, Bool>, depth: usize) -> Tensor<2> {
        let layers = self.layers.iter().take(depth);
        let hidden = layers.fold(self.embedded(ids), |hidden, layer| layer.forward(hidden, padding.clone()));
        mean(hidden, padding)
    }

    /// One vector per text: the mean of the hidden states of its tokens, padding left out.
    ///
    /// # Shapes
    /// - `ids`, `padding`: `[batch, seq]`
    /// - output: `[batch, d_model]`
    pub fn pooled(&self, ids: Tensor<2, Int>, padding: Tensor<2, Bool>) -> Tensor<2> {
        let hidden = self.forward(ids, padding.clone());
        mean(hidden, padding)
    }
}

/// The mean over the tokens of each text, `[batch, d_model]`.
fn mean(hidden: Tensor<3>, padding: Tensor<2, Bool>) -> Tensor<2> {
    let present = padding.bool_not().float().unsqueeze_dim::<3>(2);
    let count = present.clone().sum_dim(1).clamp_min(1.0);
    ((hidden * present).sum_dim(1) / count).squeeze_dim(1)
}

impl EncoderLayer {
    /// # Shapes
    /// - `hidden`: `[batch, seq, d_model]`
    /// - `padding`: `[batch, seq]`, true where there is no token
    /// - output: `[batch, seq, d_model]`
    pub fn forward(&self, hidden: Tensor<3>, padding: Tensor<2, Bool>) -> Tensor<3> {
        self.attend(hidden, padding).0
    }

    /// The same, with the attention weights `[batch, heads, seq, seq]`.
    fn attend(&self, hidden: Tensor<3>, padding: Tensor<2, Bool>) -> (Tensor<3>, Tensor<4>) {
        let attended = self.attention.forward(MhaInput::self_attn(hidden.clone()).mask_pad(padding));
        let hidden = self.attention_norm.forward(hidden + self.dropout.forward(attended.context));
        let expanded = gelu(self.expand.forward(hidden.clone()));
        let contracted = self.dropout.forward(self.contract.forward(expanded));
        (self.output_norm.forward(hidden + contracted), attended.weights)
    }
}
