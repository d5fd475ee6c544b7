//! The worker's life: waking, loading, watching, its answers, its end.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Lab, Wish};
use crate::client::browser::{clock, fetch_text};
use crate::client::desk::Change;
use crate::client::state::{Action, EngineState, Loading, RunStatus, SelfTest};
use crate::client::texts::Texts;
use crate::client::worker::{Incoming, Worker};
use crate::config::{BaseModel, DeviceChoice, RunConfig};
use crate::data::{Corpus, TextSet};
use crate::error::{Remedy, Trouble};
use crate::protocol::Command;

impl Lab {
    /// Loads the engine and the configured model, unless they are there or on their way.
    pub fn wake(self) {
        if self.status.get_untracked().is_active() || self.is_in_sequence() {
            // What the run computes with stays, and so do the weights between two runs of a sequence.
            return self.fulfil();
        }
        let config = self.config.get_untracked();
        self.heed(&config);
        self.wake_for(&config);
    }

    /// Tries again what failed: the texts, the engine, or both.
    pub fn retry(self) {
        self.fetch_texts();
        if matches!(*self.engine.read_untracked(), EngineState::Failed(_)) {
            self.engine.set(EngineState::Asleep);
            self.wake();
        }
    }

    /// Chooses the CPU, here and in the form, and loads again.
    pub fn use_cpu(self) {
        self.config.update(|config| config.device = DeviceChoice::Cpu);
        self.behind(|stage| stage.avoid_gpu = true);
        if !self.status.get_untracked().is_active() {
            self.wake();
        }
    }

    /// Asks for the comparison of the GPU with the CPU.
    pub fn run_self_test(self) {
        if *self.self_test.read_untracked() == SelfTest::Busy || self.status.get_untracked().is_active() {
            return;
        }
        self.self_test.set(SelfTest::Busy);
        if matches!(*self.engine.read_untracked(), EngineState::Loading(_)) {
            // Its answer would come late; the wish is granted as soon as the load is over.
            return self.wish(Wish::SelfTest);
        }
        // The comparison needs the engine's code but no model: nothing more is downloaded.
        match self.ensure_worker() {
            Ok(()) => self.ask_self_test(),
            Err(trouble) => self.self_test.set(SelfTest::Failed(trouble)),
        }
    }

    fn ask_self_test(self) {
        if let Some(request) = self.behind(|stage| stage.desk.begin_self_test()) {
            self.send(Command::SelfTest { request });
        }
    }

    /// A learner who asks for the GPU by name gets another try with it.
    pub(super) fn heed(self, config: &RunConfig) {
        if config.device == DeviceChoice::Gpu {
            self.behind(|stage| stage.avoid_gpu = false);
        }
    }

    pub(super) fn wake_for(self, config: &RunConfig) {
        self.fetch_texts();
        let avoid_gpu = self.behind(|stage| stage.avoid_gpu).unwrap_or_default();
        let device = if avoid_gpu { DeviceChoice::Cpu } else { config.device };
        let wanted = Some((config.model, device));
        let asked = self.behind(|stage| stage.asked).flatten();
        let alive = matches!(*self.engine.read_untracked(), EngineState::Loading(_) | EngineState::Ready(_));
        let running = self.behind(|stage| stage.desk.run().is_some()).unwrap_or_default();
        if running || (alive && asked == wanted) {
            return self.fulfil();
        }
        // A device is chosen once in a worker's life; another choice needs another worker.
        if asked.is_some_and(|(_, old)| old != device) {
            self.end_worker();
        }
        self.load(config.model, device);
    }

    fn load(self, model: BaseModel, device: DeviceChoice) {
        self.engine.set(EngineState::Loading(Loading::begin(model)));
        if let Err(trouble) = self.ensure_worker() {
            return self.load_failed(trouble);
        }
        let load_id = self.behind(|stage| {
            stage.asked = Some((model, device));
            stage.desk.begin_load(model)
        });
        if let Some(load_id) = load_id {
            // A load takes the place of what was trained before.
            self.forget_trained();
            self.send(Command::Load { load_id, model, device });
        }
    }

    fn forget_trained(self) {
        self.trained.set(None);
        self.probe.update(|probe| probe.after = None);
    }

    fn ensure_worker(self) -> Result<(), Trouble> {
        if self.behind(|stage| stage.worker.is_some()) == Some(false) {
            let worker = Worker::start(move |incoming| self.hear(incoming))?;
            self.behind(|stage| stage.worker = Some(worker));
        }
        Ok(())
    }

    pub(super) fn send(self, command: Command) {
        let sent = self.behind(|stage| {
            stage.watch.hear(clock());
            stage.warned = false;
            stage.worker.as_ref().map(|worker| worker.send(command))
        });
        if let Some(Some(Err(detail))) = sent {
            self.broke(detail);
        }
    }

    pub(super) fn wish(self, wish: Wish) {
        self.behind(|stage| stage.wishes.push(wish));
    }

    /// Does what waits for the engine and the texts, as soon as both are there.
    pub(super) fn fulfil(self) {
        let Some(model) = self.engine.read_untracked().ready().map(|ready| ready.model) else { return };
        let texts = self.texts.read_untracked().is_some();
        let wishes = self.behind(|stage| std::mem::take(&mut stage.wishes)).unwrap_or_default();
        for wish in wishes {
            match wish {
                Wish::Run(config) if texts && config.model == model => self.begin_run(config),
                Wish::Restore(unfinished) if texts && unfinished.record.config.model == model => {
                    self.begin_restore(*unfinished);
                }
                Wish::Survey if texts => self.ask_survey(model),
                wish @ (Wish::Run(_) | Wish::Restore(_) | Wish::Survey) => self.wish(wish),
                Wish::Predict => self.ask_prediction(),
                Wish::Explain => self.ask_explanation(),
                Wish::Attend => self.ask_attention(),
                Wish::Embed => self.ask_embedding(model),
                Wish::SelfTest => self.ask_self_test(),
            }
        }
    }

