//! One run: a model, its optimizer and the order of its examples. Every call makes one step and
//! returns without waiting for the device.

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use super::{AdamW, Guard};
use crate::config::RunConfig;
use crate::data::{Batch, Encoded, plan_epoch};
use crate::model::{Classifier, ModelConfig, Weights, WeightsError, cross_entropy, read};
use crate::schedule::learning_rate;

/// A run in progress.
pub struct Session {
    config: RunConfig,
    device: Device,
    examples: Vec<Encoded>,
    epoch: Option<(u32, Vec<Vec<usize>>)>,
    pub(super) model: Classifier,
    pub(super) optimizer: AdamW,
    pub(super) step: u32,
    pub(super) guard: Guard,
    pub(super) best: Option<Best>,
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
    figures: Tensor<1>,
}

/// The figures of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepValues {
    /// Counted from 1.
    pub step: u32,
    /// The learning rate that was used.
    pub learning_rate: f64,
    /// Mean cross-entropy of the batch before the update, in nats.
    pub loss: f32,
    /// Global L2 norm of the gradient before clipping.
    pub grad_norm: f32,
}

impl Session {
    /// Starts a run on `examples`, which [`crate::data::training_examples`] draws as the config says;
    /// `device` is the plain device, without autodiff.
    ///
    /// # Errors
    /// Where the weights do not fit the model.
    pub fn new(
        config: RunConfig,
        size: &ModelConfig,
        weights: &Weights,
        examples: Vec<Encoded>,
        device: &Device,
    ) -> Result<Self, WeightsError> {
        let training_device = device.clone().autodiff();
        let model = weights.load(size.init(config.dropout, &training_device), &training_device)?;
        Ok(Self {
            examples,
            device: training_device,
            epoch: None,
            model,
            optimizer: AdamW::new(config.weight_decay, config.clip_norm),
            step: 0,
            guard: Guard::new(config.task.classes()),
            best: None,
            config,
        })
    }

    /// What this run was asked to do.
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// What it is trained on, in the order in which it was drawn.
    pub fn examples(&self) -> &[Encoded] {
        &self.examples
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
        self.examples.len().div_ceil(self.config.batch_size as usize) as u32
    }

    /// Forward, backward and update. The figures stay on the device until [`Pending::read`].
    pub fn step(&mut self) -> Pending {
        let batch = self.next_batch();
        self.step += 1;
        // A seed for every step makes dropout independent of what else the device has drawn, so that
        // a resumed run goes on exactly as it would have.
        self.device.seed(u64::from(self.step) << 32 | u64::from(self.config.seed));
        let learning_rate = learning_rate(&self.config, self.step);
        let logits = self.model.logits(self.config.task, batch.ids, batch.padding);
        let loss = cross_entropy(logits, batch.labels);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.model);
        let (model, norm) = self.optimizer.step(self.model.clone(), gradients, learning_rate);
        self.model = model;
        Pending { step: self.step, learning_rate, figures: Tensor::cat(vec![loss.inner(), norm], 0) }
    }

    fn next_batch(&mut self) -> Batch {
        let epoch = self.step / self.steps_per_epoch();
        if self.epoch.as_ref().is_none_or(|(planned, _)| *planned != epoch) {
            let lengths: Vec<usize> = self.examples.iter().map(|example| example.ids.len()).collect();
            let plan = plan_epoch(&lengths, self.config.batch_size as usize, self.config.seed, epoch);
            self.epoch = Some((epoch, plan));
        }
        let place = (self.step % self.steps_per_epoch()) as usize;
        let indices = self.epoch.as_ref().map_or(&[][..], |(_, plan)| plan[place].as_slice());
        let texts: Vec<&Encoded> = indices.iter().map(|index| &self.examples[*index]).collect();
        Batch::new(&texts, &self.device)
    }

    /// Takes note of a loss; a sentence where the run should end.
    pub fn observe(&mut self, loss: f32) -> Option<String> {
        self.guard.observe(loss)
    }

    /// Takes note of the loss on domain validation, and keeps the weights if it is the lowest so far.
    pub fn consider(&mut self, loss: f64) {
        if loss.is_finite() && self.best.as_ref().is_none_or(|best| loss < best.loss) {
            self.best = Some(Best { step: self.step, loss, model: self.model.clone() });
        }
    }

    /// Goes back to the best weights; the step they are from.
    pub fn restore_best(&mut self) -> Option<u32> {
        let best = self.best.take()?;
        self.model = best.model;
        Some(best.step)
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
