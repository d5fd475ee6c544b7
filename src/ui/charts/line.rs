//! What a line chart draws: series, thinned to what a screen can show, as SVG path strings in a square
//! of [`SIDE`] by [`SIDE`] units that the view stretches over the plot. Pure.

use std::fmt::Write as _;

use super::scale::Domain;

/// Width and height of the drawing, in its own units.
pub const SIDE: f64 = 1000.0;
/// The most buckets that are drawn of a series; more than that cannot be told apart on a screen.
pub const BUCKETS: usize = 400;

/// A point: a position on the horizontal axis (a step) and a figure.
pub type Point = (f64, f64);

/// The colour of a series; `style/tokens.css` gives each a value in both themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// The target domain: what is gained.
    Domain,
    /// General knowledge: what may be forgotten.
    General,
    /// Neither domain: the training loss.
    Ink,
    /// One of several runs, counted from 0; there are six colours, after which they repeat.
    Nth(usize),
}

impl Tone {
    /// The class that sets the colour.
    pub fn class(self) -> String {
        match self {
            Self::Domain => "tone-domain".into(),
            Self::General => "tone-general".into(),
            Self::Ink => "tone-ink".into(),
            Self::Nth(index) => format!("tone-{}", index % 6 + 1),
        }
    }
}

/// How a line is broken, so that colour is never the only difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dash {
    /// One unbroken line.
    #[default]
    Solid,
    /// Long dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// A dash and a dot.
    DashDot,
}

impl Dash {
    /// The dash of the run with this number; all four come before one is repeated.
    pub fn nth(index: usize) -> Self {
        [Self::Solid, Self::Dashed, Self::Dotted, Self::DashDot][index % 4]
    }

    /// The value of `stroke-dasharray`, in CSS pixels.
    pub fn array(self) -> &'static str {
        match self {
            Self::Solid => "none",
            Self::Dashed => "8 5",
            Self::Dotted => "1 5",
            Self::DashDot => "9 5 1 5",
        }
    }
}

/// What marks the single points of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mark {
    /// Nothing: there are too many points.
    #[default]
    None,
    /// A round dot.
    Dot,
    /// A square.
    Square,
}

/// A line of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name, as short as can be: it stands at the end of the line.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
    /// How the line is broken.
    pub dash: Dash,
    /// What marks its points.
    pub mark: Mark,
    /// Drawn pale and without a name at its end: the raw figures behind a smoothed line.
    pub faint: bool,
    /// Its points, by rising position.
    pub points: Vec<Point>,
}

impl Series {
    /// A plain, unbroken line.
    pub fn new(label: impl Into<String>, tone: Tone, points: Vec<Point>) -> Self {
        Self { label: label.into(), tone, dash: Dash::Solid, mark: Mark::None, faint: false, points }
    }
}

/// A horizontal line to compare with: where the base model stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// What it stands for.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
    /// Its height.
    pub value: f64,
}

/// `points` with at most two points a bucket, the lowest and the highest: peaks survive the thinning.
pub fn thin(points: &[Point], buckets: usize) -> Vec<Point> {
    if points.len() <= 2 * buckets || buckets == 0 {
        return points.to_vec();
    }
    let size = points.len().div_ceil(buckets);
    let extremes = |bucket: &[Point]| -> Vec<Point> {
        let by_height = |a: &&Point, b: &&Point| a.1.total_cmp(&b.1);
        let (Some(low), Some(high)) = (bucket.iter().min_by(by_height), bucket.iter().max_by(by_height)) else {
            return Vec::new();
        };
        if low.0 == high.0 {
            return vec![*low];
        }
        if low.0 < high.0 { vec![*low, *high] } else { vec![*high, *low] }
    };
    points.chunks(size).flat_map(extremes).collect()
}

/// Exponential moving average that starts at the first figure without a bias towards zero; figures that
/// are not finite are left out.
pub fn smooth(points: &[Point], weight: f64) -> Vec<Point> {
    let (mut sum, mut total) = (0.0, 0.0);
    let step = |(x, y): &Point| {
        sum = weight * sum + (1.0 - weight) * y;
        total = weight * total + (1.0 - weight);
        (*x, sum / total)
    };
    points.iter().filter(|(_, y)| y.is_finite()).map(step).collect()
}

/// The `d` of an SVG path through the points. A figure that is not finite makes a gap.
pub fn path(points: &[Point], x: Domain, y: Domain) -> String {
    let mut d = String::with_capacity(points.len() * 12);
    let mut pen_down = false;
    for (px, py) in points {
        if !px.is_finite() || !py.is_finite() {
            pen_down = false;
            continue;
        }
        let command = if pen_down { 'L' } else { 'M' };
        // Writing to a string cannot fail.
        let _ = write!(d, "{command}{:.1} {:.1}", x.share(*px) * SIDE, (1.0 - y.share(*py)) * SIDE);
        pen_down = true;
    }
    d
}

