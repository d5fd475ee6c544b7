//! The same in code: a run's configuration as a Python script, a notebook and a Rust program that learners can
//! take home. The programs are whole files in `public/lessons/code/`; of them only one marked block, the settings,
//! is written here. Pure.

use serde_json::json;

use crate::config::{LoraTargets, RunConfig, Strategy, TrainingData};
use crate::data::{Corpus, Split};

/// The Python script, below the page.
pub const PYTHON: &str = "lessons/code/train.py";
/// The Rust program.
pub const RUST: &str = "lessons/code/main.rs";
/// What the Rust program needs.
pub const CARGO: &str = "lessons/code/Cargo.toml";

const BEGIN: &str = "--- settings: the page writes this block ---\n";
const END: &str = "--- end of settings ---\n";

/// Something in the form that the programs do not do, or do otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// The strategy: the programs train every weight instead.
    Strategy(&'static str),
    /// The choice of wrong training texts: the programs draw an honest sample.
    Data,
}

/// A file that the programs read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, which it must keep.
    pub name: &'static str,
    /// Where the page has it.
    pub path: String,
}

/// What the programs leave out of a configuration; nothing for most.
pub fn left_out(config: &RunConfig) -> Vec<LeftOut> {
    let strategy = (strategy(config.strategy).is_none()).then(|| LeftOut::Strategy(config.strategy.label()));
    let data = (config.data != TrainingData::Honest).then_some(LeftOut::Data);
    strategy.into_iter().chain(data).collect()
}

/// The name of a strategy that the programs know.
fn strategy(strategy: Strategy) -> Option<&'static str> {
    match strategy {
        Strategy::Full
        | Strategy::HeadOnly
        | Strategy::LastLayers { .. }
        | Strategy::Lora { .. }
        | Strategy::Replay { .. } => Some(strategy.name()),
        Strategy::LayerwiseDecay { .. } | Strategy::L2Sp { .. } | Strategy::Ewc { .. } | Strategy::Averaged { .. } => {
            None
        }
    }
}

/// The files that the programs read: the model's three, then the texts.
pub fn files(config: &RunConfig) -> Vec<File> {
    let model = ["config.json", "tokenizer.json", "weights.safetensors"];
    let model = model.map(|name| File { name, path: format!("model/{}/{name}", config.model.name()) });
    let replay = matches!(config.strategy, Strategy::Replay { .. });
    let splits = [
        (Split::TargetTrain, true),
        (Split::TargetValidation, true),
        (Split::TargetTest, true),
        (Split::GeneralTest, true),
        (Split::GeneralTrain, replay),
    ];
    let texts = splits.into_iter().filter(|(_, needed)| *needed).map(|(split, _)| {
        let name = split.file_name(config.task.corpus());
        File { name, path: format!("data/{name}") }
    });
    model.into_iter().chain(texts).collect()
}

/// The script with the settings of a configuration; `None` where the template has lost its marks.
pub fn python(template: &str, config: &RunConfig) -> Option<String> {
    replaced(
        template,
        "# ",
        |settings| {
            let Settings { domain, general, strategy, layers, rank, alpha, targets, share, .. } = settings;
            let config = settings.config;
            let best = if config.restore_best { "True" } else { "False" };
            format!(
                r#"MODEL = "{}"  # whose config.json, tokenizer.json and weights.safetensors are read
TASK = "{}"  # "condition", "kind" or "spam"
DOMAIN, GENERAL = "{domain}", "{general}"  # the data files begin with these words
STRATEGY = "{strategy}"  # "full", "head-only", "last-layers", "lora" or "replay"
LAST_LAYERS = {layers}  # of "last-layers": how many are trained
LORA_RANK, LORA_ALPHA, LORA_TARGETS = {rank}, {alpha}, "{targets}"  # of "lora"; also "attention" and "all"
REPLAY_SHARE = {share}  # of "replay": share of general texts in a batch
LEARNING_RATE = {}
EPOCHS = {}
BATCH_SIZE = {}
EXAMPLES = {}
WEIGHT_DECAY = {}
WARMUP = {}  # share of all steps
SCHEDULE = "{}"  # "constant", "linear" or "cosine"
DROPOUT = {}
CLIP_NORM = {}  # 0 turns clipping off
EVAL_EVERY = {}  # steps
RESTORE_BEST = {best}  # go back to the weights with the lowest validation loss
SEED = {}
"#,
                config.model.name(),
                config.task.name(),
                number(config.learning_rate),
                config.epochs,
                config.batch_size,
                config.examples,
                number(config.weight_decay),
                number(config.warmup),
                config.schedule.name(),
                number(config.dropout),
                number(config.clip_norm),
                config.eval_every,
                config.seed,
            )
        },
        config,
    )
}

