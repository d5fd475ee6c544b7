//! `prepare explain-figures`: how often the check of explanations is right, on answers written and labelled by hand.
//! One half of them chooses depth, threshold and the part that words have, the other half is reported. And how much is
//! found in texts about something else.

mod report;
mod study;
mod vectors;
mod ways;
mod words;

use std::path::Path;

use self::vectors::Near;
use self::words::Words;
use super::model::{ModelError, read, write};
use crate::config::BaseModel;
use crate::lesson::answer_check::{Setting, Verdict};
use crate::lesson::explain::{self, Prompts};
use crate::lesson::explain_figures::{self, ExplainFigures, Maybe, Method, MethodFigures};

pub use report::text;
pub use study::{Answer, Half, Kind, Scored, Study, THRESHOLDS, best_threshold};
pub use vectors::Vectors;
pub use ways::Way;

/// Where the answers are, below the repository.
pub const ANSWERS: &str = "tests/golden/explanations.json";
/// Texts about something else, below the repository.
pub const OFF_TOPIC: &str = "tests/golden/off-topic.json";
/// The report, below the repository.
pub const REPORT: &str = "docs/explain-check.md";

/// What [`Scored`] holds of what was said: 1 for yes, 0 for no.
pub const SAID: f32 = 0.5;

/// One way of finding concepts, as it was chosen on the first half.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Which way.
    pub method: Method,
    /// Depth and threshold, for the ways that have vectors; of the others the depth means nothing.
    pub setting: Setting,
    /// What it says about the answers.
    pub answers: Said,
    /// What it says about the texts on something else.
    pub nonsense: Said,
}

/// What is said about every concept of every answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Whether it is found.
    pub found: Scored,
    /// Whether it is found, or may be there.
    pub possible: Scored,
}

impl Said {
    /// Found from a threshold on, without a “maybe”.
    fn from(scored: &Scored, threshold: f32) -> Self {
        let said = |score: f32| f32::from(u8::from(score >= threshold));
        let found = Scored(scored.0.iter().map(|scores| scores.map(said)).collect());
        Self { possible: found.clone(), found }
    }

    /// As the page says it.
    fn by_page(near: &[Vec<Near>], words: &[Words], setting: Setting) -> Self {
        let similarities = Way::Centred.score(near, words);
        let verdicts: Vec<[Verdict; 4]> = similarities
            .0
            .iter()
            .zip(words)
            .map(|(similarities, words)| setting.verdicts(*similarities, words.kinship))
            .collect();
        let scored = |is_said: fn(Verdict) -> bool| {
            Scored(verdicts.iter().map(|own| own.map(|verdict| f32::from(u8::from(is_said(verdict))))).collect())
        };
        Self {
            found: scored(|verdict| verdict == Verdict::Found),
            possible: scored(|verdict| matches!(verdict, Verdict::Found | Verdict::Maybe)),
        }
    }
}

/// What was tried on the first half, for the report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tried {
    /// The model.
    pub model: BaseModel,
    /// After so many layers.
    pub depth: u32,
    /// How vectors and words are combined.
    pub way: Way,
    /// The threshold with the best F1.
    pub threshold: f32,
    /// That F1.
    pub f1: f64,
    /// What the same threshold comes to on the second half; it chose nothing.
    pub reported_f1: f64,
    /// Concepts found with it in the texts about something else, in each half of them.
    pub nonsense: [u32; 2],
}

