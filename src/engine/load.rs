//! Everything that a run needs, fetched and ready: model, texts, device, and the measured speed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use burn::module::Module;
use burn::tensor::Device;

use super::clock::{now, yield_now};
use super::device::{self, Chosen};
use super::fetch::{fetch_fresh, fetch_verified};
use super::outbox::post;
use crate::config::{BaseModel, DeviceChoice, RunConfig, Task};
use crate::data::{Corpus, Encoded, Split, TextSet, Tokenizer, plan_epoch};
use crate::error::{Remedy, Trouble};
use crate::model::{Classifier, Manifest, ModelConfig, TOKENIZER_FILE, WEIGHTS_FILE, Weights, WeightsError};
use crate::protocol::{Event, Phase, Speed};
use crate::train::{Depths, Evaluator, Pending, Session, SessionError};

/// The splits that every run reads.
const SPLITS: [Split; 5] =
    [Split::TargetTrain, Split::TargetValidation, Split::TargetTest, Split::GeneralValidation, Split::GeneralTest];

/// A loaded model with its texts.
pub struct Loaded {
    /// Which model.
    pub model: BaseModel,
    /// Its size.
    pub size: ModelConfig,
    /// Its weights in ordinary memory.
    pub weights: Weights,
    /// Its tokenizer.
    pub tokenizer: Tokenizer,
    /// Where it computes.
    pub chosen: Chosen,
    /// The base model on its device, without dropout or graph.
    pub base: Classifier,
    /// By the name of their file; those of a corpus come when they are first needed.
    texts: RefCell<BTreeMap<&'static str, Vec<Text>>>,
    /// What the base model answers never changes.
    base_answers: RefCell<BTreeMap<(&'static str, &'static str), Vec<f32>>>,
}

struct Text {
    ids: Vec<u32>,
    label: crate::data::Label,
}

impl Loaded {
    /// Fetches and prepares everything, and tells the page how far it is.
    ///
    /// # Errors
    /// Where a file does not arrive or the device is not to be had.
    pub async fn load(load_id: u32, model: BaseModel, wish: DeviceChoice) -> Result<Self, Trouble> {
        let tell = move |phase, received, total| post(&Event::Progress { load_id, phase, received, total });
        tell(Phase::Device, 0.0, None);
        let chosen = device::choose(wish).await?;

        let folder = format!("model/{}", model.name());
        let config = fetch_fresh(&format!("{folder}/config.json")).await?;
        let manifest: Manifest = serde_json::from_slice(&config).map_err(|error| damaged("config.json", &error))?;
        let all: f64 = manifest.files.values().map(|file| file.bytes as f64).sum();
        let mut received = 0.0;
        let mut files = BTreeMap::new();
        for (name, entry) in &manifest.files {
            let before = received;
            let progress = |bytes: f64, _| tell(Phase::Model, before + bytes, Some(all));
            files.insert(name.as_str(), fetch_verified(&format!("{folder}/{name}"), &entry.sha256, progress).await?);
            received += entry.bytes as f64;
            tell(Phase::Model, received, Some(all));
        }
        let file = |name: &str| files.get(name).ok_or_else(|| damaged("config.json", &format!("no {name}")));
        let weights = Weights::from_bytes(file(WEIGHTS_FILE)?).map_err(|error| damaged(WEIGHTS_FILE, &error))?;
        let tokenizer = Tokenizer::from_bytes(file(TOKENIZER_FILE)?, manifest.size.max_tokens)
            .map_err(|error| damaged(TOKENIZER_FILE, &error))?;

        let base = weights
            .load(manifest.size.init(0.0, &chosen.device), &chosen.device)
            .map_err(|error| damaged(WEIGHTS_FILE, &error))?
            .valid();
        let (texts, base_answers) = (RefCell::default(), RefCell::default());
        let loaded = Self { model, size: manifest.size, weights, tokenizer, chosen, base, texts, base_answers };
        for (index, split) in SPLITS.into_iter().enumerate() {
            tell(Phase::Texts, index as f64, Some(SPLITS.len() as f64));
            loaded.fetch_split(Corpus::Definitions, split).await?;
        }
        tell(Phase::Probe, 0.0, None);
        Ok(loaded)
    }

    /// Fetches what a run of this config reads, as far as it is not there yet.
    ///
    /// # Errors
    /// Where a file does not arrive.
    pub async fn fetch_texts(&self, config: &RunConfig) -> Result<(), Trouble> {
        let general = config.strategy.needs_general_texts().then_some(Split::GeneralTrain);
        for split in SPLITS.into_iter().chain(general) {
            self.fetch_split(config.task.corpus(), split).await?;
        }
        Ok(())
    }

    /// Fetches a split unless it is there.
    ///
    /// # Errors
    /// Where the file does not arrive.
    pub async fn fetch_split(&self, corpus: Corpus, split: Split) -> Result<(), Trouble> {
        let name = split.file_name(corpus);
        if !self.texts.borrow().contains_key(name) {
            let texts = read_texts(name, &self.tokenizer).await?;
            self.texts.borrow_mut().insert(name, texts);
        }
        Ok(())
    }

