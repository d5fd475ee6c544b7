//! Fine-tuning at home: the run of Forget-me-not's form, with burn on the CPU. Put this file into `src/` beside
//! `Cargo.toml`, put the files that the page links to beside `Cargo.toml` too, and say `cargo run --release`.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::f64::consts::PI;
use std::fs;
use std::path::PathBuf;

use burn::module::{Lora, Module, ModuleMapper, ModuleVisitor, Param, ParamGroup};
use burn::nn::attention::{MhaInput, MultiHeadAttention, MultiHeadAttentionConfig};
use burn::nn::{Dropout, DropoutConfig, Embedding, EmbeddingConfig, LayerNorm, LayerNormConfig, Linear, LinearConfig};
use burn::optim::{AdamWConfig, GradientsParams, ModuleOptimizer};
use burn::tensor::activation::{gelu, log_softmax};
use burn::tensor::{Bool, Device, Int, Tensor, TensorData};
use half::f16;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;
use serde_json::Value;
use tokenizers::Tokenizer;

// --- settings: the page writes this block ---
/// What the form says.
pub const SETTINGS: Settings = Settings {
    // Whose config.json, tokenizer.json and weights.safetensors are read.
    model: "pocket",
    // "condition", "kind" or "spam".
    task: "condition",
    // What the names of the data files begin with.
    domain: "medical",
    general: "general",
    // "full", "head-only", "last-layers", "lora" or "replay"; each of the next five belongs to one of them.
    strategy: "full",
    last_layers: 1,
    lora_rank: 8,
    lora_alpha: 16.0,
    // "query-value", "attention" or "all".
    lora_targets: "query-value",
    // Share of general texts in a batch.
    replay_share: 0.25,
    learning_rate: 2e-4,
    epochs: 5,
    batch_size: 16,
    examples: 1000,
    weight_decay: 0.01,
    // Share of all steps.
    warmup: 0.1,
    // "constant", "linear" or "cosine".
    schedule: "linear",
    dropout: 0.1,
    // Of the gradient; 0 turns clipping off.
    clip_norm: 1.0,
    // Steps between two looks at validation texts.
    eval_every: 32,
    // Whether to go back to the weights with the lowest validation loss.
    restore_best: false,
    seed: 1,
};
// --- end of settings ---

/// Everything that determines a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub model: &'static str,
    pub task: &'static str,
    pub domain: &'static str,
    pub general: &'static str,
    pub strategy: &'static str,
    pub last_layers: usize,
    pub lora_rank: usize,
    pub lora_alpha: f64,
    pub lora_targets: &'static str,
    pub replay_share: f64,
    pub learning_rate: f64,
    pub epochs: usize,
    pub batch_size: usize,
    pub examples: usize,
    pub weight_decay: f64,
    pub warmup: f64,
    pub schedule: &'static str,
    pub dropout: f64,
    pub clip_norm: f64,
    pub eval_every: usize,
    pub restore_best: bool,
    pub seed: u64,
}

type Failure = Box<dyn Error>;
type Figure = fn(&Figures) -> f64;

fn main() -> Result<(), Failure> {
    // The files lie here, or in the folders that the environment names, as in PATH.
    let folders = env::var_os("FORGET_ME_NOT").unwrap_or_else(|| ".".into());
    let report = run(&SETTINGS, &env::split_paths(&folders).collect::<Vec<_>>())?;
    let domain = SETTINGS.domain;
    println!("{:24}before   after", "");
    let figures: [(&str, Figure); 4] = [
        ("accuracy", |of| of.accuracy),
        ("precision", |of| of.precision),
        ("recall", |of| of.recall),
        ("loss", |of| of.loss),
    ];
    for (name, figure) in figures {
        println!("{:24} {:.3}   {:.3}", format!("{domain} {name}"), figure(&report.before), figure(&report.after));
    }
    let [before, after] = report.general;
    println!("{:24} {before:.3}   {after:.3}", "general accuracy");
    Ok(())
}

// ---- The texts: one a line, label, source and text with tabs between them ----

/// A text as the model sees it.
#[derive(Debug, Clone)]
struct Encoded {
    ids: Vec<u32>,
    class: usize,
}

/// The folders in which the files lie.
struct Files<'a>(&'a [PathBuf]);

impl Files<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let found = self.0.iter().map(|folder| folder.join(name)).find(|path| path.exists());
        Ok(fs::read(found.ok_or_else(|| format!("{name} is missing. The page links to it."))?)?)
    }
}