/// The `d` of a path that has a line of no length at every point: drawn with round or square ends, each
/// becomes a mark that keeps its shape however the drawing is stretched.
pub fn marks(points: &[Point], x: Domain, y: Domain) -> String {
    let mut d = String::new();
    for (px, py) in points.iter().filter(|(px, py)| px.is_finite() && py.is_finite()) {
        let _ = write!(d, "M{:.1} {:.1}h0", x.share(*px) * SIDE, (1.0 - y.share(*py)) * SIDE);
    }
    d
}

/// The point whose position is nearest to `x`.
pub fn nearest(points: &[Point], x: f64) -> Option<Point> {
    let after = points.partition_point(|(px, _)| *px < x);
    let candidates = [after.checked_sub(1), Some(after)];
    candidates
        .into_iter()
        .flatten()
        .filter_map(|index| points.get(index))
        .min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()))
        .copied()
}

/// The positions of the cursor: every position that a series has, in order, without repeats.
pub fn positions(series: &[Series]) -> Vec<f64> {
    let mut all: Vec<f64> = series.iter().flat_map(|series| series.points.iter().map(|point| point.0)).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// Moves labels apart that would overlap: heights between 0 and 1, at least `gap` from one to the next and
/// half of it from the edges, each as near to where it belongs as that allows.
pub fn spread(heights: &[f64], gap: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|a, b| heights[*a].total_cmp(&heights[*b]));
    let mut placed = heights.to_vec();
    let mut floor = gap / 2.0;
    for index in &order {
        placed[*index] = placed[*index].max(floor);
        floor = placed[*index] + gap;
    }
    let mut ceiling = 1.0 - gap / 2.0;
    for index in order.iter().rev() {
        placed[*index] = placed[*index].min(ceiling);
        ceiling = placed[*index] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_runs_upwards_with_the_figures_and_breaks_at_gaps() {
        let (x, y) = (Domain::new(0.0, 10.0), Domain::new(0.0, 1.0));
        assert_eq!(path(&[(0.0, 0.0), (10.0, 1.0)], x, y), "M0.0 1000.0L1000.0 0.0");
        assert_eq!(path(&[(0.0, 0.5), (5.0, f64::NAN), (10.0, 0.5)], x, y), "M0.0 500.0M1000.0 500.0");
        assert_eq!(marks(&[(5.0, 0.5)], x, y), "M500.0 500.0h0");
    }

    #[test]
    fn thinning_keeps_the_peaks_and_the_order() {
        let mut points: Vec<Point> = (0..10_000).map(|index| (f64::from(index), 0.0)).collect();
        points[4321].1 = 9.0;
        let thinned = thin(&points, 100);
        assert!(thinned.len() <= 200);
        assert!(thinned.contains(&(4321.0, 9.0)));
        assert!(thinned.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_constant_stays_constant_when_smoothed() {
        let smoothed = smooth(&[(1.0, 2.0), (2.0, f64::NAN), (3.0, 2.0)], 0.9);
        assert_eq!(smoothed.len(), 2);
        assert!(smoothed.iter().all(|(_, y)| (y - 2.0).abs() < 1e-12));
    }

    #[test]
    fn the_nearest_point_is_found() {
        let points = [(1.0, 0.1), (5.0, 0.5), (9.0, 0.9)];
        assert_eq!(nearest(&points, 6.9), Some((5.0, 0.5)));
        assert_eq!(nearest(&points, 100.0), Some((9.0, 0.9)));
        assert_eq!(nearest(&[], 1.0), None);
    }

    #[test]
    fn labels_keep_their_distance_and_stay_inside() {
        let placed = spread(&[0.98, 0.99, 0.2], 0.1);
        assert!((placed[1] - 0.95).abs() < 1e-9 && (placed[0] - 0.85).abs() < 1e-9);
        assert!((placed[2] - 0.2).abs() < 1e-9);
    }

    #[test]
    fn cursor_positions_are_sorted_and_unique() {
        let a = Series::new("a", Tone::Ink, vec![(1.0, 0.0), (3.0, 0.0)]);
        let b = Series::new("b", Tone::Nth(7), vec![(2.0, 0.0), (3.0, 0.0)]);
        assert_eq!(positions(&[a, b.clone()]), [1.0, 2.0, 3.0]);
        assert_eq!(b.tone.class(), "tone-2");
    }
}
