//! What an event of the worker means: a pure state machine over ids. Events of an old run, load or
//! request are dropped here; what is left becomes a [`Change`] that the page applies.

use super::state::{Loading, Ready, RunStatus};
use crate::config::BaseModel;
use crate::error::Trouble;
use crate::protocol::{
    Answers, Attention, Bytes, Check, Cost, DeviceReport, Evaluation, Event, Look, Outcome, StepReport,
};

/// What the page has to change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The worker's code runs; it can be sent commands.
    Started,
    /// A load went on.
    Loading(Loading),
    /// The engine is there.
    Loaded(Ready),
    /// The load came to nothing.
    LoadFailed(Trouble),
    /// The run stands elsewhere.
    Status(RunStatus),
    /// The current run has its weights.
    Began(Cost),
    /// Steps of the current run.
    Steps(Vec<StepReport>),
    /// An evaluation of the current run.
    Evaluated(Evaluation),
    /// A look inside the model of the current run.
    Looked(Look),
    /// The learner's text, under the model of the current run.
    Probed {
        /// Steps made before it.
        step: u32,
        /// What was written.
        text: String,
        /// One per class.
        probabilities: Vec<f32>,
    },
    /// A state from which the current run can go on.
    Checkpoint {
        /// Steps made before it.
        step: u32,
        /// What [`crate::protocol::Command::Restore`] takes.
        data: Bytes,
    },
    /// The current run is over.
    Finished {
        /// How.
        outcome: Outcome,
        /// How long it took.
        seconds: f64,
    },
    /// The current run broke off.
    RunFailed(Trouble),
    /// The answer to the question last asked.
    Predicted {
        /// Under the base model.
        before: Vec<f32>,
        /// Under the model last trained; empty where there is none.
        after: Vec<f32>,
    },
    /// There is no answer to the question last asked.
    PredictFailed(Trouble),
    /// The answer to the explanation last asked for, a row per text.
    Explained {
        /// Under the base model.
        before: Vec<f32>,
        /// Under the model last trained; empty where there is none.
        after: Vec<f32>,
    },
    /// There is no explanation.
    ExplainFailed(Trouble),
    /// A model between start and end, of those last asked for.
    Mixed {
        /// How far towards the end.
        share: f64,
        /// Of the watched texts of domain validation.
        target: Vec<f32>,
        /// Of the watched texts of general validation.
        general: Vec<f32>,
    },
    /// There are no models between start and end.
    MixFailed(Trouble),
    /// The attention that was asked for.
    Attended(Attention),
    /// There is no attention.
    AttendFailed(Trouble),
    /// The vectors of the texts that were asked for, row by row.
    Embedded(Vec<f32>),
    /// There are no vectors.
    EmbedFailed(Trouble),
    /// The answers to all test sets.
    Surveyed(Vec<Answers>),
    /// There are no answers.
    SurveyFailed(Trouble),
    /// The weights that were asked for.
    Exported(Bytes),
    /// There are no weights.
    ExportFailed(Trouble),
    /// The comparison that was asked for.
    SelfTested(DeviceReport, Vec<Check>),
    /// There is no comparison.
    SelfTestFailed(Trouble),
    /// The worker cannot go on at all.
    Broken(Trouble),
}

/// The ids of what is under way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desk {
    last_id: u32,
    load: Option<(u32, BaseModel)>,
    run: Option<u32>,
    status: RunStatus,
    predict: Option<u32>,
    explain: Option<u32>,
    /// With the number of answers still to come.
    mix: Option<(u32, usize)>,
    attend: Option<u32>,
    embed: Option<u32>,
    survey: Option<u32>,
    export: Option<u32>,
    self_test: Option<u32>,
}

impl Desk {
    /// Where the current run stands.
    pub fn status(&self) -> RunStatus {
        self.status
    }

    /// The id of the current run in this worker.
    pub fn run(&self) -> Option<u32> {
        self.run
    }

