//! One run: a model, its optimizer and the order of its examples. Every call makes one step and
//! returns without waiting for the device.

use std::collections::HashMap;

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use super::{AdamW, Fisher, Guard, Penalty};
use crate::config::{RunConfig, Strategy};
use crate::data::{Batch, Encoded, choose, plan_epoch, replayed};
use crate::model::{Classifier, ModelConfig, Weights, WeightsError, cross_entropy, read};
use crate::protocol::Cost;
use crate::schedule::learning_rate;

/// How many general texts tell EWC which weights matter.
pub const FISHER_TEXTS: usize = 64;

/// What a run reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrainingTexts {
    /// What it is trained for, which [`crate::data::training_examples`] draws as the config says.
    pub target: Vec<Encoded>,
    /// What the base model was trained on; may be empty where the strategy does not need it.
    pub general: Vec<Encoded>,
}

impl From<Vec<Encoded>> for TrainingTexts {
    fn from(target: Vec<Encoded>) -> Self {
        Self { target, general: Vec::new() }
    }
}

/// Why a session cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The weights do not fit the model.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The strategy needs general texts, and there are none.
    #[error("the strategy needs general texts, and there are none")]
    NoGeneralTexts,
}

/// A run in progress.
pub struct Session {
    config: RunConfig,
    device: Device,
    texts: TrainingTexts,
    epoch: Option<(u32, Vec<Vec<usize>>)>,
    /// The model that the run started from, for evaluation.
    start: Classifier,
    hold: Hold,
    pub(super) model: Classifier,
    pub(super) optimizer: AdamW,
    pub(super) step: u32,
    pub(super) guard: Guard,
    pub(super) best: Option<Best>,
}

/// What holds the weights back.
enum Hold {
    Nothing,
    /// EWC does not know yet what matters.
    Estimating(Box<Fisher>),
    Pull(Penalty),
}

/// The weights with the lowest loss on domain validation so far.
#[derive(Debug, Clone)]
pub struct Best {
    /// Steps made when they were kept.
    pub step: u32,
    /// Their loss, in nats.
    pub loss: f64,
    /// The weights.
    pub model: Classifier,
}

/// A step whose figures are still on the device.
#[derive(Debug)]
pub struct Pending {
    /// Counted from 1.
    pub step: u32,
    /// The learning rate that was used.
    pub learning_rate: f64,
    /// How many tokens it has read, padding included.
    pub tokens: usize,
    figures: Tensor<1>,
}

/// The figures of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepValues {
    /// Counted from 1.
    pub step: u32,
    /// The learning rate that was used.
    pub learning_rate: f64,
    /// Mean cross-entropy of the batch before the update, in nats: over all its texts, replayed ones
    /// included, and without a penalty.
    pub loss: f32,
    /// Global L2 norm of the gradient before clipping, that of a penalty included.
    pub grad_norm: f32,
}

