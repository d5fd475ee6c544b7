//! Turns texts into vectors batch by batch, so that nothing waits for a long list of them.

use burn::tensor::{Device, Tensor};

use crate::data::{Batch, Encoded, plan_evaluation};
use crate::model::{Encoder, WeightsError};

/// Texts per batch.
const BATCH_SIZE: usize = 32;

/// The vectors of texts, in the making.
#[derive(Debug)]
pub struct Embedder<'a> {
    texts: &'a [Encoded],
    depth: usize,
    batches: Vec<Vec<usize>>,
    done: Vec<Tensor<2>>,
}

impl<'a> Embedder<'a> {
    /// Prepares the batches. `depth` is the number of layers that the texts go through; 0 is the embeddings alone, and
    /// more than there are means all.
    pub fn new(texts: &'a [Encoded], depth: usize) -> Self {
        let lengths: Vec<usize> = texts.iter().map(|text| text.ids.len()).collect();
        Self { texts, depth, batches: plan_evaluation(&lengths, BATCH_SIZE), done: Vec::new() }
    }

    /// Takes the next batch; false when there is none. `encoder` must come from `valid()`, and `device` be the one it
    /// is on.
    pub fn advance(&mut self, encoder: &Encoder, device: &Device) -> bool {
        let Some(batch) = self.batches.get(self.done.len()) else {
            return false;
        };
        let texts: Vec<&Encoded> = batch.iter().map(|index| &self.texts[*index]).collect();
        let Batch { ids, padding, .. } = Batch::new(&texts, device);
        self.done.push(encoder.pooled_after(ids, padding, self.depth));
        true
    }

    /// The vectors, `[texts, d_model]` row by row in the order of the texts, each of length 1, in one read-back.
    ///
    /// # Errors
    /// Where the device does not hand them over.
    pub async fn finish(self) -> Result<Vec<f32>, WeightsError> {
        if self.done.is_empty() {
            return Ok(Vec::new());
        }
        let sorted = Tensor::cat(self.done, 0);
        let [_, width] = sorted.dims();
        let sorted = crate::model::read(sorted).await?;
        let mut rows = vec![0.0; sorted.len()];
        for (row, index) in sorted.chunks_exact(width).zip(self.batches.iter().flatten()) {
            let length = row.iter().map(|number| number * number).sum::<f32>().sqrt();
            let own = &mut rows[index * width..(index + 1) * width];
            own.iter_mut().zip(row).for_each(|(own, number)| *own = number / length);
        }
        Ok(rows)
    }
}