    /// Whether any answer is awaited. While nothing is, silence of the worker means nothing.
    pub fn is_waiting(&self) -> bool {
        let computing = self.run.is_some() && self.status != RunStatus::Paused;
        let asked = [self.predict, self.explain, self.attend, self.embed, self.survey, self.export, self.self_test];
        computing || self.load.is_some() || self.mix.is_some() || asked.iter().any(Option::is_some)
    }

    /// Begins a load; answers to older ones are dropped from now on.
    pub fn begin_load(&mut self, model: BaseModel) -> u32 {
        let id = self.next_id();
        self.load = Some((id, model));
        id
    }

    /// Begins a run, or goes on with one in a new worker.
    pub fn begin_run(&mut self) -> u32 {
        let id = self.next_id();
        self.run = Some(id);
        self.status = RunStatus::Starting;
        id
    }

    /// Asks a question; the answer to an older one is dropped from now on.
    pub fn begin_predict(&mut self) -> u32 {
        let id = self.next_id();
        self.predict = Some(id);
        id
    }

    /// Asks for an explanation; the answer to an older one is dropped from now on.
    pub fn begin_explain(&mut self) -> u32 {
        let id = self.next_id();
        self.explain = Some(id);
        id
    }

    /// Asks for so many models between start and end; answers to an older question are dropped from now on.
    pub fn begin_mix(&mut self, count: usize) -> u32 {
        let id = self.next_id();
        self.mix = Some((id, count));
        id
    }

    /// Asks for the attention in a text; the answer to an older question is dropped from now on.
    pub fn begin_attend(&mut self) -> u32 {
        let id = self.next_id();
        self.attend = Some(id);
        id
    }

    /// Asks for the vectors of texts; the answer to an older question is dropped from now on.
    pub fn begin_embed(&mut self) -> u32 {
        let id = self.next_id();
        self.embed = Some(id);
        id
    }

    /// The vectors are of no use any more.
    pub fn forget_embed(&mut self) {
        self.embed = None;
    }

    /// Asks for the answers to all test sets.
    pub fn begin_survey(&mut self) -> u32 {
        let id = self.next_id();
        self.survey = Some(id);
        id
    }

    /// The answer to the survey is of no use any more.
    pub fn forget_survey(&mut self) {
        self.survey = None;
    }

    /// Asks for the weights.
    pub fn begin_export(&mut self) -> u32 {
        let id = self.next_id();
        self.export = Some(id);
        id
    }

    /// Asks for the comparison.
    pub fn begin_self_test(&mut self) -> u32 {
        let id = self.next_id();
        self.self_test = Some(id);
        id
    }

    /// Notes what the learner asked of the run; `None` where it makes no sense now.
    pub fn ask(&mut self, wish: RunStatus) -> Option<u32> {
        let sensible = match wish {
            RunStatus::Pausing => self.status.can_pause(),
            RunStatus::Running => self.status.can_resume(),
            RunStatus::Stopping => self.status.can_stop(),
            RunStatus::Idle | RunStatus::Starting | RunStatus::Paused => false,
        };
        let id = self.run.filter(|_| sensible)?;
        self.status = wish;
        Some(id)
    }

    /// The worker is gone: nothing that was asked of it will be answered.
    pub fn forget_worker(&mut self) {
        *self = Self { last_id: self.last_id, ..Self::default() };
    }

