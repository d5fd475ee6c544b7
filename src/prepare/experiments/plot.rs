//! Two drawings as SVG: accuracy over the learning rate, and what was kept against what was gained. They
//! follow the reader's light or dark theme and name every mark in words.

use std::fmt::Write as _;

use crate::metrics::Spread;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 52.0;

const STYLE: &str = "<style>text{font:13px system-ui,sans-serif;fill:#2b2b33}.axis{stroke:#8a8a96}\
.grid{stroke:#8a8a96;stroke-opacity:.25}.a{stroke:#0b6e8f;fill:#0b6e8f}.b{stroke:#9a3d7c;fill:#9a3d7c}\
.line{fill:none;stroke-width:2}.band{stroke:none;fill-opacity:.18}.whisker{stroke-width:1.5;stroke-opacity:.6}.number{font-weight:700}\
@media(prefers-color-scheme:dark){text{fill:#e6e6ee}.a{stroke:#5cc3e6;fill:#5cc3e6}.b{stroke:#e58fc4;fill:#e58fc4}}\
</style>";

/// A range of figures and where it lies in the drawing.
struct Axis {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Axis {
    fn horizontal(from: f64, to: f64) -> Self {
        Self { from, to, start: LEFT, end: WIDTH - RIGHT }
    }

    fn vertical(from: f64, to: f64) -> Self {
        Self { from, to, start: HEIGHT - BOTTOM, end: TOP }
    }

