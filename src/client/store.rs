//! What outlives a reload: kept runs, the checkpoint of the unfinished one, settings. All of it may be
//! refused (private windows, partitioned frames, full disks): then the page goes on in memory.

use std::rc::Rc;

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Transaction, TransactionMode, TransactionResult};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::export::{run_from_json, run_to_json};
use super::record::RunRecord;
use crate::protocol::Bytes;

const NAME: &str = "forget-me-not";
const VERSION: u32 = 1;
const RUNS: &str = "runs";
const CHECKPOINTS: &str = "checkpoints";
const SETTINGS: &str = "settings";

/// Why the storage did not do what was asked: technical, for the detail of a notice.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The browser refused.
    #[error("{0}")]
    Refused(#[from] idb::Error),
    /// It took nothing: most likely it is full.
    #[error("the browser broke off writing; its storage may be full")]
    Aborted,
    /// It was never opened, or closed by the browser.
    #[error("there is no storage")]
    Absent,
    /// What it gave back cannot be used.
    #[error("{0}")]
    Damaged(String),
}

/// A run that was interrupted, with what is needed to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Unfinished {
    /// The run up to the checkpoint.
    pub record: RunRecord,
    /// Steps made before the checkpoint.
    pub step: u32,
    /// What the worker goes on from.
    pub data: Bytes,
}

#[derive(Serialize, Deserialize)]
struct KeptCheckpoint {
    record: String,
    step: u32,
    data: Bytes,
}

/// What the storage held when the page started.
#[derive(Debug, Default)]
pub struct Kept {
    /// Runs, in no order.
    pub runs: Vec<RunRecord>,
    /// How many could not be read.
    pub damaged: usize,
    /// The tabs that left a run unfinished, or are making one.
    pub tabs: Vec<String>,
}

/// The page's part of IndexedDB; clone it freely.
#[derive(Clone, Default)]
pub struct Store {
    database: Option<Rc<Database>>,
}

