//! What is typed in the fields of the form and cannot be used yet.

use leptos::prelude::*;

use crate::config::{Field, RunConfig};
use crate::ui::parts::number::NumberSpec;

/// Every numeric field, in the order of the form.
const FIELDS: [Field; 18] = [
    Field::LearningRate,
    Field::Examples,
    Field::Epochs,
    Field::BatchSize,
    Field::Seed,
    Field::WeightDecay,
    Field::Warmup,
    Field::Dropout,
    Field::ClipNorm,
    Field::EvalEvery,
    Field::Layers,
    Field::LayerDecay,
    Field::LoraRank,
    Field::LoraAlpha,
    Field::ReplayShare,
    Field::L2SpStrength,
    Field::EwcStrength,
    Field::TrainedShare,
];

/// One draft per field; copy it freely.
#[derive(Clone, Copy)]
pub struct Drafts {
    signals: [RwSignal<Option<String>>; FIELDS.len()],
}

impl Drafts {
    /// No draft in any field.
    pub fn new() -> Self {
        Self { signals: std::array::from_fn(|_| RwSignal::new(None)) }
    }

    /// The draft of a field.
    pub fn of(self, field: Field) -> RwSignal<Option<String>> {
        let index = FIELDS.iter().position(|own| *own == field).unwrap_or_default();
        self.signals[index]
    }

    /// Forgets every draft.
    pub fn clear(self) {
        for signal in self.signals {
            signal.set(None);
        }
    }

    /// Why the form cannot be run: a sentence per field, of its draft or else of its value. Reactive.
    pub fn problems(self, config: &RunConfig) -> Vec<String> {
        let issues = config.validate().err().unwrap_or_default();
        let problem = |field: Field| match self.of(field).get().filter(|_| field.get(config).is_some()) {
            Some(typed) => NumberSpec::of(field, config.task).read(&typed).err(),
            None => issues.iter().find(|issue| issue.field == field).map(ToString::to_string),
        };
        FIELDS.into_iter().filter_map(problem).collect()
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}
