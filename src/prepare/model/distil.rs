//! Makes `pocket`: embeddings reduced by PCA, then two fresh layers that learn to give the same
//! sentence vectors as MiniLM (distillation after Hinton et al., 2015, on vectors as in Reimers &
//! Gurevych, 2020). The texts are unlabelled general definitions.

use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};

use super::general::{DROPOUT, SEED, device};
use super::minilm::Teacher;
use super::{MAX_TOKENS, ModelError, pca};
use crate::config::RunConfig;
use crate::data::{Batch, Encoded, Tokenizer, plan_epoch, plan_evaluation};
use crate::model::{Classifier, Encoder, ModelConfig, read};
use crate::schedule::learning_rate;
use crate::train::AdamW;

const D_MODEL: usize = 128;
const EPOCHS: u32 = 6;
const BATCH_SIZE: usize = 32;
const LEARNING_RATE: f64 = 1e-3;

/// The student and the map from its vectors to the teacher's, which is thrown away afterwards.
#[derive(Module, Debug)]
struct Student {
    classifier: Classifier,
    map: Linear,
}

/// Distils `pocket` from MiniLM.
///
/// # Errors
/// Where the tokenizer refuses a text or the teacher's weights do not fit.
pub fn pocket(
    teacher: &Teacher,
    tokenizer: &Tokenizer,
    texts: &[String],
) -> Result<(ModelConfig, Classifier), ModelError> {
    let size = ModelConfig { d_model: D_MODEL, d_ff: 4 * D_MODEL, heads: 4, layers: 2, ..teacher.config(2) };
    let texts: Vec<Encoded> = texts
        .iter()
        .map(|text| Ok(Encoded { ids: tokenizer.ids(text)?, label: 0 }))
        .collect::<Result<_, ModelError>>()?;
    let targets = vectors(&teacher.encoder(&Device::flex())?, &texts)?;

    let device = device(SEED);
    let mut student = Student {
        classifier: size.init(DROPOUT, &device),
        map: LinearConfig::new(D_MODEL, teacher.config(2).d_model).init(&device),
    };
    reduce_embeddings(&mut student.classifier.encoder, teacher, &device);

    let lengths: Vec<usize> = texts.iter().map(|text| text.ids.len()).collect();
    let plan = RunConfig {
        epochs: EPOCHS,
        batch_size: BATCH_SIZE as u32,
        examples: texts.len() as u32,
        learning_rate: LEARNING_RATE,
        ..RunConfig::default()
    };
    let mut optimizer = AdamW::new(plan.weight_decay, plan.clip_norm);
    let mut step = 0;
    for epoch in 0..EPOCHS {
        let mut total = 0.0;
        let batches = plan_epoch(&lengths, BATCH_SIZE, SEED, epoch);
        for indices in &batches {
            step += 1;
            let batch = Batch::new(&indices.iter().map(|index| &texts[*index]).collect::<Vec<_>>(), &device);
            let target: Vec<f32> = indices.iter().flat_map(|index| &targets[*index]).copied().collect();
            let width = targets[0].len();
            let target = Tensor::<2>::from_data(TensorData::new(target, [indices.len(), width]), &device);
            let vector = student.map.forward(student.classifier.encoder.pooled(batch.ids, batch.padding));
            let similarity = (unit(vector) * target).sum_dim(1).mean();
            let loss = similarity.neg().add_scalar(1.0);
            total += loss.clone().into_scalar::<f32>();
            let gradients = GradientsParams::from_grads(loss.backward(), &student);
            student = optimizer.step(student, gradients, learning_rate(&plan, step)).0;
        }
        eprintln!("distillation epoch {}: mean cosine distance {:.3}", epoch + 1, total / batches.len() as f32);
    }
    Ok((size, student.classifier))
}

/// The teacher's unit vector of each text.
fn vectors(teacher: &Encoder, texts: &[Encoded]) -> Result<Vec<Vec<f32>>, ModelError> {
    let lengths: Vec<usize> = texts.iter().map(|text| text.ids.len()).collect();
    let mut vectors = vec![Vec::new(); texts.len()];
    for indices in plan_evaluation(&lengths, BATCH_SIZE) {
        let batch = Batch::new(&indices.iter().map(|index| &texts[*index]).collect::<Vec<_>>(), &Device::flex());
        let pooled = unit(teacher.pooled(batch.ids, batch.padding));
        let width = pooled.dims()[1];
        let rows = pollster::block_on(read(pooled))?;
        for (row, index) in rows.chunks_exact(width).zip(indices) {
            vectors[index] = row.to_vec();
        }
    }
    Ok(vectors)
}

fn unit(vectors: Tensor<2>) -> Tensor<2> {
    let length = vectors.clone().square().sum_dim(1).sqrt().clamp_min(1e-6);
    vectors / length
}

/// Token and position embeddings in the directions in which MiniLM's tokens differ most, scaled to the
/// size that MiniLM's own have.
fn reduce_embeddings(encoder: &mut Encoder, teacher: &Teacher, device: &Device) {
    let tokens = &teacher.weights.tensors["tokens.weight"];
    let positions = &teacher.weights.tensors["positions.weight"];
    let basis = pca::components(tokens, D_MODEL);
    for (embedding, table, rows) in
        [(&mut encoder.tokens, tokens, tokens.shape[0]), (&mut encoder.positions, positions, MAX_TOKENS)]
    {
        let reduced = pca::projected(table, &basis);
        let data = TensorData::new(reduced.values, [rows, D_MODEL]);
        embedding.weight = Param::from_tensor(Tensor::from_data(data, device).require_grad());
    }
}
