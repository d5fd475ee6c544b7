//! `prepare explain-figures`: how often the check of explanations is right, on answers written and labelled by hand.
//! One half of them chooses depth and threshold, the other half is reported.

mod report;
mod study;
mod vectors;
mod words;

use std::path::Path;

use super::model::{ModelError, read, write};
use crate::config::BaseModel;
use crate::lesson::answer_check::Setting;
use crate::lesson::explain::{self, Prompts};
use crate::lesson::explain_figures::{self, ExplainFigures, Method, MethodFigures};

pub use report::text;
pub use study::{Answer, Half, Kind, Scored, Study, THRESHOLDS, best_threshold};
pub use vectors::Vectors;

/// Where the answers are, below the repository.
pub const ANSWERS: &str = "tests/golden/explanations.json";
/// The report, below the repository.
pub const REPORT: &str = "docs/explain-check.md";

/// One way of finding concepts, as it was chosen on the first half.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Which way.
    pub method: Method,
    /// Depth and threshold, for the ways that have vectors; of the others the depth means nothing.
    pub setting: Setting,
    /// What it gives to every answer.
    pub scored: Scored,
}

/// What was tried on the first half, for the report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tried {
    /// The model.
    pub model: BaseModel,
    /// After so many layers.
    pub depth: u32,
    /// Threshold and F1 on the first half with the middle of the phrasings taken off.
    pub centred: (f32, f64),
    /// The same with plain cosines.
    pub plain: (f32, f64),
}

/// Everything that was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// On what.
    pub study: Study,
    /// Every depth of every model.
    pub tried: Vec<Tried>,
    /// Every way, in the order of [`Method::ALL`].
    pub chosen: Vec<Chosen>,
}

/// Measures every way of finding concepts. `root` is the repository.
///
/// # Errors
/// Where a file is not there or damaged.
pub fn measure(root: &Path) -> Result<Measured, ModelError> {
    let public = root.join("public");
    let prompts: Prompts = serde_json::from_slice(&read(&public.join(explain::FILE))?)?;
    let study = Study::new(prompts, &read(&root.join(ANSWERS))?)?;
    let (mut tried, mut chosen) = (Vec::new(), Vec::new());
    for model in BaseModel::ALL {
        let vectors = Vectors::read(&public, model)?;
        let mut best: Option<(f64, Chosen)> = None;
        for depth in 0..=model.layers() {
            let (centred, plain) = vectors.score(&study, depth)?;
            let (threshold, f1) = best_threshold(&study, &centred, Half::Choosing);
            let plain = best_threshold(&study, &plain, Half::Choosing);
            tried.push(Tried { model, depth, centred: (threshold, f1), plain });
            if best.as_ref().is_none_or(|(most, _)| f1 > *most) {
                let setting = Setting { depth, threshold };
                best = Some((f1, Chosen { method: Method::of(model), setting, scored: centred }));
            }
        }
        chosen.extend(best.map(|(_, chosen)| chosen));
    }
    let scored = words::score(&study);
    let (threshold, _) = best_threshold(&study, &scored, Half::Choosing);
    chosen.push(Chosen { method: Method::SharedWords, setting: Setting { depth: 0, threshold }, scored });
    let scored = Scored::always(&study);
    chosen.push(Chosen { method: Method::Always, setting: Setting { depth: 0, threshold: 0.0 }, scored });
    Ok(Measured { study, tried, chosen })
}

impl Measured {
    /// What the page shows of it.
    pub fn figures(&self) -> ExplainFigures {
        let study = &self.study;
        let negations = study.of(Half::Reporting).filter(|(_, answer)| answer.kind == Kind::Negation).count();
        let methods = self.chosen.iter().map(|chosen| {
            let Chosen { method, setting, scored } = chosen;
            let cells = study.cells(scored, setting.threshold, Half::Reporting, None);
            let negated = study.cells(scored, setting.threshold, Half::Reporting, Some(Kind::Negation));
            let [precision_range, recall_range, f1_range] = study.ranges(scored, setting.threshold);
            MethodFigures {
                method: *method,
                precision: cells.precision().unwrap_or_default(),
                recall: cells.recall().unwrap_or_default(),
                f1: cells.f_beta(1.0).unwrap_or_default(),
                precision_range,
                recall_range,
                f1_range,
                found_in_negations: (negated.tp + negated.fp) as usize,
            }
        });
        ExplainFigures {
            chosen_on: study.of(Half::Choosing).count(),
            reported_on: study.of(Half::Reporting).count(),
            negations,
            methods: methods.collect(),
        }
    }
}

/// Measures, and writes the report and what the page shows. Says where depth or threshold of a model are no longer
/// those of the page.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn explain_figures(root: &Path) -> Result<String, ModelError> {
    let measured = measure(root)?;
    let figures = serde_json::to_string_pretty(&measured.figures())? + "\n";
    write(&root.join("public").join(explain_figures::FILE), figures)?;
    let report = text(&measured);
    write(&root.join(REPORT), &report)?;
    let stale = measured.chosen.iter().filter_map(|chosen| {
        let model = BaseModel::ALL.into_iter().find(|model| Method::of(*model) == chosen.method)?;
        let differs = Setting::of(model) != chosen.setting;
        differs.then(|| format!("\nSetting::of({model:?}) must become {:?}.", chosen.setting))
    });
    Ok(report + &stale.collect::<String>())
}
