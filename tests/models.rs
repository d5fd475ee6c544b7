//! The shipped models: whole, from where they claim to be, and as good as their cards say.

#![cfg(feature = "prepare")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use burn::tensor::{Bool, Device, Int, Tensor, TensorData};
use forget_me_not::config::{BaseModel, Task};
use forget_me_not::data::{Encoded, Split, Tokenizer};
use forget_me_not::model::{Manifest, TOKENIZER_FILE, WEIGHTS_FILE};
use forget_me_not::prepare::model::{Base, Figures, MEASURED, SeedFigures, Teacher, card, file_name};
use safetensors::SafeTensors;
use serde::Deserialize;
use sha2::{Digest, Sha256};

fn public() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public")
}

fn read(path: impl AsRef<Path>) -> Vec<u8> {
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn folder(model: BaseModel) -> PathBuf {
    public().join("model").join(model.name())
}

fn figures(model: BaseModel, task: Task) -> Figures {
    serde_json::from_slice(&read(folder(model).join(file_name(task)))).expect("made by prepare figures")
}

fn golden(name: &str) -> Vec<u8> {
    read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name))
}

#[test]
fn files_are_what_the_manifest_and_the_sources_say() {
    let sources = String::from_utf8(read(public().join("SOURCES.md"))).expect("a text");
    for (model, budget) in [(BaseModel::Pocket, 5_000_000), (BaseModel::MiniLm3, 22_000_000)] {
        let manifest: Manifest =
            serde_json::from_slice(&read(folder(model).join("config.json"))).expect("made by prepare model");
        let mut total = 0;
        for name in [TOKENIZER_FILE, WEIGHTS_FILE] {
            let (file, entry) = (read(folder(model).join(name)), &manifest.files[name]);
            let digest: String = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!((file.len() as u64, &digest), (entry.bytes, &entry.sha256), "{} {name}", model.name());
            assert!(sources.contains(&digest), "SOURCES.md lacks {} {name}", model.name());
            total += file.len();
        }
        assert!(total <= budget, "{}: {total} bytes", model.name());
    }
}

#[test]
fn token_ids_are_those_of_the_reference() {
    #[derive(Deserialize)]
    struct Golden {
        texts: Vec<String>,
        #[serde(flatten)]
        ids: BTreeMap<String, Vec<Vec<u32>>>,
    }
    let golden: Golden = serde_json::from_slice(&golden("tokens.json")).expect("made by make_tokens.py");
    for model in BaseModel::ALL {
        let tokenizer = Tokenizer::from_bytes(&read(folder(model).join(TOKENIZER_FILE)), 10_000).expect("a tokenizer");
        for (text, ids) in golden.texts.iter().zip(&golden.ids[model.name()]) {
            assert_eq!(&tokenizer.ids(text).expect("any text can be read"), ids, "{} {text:?}", model.name());
        }
        assert_eq!(golden.ids[model.name()].len(), golden.texts.len());
    }
}

#[test]
fn a_text_that_is_too_long_is_cut_and_keeps_its_end_mark() {
    let file = read(folder(BaseModel::Pocket).join(TOKENIZER_FILE));
    let whole = Tokenizer::from_bytes(&file, 10_000).expect("a tokenizer");
    let short = Tokenizer::from_bytes(&file, 128).expect("a tokenizer");
    let text = "the patient was examined by the doctor ".repeat(30_000);
    let (cut, all) = (short.ids(&text).expect("a long text"), whole.ids(&text[..8_000]).expect("its beginning"));
    assert_eq!(cut.len(), 128);
    assert_eq!(cut[..127], all[..127]);
    assert_eq!(cut.last(), all.last());
}

/// What is left of a text whose only word is left out.
#[test]
fn an_empty_text_is_read_as_its_two_marks() {
    for model in BaseModel::ALL {
        let tokenizer = Tokenizer::from_bytes(&read(folder(model).join(TOKENIZER_FILE)), 128).expect("a tokenizer");
        let texts = ["", "an illness"].map(|text| Encoded { ids: tokenizer.ids(text).expect("any text"), label: 0 });
        assert_eq!(texts[0].ids.len(), 2, "{}", model.name());
        let base = Base::read(&public(), model, Task::Condition).expect("shipped files");
        let classifier = base.classifier().expect("weights that fit");
        // Alone and beside a longer text, which pads it.
        for texts in [&texts[..1], &texts] {
            let scores = base.scores(&classifier, texts).expect("probabilities");
            assert!(scores.loss.is_finite());
        }
    }
}

