//! Is the GPU to be trusted? The same numbers go through the same operators on both devices. Shader
//! errors are only logged on the web, so that without this a broken driver would just train nonsense.

use burn::module::Module;
use burn::nn::LayerNormConfig;
use burn::optim::GradientsParams;
use burn::tensor::activation::{gelu, softmax};
use burn::tensor::module::embedding;
use burn::tensor::{Device, Distribution, Int, Tensor, TensorData};

use crate::config::{RunConfig, Schedule, Task};
use crate::data::{Batch, Encoded};
use crate::model::{Classifier, ModelConfig, Weights, WeightsError, cross_entropy, read};
use crate::protocol::Check;
use crate::train::{Pending, Session, SessionError};

/// Largest difference of an operator's results, and of logits.
const TOLERANCE: f32 = 1e-4;
/// Largest difference of the losses of a few training steps.
const LOSS_TOLERANCE: f32 = 1e-2;

const SIZE: ModelConfig = ModelConfig { vocabulary: 40, max_tokens: 16, d_model: 32, d_ff: 64, heads: 4, layers: 1 };

type Operator = fn(Inputs) -> Tensor<1>;

/// Operators with what goes in.
const OPERATORS: [(&str, Operator); 7] = [
    ("matrix product", |x| x.a.matmul(x.b).flatten(0, 1)),
    ("batched matrix product", |x| {
        let stack: Tensor<3> = Tensor::stack(vec![x.a.clone(), x.a.mul_scalar(0.5)], 0);
        stack.clone().matmul(stack.swap_dims(1, 2)).flatten(0, 2)
    }),
    ("softmax", |x| softmax(x.a, 1).flatten(0, 1)),
    ("GELU", |x| gelu(x.a).flatten(0, 1)),
    ("layer norm", |x| {
        let device = x.a.device();
        LayerNormConfig::new(24).with_epsilon(1e-12).init(&device).forward(x.a).flatten(0, 1)
    }),
    ("embedding", |x| embedding(x.a, x.ids).flatten(0, 2)),
    ("sums and square roots", |x| x.a.square().sum_dim(1).sqrt().flatten(0, 1)),
];

struct Inputs {
    a: Tensor<2>,
    b: Tensor<2>,
    ids: Tensor<2, Int>,
}

/// Compares a device with the CPU.
///
/// # Errors
/// Where a device does not hand its numbers over.
pub async fn compare(gpu: &Device) -> Result<Vec<Check>, SessionError> {
    let cpu = Device::flex();
    cpu.seed(11);
    let a = read(Tensor::<2>::random([18, 24], Distribution::Normal(0.0, 1.0), &cpu)).await?;
    let b = read(Tensor::<2>::random([24, 10], Distribution::Normal(0.0, 1.0), &cpu)).await?;
    let inputs = |device: &Device| Inputs {
        a: Tensor::from_data(TensorData::new(a.clone(), [18, 24]), device),
        b: Tensor::from_data(TensorData::new(b.clone(), [24, 10]), device),
        ids: Tensor::from_data(TensorData::new((0..12_i32).collect::<Vec<_>>(), [3, 4]), device),
    };
    let mut checks = Vec::new();
    for (name, operator) in OPERATORS {
        let expected = read(operator(inputs(&cpu))).await?;
        let found = read(operator(inputs(gpu))).await?;
        checks.push(check(name, &expected, &found, TOLERANCE));
    }

    let weights = Weights::of_module(&SIZE.init(0.0, &cpu)).await?;
    let (expected, found) = (pass(&weights, &cpu).await?, pass(&weights, gpu).await?);
    checks.push(check("logits of a micro model", &expected.0, &found.0, TOLERANCE));
    checks.push(check("gradients of a micro model", &expected.1, &found.1, TOLERANCE));
    let (expected, found) = (train(&weights, &cpu).await?, train(&weights, gpu).await?);
    checks.push(check("losses of four training steps", &expected, &found, LOSS_TOLERANCE));
    Ok(checks)
}

fn check(name: &str, expected: &[f32], found: &[f32], tolerance: f32) -> Check {
    // `f32::max` would drop a NaN, and a NaN is the last thing to overlook.
    let difference = expected
        .iter()
        .zip(found)
        .map(|(e, f)| (e - f).abs())
        .fold(0.0, |most, difference| if difference.is_nan() || difference > most { difference } else { most });
    Check { name: name.into(), difference, tolerance }
}

fn texts() -> Vec<Encoded> {
    let text =
        |label: usize, length: u32| Encoded { ids: (0..length).map(|i| (i * 7 + label as u32) % 40).collect(), label };
    vec![text(0, 6), text(1, 8), text(1, 5), text(0, 8)]
}

/// Logits and gradients.
async fn pass(weights: &Weights, device: &Device) -> Result<(Vec<f32>, Vec<f32>), WeightsError> {
    let device = device.clone().autodiff();
    let model: Classifier = weights.load(SIZE.init(0.0, &device), &device)?;
    let texts = texts();
    let batch = Batch::new(&texts.iter().collect::<Vec<_>>(), &device);
    let logits = model.logits(Task::Condition, batch.ids, batch.padding);
    let gradients = cross_entropy(logits.clone(), batch.labels).backward();
    let gradients = GradientsParams::from_grads(gradients, &model);
    let mut collected = Collected { gradients, parts: Vec::new() };
    model.visit(&mut collected);
    Ok((read(logits.inner()).await?, read(Tensor::cat(collected.parts, 0)).await?))
}

struct Collected {
    gradients: GradientsParams,
    parts: Vec<Tensor<1>>,
}

impl burn::module::ModuleVisitor for Collected {
    fn visit_float<const D: usize>(&mut self, param: &burn::module::Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.get::<D>(param.id) {
            self.parts.push(gradient.flatten(0, D - 1));
        }
    }
}

/// The losses of four steps, without dropout, which no two devices draw alike.
async fn train(weights: &Weights, device: &Device) -> Result<Vec<f32>, SessionError> {
    let config = RunConfig {
        learning_rate: 1e-2,
        schedule: Schedule::Constant,
        warmup: 0.0,
        dropout: 0.0,
        epochs: 4,
        batch_size: 4,
        examples: 4,
        ..RunConfig::default()
    };
    let mut session = Session::new(config, &SIZE, weights, texts(), device)?;
    let steps = (0..4).map(|_| session.step()).collect();
    Ok(Pending::read(steps).await?.into_iter().map(|values| values.loss).collect())
}
