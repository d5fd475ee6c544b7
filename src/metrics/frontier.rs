//! Learning against forgetting: which runs no other run beats, and how much they reach together.

/// What one run gained and what it kept. Both are differences of shares of right answers, after less
/// before, within -1..=1 if they are accuracies; more is better for both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tradeoff {
    /// Change of the accuracy on the domain.
    pub gained: f64,
    /// Change of the accuracy on general English: 0 if nothing was forgotten, below 0 if something was.
    pub kept: f64,
}

impl Tradeoff {
    fn is_finite(self) -> bool {
        self.gained.is_finite() && self.kept.is_finite()
    }
}

/// Whether `a` is at least as good as `b` in both and better in one (Pareto dominance). A point does not
/// dominate its equal, and NaN neither dominates nor is dominated.
pub fn dominates(a: Tradeoff, b: Tradeoff) -> bool {
    a.gained >= b.gained && a.kept >= b.kept && a != b
}

/// Indices of the points that no other point dominates, by `gained`, lowest first, and so by `kept`,
/// highest first. Of equal points the first one counts; those that are not finite are ignored.
pub fn pareto_front(points: &[Tradeoff]) -> Vec<usize> {
    let mut front: Vec<usize> =
        (0..points.len()).filter(|index| moves_front(&points[..*index], points[*index])).collect();
    // What was on the front when it came may have been beaten since.
    front.retain(|index| !points.iter().any(|other| other.is_finite() && dominates(*other, points[*index])));
    front.sort_by(|a, b| points[*a].gained.total_cmp(&points[*b].gained));
    front
}

/// Whether `new` would be on the front: it is finite, and no point of `front` dominates it or equals it.
pub fn moves_front(front: &[Tradeoff], new: Tradeoff) -> bool {
    let mut others = front.iter().filter(|point| point.is_finite());
    new.is_finite() && !others.any(|point| *point == new || dominates(*point, new))
}

/// Area of what the points dominate above `reference`, in share times share: the hypervolume indicator in
/// two dimensions (Zitzler & Thiele, 1999, "size of the space covered"). Points that are not better than
/// the reference in both add nothing, nor do those that are not finite. 0 where nothing is left.
pub fn hypervolume(points: &[Tradeoff], reference: Tradeoff) -> f64 {
    let better = |point: &&Tradeoff| point.gained > reference.gained && point.kept > reference.kept;
    let better: Vec<Tradeoff> = points.iter().filter(better).copied().collect();
    let mut from = reference.gained;
    let mut area = 0.0;
    for index in pareto_front(&better) {
        let Tradeoff { gained, kept } = better[index];
        area += (gained - from) * (kept - reference.kept);
        from = gained;
    }
    area
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    fn point(gained: f64, kept: f64) -> Tradeoff {
        Tradeoff { gained, kept }
    }

    /// Few levels, so that there are many ties.
    fn points(seed: u64) -> Vec<Tradeoff> {
        let mut random = SplitMix64::new(seed);
        let mut level = || (random.draw() % 9) as f64 / 8.0 - 0.5;
        (0..seed % 20).map(|_| point(level(), level())).collect()
    }

    #[test]
    fn a_point_dominates_what_is_worse_in_one_and_better_in_none() {
        let middle = point(0.2, -0.1);
        assert!(dominates(point(0.3, -0.1), middle) && dominates(point(0.2, 0.0), middle));
        assert!(!dominates(middle, middle) && !dominates(point(0.3, -0.2), middle));
        assert!(!dominates(point(f64::NAN, 1.0), middle) && !dominates(middle, point(f64::NAN, -1.0)));
        assert!(!dominates(point(0.0, 0.0), point(-0.0, 0.0)));
    }

    #[test]
    fn equals_count_once_and_what_is_not_finite_never() {
        let runs =
            [point(0.3, -0.2), point(0.1, 0.0), point(0.3, -0.2), point(f64::INFINITY, 1.0), point(0.2, f64::NAN)];
        assert_eq!(pareto_front(&runs), [1, 0]);
        assert!(pareto_front(&runs[3..]).is_empty());
        assert_eq!(pareto_front(&[point(-0.0, 0.1), point(0.0, 0.0), point(0.0, 0.1)]), [0]);
    }

    #[test]
    fn the_front_is_beaten_by_nobody_and_beats_everybody_else() {
        for seed in 0..300 {
            let points = points(seed);
            let front = pareto_front(&points);
            for (index, one) in points.iter().enumerate() {
                let beaten = points.iter().any(|other| dominates(*other, *one));
                let repeated = points[..index].contains(one);
                assert_eq!(front.contains(&index), !beaten && !repeated);
            }
            let up = |pair: &[usize]| {
                points[pair[0]].gained < points[pair[1]].gained && points[pair[0]].kept > points[pair[1]].kept
            };
            assert!(front.windows(2).all(up));
        }
    }

    #[test]
    fn a_point_moves_the_front_exactly_if_it_enlarges_the_area() {
        let reference = point(-1.0, -1.0);
        for seed in 0..300 {
            let mut points = points(seed);
            let Some(new) = points.pop() else { continue };
            let front: Vec<Tradeoff> = pareto_front(&points).into_iter().map(|index| points[index]).collect();
            let before = hypervolume(&points, reference);
            assert_eq!(hypervolume(&front, reference), before);
            points.push(new);
            // All areas are multiples of 1/64, so that they are exact.
            assert_eq!(moves_front(&front, new), hypervolume(&points, reference) > before);
        }
        assert!(!moves_front(&[], point(f64::NAN, 0.0)));
        assert!(moves_front(&[point(f64::INFINITY, f64::INFINITY)], point(0.0, 0.0)));
    }

    #[test]
    fn the_area_is_that_of_the_steps() {
        let runs = [point(0.5, 0.25), point(0.25, 0.5), point(0.125, 0.125), point(2.0, -0.5)];
        assert_eq!(hypervolume(&runs, point(0.0, 0.0)), 0.1875);
        assert_eq!(hypervolume(&runs, point(0.5, 0.0)), 0.0);
        assert_eq!(hypervolume(&[], point(0.0, 0.0)), 0.0);
        assert_eq!(hypervolume(&runs, point(f64::NAN, 0.0)), 0.0);
    }
}
