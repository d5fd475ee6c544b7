//! Teaches a model the *general* task, both heads at once. It never sees a medical text.

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use super::{ModelError, encode};
use crate::config::{BaseModel, RunConfig, Schedule, Task};
use crate::data::{Batch, Encoded, TextSet, Tokenizer, plan_epoch};
use crate::model::{Classifier, cross_entropy};
use crate::schedule::learning_rate;
use crate::train::AdamW;

/// Seed of everything that is drawn while a base model is made.
pub const SEED: u32 = 20;
/// Dropout while a base model is made.
pub const DROPOUT: f64 = 0.1;

/// Texts per batch where the frozen encoder reads them.
const READING_BATCH: usize = 32;

/// How long, how fast, and which weights.
pub struct Recipe {
    epochs: u32,
    learning_rate: f64,
    /// Trains the heads alone (a linear probe): the encoder stays what it was pretrained to be.
    heads_only: bool,
}

impl Recipe {
    /// The recipe of a base model.
    pub fn of(base: BaseModel) -> Self {
        match base {
            BaseModel::Pocket => Self { epochs: 4, learning_rate: 5e-4, heads_only: false },
            BaseModel::MiniLm3 => Self { epochs: 20, learning_rate: 2e-3, heads_only: true },
        }
    }
}

/// The CPU with autodiff, seeded.
pub fn device(seed: u32) -> Device {
    let device = Device::flex().autodiff();
    device.seed(seed.into());
    device
}

/// Trains on general definitions; the loss is the sum of the cross-entropies of both tasks.
///
/// # Errors
/// Where the tokenizer refuses a text.
pub fn train(
    recipe: &Recipe,
    mut model: Classifier,
    set: &TextSet,
    tokenizer: &Tokenizer,
) -> Result<Classifier, ModelError> {
    let device = device(SEED);
    let kinds = encode(set, Task::Kind, tokenizer)?;
    let conditions = encode(set, Task::Condition, tokenizer)?;
    let lengths: Vec<usize> = kinds.iter().map(|text| text.ids.len()).collect();
    let plan = RunConfig {
        epochs: recipe.epochs,
        examples: kinds.len() as u32,
        learning_rate: recipe.learning_rate,
        schedule: Schedule::Linear,
        ..RunConfig::default()
    };
    let features = recipe.heads_only.then(|| features(&model.valid(), &kinds));
    let mut optimizer = AdamW::new(plan.weight_decay, plan.clip_norm);
    let mut step = 0;
    for epoch in 0..plan.epochs {
        let mut total = 0.0;
        let batches = plan_epoch(&lengths, plan.batch_size as usize, SEED, epoch);
        for indices in &batches {
            step += 1;
            let pick = |from: &'_ [Encoded]| -> Vec<Encoded> { indices.iter().map(|i| from[*i].clone()).collect() };
            let (kind, condition) = (pick(&kinds), pick(&conditions));
            let kind = Batch::new(&kind.iter().collect::<Vec<_>>(), &device);
            let condition = Batch::new(&condition.iter().collect::<Vec<_>>(), &device);
            let pooled = match &features {
                Some(features) => {
                    let rows: Vec<i32> = indices.iter().map(|index| *index as i32).collect();
                    Tensor::from_inner(features.clone().select(0, Tensor::from_ints(rows.as_slice(), &Device::flex())))
                }
                None => model.encoder.pooled(kind.ids, kind.padding),
            };
            let loss = cross_entropy(model.head(Task::Kind).forward(pooled.clone()), kind.labels)
                + cross_entropy(model.head(Task::Condition).forward(pooled), condition.labels);
            total += loss.clone().into_scalar::<f32>();
            let gradients = GradientsParams::from_grads(loss.backward(), &model);
            model = optimizer.step(model, gradients, learning_rate(&plan, step)).0;
        }
        eprintln!("general epoch {}: mean loss {:.3}", epoch + 1, total / batches.len() as f32);
    }
    Ok(model.valid())
}

/// What the encoder makes of every text, `[texts, d_model]`; it does not change while only the heads learn.
fn features(model: &Classifier, texts: &[Encoded]) -> Tensor<2> {
    let device = Device::flex();
    let read = texts.chunks(READING_BATCH).map(|chunk| {
        let batch = Batch::new(&chunk.iter().collect::<Vec<_>>(), &device);
        model.encoder.pooled(batch.ids, batch.padding)
    });
    Tensor::cat(read.collect(), 0)
}
