//! Sequences of tasks: surveys and runs in turn, while one worker holds the weights.

use leptos::prelude::*;

use super::{Lab, Wish};
use crate::client::record::RunRecord;
use crate::client::stages::{Need, Stages, StagesState};
use crate::client::state::{Action, Tone};
use crate::config::{BaseModel, RunConfig};
use crate::error::{Remedy, Trouble};
use crate::protocol::{Answers, Command};

/// The name of the setting that holds all sequences.
pub(super) const SEQUENCES: &str = "sequences";
/// Older sequences make room.
const MOST: usize = 12;
const GONE: &str = "What the runs before had trained is gone with the engine that held it: the sequence has to be made \
                    from the start.";

impl Lab {
    /// Makes these runs one after the other, each from the weights of the one before, and measures all tasks
    /// before, between and after them.
    pub fn start_stages(self, configs: Vec<RunConfig>) {
        if self.refuse_while_occupied() {
            return;
        }
        match Stages::new(configs) {
            Ok(stages) => self.begin_stages(stages),
            Err(error) => self.report(Trouble::new(Remedy::ChangeInput, error.to_string())),
        }
    }

    /// Makes the halted sequence from the start.
    pub fn restart_stages(self) {
        if self.refuse_while_occupied() {
            return;
        }
        if let Some(stages) = self.stages.get_untracked() {
            self.begin_stages(stages.anew());
        }
    }

    /// Ends the sequence, halted or not. Its finished runs stay; the run in progress is stopped.
    pub fn stop_stages(self) {
        let Some(stages) = self.stages.get_untracked() else { return };
        self.stages.set(None);
        self.forget_survey();
        self.withdraw(|action| action == Action::RestartStages);
        self.keep_sequences();
        if stages.is_active() {
            self.stop();
        }
    }

    /// Forgets a sequence that is done, by its place in `sequences`. Its runs stay.
    pub fn forget_sequence(self, index: usize) {
        self.sequences.update(|sequences| {
            if index < sequences.len() {
                sequences.remove(index);
            }
        });
        self.keep_sequences();
    }

    /// Seconds that a sequence will take, once this machine's speed is known. Reactive.
    pub fn stages_seconds(self, configs: &[RunConfig]) -> Option<f64> {
        let model = configs.first()?.model;
        let engine = self.engine.read();
        let ready = engine.ready().filter(|ready| ready.model == model)?;
        let texts = self.texts.read();
        Some(crate::client::stages::seconds(configs, &ready.speed, texts.as_ref()?))
    }

    /// Whether a sequence is on its way: no other run can be made, and no other model loaded.
    pub(super) fn is_in_sequence(self) -> bool {
        self.stages.read_untracked().as_ref().is_some_and(Stages::is_active)
    }

    /// The engine is there: asks for the answers to all test sets.
    pub(super) fn ask_survey(self, loaded: BaseModel) {
        let stages = self.stages.get_untracked().filter(Stages::is_active);
        let Some((Need::Survey { trained }, stages)) = stages.as_ref().map(|stages| (stages.need(), stages)) else {
            return;
        };
        if stages.configs().first().is_none_or(|config| config.model != loaded) {
            return self.wish(Wish::Survey);
        }
        if !self.holds_weights_of(stages) {
            return self.halt_stages(GONE);
        }
        if let Some(request) = self.behind(|stage| stage.desk.begin_survey()) {
            self.send(Command::Survey { request, trained });
        }
    }

    pub(super) fn surveyed(self, answers: &[Answers]) {
        let Some(texts) = self.texts.get_untracked() else { return };
        let added = self.stages.try_update(|stages| match stages {
            Some(stages) => stages.add_survey(answers, &texts),
            None => Ok(()),
        });
        match added {
            Some(Err(detail)) => {
                let sentence = "The answers to the test sets do not belong to the texts of this page.";
                self.halt_stages(sentence);
                self.report(Trouble::new(Remedy::Reload, format!("{sentence} Reload the page.")).because(detail));
            }
            _ => self.go_on_with_stages(),
        }
    }

    pub(super) fn stage_run_over(self, record: &RunRecord) {
        if !self.is_in_sequence() {
            return;
        }
        self.stages.update(|stages| stages.iter_mut().for_each(|stages| stages.run_ended(record)));
        let halted = self.stages.read_untracked().as_ref().and_then(|stages| match stages.state() {
            StagesState::Halted { sentence } => Some(sentence.clone()),
            _ => None,
        });
        match halted {
            Some(sentence) => self.tell_of_halt(sentence),
            None => self.go_on_with_stages(),
        }
    }

    /// Something came in between, if a sequence is on its way.
    pub(super) fn halt_stages(self, sentence: impl Into<String>) {
        if !self.is_in_sequence() {
            return;
        }
        let sentence = sentence.into();
        self.stages.update(|stages| stages.iter_mut().for_each(|stages| stages.halt(sentence.clone())));
        self.forget_survey();
        self.tell_of_halt(sentence);
    }

