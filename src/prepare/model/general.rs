//! Teaches a model the *general* tasks. It never sees a text of a target domain.

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
    /// A linear probe: the encoder stays as it is, and only the head learns.
    pub const PROBE: Self = Self { epochs: 20, learning_rate: 2e-3, heads_only: true };

    /// The recipe of a base model.
    pub fn of(base: BaseModel) -> Self {
        match base {
            BaseModel::Pocket => Self { epochs: 4, learning_rate: 5e-4, heads_only: false },
            BaseModel::MiniLm3 => Self::PROBE,
        }
    }
}

/// The CPU with autodiff, seeded.
pub fn device(seed: u32) -> Device {
    let device = Device::flex().autodiff();
    device.seed(seed.into());
    device
}

/// Trains on general texts; the loss is the sum of the cross-entropies of the tasks, all of one corpus.
///
/// # Errors
/// Where the tokenizer refuses a text.
pub fn train(
    recipe: &Recipe,
    mut model: Classifier,
    tasks: &[Task],
    set: &TextSet,
    tokenizer: &Tokenizer,
) -> Result<Classifier, ModelError> {
    let device = device(SEED);
    let texts = tasks.iter().map(|task| encode(set, *task, tokenizer)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = texts.first() else { return Ok(model) };
    let lengths: Vec<usize> = first.iter().map(|text| text.ids.len()).collect();
    let plan = RunConfig {
        epochs: recipe.epochs,
        examples: first.len() as u32,
        learning_rate: recipe.learning_rate,
        schedule: Schedule::Linear,
        ..RunConfig::default()
    };
    let features = recipe.heads_only.then(|| features(&model.valid(), first));
    let mut optimizer = AdamW::new(plan.weight_decay, plan.clip_norm);
    let mut step = 0;
    for epoch in 0..plan.epochs {
        let mut total = 0.0;
        let batches = plan_epoch(&lengths, plan.batch_size as usize, SEED, epoch);
        for indices in &batches {
            step += 1;
            let pick = |from: &Vec<Encoded>| {
                Batch::new(&indices.iter().map(|index| &from[*index]).collect::<Vec<_>>(), &device)
            };
            let batches: Vec<Batch> = texts.iter().map(pick).collect();
            let pooled = match &features {
                Some(features) => {
                    let rows: Vec<i32> = indices.iter().map(|index| *index as i32).collect();
                    Tensor::from_inner(features.clone().select(0, Tensor::from_ints(rows.as_slice(), &Device::flex())))
                }
                // The tasks differ in their labels alone.
                None => model.encoder.pooled(batches[0].ids.clone(), batches[0].padding.clone()),
            };
            let losses = tasks
                .iter()
                .zip(batches)
                .map(|(task, batch)| cross_entropy(model.head(*task).forward(pooled.clone()), batch.labels));
            let Some(loss) = losses.reduce(|sum, loss| sum + loss) else { continue };
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
