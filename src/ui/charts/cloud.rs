//! The geometry of a scatter plot: its frame, the steps of a front, the marks, and which mark an arrow
//! key leads to. Pure.

use std::fmt::Write as _;

use super::frame::Tick;
use super::line::{Point, SIDE, Tone};
use super::scale::Domain;
use crate::ui::parts::format;

/// The outline of a mark, so that colour is never the only difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// ●
    Disc,
    /// ■
    Square,
    /// ▲
    Up,
    /// ▼
    Down,
    /// ◆
    Diamond,
    /// ✚
    Plus,
    /// ✖
    Cross,
    /// ⬟
    Pentagon,
    /// ★
    Star,
}

impl Shape {
    const ALL: [Self; 9] = [
        Self::Disc,
        Self::Square,
        Self::Up,
        Self::Down,
        Self::Diamond,
        Self::Plus,
        Self::Cross,
        Self::Pentagon,
        Self::Star,
    ];

    /// The shape of the kind with this number; all nine come before one is repeated.
    pub fn nth(index: usize) -> Self {
        Self::ALL[index % Self::ALL.len()]
    }

    /// The `d` of its path in a square of 20 units around (10, 10).
    pub fn path(self) -> &'static str {
        match self {
            Self::Disc => "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z",
            Self::Square => "M4 4H16V16H4z",
            Self::Up => "M10 2.5L17.5 16H2.5z",
            Self::Down => "M10 17.5L17.5 4H2.5z",
            Self::Diamond => "M10 1.5L18.5 10L10 18.5L1.5 10z",
            Self::Plus => "M7.5 2.5H12.5V7.5H17.5V12.5H12.5V17.5H7.5V12.5H2.5V7.5H7.5z",
            Self::Cross => {
                "M5.5 2.5L10 7L14.5 2.5L17.5 5.5L13 10L17.5 14.5L14.5 17.5L10 13L5.5 17.5L2.5 14.5L7 10L2.5 5.5z"
            }
            Self::Pentagon => "M10 2L18 8L15 17.5H5L2 8z",
            Self::Star => "M10 1.5L12.6 7.2L18.8 7.9L14.2 12L15.5 18.2L10 15L4.5 18.2L5.8 12L1.2 7.9L7.4 7.2z",
        }
    }
}

/// One mark of the plot.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Tells dots apart.
    pub id: u32,
    /// Where it is.
    pub at: Point,
    /// Its outline.
    pub shape: Shape,
    /// Its colour.
    pub tone: Tone,
    /// Drawn small and hollow: one of several repeats, whose mean is drawn in full.
    pub faint: bool,
    /// Drawn with a ring: the one that is looked at.
    pub ringed: bool,
    /// A word beside it; may be empty.
    pub label: String,
    /// What it is, in full, for the reading line and for screen readers.
    pub reading: String,
    /// Its row of the data table.
    pub cells: Vec<String>,
}

/// The mean of several dots, with how far they reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Mean {
    /// Where it is.
    pub at: Point,
    /// Lowest and highest position.
    pub x: (f64, f64),
    /// Lowest and highest figure.
    pub y: (f64, f64),
    /// Its outline.
    pub shape: Shape,
    /// Its colour.
    pub tone: Tone,
    /// A word beside it; may be empty.
    pub label: String,
}

/// The axes of the plot.
#[derive(Debug, Clone, PartialEq)]
pub struct CloudFrame {
    /// The range of the horizontal axis.
    pub x: Domain,
    /// The range of the vertical axis.
    pub y: Domain,
    /// Labels of the horizontal axis.
    pub x_ticks: Vec<Tick>,
    /// Labels of the vertical axis.
    pub y_ticks: Vec<Tick>,
}

impl CloudFrame {
    /// The frame around differences of shares, whose labels are in points; 0 is always in it. `None` where
    /// there is nothing to draw.
    pub fn around(points: &[Point]) -> Option<Self> {
        points.first()?;
        let x = range(points.iter().map(|point| point.0))?;
        let y = range(points.iter().map(|point| point.1))?;
        let ticks = |domain: Domain| {
            let tick =
                |value: f64| Tick { share: domain.share(value), text: format::signed(value * 100.0, decimals(domain)) };
            domain.ticks(5).into_iter().map(tick).collect()
        };
        Some(Self { x, y, x_ticks: ticks(x), y_ticks: ticks(y) })
    }

    /// The place of a point as shares of width and height, from the left and from the top.
    pub fn place(&self, (x, y): Point) -> Point {
        (self.x.share(x), 1.0 - self.y.share(y))
    }
}

/// At least four points wide, with some air around the outermost marks.
fn range(values: impl Iterator<Item = f64>) -> Option<Domain> {
    let data = Domain::of(values.chain([0.0]))?;
    let missing = (0.04 - (data.max - data.min)).max(0.0) / 2.0;
    let air = (data.max - data.min) * 0.06 + missing;
    let end = |bound: f64, by: f64| bound + by;
    Some(Domain::new(end(data.min, -air), end(data.max, air)).rounded(6))
}

fn decimals(domain: Domain) -> usize {
    usize::from(domain.max - domain.min < 0.05)
}

/// The `d` of a path along the edge of what the points of a front dominate, least gained first: down from
/// one point's height at the next one's position.
pub fn stairs(front: &[Point], frame: &CloudFrame) -> String {
    let Some((first, rest)) = front.split_first() else { return String::new() };
    let at = |point: Point| {
        let (x, y) = frame.place(point);
        (x * SIDE, y * SIDE)
    };
    let (_, top) = at(*first);
    // What gains less than the first is dominated wherever it is lower; the same holds beyond the last.
    let mut d = format!("M0 {top:.1}");
    let mut reached = at(*first);
    for point in rest {
        let (x, y) = at(*point);
        // Writing to a string cannot fail.
        let _ = write!(d, "H{:.1}V{y:.1}", reached.0);
        reached = (x, y);
    }
    let _ = write!(d, "H{:.1}V{SIDE:.1}", reached.0);
    d
}