    /// What an event means; nothing where it answers an old question.
    pub fn accept(&mut self, event: Event) -> Vec<Change> {
        match event {
            Event::Started => vec![Change::Started],
            Event::Progress { load_id, phase, received, total } => match self.load {
                Some((id, model)) if id == load_id => {
                    vec![Change::Loading(Loading { model, phase: Some(phase), received, total })]
                }
                _ => Vec::new(),
            },
            Event::Ready { load_id, device, speed, parameters } => {
                let Some((_, model)) = self.load.take_if(|(id, _)| *id == load_id) else { return Vec::new() };
                vec![Change::Loaded(Ready { model, device, speed, parameters })]
            }
            Event::Began { run_id, cost } if self.is_current(run_id) => vec![Change::Began(cost)],
            Event::Stepped { run_id, steps } if self.is_current(run_id) => {
                let mut changes = vec![Change::Steps(steps)];
                if self.status == RunStatus::Starting {
                    changes.push(self.turn(RunStatus::Running));
                }
                changes
            }
            Event::Evaluated { run_id, evaluation } if self.is_current(run_id) => vec![Change::Evaluated(evaluation)],
            Event::Looked { run_id, look } if self.is_current(run_id) => vec![Change::Looked(look)],
            Event::Probed { run_id, step, text, probabilities } if self.is_current(run_id) => {
                vec![Change::Probed { step, text, probabilities: probabilities.0 }]
            }
            // A stop that was asked for in the meantime is still to come.
            Event::Paused { run_id, .. } if self.is_current(run_id) && self.status != RunStatus::Stopping => {
                vec![self.turn(RunStatus::Paused)]
            }
            Event::Checkpoint { run_id, step, data } if self.is_current(run_id) => {
                vec![Change::Checkpoint { step, data }]
            }
            Event::Finished { run_id, outcome, seconds } if self.is_current(run_id) => {
                self.run = None;
                vec![Change::Finished { outcome, seconds }, self.turn(RunStatus::Idle)]
            }
            Event::Began { .. }
            | Event::Stepped { .. }
            | Event::Evaluated { .. }
            | Event::Looked { .. }
            | Event::Probed { .. }
            | Event::Paused { .. }
            | Event::Checkpoint { .. }
            | Event::Finished { .. } => Vec::new(),
            Event::Predicted { request, before, after } => {
                let (before, after) = (before.0, after.0);
                if self.predict.take_if(|id| *id == request).is_some() {
                    vec![Change::Predicted { before, after }]
                } else if self.explain.take_if(|id| *id == request).is_some() {
                    vec![Change::Explained { before, after }]
                } else {
                    Vec::new()
                }
            }
            Event::Mixed { request, share, target, general } => {
                let Some((_, left)) = self.mix.as_mut().filter(|(id, _)| *id == request) else { return Vec::new() };
                *left = left.saturating_sub(1);
                if *left == 0 {
                    self.mix = None;
                }
                vec![Change::Mixed { share, target: target.0, general: general.0 }]
            }
            Event::Attended { request, attention } => match self.attend.take_if(|id| *id == request) {
                Some(_) => vec![Change::Attended(attention)],
                None => Vec::new(),
            },
            Event::Embedded { request, rows } => match self.embed.take_if(|id| *id == request) {
                Some(_) => vec![Change::Embedded(rows.0)],
                None => Vec::new(),
            },
            Event::Surveyed { request, answers } => match self.survey.take_if(|id| *id == request) {
                Some(_) => vec![Change::Surveyed(answers)],
                None => Vec::new(),
            },
            Event::Exported { request, file } => match self.export.take_if(|id| *id == request) {
                Some(_) => vec![Change::Exported(file)],
                None => Vec::new(),
            },
            Event::SelfTested { request, device, checks } => match self.self_test.take_if(|id| *id == request) {
                Some(_) => vec![Change::SelfTested(device, checks)],
                None => Vec::new(),
            },
            Event::Failed { id, trouble } => self.fail(id, trouble),
        }
    }

