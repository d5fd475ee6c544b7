//! A run, driven at the pace that the page asks for.

use super::clock::{now, yield_now};
use super::inbox::Inbox;
use super::load::Loaded;
use super::outbox::post;
use crate::config::{RunConfig, Task};
use crate::data::{Encoded, Split, WATCHED, WATCHED_TRAINING, training_examples};
use crate::error::{Remedy, Trouble};
use crate::metrics::Predictions;
use crate::model::Classifier;
use crate::protocol::{Backend, Bytes, Command, Evaluation, Event, Floats, Moment, Of, Outcome, StepReport};
use crate::train::{Checkpoint, Evaluator, Pending, Session};

/// On the GPU the figures of so many steps are read together: every read waits for the whole queue.
const STEPS_PER_READ: usize = 4;
/// Least time between two checkpoints while a run goes on: each copies all weights and moments.
const CHECKPOINT_MS: f64 = 15_000.0;

/// A run that has ended, with the weights it led to.
pub struct Trained {
    /// Which task its head answers.
    pub task: Task,
    /// The model, for evaluation.
    pub model: Classifier,
}

/// A run in progress.
pub struct Run<'a> {
    run_id: u32,
    loaded: &'a Loaded,
    inbox: &'a Inbox,
    session: Session,
    pending: Vec<Pending>,
    steps_per_read: usize,
    began: f64,
    paused_ms: f64,
    last_checkpoint: f64,
    target: Vec<Encoded>,
    general: Vec<Encoded>,
}

/// What to do after a step.
enum Next {
    GoOn,
    End(Outcome),
}

impl<'a> Run<'a> {
    /// A new run, or one that goes on from a checkpoint.
    ///
    /// # Errors
    /// Where the config is out of bounds or the checkpoint does not fit.
    pub fn new(
        run_id: u32,
        config: RunConfig,
        checkpoint: Option<&[u8]>,
        loaded: &'a Loaded,
        inbox: &'a Inbox,
    ) -> Result<Self, Trouble> {
        if let Err(issues) = config.validate() {
            let sentences: Vec<String> = issues.iter().map(ToString::to_string).collect();
            return Err(Trouble::new(Remedy::ChangeInput, sentences.join(" ")));
        }
        let task = config.task;
        let watched = |split| {
            let mut texts = loaded.texts(split, task);
            texts.truncate(WATCHED);
            texts
        };
        let (train, test) = (loaded.texts(Split::TargetTrain, task), loaded.texts(Split::TargetTest, task));
        let examples = training_examples(&config, &train, &test);
        let mut session = Session::new(config, &loaded.size, &loaded.weights, examples, loaded.device())
            .map_err(|error| broken(&error))?;
        if let Some(file) = checkpoint {
            Checkpoint::restore(file, &mut session).map_err(|error| {
                let sentence = "The checkpoint of this run cannot be read, so it cannot go on. Start it anew.";
                Trouble::new(Remedy::ChangeInput, sentence).because(error)
            })?;
        }
        let steps_per_read = match loaded.chosen.report.backend {
            Backend::WebGpu => STEPS_PER_READ,
            Backend::Cpu => 1,
        };
        Ok(Self {
            run_id,
            loaded,
            inbox,
            session,
            pending: Vec::new(),
            steps_per_read,
            began: now(),
            paused_ms: 0.0,
            last_checkpoint: now(),
            target: watched(Split::TargetValidation),
            general: watched(Split::GeneralValidation),
        })
    }

