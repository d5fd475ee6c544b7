//! A run, driven at the pace that the page asks for.

use std::cell::RefCell;

use burn::module::Module;

use super::answers;
use super::clock::{now, yield_now};
use super::inbox::Inbox;
use super::load::Loaded;
use super::outbox::post;
use crate::config::{RunConfig, Task};
use crate::data::{Encoded, PROBED, Split, WATCHED, WATCHED_TRAINING, training_examples};
use crate::error::{Remedy, Trouble};
use crate::metrics::Predictions;
use crate::model::{Classifier, Weights};
use crate::protocol::{Backend, Bytes, Command, Evaluation, Event, Floats, Moment, Of, Outcome, StepReport, Watchlist};
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
                self.evaluate_start(split).await?;
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
        for split in Split::FINAL {
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

    /// Evaluates on the watched texts of both domains, and on some that the run is trained on: what it
    /// knows by heart is not what it has understood.
    async fn watch(&mut self) -> Result<(), Trouble> {
        let model = self.session.model();
        let step = self.session.steps_made();
        let watched = std::mem::take(&mut self.watched);
        for (split, texts) in &watched {
            let probabilities = self.classify(&model, texts).await?;
            if *split == Split::TargetValidation {
                let labels = texts.iter().map(|text| text.label).collect();
                // NaN probabilities are refused here, and shown to the page as they are.
                if let Ok(predictions) = Predictions::new(probabilities.clone(), labels, self.task().classes()) {
                    self.session.consider(predictions.loss());
                }
            }
            self.report(Moment::During, Of::HeldOut(*split), step, probabilities);
        }
        self.watched = watched;
        let own = self.session.examples();
        let own = &own[..own.len().min(WATCHED_TRAINING)];
        let labels = own.iter().map(|text| text.label as u32).collect();
        let probabilities = self.classify(&model, own).await?;
        self.report(Moment::During, Of::Training { labels }, step, probabilities);
        self.look_besides(&model, step).await
    }

    /// What the page has asked to look at besides.
    async fn look_besides(&mut self, model: &Classifier, step: u32) -> Result<(), Trouble> {
        let Watchlist { inside, text } = self.watchlist.borrow().clone();
        if let Some(text) = text
            && let Ok(ids) = self.loaded.tokenizer.ids(&text)
        {
            let probabilities = Floats(self.classify(model, &[Encoded { ids, label: 0 }]).await?);
            post(&Event::Probed { run_id: self.run_id, step, text, probabilities });
        }
        if inside {
            if self.looker.is_none() {
                let device = self.loaded.device();
                let looker = Looker::new(self.session.start(), self.task().name(), self.probes(), device).await;
                self.looker = Some(looker.map_err(|error| broken(&error))?);
            }
            if let Some(looker) = &self.looker {
                let look = looker.look(model, step).await.map_err(|error| broken(&error))?;
                if let Some(look) = look {
                    post(&Event::Looked { run_id: self.run_id, look });
                }
            }
        }
        Ok(())
    }

    /// The first general and the first domain texts of the validation sets.
    fn probes(&self) -> Vec<Encoded> {
        let first = |split| self.loaded.texts(split, self.task()).into_iter().take(PROBED);
        first(Split::GeneralValidation).chain(first(Split::TargetValidation)).collect()
    }

    /// Answers of the model that the run starts from; those of the base model are found once.
    async fn evaluate_start(&self, split: Split) -> Result<(), Trouble> {
        let probabilities = if self.session.config().after.is_none() {
            self.loaded.base_answers(split, self.task()).await.map_err(|error| broken(&error))?
        } else {
            self.classify(self.session.start(), &self.loaded.texts(split, self.task())).await?
        };
        self.report(Moment::Before, Of::HeldOut(split), self.session.steps_made(), probabilities);
        Ok(())
    }

    async fn classify(&self, model: &Classifier, texts: &[Encoded]) -> Result<Vec<f32>, Trouble> {
        self.loaded.classify(model, self.task(), texts, &self.evaluating).await.map_err(|error| broken(&error))
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

    /// The model as it is now.
    fn so_far(&self) -> Trained {
        Trained { config: self.session.config().clone(), model: self.session.model() }
    }

    fn stopped(&self) -> Next {
        Next::End(Outcome::Stopped { step: self.session.steps_made() })
    }

    /// Answers a request in mid-run; what would end the run is left for the worker's loop.
    async fn other(&self, command: Command) -> Option<Next> {
        match command {
            Command::Predict { request, task, texts } => {
                answers::predict(self.loaded, Some(&self.so_far()), request, task, &texts).await;
                None
            }
            Command::Attend { request, task, text } => {
                answers::attend(self.loaded, Some(&self.so_far()), request, task, &text).await;
                None
            }
            Command::Embed { request, depth, texts } => {
                answers::embed(self.loaded, request, depth, &texts).await;
                None
            }
            Command::Watch { watchlist } => {
                self.watchlist.replace(watchlist);
                None
            }
            Command::Mix { request, .. } | Command::Survey { request, .. } => {
                let sentence = "A run is going on. Ask again when it has ended.";
                post(&Event::Failed { id: request, trouble: Trouble::new(Remedy::ChangeInput, sentence) });
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