impl Session {
    /// Starts a run from `weights`; `device` is the plain device, without autodiff.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub fn new(
        config: RunConfig,
        size: &ModelConfig,
        weights: &Weights,
        texts: impl Into<TrainingTexts>,
        device: &Device,
    ) -> Result<Self, SessionError> {
        let texts = texts.into();
        if config.strategy.needs_general_texts() && texts.general.is_empty() {
            return Err(SessionError::NoGeneralTexts);
        }
        let training_device = device.clone().autodiff();
        let model = weights.load(size.init(config.dropout, &training_device), &training_device)?;
        let start = model.valid();
        training_device.seed(config.seed.into());
        let model = model.adapted(config.strategy, config.task);
        let hold = match config.strategy {
            Strategy::L2Sp { strength } => Hold::Pull(Penalty::l2_sp(&model, strength)),
            Strategy::Ewc { .. } => {
                let chosen = choose(config.seed, texts.general.len(), FISHER_TEXTS);
                let chosen = chosen.into_iter().map(|index| texts.general[index].clone()).collect();
                Hold::Estimating(Box::new(Fisher::new(&model, chosen)))
            }
            _ => Hold::Nothing,
        };
        let rates = match config.strategy {
            Strategy::LayerwiseDecay { decay } => model.layerwise_rates(decay),
            _ => HashMap::new(),
        };
        Ok(Self {
            texts,
            device: training_device,
            epoch: None,
            start,
            hold,
            model,
            optimizer: AdamW::new(config.weight_decay, config.clip_norm).with_rates(rates),
            step: 0,
            guard: Guard::new(config.task.classes()),
            best: None,
            config,
        })
    }

    /// Does a part of what must be done before the first step; false when all is done. Whoever drives the
    /// session may look after other things in between; a step that comes too early does the rest at once.
    pub fn prepare(&mut self) -> bool {
        let Hold::Estimating(fisher) = &mut self.hold else { return false };
        if fisher.advance(self.config.task, &self.device) {
            return true;
        }
        if let Strategy::Ewc { strength } = self.config.strategy {
            self.hold = Hold::Pull(Penalty::elastic(&self.model, fisher, strength));
        }
        false
    }

    /// What the strategy needs, counted in numbers: AdamW keeps a gradient and two moments for every trained
    /// weight; a penalty also its start, EWC its importance as well, and averaging the whole start.
    pub fn cost(&self) -> Cost {
        let (trainable, frozen) = self.model.trainable();
        let kept = match self.config.strategy {
            Strategy::L2Sp { .. } => trainable,
            Strategy::Ewc { .. } => 2 * trainable,
            Strategy::Averaged { .. } => trainable + frozen,
            _ => 0,
        };
        Cost { trainable: trainable as u32, frozen: frozen as u32, state: (3 * trainable + kept) as u32 }
    }

    /// What this run was asked to do.
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// What it is trained on, in the order in which it was drawn.
    pub fn examples(&self) -> &[Encoded] {
        &self.texts.target
    }

    /// The model that the run started from, for evaluation.
    pub fn start(&self) -> &Classifier {
        &self.start
    }

    /// The device with autodiff that the model is on.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Steps made so far.
    pub fn steps_made(&self) -> u32 {
        self.step
    }

    /// Steps of the whole run.
    pub fn total_steps(&self) -> u32 {
        self.config.epochs * self.steps_per_epoch()
    }

    /// Whether the model as it is now is to be evaluated: at the start, every so many steps, at the end.
    pub fn evaluation_due(&self) -> bool {
        self.step.is_multiple_of(self.config.eval_every) || self.step == self.total_steps()
    }

    fn steps_per_epoch(&self) -> u32 {
        self.texts.target.len().div_ceil(self.config.batch_size as usize) as u32
    }

    /// Forward, backward and update. The figures stay on the device until [`Pending::read`].
    pub fn step(&mut self) -> Pending {
        while self.prepare() {}
        let batch = self.next_batch();
        let tokens = batch.ids.shape().num_elements();
        self.step += 1;
        // A seed for every step makes dropout independent of what else the device has drawn, so that
        // a resumed run goes on exactly as it would have.
        self.device.seed(u64::from(self.step) << 32 | u64::from(self.config.seed));
        let learning_rate = learning_rate(&self.config, self.step);
        let logits = self.model.logits(self.config.task, batch.ids, batch.padding);
        let loss = cross_entropy(logits, batch.labels);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.model);
        let gradients = match &self.hold {
            Hold::Pull(penalty) => penalty.add_gradients(&self.model, gradients),
            Hold::Nothing | Hold::Estimating(_) => gradients,
        };
        let (model, norm) = self.optimizer.step(self.model.clone(), gradients, learning_rate);
        self.model = model;
        Pending { step: self.step, learning_rate, tokens, figures: Tensor::cat(vec![loss.inner(), norm], 0) }
    }

    /// The places of the domain texts and of the general texts that the next step reads.
    pub fn next_texts(&mut self) -> (Vec<usize>, Vec<usize>) {
        let epoch = self.step / self.steps_per_epoch();
        if self.epoch.as_ref().is_none_or(|(planned, _)| *planned != epoch) {
            let lengths: Vec<usize> = self.texts.target.iter().map(|example| example.ids.len()).collect();
            let plan = plan_epoch(&lengths, self.config.batch_size as usize, self.config.seed, epoch);
            self.epoch = Some((epoch, plan));
        }
        let place = (self.step % self.steps_per_epoch()) as usize;
        let own = self.epoch.as_ref().map(|(_, plan)| plan[place].clone()).unwrap_or_default();
        let count = |batch: usize| self.config.strategy.replayed(batch as u32) as usize;
        let all = self.texts.general.len();
        let mut general = replayed(self.config.seed, all, count(self.config.batch_size as usize), self.step);
        // A short last batch replays as few as its share of the texts says.
        general.truncate(count(own.len()));
        (own, general)
    }

    fn next_batch(&mut self) -> Batch {
        let (own, general) = self.next_texts();
        let own = own.iter().map(|index| &self.texts.target[*index]);
        let general = general.iter().map(|index| &self.texts.general[*index]);
        Batch::new(&own.chain(general).collect::<Vec<&Encoded>>(), &self.device)
    }

    /// Takes note of a loss; a sentence where the run should end.
    pub fn observe(&mut self, loss: f32) -> Option<String> {
        self.guard.observe(loss)
    }

    /// Takes note of the loss on domain validation, and keeps the weights if it is the lowest so far and the run is to
    /// end with those.
    pub fn consider(&mut self, loss: f64) {
        if self.config.restore_best && loss.is_finite() && self.best.as_ref().is_none_or(|best| loss < best.loss) {
            self.best = Some(Best { step: self.step, loss, model: self.model.clone() });
        }
    }

    /// Goes back to the best weights; the step they are from, if that is not the last one made.
    pub fn restore_best(&mut self) -> Option<u32> {
        let best = self.best.take()?;
        self.model = best.model;
        (best.step != self.step).then_some(best.step)
    }

    /// Does what the strategy does once, after the last step: averages the weights, or merges the low-rank
    /// updates.
    pub fn finish(&mut self) {
        match self.config.strategy {
            Strategy::Averaged { trained } => self.model = self.model.clone().between(&self.start, trained),
            Strategy::Lora { merge: true, .. } => self.model = self.model.clone().materialize(),
            _ => {}
        }
    }

    /// The model as it is now, for evaluation: no dropout, no graph.
    pub fn model(&self) -> Classifier {
        self.model.valid()
    }
}

impl Pending {
    /// Reads the figures of some steps, in one read-back.
    ///
    /// # Errors
    /// Where the device does not hand them over.
    pub async fn read(steps: Vec<Self>) -> Result<Vec<StepValues>, WeightsError> {
        if steps.is_empty() {
            return Ok(Vec::new());
        }
        let heads: Vec<(u32, f64)> = steps.iter().map(|pending| (pending.step, pending.learning_rate)).collect();
        let figures = read(Tensor::cat(steps.into_iter().map(|pending| pending.figures).collect(), 0)).await?;
        let (pairs, _) = figures.as_chunks::<2>();
        let values = heads.into_iter().zip(pairs).map(|((step, learning_rate), [loss, grad_norm])| StepValues {
            step,
            learning_rate,
            loss: *loss,
            grad_norm: *grad_norm,
        });
        Ok(values.collect())
    }
}
