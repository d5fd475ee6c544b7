//! A flat map of a representation: the two directions in which it varies most.

use super::features::{Centred, add_scaled, dot, less};

/// The first two principal components of features (Pearson, 1901; Hotelling, 1933), to draw them with, and
/// later ones on the same map. The same features give the same axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Axes {
    /// Mean of every column.
    means: Vec<f64>,
    /// Two of length 1 at right angles, with an entry per column; the second all 0 if nothing varies in it.
    directions: [Vec<f64>; 2],
    explained: [f64; 2],
}

/// Share of the variance below which there is nothing but rounding of `f32` features.
const NOISE: f64 = 1e-12;

/// Shares of two entries of a direction below which they count as equally large.
const EQUAL: f64 = 1e-9;

impl Axes {
    /// Finds the axes of features `[rows, columns]`, row by row, one row per text. `None` where they do not
    /// make full rows, where one is not finite, and where all rows are equal.
    ///
    /// The sign of a direction is free: its largest entry is made positive, the first one of equals. Where
    /// two directions vary the same, any pair between them would do, and one of them is found.
    pub fn fit(features: &[f32], rows: usize) -> Option<Self> {
        let features = Centred::new(features, rows)?;
        // XXᵀ and XᵀX have the same eigenvalues, and one has the other's eigenvectors times X.
        let by_rows = features.rows() < features.columns();
        let mut remaining = if by_rows { features.gram() } else { features.columns_with(&features) };
        let size = features.rows().min(features.columns());
        let variance = trace(&remaining, size);
        if variance == 0.0 {
            return None;
        }
        let mut directions = [vec![0.0; features.columns()], vec![0.0; features.columns()]];
        let mut explained = [0.0; 2];
        for (direction, share) in directions.iter_mut().zip(&mut explained) {
            if trace(&remaining, size) <= NOISE * variance {
                break;
            }
            let vector = dominant(&remaining, size);
            *share = take_out(&mut remaining, &vector) / variance;
            *direction = signed(if by_rows { unit(features.weighted_sum(&vector)) } else { vector });
        }
        Some(Self { means: features.means().to_vec(), directions, explained })
    }

    /// Share of the variance along each of the two axes, within 0..=1, the larger first.
    pub fn explained(&self) -> [f64; 2] {
        self.explained
    }

    /// Where features `[rows, columns]`, row by row, lie on the map: a pair of coordinates per row, in the
    /// unit of the features, with the mean of those that were fitted at (0, 0). They have as many columns as
    /// those; entries that make no full row are left out.
    pub fn project(&self, features: &[f32]) -> Vec<[f32; 2]> {
        let place = |row: &[f32]| {
            let centred: Vec<f64> = less(row, &self.means).collect();
            [0, 1].map(|axis| dot(&centred, &self.directions[axis]) as f32)
        };
        features.chunks_exact(self.means.len()).map(place).collect()
    }
}

/// The eigenvector of the largest eigenvalue of a matrix `[size, size]`, symmetric and without negative
/// eigenvalues but for rounding, that is not 0.
///
/// This is power iteration, but the matrix is squared instead of multiplied with a vector: n squarings do
/// what 2^n steps would, and no vector to start from has to be chosen. Eigenvalues that differ by a
/// millionth are told apart.
fn dominant(matrix: &[f64], size: usize) -> Vec<f64> {
    const SQUARINGS: u32 = 24;
    let mut power = matrix.to_vec();
    for _ in 0..SQUARINGS {
        // The eigenvalues add up to 1 then, so that their squares do if one alone is left.
        let sum = trace(&power, size);
        power.iter_mut().for_each(|entry| *entry /= sum);
        if dot(&power, &power) > 1.0 - 1e-13 {
            break;
        }
        power = squared(&power, size);
    }
    // What is left is vvᵀ, of which every row is v times a factor. The largest factor is the most exact.
    let largest = (0..size).max_by(|a, b| power[a * size + a].total_cmp(&power[b * size + b])).unwrap_or(0);
    unit(power[largest * size..(largest + 1) * size].to_vec())
}

/// Takes the part along a unit eigenvector out of a matrix (Hotelling's deflation), and gives its eigenvalue.
fn take_out(matrix: &mut [f64], vector: &[f64]) -> f64 {
    let images = matrix.chunks_exact(vector.len()).map(|row| dot(row, vector));
    let value = images.zip(vector).map(|(image, entry)| image * entry).sum::<f64>();
    for (row, entry) in matrix.chunks_exact_mut(vector.len()).zip(vector) {
        add_scaled(row, -value * entry, vector);
    }
    value
}

/// A symmetric matrix `[size, size]` times itself.
fn squared(matrix: &[f64], size: usize) -> Vec<f64> {
    let mut product = vec![0.0; size * size];
    for (sums, row) in product.chunks_exact_mut(size).zip(matrix.chunks_exact(size)) {
        for (factor, other) in row.iter().zip(matrix.chunks_exact(size)) {
            add_scaled(sums, *factor, other);
        }
    }
    product
}

/// Sum of the diagonal of a matrix `[size, size]`, and so of its eigenvalues.
fn trace(matrix: &[f64], size: usize) -> f64 {
    matrix.iter().step_by(size + 1).sum()
}

/// A vector, not 0, made as long as 1.
fn unit(mut vector: Vec<f64>) -> Vec<f64> {
    let length = dot(&vector, &vector).sqrt();
    vector.iter_mut().for_each(|entry| *entry /= length);
    vector
}

