//! How far the parts of the model moved, and what became of the representations of the probe texts. Pure.

use std::fmt::Write as _;

use crate::client::texts::Texts;
use crate::config::Task;
use crate::data::{PROBED, Split};
use crate::protocol::{Look, Part, PartMoved};
use crate::ui::charts::Point;
use crate::ui::charts::heat::{Heat, spaced};
use crate::ui::charts::line::SIDE;
use crate::ui::charts::scale::Domain;
use crate::ui::parts::format;

/// The most evaluations that a heat map shows.
const COLUMNS: usize = 24;
/// Room around the points of the projection, as a share of their range.
const MARGIN: f64 = 0.06;

/// What the page calls a part; layers are counted from 1 at the input.
pub fn part_name(part: Part) -> String {
    match part {
        Part::Embeddings => "Embeddings".into(),
        Part::Layer(index) => format!("Layer {}", index + 1),
        Part::Head => "Head".into(),
    }
}

fn heat(looks: &[Look], figure: impl Fn(&PartMoved) -> Option<f64>) -> Heat {
    let Some(last) = looks.last() else { return Heat::default() };
    let parts: Vec<Part> = last.parts.iter().filter(|part| figure(part).is_some()).map(|part| part.part).collect();
    let shown: Vec<&Look> = spaced(looks.len(), COLUMNS).into_iter().map(|index| &looks[index]).collect();
    let cell = |part: Part, look: &Look| look.parts.iter().find(|moved| moved.part == part).and_then(&figure);
    Heat {
        rows: parts.iter().map(|part| part_name(*part)).collect(),
        columns: shown.iter().map(|look| format::count(look.step.into())).collect(),
        cells: parts.iter().map(|part| shown.iter().map(|look| cell(*part, look)).collect()).collect(),
    }
}

/// How far each part's weights are from their start, as a share of their length.
pub fn moved(looks: &[Look]) -> Heat {
    heat(looks, |part| Some(f64::from(part.moved)))
}

/// How much the representations that each part puts out have changed: 1 − CKA.
pub fn changed(looks: &[Look]) -> Heat {
    heat(looks, |part| part.cka.map(|cka| (1.0 - f64::from(cka)).max(0.0)))
}

/// What the last look says, in a sentence or two.
pub fn summary(looks: &[Look]) -> Option<String> {
    let last = looks.last()?;
    let most = last.parts.iter().filter(|part| part.moved.is_finite()).max_by(|a, b| a.moved.total_cmp(&b.moved))?;
    let least_like = |part: &&PartMoved| part.cka.filter(|cka| cka.is_finite()).is_some();
    let cka = |part: &PartMoved| part.cka.unwrap_or(1.0);
    let changed = last.parts.iter().filter(least_like).min_by(|a, b| cka(a).total_cmp(&cka(b)));
    let changed = changed.map(|part| {
        format!(
            " What {} puts out changed most: 1 − CKA is {}.",
            in_text(part.part),
            format::loss(1.0 - f64::from(cka(part)))
        )
    });
    Some(format!(
        "At step {} the weights of {} are furthest from their start: by {} of their length.{}",
        format::count(last.step.into()),
        in_text(most.part),
        format::percent(f64::from(most.moved)),
        changed.unwrap_or_default()
    ))
}

fn in_text(part: Part) -> String {
    match part {
        Part::Embeddings => "the embeddings".into(),
        Part::Layer(index) => format!("layer {}", index + 1),
        Part::Head => "the head".into(),
    }
}

/// A probe text.
#[derive(Debug, Clone, PartialEq)]
pub struct Probed {
    /// What the model reads.
    pub text: String,
    /// Its class under the run's task.
    pub class: usize,
    /// What that class is called.
    pub class_name: &'static str,
    /// A general text, or else one of the domain.
    pub general: bool,
}

impl Probed {
    /// What kind of text it is.
    pub fn kind(&self) -> String {
        format!("{}, {}", if self.general { "General" } else { "Domain" }, self.class_name)
    }
}

/// The probe texts of a task in the order of [`Look::points`].
pub fn probed(texts: &Texts, task: Task) -> Vec<Probed> {
    let of = |split: Split, general: bool| {
        let examples = texts.get(task.corpus(), split).map_or(&[][..], |set| &set.examples);
        let probed = move |example: &crate::data::Example| {
            let class = example.label.class(task);
            let class_name = task.descriptions().get(class).map_or("", |class| class.name);
            Probed { text: example.text.clone(), class, class_name, general }
        };
        examples.iter().take(PROBED).map(probed)
    };
    of(Split::GeneralValidation, true).chain(of(Split::TargetValidation, false)).collect()
}