    fn hear(self, incoming: Incoming) {
        let changes = match incoming {
            Incoming::Broken(detail) => return self.broke(detail),
            Incoming::Event(event) => self.behind(|stage| {
                stage.watch.hear(clock());
                stage.desk.accept(event)
            }),
        };
        let changes = changes.unwrap_or_default();
        let over = changes.iter().any(|change| matches!(change, Change::Finished { .. }));
        for change in changes {
            self.apply(change);
        }
        if over {
            self.run_over();
        }
    }

    fn apply(self, change: Change) {
        match change {
            Change::Started => {
                self.behind(|stage| stage.started = true);
                self.send(Command::Watch { watchlist: self.watchlist.get_untracked() });
            }
            Change::Loading(loading) => self.engine.set(EngineState::Loading(loading)),
            Change::Loaded(ready) => {
                self.engine.set(EngineState::Ready(ready));
                self.fulfil();
            }
            Change::LoadFailed(trouble) => self.load_failed(trouble),
            Change::SelfTested(device, checks) => self.self_test.set(SelfTest::Done { device, checks }),
            Change::SelfTestFailed(trouble) => self.self_test.set(SelfTest::Failed(trouble)),
            Change::Broken(trouble) => self.recover(trouble),
            Change::RunFailed(trouble) if trouble.remedy == Remedy::ChangeInput => {
                // The input is at fault, be it the checkpoint: the same again would fail again.
                let checkpoint = self.behind(|stage| stage.checkpoint.take()).flatten();
                self.forget_unfinished();
                self.queue_run_failed(checkpoint.is_none());
                self.halt_stages(trouble.sentence.clone());
                self.report(trouble);
            }
            Change::RunFailed(trouble) => self.recover_run(trouble),
            change => self.apply_to_run(change),
        }
    }

    pub(super) fn load_failed(self, trouble: Trouble) {
        self.withdraw(|action| action == Action::Restart);
        self.behind(|stage| stage.asked = None);
        self.give_up_waiting(&trouble);
        self.engine.set(EngineState::Failed(trouble));
    }

    /// Nothing that waits for the engine will come.
    pub(super) fn give_up_waiting(self, trouble: &Trouble) {
        let restore = self.behind(|stage| {
            let wishes = std::mem::take(&mut stage.wishes);
            wishes.into_iter().find_map(|wish| match wish {
                Wish::Restore(unfinished) => Some(unfinished),
                _ => None,
            })
        });
        self.status.set(RunStatus::Idle);
        if let Some(Some(unfinished)) = restore {
            self.offer(*unfinished);
        }
        self.halt_queue(trouble);
        self.stages_lost_worker(trouble);
        self.probe.update(|probe| {
            if probe.busy {
                probe.busy = false;
                probe.trouble = Some(trouble.sentence.clone());
            }
        });
        if self.explanation.read_untracked().busy {
            self.explanation.update(|explanation| explanation.fail(trouble.sentence.clone()));
        }
        if self.attention.read_untracked().busy {
            self.attention.update(|attention| attention.fail(trouble.sentence.clone()));
        }
        if self.explaining.read_untracked().busy().is_some() {
            self.explaining.update(|explaining| explaining.fail(trouble.sentence.clone()));
        }
        if *self.self_test.read_untracked() == SelfTest::Busy {
            self.self_test.set(SelfTest::Failed(trouble.clone()));
        }
    }

    pub(super) fn end_worker(self) {
        let worker = self.behind(|stage| {
            stage.desk.forget_worker();
            stage.asked = None;
            stage.started = false;
            stage.worker.take()
        });
        drop(worker);
        self.forget_trained();
        let gone = "The engine that held these weights is gone; make the run again.";
        self.mixture.update(|mixture| {
            if mixture.busy {
                mixture.fail(gone.into());
            }
        });
        self.ask_again();
    }

    /// Fetches the held-out texts once.
    pub fn fetch_texts(self) {
        let asked = self.behind(|stage| std::mem::replace(&mut stage.texts_asked, true));
        if asked != Some(false) {
            return;
        }
        spawn_local(async move {
            match read_texts().await {
                Ok(texts) => {
                    self.texts.set(Some(Arc::new(texts)));
                    self.fulfil();
                }
                Err(trouble) => {
                    self.behind(|stage| stage.texts_asked = false);
                    if self.status.get_untracked() == RunStatus::Starting {
                        self.give_up_waiting(&trouble);
                    }
                    self.report(trouble);
                }
            }
        });
    }
}

async fn read_texts() -> Result<Texts, Trouble> {
    let mut sets = Vec::new();
    for corpus in Corpus::ALL {
        for split in Texts::SPLITS {
            let name = split.file_name(corpus);
            let content = fetch_text(&format!("./data/{name}"), "The example texts").await?;
            let set = TextSet::parse(&content).map_err(|error| {
                let sentence = "The example texts arrived damaged. Try again; if that does not help, reload the page.";
                Trouble::new(Remedy::Retry, sentence).because(format!("{name}: {error}"))
            })?;
            sets.push((corpus, split, set));
        }
    }
    Ok(Texts::new(sets))
}
