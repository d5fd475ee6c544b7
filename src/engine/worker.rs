//! The worker's loop: one command after the other.

use std::cell::RefCell;
use std::panic;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use super::fetch::scope;
use super::inbox::Inbox;
use super::load::Loaded;
use super::outbox::post;
use super::run::{Around, Run, Trained, broken};
use super::{answers, device, self_test};
use crate::error::{Remedy, Trouble};
use crate::model::{Precision, Weights};
use crate::protocol::{Bytes, Command, DeviceReport, Event, Watchlist};

/// Starts the worker: from now on it answers messages.
pub fn start() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let sentence = "The training engine stopped because of an error of its own. Your runs are kept; it can be \
                        started again.";
        post(&Event::Failed { id: 0, trouble: Trouble::new(Remedy::Retry, sentence).because(info) });
    }));
    let inbox = Inbox::default();
    let receiver = inbox.clone();
    let handler =
        Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            match serde_wasm_bindgen::from_value::<Command>(message.data()) {
                Ok(command) => receiver.put(command),
                Err(error) => {
                    let sentence = "The page and the training engine are of different versions. Load the page anew.";
                    post(&Event::Failed { id: 0, trouble: Trouble::new(Remedy::Reload, sentence).because(error) });
                }
            }
        });
    scope().set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    handler.forget();
    spawn_local(Worker { inbox, loaded: None, trained: None, watchlist: RefCell::default() }.serve());
    post(&Event::Started);
}

struct Worker {
    inbox: Inbox,
    loaded: Option<Loaded>,
    trained: Option<Trained>,
    watchlist: RefCell<Watchlist>,
}

impl Worker {
    async fn serve(mut self) {
        loop {
            match self.inbox.next().await {
                Command::Load { load_id, model, device } => {
                    (self.loaded, self.trained) = (None, None);
                    match self.load(load_id, model, device).await {
                        Ok(loaded) => self.loaded = Some(loaded),
                        Err(trouble) => post(&Event::Failed { id: load_id, trouble }),
                    }
                }
                Command::Run { run_id, config } => self.run(run_id, config, None).await,
                Command::Restore { run_id, config, checkpoint } => self.run(run_id, config, Some(checkpoint.0)).await,
                Command::Predict { request, task, texts } => match &self.loaded {
                    Some(loaded) => answers::predict(loaded, self.trained.as_ref(), request, task, &texts).await,
                    None => not_loaded(request),
                },
                Command::Attend { request, task, text } => match &self.loaded {
                    Some(loaded) => answers::attend(loaded, self.trained.as_ref(), request, task, &text).await,
                    None => not_loaded(request),
                },
                Command::Embed { request, depth, texts } => match &self.loaded {
                    Some(loaded) => answers::embed(loaded, request, depth, &texts).await,
                    None => not_loaded(request),
                },
                Command::Mix { request, shares } => match &self.loaded {
                    Some(loaded) => answers::mix(loaded, self.trained.as_ref(), request, &shares).await,
                    None => not_loaded(request),
                },
                Command::Survey { request, trained } => match &self.loaded {
                    Some(loaded) => {
                        answers::survey(loaded, self.trained.as_ref().filter(|_| trained), request).await;
                    }
                    None => not_loaded(request),
                },
                Command::Watch { watchlist } => {
                    self.watchlist.replace(watchlist);
                }
                Command::Export { request } => self.export(request).await,
                Command::SelfTest { request } => compare(request).await,
                // A run that is over cannot be paused or stopped any more.
                Command::Pause { .. } | Command::Resume { .. } | Command::Step { .. } | Command::Stop { .. } => {}
            }
        }
    }

    async fn load(
        &self,
        load_id: u32,
        model: crate::config::BaseModel,
        wish: crate::config::DeviceChoice,
    ) -> Result<Loaded, Trouble> {
        let loaded = Loaded::load(load_id, model, wish).await?;
        let speed = loaded.probe().await.map_err(|error| broken(&error))?;
        let (device, parameters) = (loaded.chosen.report.clone(), loaded.parameters());
        post(&Event::Ready { load_id, device, speed, parameters });
        Ok(loaded)
    }

    async fn run(&mut self, run_id: u32, config: crate::config::RunConfig, checkpoint: Option<Vec<u8>>) {
        let Some(loaded) = self.loaded.as_ref().filter(|loaded| loaded.model == config.model) else {
            return not_loaded(run_id);
        };
        let around = Around { loaded, inbox: &self.inbox, watchlist: &self.watchlist };
        let run = Run::new(run_id, config, checkpoint.as_deref(), self.trained.as_ref(), around).await;
        // The checkpoint is as large as three models or four; the run does not need it any more.
        drop(checkpoint);
        let outcome = match run {
            Ok(run) => run.drive().await,
            Err(trouble) => Err(trouble),
        };
        match outcome {
            Ok(trained) => self.trained = Some(trained),
            Err(trouble) => post(&Event::Failed { id: run_id, trouble }),
        }
    }

    async fn export(&self, request: u32) {
        let Some(trained) = &self.trained else {
            let sentence = "There is nothing to export yet: first make a run.";
            return post(&Event::Failed { id: request, trouble: Trouble::new(Remedy::ChangeInput, sentence) });
        };
        let file = match Weights::of_module(&trained.model).await {
            Ok(weights) => weights.to_bytes(Precision::Half, &[("task", trained.config.task.name().to_string())]),
            Err(error) => Err(error),
        };
        match file {
            Ok(file) => post(&Event::Exported { request, file: Bytes(file) }),
            Err(error) => post(&Event::Failed { id: request, trouble: broken(&error) }),
        }
    }
}

fn not_loaded(id: u32) {
    let trouble = Trouble::new(Remedy::Retry, "The model is not loaded yet. Load it and try again.");
    post(&Event::Failed { id, trouble });
}

/// Answers [`Command::SelfTest`]: the GPU whatever it is, so that a learner sees how it compares. Where
/// there is none, the CPU is compared with itself, which shows that the checks work.
async fn compare(request: u32) {
    let event = match device::gpu().await {
        Ok(gpu) => {
            let reason = if gpu.software {
                "This GPU is software: right, but slower than the CPU path.".into()
            } else {
                "Compared with the CPU, operator by operator.".into()
            };
            let device = DeviceReport { backend: crate::protocol::Backend::WebGpu, name: gpu.name, reason };
            Event::SelfTested { request, device, checks: gpu.checks }
        }
        Err(reason) => match self_test::compare(&burn::tensor::Device::flex()).await {
            Ok(checks) => {
                let device = DeviceReport {
                    backend: crate::protocol::Backend::Cpu,
                    name: "one CPU core with WebAssembly SIMD".into(),
                    reason: format!("{reason} The CPU was compared with itself."),
                };
                Event::SelfTested { request, device, checks }
            }
            Err(error) => Event::Failed { id: request, trouble: broken(&error) },
        },
    };
    post(&event);
}