const KINDS: [&str; 5] = ["condition", "action", "object", "person", "substance"];

fn class(task: &str, label: &str) -> usize {
    match task {
        "kind" => KINDS.iter().position(|kind| *kind == label).unwrap_or_default(),
        // The class that precision and recall are about has the name of its task.
        _ => usize::from(label == task),
    }
}

fn texts(
    files: &Files,
    name: &str,
    task: &str,
    tokenizer: &Tokenizer,
    longest: usize,
) -> Result<Vec<Encoded>, Failure> {
    let content = String::from_utf8(files.read(name)?)?;
    let mut texts = Vec::new();
    for line in content.lines() {
        let mut fields = line.splitn(3, '\t');
        let (label, text) = (fields.next().unwrap_or_default(), fields.nth(1).unwrap_or_default());
        let mut ids = tokenizer.encode(text, true).map_err(|error| error.to_string())?.get_ids().to_vec();
        if let Some(separator) = ids.last().copied().filter(|_| ids.len() > longest) {
            ids.truncate(longest - 1);
            ids.push(separator);
        }
        texts.push(Encoded { ids, class: class(task, label) });
    }
    Ok(texts)
}

/// Padded ids `[batch, seq]`, true where there is no token, and classes `[batch]`.
fn batch(texts: &[&Encoded], device: &Device) -> (Tensor<2, Int>, Tensor<2, Bool>, Tensor<1, Int>) {
    let (rows, seq) = (texts.len(), texts.iter().map(|text| text.ids.len()).max().unwrap_or_default());
    let (mut ids, mut padding) = (vec![0_i32; rows * seq], vec![true; rows * seq]);
    for (row, text) in texts.iter().enumerate() {
        for (column, id) in text.ids.iter().enumerate() {
            ids[row * seq + column] = *id as i32;
            padding[row * seq + column] = false;
        }
    }
    let classes: Vec<i32> = texts.iter().map(|text| text.class as i32).collect();
    (
        Tensor::from_data(TensorData::new(ids, [rows, seq]), device),
        Tensor::from_data(TensorData::new(padding, [rows, seq]), device),
        Tensor::from_data(TensorData::new(classes, [rows]), device),
    )
}

/// A generator for each purpose: the same draws as on the page, so the same texts in the same order.
fn generator(seed: u64, purpose: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(purpose << 32 | seed)
}

fn shuffled(count: usize, generator: &mut ChaCha8Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(generator);
    order
}

/// Which of all training texts the run learns from.
pub fn chosen(settings: &Settings, all: usize) -> Vec<usize> {
    let mut order = shuffled(all, &mut generator(settings.seed, 0));
    order.truncate(settings.examples);
    order
}

/// The batches of an epoch: shuffled, but texts of like length share one, which saves padding.
fn epoch(texts: &[Encoded], settings: &Settings, number: usize) -> Vec<Vec<usize>> {
    let mut generator = generator(settings.seed, number as u64 + 1);
    let mut order = shuffled(texts.len(), &mut generator);
    for bucket in order.chunks_mut(8 * settings.batch_size) {
        bucket.sort_by_key(|index| texts[*index].ids.len());
    }
    let mut batches: Vec<Vec<usize>> = order.chunks(settings.batch_size).map(<[usize]>::to_vec).collect();
    batches.shuffle(&mut generator);
    batches
}

// ---- The model: BERT, the mean over the tokens of a text, a linear head ----

#[derive(Module, Debug)]
struct Classifier {
    encoder: Encoder,
    head: Linear,
    dropout: Dropout,
}

#[derive(Module, Debug)]
struct Encoder {
    tokens: Embedding,
    positions: Embedding,
    norm: LayerNorm,
    layers: Vec<Layer>,
    dropout: Dropout,
}

#[derive(Module, Debug)]
struct Layer {
    attention: MultiHeadAttention,
    attention_norm: LayerNorm,
    expand: Linear,
    contract: Linear,
    output_norm: LayerNorm,
    dropout: Dropout,
}

