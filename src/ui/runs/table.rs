//! The rows of the table of runs and their order. Pure.

use std::cmp::Ordering;

use crate::client::record::{RunRecord, When};
use crate::client::summary::{backend_name, differences, ending, model_name};
use crate::client::texts::Texts;
use crate::data::Split;

/// A run in the table. Figures are `None` until the texts are there, or where they do not exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The run.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// The base model.
    pub model: &'static str,
    /// What differs from the default run of the model.
    pub differences: Vec<String>,
    /// Domain accuracy of the base model.
    pub target_before: Option<f64>,
    /// Domain accuracy of the trained model.
    pub target_after: Option<f64>,
    /// F1 on domain texts of the trained model.
    pub f1: Option<f64>,
    /// Its mean cross-entropy there, in nats.
    pub loss: Option<f64>,
    /// General accuracy of the base model.
    pub general_before: Option<f64>,
    /// General accuracy of the trained model.
    pub general_after: Option<f64>,
    /// What it was computed on.
    pub backend: &'static str,
    /// How long it took.
    pub seconds: f64,
    /// When it began: milliseconds since 1970.
    pub started: f64,
    /// How it ended.
    pub ending: String,
}

impl Row {
    /// The row of a run.
    pub fn of(run: &RunRecord, texts: Option<&Texts>) -> Self {
        let scores = |when, split| texts.and_then(|texts| run.scores(when, split, texts));
        let accuracy = |when, split| scores(when, split).map(|scores| scores.accuracy);
        Self {
            id: run.id,
            name: run.name.clone(),
            model: model_name(run.config.model),
            differences: differences(&run.config),
            target_before: accuracy(When::Before, Split::TargetTest),
            target_after: accuracy(When::After, Split::TargetTest),
            f1: scores(When::After, Split::TargetTest).and_then(|scores| scores.f1),
            loss: scores(When::After, Split::TargetTest).map(|scores| scores.loss),
            general_before: accuracy(When::Before, Split::GeneralTest),
            general_after: accuracy(When::After, Split::GeneralTest),
            backend: backend_name(run.device.backend),
            seconds: run.seconds,
            started: run.started,
            ending: ending(run.outcome.as_ref()),
        }
    }
}

/// A column that can put the table in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Column {
    /// When the run began.
    #[default]
    Started,
    /// Its name.
    Name,
    /// Domain accuracy after.
    Target,
    /// F1 after.
    F1,
    /// Domain loss after.
    Loss,
    /// General accuracy after.
    General,
    /// How long it took.
    Seconds,
}

/// The order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order {
    /// The column that counts.
    pub column: Column,
    /// Smallest first; the table begins with the newest, best and slowest.
    pub rising: bool,
}

impl Order {
    /// The order after a press on a column's head: the same column turns round.
    pub fn press(self, column: Column) -> Self {
        if self.column == column {
            Self { rising: !self.rising, ..self }
        } else {
            Self { column, rising: matches!(column, Column::Name | Column::Loss) }
        }
    }

    /// What `aria-sort` says of a column's head.
    pub fn aria(self, column: Column) -> Option<&'static str> {
        (self.column == column).then_some(if self.rising { "ascending" } else { "descending" })
    }

    /// Puts rows in order. Those without the figure come last, whichever way round.
    pub fn sort(self, rows: &mut [Row]) {
        rows.sort_by(|a, b| {
            let order = match self.column {
                Column::Started => self.turn(a.started.total_cmp(&b.started)),
                Column::Name => self.turn(a.name.to_lowercase().cmp(&b.name.to_lowercase())),
                Column::Seconds => self.turn(a.seconds.total_cmp(&b.seconds)),
                Column::Target => self.figures(a.target_after, b.target_after),
                Column::F1 => self.figures(a.f1, b.f1),
                Column::Loss => self.figures(a.loss, b.loss),
                Column::General => self.figures(a.general_after, b.general_after),
            };
            order.then(b.id.cmp(&a.id))
        });
    }

    fn turn(self, order: Ordering) -> Ordering {
        if self.rising { order } else { order.reverse() }
    }

    fn figures(self, a: Option<f64>, b: Option<f64>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => self.turn(a.total_cmp(&b)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};

    fn row(id: u32, target_after: Option<f64>) -> Row {
        Row { id, target_after, name: format!("run {id}"), ..Row::of(&record(), None) }
    }

    #[test]
    fn a_row_shows_the_figures_of_its_run() {
        let row = Row::of(&record(), Some(&texts()));
        assert_eq!((row.target_before, row.target_after), (Some(0.5), Some(1.0)));
        assert_eq!((row.general_before, row.general_after), (Some(1.0), Some(0.5)));
        assert_eq!(row.ending, "completed");
        assert_eq!(Row::of(&record(), None).target_after, None);
    }

    #[test]
    fn rows_without_a_figure_come_last_both_ways() {
        let mut rows = [row(1, Some(0.8)), row(2, None), row(3, Some(0.9))];
        let ids = |rows: &[Row]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let order = Order::default().press(Column::Target);
        order.sort(&mut rows);
        assert_eq!(ids(&rows), [3, 1, 2]);
        order.press(Column::Target).sort(&mut rows);
        assert_eq!(ids(&rows), [1, 3, 2]);
        assert_eq!(order.aria(Column::Target), Some("descending"));
        assert_eq!(order.aria(Column::F1), None);
    }
}