/// The Rust program with the settings of a configuration; `None` where the template has lost its marks.
pub fn rust(template: &str, config: &RunConfig) -> Option<String> {
    replaced(
        template,
        "// ",
        |settings| {
            let Settings { domain, general, strategy, layers, rank, alpha, targets, share, .. } = settings;
            let config = settings.config;
            format!(
                r#"/// What the form says.
pub const SETTINGS: Settings = Settings {{
    // Whose config.json, tokenizer.json and weights.safetensors are read.
    model: "{}",
    // "condition", "kind" or "spam".
    task: "{}",
    // What the names of the data files begin with.
    domain: "{domain}",
    general: "{general}",
    // "full", "head-only", "last-layers", "lora" or "replay"; each of the next five belongs to one of them.
    strategy: "{strategy}",
    last_layers: {layers},
    lora_rank: {rank},
    lora_alpha: {alpha},
    // "query-value", "attention" or "all".
    lora_targets: "{targets}",
    // Share of general texts in a batch.
    replay_share: {share},
    learning_rate: {},
    epochs: {},
    batch_size: {},
    examples: {},
    weight_decay: {},
    // Share of all steps.
    warmup: {},
    // "constant", "linear" or "cosine".
    schedule: "{}",
    dropout: {},
    // Of the gradient; 0 turns clipping off.
    clip_norm: {},
    // Steps between two looks at validation texts.
    eval_every: {},
    // Whether to go back to the weights with the lowest validation loss.
    restore_best: {},
    seed: {},
}};
"#,
                config.model.name(),
                config.task.name(),
                number(config.learning_rate),
                config.epochs,
                config.batch_size,
                config.examples,
                number(config.weight_decay),
                number(config.warmup),
                config.schedule.name(),
                number(config.dropout),
                number(config.clip_norm),
                config.eval_every,
                config.restore_best,
                config.seed,
            )
        },
        config,
    )
}

/// What both languages write alike.
struct Settings<'a> {
    config: &'a RunConfig,
    domain: &'static str,
    general: &'static str,
    strategy: &'static str,
    layers: u32,
    rank: u32,
    alpha: String,
    targets: &'static str,
    share: String,
}

impl<'a> Settings<'a> {
    /// Numbers of strategies that are not chosen stand as the form offers them first.
    fn of(config: &'a RunConfig) -> Self {
        let (domain, general) = match config.task.corpus() {
            Corpus::Definitions => ("medical", "general"),
            Corpus::Mail => ("mail-domain", "mail-general"),
        };
        let mut settings = Self {
            config,
            domain,
            general,
            strategy: strategy(config.strategy).unwrap_or(Strategy::Full.name()),
            layers: 1,
            rank: 8,
            alpha: number(16.0),
            targets: LoraTargets::default().name(),
            share: number(0.25),
        };
        match config.strategy {
            Strategy::LastLayers { layers } => settings.layers = layers,
            Strategy::Lora { rank, alpha, targets, .. } => {
                (settings.rank, settings.alpha, settings.targets) = (rank, number(alpha), targets.name());
            }
            Strategy::Replay { share } => settings.share = number(share),
            _ => {}
        }
        settings
    }
}

/// A number with a point or an exponent, as both languages want it.
fn number(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-3 { format!("{value:e}") } else { format!("{value:?}") }
}

