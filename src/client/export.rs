//! The files that the page saves and reads back: all runs with every figure, and the predictions of one
//! run with labels and texts. Each names its format and version.

use serde::{Deserialize, Serialize};

use super::record::{RunRecord, When};
use super::texts::Texts;
use crate::config::RunConfig;
use crate::data::Split;

const RUNS: &str = "forget-me-not runs";
const PREDICTIONS: &str = "forget-me-not predictions";
const VERSION: u32 = 1;

#[derive(Serialize)]
struct RunsFile<'a> {
    format: &'static str,
    version: u32,
    runs: Vec<&'a RunRecord>,
}

#[derive(Deserialize)]
struct AnyFile {
    format: String,
    version: u32,
    #[serde(default)]
    runs: Vec<serde_json::Value>,
}

/// What a file of runs gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Imported {
    /// The runs that can be used.
    pub runs: Vec<RunRecord>,
    /// Those that cannot, one sentence each.
    pub refused: Vec<String>,
}

/// All runs as a file.
///
/// # Errors
/// A technical reason; plain data gives none.
pub fn runs_to_json<'a>(runs: impl IntoIterator<Item = &'a RunRecord>) -> Result<String, serde_json::Error> {
    let file = RunsFile { format: RUNS, version: VERSION, runs: runs.into_iter().collect() };
    serde_json::to_string(&file)
}

/// Reads a file of runs. Runs that are damaged are refused one by one.
///
/// # Errors
/// A sentence for the learner where the file is none of ours.
pub fn runs_from_json(content: &str) -> Result<Imported, String> {
    let file: AnyFile = serde_json::from_str(content).map_err(|error| {
        format!("This file holds no runs of this lab. Choose a file saved with “Export JSON”. ({error})")
    })?;
    if file.format != RUNS {
        return Err("This file holds no runs of this lab. Choose a file saved with “Export JSON”.".into());
    }
    if file.version > VERSION {
        return Err("This file was saved by a newer version of the lab. Reload the page to get that version.".into());
    }
    let mut imported = Imported::default();
    for (index, value) in file.runs.into_iter().enumerate() {
        let record = serde_json::from_value::<RunRecord>(value).map_err(|error| error.to_string());
        match record.and_then(|record| record.check().map(|()| record)) {
            Ok(record) => imported.runs.push(record),
            Err(problem) => {
                imported.refused.push(format!("Run number {} of the file is damaged: {problem}", index + 1))
            }
        }
    }
    Ok(imported)
}

/// One run, as the storage keeps it.
///
/// # Errors
/// A technical reason; plain data gives none.
pub fn run_to_json(run: &RunRecord) -> Result<String, serde_json::Error> {
    runs_to_json([run])
}

/// One run, as the storage gave it back.
///
/// # Errors
/// Why it cannot be used.
pub fn run_from_json(content: &str) -> Result<RunRecord, String> {
    let Imported { mut runs, mut refused } = runs_from_json(content)?;
    runs.pop().ok_or_else(|| refused.pop().unwrap_or_else(|| "There is no run in it.".into()))
}

#[derive(Serialize)]
struct PredictionsFile<'a> {
    format: &'static str,
    version: u32,
    run: &'a str,
    config: &'a RunConfig,
    classes: Vec<&'static str>,
    splits: Vec<SplitPredictions<'a>>,
}

#[derive(Serialize)]
struct SplitPredictions<'a> {
    split: Split,
    /// One row per text, one probability per class.
    examples: Vec<ExamplePrediction<'a>>,
}

#[derive(Serialize)]
struct ExamplePrediction<'a> {
    source: &'a str,
    text: &'a str,
    label: &'static str,
    class: usize,
    before: &'a [f32],
    after: &'a [f32],
}

/// The predictions of a run on both test sets and on domain validation, so that anyone can choose the
/// threshold and compute every figure again.
///
/// # Errors
/// A technical reason; plain data gives none.
pub fn predictions_to_json(run: &RunRecord, texts: &Texts) -> Result<String, serde_json::Error> {
    let task = run.config.task;
    let of_split = |split: Split| {
        let set = texts.get(task.corpus(), split)?;
        let row =
            |when, index| run.probabilities(when, split).chunks_exact(task.classes()).nth(index).unwrap_or_default();
        let mut examples = Vec::with_capacity(set.examples.len());
        for (index, example) in set.examples.iter().enumerate() {
            examples.push(ExamplePrediction {
                source: &example.source,
                text: &example.text,
                label: example.label.name(),
                class: example.label.class(task),
                before: row(When::Before, index),
                after: row(When::After, index),
            });
        }
        Some(SplitPredictions { split, examples })
    };
    let file = PredictionsFile {
        format: PREDICTIONS,
        version: VERSION,
        run: &run.name,
        config: &run.config,
        classes: task.descriptions().iter().map(|class| class.name).collect(),
        splits: Split::FINAL.into_iter().filter_map(of_split).collect(),
    };
    serde_json::to_string(&file)
}

#[cfg(test)]
mod tests {
    use super::super::insight::{Insight, Snapshot, Trace};
    use super::super::record::tests::{record, texts};
    use super::*;
    use crate::config::{Strategy, Task};
    use crate::protocol::{Cost, Floats, Look, Part, PartMoved};