/// Where the probe texts lie at the first look and at another one, in a square that holds every look.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// At the first look, as shares of the square.
    pub start: Vec<Point>,
    /// At the chosen look.
    pub now: Vec<Point>,
}

impl Projection {
    /// The projection at a look; `None` where there are no such points, or where they are no numbers.
    pub fn of(looks: &[Look], index: usize) -> Option<Self> {
        let all = || looks.iter().flat_map(|look| look.points.0.as_chunks::<2>().0);
        let x = Domain::of(all().map(|point| f64::from(point[0])))?;
        let y = Domain::of(all().map(|point| f64::from(point[1])))?;
        // One scale for both axes: distances in the plane mean something.
        let side = (x.max - x.min).max(y.max - y.min) * (1.0 + 2.0 * MARGIN);
        let around = |range: Domain| {
            let middle = (range.min + range.max) / 2.0;
            Domain::new(middle - side / 2.0, middle + side / 2.0)
        };
        let (x, y) = (around(x), around(y));
        let place = |look: &Look| -> Option<Vec<Point>> {
            let (points, rest) = look.points.0.as_chunks::<2>();
            let points: Vec<Point> =
                points.iter().map(|point| (x.share(f64::from(point[0])), y.share(f64::from(point[1])))).collect();
            let numbers = rest.is_empty() && points.iter().all(|point| point.0.is_finite() && point.1.is_finite());
            numbers.then_some(points)
        };
        let (start, now) = (place(looks.first()?)?, place(looks.get(index)?)?);
        (start.len() == now.len()).then_some(Self { start, now })
    }

    /// The text whose point is nearest to a place.
    pub fn nearest(&self, at: Point) -> Option<usize> {
        let distance = |point: &Point| (point.0 - at.0).hypot(point.1 - at.1);
        let points = self.now.iter().enumerate();
        points.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map(|(index, _)| index)
    }

    /// The ways of the general texts, or of those of the domain, from the first look to this one, as the `d` of
    /// an SVG path.
    pub fn ways(&self, texts: &[Probed], general: bool) -> String {
        let mut d = String::new();
        let ways = self.start.iter().zip(&self.now).zip(texts).filter(|(_, text)| text.general == general);
        for ((from, to), _) in ways {
            let [x0, x1] = [from.0, to.0].map(|x| x * SIDE);
            let [y0, y1] = [from.1, to.1].map(|y| (1.0 - y) * SIDE);
            // Writing to a string cannot fail.
            let _ = write!(d, "M{x0:.1} {y0:.1}L{x1:.1} {y1:.1}");
        }
        d
    }

    /// How far the texts that `is` picks have gone on average, as a share of the square's side.
    fn mean_way(&self, is: impl Fn(usize) -> bool) -> Option<f64> {
        let ways = self.start.iter().zip(&self.now).enumerate().filter(|(index, _)| is(*index));
        let ways: Vec<f64> = ways.map(|(_, (from, to))| (from.0 - to.0).hypot(from.1 - to.1)).collect();
        (!ways.is_empty()).then(|| ways.iter().sum::<f64>() / ways.len() as f64)
    }

    /// Which texts have gone further, in a sentence.
    pub fn sentence(&self, texts: &[Probed]) -> Option<String> {
        let of = |general: bool| self.mean_way(|index| texts.get(index).is_some_and(|text| text.general == general));
        let (general, domain) = (of(true)?, of(false)?);
        if general == 0.0 && domain == 0.0 {
            return Some("This is where the texts lie at the first look.".into());
        }
        Some(format!(
            "On average a general text has gone {} of the square's side, a domain text {}.",
            format::percent(general),
            format::percent(domain)
        ))
    }
}

