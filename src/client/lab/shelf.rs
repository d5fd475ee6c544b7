//! The shelf of kept runs: storage, names, files.

use std::collections::HashSet;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::queue::SWEEP;
use super::stages::SEQUENCES;
use super::{Backstage, Lab, Wish};
use crate::client::browser::{save_file, wait};
use crate::client::record::RunRecord;
use crate::client::state::{Action, RunStatus, Tone};
use crate::client::store::{Kept, Store, StoreError, Unfinished};
use crate::client::{csv, export, tabs};
use crate::config::RunConfig;
use crate::error::{Remedy, Trouble};

const REFUSED: &str = "This browser does not let the page keep anything here. Everything works, but runs are lost when \
                       the page is left: export those that you want to keep.";
const FULL: &str = "The browser’s storage is full: what was to be kept just now is lost when the page is left. Delete \
                    runs that you no longer need, or export those that you want to keep.";

impl Lab {
    /// Looks at a kept run. While a run is going on, that one stays in view.
    pub fn show(self, run: u32) {
        if self.status.get_untracked().is_active() {
            return self.inform("A run is going on. Stop it, or let it end, to look at another one.", Vec::new());
        }
        if let Some(record) = self.kept(run) {
            self.current.set(Some(record));
        }
    }

    /// Names a kept run.
    pub fn rename(self, run: u32, name: String) {
        let mut renamed = None;
        self.runs.update(|runs| {
            if let Some(record) = runs.iter_mut().find(|record| record.id == run) {
                record.rename(&name);
                renamed = Some(record.clone());
            }
        });
        let Some(record) = renamed else { return };
        if self.current.read_untracked().as_ref().is_some_and(|current| current.id == run) {
            let name = record.name.clone();
            self.current.update(|current| current.iter_mut().for_each(|current| current.name.clone_from(&name)));
        }
        self.store(move |store| async move { store.put_run(&record).await });
    }

    /// Deletes a kept run; a notice offers to undo it.
    pub fn delete(self, run: u32) {
        let Some(record) = self.kept(run) else { return };
        self.runs.update(|runs| runs.retain(|kept| kept.id != run));
        let looked_at = self.current.read_untracked().as_ref().is_some_and(|current| current.id == run);
        if looked_at && !self.status.get_untracked().is_active() {
            self.current.set(None);
        }
        self.inform(format!("“{}” was deleted.", record.name), vec![Action::Undelete { run }]);
        self.behind(|stage| stage.bin.push(record));
        self.store(move |store| async move { store.delete_run(run).await });
    }

    pub(super) fn undelete(self, run: u32) {
        let record = self.behind(|stage| {
            let index = stage.bin.iter().position(|record| record.id == run)?;
            Some(stage.bin.remove(index))
        });
        let Some(Some(record)) = record else { return };
        self.insert(record.clone());
        self.store(move |store| async move { store.put_run(&record).await });
    }

    /// Saves a table of all kept runs as a file.
    pub fn export_csv(self) {
        let texts = self.texts.get_untracked().unwrap_or_default();
        let table = csv::runs_to_csv(self.runs.read_untracked().iter(), &texts);
        self.save("forget-me-not-runs.csv", "text/csv", Ok(table));
    }

    /// Saves all kept runs with every figure as a file.
    pub fn export_json(self) {
        let json = export::runs_to_json(self.runs.read_untracked().iter());
        self.save("forget-me-not-runs.json", "application/json", json);
    }

    /// Saves the probabilities, labels and texts of a run as a file.
    pub fn export_predictions(self, run: u32) {
        let current = self.current.get_untracked().filter(|record| record.id == run);
        let (Some(record), Some(texts)) = (self.kept(run).or(current), self.texts.get_untracked()) else {
            let sentence = "The example texts have not come yet. Wait a moment and try again.";
            return self.report(Trouble::new(Remedy::Retry, sentence));
        };
        let json = export::predictions_to_json(&record, &texts);
        self.save(&format!("forget-me-not-predictions-{run}.json"), "application/json", json);
    }

