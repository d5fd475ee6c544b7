//! Penalties that pull weights to where they started: L2-SP (Li et al., 2018, equation 3, without the term
//! for new layers: every layer is pretrained here) and elastic weight consolidation (Kirkpatrick et al.,
//! 2017, equation 3).

use std::collections::HashMap;

use burn::module::{Module, ModuleVisitor, Param, ParamId};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;

use super::Fisher;

/// `strength / 2 · Σ F (w − w₀)²` over every trained weight; `F` is 1 for L2-SP.
#[derive(Debug, Clone)]
pub struct Penalty {
    strength: f64,
    anchors: HashMap<ParamId, Anchor>,
}

/// Where a parameter started, flattened, and how much each of its weights matters.
#[derive(Debug, Clone)]
struct Anchor {
    start: Tensor<1>,
    importance: Option<Tensor<1>>,
}

impl Penalty {
    /// The same pull on every weight of `model` that is trained.
    pub fn l2_sp<M: Module>(model: &M, strength: f64) -> Self {
        Self { strength, anchors: anchors(model, |_| None) }
    }

    /// A pull by importance for the general task.
    pub fn elastic<M: Module>(model: &M, fisher: &Fisher, strength: f64) -> Self {
        Self { strength, anchors: anchors(model, |id| fisher.of(id)) }
    }

    /// The penalty as it is now, `[1]`, without a graph.
    pub fn value<M: Module>(&self, model: &M) -> Option<Tensor<1>> {
        let mut sum = Sum { penalty: self, parts: Vec::new() };
        model.visit(&mut sum);
        (!sum.parts.is_empty()).then(|| Tensor::cat(sum.parts, 0).sum().mul_scalar(self.strength / 2.0))
    }

    /// Adds the penalty's gradient, `strength · F (w − w₀)`, to that of the loss.
    pub fn add_gradients<M: Module>(&self, model: &M, gradients: GradientsParams) -> GradientsParams {
        let mut add = Add { penalty: self, gradients };
        model.visit(&mut add);
        add.gradients
    }
}

fn anchors<M: Module>(model: &M, importance: impl Fn(ParamId) -> Option<Tensor<1>>) -> HashMap<ParamId, Anchor> {
    let mut trained = Trained::default();
    model.visit(&mut trained);
    let anchor = |(id, start)| (id, Anchor { start, importance: importance(id) });
    trained.found.into_iter().map(anchor).collect()
}

/// The parameters that get a gradient, flattened.
#[derive(Default)]
struct Trained {
    found: Vec<(ParamId, Tensor<1>)>,
}

impl ModuleVisitor for Trained {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let value = param.val();
        if value.is_require_grad() {
            self.found.push((param.id, value.inner().flatten(0, D - 1)));
        }
    }
}

impl Anchor {
    /// `F (w − w₀)`, flattened.
    fn pull(&self, value: Tensor<1>) -> Tensor<1> {
        let distance = value - self.start.clone();
        match &self.importance {
            Some(importance) => distance * importance.clone(),
            None => distance,
        }
    }
}

struct Sum<'a> {
    penalty: &'a Penalty,
    parts: Vec<Tensor<1>>,
}

impl ModuleVisitor for Sum<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(anchor) = self.penalty.anchors.get(&param.id) {
            let value: Tensor<1> = param.val().inner().flatten(0, D - 1);
            let distance = value.clone() - anchor.start.clone();
            self.parts.push((anchor.pull(value) * distance).sum());
        }
    }
}

struct Add<'a> {
    penalty: &'a Penalty,
    gradients: GradientsParams,
}

impl ModuleVisitor for Add<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let Some(anchor) = self.penalty.anchors.get(&param.id) else { return };
        let Some(gradient) = self.gradients.remove::<D>(param.id) else { return };
        let value = param.val().inner();
        let pull = anchor.pull(value.clone().flatten(0, D - 1)).mul_scalar(self.penalty.strength);
        self.gradients.register(param.id, gradient + pull.reshape(value.shape()));
    }
}