    fn place(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// Every `step` from the first multiple inside.
    fn ticks(&self, step: f64) -> impl Iterator<Item = f64> {
        let (first, last) = ((self.from / step).ceil() as i64, (self.to / step).floor() as i64);
        (first..=last).map(move |index| index as f64 * step)
    }
}

/// Accuracies at one learning rate.
pub struct RatePoint {
    /// The learning rate.
    pub rate: f64,
    /// On the domain.
    pub target: Spread,
    /// On general texts.
    pub general: Spread,
}

/// Accuracy over the learning rate: means as lines, smallest to largest as bands.
pub fn over_rates(points: &[RatePoint], title: &str) -> String {
    let x = Axis::horizontal(-6.0, -1.0);
    let y = Axis::vertical(0.0, 1.0);
    let mut svg = begin(title, &summary_of_rates(points));
    for tick in y.ticks(0.2) {
        grid(&mut svg, &y, x.end, tick, &format!("{:.0} %", tick * 100.0));
    }
    for decade in -6..=-1 {
        below(&mut svg, x.place(f64::from(decade)), &format!("1e{decade}"));
    }
    caption(&mut svg, (LEFT + WIDTH - RIGHT) / 2.0, "learning rate", "accuracy on the test set");
    for (class, read) in [("a", (|point| &point.target) as fn(&RatePoint) -> &Spread), ("b", |point| &point.general)] {
        let at = |point: &RatePoint, value: f64| format!("{:.1},{:.1}", x.place(point.rate.log10()), y.place(value));
        let upper = points.iter().map(|point| at(point, read(point).max));
        let lower = points.iter().rev().map(|point| at(point, read(point).min));
        let band = upper.chain(lower).collect::<Vec<_>>().join(" ");
        let line = points.iter().map(|point| at(point, read(point).mean)).collect::<Vec<_>>().join(" ");
        let _ = write!(svg, "<polygon class=\"{class} band\" points=\"{band}\"/>");
        let _ = write!(svg, "<polyline class=\"{class} line\" points=\"{line}\"/>");
        for point in points {
            let (cx, cy) = (x.place(point.rate.log10()), y.place(read(point).mean));
            let _ = write!(svg, "<circle class=\"{class}\" cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"3\"/>");
        }
    }
    legend(&mut svg, &[("a", "domain"), ("b", "general")]);
    svg + "</svg>\n"
}

fn summary_of_rates(points: &[RatePoint]) -> String {
    let best = points.iter().max_by(|a, b| a.target.mean.total_cmp(&b.target.mean));
    best.map_or_else(String::new, |best| {
        format!(
            "Domain accuracy is highest, {:.1} %, at {:e}; general accuracy there is {:.1} %.",
            best.target.mean * 100.0,
            best.rate,
            best.general.mean * 100.0
        )
    })
}

/// A setting on the frontier: changes of accuracy.
pub struct TradePoint {
    /// What it is called.
    pub label: String,
    /// Change on the domain.
    pub gained: Spread,
    /// Change on general texts.
    pub kept: Spread,
    /// Whether no other setting is better in both.
    pub on_front: bool,
}

/// Where the key of the frontier begins.
const KEY: f64 = WIDTH - 190.0;

/// What was kept against what was gained: means as numbered points with a key, smallest to largest as whiskers.
pub fn frontier(points: &[TradePoint], title: &str) -> String {
    let range = |read: fn(&TradePoint) -> &Spread| {
        let low = points.iter().map(|point| read(point).min).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(|point| read(point).max).fold(f64::NEG_INFINITY, f64::max);
        ((low * 100.0).floor() / 100.0, (high * 100.0).ceil() / 100.0)
    };
    let ((left, right), (low, high)) = (range(|point| &point.gained), range(|point| &point.kept));
    let x = Axis { from: left, to: right, start: LEFT, end: KEY - 30.0 };
    let y = Axis::vertical(low, high);
    let front: Vec<&str> = points.iter().filter(|point| point.on_front).map(|point| point.label.as_str()).collect();
    let mut svg = begin(title, &format!("On the front: {}.", front.join(", ")));
    let step = |from: f64, to: f64| if to - from > 0.2 { 0.05 } else { 0.02 };
    for tick in y.ticks(step(low, high)) {
        grid(&mut svg, &y, x.end, tick, &format!("{:+.0}", tick * 100.0));
    }
    for tick in x.ticks(step(left, right)) {
        below(&mut svg, x.place(tick), &format!("{:+.0}", tick * 100.0));
    }
    caption(&mut svg, (LEFT + x.end) / 2.0, "domain accuracy gained, in points", "general accuracy, change in points");
    for (index, point) in points.iter().enumerate() {
        let TradePoint { label, gained, kept, on_front } = point;
        let (cx, cy, number) = (x.place(gained.mean), y.place(kept.mean), index + 1);
        let class = if *on_front { "a" } else { "b" };
        let _ = write!(
            svg,
            "<path class=\"{class} whisker\" d=\"M{:.1} {cy:.1}H{:.1}M{cx:.1} {:.1}V{:.1}\"/>\
             <circle class=\"{class}\" cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"4\"><title>{label}</title></circle>\
             <text class=\"number\" x=\"{:.1}\" y=\"{:.1}\">{number}</text>",
            x.place(gained.min),
            x.place(gained.max),
            y.place(kept.min),
            y.place(kept.max),
            cx + 6.0,
            cy - 6.0,
        );
        let row = TOP + 24.0 + 22.0 * index as f64;
        let _ = write!(
            svg,
            "<text class=\"number\" x=\"{KEY}\" y=\"{row:.1}\">{number}</text>\
             <text x=\"{:.1}\" y=\"{row:.1}\">{label}</text>",
            KEY + 18.0
        );
    }
    legend(&mut svg, &[("a", "on the front"), ("b", "behind it")]);
    svg + "</svg>\n"
}

fn begin(title: &str, summary: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\
         <title>{title}</title><desc>{summary}</desc>{STYLE}"
    )
}

fn grid(svg: &mut String, y: &Axis, end: f64, value: f64, text: &str) {
    let height = y.place(value);
    let _ = write!(
        svg,
        "<path class=\"grid\" d=\"M{LEFT} {height:.1}H{end}\"/>\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{text}</text>",
        LEFT - 8.0,
        height + 4.0
    );
}

fn below(svg: &mut String, x: f64, text: &str) {
    let y = HEIGHT - BOTTOM;
    let _ = write!(
        svg,
        "<path class=\"axis\" d=\"M{x:.1} {y}v5\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{text}</text>",
        y + 20.0
    );
}

fn caption(svg: &mut String, middle: f64, x: &str, y: &str) {
    let _ = write!(
        svg,
        "<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{x}</text><text x=\"{LEFT}\" y=\"14\">{y}</text>",
        HEIGHT - 12.0
    );
}

fn legend(svg: &mut String, entries: &[(&str, &str)]) {
    for (index, (class, text)) in entries.iter().enumerate() {
        let x = WIDTH - RIGHT - 110.0 * (entries.len() - index) as f64;
        let _ = write!(svg, "<circle class=\"{class}\" cx=\"{x}\" cy=\"10\" r=\"4\"/>");
        let _ = write!(svg, "<text x=\"{:.1}\" y=\"14\">{text}</text>", x + 8.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(mean: f64) -> Spread {
        Spread::of(&[mean - 0.01, mean, mean + 0.01]).expect("three values")
    }

    #[test]
    fn every_setting_is_drawn_inside_and_named() {
        let point = |label: &str, gained, kept, on_front| TradePoint {
            label: label.into(),
            gained: spread(gained),
            kept: spread(kept),
            on_front,
        };
        let svg = frontier(&[point("Full", 0.2, -0.15, false), point("Replay", 0.19, -0.02, true)], "Strategies");
        assert_eq!(svg.matches("<circle class").count(), 2 + 2);
        assert!(svg.contains(">Full</text>") && svg.contains(">2</text>") && svg.contains("On the front: Replay."));
        for place in svg.split("cx=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok()) {
            assert!((LEFT..=WIDTH - RIGHT).contains(&place) || place > WIDTH - 300.0, "{place}");
        }
    }

    #[test]
    fn rates_are_logarithmic_and_bands_reach_from_the_smallest_to_the_largest() {
        let point = |rate, mean| RatePoint { rate, target: spread(mean), general: spread(0.9) };
        let svg = over_rates(&[point(1e-6, 0.7), point(1e-1, 0.5)], "Rates");
        let x = Axis::horizontal(-6.0, -1.0);
        assert_eq!((x.place(-6.0), x.place(-1.0)), (LEFT, WIDTH - RIGHT));
        assert_eq!((svg.matches("<polygon").count(), svg.matches("<polyline").count()), (2, 2));
        assert!(svg.contains("Domain accuracy is highest, 70.0 %, at 1e-6"));
    }
}