/// The template with another block between its marks, which are comments.
fn replaced(
    template: &str,
    comment: &str,
    block: impl FnOnce(Settings) -> String,
    config: &RunConfig,
) -> Option<String> {
    let (head, rest) = template.split_once(&format!("{comment}{BEGIN}"))?;
    let (_, tail) = rest.split_once(&format!("{comment}{END}"))?;
    Some(format!("{head}{comment}{BEGIN}{}{comment}{END}{tail}", block(Settings::of(config))))
}

/// A cell of a notebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Words, not code.
    pub is_text: bool,
    /// What it says; no empty line at either end.
    pub source: String,
}

/// The cells of a script: `# %%` begins one of code and `# %% [markdown]` one of words, which stand as comments.
pub fn cells(script: &str) -> Vec<Cell> {
    let mut cells: Vec<(bool, Vec<&str>)> = Vec::new();
    for line in script.lines() {
        match (line, cells.last_mut()) {
            ("# %%", _) => cells.push((false, Vec::new())),
            ("# %% [markdown]", _) => cells.push((true, Vec::new())),
            // One `#` is the comment's; a heading has its own after it.
            (line, Some((true, lines))) => lines.push(line.strip_prefix("# ").unwrap_or("")),
            (line, Some((false, lines))) => lines.push(line),
            (_, None) => {}
        }
    }
    let cells = cells.into_iter().map(|(is_text, lines)| {
        let source = lines.join("\n").trim_matches('\n').to_owned();
        Cell { is_text, source }
    });
    cells.collect()
}

