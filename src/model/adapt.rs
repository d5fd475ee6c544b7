//! What of a model is trained: frozen parts, low-rank adapters, the depth of each parameter, and the
//! models between two others.

use std::collections::HashMap;

use burn::module::{Lora, Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::nn::Linear;
use burn::tensor::Tensor;

use super::{Classifier, Encoder, named_parameters, values_by_name};
use crate::config::{LoraTargets, Strategy, Task};

impl Classifier {
    /// The model with everything frozen that the strategy does not train. Frozen parts lose their dropout
    /// too: what is not trained is computed as it will be used. LoRA's first factors are drawn from the
    /// device's generator, so that seeding it first makes them the same again; the second factors are zero,
    /// so that the model answers as before.
    #[must_use]
    pub fn adapted(self, strategy: Strategy, task: Task) -> Self {
        let mut model = self.with_one_head(task);
        match strategy {
            Strategy::HeadOnly => model.encoder = model.encoder.freeze(),
            Strategy::LastLayers { layers } => model.encoder = model.encoder.frozen_below(layers as usize),
            Strategy::Lora { rank, alpha, targets, .. } => {
                let lora = Lora::new(rank as usize, alpha);
                model.encoder = model.encoder.with_adapters(&lora, targets);
            }
            Strategy::Full
            | Strategy::LayerwiseDecay { .. }
            | Strategy::Replay { .. }
            | Strategy::L2Sp { .. }
            | Strategy::Ewc { .. }
            | Strategy::Averaged { .. } => {}
        }
        model
    }

    /// The heads of other tasks stay as they are, whatever is trained.
    fn with_one_head(mut self, task: Task) -> Self {
        let others = |own: Task, head: Linear| if own == task { head } else { head.freeze() };
        self.condition = others(Task::Condition, self.condition);
        self.kind = others(Task::Kind, self.kind);
        self.spam = others(Task::Spam, self.spam);
        self
    }

    /// How many float parameters get a gradient, and how many do not; on a device with autodiff.
    pub fn trainable(&self) -> (usize, usize) {
        let mut counter = Counter::default();
        self.visit(&mut counter);
        (counter.trainable, counter.frozen)
    }

    /// The learning rate of each parameter as a share of the run's: `decay` to the power of its distance from
    /// the head, in layers (Howard & Ruder, 2018, section 3.2).
    pub fn layerwise_rates(&self, decay: f64) -> HashMap<ParamId, f64> {
        let top = self.encoder.layers.len() + 1;
        let rate = |name: &str| decay.powi((top - depth(name, top)) as i32);
        named_parameters(self).into_iter().map(|parameter| (parameter.id, rate(&parameter.name))).collect()
    }

    /// The model whose every weight lies between those of `start` and of this one: `(1 - share) · start + share ·
    /// end`. Low-rank updates are merged first.
    #[must_use]
    pub fn between(self, start: &Self, share: f64) -> Self {
        let mut start = values_by_name(start);
        let end = self.materialize();
        let start = named_parameters(&end).into_iter().filter_map(|end| Some((end.id, start.remove(&end.name)?)));
        let start = start.collect();
        end.map(&mut Between { start, share })
    }
}

/// 0 for the embeddings, `i + 1` for layer `i`, `top` for the heads.
fn depth(name: &str, top: usize) -> usize {
    let Some(inner) = name.strip_prefix("encoder.") else { return top };
    let layer = inner.strip_prefix("layers.").and_then(|rest| rest.split('.').next());
    layer.and_then(|number| number.parse::<usize>().ok()).map_or(0, |layer| layer + 1)
}

impl Encoder {
    /// All but the last `layers` layers frozen.
    fn frozen_below(mut self, layers: usize) -> Self {
        self.tokens = self.tokens.freeze();
        self.positions = self.positions.freeze();
        self.norm = self.norm.freeze();
        let first = self.layers.len().saturating_sub(layers);
        let freeze = |(index, layer): (usize, super::EncoderLayer)| if index < first { layer.freeze() } else { layer };
        self.layers = self.layers.into_iter().enumerate().map(freeze).collect();
        self
    }

    /// Every weight without gradient, and low-rank adapters on the targets.
    fn with_adapters(self, lora: &Lora, targets: LoraTargets) -> Self {
        let mut encoder = self.no_grad();
        for layer in &mut encoder.layers {
            let attention = &mut layer.attention;
            let mut adapted = vec![&mut attention.query, &mut attention.value];
            if targets != LoraTargets::QueryValue {
                adapted.extend([&mut attention.key, &mut attention.output]);
            }
            if targets == LoraTargets::All {
                adapted.extend([&mut layer.expand, &mut layer.contract]);
            }
            for linear in adapted {
                *linear = linear.clone().apply_lora(lora.clone());
            }
        }
        encoder
    }
}

#[derive(Default)]
struct Counter {
    trainable: usize,
    frozen: usize,
}

impl ModuleVisitor for Counter {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let value = param.val();
        let count = if value.is_require_grad() { &mut self.trainable } else { &mut self.frozen };
        *count += value.shape().num_elements();
    }
}

struct Between {
    start: HashMap<ParamId, Tensor<1>>,
    share: f64,
}

impl ModuleMapper for Between {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(start) = self.start.remove(&param.id) else { return param };
        let share = self.share;
        param.map(|end| {
            // Exactly the one at 0 and exactly the other at 1, which `start + share · (end - start)` is not.
            let start = start.reshape(end.shape());
            let mixed = start.mul_scalar(1.0 - share) + end.clone().inner().mul_scalar(share);
            if end.is_autodiff() { Tensor::from_inner(mixed) } else { mixed }
        })
    }
}