    /// Adds the runs of an exported file. Runs that are there already are left alone.
    pub fn import_json(self, content: &str) {
        let imported = match export::runs_from_json(content) {
            Ok(imported) => imported,
            Err(sentence) => return self.report(Trouble::new(Remedy::ChangeInput, sentence)),
        };
        for sentence in &imported.refused {
            self.report(Trouble::new(Remedy::ChangeInput, sentence.clone()));
        }
        let (mut added, mut known) = (0, 0);
        for mut record in imported.runs {
            if self.runs.read_untracked().iter().any(|kept| kept.is_same_run(&record)) {
                known += 1;
                continue;
            }
            added += 1;
            record.id = self.next_run();
            self.keep_new(record);
        }
        let known = if known > 0 { format!(" {known} were here already.") } else { String::new() };
        self.fetch_texts();
        self.inform(format!("Runs added from the file: {added}.{known}"), Vec::new());
    }

    /// Puts the configuration of a kept run into the form.
    pub fn use_config_of(self, run: u32) {
        let current = self.current.get_untracked().filter(|record| record.id == run);
        if let Some(record) = self.kept(run).or(current) {
            // The form has no earlier run; what came before can be started from the sequence.
            self.config.set(RunConfig { after: None, ..record.config });
        }
    }

    /// Keeps a setting, such as the theme.
    pub fn keep_setting(self, name: &'static str, value: String) {
        self.store(move |store| async move { store.put_setting(name, &value).await });
    }

    /// Changes what is kept of a setting, whatever that is by now.
    pub(super) fn change_setting(
        self,
        name: &'static str,
        change: impl FnOnce(Option<String>) -> Option<String> + 'static,
    ) {
        self.store(move |store| async move { store.change_setting(name, change).await });
    }

    /// Forgets a setting.
    pub fn forget_setting(self, name: &'static str) {
        self.store(move |store| async move { store.delete_setting(name).await });
    }

    /// Goes on with the run that a reload interrupted.
    pub(super) fn go_on(self) {
        if self.status.get_untracked().is_active() {
            return;
        }
        let Some(config) = self.unfinished_config() else { return };
        if self.is_of_sweep(&config) {
            return self.resume_sweep();
        }
        if self.refuse_while_occupied() {
            return;
        }
        self.config.set(RunConfig { after: None, ..config });
        self.take_up();
    }

    /// Goes on with the interrupted run, whatever the form shows.
    pub(super) fn take_up(self) {
        let Some(Some(unfinished)) = self.behind(|stage| stage.unfinished.take()) else { return };
        let config = unfinished.record.config.clone();
        self.withdraw(|action| matches!(action, Action::GoOn | Action::Discard));
        self.resume_stages_with(&config);
        self.current.set(Some(unfinished.record.clone()));
        self.behind(|stage| {
            stage.breakdowns = 0;
            stage.pause_soon = false;
        });
        self.status.set(RunStatus::Starting);
        self.wish(Wish::Restore(Box::new(unfinished)));
        self.wake_for(&config);
    }

    /// Forgets the run that a reload interrupted.
    pub(super) fn discard(self) {
        let discarded = self.behind(|stage| stage.unfinished.take()).flatten().map(|unfinished| unfinished.record.id);
        let looked_at = self.current.read_untracked().as_ref().map(|record| record.id);
        if discarded.is_some() && discarded == looked_at && !self.status.get_untracked().is_active() {
            self.current.set(None);
        }
        self.forget_unfinished();
    }

    /// Offers to go on with an interrupted run.
    pub(super) fn offer(self, unfinished: Unfinished) {
        let Unfinished { record, step, .. } = &unfinished;
        let sentence = format!(
            "“{}” was interrupted; it can go on from step {step} of {}. Starting another run discards it.",
            record.name,
            record.config.total_steps()
        );
        let of_sweep = self.is_of_sweep(&record.config);
        self.hold(unfinished);
        if of_sweep {
            return self.offer_sweep();
        }
        self.inform(sentence, vec![Action::GoOn, Action::Discard]);
    }

    /// Keeps an interrupted run at hand and in view.
    pub(super) fn hold(self, unfinished: Unfinished) {
        self.current.set(Some(unfinished.record.clone()));
        self.behind(|stage| stage.unfinished = Some(unfinished));
    }