/// Everything that was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// On what.
    pub study: Study,
    /// And on what else.
    pub nonsense: Study,
    /// Every depth of every model, in every way.
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
    let nonsense = Study::off_topic(prompts.clone(), &read(&root.join(OFF_TOPIC))?)?;
    let study = Study::new(prompts, &read(&root.join(ANSWERS))?)?;
    let (words, nonsense_words) = (words::all(&study), words::all(&nonsense));
    let (mut tried, mut chosen) = (Vec::new(), Vec::new());
    for model in BaseModel::ALL {
        let vectors = Vectors::read(&public, model)?;
        let mut best: Option<(f64, Chosen)> = None;
        for depth in 0..=model.layers() {
            let (near, nonsense_near) = (vectors.near(&study, depth)?, vectors.near(&nonsense, depth)?);
            for way in Way::ALL {
                let scored = way.score(&near, &words);
                let (threshold, f1) = best_threshold(&study, &scored, Half::Choosing);
                let reported = study.cells(&scored, threshold, Half::Reporting, None);
                let reported_f1 = reported.f_beta(1.0).unwrap_or_default();
                let off_topic = way.score(&nonsense_near, &nonsense_words);
                let found = HALVES.map(|half| found(&nonsense, &off_topic, threshold, half));
                tried.push(Tried { model, depth, way, threshold, f1, reported_f1, nonsense: found });
                if way == Way::OF_PAGE && best.as_ref().is_none_or(|(most, _)| f1 > *most) {
                    let setting = Setting { depth, threshold };
                    let answers = Said::by_page(&near, &words, setting);
                    let nonsense = Said::by_page(&nonsense_near, &nonsense_words, setting);
                    best = Some((f1, Chosen { method: Method::of(model), setting, answers, nonsense }));
                }
            }
        }
        chosen.extend(best.map(|(_, chosen)| chosen));
    }
    let (scored, off_topic) = (words::score(&words), words::score(&nonsense_words));
    let (threshold, _) = best_threshold(&study, &scored, Half::Choosing);
    chosen.push(Chosen {
        method: Method::SharedWords,
        setting: Setting { depth: 0, threshold },
        answers: Said::from(&scored, threshold),
        nonsense: Said::from(&off_topic, threshold),
    });
    chosen.push(Chosen {
        method: Method::Always,
        setting: Setting { depth: 0, threshold: 0.0 },
        answers: Said::from(&Scored::always(&study), SAID),
        nonsense: Said::from(&Scored::always(&nonsense), SAID),
    });
    Ok(Measured { study, nonsense, tried, chosen })
}

/// Both halves.
pub const HALVES: [Half; 2] = [Half::Choosing, Half::Reporting];

/// How many concepts are found in a half of texts that cover none.
pub fn found(nonsense: &Study, scored: &Scored, threshold: f32, half: Half) -> u32 {
    nonsense.cells(scored, threshold, half, None).fp as u32
}

impl Measured {
    /// How much is said to be in a half of the texts about something else.
    pub fn found_in_nonsense(&self, said: &Scored, half: Half) -> u32 {
        found(&self.nonsense, said, SAID, half)
    }

    /// Similarity alone with its best depth: what the page went by before words had a part.
    pub fn alone(&self, model: BaseModel) -> Option<&Tried> {
        let centred = self.tried.iter().filter(|it| it.model == model && it.way == Way::Centred);
        centred.max_by(|one, other| one.f1.total_cmp(&other.f1))
    }

    /// What the page shows of it.
    pub fn figures(&self) -> ExplainFigures {
        let study = &self.study;
        let negations = study.of(Half::Reporting).filter(|(_, answer)| answer.kind == Kind::Negation).count();
        let methods = self.chosen.iter().map(|chosen| {
            let Said { found, possible } = &chosen.answers;
            let cells = |scored, kind| study.cells(scored, SAID, Half::Reporting, kind);
            let (sure, all, negated) = (cells(found, None), cells(possible, None), cells(found, Some(Kind::Negation)));
            let [precision_range, recall_range, f1_range] = study.ranges(found, SAID);
            MethodFigures {
                method: chosen.method,
                precision: sure.precision().unwrap_or_default(),
                recall: sure.recall().unwrap_or_default(),
                f1: sure.f_beta(1.0).unwrap_or_default(),
                precision_range,
                recall_range,
                f1_range,
                found_in_negations: (negated.tp + negated.fp) as usize,
                found_in_nonsense: HALVES
                    .map(|half| self.found_in_nonsense(&chosen.nonsense.found, half))
                    .iter()
                    .sum::<u32>() as usize,
                maybe: Maybe {
                    said: (all.tp + all.fp - sure.tp - sure.fp) as usize,
                    there: (all.tp - sure.tp) as usize,
                },
            }
        });
        ExplainFigures {
            chosen_on: study.of(Half::Choosing).count(),
            reported_on: study.of(Half::Reporting).count(),
            negations,
            nonsense: self.nonsense.answers.len() / study.prompts.prompts.len().max(1),
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
