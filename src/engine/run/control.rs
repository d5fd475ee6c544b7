//! What the page asks for while a run goes on: a pause, single steps, an end, answers.

use super::{Next, Run, Trained};
use crate::engine::answers;
use crate::engine::clock::now;
use crate::engine::outbox::post;
use crate::error::{Remedy, Trouble};
use crate::protocol::{Command, Event, Outcome};

impl Run<'_> {
    /// Handles what has arrived; while paused, waits for more.
    pub(super) async fn between_steps(&mut self) -> Result<Next, Trouble> {
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
        loop {
            let begin = now();
            let command = self.inbox.next().await;
            self.paused_ms += now() - begin;
            match command {
                Command::Resume { run_id } if run_id == self.run_id => return Ok(Next::GoOn),
                Command::Stop { run_id } if run_id == self.run_id => return Ok(self.stopped()),
                Command::Step { run_id } if run_id == self.run_id => {
                    if self.session.steps_made() >= self.session.total_steps() {
                        return Ok(Next::GoOn);
                    }
                    if let Some(outcome) = self.one_step().await? {
                        return Ok(Next::End(outcome));
                    }
                    if let Some(outcome) = self.flush().await? {
                        return Ok(Next::End(outcome));
                    }
                    self.checkpoint().await?;
                    post(&Event::Paused { run_id: self.run_id, step: self.session.steps_made() });
                }
                other => {
                    if let Some(next) = self.other(other).await {
                        return Ok(next);
                    }
                }
            }
        }
    }

    /// Whether the run is to end: then nothing is evaluated any more but the end.
    pub(super) fn is_to_stop(&self) -> bool {
        self.inbox.has(|command| matches!(command, Command::Stop { run_id } if *run_id == self.run_id))
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
            Command::Mix { request, .. } | Command::Survey { request, .. } | Command::Export { request } => {
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