    /// What a sequence waits for will not come, and the worker's weights are gone.
    pub(super) fn stages_lost_worker(self, trouble: &Trouble) {
        let trained = self.stages.read_untracked().as_ref().is_some_and(|stages| !stages.runs().is_empty());
        // A checkpoint holds what its run started from.
        let lost = trained && self.unfinished_config().is_none();
        let gone = if lost { format!(" {GONE}") } else { String::new() };
        self.halt_stages(format!("{}{gone}", trouble.sentence));
    }

    /// A run is taken up from its checkpoint: the sequence that was halted in it goes on.
    pub(super) fn resume_stages_with(self, config: &RunConfig) {
        let goes_on = self.stages.try_update(|stages| stages.as_mut().is_some_and(|stages| stages.go_on_with(config)));
        if goes_on == Some(true) {
            self.withdraw(|action| action == Action::RestartStages);
            self.keep_sequences();
        }
    }

    pub(super) fn renumber_stages(self, from: u32, to: u32) {
        let of_it = |stages: &Stages| stages.runs().contains(&from);
        let here = self.stages.read_untracked().as_ref().is_some_and(of_it);
        if here || self.sequences.read_untracked().iter().any(of_it) {
            self.stages.update(|stages| stages.iter_mut().for_each(|stages| stages.renumber(from, to)));
            self.sequences.update(|sequences| sequences.iter_mut().for_each(|stages| stages.renumber(from, to)));
            self.keep_sequences();
        }
    }

    /// Brings back what was kept; a sequence that a reload interrupted comes back halted.
    pub(super) fn put_back_sequences(self, json: &str) {
        let kept: Vec<serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
        // A damaged sequence is left out; its runs are kept by themselves.
        let kept = kept.into_iter().filter_map(|value| serde_json::from_value::<Stages>(value).ok());
        let (done, interrupted): (Vec<Stages>, Vec<Stages>) =
            kept.partition(|stages| *stages.state() == StagesState::Done);
        self.sequences.update(|sequences| sequences.extend(done));
        let Some(mut stages) = interrupted.into_iter().next() else { return };
        if self.stages.read_untracked().is_some() {
            return;
        }
        if stages.is_active() {
            stages.halt(
                "The page was left in the middle of this sequence. Go on with its interrupted run where the page offers \
                 that, or start the sequence again.",
            );
        }
        self.stages.set(Some(stages));
    }

    fn begin_stages(self, stages: Stages) {
        self.withdraw(|action| action == Action::RestartStages);
        if let Some(config) = stages.configs().first() {
            self.heed(config);
        }
        self.stages.set(Some(stages));
        self.go_on_with_stages();
    }

    /// Does what the sequence needs next.
    fn go_on_with_stages(self) {
        let Some(stages) = self.stages.get_untracked() else { return };
        match stages.need() {
            Need::Survey { .. } => {
                self.keep_sequences();
                self.wish_once(Wish::Survey);
                if let Some(config) = stages.configs().first() {
                    self.wake_for(config);
                }
            }
            Need::Run(_) if !self.holds_weights_of(&stages) => self.halt_stages(GONE),
            Need::Run(config) => {
                self.keep_sequences();
                self.start(config.clone());
            }
            Need::Nothing => {
                self.stages.set(None);
                self.sequences.update(|sequences| {
                    sequences.insert(0, stages);
                    sequences.truncate(MOST);
                });
                self.keep_sequences();
                self.inform("The sequence of tasks is done, and every task was measured after every run.", Vec::new());
            }
        }
    }

    /// The answers to the test sets are of no use any more.
    fn forget_survey(self) {
        self.behind(|stage| {
            stage.wishes.retain(|wish| !matches!(wish, Wish::Survey));
            stage.desk.forget_survey();
        });
    }

    /// Whether the worker holds what the last run of the sequence trained, if there was one.
    fn holds_weights_of(self, stages: &Stages) -> bool {
        stages.runs().last().is_none_or(|run| self.trained.get_untracked() == Some(*run))
    }

    fn tell_of_halt(self, sentence: String) {
        self.keep_sequences();
        self.withdraw(|action| action == Action::RestartStages);
        self.tell(Tone::Info, sentence, String::new(), vec![Action::RestartStages]);
    }

    fn keep_sequences(self) {
        let (live, done) = (self.stages.get_untracked(), self.sequences.get_untracked());
        let all: Vec<Stages> = live.into_iter().chain(done).collect();
        // Plain data: there is always a text of it.
        if let Ok(json) = serde_json::to_string(&all) {
            self.keep_setting(SEQUENCES, json);
        }
    }
}