impl Classifier {
    /// With random weights, in the size that `config.json` names.
    fn new(config: &Value, classes: usize, dropout: f64, device: &Device) -> Self {
        let size = |name: &str| config[name].as_u64().unwrap_or_default() as usize;
        let (width, inner) = (size("d_model"), size("d_ff"));
        let norm = || LayerNormConfig::new(width).with_epsilon(1e-12).init(device);
        let drop = || DropoutConfig::new(dropout).init();
        let attention = MultiHeadAttentionConfig::new(width, size("heads")).with_dropout(dropout);
        let layer = |_| Layer {
            attention: attention.init(device),
            attention_norm: norm(),
            expand: LinearConfig::new(width, inner).init(device),
            contract: LinearConfig::new(inner, width).init(device),
            output_norm: norm(),
            dropout: drop(),
        };
        let encoder = Encoder {
            tokens: EmbeddingConfig::new(size("vocabulary"), width).init(device),
            positions: EmbeddingConfig::new(size("max_tokens"), width).init(device),
            norm: norm(),
            layers: (0..size("layers")).map(layer).collect(),
            dropout: drop(),
        };
        Self { encoder, head: LinearConfig::new(width, classes).init(device), dropout: drop() }
    }

    /// `[batch, classes]` for ids and padding `[batch, seq]`.
    fn logits(&self, ids: Tensor<2, Int>, padding: Tensor<2, Bool>) -> Tensor<2> {
        let encoder = &self.encoder;
        let [_, seq] = ids.dims();
        let positions = Tensor::arange(0..seq as i64, &ids.device()).unsqueeze::<2>();
        let embedded = encoder.tokens.forward(ids) + encoder.positions.forward(positions);
        let mut hidden = encoder.dropout.forward(encoder.norm.forward(embedded));
        for layer in &encoder.layers {
            let attended = layer.attention.forward(MhaInput::self_attn(hidden.clone()).mask_pad(padding.clone()));
            hidden = layer.attention_norm.forward(hidden + layer.dropout.forward(attended.context));
            let expanded = gelu(layer.expand.forward(hidden.clone()));
            let contracted = layer.dropout.forward(layer.contract.forward(expanded));
            hidden = layer.output_norm.forward(hidden + contracted);
        }
        let present = padding.bool_not().float().unsqueeze_dim::<3>(2);
        let mean: Tensor<2> = ((hidden * present.clone()).sum_dim(1) / present.sum_dim(1)).squeeze_dim(1);
        self.head.forward(self.dropout.forward(mean))
    }

    /// The model with everything frozen that the strategy does not train.
    fn adapted(mut self, settings: &Settings) -> Self {
        let count = self.encoder.layers.len();
        match settings.strategy {
            "head-only" => self.encoder = self.encoder.freeze(),
            "last-layers" => {
                let encoder = &mut self.encoder;
                encoder.tokens = encoder.tokens.clone().freeze();
                encoder.positions = encoder.positions.clone().freeze();
                encoder.norm = encoder.norm.clone().freeze();
                for layer in &mut encoder.layers[..count.saturating_sub(settings.last_layers)] {
                    *layer = layer.clone().freeze();
                }
            }
            "lora" => {
                self.encoder = self.encoder.no_grad();
                let lora = Lora::new(settings.lora_rank, settings.lora_alpha);
                for layer in &mut self.encoder.layers {
                    let attention = &mut layer.attention;
                    let mut targets = vec![&mut attention.query, &mut attention.value];
                    if settings.lora_targets != "query-value" {
                        targets.extend([&mut attention.key, &mut attention.output]);
                    }
                    if settings.lora_targets == "all" {
                        targets.extend([&mut layer.expand, &mut layer.contract]);
                    }
                    for linear in targets {
                        *linear = linear.clone().apply_lora(lora.clone());
                    }
                }
            }
            _ => {}
        }
        self
    }
}

/// Puts the shipped weights (16-bit) into the model: they are named by the paths of its fields.
struct Loader<'a> {
    found: BTreeMap<String, (Vec<f32>, Vec<usize>)>,
    path: Vec<String>,
    device: &'a Device,
    missing: Vec<String>,
}

impl<'a> Loader<'a> {
    fn new(file: &[u8], task: &str, device: &'a Device) -> Result<Self, Failure> {
        let mut found = BTreeMap::new();
        for (name, view) in SafeTensors::deserialize(file)?.iter() {
            if view.dtype() != Dtype::F16 {
                continue;
            }
            let (pairs, _) = view.data().as_chunks::<2>();
            let values = pairs.iter().map(|pair| f16::from_le_bytes(*pair).to_f32()).collect();
            // The head of each task has its name.
            let name = name.strip_prefix(task).map_or_else(|| name.to_string(), |rest| format!("head{rest}"));
            found.insert(name, (values, view.shape().to_vec()));
        }
        Ok(Self { found, path: Vec::new(), device, missing: Vec::new() })
    }
}