impl Store {
    /// Opens the storage, or makes it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn open() -> Result<Self, StoreError> {
        let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            // A store that cannot be made is missed at its first use, and reported there.
            if let Ok(database) = event.database() {
                for name in [RUNS, CHECKPOINTS, SETTINGS] {
                    let _ = database.create_object_store(name, ObjectStoreParams::new());
                }
            }
        });
        Ok(Self { database: Some(Rc::new(request.await?)) })
    }

    /// Everything that was kept. Damaged runs are counted and skipped.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn load(&self) -> Result<Kept, StoreError> {
        let mut kept = Kept::default();
        let transaction = self.database()?.transaction(&[RUNS], TransactionMode::ReadOnly)?;
        for value in transaction.object_store(RUNS)?.get_all(None, None)?.await? {
            match value.as_string().ok_or("not a text".to_owned()).and_then(|json| run_from_json(&json)) {
                Ok(record) => kept.runs.push(record),
                Err(_) => kept.damaged += 1,
            }
        }
        let transaction = self.database()?.transaction(&[CHECKPOINTS], TransactionMode::ReadOnly)?;
        let keys = transaction.object_store(CHECKPOINTS)?.get_all_keys(None, None)?.await?;
        kept.tabs = keys.into_iter().filter_map(|key| key.as_string()).collect();
        Ok(kept)
    }

    /// Keeps a new run. Another tab may have taken its id meanwhile: the id that it got is returned.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn add_run(&self, record: &RunRecord) -> Result<u32, StoreError> {
        let transaction = self.database()?.transaction(&[RUNS], TransactionMode::ReadWrite)?;
        let runs = transaction.object_store(RUNS)?;
        let mut record = record.clone();
        while runs.get_key(JsValue::from(record.id))?.await?.is_some() {
            record.id += 1;
        }
        runs.put(&json(&record)?, Some(&JsValue::from(record.id)))?.await?;
        committed(transaction).await?;
        Ok(record.id)
    }

    /// Keeps a run under its id, whatever was there.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn put_run(&self, record: &RunRecord) -> Result<(), StoreError> {
        self.put(RUNS, JsValue::from(record.id), json(record)?).await
    }

    /// Removes a run.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn delete_run(&self, id: u32) -> Result<(), StoreError> {
        self.delete(RUNS, JsValue::from(id)).await
    }

    /// The unfinished run of a tab.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn unfinished(&self, tab: &str) -> Result<Option<Unfinished>, StoreError> {
        self.get(CHECKPOINTS, tab).await?.map(read_checkpoint).transpose()
    }

    /// Keeps the state of a tab's unfinished run, in place of an older one.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn put_unfinished(&self, tab: &str, unfinished: Unfinished) -> Result<(), StoreError> {
        let Unfinished { record, step, data } = unfinished;
        let record = run_to_json(&record).map_err(|error| StoreError::Damaged(error.to_string()))?;
        let value = serde_wasm_bindgen::to_value(&KeptCheckpoint { record, step, data })
            .map_err(|error| StoreError::Damaged(error.to_string()))?;
        self.put(CHECKPOINTS, JsValue::from(tab), value).await
    }

    /// Forgets the unfinished run of a tab.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn delete_unfinished(&self, tab: &str) -> Result<(), StoreError> {
        self.delete(CHECKPOINTS, JsValue::from(tab)).await
    }

    /// A setting.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.get(SETTINGS, name).await?.and_then(|value| value.as_string()))
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.put(SETTINGS, JsValue::from(name), JsValue::from(value)).await
    }

    /// Changes a setting, or leaves it as it is; no other tab can change it in between.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn change_setting(
        &self,
        name: &str,
        change: impl FnOnce(Option<String>) -> Option<String>,
    ) -> Result<(), StoreError> {
        let transaction = self.database()?.transaction(&[SETTINGS], TransactionMode::ReadWrite)?;
        let settings = transaction.object_store(SETTINGS)?;
        let kept = settings.get(JsValue::from(name))?.await?.and_then(|value| value.as_string());
        if let Some(value) = change(kept) {
            settings.put(&JsValue::from(value), Some(&JsValue::from(name)))?.await?;
        }
        committed(transaction).await
    }

    /// Forgets a setting.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn delete_setting(&self, name: &str) -> Result<(), StoreError> {
        self.delete(SETTINGS, JsValue::from(name)).await
    }

    fn database(&self) -> Result<&Database, StoreError> {
        self.database.as_deref().ok_or(StoreError::Absent)
    }

    async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, StoreError> {
        let transaction = self.database()?.transaction(&[store], TransactionMode::ReadOnly)?;
        Ok(transaction.object_store(store)?.get(JsValue::from(key))?.await?)
    }

    async fn put(&self, store: &str, key: JsValue, value: JsValue) -> Result<(), StoreError> {
        let transaction = self.database()?.transaction(&[store], TransactionMode::ReadWrite)?;
        transaction.object_store(store)?.put(&value, Some(&key))?.await?;
        committed(transaction).await
    }

    async fn delete(&self, store: &str, key: JsValue) -> Result<(), StoreError> {
        let transaction = self.database()?.transaction(&[store], TransactionMode::ReadWrite)?;
        transaction.object_store(store)?.delete(key)?.await?;
        committed(transaction).await
    }
}

/// A request may succeed and its transaction fail all the same, where the disk is full.
async fn committed(transaction: Transaction) -> Result<(), StoreError> {
    match transaction.await? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(StoreError::Aborted),
    }
}

fn json(record: &RunRecord) -> Result<JsValue, StoreError> {
    run_to_json(record).map(JsValue::from).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn read_checkpoint(value: JsValue) -> Result<Unfinished, StoreError> {
    let KeptCheckpoint { record, step, data } =
        serde_wasm_bindgen::from_value(value).map_err(|error| StoreError::Damaged(error.to_string()))?;
    Ok(Unfinished { record: run_from_json(&record).map_err(StoreError::Damaged)?, step, data })
}
