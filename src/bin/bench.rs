//! How long a training step takes natively, and what it spends its time on: `bench pocket minilm-3`.
//! Prints a JSON line for each model; scripts/bench sets the browser's figures beside them.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};
use forget_me_not::config::{BaseModel, RunConfig, Task};
use forget_me_not::data::{Batch, Encoded, Split, choose, plan_epoch};
use forget_me_not::model::{ModelConfig, cross_entropy};
use forget_me_not::prepare::model::Base;
use forget_me_not::train::AdamW;

/// Steps before the clock starts.
const WARM_UP: usize = 3;
/// Steps that are timed.
const STEPS: usize = 40;

/// Time spent in the parts of a step.
#[derive(Default)]
struct Parts {
    forward: Duration,
    backward: Duration,
    update: Duration,
    flop: f64,
}

fn measure(name: &str) -> Result<String, Box<dyn Error>> {
    let model = BaseModel::from_name(name).ok_or("there are pocket and minilm-3")?;
    let base = Base::read(Path::new("public"), model, Task::Condition)?;
    let config = RunConfig::for_model(model);
    let device = Device::flex().autodiff();
    let mut network = base.weights.load(base.size.init(config.dropout, &device), &device)?;
    let mut optimizer = AdamW::new(config.weight_decay, config.clip_norm);

    // The batches of the default run.
    let pool = base.texts(Split::TargetTrain);
    let chosen: Vec<&Encoded> =
        choose(config.seed, pool.len(), config.examples as usize).into_iter().map(|index| &pool[index]).collect();
    let lengths: Vec<usize> = chosen.iter().map(|text| text.ids.len()).collect();
    let plan = plan_epoch(&lengths, config.batch_size as usize, config.seed, 0);

    let mut parts = Parts::default();
    for (number, indices) in plan.iter().take(WARM_UP + STEPS).enumerate() {
        let texts: Vec<&Encoded> = indices.iter().map(|index| chosen[*index]).collect();
        let begin = Instant::now();
        let batch = Batch::new(&texts, &device);
        let [rows, seq] = batch.ids.dims();
        let loss = cross_entropy(network.logits(config.task, batch.ids, batch.padding), batch.labels);
        let after_forward = Instant::now();
        let gradients = GradientsParams::from_grads(loss.backward(), &network);
        let after_backward = Instant::now();
        let (updated, norm): (_, Tensor<1>) = optimizer.step(network, gradients, config.learning_rate);
        network = updated;
        norm.into_data();
        if number >= WARM_UP {
            parts.forward += after_forward - begin;
            parts.backward += after_backward - after_forward;
            parts.update += after_backward.elapsed();
            parts.flop += step_flop(&base.size, rows, seq);
        }
    }

    let ms = |part: Duration| part.as_secs_f64() * 1e3 / STEPS as f64;
    let total = parts.forward + parts.backward + parts.update;
    Ok(serde_json::json!({
        "model": name,
        "step_ms": ms(total),
        "forward_ms": ms(parts.forward),
        "backward_ms": ms(parts.backward),
        "update_ms": ms(parts.update),
        "gflops": parts.flop / total.as_secs_f64() / 1e9,
        "flop_per_step": parts.flop / STEPS as f64,
    })
    .to_string())
}

/// Floating-point operations of the matrix products of a step: two for each multiplication with its
/// addition, and a backward pass counts twice a forward pass (Kaplan et al., 2020, section 2.1).
fn step_flop(size: &ModelConfig, rows: usize, seq: usize) -> f64 {
    let projections = 4 * size.d_model * size.d_model + 2 * size.d_model * size.d_ff;
    let attention = 2 * seq * size.d_model;
    3.0 * 2.0 * (rows * seq * size.layers * (projections + attention)) as f64
}

fn main() -> ExitCode {
    for name in std::env::args().skip(1) {
        match measure(&name) {
            Ok(line) => println!("{line}"),
            Err(error) => {
                eprintln!("{name}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