/// A vector or its opposite, so that its largest entry is positive.
fn signed(mut vector: Vec<f64>) -> Vec<f64> {
    let largest = vector.iter().fold(0.0, |largest: f64, entry| largest.max(entry.abs()));
    if vector.iter().find(|entry| entry.abs() >= largest * (1.0 - EQUAL)).is_some_and(|entry| *entry < 0.0) {
        vector.iter_mut().for_each(|entry| *entry = -*entry);
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    fn features(seed: u64, count: usize) -> Vec<f32> {
        let mut random = SplitMix64::new(seed);
        (0..count).map(|_| (random.draw() % 2048) as f32 / 1024.0 - 1.0).collect()
    }

    #[test]
    fn an_ellipse_lies_along_its_axes() {
        // Wide along the second column, narrower along the first, moved by (5, 7).
        let axes = Axes::fit(&[5.0, 3.0, 5.0, 11.0, 4.0, 7.0, 6.0, 7.0], 4).expect("varied");
        assert_eq!(axes.directions, [[0.0, 1.0], [1.0, 0.0]]);
        assert_eq!(axes.explained(), [32.0 / 34.0, 2.0 / 34.0]);
        assert_eq!(axes.project(&[5.0, 7.0, 6.0, 9.0]), [[0.0, 0.0], [2.0, 1.0]]);
    }

    #[test]
    fn axes_have_length_one_and_stand_at_right_angles() {
        for seed in 0..60 {
            let (rows, columns) = (3 + seed as usize % 13, 2 + seed as usize % 17);
            let features = features(seed, rows * columns);
            let axes = Axes::fit(&features, rows).expect("varied");
            let [first, second] = &axes.directions;
            assert!((dot(first, first) - 1.0).abs() < 1e-9 && (dot(second, second) - 1.0).abs() < 1e-9);
            assert!(dot(first, second).abs() < 1e-9, "{rows} x {columns}");
            let [wide, narrow] = axes.explained();
            assert!(wide >= narrow && narrow > 0.0 && wide + narrow <= 1.0 + 1e-12);
            assert_eq!(Axes::fit(&features, rows), Some(axes));
        }
    }

    #[test]
    fn explained_is_the_variance_of_the_projections() {
        for (rows, columns) in [(40, 6), (6, 40)] {
            let features = features(9, rows * columns);
            let axes = Axes::fit(&features, rows).expect("varied");
            let centred = Centred::new(&features, rows).expect("finite");
            let all: f64 = trace(&centred.gram(), rows);
            for axis in [0, 1] {
                let along: f64 = axes.project(&features).iter().map(|place| f64::from(place[axis]).powi(2)).sum();
                assert!((along / all - axes.explained()[axis]).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_other_way_round_changes_no_sign() {
        let features = features(4, 60);
        let mirrored: Vec<f32> = features.iter().map(|value| -value).collect();
        for rows in [5, 12, 20] {
            let (axes, opposite) = (Axes::fit(&features, rows), Axes::fit(&mirrored, rows));
            assert_eq!(axes.map(|axes| axes.directions), opposite.map(|axes| axes.directions));
        }
    }

    #[test]
    fn rounding_decides_no_sign() {
        assert_eq!(signed(vec![0.1, -0.7, 0.7 + 1e-15]), [-0.1, 0.7, -(0.7 + 1e-15)]);
        assert_eq!(signed(vec![0.1, -0.7, 0.8]), [0.1, -0.7, 0.8]);
    }

    #[test]
    fn what_varies_in_one_direction_has_one_axis() {
        let line = Axes::fit(&[0.0, 0.0, 3.0, -4.0, 6.0, -8.0], 3).expect("varied");
        assert!((line.directions[0][0] + 0.6).abs() < 1e-12 && (line.directions[0][1] - 0.8).abs() < 1e-12);
        assert_eq!(line.directions[1], [0.0, 0.0]);
        assert!((line.explained()[0] - 1.0).abs() < 1e-12 && line.explained()[1] == 0.0);
        let column = Axes::fit(&[0.1, 0.7, 0.4], 3).expect("varied");
        assert!(column.project(&[0.4]).iter().all(|place| place[0].abs() < 1e-6 && place[1] == 0.0));
        // Two texts, more features than texts.
        assert_eq!(Axes::fit(&[0.0, 1.0, 2.0, 2.0, 1.0, 0.0], 2).expect("varied").explained()[1], 0.0);
    }

    #[test]
    fn equally_wide_directions_are_some_pair_at_right_angles() {
        let round = Axes::fit(&[1.0, 0.0, -1.0, 0.0, 0.0, 1.0, 0.0, -1.0], 4).expect("varied");
        assert_eq!(round.explained(), [0.5, 0.5]);
        assert!(dot(&round.directions[0], &round.directions[1]).abs() < 1e-12);
    }

    #[test]
    fn without_variance_or_shape_there_are_no_axes() {
        for features in [vec![], vec![0.1; 12], vec![0.0; 12], vec![1.0; 13], vec![f32::NAN; 12]] {
            assert_eq!(Axes::fit(&features, 4), None);
        }
        assert_eq!(Axes::fit(&[0.1, 0.2], 1), None);
        assert_eq!(Axes::fit(&[0.1, 0.2], 0), None);
    }

    #[test]
    fn an_incomplete_row_has_no_place() {
        let axes = Axes::fit(&[1.0, 0.0, -1.0, 0.5, 0.0, 1.0], 3).expect("varied");
        assert_eq!(axes.project(&[0.0, 0.0, 1.0]).len(), 1);
        assert!(axes.project(&[]).is_empty());
    }
}