    /// Runs to the end and sends everything that happens.
    ///
    /// # Errors
    /// Where the device fails.
    pub async fn drive(mut self) -> Result<Trained, Trouble> {
        let task = self.session.config().task;
        if self.session.steps_made() == 0 {
            self.evaluate_finals(Moment::Before, &self.loaded.base).await?;
            self.watch().await?;
        } else {
            // The page has the base model's answers from the run's first part, but for this set: those
            // of a run that was interrupted before it was measured would be missing for good.
            self.evaluate_whole(Moment::Before, &self.loaded.base, Split::TargetValidation).await?;
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
        let model = self.session.model();
        self.evaluate_finals(Moment::After, &model).await?;
        let seconds = self.elapsed() / 1000.0;
        post(&Event::Finished { run_id: self.run_id, outcome, seconds });
        Ok(Trained { task, model })
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
        let pending = self.session.step();
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

    /// Evaluates on the watched texts of both domains, and on some that the run is trained on: what it
    /// knows by heart is not what it has understood.
    async fn watch(&mut self) -> Result<(), Trouble> {
        let model = self.session.model();
        let (task, step) = (self.session.config().task, self.session.steps_made());
        let target = self.classify(&model, &self.target).await?;
        let general = self.classify(&model, &self.general).await?;
        let own = self.session.examples();
        let own = &own[..own.len().min(WATCHED_TRAINING)];
        let own_labels = own.iter().map(|text| text.label as u32).collect();
        let training = self.classify(&model, own).await?;
        let labels = self.target.iter().map(|text| text.label).collect();
        // NaN probabilities are refused here, and shown to the page as they are.
        if let Ok(predictions) = Predictions::new(target.clone(), labels, task.classes()) {
            self.session.consider(predictions.loss());
        }
        let sets = [
            (Of::HeldOut(Split::TargetValidation), target),
            (Of::HeldOut(Split::GeneralValidation), general),
            (Of::Training { labels: own_labels }, training),
        ];
        for (of, probabilities) in sets {
            self.report(Moment::During, of, step, probabilities);
        }
        Ok(())
    }

    async fn evaluate_finals(&self, moment: Moment, model: &Classifier) -> Result<(), Trouble> {
        for split in Split::FINAL {
            self.evaluate_whole(moment, model, split).await?;
        }
        Ok(())
    }

    async fn evaluate_whole(&self, moment: Moment, model: &Classifier, split: Split) -> Result<(), Trouble> {
        let texts = self.loaded.texts(split, self.session.config().task);
        let probabilities = self.classify(model, &texts).await?;
        self.report(moment, Of::HeldOut(split), self.session.steps_made(), probabilities);
        Ok(())
    }

    async fn classify(&self, model: &Classifier, texts: &[Encoded]) -> Result<Vec<f32>, Trouble> {
        let mut evaluator = Evaluator::new(texts, self.session.config().task);
        while evaluator.advance(model, self.loaded.device()) {
            yield_now().await;
        }
        evaluator.finish().await.map_err(|error| broken(&error))
    }

    fn report(&self, moment: Moment, of: Of, step: u32, probabilities: Vec<f32>) {
        let evaluation = Evaluation { moment, of, step, probabilities: Floats(probabilities) };
        post(&Event::Evaluated { run_id: self.run_id, evaluation });
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

    /// Handles what has arrived; while paused, waits for more.
    async fn between_steps(&mut self) -> Result<Next, Trouble> {
        while let Some(command) = self.inbox.try_next() {
            match command {
                Command::Pause { run_id } if run_id == self.run_id => return self.paused().await,
                Command::Stop { run_id } if run_id == self.run_id => return Ok(self.stopped()),
                other => {
                    if let Some(next) = self.other(other).await {
                        return Ok(next);
                    }
                }
            }
        }
        Ok(Next::GoOn)
    }

    async fn paused(&mut self) -> Result<Next, Trouble> {
        if let Some(outcome) = self.flush().await? {
            return Ok(Next::End(outcome));
        }
        self.checkpoint().await?;
        post(&Event::Paused { run_id: self.run_id, step: self.session.steps_made() });
        let begin = now();
        let next = loop {
            match self.inbox.next().await {
                Command::Resume { run_id } if run_id == self.run_id => break Next::GoOn,
                Command::Stop { run_id } if run_id == self.run_id => break self.stopped(),
                Command::Step { run_id } if run_id == self.run_id => {
                    if self.session.steps_made() >= self.session.total_steps() {
                        break Next::GoOn;
                    }
                    if let Some(outcome) = self.one_step().await? {
                        break Next::End(outcome);
                    }
                    if let Some(outcome) = self.flush().await? {
                        break Next::End(outcome);
                    }
                    self.checkpoint().await?;
                    post(&Event::Paused { run_id: self.run_id, step: self.session.steps_made() });
                }
                other => {
                    if let Some(next) = self.other(other).await {
                        break next;
                    }
                }
            }
        };
        self.paused_ms += now() - begin;
        Ok(next)
    }

    fn stopped(&self) -> Next {
        Next::End(Outcome::Stopped { step: self.session.steps_made() })
    }

    /// Answers a request in mid-run; what would end the run is left for the worker's loop.
    async fn other(&self, command: Command) -> Option<Next> {
        match command {
            Command::Predict { request, task, texts } => {
                let trained = Trained { task: self.session.config().task, model: self.session.model() };
                super::worker::predict(self.loaded, Some(&trained), request, task, &texts).await;
                None
            }
            Command::Load { .. } | Command::Run { .. } | Command::Restore { .. } => {
                self.inbox.put_back(command);
                Some(self.stopped())
            }
            // Of an earlier run, or only possible when there is none.
            _ => None,
        }
    }
}

/// A device that does not answer.
pub fn broken(cause: &dyn std::fmt::Display) -> Trouble {
    let sentence = "The device stopped answering in the middle of the work. What was done up to the last checkpoint \
                    is kept: try again, or go on with the CPU.";
    Trouble::new(Remedy::UseCpu, sentence).because(cause)
}