impl ModuleMapper for Loader<'_> {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_string());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let name = self.path.join(".");
        match self.found.remove(&name) {
            Some((values, shape)) if shape == param.lazy_shape().as_slice() => {
                let id = param.id;
                param.transform_for_load(Tensor::from_data(TensorData::new(values, shape), self.device), id)
            }
            _ => {
                self.missing.push(name);
                param
            }
        }
    }
}

// ---- Measuring ----

/// Figures of a test set. Precision and recall are those of the class sought, for five classes the mean over
/// them; not a number where there is nothing to divide by. The loss is in nats.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    pub accuracy: f64,
    pub precision: f64,
    pub recall: f64,
    pub loss: f64,
}

/// What came of a run.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// Of the base model on the domain's test set.
    pub before: Figures,
    /// Of the trained model there.
    pub after: Figures,
    /// Accuracy on the general test set, before and after.
    pub general: [f64; 2],
}

fn measure(model: &Classifier, texts: &[Encoded], classes: usize, device: &Device) -> Result<Figures, Failure> {
    let model = model.valid();
    let mut counts = vec![vec![0.0; classes]; classes];
    let mut loss = 0.0;
    let mut sorted: Vec<&Encoded> = texts.iter().collect();
    sorted.sort_by_key(|text| text.ids.len());
    for part in sorted.chunks(64) {
        let (ids, padding, _) = batch(part, device);
        let logs = log_softmax(model.logits(ids, padding), 1).into_data().try_into_vec::<f32>()?;
        for (text, row) in part.iter().zip(logs.chunks(classes)) {
            let best = (0..classes).max_by(|a, b| row[*a].total_cmp(&row[*b])).unwrap_or_default();
            counts[text.class][best] += 1.0;
            loss -= f64::from(row[text.class]);
        }
    }
    let sought = if classes == 2 { 1..2 } else { 0..classes };
    let mean = |figure: &dyn Fn(usize) -> f64| sought.clone().map(figure).sum::<f64>() / sought.len() as f64;
    let right: f64 = (0..classes).map(|class| counts[class][class]).sum();
    Ok(Figures {
        accuracy: right / texts.len() as f64,
        precision: mean(&|class| counts[class][class] / counts.iter().map(|row| row[class]).sum::<f64>()),
        recall: mean(&|class| counts[class][class] / counts[class].iter().sum::<f64>()),
        loss: loss / texts.len() as f64,
    })
}

// ---- Training ----

/// Of a step, counted from 1: up to the peak in equal parts, then as the schedule says.
fn learning_rate(settings: &Settings, step: usize, steps: usize) -> f64 {
    let (step, steps) = (step as f64, steps as f64);
    let warmup = (settings.warmup * steps).floor();
    if step <= warmup {
        return settings.learning_rate * step / warmup;
    }
    let done = (step - 1.0 - warmup) / (steps - warmup).max(1.0);
    let share = match settings.schedule {
        "constant" => 1.0,
        "cosine" => 0.5 * (1.0 + (PI * done).cos()),
        _ => 1.0 - done,
    };
    settings.learning_rate * share
}

/// Weights and embeddings decay; biases and norms do not.
fn optimizer(settings: &Settings) -> ModuleOptimizer {
    let adam = AdamWConfig::new().with_epsilon(1e-8).with_weight_decay(settings.weight_decay as f32);
    let still = adam.clone().with_weight_decay(0.0).build();
    adam.init().with_group(ParamGroup::from_any_predicates(vec!["bias", "gamma", "beta"]), still, None)
}

/// Clips the gradient by its global norm; burn's own clipping goes tensor by tensor.
struct Clip<'a> {
    gradients: &'a mut GradientsParams,
    squares: f64,
    scale: Option<f64>,
}

impl ModuleVisitor for Clip<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let Some(gradient) = self.gradients.remove::<D>(param.id) else { return };
        let gradient = match self.scale {
            Some(scale) => gradient.mul_scalar(scale),
            None => {
                self.squares += f64::from(gradient.clone().square().sum().into_scalar::<f32>());
                gradient
            }
        };
        self.gradients.register(param.id, gradient);
    }
}

