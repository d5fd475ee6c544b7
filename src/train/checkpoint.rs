//! The state of a run as a safetensors file: weights, moments of the optimizer, the best weights, where it
//! started if that was not the base model, and as a note what else the session must know to go on exactly where it was.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Session;
use super::optimizer::Moments;
use super::session::Best;
use crate::config::RunConfig;
use crate::model::{Parameter, Precision, Weights, WeightsError, named_parameters};

const NOTE: &str = "forget-me-not";
const WEIGHTS: &str = "weights/";
const FIRST: &str = "first/";
const SECOND: &str = "second/";
const BEST: &str = "best/";
const START: &str = "start/";

/// The part of the state that is not tensors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The run.
    pub config: RunConfig,
    /// Steps made.
    pub step: u32,
    average_loss: Option<f64>,
    best: Option<(u32, f64)>,
}

/// Why a checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The tensors are not there or do not fit.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The note is not there or cannot be read.
    #[error("the checkpoint's description cannot be read: {0}")]
    Note(String),
}

impl Checkpoint {
    /// Writes down a session.
    ///
    /// # Errors
    /// Where the device does not hand its numbers over.
    pub async fn save(session: &Session) -> Result<Vec<u8>, CheckpointError> {
        let mut parts = Vec::new();
        for parameter in named_parameters(&session.model) {
            if let Some(Moments { first, second }) = session.optimizer.moments().get(&parameter.id) {
                parts.push(renamed(&parameter, FIRST, first.clone()));
                parts.push(renamed(&parameter, SECOND, second.clone()));
            }
            let value = parameter.value.clone();
            parts.push(renamed(&parameter, WEIGHTS, value));
        }
        if let Some(best) = &session.best {
            for parameter in named_parameters(&best.model) {
                let value = parameter.value.clone();
                parts.push(renamed(&parameter, BEST, value));
            }
        }
        // The base model is always at hand; the end of an earlier run is not.
        if session.config().after.is_some() {
            for parameter in named_parameters(session.start()) {
                let value = parameter.value.clone();
                parts.push(renamed(&parameter, START, value));
            }
        }
        let note = Self {
            config: session.config().clone(),
            step: session.step,
            average_loss: session.guard.average(),
            best: session.best.as_ref().map(|best| (best.step, best.loss)),
        };
        let note = serde_json::to_string(&note).map_err(|error| CheckpointError::Note(error.to_string()))?;
        Ok(Weights::gather(parts).await?.to_bytes(Precision::Single, &[(NOTE, note)])?)
    }

    /// The weights that a run started from, where these were not the base model's.
    ///
    /// # Errors
    /// Where the file is damaged.
    pub fn start(file: &[u8]) -> Result<Option<Weights>, CheckpointError> {
        let start = Weights::from_bytes(file)?.under(START);
        Ok((!start.tensors.is_empty()).then_some(start))
    }

    /// Brings a fresh session of the same config to where the file says it was.
    ///
    /// # Errors
    /// Where the file is damaged or of another model.
    pub fn restore(file: &[u8], session: &mut Session) -> Result<Self, CheckpointError> {
        let note = Weights::note(file, NOTE)?.ok_or_else(|| CheckpointError::Note("there is none".into()))?;
        let note: Self = serde_json::from_str(&note).map_err(|error| CheckpointError::Note(error.to_string()))?;
        let all = Weights::from_bytes(file)?;
        // What a penalty compares with belongs to the start, which is about to be replaced.
        while session.prepare() {}
        let device = session.device().clone();
        let fresh = session.model.clone();
        session.model = all.under(WEIGHTS).load(fresh.clone(), &device)?;
        let plain = device.clone().inner();
        let (first, second) = (all.under(FIRST), all.under(SECOND));
        let moments: HashMap<_, _> = named_parameters(&session.model)
            .into_iter()
            .filter_map(|parameter| {
                let first = first.flat(&parameter.name, &plain)?;
                let second = second.flat(&parameter.name, &plain)?;
                Some((parameter.id, Moments { first, second }))
            })
            .collect();
        session.optimizer = session.optimizer.clone().resumed(note.step, moments);
        session.step = note.step;
        session.guard = session.guard.resumed(note.average_loss);
        session.best = match note.best {
            Some((step, loss)) => Some(Best { step, loss, model: all.under(BEST).load(fresh, &device)? }),
            None => None,
        };
        Ok(note)
    }
}

fn renamed(parameter: &Parameter, prefix: &str, value: burn::tensor::Tensor<1>) -> Parameter {
    Parameter { name: format!("{prefix}{}", parameter.name), id: parameter.id, shape: parameter.shape.clone(), value }
}
