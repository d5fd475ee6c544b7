//! What the page knows about the engine, the run and the learner's question: plain values that signals
//! hold and that events change.

use serde::{Deserialize, Serialize};

use crate::config::{BaseModel, Task};
use crate::error::Trouble;
use crate::protocol::{Check, DeviceReport, Phase, Speed};

/// Where the worker and its model stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum EngineState {
    /// Not asked for yet: nothing has been downloaded.
    #[default]
    Asleep,
    /// On its way.
    Loading(Loading),
    /// Loaded and measured.
    Ready(Ready),
    /// It did not come; the trouble says why and what helps.
    Failed(Trouble),
}

impl EngineState {
    /// What is known of the loaded engine.
    pub fn ready(&self) -> Option<&Ready> {
        match self {
            Self::Ready(ready) => Some(ready),
            _ => None,
        }
    }
}

/// Where a load stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loading {
    /// The model that is loaded.
    pub model: BaseModel,
    /// What it is busy with; `None` while the engine's own code is fetched.
    pub phase: Option<Phase>,
    /// Bytes or parts done.
    pub received: f64,
    /// Out of so many, where that is known.
    pub total: Option<f64>,
}

impl Loading {
    /// The first moment of a load.
    pub fn begin(model: BaseModel) -> Self {
        Self { model, phase: None, received: 0.0, total: None }
    }

    /// Share done of this phase, between 0 and 1, where it is known.
    pub fn fraction(&self) -> Option<f64> {
        self.total.filter(|total| *total > 0.0).map(|total| (self.received / total).clamp(0.0, 1.0))
    }

    /// What is being done, in plain words.
    pub fn sentence(&self) -> &'static str {
        match self.phase {
            None => "Starting the engine…",
            Some(Phase::Device) => "Choosing what to compute on…",
            Some(Phase::SelfTest) => "Checking that the GPU computes what the CPU computes…",
            Some(Phase::Model) => "Fetching the model…",
            Some(Phase::Texts) => "Fetching the texts…",
            Some(Phase::Probe) => "Measuring the speed of this machine…",
        }
    }
}

/// The loaded engine.
#[derive(Debug, Clone, PartialEq)]
pub struct Ready {
    /// The loaded model.
    pub model: BaseModel,
    /// What it is computed on and why.
    pub device: DeviceReport,
    /// Its speed on this machine.
    pub speed: Speed,
    /// Its number of weights.
    pub parameters: u32,
}

/// Where the current run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RunStatus {
    /// Nothing runs.
    #[default]
    Idle,
    /// Asked for; the first answer has not come yet.
    Starting,
    /// Steps are being made.
    Running,
    /// Will halt after the step in progress.
    Pausing,
    /// Halted; can go on.
    Paused,
    /// Will end after the step in progress.
    Stopping,
}

impl RunStatus {
    /// Whether a run exists that has not ended.
    pub fn is_active(self) -> bool {
        self != Self::Idle
    }

    /// Whether a pause can be asked for. Before the first step there is nothing to pause.
    pub fn can_pause(self) -> bool {
        self == Self::Running
    }

    /// Whether the run can go on, or make a single step.
    pub fn can_resume(self) -> bool {
        self == Self::Paused
    }

    /// Whether the run can be ended.
    pub fn can_stop(self) -> bool {
        matches!(self, Self::Starting | Self::Running | Self::Pausing | Self::Paused)
    }
}

/// What the learner predicted before the run: accuracies between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guess {
    /// Accuracy on the medical test set after the run.
    pub medical: f64,
    /// Accuracy on the general test set after the run.
    pub general: f64,
}

/// Something to tell the learner, outside any lab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Tells notices apart.
    pub id: u32,
    /// How urgent it is.
    pub tone: Tone,
    /// What happened and what can be done.
    pub sentence: String,
    /// The technical cause; may be empty.
    pub detail: String,
    /// What the notice offers, besides being closed.
    pub actions: Vec<Action>,
}

/// How a notice is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Politely.
    Info,
    /// At once.
    Error,
}

/// A way on that a notice offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Try the failed load or run again.
    Retry,
    /// Load again, on the CPU.
    UseCpu,
    /// Load the page anew.
    Reload,
    /// Bring a deleted run back.
    Undelete {
        /// The run.
        run: u32,
    },
    /// Go on with the run that a reload interrupted.
    GoOn,
    /// Forget the run that a reload interrupted.
    Discard,
    /// End a worker that no longer answers, and go on in a new one.
    Restart,
}

impl Action {
    /// What its button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Retry => "Try again",
            Self::UseCpu => "Go on with the CPU",
            Self::Reload => "Reload the page",
            Self::Undelete { .. } => "Undo",
            Self::GoOn => "Go on",
            Self::Discard => "Discard it",
            Self::Restart => "Start it again",
        }
    }
}

/// The box in which the learner tries a sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Probe {
    /// What was asked.
    pub text: String,
    /// Under which task.
    pub task: Task,
    /// Whether an answer is on its way.
    pub busy: bool,
    /// Probabilities under the base model, one per class.
    pub before: Option<Vec<f32>>,
    /// Probabilities under the model last trained; `None` where nothing has been trained.
    pub after: Option<Vec<f32>>,
    /// The kept or current run whose model gave `after`.
    pub run: Option<u32>,
    /// Why there is no answer.
    pub trouble: Option<String>,
}

/// The comparison of the GPU with the CPU.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum SelfTest {
    /// Not asked for.
    #[default]
    Idle,
    /// An answer is on its way.
    Busy,
    /// The answer.
    Done {
        /// What was tested.
        device: DeviceReport,
        /// One comparison per operator; empty without a GPU.
        checks: Vec<Check>,
    },
    /// Why there is no answer.
    Failed(Trouble),
}