fn clip(model: &Classifier, gradients: &mut GradientsParams, largest: f64) {
    let mut clip = Clip { gradients, squares: 0.0, scale: None };
    model.visit(&mut clip);
    let norm = clip.squares.sqrt();
    if largest > 0.0 && norm > largest {
        clip.scale = Some(largest / norm);
        model.visit(&mut clip);
    }
}

/// Reads the files, trains, and measures before and after.
///
/// # Errors
/// Where a file is missing or does not belong to the others.
pub fn run(settings: &Settings, folders: &[PathBuf]) -> Result<Report, Failure> {
    let files = Files(folders);
    let config: Value = serde_json::from_slice(&files.read("config.json")?)?;
    let weights = files.read("weights.safetensors")?;
    if config["files"]["weights.safetensors"]["bytes"].as_u64() != Some(weights.len() as u64) {
        return Err("weights.safetensors does not belong to this config.json: were two models mixed up?".into());
    }
    let longest = config["max_tokens"].as_u64().unwrap_or_default() as usize;
    let tokenizer = Tokenizer::from_bytes(files.read("tokenizer.json")?).map_err(|error| error.to_string())?;
    let read = |name: String| texts(&files, &name, settings.task, &tokenizer, longest);

    let all = read(format!("{}-train.tsv", settings.domain))?;
    let train: Vec<Encoded> = chosen(settings, all.len()).into_iter().map(|index| all[index].clone()).collect();
    let mut validation = read(format!("{}-validation.tsv", settings.domain))?;
    validation.truncate(320);
    let test = read(format!("{}-test.tsv", settings.domain))?;
    let general_test = read(format!("{}-test.tsv", settings.general))?;
    let replay = settings.strategy == "replay";
    let general = if replay { read(format!("{}-train.tsv", settings.general))? } else { Vec::new() };
    println!("{}: {} texts to learn from, {} to test with", settings.model, train.len(), test.len());

    let plain = Device::flex();
    let device = plain.clone().autodiff();
    let classes = if settings.task == "kind" { KINDS.len() } else { 2 };
    let mut loader = Loader::new(&weights, settings.task, &device)?;
    let model = Classifier::new(&config, classes, settings.dropout, &device).map(&mut loader);
    if !loader.missing.is_empty() {
        return Err(format!("weights.safetensors lacks {}", loader.missing.join(", ")).into());
    }
    device.seed(settings.seed);
    let mut model = model.adapted(settings);
    let figures = |model: &Classifier, texts: &[Encoded]| measure(model, texts, classes, &plain);
    let (before, general_before) = (figures(&model, &test)?, figures(&model, &general_test)?.accuracy);

    let mut optimizer = optimizer(settings);
    let mut replayed = shuffled(general.len(), &mut generator(settings.seed, 1 << 31)).into_iter().cycle();
    let steps = settings.epochs * train.len().div_ceil(settings.batch_size);
    let mut best = (figures(&model, &validation)?.loss, model.clone());
    let mut step = 0;
    for number in 0..settings.epochs {
        for indices in epoch(&train, settings, number) {
            step += 1;
            device.seed((step as u64) << 32 | settings.seed);
            let join = indices.len() as f64 * settings.replay_share / (1.0 - settings.replay_share);
            let join = if replay { join.round() as usize } else { 0 };
            let own = indices.iter().map(|index| &train[*index]);
            let texts: Vec<&Encoded> = own.chain(replayed.by_ref().take(join).map(|index| &general[index])).collect();
            let (ids, padding, labels) = batch(&texts, &device);
            let logs = log_softmax(model.logits(ids, padding), 1);
            let loss = logs.gather(1, labels.unsqueeze_dim(1)).mean().neg();
            let mut gradients = GradientsParams::from_grads(loss.backward(), &model);
            clip(&model, &mut gradients, settings.clip_norm);
            model = optimizer.step(learning_rate(settings, step, steps), model, gradients);
            if step.is_multiple_of(settings.eval_every) || step == steps {
                let loss = figures(&model, &validation)?.loss;
                println!("step {step} of {steps}: validation loss {loss:.3}");
                if loss < best.0 {
                    best = (loss, model.clone());
                }
            }
        }
    }
    if settings.restore_best {
        model = best.1;
    }
    let (after, general_after) = (figures(&model, &test)?, figures(&model, &general_test)?.accuracy);
    Ok(Report { before, after, general: [general_before, general_after] })
}