    fn fail(&mut self, id: u32, trouble: Trouble) -> Vec<Change> {
        // Ids begin at 1; a failure that belongs to nothing asked is one of the worker itself.
        if id == 0 {
            return vec![Change::Broken(trouble)];
        }
        if self.load.take_if(|(load, _)| *load == id).is_some() {
            return vec![Change::LoadFailed(trouble)];
        }
        if self.run.take_if(|run| *run == id).is_some() {
            // In this order: the page may start the run again at once.
            return vec![self.turn(RunStatus::Idle), Change::RunFailed(trouble)];
        }
        if self.predict.take_if(|request| *request == id).is_some() {
            return vec![Change::PredictFailed(trouble)];
        }
        if self.explain.take_if(|request| *request == id).is_some() {
            return vec![Change::ExplainFailed(trouble)];
        }
        if self.mix.take_if(|(request, _)| *request == id).is_some() {
            return vec![Change::MixFailed(trouble)];
        }
        if self.attend.take_if(|request| *request == id).is_some() {
            return vec![Change::AttendFailed(trouble)];
        }
        if self.embed.take_if(|request| *request == id).is_some() {
            return vec![Change::EmbedFailed(trouble)];
        }
        if self.survey.take_if(|request| *request == id).is_some() {
            return vec![Change::SurveyFailed(trouble)];
        }
        if self.export.take_if(|request| *request == id).is_some() {
            return vec![Change::ExportFailed(trouble)];
        }
        if self.self_test.take_if(|request| *request == id).is_some() {
            return vec![Change::SelfTestFailed(trouble)];
        }
        Vec::new()
    }

    fn turn(&mut self, status: RunStatus) -> Change {
        self.status = status;
        Change::Status(status)
    }

    fn is_current(&self, run_id: u32) -> bool {
        self.run == Some(run_id)
    }