/// The `d` of both whiskers of a mean.
pub fn whiskers(mean: &Mean, frame: &CloudFrame) -> String {
    let (x, y) = frame.place(mean.at);
    let (left, low) = frame.place((mean.x.0, mean.y.0));
    let (right, high) = frame.place((mean.x.1, mean.y.1));
    let [x, y, left, right, low, high] = [x, y, left, right, low, high].map(|share| share * SIDE);
    format!("M{left:.1} {y:.1}H{right:.1}M{x:.1} {low:.1}V{high:.1}")
}

/// The dot that a key leads to from the one with the id `from`: left and right go by position, up and
/// down by height. `None` for keys that mean nothing here, and at the edge.
pub fn lead(dots: &[Dot], from: u32, key: &str) -> Option<u32> {
    let place = |dot: &Dot| match key {
        "ArrowUp" | "ArrowDown" => (dot.at.1, dot.at.0),
        _ => (dot.at.0, dot.at.1),
    };
    let mut order: Vec<&Dot> = dots.iter().collect();
    order.sort_by(|a, b| {
        let ((a0, a1), (b0, b1)) = (place(a), place(b));
        a0.total_cmp(&b0).then(a1.total_cmp(&b1)).then(a.id.cmp(&b.id))
    });
    let here = order.iter().position(|dot| dot.id == from)?;
    let to = match key {
        "ArrowLeft" | "ArrowDown" => here.checked_sub(1)?,
        "ArrowRight" | "ArrowUp" => here + 1,
        "Home" => 0,
        "End" => order.len().checked_sub(1)?,
        _ => return None,
    };
    order.get(to).map(|dot| dot.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(id: u32, at: Point) -> Dot {
        Dot {
            id,
            at,
            shape: Shape::Disc,
            tone: Tone::Ink,
            faint: false,
            ringed: false,
            label: String::new(),
            reading: String::new(),
            cells: Vec::new(),
        }
    }

    fn frame() -> CloudFrame {
        let unit = Domain::new(0.0, 1.0);
        CloudFrame { x: unit, y: unit, x_ticks: Vec::new(), y_ticks: Vec::new() }
    }

    #[test]
    fn the_frame_holds_every_point_and_the_base_model() {
        let frame = CloudFrame::around(&[(0.2, -0.11), (0.31, -0.02)]).expect("two points");
        assert!(frame.x.min <= 0.0 && frame.x.max > 0.31 && frame.y.min < -0.11 && frame.y.max >= 0.0);
        assert!(
            frame.x_ticks.iter().any(|tick| tick.text == "±0") && frame.x_ticks.iter().any(|tick| tick.text == "+20")
        );
        assert!(frame.x_ticks.iter().chain(&frame.y_ticks).all(|tick| (-1e-9..=1.0 + 1e-9).contains(&tick.share)));
        assert_eq!(CloudFrame::around(&[]), None);
        assert_eq!(CloudFrame::around(&[(f64::NAN, 0.1)]).map(|frame| frame.x.min < 0.0), Some(true));
    }

    #[test]
    fn small_differences_are_not_blown_up_to_the_whole_plot() {
        let frame = CloudFrame::around(&[(0.001, 0.0)]).expect("one point");
        assert!(frame.y.max - frame.y.min >= 0.04);
        let texts: Vec<&String> = frame.x_ticks.iter().map(|tick| &tick.text).collect();
        let mut unique = texts.clone();
        unique.dedup();
        assert_eq!(texts, unique);
    }

    #[test]
    fn a_front_is_drawn_in_steps_that_go_down() {
        assert_eq!(stairs(&[(0.25, 0.75), (0.5, 0.5)], &frame()), "M0 250.0H250.0V500.0H500.0V1000.0");
        assert_eq!(stairs(&[], &frame()), "");
    }

    #[test]
    fn whiskers_reach_from_the_lowest_to_the_highest() {
        let mean = Mean {
            at: (0.5, 0.5),
            x: (0.25, 0.75),
            y: (0.4, 0.6),
            shape: Shape::Disc,
            tone: Tone::Ink,
            label: String::new(),
        };
        assert_eq!(whiskers(&mean, &frame()), "M250.0 500.0H750.0M500.0 600.0V400.0");
    }

    #[test]
    fn arrows_lead_through_every_dot_and_stop_at_the_edges() {
        let dots = [dot(1, (0.3, 0.1)), dot(2, (0.1, 0.3)), dot(3, (0.3, 0.1)), dot(4, (0.2, 0.2))];
        let walk =
            |key: &str, from: u32| std::iter::successors(Some(from), |id| lead(&dots, *id, key)).collect::<Vec<_>>();
        assert_eq!(walk("ArrowRight", 2), [2, 4, 1, 3]);
        assert_eq!(walk("ArrowLeft", 3), [3, 1, 4, 2]);
        assert_eq!(walk("ArrowUp", 1), [1, 3, 4, 2]);
        assert_eq!((lead(&dots, 4, "Home"), lead(&dots, 4, "End")), (Some(2), Some(3)));
        assert_eq!((lead(&dots, 4, "a"), lead(&dots, 9, "Home"), lead(&[], 1, "End")), (None, None, None));
    }

    #[test]
    fn nine_kinds_have_nine_shapes() {
        let paths: std::collections::HashSet<&str> = (0..9).map(|index| Shape::nth(index).path()).collect();
        assert_eq!(paths.len(), 9);
    }
}