#[test]
fn the_shipped_weights_give_the_figures_of_the_card() {
    for (model, (task, presets)) in BaseModel::ALL.into_iter().flat_map(|model| MEASURED.map(|of| (model, of))) {
        let base = Base::read(&public(), model, task).expect("shipped files");
        let figures = figures(model, task);
        let classifier = base.classifier().expect("weights that fit");
        let expected = [(Split::TargetTest, figures.before_target), (Split::GeneralTest, figures.before_general)];
        for (split, recorded) in expected {
            let scores = base.scores(&classifier, base.texts(split)).expect("probabilities");
            let difference = (scores.loss - recorded.loss).abs();
            assert!(difference < 1e-3, "{} {split:?}: loss {} and {}", model.name(), scores.loss, recorded.loss);
            // A text on the very edge may fall to the other side on another processor.
            let moved = (scores.accuracy - recorded.accuracy).abs() * base.texts(split).len() as f64;
            assert!(moved < 1.5, "{} {split:?}: {moved} answers differ", model.name());
        }
        assert_eq!((figures.task, figures.presets.len()), (task, presets.len()));
        for (preset, recorded) in presets.iter().zip(&figures.presets) {
            assert_eq!(recorded.learning_rate, preset.learning_rate(model), "measured for {}", recorded.preset);
        }
    }
}

#[test]
fn the_card_is_made_of_the_figures() {
    for model in BaseModel::ALL {
        let bytes = read(folder(model).join(WEIGHTS_FILE)).len();
        let text = String::from_utf8(read(folder(model).join("card.md"))).expect("a text");
        let (conditions, spam) = (figures(model, Task::Condition), figures(model, Task::Spam));
        assert!(text == card(&conditions, &spam, bytes), "{}: make it again with prepare card", model.name());
    }
}

/// What the lab promises of its default run: the means of the recorded runs.
#[test]
fn the_recorded_runs_show_what_the_lab_teaches() {
    for model in BaseModel::ALL {
        let (figures, name) = (figures(model, Task::Condition), model.name());
        let mean = |preset: usize, figure: &dyn Fn(&SeedFigures) -> f64| {
            let runs = &figures.presets[preset].runs;
            assert_eq!(runs.len(), 5);
            runs.iter().map(figure).sum::<f64>() / runs.len() as f64
        };
        let target = |run: &SeedFigures| run.target.expect("a finite run");
        let general = |run: &SeedFigures| run.general.expect("a finite run");
        let (right, high) = (1, 2);
        assert!(figures.before_target.accuracy <= 0.75, "{name}");
        assert!(mean(right, &|run| target(run).accuracy) >= 0.875, "{name}");
        assert!(mean(right, &|run| target(run).loss) <= 0.42, "{name}");
        assert!(mean(right, &|run| target(run).precision.expect("defined")) >= 0.85, "{name}");
        assert!(mean(right, &|run| target(run).recall.expect("defined")) >= 0.80, "{name}");
        let lost =
            |preset| figures.before_general.balanced_accuracy - mean(preset, &|run| general(run).balanced_accuracy);
        assert!(lost(right) <= 0.05, "{name} loses {}", lost(right));
        assert!(lost(high) >= 0.15, "{name} loses {}", lost(high));
    }
}

#[test]
#[ignore = "needs the weights of all-MiniLM-L6-v2 (83 MB); scripts/test fetches them and names them in MINILM"]
fn the_encoder_agrees_with_the_reference_on_the_original_weights() {
    let minilm = PathBuf::from(std::env::var("MINILM").expect("MINILM names the folder with model.safetensors"));
    let vocabulary: Vec<usize> = (0..30_522).collect();
    let teacher = Teacher::read(&read(minilm.join("model.safetensors")), &vocabulary).expect("MiniLM's weights");
    let file = golden("encoder.safetensors");
    let reference = SafeTensors::deserialize(&file).expect("made by make_encoder.py");
    let tensor = |name: &str| reference.tensor(name).unwrap_or_else(|_| panic!("{name} is missing"));
    let whole = |name: &str| -> Vec<i32> {
        tensor(name).data().as_chunks::<8>().0.iter().map(|bytes| i64::from_le_bytes(*bytes) as i32).collect()
    };
    let real = |name: &str| -> Vec<f32> {
        tensor(name).data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
    };
    let shape: [usize; 2] = tensor("input_ids").shape().try_into().expect("a matrix");
    let device = Device::flex();
    let ids: Tensor<2, Int> = Tensor::from_data(TensorData::new(whole("input_ids"), shape), &device);
    let padding: Vec<bool> = whole("attention_mask").into_iter().map(|present| present == 0).collect();
    let padding: Tensor<2, Bool> = Tensor::from_data(TensorData::new(padding, shape), &device);
    let difference = |ours: Vec<f32>, name: &str| {
        let theirs = real(name);
        assert_eq!(ours.len(), theirs.len());
        let largest = ours.iter().zip(&theirs).map(|(ours, theirs)| (ours - theirs).abs()).fold(0.0, f32::max);
        assert!(largest < 1e-4, "{name} differs by {largest}");
    };
    for layers in [1, 2, 3, 6] {
        let size = teacher.config(layers);
        let encoder = teacher.weights.load(size.init_encoder(0.0, &device), &device).expect("weights that fit");
        let hidden = encoder.forward(ids.clone(), padding.clone()).slice([0..shape[0], 0..3]);
        difference(hidden.into_data().try_to_vec().expect("floats"), &format!("hidden_{layers}"));
        if layers >= 3 {
            let pooled = encoder.pooled(ids.clone(), padding.clone());
            difference(pooled.into_data().try_to_vec().expect("floats"), &format!("pooled_{layers}"));
        }
    }
}
