//! `prepare figures`: the default run and the presets of a base model over several seeds, measured on
//! the test sets and written to `figures.json` and `card.md` beside its weights.

use std::fmt::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Base, Measured, ModelError, drive, read, write};
use crate::config::{BaseModel, Preset, RunConfig, Task};
use crate::data::Split;
use crate::metrics::Scores;

/// The figures of a base model, as measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// The model.
    pub model: BaseModel,
    /// The task.
    pub task: Task,
    /// Number of weights.
    pub parameters: usize,
    /// Before any run, on the domain test set.
    pub before_target: Scores,
    /// Before any run, on the general test set.
    pub before_general: Scores,
    /// One entry per preset.
    pub presets: Vec<PresetFigures>,
}

/// The figures of a preset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PresetFigures {
    /// What the button says.
    pub preset: String,
    /// Its learning rate.
    pub learning_rate: f64,
    /// One entry per seed.
    pub runs: Vec<SeedFigures>,
}

/// The figures of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeedFigures {
    /// The run's seed.
    pub seed: u32,
    /// On the domain test set; null where the weights are no numbers.
    pub target: Option<Scores>,
    /// On the general test set; null where the weights are no numbers.
    pub general: Option<Scores>,
    /// The step at which the run was ended because its loss exploded.
    pub diverged: Option<u32>,
}

/// The tasks that are measured, each with the presets that it is measured with.
pub const MEASURED: [(Task, &[Preset]); 2] = [(Task::Condition, &Preset::ALL), (Task::Spam, &[Preset::JustRight])];

/// The file of a task's figures, beside the model's weights.
pub fn file_name(task: Task) -> &'static str {
    match task {
        Task::Condition | Task::Kind => "figures.json",
        Task::Spam => "figures-spam.json",
    }
}

/// Measures a model that `prepare model` has made, on one of the tasks of [`MEASURED`], and writes its card.
///
/// # Errors
/// Where a file is not there or damaged.
pub fn figures(model: BaseModel, task: Task, seeds: u32, public: &Path) -> Result<String, ModelError> {
    let base = Base::read(public, model, task)?;
    let before = base.classifier()?;
    let mut figures = Figures {
        model,
        task,
        parameters: base.weights.tensors.values().map(|tensor| tensor.values.len()).sum(),
        before_target: base.scores(&before, base.texts(Split::TargetTest))?,
        before_general: base.scores(&before, base.texts(Split::GeneralTest))?,
        presets: Vec::new(),
    };
    let presets = MEASURED.into_iter().find(|(of, _)| *of == task).map_or(&Preset::ALL[..], |(_, presets)| presets);
    for preset in presets {
        let mut runs = Vec::new();
        for seed in 1..=seeds {
            let config = RunConfig { seed, task, ..preset.apply(&RunConfig::for_model(model)) };
            let (_, Measured { target, general, diverged }) = drive(&config, &base)?;
            eprintln!("{} {} seed {seed}: {target:?} {general:?} {diverged:?}", model.name(), preset.label());
            runs.push(SeedFigures { seed, target, general, diverged });
        }
        let learning_rate = preset.learning_rate(model);
        figures.presets.push(PresetFigures { preset: preset.label().into(), learning_rate, runs });
    }
    let folder = public.join("model").join(model.name());
    write(&folder.join(file_name(task)), serde_json::to_string_pretty(&figures)? + "\n")?;
    write_card(model, public)
}

/// Writes the card of a model from the figures that were measured; gives back its text.
///
/// # Errors
/// Where a file is not there or damaged.
pub fn write_card(model: BaseModel, public: &Path) -> Result<String, ModelError> {
    let folder = public.join("model").join(model.name());
    let figures = |task| Ok::<Figures, ModelError>(serde_json::from_slice(&read(&folder.join(file_name(task)))?)?);
    let (conditions, spam) = (figures(Task::Condition)?, figures(Task::Spam)?);
    let text = card(&conditions, &spam, read(&folder.join("weights.safetensors"))?.len());
    write(&folder.join("card.md"), &text)?;
    Ok(text)
}

