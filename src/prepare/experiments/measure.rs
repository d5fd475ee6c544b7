//! Makes the runs and writes each down as soon as it has ended, so that a comparison can be broken off and
//! gone on with.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::plan;
use crate::config::{BaseModel, RunConfig, Task};
use crate::course::url::{self, View};
use crate::data::Split;
use crate::metrics::Scores;
use crate::prepare::model::{Base, Measured, ModelError, drive};

/// A run and what came out. All figures are on the test sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The address that sets the lab to this run.
    pub run: String,
    /// The base model on the domain.
    pub before_target: Figures,
    /// The base model on general texts.
    pub before_general: Figures,
    /// The trained model on the domain; `None` where its answers are no numbers.
    pub target: Option<Figures>,
    /// The trained model on general texts; `None` where its answers are no numbers.
    pub general: Option<Figures>,
    /// The step at which the loss exploded.
    pub diverged: Option<u32>,
    /// Weights that were trained.
    pub trainable: u32,
    /// Gradients, moments and what a penalty compares with, in numbers.
    pub state: u32,
    /// Seconds of the whole run.
    pub seconds: f64,
}

/// The figures that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Share of right answers.
    pub accuracy: f64,
    /// Mean over the classes of the share that was found.
    pub balanced: f64,
    /// Mean cross-entropy in nats.
    pub loss: f64,
}

impl From<Scores> for Figures {
    fn from(scores: Scores) -> Self {
        Self { accuracy: scores.accuracy, balanced: scores.balanced_accuracy, loss: scores.loss }
    }
}

impl Entry {
    /// The run's config.
    pub fn config(&self) -> RunConfig {
        url::parse(&self.run).config.unwrap_or_default()
    }
}

/// The file of a model's runs.
pub fn file(docs: &Path, model: BaseModel) -> PathBuf {
    docs.join("forgetting").join(format!("{}.jsonl", model.name()))
}

/// What was measured so far.
///
/// # Errors
/// Where a line is damaged.
pub fn entries(docs: &Path, model: BaseModel) -> Result<Vec<Entry>, ModelError> {
    let content = std::fs::read_to_string(file(docs, model)).unwrap_or_default();
    content.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Makes every run of the plan that is not there yet.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn measure(model: BaseModel, public: &Path, docs: &Path) -> Result<(), ModelError> {
    let path = file(docs, model);
    let failed = |source| ModelError::File { path: path.display().to_string(), source };
    std::fs::create_dir_all(docs.join("forgetting")).map_err(failed)?;
    let done: Vec<RunConfig> = entries(docs, model)?.iter().map(Entry::config).collect();
    let open = plan::runs(model).into_iter().filter(|config| !done.contains(config)).collect::<Vec<_>>();
    eprintln!("{}: {} runs, {} of them to be made", model.name(), done.len() + open.len(), open.len());
    let Some(task) = open.first().map(|config| config.task) else { return Ok(()) };
    let start = Start::read(public, model, task)?;
    let mut lines = OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
    for config in open {
        let entry = start.run(&config)?;
        eprintln!("{} {:?} {:?}", entry.run, entry.target, entry.general);
        writeln!(lines, "{}", serde_json::to_string(&entry)?).map_err(failed)?;
    }
    Ok(())
}

/// What every run of a model and a task starts from, measured once.
pub struct Start {
    base: Base,
    target: Figures,
    general: Figures,
}

impl Start {
    /// Reads a base model and measures it on both test sets.
    ///
    /// # Errors
    /// Where a file is not there or damaged.
    pub fn read(public: &Path, model: BaseModel, task: Task) -> Result<Self, ModelError> {
        let base = Base::read(public, model, task)?;
        let before = base.classifier()?;
        let figures = |split| Ok::<Figures, ModelError>(base.scores(&before, base.texts(split))?.into());
        let (target, general) = (figures(Split::TargetTest)?, figures(Split::GeneralTest)?);
        Ok(Self { base, target, general })
    }

    /// The base model with its texts.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Makes one run.
    ///
    /// # Errors
    /// Where the weights do not fit.
    pub fn run(&self, config: &RunConfig) -> Result<Entry, ModelError> {
        let begin = Instant::now();
        let (run, Measured { target, general, diverged }) = drive(config, &self.base)?;
        Ok(Entry {
            run: url::write(View::FineTune, config),
            before_target: self.target,
            before_general: self.general,
            target: target.map(Figures::from),
            general: general.map(Figures::from),
            diverged,
            trainable: run.cost.trainable,
            state: run.cost.state,
            seconds: begin.elapsed().as_secs_f64(),
        })
    }
}
