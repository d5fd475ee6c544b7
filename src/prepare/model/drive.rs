//! Drives a whole run natively, without a page: for figures, experiments and tests.

use std::collections::BTreeMap;
use std::path::Path;

use burn::module::Module;
use burn::tensor::Device;

use super::{ModelError, encode, read, texts};
use crate::config::{BaseModel, RunConfig, Task};
use crate::data::{Encoded, Split, Tokenizer, WATCHED, training_examples};
use crate::metrics::{Predictions, Scores};
use crate::model::{Classifier, ModelConfig, Weights};
use crate::protocol::Cost;
use crate::train::{Evaluator, Pending, Session, TrainingTexts};

/// A shipped model with the texts of a task.
pub struct Base {
    /// Its size.
    pub size: ModelConfig,
    /// Its weights.
    pub weights: Weights,
    splits: BTreeMap<&'static str, Vec<Encoded>>,
    task: Task,
}

impl Base {
    /// Reads what `prepare data` and `prepare model` have made.
    ///
    /// # Errors
    /// Where a file is not there or damaged.
    pub fn read(public: &Path, model: BaseModel, task: Task) -> Result<Self, ModelError> {
        let folder = public.join("model").join(model.name());
        let size: ModelConfig = serde_json::from_slice(&read(&folder.join("config.json"))?)?;
        let tokenizer = Tokenizer::from_bytes(&read(&folder.join("tokenizer.json"))?, size.max_tokens)?;
        let weights = Weights::from_bytes(&read(&folder.join("weights.safetensors"))?)?;
        let splits = Split::ALL.into_iter().map(|split| {
            Ok((split.file_name(task.corpus()), encode(&texts(public, task.corpus(), split)?, task, &tokenizer)?))
        });
        Ok(Self { size, weights, splits: splits.collect::<Result<_, ModelError>>()?, task })
    }

    /// The texts of a split.
    pub fn texts(&self, split: Split) -> &[Encoded] {
        &self.splits[split.file_name(self.task.corpus())]
    }

    /// The model before any run.
    ///
    /// # Errors
    /// Where the weights do not fit.
    pub fn classifier(&self) -> Result<Classifier, ModelError> {
        let device = Device::flex();
        Ok(self.weights.load(self.size.init(0.0, &device), &device)?.valid())
    }

    /// What a model answers: `[texts, classes]`, row by row.
    ///
    /// # Errors
    /// Where the device does not hand its numbers over.
    pub fn probabilities(&self, model: &Classifier, texts: &[Encoded]) -> Result<Vec<f32>, ModelError> {
        let mut evaluator = Evaluator::new(texts, self.task);
        while evaluator.advance(model, &Device::flex()).is_some() {}
        Ok(pollster::block_on(evaluator.finish())?)
    }

    /// The figures of a model on texts.
    ///
    /// # Errors
    /// Where the model's probabilities are no numbers.
    pub fn scores(&self, model: &Classifier, texts: &[Encoded]) -> Result<Scores, ModelError> {
        let probabilities = self.probabilities(model, texts)?;
        let labels = texts.iter().map(|text| text.label).collect();
        Ok(Predictions::new(probabilities, labels, self.task.classes())?.scores(self.task.positive()))
    }
}

/// A session with what it runs on.
pub struct Drive {
    /// The run.
    pub session: Session,
    /// The training loss of every step.
    pub losses: Vec<f32>,
    /// What the strategy needed.
    pub cost: Cost,
}

/// What a run led to. The scores are `None` where the weights are no numbers any more.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// On the domain test set.
    pub target: Option<Scores>,
    /// On the general test set.
    pub general: Option<Scores>,
    /// The step at which the guard ended the run.
    pub diverged: Option<u32>,
}

/// Runs a config to its end, as the page does: same evaluations, same guard.
///
/// # Errors
/// Where the weights do not fit.
pub fn drive(config: &RunConfig, base: &Base) -> Result<(Drive, Measured), ModelError> {
    drive_watched(config, base, |_| Ok(()))
}

/// The same; `watch` sees the session wherever the page would evaluate it.
///
/// # Errors
/// Where the weights do not fit, and those of `watch`.
pub fn drive_watched(
    config: &RunConfig,
    base: &Base,
    mut watch: impl FnMut(&Session) -> Result<(), ModelError>,
) -> Result<(Drive, Measured), ModelError> {
    let target = training_examples(config, base.texts(Split::TargetTrain), base.texts(Split::TargetTest));
    let texts = TrainingTexts { target, general: base.texts(Split::GeneralTrain).to_vec() };
    let session = Session::new(config.clone(), &base.size, &base.weights, texts, &Device::flex())?;
    let cost = session.cost();
    let mut run = Drive { session, losses: Vec::new(), cost };
    let watched = base.texts(Split::TargetValidation);
    let watched = &watched[..watched.len().min(WATCHED)];
    let mut diverged = None;
    loop {
        if run.session.evaluation_due() {
            watch(&run.session)?;
        }
        if config.restore_best
            && run.session.evaluation_due()
            && let Ok(scores) = base.scores(&run.session.model(), watched)
        {
            run.session.consider(scores.loss);
        }
        if run.session.steps_made() == run.session.total_steps() {
            break;
        }
        let values = pollster::block_on(Pending::read(vec![run.session.step()]))?[0];
        run.losses.push(values.loss);
        if run.session.observe(values.loss).is_some() {
            diverged = Some(values.step);
            break;
        }
    }
    if config.restore_best && diverged.is_none() {
        run.session.restore_best();
    }
    run.session.finish();
    let model = run.session.model();
    let target = base.scores(&model, base.texts(Split::TargetTest)).ok();
    let general = base.scores(&model, base.texts(Split::GeneralTest)).ok();
    Ok((run, Measured { target, general, diverged }))
}