/// The script as a Jupyter notebook (nbformat 4.5).
pub fn notebook(script: &str) -> String {
    let cell = |(index, cell): (usize, Cell)| {
        let lines: Vec<&str> = cell.source.split_inclusive('\n').collect();
        let id = format!("cell-{}", index + 1);
        if cell.is_text {
            json!({ "cell_type": "markdown", "id": id, "metadata": {}, "source": lines })
        } else {
            json!({
                "cell_type": "code", "execution_count": null, "id": id, "metadata": {}, "outputs": [], "source": lines
            })
        }
    };
    let cells: Vec<serde_json::Value> = cells(script).into_iter().enumerate().map(cell).collect();
    let notebook = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": { "display_name": "Python 3", "language": "python", "name": "python3" },
            "language_info": { "name": "python" }
        },
        "nbformat": 4,
        "nbformat_minor": 5
    });
    format!("{notebook:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{BaseModel, Schedule, Task};

    const SCRIPT: &str = include_str!("../../public/lessons/code/train.py");
    const PROGRAM: &str = include_str!("../../public/lessons/code/main.rs");

    fn odd() -> RunConfig {
        RunConfig {
            task: Task::Spam,
            strategy: Strategy::Lora { rank: 4, alpha: 12.0, targets: LoraTargets::All, merge: true },
            learning_rate: 3e-3,
            epochs: 7,
            schedule: Schedule::Cosine,
            warmup: 0.0,
            clip_norm: 0.0,
            restore_best: true,
            seed: 42,
            ..RunConfig::for_model(BaseModel::MiniLm3)
        }
    }

    #[test]
    fn the_files_as_they_lie_there_are_the_default_run() {
        assert_eq!(python(SCRIPT, &RunConfig::default()).as_deref(), Some(SCRIPT));
        assert_eq!(rust(PROGRAM, &RunConfig::default()).as_deref(), Some(PROGRAM));
    }

    #[test]
    fn every_setting_of_the_form_reaches_both_programs() {
        let script = python(SCRIPT, &odd()).expect("the marks are there");
        let program = rust(PROGRAM, &odd()).expect("the marks are there");
        let expected = [
            ("MODEL = \"minilm-3\"", "model: \"minilm-3\""),
            ("TASK = \"spam\"", "task: \"spam\""),
            ("DOMAIN, GENERAL = \"mail-domain\", \"mail-general\"", "domain: \"mail-domain\""),
            ("STRATEGY = \"lora\"", "strategy: \"lora\""),
            ("LORA_TARGETS = 4, 12.0, \"all\"", "lora_targets: \"all\""),
            ("LEARNING_RATE = 0.003\n", "learning_rate: 0.003,"),
            ("EPOCHS = 7\n", "epochs: 7,"),
            ("SCHEDULE = \"cosine\"", "schedule: \"cosine\""),
            ("WARMUP = 0.0 ", "warmup: 0.0,"),
            ("CLIP_NORM = 0.0 ", "clip_norm: 0.0,"),
            ("RESTORE_BEST = True", "restore_best: true,"),
            ("SEED = 42\n", "seed: 42,"),
        ];
        for (python, rust) in expected {
            assert!(script.contains(python), "{python}");
            assert!(program.contains(rust), "{rust}");
        }
        let outside = |text: &str, end: &str| text.split_once(end).map(|(_, tail)| tail.to_owned());
        assert_eq!(outside(&script, END), outside(SCRIPT, END), "nothing else changes");
        assert_eq!(outside(&program, END), outside(PROGRAM, END));
    }

    #[test]
    fn every_number_can_be_read_by_both_languages() {
        assert_eq!([2e-4, 1e-6, 0.0, 1.0, 16.0, 0.05].map(number), ["2e-4", "1e-6", "0.0", "1.0", "16.0", "0.05"]);
    }

    #[test]
    fn what_is_left_out_is_named() {
        for strategy in Strategy::ALL {
            let config = RunConfig { strategy, ..RunConfig::default() };
            let left = left_out(&config);
            let written = python(SCRIPT, &config).expect("the marks are there");
            let name = if left.is_empty() { strategy.name() } else { "full" };
            assert!(written.contains(&format!("STRATEGY = \"{name}\"")), "{strategy:?}");
        }
        let leaky = RunConfig { data: TrainingData::Leaky, strategy: Strategy::ALL[7], ..RunConfig::default() };
        assert_eq!(left_out(&leaky), [LeftOut::Strategy("EWC"), LeftOut::Data]);
        assert_eq!(left_out(&RunConfig::default()), []);
    }

    #[test]
    fn the_files_that_it_reads_are_shipped() {
        for task in Task::ALL {
            for model in BaseModel::ALL {
                let strategy = Strategy::Replay { share: 0.25 };
                let files = files(&RunConfig { task, strategy, ..RunConfig::for_model(model) });
                assert_eq!(files.len(), 8);
                for file in files {
                    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(&file.path);
                    assert!(path.exists(), "{}", file.path);
                }
            }
        }
    }

    #[test]
    fn the_notebook_holds_the_script_cell_by_cell() {
        let notebook: serde_json::Value = serde_json::from_str(&notebook(SCRIPT)).expect("valid JSON");
        assert_eq!((notebook["nbformat"].as_u64(), notebook["nbformat_minor"].as_u64()), (Some(4), Some(5)));
        let found = notebook["cells"].as_array().expect("a list");
        let expected = cells(SCRIPT);
        assert_eq!(found.len(), expected.len());
        let mut ids = Vec::new();
        for (found, cell) in found.iter().zip(&expected) {
            let lines = found["source"].as_array().expect("a list").iter().map(|line| line.as_str().expect("text"));
            assert_eq!(lines.collect::<String>(), cell.source);
            assert_eq!(found["cell_type"] == "markdown", cell.is_text);
            assert_eq!(found["outputs"].is_array(), !cell.is_text, "only code has outputs");
            ids.push(found["id"].as_str().expect("since 4.5 every cell has one").to_owned());
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), expected.len());
        assert!(expected[0].is_text && expected[0].source.starts_with("# Fine-tuning at home\nThe run"));
        let code: Vec<&str> = expected.iter().filter(|cell| !cell.is_text).map(|cell| cell.source.as_str()).collect();
        let joined = code.join("\n");
        let kept = SCRIPT.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).count();
        let own = joined.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).count();
        assert_eq!(own, kept, "no line of code is lost");
    }
}
