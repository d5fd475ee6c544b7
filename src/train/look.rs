//! The inside of a model in training, compared with the model that the run started from: how far each part
//! has moved, and what became of what it puts out for a fixed set of probe texts.

use std::collections::HashMap;

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use crate::data::{Batch, Encoded, plan_evaluation};
use crate::metrics::{Axes, linear_cka, relative_l2};
use crate::model::{Classifier, Parameter, WeightsError, named_parameters, read, values_by_name};
use crate::protocol::{Floats, Look, Part, PartMoved};

/// Probe texts per batch.
const BATCH_SIZE: usize = 32;

/// The model at the start, as the probe texts show it.
pub struct Looker {
    probes: Vec<Encoded>,
    device: Device,
    /// The run's own head; the others never move.
    head: String,
    start: HashMap<String, Tensor<1>>,
    /// After the embeddings and after every layer, `[texts, d_model]` row by row.
    features: Vec<Vec<f32>>,
    axes: Option<Axes>,
}

impl Looker {
    /// Looks at the model that a run starts from; `head` is the name of the run's head and `device` the plain
    /// device of the model.
    ///
    /// # Errors
    /// Where the device does not hand its numbers over.
    pub async fn new(
        start: &Classifier,
        head: &str,
        probes: Vec<Encoded>,
        device: &Device,
    ) -> Result<Self, WeightsError> {
        let features = features(start, &probes, device).await?;
        let axes = features.last().and_then(|last| Axes::fit(last, probes.len()));
        Ok(Self { probes, device: device.clone(), head: head.into(), start: values_by_name(start), features, axes })
    }

    /// The model after `step` steps; `model` must come from `valid()`. `None` where its weights are no numbers
    /// any more: a destroyed model has no inside.
    ///
    /// # Errors
    /// Where the device does not hand its numbers over.
    pub async fn look(&self, model: &Classifier, step: u32) -> Result<Option<Look>, WeightsError> {
        // A low-rank update is a movement of the weights that it is added to.
        let model = model.clone().materialize();
        let features = features(&model, &self.probes, &self.device).await?;
        let cka: Vec<Option<f64>> =
            features.iter().zip(&self.features).map(|(now, then)| linear_cka(now, then, self.probes.len())).collect();
        let moved = self.moved(&model).await?;
        let parts = moved.into_iter().enumerate().map(|(index, (part, moved))| {
            let cka = cka.get(index).copied().flatten().map(|cka| cka as f32);
            Some(PartMoved { part, moved: moved? as f32, cka })
        });
        let parts = parts.collect::<Option<Vec<PartMoved>>>();
        let projected = self.axes.as_ref().zip(features.last()).map(|(axes, last)| axes.project(last));
        let points = projected.unwrap_or_default().into_flattened();
        let points = points.iter().all(|place| place.is_finite()).then_some(Floats(points));
        Ok(parts.zip(points).map(|(parts, points)| Look { step, parts, points }))
    }

    /// The relative distance of every part, in one read-back.
    async fn moved(&self, model: &Classifier) -> Result<Vec<(Part, Option<f64>)>, WeightsError> {
        let layers = model.encoder.layers.len() as u32;
        let parts: Vec<Part> =
            std::iter::once(Part::Embeddings).chain((0..layers).map(Part::Layer)).chain([Part::Head]).collect();
        let parameters = named_parameters(model);
        let mut sums = Vec::new();
        for part in &parts {
            let own = parameters.iter().filter(|parameter| self.part_of(&parameter.name) == Some(*part));
            let (mut distances, mut lengths) = (Vec::new(), Vec::new());
            for Parameter { name, value, .. } in own {
                let Some(start) = self.start.get(name) else { continue };
                distances.push((value.clone() - start.clone()).square().sum());
                lengths.push(start.clone().square().sum());
            }
            sums.push(Tensor::cat(distances, 0).sum());
            sums.push(Tensor::cat(lengths, 0).sum());
        }
        let figures = read(Tensor::cat(sums, 0)).await?;
        let (pairs, _) = figures.as_chunks::<2>();
        let ratio = |[moved, start]: &[f32; 2]| relative_l2((*moved).into(), (*start).into());
        Ok(parts.into_iter().zip(pairs.iter().map(ratio)).collect())
    }

    fn part_of(&self, name: &str) -> Option<Part> {
        let Some(inner) = name.strip_prefix("encoder.") else {
            return name.starts_with(&format!("{}.", self.head)).then_some(Part::Head);
        };
        match inner.strip_prefix("layers.") {
            Some(rest) => rest.split('.').next()?.parse().ok().map(Part::Layer),
            None => Some(Part::Embeddings),
        }
    }
}

/// Mean hidden states after the embeddings and after every layer, each `[texts, d_model]` row by row.
async fn features(model: &Classifier, probes: &[Encoded], device: &Device) -> Result<Vec<Vec<f32>>, WeightsError> {
    let lengths: Vec<usize> = probes.iter().map(|text| text.ids.len()).collect();
    let batches = plan_evaluation(&lengths, BATCH_SIZE);
    let mut by_layer: Vec<Vec<Tensor<2>>> = Vec::new();
    for batch in &batches {
        let texts: Vec<&Encoded> = batch.iter().map(|index| &probes[*index]).collect();
        let Batch { ids, padding, .. } = Batch::new(&texts, device);
        for (layer, pooled) in model.encoder.pooled_by_layer(ids, padding).into_iter().enumerate() {
            if by_layer.len() <= layer {
                by_layer.push(Vec::new());
            }
            by_layer[layer].push(pooled);
        }
    }
    let mut features = Vec::new();
    for layer in by_layer {
        let sorted = Tensor::cat(layer, 0);
        let [_, width] = sorted.dims();
        let sorted = read(sorted).await?;
        let mut rows = vec![0.0; sorted.len()];
        for (row, index) in sorted.chunks_exact(width).zip(batches.iter().flatten()) {
            rows[index * width..(index + 1) * width].copy_from_slice(row);
        }
        features.push(rows);
    }
    Ok(features)
}
