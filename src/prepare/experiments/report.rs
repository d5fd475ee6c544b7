//! `docs/forgetting.md` and its drawings, from the runs that were written down. Nobody types a figure.

use std::fmt::Write as _;
use std::path::Path;

use super::plan::{self, Series};
use super::plot::{RatePoint, TradePoint, frontier, over_rates};
use super::{Entry, Figures, entries};
use crate::client::summary;
use crate::config::{BaseModel, RunConfig, Strategy};
use crate::lesson::claims::{Claim, Expectation};
use crate::lesson::recorded::{FILE, Finding, Recorded};
use crate::metrics::{Spread, Tradeoff, Verdict, compare, pareto_front};
use crate::prepare::model::ModelError;

/// A setting with its runs over the seeds.
struct Setting {
    config: RunConfig,
    entries: Vec<Entry>,
}

impl Setting {
    /// The spread of a figure over the runs that have it.
    fn spread(&self, read: impl Fn(&Entry) -> Option<f64>) -> Option<Spread> {
        Spread::of(&self.entries.iter().filter_map(read).collect::<Vec<_>>())
    }

    fn target(&self, figure: fn(&Figures) -> f64) -> Option<Spread> {
        self.spread(|entry| entry.target.as_ref().map(figure))
    }

    fn general(&self, figure: fn(&Figures) -> f64) -> Option<Spread> {
        self.spread(|entry| entry.general.as_ref().map(figure))
    }

    fn gained(&self) -> Option<Spread> {
        self.spread(|entry| Some(entry.target?.accuracy - entry.before_target.accuracy))
    }

    fn kept(&self) -> Option<Spread> {
        self.spread(|entry| Some(entry.general?.accuracy - entry.before_general.accuracy))
    }
}

fn settings(model: BaseModel, series: Series, entries: &[Entry]) -> Vec<Setting> {
    let made = |config| setting(config, entries);
    plan::settings(model, series).into_iter().map(made).filter(|setting| !setting.entries.is_empty()).collect()
}

fn setting(config: RunConfig, entries: &[Entry]) -> Setting {
    let same = |entry: &&Entry| RunConfig { seed: config.seed, ..entry.config() } == config;
    let entries = entries.iter().filter(same).cloned().collect();
    Setting { config, entries }
}

/// Writes the report of both models, its drawings, and what the page shows of it.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn report(docs: &Path, public: &Path) -> Result<(), ModelError> {
    let mut text = String::from(INTRODUCTION);
    for model in BaseModel::ALL {
        let entries = entries(docs, model)?;
        if !entries.is_empty() {
            part(&mut text, model, &entries, docs)?;
        }
    }
    write(&docs.join("forgetting.md"), &text)?;
    write(&public.join(FILE), &(serde_json::to_string_pretty(&recorded(docs)?)? + "\n"))
}

/// What the page shows of the runs that were written down.
///
/// # Errors
/// Where a line is damaged.
pub fn recorded(docs: &Path) -> Result<Recorded, ModelError> {
    let mut recorded = Recorded::default();
    for model in BaseModel::ALL {
        let entries = entries(docs, model)?;
        recorded.findings.extend(findings(model, &entries));
    }
    Ok(recorded)
}

const INTRODUCTION: &str = "# Forgetting, measured\n\n\
    What fine-tuning gains on medical definitions and what it costs on general ones: learning rates over five \
    decades and every strategy of the lab, each over several seeds, by the code that the page runs. Made by \
    `./scripts/experiments`, which writes every run down in `docs/forgetting/` as soon as it has ended and goes on \
    where it was broken off; nobody typed a figure on this page. The runs are the short sweeps that the Forget lab \
    offers and the tests of its claims, so that every line can be repeated there. Measured on two cores of a virtual \
    machine without a GPU.\n\n\
    Accuracy is on the test sets (845 medical, 1,059 general definitions). Every figure is the mean over the seeds, \
    with the smallest and the largest in brackets. A difference counts only where it is larger than the 95 % margin \
    of Welch's test over the seeds; else it is called within the spread. \"General\" is the accuracy on general \
    definitions, of which 80 % are no conditions; balanced accuracy, where both classes count the same, shows a \
    collapse to one class that plain accuracy hides.\n";

