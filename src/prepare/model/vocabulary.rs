//! Prunes a WordPiece vocabulary: fewer rows in the embedding, the same text in the same pieces.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::ModelError;
use crate::data::{TextSet, Tokenizer};

/// A smaller tokenizer.
pub struct Pruned {
    /// The new `tokenizer.json`.
    pub file: Vec<u8>,
    /// The old id of each new id.
    pub kept: Vec<usize>,
}

/// Keeps the special pieces, every piece of one character (so that any text still tokenizes), every
/// piece that `corpus` uses, and then the others in the order of their ids until there are `size`:
/// BERT's vocabulary lists frequent words first. Kept pieces stay in their old order.
///
/// # Errors
/// Where the file is not a WordPiece tokenizer.
pub fn prune(file: &[u8], corpus: &[TextSet], size: usize) -> Result<Pruned, ModelError> {
    let tokenizer = Tokenizer::from_bytes(file, usize::MAX / 100)?;
    let mut json: Value = serde_json::from_slice(file)?;
    let vocabulary = json["model"]["vocab"].as_object().ok_or(ModelError::Vocabulary("there is no vocabulary"))?;
    let pieces: BTreeMap<usize, String> = vocabulary
        .iter()
        .filter_map(|(piece, id)| Some((usize::try_from(id.as_u64()?).ok()?, piece.clone())))
        .collect();

    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for text in corpus.iter().flat_map(|set| &set.examples) {
        kept.extend(tokenizer.ids(&text.text)?.into_iter().map(|id| id as usize));
    }
    kept.extend(pieces.iter().filter(|(_, piece)| always_kept(piece)).map(|(id, _)| *id));
    let frequent = pieces.iter().filter(|(_, piece)| !piece.starts_with("[unused")).map(|(id, _)| *id);
    for id in frequent {
        if kept.len() >= size {
            break;
        }
        kept.insert(id);
    }

    let new_ids: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let smaller = new_ids.iter().map(|(old, new)| (pieces[old].clone(), Value::from(*new))).collect();
    json["model"]["vocab"] = Value::Object(smaller);
    json["truncation"] = Value::Null;
    json["padding"] = Value::Null;
    renumber(&mut json["added_tokens"], &new_ids);
    renumber(&mut json["post_processor"]["special_tokens"], &new_ids);
    Ok(Pruned { file: serde_json::to_vec(&json)?, kept: kept.into_iter().collect() })
}

fn always_kept(piece: &str) -> bool {
    let special = matches!(piece, "[PAD]" | "[UNK]" | "[CLS]" | "[SEP]" | "[MASK]");
    special || piece.trim_start_matches("##").chars().count() == 1
}

/// Replaces every number under `id` or in `ids`.
fn renumber(value: &mut Value, new_ids: &BTreeMap<usize, usize>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| renumber(item, new_ids)),
        Value::Object(fields) => fields.values_mut().for_each(|field| renumber(field, new_ids)),
        Value::Number(number) => {
            let new = number.as_u64().and_then(|old| new_ids.get(&usize::try_from(old).ok()?));
            if let Some(new) = new {
                *value = Value::from(*new);
            }
        }
        _ => {}
    }
}