/// The card's text; `bytes` is the length of the weights' file.
pub fn card(figures: &Figures, spam: &Figures, bytes: usize) -> String {
    let name = figures.model.name();
    let making = match figures.model {
        BaseModel::Pocket => {
            "Two layers of width 128, made from all-MiniLM-L6-v2: its token embeddings reduced to their 128 principal \
             components, then distilled so that a text's mean vector points where MiniLM's does, on general WordNet \
             definitions without their labels."
        }
        BaseModel::MiniLm3 => "The first three of the six layers of all-MiniLM-L6-v2, width 384, as they are.",
    };
    let trained = match figures.model {
        BaseModel::Pocket => "both heads (condition or not; five kinds) and the encoder",
        BaseModel::MiniLm3 => "both heads (condition or not; five kinds), and they alone,",
    };
    let mut text = format!(
        "# {name}\n\n{making} The vocabulary is pruned to the pieces that the lab's texts use and the most frequent \
         others; the embedding of the first segment is added to the positions. Then {trained} were trained on \
         `general-train.tsv`, and on nothing medical; last of all the head for spam alone, on \
         `mail-general-train.tsv`.\n\n\
         Weights: {} numbers, {:.2} MB as f16. MiniLM is under Apache-2.0, and so are these weights; see \
         `SOURCES.md`. Made by `prepare model {name}`, measured by `prepare figures {name}`: nobody typed a figure \
         on this page.\n\n## Measured\n\nTask: condition or something else. All figures are on the test sets; \
         learning rates were chosen on validation. Each row is the mean over {} seeds, with the smallest and the largest in \
         brackets; loss is the mean cross-entropy in nats. General balanced accuracy is what can be forgotten.\n\n",
        figures.parameters,
        bytes as f64 / 1e6,
        figures.presets.first().map_or(0, |preset| preset.runs.len()),
    );
    table(&mut text, figures, "medical");
    let seeds = spam.presets.first().map_or(0, |preset| preset.runs.len());
    let _ = writeln!(
        text,
        "\n## As a spam filter\n\nTask: good mail or spam, from plain mails to tricky ones (see `SOURCES.md`). Measured in \
         the same way, over {seeds} seeds.\n"
    );
    table(&mut text, spam, "domain");
    text
}

/// A row for the base model and one for each preset; `domain` is what the target domain is called.
fn table(text: &mut String, figures: &Figures, domain: &str) {
    *text += &format!(
        "| run | learning rate | {domain} accuracy | precision | recall | F1 | loss | general accuracy | general balanced accuracy |\n|---|---|---|---|---|---|---|---|---|\n"
    );
    let (target, general) = (&figures.before_target, &figures.before_general);
    let _ = writeln!(
        text,
        "| before | – | {:.3} | {} | {} | {} | {:.3} | {:.3} | {:.3} |",
        target.accuracy,
        optional(target.precision),
        optional(target.recall),
        optional(target.f1),
        target.loss,
        general.accuracy,
        general.balanced_accuracy
    );
    for preset in &figures.presets {
        let target = |figure: fn(&Scores) -> Option<f64>| {
            spread(preset.runs.iter().map(|run| run.target.as_ref().and_then(figure)))
        };
        let general = |figure: fn(&Scores) -> Option<f64>| {
            spread(preset.runs.iter().map(|run| run.general.as_ref().and_then(figure)))
        };
        let _ = writeln!(
            text,
            "| {} | {:e} | {} | {} | {} | {} | {} | {} | {} |",
            preset.preset,
            preset.learning_rate,
            target(|scores| Some(scores.accuracy)),
            target(|scores| scores.precision),
            target(|scores| scores.recall),
            target(|scores| scores.f1),
            target(|scores| Some(scores.loss)),
            general(|scores| Some(scores.accuracy)),
            general(|scores| Some(scores.balanced_accuracy)),
        );
    }
    for preset in &figures.presets {
        let steps: Vec<String> =
            preset.runs.iter().filter_map(|run| run.diverged).map(|step| step.to_string()).collect();
        if !steps.is_empty() {
            let _ = writeln!(
                text,
                "\n\"{}\": the loss exploded, and the run was ended at step {}.",
                preset.preset,
                steps.join(", ")
            );
        }
    }
}

fn optional(figure: Option<f64>) -> String {
    figure.map_or("–".into(), |figure| format!("{figure:.3}"))
}

/// Mean, smallest and largest of the defined figures.
fn spread(figures: impl Iterator<Item = Option<f64>>) -> String {
    let defined: Vec<f64> = figures.flatten().collect();
    if defined.is_empty() {
        return "–".into();
    }
    let mean = defined.iter().sum::<f64>() / defined.len() as f64;
    let (low, high) = defined.iter().fold((f64::MAX, f64::MIN), |(low, high), f| (low.min(*f), high.max(*f)));
    format!("{mean:.3} ({low:.3}–{high:.3})")
}