    /// What the interrupted run was asked for.
    pub(super) fn unfinished_config(self) -> Option<RunConfig> {
        self.behind(|stage| stage.unfinished.as_ref().map(|unfinished| unfinished.record.config.clone())).flatten()
    }

    pub(super) fn keep_unfinished(self, unfinished: Unfinished) {
        let step = unfinished.step;
        let run = move || self.behind(|stage| stage.desk.run()).flatten();
        let (of, tab) = (run(), self.tab());
        self.store(move |store| async move {
            store.put_unfinished(&tab, unfinished).await?;
            // It may have ended while it was written.
            if run() == of {
                self.kept_step.set(Some(step));
            }
            self.take_over(&store).await
        });
    }

    /// What another tab left is here now.
    async fn take_over(self, store: &Store) -> Result<(), StoreError> {
        match self.behind(|stage| stage.left_by.take()).flatten() {
            Some(tab) => store.delete_unfinished(&tab).await,
            None => Ok(()),
        }
    }

    fn tab(self) -> String {
        self.behind(|stage| stage.tab.clone()).unwrap_or_default()
    }

    pub(super) fn keep_finished(self, record: RunRecord) {
        self.keep_new(record.clone());
        self.did_run(&record);
        self.forget_unfinished();
    }

    pub(super) fn forget_unfinished(self) {
        self.kept_step.set(None);
        let tab = self.tab();
        self.store(move |store| async move {
            store.delete_unfinished(&tab).await?;
            self.take_over(&store).await
        });
    }

    /// Opens the storage and puts what it holds on the shelf.
    pub(super) fn open_store(self) {
        spawn_local(async move {
            let store = match Store::open().await {
                Ok(store) => store,
                Err(error) => return self.store_failed(&error),
            };
            self.behind(|stage| stage.store = store.clone());
            self.bring_back_progress();
            self.bring_back_explanations();
            match self.read_all(&store).await {
                Ok((kept, unfinished)) => {
                    let sweep = store.setting(SWEEP).await.ok().flatten();
                    let sequences = store.setting(SEQUENCES).await.ok().flatten();
                    self.put_back(kept, unfinished, sweep, sequences);
                }
                Err(error) => self.store_failed(&error),
            }
        });
    }

    async fn read_all(self, store: &Store) -> Result<(Kept, Option<Unfinished>), StoreError> {
        let mut kept = store.load().await?;
        let mut runs = Vec::new();
        for tab in closed(&kept.tabs).await {
            match store.unfinished(tab).await {
                Ok(run) => runs.extend(run.map(|run| (tab.clone(), run))),
                Err(StoreError::Damaged(_)) => kept.damaged += 1,
                Err(error) => return Err(error),
            }
        }
        let newest = runs.into_iter().max_by(|(_, a), (_, b)| a.record.started.total_cmp(&b.record.started));
        let (tab, unfinished) = newest.unzip();
        self.behind(|stage| stage.left_by = tab);
        Ok((kept, unfinished))
    }

    /// A setting that was kept. Waits for the storage by itself.
    pub async fn kept_setting(self, name: &str) -> Option<String> {
        // The storage of this visit may still be on its way; a second handle costs nothing.
        Store::open().await.ok()?.setting(name).await.ok().flatten()
    }

    fn put_back(self, kept: Kept, unfinished: Option<Unfinished>, sweep: Option<String>, sequences: Option<String>) {
        let Kept { runs, damaged, .. } = kept;
        let highest = runs.iter().map(|record| record.id).max().unwrap_or_default();
        self.behind(|stage| stage.last_run = stage.last_run.max(highest));
        if !runs.is_empty() {
            self.fetch_texts();
        }
        self.runs.update(|shelf| {
            let here: HashSet<u32> = shelf.iter().map(|record| record.id).collect();
            shelf.extend(runs.into_iter().filter(|record| !here.contains(&record.id)));
            sort(shelf);
        });
        if damaged > 0 {
            self.inform(format!("Kept runs that could not be read and were left out: {damaged}."), Vec::new());
        }
        if let Some(sequences) = sequences {
            self.put_back_sequences(&sequences);
        }
        if let Some(sweep) = sweep {
            self.put_back_queue(&sweep);
        }
        self.offer_sweep();
        if self.status.get_untracked().is_active() {
            return;
        }
        self.tell_of_a_lost_run(unfinished.is_some());
        if let Some(unfinished) = unfinished {
            self.behind(|stage| stage.last_run = stage.last_run.max(unfinished.record.id));
            self.fetch_texts();
            self.offer(unfinished);
        }
    }