    #[test]
    fn runs_round_trip_bit_by_bit() {
        let mut odd = record();
        odd.name = "“Ünïcode”, \"quotes\" and\ttabs".into();
        odd.finals.before.target = vec![0.1, 0.2, f32::MIN_POSITIVE, 1.0];
        let file = runs_to_json([&odd, &record()]).expect("plain data");
        let imported = runs_from_json(&file).expect("just written");
        assert_eq!(imported, Imported { runs: vec![odd, record()], refused: Vec::new() });
    }

    #[test]
    fn a_strategy_its_cost_and_what_was_seen_inside_survive() {
        let part = |part, cka| PartMoved { part, moved: 0.125, cka };
        let look = Look {
            step: 2,
            parts: vec![part(Part::Embeddings, Some(0.5)), part(Part::Layer(1), Some(0.25)), part(Part::Head, None)],
            points: Floats(vec![0.1, -0.2, f32::MIN_POSITIVE, 3.0]),
        };
        let snapshot = |step| Snapshot { step, probabilities: vec![0.1, 0.9] };
        for strategy in Strategy::ALL {
            let mut rich = record();
            rich.config.strategy = strategy;
            rich.config.after = Some(Box::new(RunConfig { task: Task::Spam, strategy, ..RunConfig::default() }));
            rich.cost = Some(Cost { trainable: 3, frozen: u32::MAX, state: 9 });
            rich.insight = Insight {
                history: vec![snapshot(0), snapshot(2)],
                looks: vec![look.clone()],
                trace: Some(Trace { text: "an “illness”".into(), points: vec![snapshot(2)] }),
            };
            let back = run_from_json(&run_to_json(&rich).expect("plain data")).expect("just written");
            assert_eq!(back, rich, "{strategy:?}");
        }
    }

    #[test]
    fn a_run_that_was_kept_before_there_were_strategies_still_loads() {
        let file = run_to_json(&record()).expect("plain data");
        let older = file.replace("\"strategy\":\"full\",", "").replace("\"cost\":null,", "");
        let start = older.find("\"insight\":").expect("it is written");
        let end = older.find("\"outcome\":").expect("it is written");
        let older = format!("{}{}", &older[..start], &older[end..]);
        assert_eq!(run_from_json(&older), Ok(record()));
        assert!(!["strategy", "cost", "insight"].iter().any(|name| older.contains(name)));
    }

    #[test]
    fn a_diverged_run_survives() {
        let mut diverged = record();
        diverged.steps[1].loss = f32::NAN;
        diverged.steps[1].grad_norm = f32::INFINITY;
        let back = run_from_json(&run_to_json(&diverged).expect("plain data")).expect("just written");
        assert!(back.steps[1].loss.is_nan() && back.steps[1].grad_norm.is_nan());
        assert_eq!(back.steps[0], diverged.steps[0]);
    }

    #[test]
    fn a_damaged_run_does_not_cost_the_others() {
        let file = runs_to_json([&record(), &record()]).expect("plain data");
        let broken = file.replacen("\"epochs\":5", "\"epochs\":500", 1);
        let imported = runs_from_json(&broken).expect("the file is ours");
        assert_eq!((imported.runs.len(), imported.refused.len()), (1, 1));
        assert!(imported.refused[0].starts_with("Run number 1 of the file is damaged: Epochs must be"));
    }

    #[test]
    fn other_files_are_refused_with_a_sentence() {
        for content in ["", "hello", "[]", "{}", "{\"format\":\"x\",\"version\":1}"] {
            let sentence = runs_from_json(content).expect_err("none of ours");
            assert!(sentence.starts_with("This file holds no runs of this lab."), "{content}");
        }
        let newer = "{\"format\":\"forget-me-not runs\",\"version\":2}";
        assert!(runs_from_json(newer).expect_err("newer").contains("newer version"));
        assert!(run_from_json("{\"format\":\"forget-me-not runs\",\"version\":1}").is_err());
    }

    #[test]
    fn predictions_carry_texts_labels_and_both_rows() {
        let json = predictions_to_json(&record(), &texts()).expect("plain data");
        let value: serde_json::Value = serde_json::from_str(&json).expect("just written");
        let first = &value["splits"][0]["examples"][0];
        assert_eq!(value["splits"][0]["split"], "target-test");
        assert_eq!((first["label"].as_str(), first["class"].as_u64()), (Some("condition"), Some(1)));
        assert_eq!(first["before"].as_array().map(Vec::len), Some(2));
        let after = first["after"][1].as_f64().expect("a number") as f32;
        assert_eq!(after, 0.9);
        let names: Vec<_> = (0..3).map(|index| value["splits"][index]["split"].as_str()).collect();
        assert_eq!(names, [Some("target-test"), Some("general-test"), Some("target-validation")]);
        let validation = &value["splits"][2]["examples"][1];
        assert_eq!((validation["class"].as_u64(), validation["before"][1].as_f64()), (Some(0), Some(0.6)));
    }

    #[test]
    fn a_run_that_was_kept_before_validation_was_measured_still_loads() {
        let file = run_to_json(&record()).expect("plain data");
        let older =
            file.replace(",\"validation\":[0.3,0.7,0.4,0.6]", "").replace(",\"validation\":[0.2,0.8,0.7,0.3]", "");
        assert!(!older.contains("validation"));
        let run = run_from_json(&older).expect("an older file of ours");
        assert_eq!(run.scores(When::Before, Split::TargetValidation, &texts()), None);
        assert_eq!(run.scores(When::Before, Split::TargetTest, &texts()).map(|scores| scores.accuracy), Some(0.5));
    }
}
