//! AdamW with global-norm clipping. burn's own optimizer clips tensor by tensor, decays every
//! parameter and hands its state over by blocking reads, which a browser's GPU cannot do.

use std::collections::HashMap;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;

/// Decay rate of the mean of the gradient.
const BETA_1: f64 = 0.9;
/// Decay rate of the mean of the squared gradient.
const BETA_2: f64 = 0.999;
/// Keeps the quotient finite where no gradient has been seen.
const EPSILON: f64 = 1e-8;

/// AdamW (Loshchilov & Hutter, 2019, algorithm 2). Weights and embeddings decay; biases and norms,
/// which are all of rank 1, do not.
#[derive(Debug, Clone)]
pub struct AdamW {
    weight_decay: f64,
    clip_norm: f64,
    rates: HashMap<ParamId, f64>,
    steps: u32,
    moments: HashMap<ParamId, Moments>,
}

/// Decaying sums of a parameter, flattened: the paper's moments but for the factors `1 - BETA_1` and
/// `1 - BETA_2`, which wait until the update. Each pass over all weights that is saved here is saved
/// in every step.
#[derive(Debug, Clone)]
pub struct Moments {
    /// Of the gradient.
    pub first: Tensor<1>,
    /// Of its square.
    pub second: Tensor<1>,
}

impl AdamW {
    /// A fresh optimizer. A `clip_norm` of 0 turns clipping off.
    pub fn new(weight_decay: f64, clip_norm: f64) -> Self {
        Self { weight_decay, clip_norm, rates: HashMap::new(), steps: 0, moments: HashMap::new() }
    }

    /// The same optimizer with a learning rate of its own for some parameters, as a share of the common one.
    #[must_use]
    pub fn with_rates(self, rates: HashMap<ParamId, f64>) -> Self {
        Self { rates, ..self }
    }

    /// An optimizer that goes on after `steps` steps with the moments it had.
    #[must_use]
    pub fn resumed(self, steps: u32, moments: HashMap<ParamId, Moments>) -> Self {
        Self { steps, moments, ..self }
    }

    /// The moments of every parameter that has had a gradient.
    pub fn moments(&self) -> &HashMap<ParamId, Moments> {
        &self.moments
    }

    /// Makes one step. Gives back the module and the global L2 norm of the gradient before clipping,
    /// `[1]`, which stays on the device.
    pub fn step<M: Module>(&mut self, module: M, gradients: GradientsParams, learning_rate: f64) -> (M, Tensor<1>) {
        self.steps += 1;
        let norm = global_norm(&module, &gradients);
        let scale = (self.clip_norm > 0.0).then(|| norm.clone().div_scalar(self.clip_norm).clamp_min(1.0).recip());
        let module = module.map(&mut Update { optimizer: self, gradients, scale, learning_rate });
        (module, norm)
    }
}

/// `sqrt(sum of the squares of all gradients)` (Pascanu et al., 2013), `[1]`.
fn global_norm<M: Module>(module: &M, gradients: &GradientsParams) -> Tensor<1> {
    let mut squares = Squares { gradients, sums: Vec::new() };
    module.visit(&mut squares);
    Tensor::cat(squares.sums, 0).sum().sqrt()
}

struct Squares<'a> {
    gradients: &'a GradientsParams,
    sums: Vec<Tensor<1>>,
}

impl ModuleVisitor for Squares<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.get::<D>(param.id) {
            self.sums.push(gradient.square().sum());
        }
    }
}

struct Update<'a> {
    optimizer: &'a mut AdamW,
    gradients: GradientsParams,
    scale: Option<Tensor<1>>,
    learning_rate: f64,
}

impl Update<'_> {
    /// The new values of a flattened parameter.
    fn updated(&mut self, id: ParamId, value: Tensor<1>, gradient: Tensor<1>, decays: bool) -> Tensor<1> {
        let gradient = match &self.scale {
            Some(scale) => gradient * scale.clone(),
            None => gradient,
        };
        let square = gradient.clone().square();
        let moments = match self.optimizer.moments.remove(&id) {
            Some(Moments { first, second }) => {
                Moments { first: first.mul_scalar(BETA_1) + gradient, second: second.mul_scalar(BETA_2) + square }
            }
            None => Moments { first: gradient, second: square },
        };
        // The factors of both moments with their bias corrections; that of the second is taken out of
        // the root, so that it reaches the epsilon too (Kingma & Ba, 2015, end of section 2).
        let steps = f64::from(self.optimizer.steps);
        let first_factor = (1.0 - BETA_1) / (1.0 - BETA_1.powf(steps));
        let root_factor = ((1.0 - BETA_2) / (1.0 - BETA_2.powf(steps))).sqrt();
        let spread = moments.second.clone().sqrt().add_scalar(EPSILON / root_factor);
        let learning_rate = self.learning_rate * self.optimizer.rates.get(&id).unwrap_or(&1.0);
        let change = moments.first.clone().mul_scalar(learning_rate * first_factor / root_factor) / spread;
        self.optimizer.moments.insert(id, moments);
        let decay = if decays { learning_rate * self.optimizer.weight_decay } else { 0.0 };
        let kept = if decay > 0.0 { value.mul_scalar(1.0 - decay) } else { value };
        kept - change
    }
}

impl ModuleMapper for Update<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(gradient) = self.gradients.remove::<D>(param.id) else {
            return param;
        };
        let id = param.id;
        param.map(|value| {
            let shape = value.shape();
            let flat = self.updated(id, value.inner().flatten(0, D - 1), gradient.flatten(0, D - 1), D > 1);
            Tensor::from_inner(flat.reshape(shape)).require_grad()
        })
    }
}
