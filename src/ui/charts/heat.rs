//! A heat map: a grid of figures, how dark each is, and how the keyboard walks through them. Pure.

use std::fmt::Write as _;

/// Shades of a drawing in [`shades`].
pub const SHADES: usize = 12;

/// A grid of figures, none of them below zero.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heat {
    /// What the rows are, from the top.
    pub rows: Vec<String>,
    /// What the columns are, from the left.
    pub columns: Vec<String>,
    /// `[rows, columns]`; `None` where there is no figure.
    pub cells: Vec<Vec<Option<f64>>>,
}

impl Heat {
    /// The figure of a cell.
    pub fn at(&self, row: usize, column: usize) -> Option<f64> {
        self.cells.get(row)?.get(column).copied().flatten().filter(|value| value.is_finite())
    }

    /// The largest figure; 0 where there is none.
    pub fn highest(&self) -> f64 {
        let cells = (0..self.rows.len()).flat_map(|row| (0..self.columns.len()).filter_map(move |c| self.at(row, c)));
        cells.fold(0.0, f64::max)
    }

    /// A place that exists, as near as can be.
    pub fn clamp(&self, (row, column): (usize, usize)) -> (usize, usize) {
        (row.min(self.rows.len().saturating_sub(1)), column.min(self.columns.len().saturating_sub(1)))
    }

    /// Where a key leads from a cell; `None` where it is no key of a grid.
    pub fn walk(&self, from: (usize, usize), key: &str) -> Option<(usize, usize)> {
        let (row, column) = self.clamp(from);
        let to = match key {
            "ArrowUp" => (row.saturating_sub(1), column),
            "ArrowDown" => (row + 1, column),
            "ArrowLeft" => (row, column.saturating_sub(1)),
            "ArrowRight" => (row, column + 1),
            "Home" => (row, 0),
            "End" => (row, usize::MAX),
            _ => return None,
        };
        Some(self.clamp(to))
    }
}

/// How dark a figure is, between 0 and 1.
pub fn darkness(value: f64, highest: f64) -> f64 {
    if highest > 0.0 && value.is_finite() { (value / highest).clamp(0.0, 1.0) } else { 0.0 }
}

/// At most `most` of `count` places, as even as can be, the first and the last among them.
pub fn spaced(count: usize, most: usize) -> Vec<usize> {
    if count <= most || most < 2 {
        return (0..count.min(most.max(1))).collect();
    }
    (0..most).map(|index| (index * (count - 1) + (most - 1) / 2) / (most - 1)).collect()
}

/// A square matrix `[side, side]` as one SVG path for each of [`SHADES`] shades, the lightest first, in a
/// drawing of `side` by `side` units. What is lighter than the first shade is left out.
pub fn shades(matrix: &[f32], side: usize, highest: f64) -> [String; SHADES] {
    let mut paths: [String; SHADES] = std::array::from_fn(|_| String::new());
    for (index, value) in matrix.iter().enumerate() {
        let shade = (darkness(f64::from(*value), highest) * SHADES as f64).round() as usize;
        if let Some(path) = shade.checked_sub(1).and_then(|shade| paths.get_mut(shade)) {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", index % side.max(1), index / side.max(1));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heat() -> Heat {
        Heat {
            rows: vec!["a".into(), "b".into()],
            columns: vec!["1".into(), "2".into(), "3".into()],
            cells: vec![vec![Some(0.0), Some(0.5), Some(2.0)], vec![None, Some(f64::NAN), Some(1.0)]],
        }
    }

    #[test]
    fn the_keyboard_walks_through_the_cells_and_stays_inside() {
        let heat = heat();
        assert_eq!(heat.walk((0, 0), "ArrowDown"), Some((1, 0)));
        assert_eq!(heat.walk((1, 2), "ArrowDown"), Some((1, 2)));
        assert_eq!(heat.walk((1, 2), "ArrowRight"), Some((1, 2)));
        assert_eq!(heat.walk((0, 0), "ArrowLeft"), Some((0, 0)));
        assert_eq!(heat.walk((0, 1), "End"), Some((0, 2)));
        assert_eq!(heat.walk((9, 9), "Home"), Some((1, 0)), "what was there before there were fewer");
        assert_eq!(heat.walk((0, 0), "Tab"), None);
        assert_eq!(Heat::default().walk((0, 0), "End"), Some((0, 0)));
    }

    #[test]
    fn figures_that_are_no_numbers_are_no_figures() {
        assert_eq!((heat().highest(), Heat::default().highest()), (2.0, 0.0));
        assert_eq!((heat().at(1, 1), heat().at(1, 0), heat().at(5, 0)), (None, None, None));
        assert_eq!((darkness(1.0, 2.0), darkness(3.0, 2.0), darkness(1.0, 0.0)), (0.5, 1.0, 0.0));
        assert_eq!(darkness(f64::NAN, 1.0), 0.0);
    }

    #[test]
    fn long_rows_are_thinned_between_their_ends() {
        assert_eq!(spaced(3, 12), [0, 1, 2]);
        assert_eq!(spaced(0, 12), [0; 0]);
        for count in [13, 40, 321] {
            let places = spaced(count, 12);
            assert_eq!((places.len(), places[0], places[11]), (12, 0, count - 1));
            assert!(places.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn every_cell_of_a_matrix_has_its_shade() {
        let paths = shades(&[0.0, 0.5, 1.0, 0.01], 2, 1.0);
        assert_eq!(paths[SHADES / 2 - 1], "M1 0h1v1h-1z");
        assert_eq!(paths[SHADES - 1], "M0 1h1v1h-1z");
        assert_eq!(paths.iter().filter(|path| !path.is_empty()).count(), 2);
    }
}
