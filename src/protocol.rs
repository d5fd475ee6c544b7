//! What the page and the worker say to each other. Every message carries the id of the run, the load
//! or the request that it belongs to, so that late answers to an old question can be dropped.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::config::{BaseModel, DeviceChoice, RunConfig, Task};
use crate::data::{Split, WATCHED_TRAINING};
use crate::error::Trouble;

/// The browser's cache in which page and worker keep what they fetched, one copy for both.
pub const CACHE: &str = "forget-me-not-models";

/// From the page to the worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Command {
    /// Choose the device, fetch the model and the data, measure the speed. Answered by
    /// [`Event::Progress`] and then [`Event::Ready`] or [`Event::Failed`].
    Load { load_id: u32, model: BaseModel, device: DeviceChoice },
    /// Start a run from the base model of the config, which must be the one that is loaded.
    Run { run_id: u32, config: RunConfig },
    /// Go on with a run from its checkpoint (after a reload, or in a new worker after a loss).
    Restore { run_id: u32, config: RunConfig, checkpoint: Bytes },
    /// Halt after the step in progress, and send a checkpoint.
    Pause { run_id: u32 },
    /// Go on after a pause.
    Resume { run_id: u32 },
    /// While paused: one optimizer step.
    Step { run_id: u32 },
    /// End the run after the step in progress; what was trained so far is evaluated and kept.
    Stop { run_id: u32 },
    /// Probabilities of texts under the base model and under the model last trained.
    Predict { request: u32, task: Task, texts: Vec<String> },
    /// What the evaluations of runs look at besides, from the next one on.
    Watch { watchlist: Watchlist },
    /// The model between the base model and the model last trained, at each of these shares of the way:
    /// answered by one [`Event::Mixed`] for each.
    Mix { request: u32, shares: Vec<f64> },
    /// Where each head of each layer looks in a text, under the base model and the model last trained.
    Attend { request: u32, task: Task, text: String },
    /// The vectors of texts under the base model, whatever was trained: mean hidden states after `depth` layers.
    Embed { request: u32, depth: u32, texts: Vec<String> },
    /// Probabilities of the test sets of every task, under the model last trained, or under the base model.
    Survey { request: u32, trained: bool },
    /// The weights of the model last trained, as a safetensors file.
    Export { request: u32 },
    /// Compare the GPU with the CPU, operator by operator.
    SelfTest { request: u32 },
}

/// From the worker to the page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Event {
    /// The worker's code has started; commands sent earlier would have been lost.
    Started,
    /// Where a load stands.
    Progress { load_id: u32, phase: Phase, received: f64, total: Option<f64> },
    /// The model is there and its speed is known.
    Ready { load_id: u32, device: DeviceReport, speed: Speed, parameters: u32 },
    /// A run has its weights and knows what it will cost.
    Began { run_id: u32, cost: Cost },
    /// One optimizer step was made. Losses are read from the device every few steps, so that these
    /// arrive in small groups.
    Stepped { run_id: u32, steps: Vec<StepReport> },
    /// Held-out texts, or some of the run's own, were classified.
    Evaluated { run_id: u32, evaluation: Evaluation },
    /// What an evaluation saw inside the model, where [`Watchlist::inside`] asks for it.
    Looked { run_id: u32, look: Look },
    /// The probabilities of the watched text, one per class.
    Probed { run_id: u32, step: u32, text: String, probabilities: Floats },
    /// The run is paused; `step` steps are done.
    Paused { run_id: u32, step: u32 },
    /// The state of the run, to be handed back in [`Command::Restore`].
    Checkpoint { run_id: u32, step: u32, data: Bytes },
    /// The run is over and every final evaluation has been sent.
    Finished { run_id: u32, outcome: Outcome, seconds: f64 },
    /// Answer to [`Command::Predict`]: a row of probabilities per text, before and after. `after` is
    /// empty where nothing has been trained for this task.
    Predicted { request: u32, before: Floats, after: Floats },
    /// Answer to [`Command::Mix`]: probabilities of the watched texts of both validation sets.
    Mixed { request: u32, share: f64, target: Floats, general: Floats },
    /// Answer to [`Command::Attend`].
    Attended { request: u32, attention: Attention },
    /// Answer to [`Command::Embed`]: `[texts, d_model]`, row by row, each of length 1.
    Embedded { request: u32, rows: Floats },
    /// Answer to [`Command::Survey`], one entry per task and test set.
    Surveyed { request: u32, answers: Vec<Answers> },
    /// Answer to [`Command::Export`].
    Exported { request: u32, file: Bytes },
    /// Answer to [`Command::SelfTest`].
    SelfTested { request: u32, device: DeviceReport, checks: Vec<Check> },
    /// Something went wrong with the load, run or request of that id.
    Failed { id: u32, trouble: Trouble },
}