fn part(text: &mut String, model: BaseModel, entries: &[Entry], docs: &Path) -> Result<(), ModelError> {
    let rates = settings(model, Series::LearningRate, entries);
    let (Some(first), Some(base)) = (entries.first(), rates.first().map(|setting| &setting.config)) else {
        return Ok(());
    };
    let name = model.name();
    let _ = write!(
        text,
        "\n## {name}\n\n{} examples, {} epochs, {} steps of {} texts; all else as in the lab's default run. Before: \
         medical {}, general {} (balanced {}).\n",
        base.examples,
        base.epochs,
        base.total_steps(),
        base.batch_size,
        percent(first.before_target.accuracy),
        percent(first.before_general.accuracy),
        percent(first.before_general.balanced),
    );
    let _ = write!(
        text,
        "\n### Learning rates, full fine-tuning\n\n![Accuracy over the learning rate](forgetting/{name}-rates.svg)\n\n\
         | learning rate | runs | medical | general | general, balanced | loss exploded |\n|---|---|---|---|---|---|\n"
    );
    for setting in &rates {
        let exploded = setting.entries.iter().filter(|entry| entry.diverged.is_some()).count();
        let _ = writeln!(
            text,
            "| {:e} | {} | {} | {} | {} | {} |",
            setting.config.learning_rate,
            setting.entries.len(),
            range(setting.target(|figures| figures.accuracy)),
            range(setting.general(|figures| figures.accuracy)),
            range(setting.general(|figures| figures.balanced)),
            if exploded == 0 { "—".into() } else { exploded.to_string() },
        );
    }
    let points = rates.iter().filter_map(|setting| {
        let (target, general) = (setting.target(|f| f.accuracy)?, setting.general(|f| f.accuracy)?);
        Some(RatePoint { rate: setting.config.learning_rate, target, general })
    });
    let drawing = over_rates(&points.collect::<Vec<_>>(), &format!("{name}: accuracy over the learning rate"));
    write(&docs.join(format!("forgetting/{name}-rates.svg")), &drawing)?;

    for (series, file) in [(Series::Strategies, "strategies"), (Series::StrategiesAtDefault, "strategies-default")] {
        let strategies = settings(model, series, entries);
        let Some(rate) = strategies.first().map(|setting| setting.config.learning_rate) else { continue };
        let _ = write!(
            text,
            "\n### Strategies at {rate:e}\n\n![What was kept against what was gained](forgetting/{name}-{file}.svg)\n\n\
             | strategy | runs | trained weights | kept besides | medical | general | gained against full | kept \
             against full |\n|---|---|---|---|---|---|---|---|\n"
        );
        let full = strategies.iter().find(|setting| setting.config.strategy == Strategy::Full);
        for setting in &strategies {
            let entry = &setting.entries[0];
            let _ = writeln!(
                text,
                "| {} | {} | {} | {:.1} MB | {} | {} | {} | {} |",
                summary::strategy(&setting.config),
                setting.entries.len(),
                entry.trainable,
                f64::from(entry.state) * 4.0 / 1e6,
                range(setting.target(|figures| figures.accuracy)),
                range(setting.general(|figures| figures.accuracy)),
                against(setting, full, Setting::gained),
                against(setting, full, Setting::kept),
            );
        }
        let drawing = frontier(&trade_points(&strategies), &format!("{name}: strategies at {rate:e}"));
        write(&docs.join(format!("forgetting/{name}-{file}.svg")), &drawing)?;
    }

    let _ = write!(
        text,
        "\n### What the literature says, and what came out here\n\nThe page shows these beside the learner's own \
         runs.\n\n| claim | source | here |\n|---|---|---|\n"
    );
    for Finding { claim, expectation, own, other, .. } in findings(model, entries) {
        let sources: Vec<String> =
            claim.sources().iter().map(|source| format!("[{}]({})", source.label, source.url)).collect();
        let against = other.map(|other| format!(" against {}", change(&other))).unwrap_or_default();
        let _ = writeln!(
            text,
            "| {} | {} | **{}**: {} {}{against} |",
            claim.title(),
            sources.join("; "),
            expectation.judge(&own, other.as_ref()).words(),
            expectation.figure(),
            change(&own),
        );
    }
    Ok(())
}

/// What came of every expectation of every claim, as far as its runs are there.
fn findings(model: BaseModel, entries: &[Entry]) -> Vec<Finding> {
    let base = RunConfig::for_model(model);
    let mut findings = Vec::new();
    for claim in Claim::ALL {
        let settings: Vec<Setting> = claim.configs(&base).into_iter().map(|config| setting(config, entries)).collect();
        for expectation in claim.expectations().iter().copied() {
            let read = |setting: &Setting| match expectation {
                Expectation::Forgets | Expectation::KeepsMore => setting.kept(),
                Expectation::GainsLess => setting.gained(),
            };
            let (own, other) = (settings.first().and_then(read), settings.get(1).map(read));
            if let (Some(own), None | Some(Some(_))) = (own, other) {
                findings.push(Finding { model, claim, expectation, own, other: other.flatten() });
            }
        }
    }
    findings
}

fn trade_points(settings: &[Setting]) -> Vec<TradePoint> {
    let spreads: Vec<(String, Spread, Spread)> = settings
        .iter()
        .filter_map(|setting| Some((setting.config.strategy.label().to_string(), setting.gained()?, setting.kept()?)))
        .collect();
    let means: Vec<Tradeoff> =
        spreads.iter().map(|(_, gained, kept)| Tradeoff { gained: gained.mean, kept: kept.mean }).collect();
    let front = pareto_front(&means);
    let point = |(index, (label, gained, kept))| TradePoint { label, gained, kept, on_front: front.contains(&index) };
    spreads.into_iter().enumerate().map(point).collect()
}

/// The difference to full fine-tuning, where it can be told.
fn against(setting: &Setting, full: Option<&Setting>, read: fn(&Setting) -> Option<Spread>) -> String {
    if setting.config.strategy == Strategy::Full {
        return "—".into();
    }
    match full.and_then(read).zip(read(setting)).map(|(full, own)| compare(&own, &full)) {
        Some(Verdict::Beyond { difference, .. }) => format!("**{}**", points(difference)),
        Some(Verdict::Within { difference, margin }) => {
            format!("{} (within ± {:.1})", points(difference), margin * 100.0)
        }
        Some(Verdict::TooFew) | None => "too few runs".into(),
    }
}

/// Mean change in points, with the smallest and the largest.
fn change(spread: &Spread) -> String {
    format!("{} ({} to {})", points(spread.mean), points(spread.min), points(spread.max))
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn points(difference: f64) -> String {
    format!("{:+.1}", difference * 100.0)
}

fn range(spread: Option<Spread>) -> String {
    spread.map_or_else(
        || "—".into(),
        |spread| format!("{} ({:.1}–{:.1})", percent(spread.mean), spread.min * 100.0, spread.max * 100.0),
    )
}

fn write(path: &Path, content: &str) -> Result<(), ModelError> {
    std::fs::write(path, content).map_err(|source| ModelError::File { path: path.display().to_string(), source })
}
