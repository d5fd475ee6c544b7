//! Answers about models that are there: of texts, of test sets, between two models, where they look, and what they
//! make of texts inside.

use burn::tensor::{Tensor, TensorData};

use super::clock::yield_now;
use super::load::Loaded;
use super::outbox::post;
use super::run::{Trained, broken};
use crate::config::Task;
use crate::data::{Encoded, Split, TokenizerError, WATCHED};
use crate::error::{Remedy, Trouble};
use crate::model::{Classifier, WeightsError, read};
use crate::protocol::{Answers, Attention, Event, Floats};
use crate::train::Embedder;

/// The test sets of a survey: each task's own, as far as they are two classes.
const SURVEYED: [(Task, Split); 4] = [
    (Task::Condition, Split::GeneralTest),
    (Task::Condition, Split::TargetTest),
    (Task::Spam, Split::GeneralTest),
    (Task::Spam, Split::TargetTest),
];

/// Answers [`crate::protocol::Command::Predict`] with the base model and, for its own task, the trained one.
pub async fn predict(loaded: &Loaded, trained: Option<&Trained>, request: u32, task: Task, texts: &[String]) {
    match probabilities(loaded, trained, task, texts).await {
        Ok((before, after)) => post(&Event::Predicted { request, before: Floats(before), after: Floats(after) }),
        Err(trouble) => post(&Event::Failed { id: request, trouble }),
    }
}

/// Answers [`crate::protocol::Command::Attend`].
pub async fn attend(loaded: &Loaded, trained: Option<&Trained>, request: u32, task: Task, text: &str) {
    match attention(loaded, trained.filter(|trained| trained.config.task == task), text).await {
        Ok(attention) => post(&Event::Attended { request, attention }),
        Err(trouble) => post(&Event::Failed { id: request, trouble }),
    }
}

/// Answers [`crate::protocol::Command::Embed`].
pub async fn embed(loaded: &Loaded, request: u32, depth: u32, texts: &[String]) {
    match embedded(loaded, depth, texts).await {
        Ok(rows) => post(&Event::Embedded { request, rows: Floats(rows) }),
        Err(trouble) => post(&Event::Failed { id: request, trouble }),
    }
}

/// Answers [`crate::protocol::Command::Mix`], one share after the other.
pub async fn mix(loaded: &Loaded, trained: Option<&Trained>, request: u32, shares: &[f64]) {
    let Some(trained) = trained else {
        let sentence = "There is no trained model yet: first make a run.";
        return post(&Event::Failed { id: request, trouble: Trouble::new(Remedy::ChangeInput, sentence) });
    };
    let task = trained.config.task;
    for share in shares {
        let model = trained.model.clone().between(&loaded.base, *share);
        let (target, general) = (Split::TargetValidation, Split::GeneralValidation);
        let answers = match watched(loaded, &model, task, target).await {
            Ok(target) => watched(loaded, &model, task, general).await.map(|general| (target, general)),
            Err(error) => Err(error),
        };
        match answers {
            Ok((target, general)) => {
                post(&Event::Mixed { request, share: *share, target: Floats(target), general: Floats(general) });
            }
            Err(error) => return post(&Event::Failed { id: request, trouble: broken(&error) }),
        }
    }
}

/// Answers [`crate::protocol::Command::Survey`].
pub async fn survey(loaded: &Loaded, trained: Option<&Trained>, request: u32) {
    match surveyed(loaded, trained).await {
        Ok(answers) => post(&Event::Surveyed { request, answers }),
        Err(trouble) => post(&Event::Failed { id: request, trouble }),
    }
}

async fn surveyed(loaded: &Loaded, trained: Option<&Trained>) -> Result<Vec<Answers>, Trouble> {
    let mut answers = Vec::new();
    for (task, split) in SURVEYED {
        loaded.fetch_split(task.corpus(), split).await?;
        let probabilities = match trained {
            None => loaded.base_answers(split, task).await,
            Some(trained) => loaded.classify(&trained.model, task, &loaded.texts(split, task)).await,
        };
        let probabilities = Floats(probabilities.map_err(|error| broken(&error))?);
        answers.push(Answers { task, split, probabilities });
    }
    Ok(answers)
}

async fn watched(loaded: &Loaded, model: &Classifier, task: Task, split: Split) -> Result<Vec<f32>, WeightsError> {
    let mut texts = loaded.texts(split, task);
    texts.truncate(WATCHED);
    loaded.classify(model, task, &texts).await
}

async fn probabilities(
    loaded: &Loaded,
    trained: Option<&Trained>,
    task: Task,
    texts: &[String],
) -> Result<(Vec<f32>, Vec<f32>), Trouble> {
    let encoded = tokens(loaded, texts)?;
    let before = loaded.classify(&loaded.base, task, &encoded).await.map_err(|error| broken(&error))?;
    let after = match trained.filter(|trained| trained.config.task == task) {
        Some(trained) => loaded.classify(&trained.model, task, &encoded).await.map_err(|error| broken(&error))?,
        None => Vec::new(),
    };
    Ok((before, after))
}

async fn embedded(loaded: &Loaded, depth: u32, texts: &[String]) -> Result<Vec<f32>, Trouble> {
    let encoded = tokens(loaded, texts)?;
    let mut embedder = Embedder::new(&encoded, depth as usize);
    while embedder.advance(&loaded.base.encoder, loaded.device()) {
        yield_now().await;
    }
    embedder.finish().await.map_err(|error| broken(&error))
}

fn tokens(loaded: &Loaded, texts: &[String]) -> Result<Vec<Encoded>, Trouble> {
    let encoded = texts.iter().map(|text| Ok(Encoded { ids: loaded.tokenizer.ids(text)?, label: 0 }));
    encoded.collect::<Result<_, TokenizerError>>().map_err(|error| untokenizable(&error))
}

async fn attention(loaded: &Loaded, trained: Option<&Trained>, text: &str) -> Result<Attention, Trouble> {
    let pieces = loaded.tokenizer.pieces(text).map_err(|error| untokenizable(&error))?;
    let (ids, tokens): (Vec<u32>, Vec<String>) = pieces.into_iter().unzip();
    let before = weights(loaded, &loaded.base, &ids).await.map_err(|error| broken(&error))?;
    let after = match trained {
        Some(trained) => weights(loaded, &trained.model, &ids).await.map_err(|error| broken(&error))?,
        None => Vec::new(),
    };
    let (layers, heads) = (loaded.size.layers as u32, loaded.size.heads as u32);
    Ok(Attention { tokens, layers, heads, before: Floats(before), after: Floats(after) })
}

/// Attention weights `[layers, heads, tokens, tokens]`.
async fn weights(loaded: &Loaded, model: &Classifier, ids: &[u32]) -> Result<Vec<f32>, WeightsError> {
    let numbers: Vec<i32> = ids.iter().map(|id| *id as i32).collect();
    let device = loaded.device();
    let padding = Tensor::from_data(TensorData::new(vec![false; ids.len()], [1, ids.len()]), device);
    let ids = Tensor::from_data(TensorData::new(numbers, [1, ids.len()]), device);
    let layers = model.encoder.attention(ids, padding);
    read(Tensor::cat(layers, 0)).await
}

fn untokenizable(cause: &dyn std::fmt::Display) -> Trouble {
    Trouble::new(Remedy::ChangeInput, "This text cannot be taken apart into tokens. Try another.").because(cause)
}
