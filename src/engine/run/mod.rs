//! A run, driven at the pace that the page asks for.

mod control;
mod evaluation;

use std::cell::RefCell;

use burn::module::Module;

use super::clock::{now, yield_now};
use super::inbox::Inbox;
use super::load::Loaded;
use super::outbox::post;
use crate::config::{RunConfig, Task};
use crate::data::{Encoded, Split, WATCHED, training_examples};
use crate::error::{Remedy, Trouble};
use crate::model::{Classifier, Weights};
use crate::protocol::{Backend, Bytes, Event, Moment, Of, Outcome, StepReport, Watchlist};
use crate::train::{Checkpoint, Depths, Looker, Pending, Session, TrainingTexts};

/// On the GPU the figures of so many steps are read together: every read waits for the whole queue.
const STEPS_PER_READ: usize = 4;
/// What is watched during a run besides its own texts.
const WATCHED_SPLITS: [Split; 3] = [Split::TargetValidation, Split::GeneralValidation, Split::GeneralTest];
/// Least time between two checkpoints while a run goes on: each copies all weights and moments.
const CHECKPOINT_MS: f64 = 15_000.0;

/// A run that has ended, with the weights it led to.
pub struct Trained {
    /// What it was asked to do.
    pub config: RunConfig,
    /// The model, for evaluation.
    pub model: Classifier,
}

/// What a run has around it.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The base model and its texts.
    pub loaded: &'a Loaded,
    /// What the page says in the meantime.
    pub inbox: &'a Inbox,
    /// What evaluations look at besides.
    pub watchlist: &'a RefCell<Watchlist>,
}

/// A run in progress.
pub struct Run<'a> {
    run_id: u32,
    loaded: &'a Loaded,
    inbox: &'a Inbox,
    watchlist: &'a RefCell<Watchlist>,
    session: Session,
    training: Depths,
    evaluating: RefCell<Depths>,
    looker: Option<Looker>,
    pending: Vec<Pending>,
    steps_per_read: usize,
    began: f64,
    paused_ms: f64,
    last_checkpoint: f64,
    watched: Vec<(Split, Vec<Encoded>)>,
}

/// What to do after a step.
enum Next {
    GoOn,
    End(Outcome),
}

impl<'a> Run<'a> {
    /// A new run, or one that goes on from a checkpoint. `earlier` is the run made last.
    ///
    /// # Errors
    /// Where the config is out of bounds, the checkpoint does not fit, or the run that this one starts from is
    /// not the one made last.
    pub async fn new(
        run_id: u32,
        config: RunConfig,
        checkpoint: Option<&[u8]>,
        earlier: Option<&Trained>,
        around: Around<'a>,
    ) -> Result<Self, Trouble> {
        let Around { loaded, inbox, watchlist } = around;
        if let Err(issues) = config.validate() {
            let sentences: Vec<String> = issues.iter().map(ToString::to_string).collect();
            return Err(Trouble::new(Remedy::ChangeInput, sentences.join(" ")));
        }
        loaded.fetch_texts(&config).await?;
        let task = config.task;
        let watch = |split| {
            let mut texts = loaded.texts(split, task);
            texts.truncate(WATCHED);
            (split, texts)
        };
        let watched = WATCHED_SPLITS.map(watch).into();
        let (train, test) = (loaded.texts(Split::TargetTrain, task), loaded.texts(Split::TargetTest, task));
        let target = training_examples(&config, &train, &test);
        let texts = TrainingTexts { target, general: loaded.texts(Split::GeneralTrain, task) };
        let start = start(&config, checkpoint, earlier).await?;
        let weights = start.as_ref().unwrap_or(&loaded.weights);
        let mut session =
            Session::new(config, &loaded.size, weights, texts, loaded.device()).map_err(|error| broken(&error))?;
        while session.prepare() {
            yield_now().await;
        }
        if let Some(file) = checkpoint {
            Checkpoint::restore(file, &mut session).map_err(|error| unreadable(&error))?;
        }
        let steps_per_read = match loaded.chosen.report.backend {
            Backend::WebGpu => STEPS_PER_READ,
            Backend::Cpu => 1,
        };
        Ok(Self {
            run_id,
            loaded,
            inbox,
            watchlist,
            session,
            training: Depths::default(),
            evaluating: RefCell::default(),
            looker: None,
            pending: Vec::new(),
            steps_per_read,
            began: now(),
            paused_ms: 0.0,
            last_checkpoint: now(),
            watched,
        })
    }