/// What a load is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Choosing the device; where there is a GPU, comparing it with the CPU.
    Device,
    /// Fetching the model (`received` and `total` are bytes).
    Model,
    /// Fetching the texts and turning them into tokens (`received` and `total` are files).
    Texts,
    /// Measuring the speed of this machine.
    Probe,
}

/// What a model is computed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Backend {
    /// burn's wgpu backend on the browser's WebGPU.
    WebGpu,
    /// burn's Flex backend on one CPU core with WebAssembly SIMD.
    Cpu,
}

/// The device in use and why it was chosen, in a sentence for the learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// What computes.
    pub backend: Backend,
    /// The device's own name, as far as the browser tells it.
    pub name: String,
    /// Why this one, and what it means for time.
    pub reason: String,
}

/// Speed of the loaded model on this machine, measured with real steps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Speed {
    /// Seconds that a step takes whatever its batch size: mostly the optimizer.
    pub seconds_per_step: f64,
    /// Seconds per example for forward and backward.
    pub seconds_per_example: f64,
    /// Seconds per example for an evaluation.
    pub seconds_per_evaluation: f64,
}

impl Speed {
    /// Seconds that the run will take from its first step to its last final evaluation. `held_out` is
    /// what is classified besides; the run's own texts, which are watched as well, come on top.
    pub fn estimate(&self, config: &RunConfig, held_out: HeldOut) -> f64 {
        let steps = f64::from(config.total_steps());
        // One before the first step, and one after the last, wherever that is.
        let evaluations = f64::from(config.total_steps().div_ceil(config.eval_every.max(1))) + 1.0;
        let replayed = f64::from(config.strategy.replayed(config.batch_size)) * steps;
        let examples = f64::from(config.epochs) * f64::from(config.examples) + replayed;
        let watched = f64::from(held_out.during) + f64::from(config.examples.min(WATCHED_TRAINING as u32));
        let classified = evaluations * watched + f64::from(held_out.final_);
        let effort = config.strategy.effort(config.model.layers());
        let backward = (self.seconds_per_example - self.seconds_per_evaluation).max(0.0) * effort.backward;
        let example = self.seconds_per_example.min(self.seconds_per_evaluation) + backward;
        let reading = examples * example + classified * self.seconds_per_evaluation;
        steps * self.seconds_per_step * effort.update + reading * held_out.length
    }
}

/// How many held-out texts are classified.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeldOut {
    /// In one evaluation during the run.
    pub during: u32,
    /// In the evaluations before and after the run together.
    pub final_: u32,
    /// Length of the task's texts, relative to those that the speed was measured with.
    pub length: f64,
}

/// One optimizer step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StepReport {
    /// Counted from 1.
    pub step: u32,
    /// Mean cross-entropy of the batch, in nats, before the update.
    pub loss: f32,
    /// The learning rate of this step.
    pub learning_rate: f64,
    /// Global L2 norm of the gradient before clipping.
    pub grad_norm: f32,
    /// Milliseconds since the run began, pauses left out.
    pub elapsed_ms: f64,
}

/// When in a run an evaluation was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// The model that the run starts from, on the whole of each of [`Split::FINAL`].
    Before,
    /// On the first [`crate::data::WATCHED`] texts of a validation set or of the general test set, or the
    /// first [`WATCHED_TRAINING`] of the run's own texts.
    During,
    /// The trained model, on the whole of each of [`Split::FINAL`].
    After,
}

/// The texts of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Of {
    /// The first texts of a held-out split, of which the page has text and label.
    HeldOut(Split),
    /// The first texts that the run is trained on, without dropout. The page does not have these: their
    /// classes under the task come along, one per row.
    Training {
        /// The true classes.
        labels: Vec<u32>,
    },
}

/// Probabilities for the first texts of a set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// When.
    pub moment: Moment,
    /// On which texts; row `i` belongs to text `i` of these.
    pub of: Of,
    /// Steps made before it.
    pub step: u32,
    /// `[texts, classes]`, row by row.
    pub probabilities: Floats,
}

/// What an evaluation looks at besides the watched texts. It takes time, so that it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Watchlist {
    /// How far the weights moved and what became of the representations.
    pub inside: bool,
    /// A text of the learner's own.
    pub text: Option<String>,
}

/// What a strategy needs, counted in 32-bit numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Weights that are trained.
    pub trainable: u32,
    /// Weights that stay as they are.
    pub frozen: u32,
    /// What is kept besides the weights: gradients, the optimizer's moments, and what a penalty compares with.
    pub state: u32,
}

