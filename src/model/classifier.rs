//! The encoder with a linear head for each task.

use burn::module::Module;
use burn::nn::{Dropout, DropoutConfig, Linear, LinearConfig};
use burn::tensor::activation::{log_softmax, softmax};
use burn::tensor::{Bool, Device, Int, Tensor};

use super::{Encoder, ModelConfig};
use crate::config::Task;

/// Encoder, mean pooling and heads. A run trains the encoder and the head of its task; the other heads
/// get no gradient and stay as they are.
#[derive(Module, Debug)]
pub struct Classifier {
    /// The encoder.
    pub encoder: Encoder,
    /// `[d_model, 2]`, the head of [`Task::Condition`].
    pub condition: Linear,
    /// `[d_model, 5]`, the head of [`Task::Kind`].
    pub kind: Linear,
    /// `[d_model, 2]`, the head of [`Task::Spam`].
    pub spam: Linear,
    dropout: Dropout,
}

impl ModelConfig {
    /// A classifier with random weights; `dropout` is a probability in `0..1`. On a device with
    /// autodiff it is ready to be trained.
    pub fn init(&self, dropout: f64, device: &Device) -> Classifier {
        Classifier {
            encoder: self.init_encoder(dropout, device),
            condition: LinearConfig::new(self.d_model, Task::Condition.classes()).init(device),
            kind: LinearConfig::new(self.d_model, Task::Kind.classes()).init(device),
            spam: LinearConfig::new(self.d_model, Task::Spam.classes()).init(device),
            dropout: DropoutConfig::new(dropout).init(),
        }
    }
}

impl Classifier {
    /// # Shapes
    /// - `ids`, `padding`: `[batch, seq]`
    /// - output: `[batch, classes]`
    pub fn logits(&self, task: Task, ids: Tensor<2, Int>, padding: Tensor<2, Bool>) -> Tensor<2> {
        let pooled = self.encoder.pooled(ids, padding);
        self.head(task).forward(self.dropout.forward(pooled))
    }

    /// # Shapes
    /// - `ids`, `padding`: `[batch, seq]`
    /// - output: `[batch, classes]`, rows sum to 1
    pub fn probabilities(&self, task: Task, ids: Tensor<2, Int>, padding: Tensor<2, Bool>) -> Tensor<2> {
        softmax(self.logits(task, ids, padding), 1)
    }

    /// The linear layer that answers a task.
    pub fn head(&self, task: Task) -> &Linear {
        match task {
            Task::Condition => &self.condition,
            Task::Kind => &self.kind,
            Task::Spam => &self.spam,
        }
    }
}

/// Mean cross-entropy in nats.
///
/// # Shapes
/// - `logits`: `[batch, classes]`
/// - `labels`: `[batch]`
/// - output: `[1]`
pub fn cross_entropy(logits: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    log_softmax(logits, 1).gather(1, labels.unsqueeze_dim(1)).mean().neg()
}