    fn keep_new(self, record: RunRecord) {
        self.insert(record.clone());
        let id = record.id;
        self.store(move |store| async move {
            let stored = store.add_run(&record).await?;
            if stored != id {
                self.renumber(id, stored);
            }
            Ok(())
        });
    }

    /// Another tab has a run with this number: the one here takes the number under which it was stored.
    fn renumber(self, from: u32, to: u32) {
        self.behind(|stage| stage.last_run = stage.last_run.max(to));
        let making = self.status.get_untracked().is_active()
            && self.current.read_untracked().as_ref().is_some_and(|run| run.id == to);
        if making {
            // The run that has begun meanwhile gives way.
            let id = self.next_run();
            self.current.update(|current| current.iter_mut().for_each(|run| run.id = id));
        }
        self.renumber_stages(from, to);
        self.runs.update(|runs| runs.iter_mut().filter(|run| run.id == from).for_each(|run| run.id = to));
        self.current.update(|current| current.iter_mut().filter(|run| run.id == from).for_each(|run| run.id = to));
        self.trained.update(|trained| *trained = trained.map(|id| if id == from { to } else { id }));
    }

    fn insert(self, record: RunRecord) {
        self.runs.update(|runs| {
            runs.push(record);
            sort(runs);
        });
    }

    fn kept(self, run: u32) -> Option<RunRecord> {
        self.runs.read_untracked().iter().find(|record| record.id == run).cloned()
    }

    fn next_run(self) -> u32 {
        let next = self.behind(|stage| {
            stage.last_run += 1;
            stage.last_run
        });
        next.unwrap_or_default()
    }

    pub(super) fn save(self, name: &str, kind: &str, content: Result<String, serde_json::Error>) {
        let saved = match content {
            Ok(content) => save_file(name, kind, content.as_bytes()),
            Err(error) => {
                let sentence = "The file could not be written. Reload the page and try again; the runs are kept.";
                Err(Trouble::new(Remedy::Reload, sentence).because(error))
            }
        };
        if let Err(trouble) = saved {
            self.report(trouble);
        }
    }

    fn store<F>(self, act: impl FnOnce(Store) -> F + 'static)
    where
        F: Future<Output = Result<(), StoreError>> + 'static,
    {
        let Some(store) = self.behind(|stage| stage.store.clone()) else { return };
        spawn_local(async move {
            if let Err(error) = act(store).await {
                self.store_failed(&error);
            }
        });
    }

    /// Each kind is told once: after that the page goes on in memory.
    fn store_failed(self, error: &StoreError) {
        let (sentence, told): (_, fn(&mut Backstage) -> &mut bool) = match error {
            StoreError::Aborted => (FULL, |stage| &mut stage.full_told),
            _ => (REFUSED, |stage| &mut stage.store_told),
        };
        if self.behind(|stage| std::mem::replace(told(stage), true)) == Some(false) {
            self.tell(Tone::Info, sentence.into(), error.to_string(), Vec::new());
        }
    }
}

/// Those of some tabs that are not open any more. A page that reloads may find itself still open for a moment.
async fn closed(tabs: &[String]) -> Vec<&String> {
    const LOOKS: u32 = 4;
    for look in 1..=LOOKS {
        let open = tabs::names().await;
        let closed: Vec<&String> = tabs.iter().filter(|tab| !open.contains(*tab)).collect();
        if !closed.is_empty() || tabs.is_empty() || look == LOOKS {
            return closed;
        }
        wait(Duration::from_millis(200)).await;
    }
    Vec::new()
}

fn sort(runs: &mut [RunRecord]) {
    runs.sort_by(|a, b| b.started.total_cmp(&a.started).then(b.id.cmp(&a.id)));
}