    /// What the base model answers to a split, `[texts, classes]` row by row; found once.
    ///
    /// # Errors
    /// Where the device fails.
    pub async fn base_answers(&self, split: Split, task: Task) -> Result<Vec<f32>, WeightsError> {
        let key = (task.name(), split.file_name(task.corpus()));
        let known = self.base_answers.borrow().get(&key).cloned();
        if let Some(probabilities) = known {
            return Ok(probabilities);
        }
        let probabilities = self.classify(&self.base, task, &self.texts(split, task)).await?;
        self.base_answers.borrow_mut().insert(key, probabilities.clone());
        Ok(probabilities)
    }

    /// The probabilities of texts under a model on this device, `[texts, classes]` row by row. Looks after other
    /// things between two batches.
    ///
    /// # Errors
    /// Where the device fails.
    pub async fn classify(&self, model: &Classifier, task: Task, texts: &[Encoded]) -> Result<Vec<f32>, WeightsError> {
        self.classify_at(model, task, texts, &RefCell::default()).await
    }

    /// The same, for one who classifies again and again: what was learned about the faster depth of the stack stays.
    ///
    /// # Errors
    /// Where the device fails.
    pub async fn classify_at(
        &self,
        model: &Classifier,
        task: Task,
        texts: &[Encoded],
        depths: &RefCell<Depths>,
    ) -> Result<Vec<f32>, WeightsError> {
        let mut evaluator = Evaluator::new(texts, task);
        let mut next = || {
            let tokens = evaluator.advance(model, self.device());
            (tokens.is_some(), tokens.unwrap_or_default())
        };
        while depths.borrow_mut().compute(now, &mut next) {
            yield_now().await;
        }
        evaluator.finish().await
    }

    /// The texts of a split as the model sees them.
    pub fn texts(&self, split: Split, task: Task) -> Vec<Encoded> {
        let texts = self.texts.borrow();
        let texts = texts.get(split.file_name(task.corpus())).map(Vec::as_slice).unwrap_or_default();
        texts.iter().map(|text| Encoded { ids: text.ids.clone(), label: text.label.class(task) }).collect()
    }

    /// Number of weights.
    pub fn parameters(&self) -> u32 {
        self.weights.tensors.values().map(|tensor| tensor.values.len() as u32).sum()
    }

    /// Measures this machine with real steps on typical texts: two batch sizes tell the cost of a step
    /// from the cost of an example.
    ///
    /// # Errors
    /// Where the device fails.
    pub async fn probe(&self) -> Result<Speed, SessionError> {
        let pool = self.texts(Split::TargetTrain, Task::Condition);
        let lengths: Vec<usize> = pool.iter().map(|text| text.ids.len()).collect();
        let mut plan = plan_epoch(&lengths, 16, 0, 0);
        plan.retain(|batch| batch.len() == 16);
        // Padded lengths lean to the right: a batch of the median length would promise too short a run.
        let padded = |batch: &Vec<usize>| batch.iter().map(|index| lengths[*index]).max().unwrap_or_default();
        let mean = plan.iter().map(padded).sum::<usize>() / plan.len().max(1);
        plan.sort_by_key(|batch| padded(batch).abs_diff(mean));
        let typical = plan.first().cloned().unwrap_or_default();
        let typical: Vec<Encoded> = typical.into_iter().map(|index| pool[index].clone()).collect();

        // The first step compiles shaders and allocates; it tells nothing about the others.
        self.time_step(&typical, 16).await?;
        let large = self.time_step(&typical, 16).await?.min(self.time_step(&typical, 16).await?);
        let small = self.time_step(&typical[..typical.len().min(4)], 4).await?;
        let seconds_per_example = ((large - small) / 12.0).max(large / 100.0);

        let twice: Vec<Encoded> = typical.iter().chain(&typical).cloned().collect();
        let begin = now();
        let mut evaluator = Evaluator::new(&twice, Task::Condition);
        while evaluator.advance(&self.base, &self.chosen.device).is_some() {}
        evaluator.finish().await?;
        Ok(Speed {
            seconds_per_step: (large - 16.0 * seconds_per_example).max(0.0),
            seconds_per_example,
            seconds_per_evaluation: (now() - begin) / 1000.0 / twice.len() as f64,
        })
    }

    /// Seconds of the second of two steps, so that the optimizer has its state.
    async fn time_step(&self, texts: &[Encoded], batch_size: u32) -> Result<f64, SessionError> {
        let config = RunConfig { batch_size, examples: batch_size, ..RunConfig::for_model(self.model) };
        let mut session = Session::new(config, &self.size, &self.weights, texts.to_vec(), &self.chosen.device)?;
        Pending::read(vec![session.step()]).await?;
        let begin = now();
        Pending::read(vec![session.step()]).await?;
        Ok((now() - begin) / 1000.0)
    }

    /// The device without autodiff.
    pub fn device(&self) -> &Device {
        &self.chosen.device
    }
}

async fn read_texts(name: &str, tokenizer: &Tokenizer) -> Result<Vec<Text>, Trouble> {
    let content = fetch_fresh(&format!("data/{name}")).await?;
    let set = TextSet::parse(&String::from_utf8_lossy(&content)).map_err(|error| damaged(name, &error))?;
    let texts = set.examples.into_iter().map(|example| {
        let ids = tokenizer.ids(&example.text).map_err(|error| damaged(name, &error))?;
        Ok(Text { ids, label: example.label })
    });
    texts.collect()
}

fn damaged(file: &str, cause: &dyn std::fmt::Display) -> Trouble {
    let sentence = format!("The file {file} is damaged: it arrived, but it cannot be read. Try again in a while.");
    Trouble::new(Remedy::Retry, sentence).because(cause)
}
