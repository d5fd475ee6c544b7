//! Principal components of an embedding table (Pearson, 1901), without centring: a shift of every
//! embedding would have to be added back, and the norm that follows removes most of it anyway.

use nalgebra::{DMatrix, SymmetricEigen};

use crate::model::HostTensor;

/// A basis of the `width` directions along which the rows of `table` vary most: `[d, width]` with
/// orthonormal columns.
pub fn components(table: &HostTensor, width: usize) -> DMatrix<f32> {
    let (rows, columns) = (table.shape[0], table.shape[1]);
    let matrix = DMatrix::from_row_slice(rows, columns, &table.values);
    let eigen = SymmetricEigen::new(matrix.transpose() * &matrix / rows as f32);
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by(|a, b| eigen.eigenvalues[*b].total_cmp(&eigen.eigenvalues[*a]));
    DMatrix::from_columns(&order[..width].iter().map(|index| eigen.eigenvectors.column(*index)).collect::<Vec<_>>())
}

/// The rows of `table` in the coordinates of `basis`.
pub fn projected(table: &HostTensor, basis: &DMatrix<f32>) -> HostTensor {
    let matrix = DMatrix::from_row_slice(table.shape[0], table.shape[1], &table.values) * basis;
    HostTensor { shape: vec![matrix.nrows(), matrix.ncols()], values: matrix.transpose().as_slice().to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_component_is_the_direction_of_most_variation() {
        let values = (0..50).flat_map(|row| {
            let along = row as f32 - 25.0;
            [along * 0.6, along * 0.8, if row % 2 == 0 { 0.1 } else { -0.1 }]
        });
        let table = HostTensor { shape: vec![50, 3], values: values.collect() };
        let basis = components(&table, 1);
        assert!((basis[(0, 0)].abs() - 0.6).abs() < 1e-3);
        assert!((basis[(1, 0)].abs() - 0.8).abs() < 1e-3);
        let projected = projected(&table, &basis);
        assert_eq!(projected.shape, [50, 1]);
        assert!((projected.values[0].abs() - 25.0).abs() < 1e-2);
    }
}
