//! How far a model's inside has moved, even where its answers have not.

use super::features::{Centred, dot};

/// Similarity of two representations of the same texts, features `[rows, columns]` row by row with one row
/// per text: linear centred kernel alignment, ‖YᵀX‖² / (‖XᵀX‖ ‖YᵀY‖) with Frobenius norms and columns
/// centred (Kornblith et al., 2019, equation 3 with linear kernels). Within 0..=1; 1 where one is the other
/// turned, mirrored, shifted or scaled as a whole. The numbers of columns may differ.
///
/// It is biased upwards where there are few more rows than columns, or fewer (Nguyen et al., 2021), so compare
/// figures of equally many texts alone. `None` where features do not make full rows, where one is not
/// finite, and where one of the two is the same for all texts.
pub fn linear_cka(x: &[f32], y: &[f32], rows: usize) -> Option<f64> {
    let (x, y) = (Centred::new(x, rows)?, Centred::new(y, rows)?);
    // ‖YᵀX‖² is also the sum of the products of XXᵀ's and YYᵀ's entries. The smaller tables are used.
    let (both, x_alone, y_alone) = if rows < x.columns() + y.columns() {
        let (x, y) = (x.gram(), y.gram());
        (dot(&x, &y), dot(&x, &x), dot(&y, &y))
    } else {
        let squared = |products: Vec<f64>| dot(&products, &products);
        (squared(x.columns_with(&y)), squared(x.columns_with(&x)), squared(y.columns_with(&y)))
    };
    let norms = x_alone.sqrt() * y_alone.sqrt();
    (norms > 0.0).then(|| (both / norms).clamp(0.0, 1.0))
}

/// How far weights moved, as a share of how long they were: ‖after - before‖ / ‖before‖, from the squares of
/// the two L2 norms. `None` where the start has no length or a square is negative or not finite.
pub fn relative_l2(moved_squared: f64, start_squared: f64) -> Option<f64> {
    let possible =
        moved_squared >= 0.0 && moved_squared.is_finite() && start_squared > 0.0 && start_squared.is_finite();
    // Two roots, as the quotient of the squares could leave the range of numbers.
    possible.then(|| moved_squared.sqrt() / start_squared.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    fn features(random: &mut SplitMix64, count: usize) -> Vec<f32> {
        (0..count).map(|_| (random.draw() % 2048) as f32 / 1024.0 - 1.0).collect()
    }

    #[test]
    fn similarity_is_symmetric_and_between_none_and_all() {
        for seed in 0..100 {
            let mut random = SplitMix64::new(seed);
            let (rows, dx, dy) = (2 + seed as usize % 30, 1 + seed as usize % 7, 1 + seed as usize % 11);
            let (x, y) = (features(&mut random, rows * dx), features(&mut random, rows * dy));
            let similarity = linear_cka(&x, &y, rows).expect("varied");
            assert!((0.0..=1.0).contains(&similarity));
            assert!((linear_cka(&y, &x, rows).expect("varied") - similarity).abs() < 1e-12);
            assert!((linear_cka(&x, &x, rows).expect("varied") - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn shifting_scaling_and_turning_change_nothing() {
        // 8 rows of 2 columns are compared by columns, 3 rows by rows.
        for rows in [3, 8] {
            let mut random = SplitMix64::new(5);
            let (x, y) = (features(&mut random, 2 * rows), features(&mut random, 2 * rows));
            let similarity = linear_cka(&x, &y, rows).expect("varied");
            // Exact in f32: 90 degrees, eight times as large, moved by 3.
            let turned: Vec<f32> = x.chunks_exact(2).flat_map(|pair| [3.0 - 8.0 * pair[1], 8.0 * pair[0]]).collect();
            assert!((linear_cka(&turned, &y, rows).expect("varied") - similarity).abs() < 1e-12);
            assert!((linear_cka(&turned, &x, rows).expect("varied") - 1.0).abs() < 1e-12);
            assert!(similarity < 0.999, "the two are no copies");
        }
    }

    #[test]
    fn features_that_vary_apart_are_not_similar_at_all() {
        assert_eq!(linear_cka(&[1.0, 1.0, -1.0, -1.0], &[1.0, -1.0, 1.0, -1.0], 4), Some(0.0));
        assert_eq!(linear_cka(&[1.0, 0.0, -1.0, 0.0], &[0.0, 1.0, 0.0, 1.0], 2), None);
    }

    #[test]
    fn without_variance_or_shape_there_is_no_similarity() {
        let varied = [0.1, 0.7, 0.4];
        for constant in [0.0, 0.1, 1e30] {
            assert_eq!(linear_cka(&varied, &[constant; 3], 3), None);
            assert_eq!(linear_cka(&[constant; 300], &vec![0.5; 300], 3), None);
        }
        assert_eq!(linear_cka(&varied, &[1.0, 2.0], 3), None);
        assert_eq!(linear_cka(&varied, &[1.0, 2.0, 3.0, 4.0], 3), None);
        assert_eq!(linear_cka(&varied, &varied, 0), None);
        assert_eq!(linear_cka(&varied, &varied, 1), None);
        assert_eq!(linear_cka(&[], &[], 3), None);
        for bad in [f32::NAN, f32::INFINITY] {
            assert_eq!(linear_cka(&varied, &[bad, 0.0, 1.0], 3), None);
        }
    }

    #[test]
    fn extreme_scales_neither_overflow_nor_vanish() {
        let scaled = |scale: f32| [1.0, 0.0, -1.0, 0.5, 1.0, -1.0].map(|value| scale * value);
        for scale in [1e-38, 1e38] {
            let similarity = linear_cka(&scaled(scale), &scaled(1.0), 3).expect("varied");
            assert!((similarity - 1.0).abs() < 1e-6, "{similarity}");
        }
    }

    #[test]
    fn movement_is_relative_to_the_length_at_the_start() {
        assert_eq!(relative_l2(0.25, 4.0), Some(0.25));
        assert_eq!(relative_l2(0.0, 4.0), Some(0.0));
        for (moved, start) in [(1.0, 0.0), (-1.0, 1.0), (1.0, -1.0), (f64::NAN, 1.0), (1.0, f64::NAN)] {
            assert_eq!(relative_l2(moved, start), None);
        }
        assert_eq!(relative_l2(f64::INFINITY, 1.0), None);
        assert_eq!(relative_l2(1.0, f64::INFINITY), None);
    }
}