/// The inside of the model at one step, compared with the model that the run started from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Steps made before it.
    pub step: u32,
    /// Each part of the model, from the input to the output.
    pub parts: Vec<PartMoved>,
    /// Where the probe texts lie: `[texts, 2]`, the mean hidden states of the last layer on the two principal
    /// axes of the base model. The first [`crate::data::PROBED`] are general, the others of the domain.
    pub points: Floats,
}

/// How far one part of the model has moved.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PartMoved {
    /// Which part.
    pub part: Part,
    /// L2 distance of its weights from their start, as a share of their length at the start.
    pub moved: f32,
    /// Linear CKA between what it puts out for the probe texts now and at the start; `None` for the head.
    pub cka: Option<f32>,
}

/// A part of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Token and position embeddings with their norm.
    Embeddings,
    /// A layer, counted from 0 at the input.
    Layer(u32),
    /// The head of the run's task.
    Head,
}

/// Attention weights for one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attention {
    /// The token pieces, `[CLS]` and `[SEP]` included.
    pub tokens: Vec<String>,
    /// Number of layers.
    pub layers: u32,
    /// Heads per layer.
    pub heads: u32,
    /// Under the base model: `[layers, heads, tokens, tokens]`; each row sums to 1.
    pub before: Floats,
    /// Under the model last trained; empty where there is none.
    pub after: Floats,
}

/// Answers to a test set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// The question.
    pub task: Task,
    /// The texts.
    pub split: Split,
    /// `[texts, classes]`, row by row.
    pub probabilities: Floats,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// All steps were made. `restored` is the step whose weights were kept, if not the last.
    Completed { restored: Option<u32> },
    /// The learner stopped it after `step` steps.
    Stopped { step: u32 },
    /// The loss became infinite, NaN or far larger than guessing at `step`; the sentence explains it.
    Diverged { step: u32, sentence: String },
}

/// One comparison of the self-test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// The operator.
    pub name: String,
    /// Largest absolute difference between GPU and CPU.
    pub difference: f32,
    /// The largest difference that is accepted.
    pub tolerance: f32,
}

impl Check {
    /// Whether the two agree. A NaN difference fails.
    pub fn passed(&self) -> bool {
        self.difference <= self.tolerance
    }
}

/// Raw bytes, which cross the worker's boundary as one transferred buffer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_bytes::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_bytes::deserialize(deserializer).map(Self)
    }
}

/// Numbers, which cross the worker's boundary as the bytes of one little-endian `f32` buffer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Floats(pub Vec<f32>);

impl Serialize for Floats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self.0.iter().flat_map(|value| value.to_le_bytes()).collect();
        serde_bytes::serialize(&bytes, serializer)
    }
}

impl<'de> Deserialize<'de> for Floats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
        let (chunks, rest) = bytes.as_chunks::<4>();
        if !rest.is_empty() {
            return Err(serde::de::Error::invalid_length(bytes.len(), &"a multiple of four bytes"));
        }
        Ok(Self(chunks.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_survive_the_boundary_bit_by_bit() {
        let floats = Floats(vec![0.0, -1.5, f32::MIN_POSITIVE, f32::INFINITY]);
        let json = serde_json::to_string(&floats).expect("plain bytes");
        assert_eq!(serde_json::from_str::<Floats>(&json).expect("just written"), floats);
        assert!(serde_json::from_str::<Floats>("[1,2,3]").is_err());
    }

    #[test]
    fn an_estimate_adds_up_steps_examples_and_evaluations() {
        let config = RunConfig { examples: 100, batch_size: 10, epochs: 2, eval_every: 10, ..RunConfig::default() };
        let speed = Speed { seconds_per_step: 1.0, seconds_per_example: 0.1, seconds_per_evaluation: 0.01 };
        let held_out = HeldOut { during: 100, final_: 300, length: 1.0 };
        let seconds = speed.estimate(&config, held_out);
        assert!(
            (seconds - (20.0 + 20.0 + 3.0 * (1.0 + 1.0) + 3.0)).abs() < 1e-9,
            "all 100 of its own texts are watched"
        );
        let seconds = speed.estimate(&RunConfig { examples: 200, batch_size: 20, ..config }, held_out);
        assert!((seconds - (20.0 + 40.0 + 3.0 * (1.0 + 1.6) + 3.0)).abs() < 1e-9, "but no more than 160");
        let uneven = RunConfig { examples: 100, batch_size: 8, eval_every: 10, epochs: 2, ..RunConfig::default() };
        let evaluations = (speed.estimate(&uneven, held_out) - 26.0 - 20.0 - 3.0) / 2.0;
        assert!((evaluations - 4.0).abs() < 1e-9, "at steps 0, 10, 20 and 26");
    }

    #[test]
    fn a_nan_difference_fails_the_check() {
        let check = Check { name: "matmul".into(), difference: f32::NAN, tolerance: 1.0 };
        assert!(!check.passed());
    }
}
