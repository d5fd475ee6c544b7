//! `experiments record`: the runs behind the chapters' figures, which the page calls recorded.

use std::path::Path;

use super::plan::{self, Series};
use super::{Entry, Start, entries};
use crate::config::{BaseModel, RunConfig, Task};
use crate::course::url::{self, View};
use crate::data::{Encoded, PROBED, Split, WATCHED, WATCHED_TRAINING};
use crate::lesson::recorded_run::{Amount, Answer, FILE, Moment, Rate, RecordedRun, Run};
use crate::metrics::Spread;
use crate::model::Classifier;
use crate::prepare::model::{Base, ModelError, drive_watched};
use crate::train::Looker;
use crate::ui::labs::decide::traps::Trap;

/// Numbers of domain examples that are compared.
const AMOUNTS: [u32; 7] = [20, 60, 120, 240, 500, 1000, 2000];
/// Seeds of each of them.
const SEEDS: u32 = 3;
/// Evaluations of a run that are kept, at most.
const MOMENTS: u32 = 25;

/// Makes the runs and writes them down; what was measured for `docs/forgetting.md` is read from there.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn record(public: &Path, docs: &Path) -> Result<(), ModelError> {
    let start = Start::read(public, BaseModel::Pocket, Task::Condition)?;
    let config = RunConfig::for_model(BaseModel::Pocket);
    let recorded = RecordedRun {
        run: run(&config, start.base())?,
        overfitted: run(&Trap::Overfitting.config(&config), start.base())?,
        rates: rates(&entries(docs, BaseModel::Pocket)?),
        examples: amounts(&config, &start)?,
    };
    let path = public.join(FILE);
    let failed = |source| ModelError::File { path: path.display().to_string(), source };
    std::fs::write(&path, serde_json::to_string(&recorded)? + "\n").map_err(failed)
}

fn run(config: &RunConfig, base: &Base) -> Result<Run, ModelError> {
    let steps = config.epochs * config.examples.div_ceil(config.batch_size);
    let config = &RunConfig { eval_every: steps.div_ceil(MOMENTS), ..config.clone() };
    let first = |split, count: usize| base.texts(split).iter().take(count).cloned().collect::<Vec<Encoded>>();
    let probes = [first(Split::GeneralValidation, PROBED), first(Split::TargetValidation, PROBED)].concat();
    let (target, general) = (first(Split::TargetValidation, WATCHED), first(Split::GeneralValidation, WATCHED));
    let classifier = base.classifier()?;
    let device = burn::tensor::Device::flex();
    let looker = pollster::block_on(Looker::new(&classifier, config.task.name(), probes, &device))?;
    let mut moments = Vec::new();
    let (run, _) = drive_watched(config, base, |session| {
        let (step, model) = (session.steps_made(), session.model());
        let seen = &session.examples()[..session.examples().len().min(WATCHED_TRAINING)];
        let unseen = base.scores(&model, &target)?;
        let look = pollster::block_on(looker.look(&model, step))?;
        moments.push(Moment {
            step,
            seen_loss: rounded(base.scores(&model, seen)?.loss),
            unseen_loss: rounded(unseen.loss),
            target: unseen.accuracy,
            general: base.scores(&model, &general)?.accuracy,
            moved: look.iter().flat_map(|look| &look.parts).map(|moved| (moved.part, moved.moved)).collect(),
        });
        Ok(())
    })?;
    let trained = run.session.model();
    let accuracy = |model| Ok::<f64, ModelError>(base.scores(model, base.texts(Split::GeneralTest))?.accuracy);
    Ok(Run {
        address: url::write(View::FineTune, config),
        moments,
        before: answers(&classifier, base)?,
        after: answers(&trained, base)?,
        general: [accuracy(&classifier)?, accuracy(&trained)?],
    })
}

/// Answers to the domain test set.
fn answers(model: &Classifier, base: &Base) -> Result<Vec<Answer>, ModelError> {
    let texts = base.texts(Split::TargetTest);
    let probabilities = base.probabilities(model, texts)?;
    let (rows, _) = probabilities.as_chunks::<2>();
    let answer = |(row, text): (&[f32; 2], &Encoded)| Answer { p: rounded(row[1].into()) as f32, y: text.label == 1 };
    Ok(rows.iter().zip(texts).map(answer).collect())
}

fn rates(entries: &[Entry]) -> Vec<Rate> {
    let rate = |config: RunConfig| {
        let same = |entry: &&Entry| RunConfig { seed: config.seed, ..entry.config() } == config;
        let own: Vec<&Entry> = entries.iter().filter(same).collect();
        Some(Rate {
            learning_rate: config.learning_rate,
            target: Spread::of(&own.iter().filter_map(|entry| Some(entry.target?.accuracy)).collect::<Vec<_>>())?,
            general: Spread::of(&own.iter().filter_map(|entry| Some(entry.general?.accuracy)).collect::<Vec<_>>())?,
        })
    };
    plan::settings(BaseModel::Pocket, Series::LearningRate).into_iter().filter_map(rate).collect()
}

fn amounts(config: &RunConfig, start: &Start) -> Result<Vec<Amount>, ModelError> {
    let mut amounts = Vec::new();
    for examples in AMOUNTS {
        let (mut target, mut general) = (Vec::new(), Vec::new());
        for seed in 1..=SEEDS {
            let entry = start.run(&RunConfig { examples, seed, ..config.clone() })?;
            eprintln!("{} {:?} {:?}", entry.run, entry.target, entry.general);
            target.extend(entry.target.map(|figures| figures.accuracy));
            general.extend(entry.general.map(|figures| figures.accuracy));
        }
        let spreads = Spread::of(&target).zip(Spread::of(&general));
        amounts.extend(spreads.map(|(target, general)| Amount { examples, target, general }));
    }
    Ok(amounts)
}

/// Four decimals: more than a figure shows.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
