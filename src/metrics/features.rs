//! Matrices of features, one row per text, as the comparisons of representations need them.

/// Features `[rows, columns]`, row by row, less the mean of their column. There is at least one row and one
/// column, and all are finite.
pub(super) struct Centred {
    rows: usize,
    columns: usize,
    means: Vec<f64>,
    values: Vec<f64>,
}

impl Centred {
    /// Centres features `[rows, columns]`, row by row. `None` where they do not make full rows, where there
    /// are none, and where one is not finite.
    pub(super) fn new(features: &[f32], rows: usize) -> Option<Self> {
        let columns = features.len().checked_div(rows)?;
        if columns == 0 || features.len() != rows * columns || features.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let mut means = vec![0.0; columns];
        for row in features.chunks_exact(columns) {
            for (sum, value) in means.iter_mut().zip(row) {
                *sum += f64::from(*value);
            }
        }
        // Divided after adding up: then the mean of equal values is exactly that value.
        means.iter_mut().for_each(|sum| *sum /= rows as f64);
        let values = features.chunks_exact(columns).flat_map(|row| less(row, &means)).collect();
        Some(Self { rows, columns, means, values })
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Mean of every column, before centring.
    pub(super) fn means(&self) -> &[f64] {
        &self.means
    }

    /// Products of all pairs of rows, XXᵀ: `[rows, rows]`.
    pub(super) fn gram(&self) -> Vec<f64> {
        let row = |index: usize| &self.values[index * self.columns..(index + 1) * self.columns];
        let mut gram = vec![0.0; self.rows * self.rows];
        for a in 0..self.rows {
            for b in 0..=a {
                let product = dot(row(a), row(b));
                gram[a * self.rows + b] = product;
                gram[b * self.rows + a] = product;
            }
        }
        gram
    }

    /// Products of all pairs of columns with another matrix of as many rows, XᵀY: `[columns, other's]`.
    pub(super) fn columns_with(&self, other: &Self) -> Vec<f64> {
        let mut products = vec![0.0; self.columns * other.columns];
        let pairs = self.values.chunks_exact(self.columns).zip(other.values.chunks_exact(other.columns));
        for (ours, theirs) in pairs {
            for (sums, factor) in products.chunks_exact_mut(other.columns).zip(ours) {
                add_scaled(sums, *factor, theirs);
            }
        }
        products
    }

    /// The sum of the rows, each times its weight, Xᵀw: `[columns]`.
    pub(super) fn weighted_sum(&self, weights: &[f64]) -> Vec<f64> {
        let mut sum = vec![0.0; self.columns];
        for (row, weight) in self.values.chunks_exact(self.columns).zip(weights) {
            add_scaled(&mut sum, *weight, row);
        }
        sum
    }
}

/// A row of features less `means`.
pub(super) fn less(row: &[f32], means: &[f64]) -> impl Iterator<Item = f64> {
    row.iter().zip(means).map(|(value, mean)| f64::from(*value) - mean)
}

/// Sum of the products of two vectors of the same length.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Adds `factor` times `values` to `sums`.
pub(super) fn add_scaled(sums: &mut [f64], factor: f64, values: &[f64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}
