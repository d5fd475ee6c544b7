//! The figures of a chart as rows and columns. Pure.

use super::frame::{Places, Unit};
use super::line::{Series, nearest, positions};
use crate::ui::parts::format;

/// What a data table says, everything written. The first cell of a row is its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What the figures are.
    pub caption: String,
    /// The names of the columns, that of the rows' names first.
    pub columns: Vec<String>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A row for each position and a column for each series. Where there are more than `most` positions, every second,
    /// third, … is shown; the second value says which.
    pub fn of_series(
        (title, x_name): (&str, &str),
        series: &[Series],
        unit: Unit,
        places: &Places,
        most: usize,
    ) -> (Self, usize) {
        let positions = positions(series);
        let every = positions.len().div_ceil(most.max(1)).max(1);
        let row = |x: &f64| {
            let figure = |series: &Series| match nearest(&series.points, *x) {
                Some((px, y)) if px == *x => unit.write(y),
                _ => format::NONE.into(),
            };
            std::iter::once(places.write(*x)).chain(series.iter().map(figure)).collect()
        };
        let rows = positions.iter().step_by(every).map(row).collect();
        let labels = series.iter().map(|series| series.label.clone());
        let columns = std::iter::once(x_name.to_owned()).chain(labels).collect();
        (Self { caption: title.to_owned(), columns, rows }, every)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::line::{Point, Tone};

    fn series(label: &str, points: &[Point]) -> Series {
        Series::new(label, Tone::Domain, points.to_vec())
    }

    #[test]
    fn a_row_is_named_as_its_place() {
        let places = Places { named: vec![(-4.0, "1e-4".into()), (-3.0, "0.001".into())] };
        let line = series("Domain", &[(-4.0, 0.5), (-3.0, 0.75)]);
        let (sheet, _) = Sheet::of_series(("Accuracy", "Rate"), &[line], Unit::Share, &places, 9);
        assert_eq!(sheet.columns, ["Rate", "Domain"]);
        assert_eq!(sheet.rows[0], ["1e-4", "50.0\u{a0}%"]);
    }

    #[test]
    fn long_tables_are_thinned_and_gaps_are_dashes() {
        let one = series("one", &(0..1000).map(|step| (f64::from(step), 0.5)).collect::<Vec<_>>());
        let two = series("two", &[(0.0, 1.0)]);
        let (sheet, every) = Sheet::of_series(("", "Step"), &[one, two], Unit::Share, &Places::default(), 200);
        assert_eq!((sheet.rows.len(), every), (200, 5));
        assert_eq!(sheet.rows[1][2], format::NONE);
    }
}
