//! How steps are written down: one list per column, and `null` for what is not a number, which JSON
//! cannot say and a diverging run is full of.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::protocol::StepReport;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    step: Vec<u32>,
    loss: Vec<Option<f32>>,
    learning_rate: Vec<f64>,
    grad_norm: Vec<Option<f32>>,
    elapsed_ms: Vec<f64>,
}

/// For `#[serde(with = "rows")]`.
pub fn serialize<S: Serializer>(steps: &[StepReport], serializer: S) -> Result<S::Ok, S::Error> {
    let number = |value: f32| value.is_finite().then_some(value);
    let columns = Columns {
        step: steps.iter().map(|report| report.step).collect(),
        loss: steps.iter().map(|report| number(report.loss)).collect(),
        learning_rate: steps.iter().map(|report| report.learning_rate).collect(),
        grad_norm: steps.iter().map(|report| number(report.grad_norm)).collect(),
        elapsed_ms: steps.iter().map(|report| report.elapsed_ms).collect(),
    };
    columns.serialize(serializer)
}

/// For `#[serde(with = "rows")]`.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<StepReport>, D::Error> {
    let Columns { step, loss, learning_rate, grad_norm, elapsed_ms } = Columns::deserialize(deserializer)?;
    let lengths = [loss.len(), learning_rate.len(), grad_norm.len(), elapsed_ms.len()];
    if lengths.iter().any(|length| *length != step.len()) {
        return Err(serde::de::Error::custom("the columns of the steps have different lengths"));
    }
    let row = |index: usize| StepReport {
        step: step[index],
        loss: loss[index].unwrap_or(f32::NAN),
        learning_rate: learning_rate[index],
        grad_norm: grad_norm[index].unwrap_or(f32::NAN),
        elapsed_ms: elapsed_ms[index],
    };
    Ok((0..step.len()).map(row).collect())
}
