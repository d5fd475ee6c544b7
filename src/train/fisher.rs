//! How much the answers to general texts depend on each weight: the diagonal of the Fisher information.

use std::collections::HashMap;

use burn::module::{Module, ModuleVisitor, Param, ParamId};
use burn::optim::GradientsParams;
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor};

use crate::config::Task;
use crate::data::{Batch, Encoded};
use crate::model::Classifier;

/// An estimate in progress: the mean over texts of `Σ_c p(c) (∂ log p(c) / ∂w)²`, with the model's own
/// probabilities `p`. The expectation over classes is exact, where the usual estimate samples a class or
/// takes the true one (van de Ven, 2025, compares them).
#[derive(Debug, Clone)]
pub struct Fisher {
    model: Classifier,
    texts: Vec<Encoded>,
    next: usize,
    sums: HashMap<ParamId, Tensor<1>>,
}

impl Fisher {
    /// An estimate for a model on these texts, one after the other: the square is of each text's own gradient.
    pub fn new(model: &Classifier, texts: Vec<Encoded>) -> Self {
        // Freezing turns dropout off, which would blur the gradients; these are then asked for again.
        let model = model.clone().freeze().set_require_grad(true);
        Self { model, texts, next: 0, sums: HashMap::new() }
    }

    /// Takes the next text into account; false when there is none. `device` is the model's, with autodiff.
    pub fn advance(&mut self, task: Task, device: &Device) -> bool {
        let Self { model, texts, next, sums } = self;
        let Some(text) = texts.get(*next) else { return false };
        *next += 1;
        for class in 0..task.classes() {
            let batch = Batch::new(&[text], device);
            let log_probabilities = log_softmax(model.logits(task, batch.ids, batch.padding), 1);
            let log_probability: Tensor<1> = log_probabilities.narrow(1, class, 1).reshape([1]);
            let gradients = GradientsParams::from_grads(log_probability.backward(), model);
            let weight = log_probability.inner().exp().div_scalar(texts.len() as f64);
            model.visit(&mut Squares { sums, gradients, weight });
        }
        true
    }

    /// The importance of a parameter's weights, flattened; `None` where no gradient reaches it.
    pub fn of(&self, id: ParamId) -> Option<Tensor<1>> {
        self.sums.get(&id).cloned()
    }
}

struct Squares<'a> {
    sums: &'a mut HashMap<ParamId, Tensor<1>>,
    gradients: GradientsParams,
    weight: Tensor<1>,
}

impl ModuleVisitor for Squares<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let Some(gradient) = self.gradients.remove::<D>(param.id) else { return };
        let square: Tensor<1> = gradient.flatten::<1>(0, D - 1).square() * self.weight.clone();
        let sum = match self.sums.remove(&param.id) {
            Some(sum) => sum + square,
            None => square,
        };
        self.sums.insert(param.id, sum);
    }
}