/// Where a key leads in a row of `count` things; `None` where it is no key of a slider.
pub fn walk(from: usize, count: usize, key: &str) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let to = match key {
        "ArrowLeft" | "ArrowUp" => from.saturating_sub(1),
        "ArrowRight" | "ArrowDown" => from + 1,
        "PageUp" => from.saturating_sub(10),
        "PageDown" => from + 10,
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::texts;
    use crate::protocol::Floats;

    fn look(step: u32, moved: f32, cka: f32, points: &[f32]) -> Look {
        let part = |part, moved, cka| PartMoved { part, moved, cka };
        let parts = vec![
            part(Part::Embeddings, moved / 2.0, Some(1.0)),
            part(Part::Layer(0), moved, Some(cka)),
            part(Part::Head, 2.0 * moved, None),
        ];
        Look { step, parts, points: Floats(points.to_vec()) }
    }

    #[test]
    fn parts_become_rows_and_evaluations_columns() {
        let looks = [look(0, 0.0, 1.0, &[]), look(32, 0.125, 0.75, &[])];
        let moved = moved(&looks);
        assert_eq!(
            (moved.rows.as_slice(), moved.columns.len()),
            (&["Embeddings", "Layer 1", "Head"].map(String::from)[..], 2)
        );
        assert_eq!((moved.at(2, 1), moved.highest()), (Some(0.25), 0.25));
        let changed = changed(&looks);
        assert_eq!((changed.rows.len(), changed.at(1, 1)), (2, Some(0.25)), "the head puts out no representation");
        assert_eq!(changed.at(0, 0), Some(0.0));
        assert_eq!(super::moved(&[]), Heat::default());
    }

    #[test]
    fn a_rounding_error_of_cka_is_no_change() {
        assert_eq!(changed(&[look(0, 0.0, 1.000_001, &[])]).at(1, 0), Some(0.0));
    }

    #[test]
    fn many_evaluations_are_thinned() {
        let looks: Vec<Look> = (0..100).map(|step| look(step, 0.1, 0.9, &[])).collect();
        let heat = moved(&looks);
        assert_eq!((heat.columns.len(), heat.columns[0].as_str(), heat.columns[23].as_str()), (24, "0", "99"));
    }

    #[test]
    fn the_last_look_is_told_in_words() {
        let summary = summary(&[look(1200, 0.125, 0.75, &[])]).map(|text| text.replace('\u{a0}', " "));
        assert_eq!(
            summary.as_deref(),
            Some(
                "At step 1,200 the weights of the head are furthest from their start: by 25.0 % of their length. What layer 1 \
                 puts out changed most: 1 − CKA is 0.250."
            )
        );
        assert_eq!(super::summary(&[]), None);
    }

    #[test]
    fn the_axes_stay_while_the_points_move() {
        let looks = [look(0, 0.0, 1.0, &[0.0, 0.0, 1.0, 0.0]), look(32, 0.1, 0.9, &[0.0, 0.0, 4.0, 2.0])];
        let first = Projection::of(&looks, 0).expect("points");
        let second = Projection::of(&looks, 1).expect("points");
        assert_eq!(first.start, first.now);
        assert_eq!(first.start, second.start);
        let all = second.start.iter().chain(&second.now);
        assert!(all.clone().all(|point| (0.0..=1.0).contains(&point.0) && (0.0..=1.0).contains(&point.1)));
        // 4 wide and 2 high in a square of one scale.
        assert!((second.now[1].0 - second.now[0].0 - 2.0 * (second.now[1].1 - second.now[0].1)).abs() < 1e-9);
        assert_eq!(second.nearest((0.9, 0.9)), Some(1));
        let probed: Vec<Probed> =
            [true, false].map(|general| Probed { text: String::new(), class: 0, class_name: "a", general }).into();
        let (x, y) = (second.now[1].0 * SIDE, (1.0 - second.now[1].1) * SIDE);
        assert!(second.ways(&probed, false).ends_with(&format!("L{x:.1} {y:.1}")));
        assert_eq!(second.ways(&probed, true).matches('M').count(), 1);
        assert!(first.sentence(&probed).is_some_and(|sentence| sentence.starts_with("This is where")));
        assert!(second.sentence(&probed).is_some_and(|sentence| sentence.contains("a general text has gone 0.0")));
    }

    #[test]
    fn points_that_are_no_numbers_are_not_drawn() {
        let looks = [look(0, 0.0, 1.0, &[0.0, 0.0]), look(32, 0.1, 0.9, &[f32::NAN, 0.0])];
        assert!(Projection::of(&looks, 0).is_some());
        assert_eq!((Projection::of(&looks, 1), Projection::of(&looks, 2), Projection::of(&[], 0)), (None, None, None));
    }

    #[test]
    fn general_texts_come_first() {
        let probed = probed(&texts(), Task::Condition);
        assert_eq!(probed.iter().map(|text| text.general).collect::<Vec<_>>(), [true, true, false, false]);
        assert_eq!((probed[0].class, probed[0].text.as_str()), (1, "an illness"));
        assert_eq!([0, 3].map(|index: usize| probed[index].kind()), ["General, condition", "Domain, something else"]);
    }

    #[test]
    fn keys_walk_and_stay_inside() {
        assert_eq!((walk(0, 3, "ArrowLeft"), walk(2, 3, "ArrowRight")), (Some(0), Some(2)));
        assert_eq!((walk(0, 30, "PageDown"), walk(7, 30, "End")), (Some(10), Some(29)));
        assert_eq!((walk(0, 0, "End"), walk(0, 3, "x")), (None, None));
    }
}
