//! Classifies texts batch by batch, so that others have their turn in between.

use burn::tensor::{Device, Tensor};

use crate::config::Task;
use crate::data::{Batch, Encoded, plan_evaluation};
use crate::model::{Classifier, WeightsError};

/// Texts per batch: larger than in training, since no gradient has to be kept.
const BATCH_SIZE: usize = 32;

/// An evaluation in progress.
#[derive(Debug)]
pub struct Evaluator<'a> {
    texts: &'a [Encoded],
    batches: Vec<Vec<usize>>,
    done: Vec<Tensor<2>>,
    task: Task,
}

impl<'a> Evaluator<'a> {
    /// Prepares the batches.
    pub fn new(texts: &'a [Encoded], task: Task) -> Self {
        let lengths: Vec<usize> = texts.iter().map(|text| text.ids.len()).collect();
        let batches = plan_evaluation(&lengths, BATCH_SIZE);
        Self { texts, batches, done: Vec::new(), task }
    }

    /// Classifies the next batch, and says how many tokens it has, padding included; `None` when there is none. `model`
    /// must come from `valid()`, so that there is neither dropout nor a graph, and `device` be the one it is on.
    pub fn advance(&mut self, model: &Classifier, device: &Device) -> Option<usize> {
        let batch = self.batches.get(self.done.len())?;
        let texts: Vec<&Encoded> = batch.iter().map(|index| &self.texts[*index]).collect();
        let Batch { ids, padding, .. } = Batch::new(&texts, device);
        let tokens = ids.shape().num_elements();
        self.done.push(model.probabilities(self.task, ids, padding));
        Some(tokens)
    }

    /// The probabilities, `[texts, classes]` row by row in the order of the texts, in one read-back.
    ///
    /// # Errors
    /// Where the device does not hand them over.
    pub async fn finish(self) -> Result<Vec<f32>, WeightsError> {
        let classes = self.task.classes();
        if self.done.is_empty() {
            return Ok(Vec::new());
        }
        let sorted = crate::model::read(Tensor::cat(self.done, 0)).await?;
        let mut rows = vec![0.0; self.texts.len() * classes];
        for (row, index) in sorted.chunks_exact(classes).zip(self.batches.iter().flatten()) {
            rows[index * classes..(index + 1) * classes].copy_from_slice(row);
        }
        Ok(rows)
    }
}
