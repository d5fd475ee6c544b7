//! All runs as one table for a spreadsheet: RFC 4180, one line a run, every figure in its own column.

use super::record::{RunRecord, When};
use super::summary::{backend_name, ending, iso_time};
use super::texts::Texts;
use crate::config::{Field, Strategy};
use crate::data::Split;
use crate::metrics::Scores;

const VERSION: u32 = 1;
const SETS: [(&str, When, Split); 4] = [
    ("target_before", When::Before, Split::TargetTest),
    ("target_after", When::After, Split::TargetTest),
    ("general_before", When::Before, Split::GeneralTest),
    ("general_after", When::After, Split::GeneralTest),
];
type Figure = fn(&Scores) -> Option<f64>;
const FIGURES: [(&str, Figure); 6] = [
    ("accuracy", |scores| Some(scores.accuracy)),
    ("balanced_accuracy", |scores| Some(scores.balanced_accuracy)),
    ("precision", |scores| scores.precision),
    ("recall", |scores| scores.recall),
    ("f1", |scores| scores.f1),
    ("loss", |scores| Some(scores.loss)),
];

/// The table. Figures that do not exist are empty; without texts all figures are.
pub fn runs_to_csv<'a>(runs: impl IntoIterator<Item = &'a RunRecord>, texts: &Texts) -> String {
    let mut lines = vec![line(header())];
    lines.extend(runs.into_iter().map(|run| line(row(run, texts))));
    lines.concat()
}

fn header() -> Vec<String> {
    let mut cells: Vec<String> =
        ["format_version", "run", "name", "started_utc", "model", "task"].map(String::from).into();
    cells.push("strategy".into());
    cells.extend(Field::all().map(|field| field.label().to_lowercase().replace([' ', '-'], "_")));
    cells.extend(["lora_targets", "starts_from"].map(String::from));
    cells.extend(["training_texts", "schedule", "restore_best", "device_asked"].map(String::from));
    cells.extend(["backend", "device", "parameters", "seconds", "steps"].map(String::from));
    cells.extend(["ending", "guess_target_accuracy", "guess_general_accuracy"].map(String::from));
    for (set, ..) in SETS {
        cells.extend(FIGURES.map(|(figure, _)| format!("{set}_{figure}")));
    }
    cells
}

fn row(run: &RunRecord, texts: &Texts) -> Vec<String> {
    let config = &run.config;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let mut cells = vec![
        VERSION.to_string(),
        run.id.to_string(),
        run.name.clone(),
        iso_time(run.started),
        config.model.name().into(),
        config.task.name().into(),
    ];
    cells.push(config.strategy.name().into());
    cells.extend(Field::all().map(|field| number(field.get(config))));
    cells.push(match config.strategy {
        Strategy::Lora { targets, .. } => targets.name().into(),
        _ => String::new(),
    });
    cells.push(config.after.as_ref().map_or("base", |before| before.task.name()).into());
    cells.extend([
        config.data.name().into(),
        config.schedule.name().into(),
        config.restore_best.to_string(),
        config.device.name().into(),
        backend_name(run.device.backend).into(),
        run.device.name.clone(),
        run.parameters.to_string(),
        run.seconds.to_string(),
        run.step().to_string(),
        ending(run.outcome.as_ref()),
        number(run.guess.map(|guess| guess.target)),
        number(run.guess.map(|guess| guess.general)),
    ]);
    for (_, when, split) in SETS {
        let scores = run.scores(when, split, texts);
        cells.extend(FIGURES.map(|(_, figure)| number(scores.as_ref().and_then(figure))));
    }
    cells
}

fn line(cells: Vec<String>) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quote(cell)).collect();
    cells.join(",") + "\r\n"
}

/// A name may be anything; a spreadsheet must neither break its line nor run it as a formula.
fn quote(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell.into() };
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::{record, texts};
    use super::*;

    #[test]
    fn every_line_has_a_cell_for_every_column() {
        let table = runs_to_csv([&record()], &texts());
        let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
        let columns: Vec<&str> = lines[0].split(',').collect();
        let cells: Vec<&str> = lines[1].split(',').collect();
        assert_eq!(columns.len(), cells.len());
        let cell = |name: &str| cells[columns.iter().position(|column| *column == name).expect(name)];
        assert_eq!(cell("learning_rate"), "0.0002");
        assert_eq!(cell("warm_up"), "0.1");
        assert_eq!(cell("training_texts"), "honest");
        assert_eq!(cell("started_utc"), "2026-11-21T12:03:59Z");
        assert_eq!(cell("target_before_accuracy"), "0.5");
        assert_eq!(cell("target_after_accuracy"), "1");
        assert_eq!(cell("target_before_precision"), "", "nothing was called a condition: 0/0 is no figure");
        assert_eq!(cell("general_after_accuracy"), "0.5");
    }

    #[test]
    fn names_cannot_break_the_table_or_become_formulas() {
        assert_eq!(quote("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(quote("=1+1"), "'=1+1");
        assert_eq!(quote("-0.5"), "-0.5");
    }

    #[test]
    fn without_texts_there_are_no_figures_but_the_runs_are_there() {
        let table = runs_to_csv([&record(), &record()], &Texts::default());
        assert_eq!(table.lines().count(), 3);
    }
}
