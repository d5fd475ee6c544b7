//! What the page knows about the engine, the run and the learner's question: plain values that signals
//! hold and that events change.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::occlusion::{Occlusion, effects, variants};
use crate::config::{BaseModel, Task};
use crate::error::Trouble;
use crate::protocol::{Attention, Check, DeviceReport, Phase, Speed};

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
    /// Accuracy on the domain test set after the run.
    #[serde(alias = "medical")]
    pub target: f64,
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
    /// Go on with the halted sweep.
    GoOnSweep,
    /// Forget the halted sweep; its finished runs stay.
    DropSweep,
    /// Make the halted sequence of tasks from the start.
    RestartStages,
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
            Self::GoOnSweep => "Go on with the sweep",
            Self::DropSweep => "End the sweep",
            Self::RestartStages => "Start the sequence again",
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
    /// Why there is no answer.
    pub trouble: Option<String>,
}

/// Where the heads look in a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttentionView {
    /// What was asked.
    pub text: String,
    /// Under which task.
    pub task: Task,
    /// Whether an answer is on its way.
    pub busy: bool,
    /// The answer.
    pub answer: Option<Attention>,
    /// The run whose model gave what is called “after”.
    pub run: Option<u32>,
    /// Why there is no answer.
    pub trouble: Option<String>,
}

impl AttentionView {
    /// There will be no answer, for this reason.
    pub fn fail(&mut self, sentence: String) {
        self.busy = false;
        self.trouble = Some(sentence);
    }
}

/// Which words the answer to a text rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// The kept or current run whose model gave what is called “after”.
    pub run: Option<u32>,
    /// Under which task.
    pub task: Task,
    /// The class that the probabilities and effects are about.
    pub class: usize,
    /// What was asked, without whitespace around it; the words' ranges belong to this text.
    pub text: String,
    /// Whether an answer is on its way.
    pub busy: bool,
    /// The first words and what each does; empty until the answer is there.
    pub words: Vec<WordEffect>,
    /// Probability of the class under the base model.
    pub p_before: Option<f32>,
    /// Probability of the class under the model last trained; `None` where nothing was trained for this
    /// task in this visit, or its answers are no numbers.
    pub p_after: Option<f32>,
    /// Why there is no answer.
    pub trouble: Option<String>,
}

/// What a word does: the log-odds of the class (in nats) with it minus without it.
#[derive(Debug, Clone, PartialEq)]
pub struct WordEffect {
    /// Where the word stands in the text, in bytes.
    pub range: Range<usize>,
    /// Its effect on the base model.
    pub before: f32,
    /// Its effect on the model last trained; `None` as for [`Explanation::p_after`].
    pub after: Option<f32>,
}

impl Explanation {
    /// Takes the answer: probabilities of the text and then of its variants, `[1 + words, classes]` row
    /// by row, under the base model and under the trained one (empty where there is none).
    pub fn answer(&mut self, before: &[f32], after: &[f32]) {
        let Occlusion { words, texts } = variants(&self.text);
        let classes = self.task.classes();
        let read = |rows: &[f32]| {
            let numbers = rows.len() == (1 + texts.len()) * classes && rows.iter().all(|p| p.is_finite());
            let (whole, parts) = rows.split_at_checked(classes).filter(|_| numbers)?;
            Some((*whole.get(self.class)?, effects(whole, parts, classes, self.class)))
        };
        let (before, after) = (read(before), read(after));
        self.busy = false;
        let Some((p_before, before)) = before else {
            self.trouble = Some("The answer does not belong to this text. Ask again.".into());
            return;
        };
        self.run = self.run.filter(|_| after.is_some());
        self.p_before = Some(p_before);
        self.p_after = after.as_ref().map(|(probability, _)| *probability);
        let after = |index: usize| after.as_ref().and_then(|(_, effects)| effects.get(index)).copied();
        let effects = words.into_iter().zip(before).enumerate();
        self.words =
            effects.map(|(index, (range, before))| WordEffect { range, before, after: after(index) }).collect();
    }

    /// There will be no answer, for this reason.
    pub fn fail(&mut self, sentence: String) {
        self.busy = false;
        self.trouble = Some(sentence);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Explanation {
        let text = "an illness".to_owned();
        Explanation { text, class: 1, busy: true, run: Some(3), ..Explanation::default() }
    }

    /// The text, without its first word, without its second.
    const BEFORE: [f32; 6] = [0.5, 0.5, 0.5, 0.5, 0.9, 0.1];
    const AFTER: [f32; 6] = [0.1, 0.9, 0.1, 0.9, 0.5, 0.5];

    #[test]
    fn an_answer_becomes_the_effects_of_the_words() {
        let mut explanation = asked();
        explanation.answer(&BEFORE, &AFTER);
        let Explanation { text, words, .. } = &explanation;
        assert_eq!((explanation.p_before, explanation.p_after, explanation.run), (Some(0.5), Some(0.9), Some(3)));
        assert_eq!(words.iter().map(|word| &text[word.range.clone()]).collect::<Vec<_>>(), ["an", "illness"]);
        assert!(words[0].before.abs() < 1e-5 && words[0].after.is_some_and(|effect| effect.abs() < 1e-5));
        assert!((words[1].before - 9_f32.ln()).abs() < 1e-5);
        assert!(words[1].after.is_some_and(|effect| (effect - 9_f32.ln()).abs() < 1e-5));
        assert!(!explanation.busy && explanation.trouble.is_none());
    }

    #[test]
    fn where_nothing_was_trained_or_the_model_is_destroyed_there_is_no_after() {
        for after in [&[][..], &[f32::NAN; 6], &AFTER[..4]] {
            let mut explanation = asked();
            explanation.answer(&BEFORE, after);
            assert_eq!((explanation.p_before, explanation.p_after, explanation.run), (Some(0.5), None, None));
            assert!(explanation.words.len() == 2 && explanation.words.iter().all(|word| word.after.is_none()));
        }
    }

    #[test]
    fn an_answer_to_something_else_is_told() {
        for before in [&[][..], &BEFORE[..4], &BEFORE[..1]] {
            let mut explanation = asked();
            explanation.answer(before, &AFTER);
            assert!(explanation.trouble.is_some() && explanation.words.is_empty() && !explanation.busy);
        }
        let mut explanation = Explanation { class: 2, ..asked() };
        explanation.answer(&BEFORE, &AFTER);
        assert!(explanation.trouble.is_some(), "there is no such class");
    }
}