    /// Runs to the end and sends everything that happens.
    ///
    /// # Errors
    /// Where the device fails.
    pub async fn drive(mut self) -> Result<Trained, Trouble> {
        post(&Event::Began { run_id: self.run_id, cost: self.session.cost() });
        if self.session.steps_made() == 0 {
            for split in Split::FINAL {
                if !self.is_to_stop() {
                    self.evaluate_start(split).await?;
                }
            }
            self.watch().await?;
        } else {
            // The page has the answers from the run's first part, but for this set: those of a run that was
            // interrupted before it was measured would be missing for good.
            self.evaluate_start(Split::TargetValidation).await?;
        }
        let outcome = loop {
            match self.between_steps().await? {
                Next::GoOn => {}
                Next::End(outcome) => break outcome,
            }
            if self.session.steps_made() >= self.session.total_steps() {
                break Outcome::Completed { restored: None };
            }
            if let Some(outcome) = self.one_step().await? {
                break outcome;
            }
            yield_now().await;
        };
        self.flush().await?;
        let outcome = self.keep_best(outcome);
        self.session.finish();
        let model = self.session.model();
        // Without a step there is no other model.
        let changed = self.session.steps_made() > 0;
        for split in Split::FINAL.into_iter().filter(|_| changed) {
            let texts = self.loaded.texts(split, self.task());
            let probabilities = self.classify(&model, &texts).await?;
            self.report(Moment::After, Of::HeldOut(split), self.session.steps_made(), probabilities);
        }
        let seconds = self.elapsed() / 1000.0;
        post(&Event::Finished { run_id: self.run_id, outcome, seconds });
        Ok(Trained { config: self.session.config().clone(), model })
    }

    fn task(&self) -> Task {
        self.session.config().task
    }

    fn elapsed(&self) -> f64 {
        now() - self.began - self.paused_ms
    }

    fn keep_best(&mut self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Completed { .. } if self.session.config().restore_best => {
                Outcome::Completed { restored: self.session.restore_best() }
            }
            other => other,
        }
    }

    /// One step with what belongs to it: its report, and an evaluation where one is due.
    async fn one_step(&mut self) -> Result<Option<Outcome>, Trouble> {
        let pending = self.training.compute(now, || {
            let pending = self.session.step();
            let tokens = pending.tokens;
            (pending, tokens)
        });
        self.pending.push(pending);
        let due = self.session.evaluation_due();
        if (due || self.pending.len() >= self.steps_per_read)
            && let Some(outcome) = self.flush().await?
        {
            return Ok(Some(outcome));
        }
        if due {
            self.watch().await?;
            if now() - self.last_checkpoint > CHECKPOINT_MS {
                self.checkpoint().await?;
            }
        }
        Ok(None)
    }

    /// Reads and reports the steps whose figures are still on the device.
    async fn flush(&mut self) -> Result<Option<Outcome>, Trouble> {
        // The one read-back of a group of steps.
        let values = Pending::read(std::mem::take(&mut self.pending)).await.map_err(|error| broken(&error))?;
        let elapsed_ms = self.elapsed();
        let mut outcome = None;
        let mut steps = Vec::with_capacity(values.len());
        for value in values {
            steps.push(StepReport {
                step: value.step,
                loss: value.loss,
                learning_rate: value.learning_rate,
                grad_norm: value.grad_norm,
                elapsed_ms,
            });
            if let (None, Some(sentence)) = (&outcome, self.session.observe(value.loss)) {
                outcome = Some(Outcome::Diverged { step: value.step, sentence });
            }
        }
        if !steps.is_empty() {
            post(&Event::Stepped { run_id: self.run_id, steps });
        }
        Ok(outcome)
    }

    async fn checkpoint(&mut self) -> Result<(), Trouble> {
        let begin = now();
        let data = Checkpoint::save(&self.session).await.map_err(|error| broken(&error))?;
        let step = self.session.steps_made();
        post(&Event::Checkpoint { run_id: self.run_id, step, data: Bytes(data) });
        self.last_checkpoint = now();
        self.paused_ms += now() - begin;
        Ok(())
    }
}

/// The weights that a run starts from, where these are not the base model's.
async fn start(
    config: &RunConfig,
    checkpoint: Option<&[u8]>,
    earlier: Option<&Trained>,
) -> Result<Option<Weights>, Trouble> {
    let Some(after) = &config.after else { return Ok(None) };
    let kept = checkpoint.map(Checkpoint::start).transpose().map_err(|error| unreadable(&error))?;
    if let Some(weights) = kept.flatten() {
        return Ok(Some(weights));
    }
    let Some(earlier) = earlier.filter(|earlier| earlier.config == **after) else {
        let sentence =
            "This run goes on from another one, whose weights are not here any more. Make that one again first.";
        return Err(Trouble::new(Remedy::ChangeInput, sentence));
    };
    Weights::of_module(&earlier.model.clone().materialize()).await.map(Some).map_err(|error| broken(&error))
}

fn unreadable(cause: &dyn std::fmt::Display) -> Trouble {
    let sentence = "The checkpoint of this run cannot be read, so it cannot go on. Start it anew.";
    Trouble::new(Remedy::ChangeInput, sentence).because(cause)
}

/// A device that does not answer.
pub fn broken(cause: &dyn std::fmt::Display) -> Trouble {
    let sentence = "The device stopped answering in the middle of the work. What was done up to the last checkpoint \
                    is kept: try again, or go on with the CPU.";
    Trouble::new(Remedy::UseCpu, sentence).because(cause)
}
