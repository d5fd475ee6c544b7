//! The programs that learners take home do what the page says: they read the shipped model, measure what its card
//! says, and learn. The Rust program runs here; the Python ones where `scripts/take-home` has found PyTorch.
#![cfg(feature = "prepare")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use forget_me_not::config::{LoraTargets, RunConfig, Schedule, Strategy};
use forget_me_not::data::choose;
use forget_me_not::lesson::card_figures::CardFigures;
use forget_me_not::lesson::take_home;

/// The program as it is shipped. Its `main` and the printing there are for whoever runs it.
#[allow(dead_code, missing_docs)]
#[path = "../public/lessons/code/main.rs"]
mod program;

/// The settings of [`other`], as the page writes them.
mod generated {
    use super::program::Settings;
    include!("take_home/settings.rs");
}

const BEGIN: &str = "// --- settings: the page writes this block ---\n";

fn public(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(public(path)).expect("it is shipped")
}

fn card() -> CardFigures {
    serde_json::from_str(&read("model/pocket/figures.json")).expect("made by prepare figures")
}

/// A run of a few seconds.
fn short() -> RunConfig {
    RunConfig { examples: 60, epochs: 1, ..RunConfig::default() }
}

/// A run with other settings throughout.
fn other() -> RunConfig {
    RunConfig {
        strategy: Strategy::Lora { rank: 4, alpha: 12.0, targets: LoraTargets::All, merge: false },
        learning_rate: 3e-3,
        weight_decay: 0.0,
        warmup: 0.0,
        schedule: Schedule::Cosine,
        clip_norm: 0.5,
        restore_best: true,
        seed: 7,
        ..short()
    }
}

/// The figures before are those of the card, and those after are better.
fn judge(what: &str, [accuracy, loss, general]: [[f64; 2]; 3]) {
    let card = card();
    let near = |found: f64, stated: f64| (found - stated).abs() < 2e-3;
    assert!(near(accuracy[0], card.before_target.accuracy), "{what}: accuracy {accuracy:?}");
    assert!(near(loss[0], card.before_target.loss), "{what}: loss {loss:?}");
    assert!(near(general[0], card.before_general.accuracy), "{what}: general accuracy {general:?}");
    assert!(loss[1] < loss[0] - 0.1 && accuracy[1] > accuracy[0], "{what} learned nothing: {accuracy:?}, {loss:?}");
}

fn run(what: &str, settings: &program::Settings) {
    let folders = [public("data"), public("model/pocket")];
    let report = program::run(settings, &folders).expect("the shipped files are in order");
    let program::Report { before, after, general } = report;
    judge(what, [[before.accuracy, after.accuracy], [before.loss, after.loss], general]);
}

#[test]
fn the_rust_program_measures_what_the_card_says_and_learns() {
    let short = program::Settings { examples: 60, epochs: 1, ..program::SETTINGS };
    run("full", &short);
    run("replay", &program::Settings { strategy: "replay", ..short.clone() });
    run("last layers", &program::Settings { strategy: "last-layers", learning_rate: 1e-3, ..short.clone() });
    run("head only", &program::Settings { strategy: "head-only", learning_rate: 3e-2, ..short });
}

#[test]
fn other_settings_fit_it_as_the_page_writes_them() {
    let written = take_home::rust(&read(take_home::RUST), &other()).expect("the marks are there");
    let block = written.split_once(BEGIN).expect("it begins there").1;
    let block = block.split_once("// --- end").expect("it ends there").0;
    assert_eq!(block, include_str!("take_home/settings.rs"), "tests/take_home/settings.rs is not what the page writes");
    run("LoRA", &generated::SETTINGS);
}

#[test]
fn it_draws_the_examples_of_the_page() {
    let settings = program::Settings { seed: 42, examples: 300, ..program::SETTINGS };
    assert_eq!(program::chosen(&settings, 2025), choose(42, 2025, 300));
}

#[test]
fn what_is_missing_or_mixed_up_is_named() {
    let error = program::run(&program::SETTINGS, &[public("data")]).expect_err("the model is elsewhere");
    assert_eq!(error.to_string(), "config.json is missing. The page links to it.");
    let mixed = std::env::temp_dir().join("forget-me-not-mixed");
    fs::create_dir_all(&mixed).expect("a folder for temporary files");
    fs::copy(public("model/minilm-3/config.json"), mixed.join("config.json")).expect("it is shipped");
    let folders = [mixed, public("data"), public("model/pocket")];
    let error = program::run(&program::SETTINGS, &folders).expect_err("two models");
    assert!(error.to_string().starts_with("weights.safetensors does not belong to this config.json"));
}

#[test]
fn it_asks_for_crates_as_this_project_was_tested_with() {
    let ours = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("it is there");
    let theirs = read(take_home::CARGO);
    let dependencies = theirs.split_once("[dependencies]\n").expect("it has some").1;
    for line in dependencies.lines() {
        let (name, wanted) = line.split_once(" = ").expect("a dependency a line");
        let own = ours.lines().find(|own| own.starts_with(&format!("{name} = "))).unwrap_or_default();
        // Ours are optional as well, so that a plain version stands in braces there.
        for part in wanted.trim_matches(['{', '}', ' ']).split(", ").map(|part| part.trim_start_matches("version = ")) {
            assert!(own.contains(part), "{name}: `{part}` here, `{own}` in this project");
        }
    }
    for line in ["edition = \"2024\"", "rust-version = \"1.95\""] {
        assert!(ours.contains(line) && theirs.contains(line), "{line}");
    }
}

/// Runs Python on a file with the shipped data and model in reach; gives what it printed.
fn python(arguments: &[&Path]) -> String {
    let python = std::env::var_os("TAKE_HOME_PYTHON").expect("run scripts/take-home, which says what is missing");
    let folders = std::env::join_paths([public("data"), public("model/pocket")]).expect("no separator in paths");
    let output = Command::new(python)
        .args(arguments)
        .env("FORGET_ME_NOT", folders)
        // Two threads on two cores are slower than one for a model of this size.
        .env("OMP_NUM_THREADS", "1")
        .output()
        .expect("Python can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The two numbers at the end of the line that begins with `name`.
fn figures(said: &str, name: &str) -> [f64; 2] {
    let line = said.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {said}"));
    let numbers: Vec<f64> = line.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    numbers.try_into().expect("before and after")
}

fn judge_output(what: &str, said: &str) {
    judge(what, ["medical accuracy", "medical loss", "general accuracy"].map(|name| figures(said, name)));
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("forget-me-not-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for temporary files");
    folder
}

#[test]
#[ignore = "needs PyTorch: scripts/take-home"]
fn the_python_script_measures_what_the_card_says_and_learns() {
    let folder = folder("script");
    for (name, config) in [("default", short()), ("other", other())] {
        let file = folder.join(format!("{name}.py"));
        let script = take_home::python(&read(take_home::PYTHON), &config).expect("the marks are there");
        fs::write(&file, script).expect("a temporary file");
        judge_output(name, &python(&[&file]));
    }
}

#[test]
#[ignore = "needs PyTorch: scripts/take-home"]
fn the_notebook_does_the_same_cell_by_cell() {
    let file = folder("notebook").join("train.ipynb");
    let script = take_home::python(&read(take_home::PYTHON), &short()).expect("the marks are there");
    fs::write(&file, take_home::notebook(&script)).expect("a temporary file");
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/take_home/run_notebook.py");
    judge_output("notebook", &python(&[&runner, &file]));
}
