//! A model small enough to check every number of, and a run of it.

use burn::module::{ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use forget_me_not::config::{RunConfig, Schedule};
use forget_me_not::data::{Encoded, training_examples};
use forget_me_not::model::{ModelConfig, Weights, read};
use forget_me_not::train::{Pending, Session, StepValues, TrainingTexts};
use pollster::block_on;

pub const MICRO: ModelConfig =
    ModelConfig { vocabulary: 30, max_tokens: 12, d_model: 8, d_ff: 16, heads: 2, layers: 2 };

pub fn text(label: usize, ids: &[u32]) -> Encoded {
    Encoded { ids: ids.to_vec(), label }
}

/// Ninety texts whose label can be read off their tokens.
pub fn learnable() -> Vec<Encoded> {
    let one = |index: u32| {
        let label = index % 2;
        let mut ids = vec![1];
        ids.extend((0..2 + index % 5).map(|place| 4 + (index * 5 + place * 3) % 10 + 12 * label));
        ids.push(2);
        Encoded { ids, label: label as usize }
    };
    (0..90).map(one).collect()
}

/// Forty texts of another world, with tokens that no text of [`learnable`] has.
pub fn general() -> Vec<Encoded> {
    let one = |index: u32| {
        let ids = vec![1, 26 + index % 4, 26 + (index / 2 + 1) % 4, 3, 2];
        Encoded { ids, label: (index % 4 / 2) as usize }
    };
    (0..40).map(one).collect()
}

pub fn micro_weights() -> Weights {
    let device = Device::flex();
    device.seed(5);
    block_on(Weights::of_module(&MICRO.init(0.0, &device))).expect("the CPU hands its numbers over")
}

pub fn number(tensor: Tensor<1>) -> f64 {
    f64::from(block_on(read(tensor)).expect("the CPU hands its numbers over")[0])
}

pub fn config() -> RunConfig {
    RunConfig {
        learning_rate: 3e-3,
        warmup: 0.0,
        schedule: Schedule::Constant,
        epochs: 3,
        batch_size: 8,
        examples: 60,
        ..RunConfig::default()
    }
}

pub fn session(config: RunConfig) -> Session {
    let texts = TrainingTexts { target: training_examples(&config, &learnable(), &[]), general: general() };
    Session::new(config, &MICRO, &micro_weights(), texts, &Device::flex()).expect("the weights fit")
}

pub fn steps(session: &mut Session, count: usize) -> Vec<StepValues> {
    let pending = (0..count).map(|_| session.step()).collect();
    block_on(Pending::read(pending)).expect("the CPU hands its numbers over")
}

/// The gradient of every parameter, by the parameters' order, flattened.
#[derive(Default)]
pub struct Gradients {
    pub gradients: GradientsParams,
    pub found: Vec<Option<Vec<f32>>>,
}

impl ModuleVisitor for Gradients {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let gradient = self.gradients.get::<D>(param.id).map(|gradient| gradient.flatten::<1>(0, D - 1));
        self.found.push(gradient.map(|gradient| block_on(read(gradient)).expect("the CPU hands its numbers over")));
    }
}

/// Adds to one number of one parameter.
pub struct Nudge {
    pub parameter: usize,
    pub index: usize,
    pub by: f32,
    pub seen: usize,
}

impl ModuleMapper for Nudge {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        self.seen += 1;
        if self.seen - 1 != self.parameter {
            return param;
        }
        param.map(|value| {
            let (shape, device) = (value.shape(), value.device());
            let mut values = block_on(read(value.flatten::<1>(0, D - 1))).expect("the CPU hands its numbers over");
            values[self.index] += self.by;
            Tensor::from_data(TensorData::new(values, shape), &device)
        })
    }
}
