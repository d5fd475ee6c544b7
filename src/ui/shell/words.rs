//! What the header says about the engine. Pure.

use crate::client::state::EngineState;
use crate::client::summary::{backend_name, model_name};
use crate::ui::parts::format;

/// The engine's state in two sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// A few words.
    pub short: String,
    /// A sentence or two: why, and what it means.
    pub long: String,
    /// A class: `asleep`, `loading`, `ready` or `failed`.
    pub class: &'static str,
}

/// What the header says about the engine, and about a run of which this share is done.
pub fn chip(engine: &EngineState, training: Option<f64>) -> Chip {
    let chip = at_rest(engine);
    match training {
        Some(share) if engine.ready().is_some() && share >= 1.0 => {
            Chip { short: "Measuring what it became".into(), class: "loading", ..chip }
        }
        Some(share) if engine.ready().is_some() => {
            Chip { short: format!("Training, {} done", format::whole_percent(share)), class: "loading", ..chip }
        }
        _ => chip,
    }
}

fn at_rest(engine: &EngineState) -> Chip {
    match engine {
        EngineState::Asleep => Chip {
            short: "Model not loaded".into(),
            long: "The engine and the model are fetched when you first run or try something. After that they work \
                   offline."
                .into(),
            class: "asleep",
        },
        EngineState::Loading(loading) => {
            let share =
                loading.fraction().map(|share| format!(" {}", format::whole_percent(share))).unwrap_or_default();
            Chip {
                short: format!("Loading {}{share}", model_name(loading.model)),
                long: loading.sentence().into(),
                class: "loading",
            }
        }
        EngineState::Ready(ready) => Chip {
            short: format!("{} on {}", model_name(ready.model), backend_name(ready.device.backend)),
            long: format!(
                "{} ({}). The model has {} weights.",
                ready.device.reason.trim_end_matches('.'),
                ready.device.name,
                format::count(ready.parameters.into())
            ),
            class: "ready",
        },
        EngineState::Failed(trouble) => {
            Chip { short: "Engine not available".into(), long: trouble.sentence.clone(), class: "failed" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::state::{Loading, Ready};
    use crate::config::BaseModel;
    use crate::protocol::{Backend, DeviceReport, Phase, Speed};

    #[test]
    fn every_state_has_words() {
        let loading = Loading { model: BaseModel::Pocket, phase: Some(Phase::Model), received: 1.0, total: Some(4.0) };
        assert_eq!(chip(&EngineState::Loading(loading), None).short.replace('\u{a0}', " "), "Loading Pocket 25 %");
        let ready = Ready {
            model: BaseModel::MiniLm3,
            device: DeviceReport { backend: Backend::Cpu, name: "one core".into(), reason: "No GPU here.".into() },
            speed: Speed { seconds_per_step: 1.0, seconds_per_example: 1.0, seconds_per_evaluation: 1.0 },
            parameters: 9_900_000,
        };
        let engine = EngineState::Ready(ready);
        assert_eq!(chip(&engine, Some(1.0)).short, "Measuring what it became");
        assert_eq!(chip(&engine, Some(0.42)).short.replace('\u{a0}', " "), "Training, 42 % done");
        let chip = chip(&engine, None);
        assert_eq!(chip.short, "MiniLM, 3 layers on CPU");
        assert_eq!(chip.long, "No GPU here (one core). The model has 9,900,000 weights.");
    }
}