    fn next_id(&mut self) -> u32 {
        self.last_id = self.last_id.wrapping_add(1).max(1);
        self.last_id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Remedy;
    use crate::protocol::{Floats, Phase};

    fn stepped(run_id: u32) -> Event {
        let step = StepReport { step: 1, loss: 0.7, learning_rate: 1e-4, grad_norm: 1.0, elapsed_ms: 9.0 };
        Event::Stepped { run_id, steps: vec![step] }
    }

    fn finished(run_id: u32) -> Event {
        Event::Finished { run_id, outcome: Outcome::Completed { restored: None }, seconds: 1.0 }
    }

    #[test]
    fn events_of_an_old_run_are_dropped() {
        let mut desk = Desk::default();
        let old = desk.begin_run();
        let new = desk.begin_run();
        for event in [
            stepped(old),
            finished(old),
            Event::Paused { run_id: old, step: 3 },
            Event::Checkpoint { run_id: old, step: 3, data: Bytes::default() },
            Event::Failed { id: old, trouble: Trouble::new(Remedy::Retry, "late") },
        ] {
            assert_eq!(desk.accept(event), Vec::new());
        }
        assert_eq!((desk.run(), desk.status()), (Some(new), RunStatus::Starting));
    }

    #[test]
    fn a_run_goes_from_start_to_pause_to_end() {
        let mut desk = Desk::default();
        let run = desk.begin_run();
        assert!(desk.accept(stepped(run)).contains(&Change::Status(RunStatus::Running)));
        assert_eq!(desk.ask(RunStatus::Running), None, "it runs already");
        assert_eq!(desk.ask(RunStatus::Pausing), Some(run));
        assert_eq!(desk.accept(stepped(run)).len(), 1, "the step in progress does not undo the pause");
        assert_eq!(desk.accept(Event::Paused { run_id: run, step: 2 }), [Change::Status(RunStatus::Paused)]);
        assert!(!desk.is_waiting(), "a paused worker may be silent");
        assert_eq!(desk.accept(stepped(run)).len(), 1, "a single step does not undo the pause either");
        assert_eq!(desk.ask(RunStatus::Running), Some(run));
        assert_eq!(desk.ask(RunStatus::Stopping), Some(run));
        assert_eq!(desk.accept(Event::Paused { run_id: run, step: 3 }), Vec::new());
        assert_eq!(desk.accept(finished(run)).last(), Some(&Change::Status(RunStatus::Idle)));
        assert_eq!(desk.ask(RunStatus::Stopping), None);
        assert_eq!(desk.accept(stepped(run)), Vec::new());
    }

    #[test]
    fn only_the_last_question_is_answered() {
        let mut desk = Desk::default();
        let first = desk.begin_predict();
        let second = desk.begin_predict();
        let answer = |request| Event::Predicted { request, before: Floats(vec![0.5, 0.5]), after: Floats::default() };
        assert_eq!(desk.accept(answer(first)), Vec::new());
        assert_eq!(desk.accept(answer(second)).len(), 1);
        assert_eq!(desk.accept(answer(second)), Vec::new(), "once is enough");
    }

    #[test]
    fn the_box_and_an_explanation_do_not_take_each_others_answers() {
        let mut desk = Desk::default();
        let answer = |request| Event::Predicted { request, before: Floats(vec![0.5, 0.5]), after: Floats::default() };
        let (late, question) = (desk.begin_explain(), desk.begin_predict());
        let explanation = desk.begin_explain();
        assert_eq!(desk.accept(answer(late)), Vec::new(), "another one was asked for since");
        let (before, after) = (vec![0.5, 0.5], Vec::new());
        assert_eq!(desk.accept(answer(explanation)), [Change::Explained { before, after }]);
        assert!(desk.is_waiting());
        let (before, after) = (vec![0.5, 0.5], Vec::new());
        assert_eq!(desk.accept(answer(question)), [Change::Predicted { before, after }]);
        assert!(!desk.is_waiting());
        let trouble = Trouble::new(Remedy::ChangeInput, "no");
        let id = desk.begin_explain();
        assert_eq!(desk.accept(Event::Failed { id, trouble: trouble.clone() }), [Change::ExplainFailed(trouble)]);
    }

    #[test]
    fn a_survey_that_was_called_off_is_not_answered() {
        let mut desk = Desk::default();
        let request = desk.begin_survey();
        desk.forget_survey();
        assert_eq!(desk.accept(Event::Surveyed { request, answers: Vec::new() }), Vec::new());
        let request = desk.begin_survey();
        assert_eq!(desk.accept(Event::Surveyed { request, answers: Vec::new() }), [Change::Surveyed(Vec::new())]);
    }

    #[test]
    fn only_the_vectors_last_asked_for_arrive() {
        let mut desk = Desk::default();
        let embedded = |request| Event::Embedded { request, rows: Floats(vec![1.0]) };
        let (old, called_off) = (desk.begin_embed(), desk.begin_embed());
        assert_eq!(desk.accept(embedded(old)), Vec::new());
        desk.forget_embed();
        assert_eq!(desk.accept(embedded(called_off)), Vec::new());
        let last = desk.begin_embed();
        assert!(desk.is_waiting());
        assert_eq!(desk.accept(embedded(last)), [Change::Embedded(vec![1.0])]);
        assert!(!desk.is_waiting());
        let (id, trouble) = (desk.begin_embed(), Trouble::new(Remedy::Retry, "no"));
        assert_eq!(desk.accept(Event::Failed { id, trouble: trouble.clone() }), [Change::EmbedFailed(trouble)]);
    }

    #[test]
    fn progress_of_an_old_load_is_dropped_and_ids_are_shared() {
        let mut desk = Desk::default();
        let old = desk.begin_load(BaseModel::Pocket);
        let new = desk.begin_load(BaseModel::MiniLm3);
        let progress = |load_id| Event::Progress { load_id, phase: Phase::Model, received: 1.0, total: None };
        assert_eq!(desk.accept(progress(old)), Vec::new());
        assert_eq!(desk.accept(progress(new)).len(), 1);
        assert_ne!(desk.begin_run(), new);
    }

    #[test]
    fn a_failure_finds_its_question_and_nothing_survives_the_worker() {
        let mut desk = Desk::default();
        let trouble = || Trouble::new(Remedy::Retry, "no");
        let load = desk.begin_load(BaseModel::Pocket);
        let run = desk.begin_run();
        assert_eq!(desk.accept(Event::Failed { id: load, trouble: trouble() }), [Change::LoadFailed(trouble())]);
        assert_eq!(desk.accept(Event::Failed { id: 0, trouble: trouble() }), [Change::Broken(trouble())]);
        desk.forget_worker();
        assert_eq!(desk.accept(Event::Failed { id: run, trouble: trouble() }), Vec::new());
        assert!(!desk.is_waiting());
        assert!(desk.begin_run() > run, "ids are not used twice");
    }
}
