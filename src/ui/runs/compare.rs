//! Several runs in one chart: which can be chosen, and the lines they become. Pure.

use crate::client::record::{Point, RunRecord};
use crate::metrics::Scores;
use crate::ui::charts::line::{Dash, Series, Tone, smooth};

/// More lines than this cannot be told apart.
pub const MOST: usize = 4;
/// Weight of the past in the smoothed loss, as in the chart of a single run.
const SMOOTHING: f64 = 0.9;
/// A name at the end of a line has room for so many characters.
const SHORT: usize = 18;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Figure {
    /// Accuracy on domain validation texts.
    #[default]
    Target,
    /// Accuracy on general validation texts.
    General,
    /// The smoothed training loss.
    Loss,
}

/// The chosen runs after a press on the box of `run`: in or out. A fifth one changes nothing.
pub fn toggle(chosen: &[u32], run: u32) -> Vec<u32> {
    let mut chosen = chosen.to_vec();
    match chosen.iter().position(|id| *id == run) {
        Some(index) => {
            chosen.remove(index);
        }
        None if chosen.len() < MOST => chosen.push(run),
        None => {}
    }
    chosen
}

/// The lines of the chosen runs, over epochs, so that batch sizes can differ.
pub fn series(runs: &[RunRecord], chosen: &[u32], figure: Figure) -> Vec<Series> {
    let run_of = |id: &u32| runs.iter().find(|run| run.id == *id);
    let line = |(index, run): (usize, &RunRecord)| Series {
        dash: Dash::nth(index),
        ..Series::new(short(&run.name), Tone::Nth(index), points(run, figure))
    };
    chosen.iter().filter_map(run_of).enumerate().map(line).collect()
}

fn points(run: &RunRecord, figure: Figure) -> Vec<(f64, f64)> {
    let accuracy = |half: fn(&Point) -> Option<Scores>| {
        run.points.iter().filter_map(|point| Some((run.epoch_of(point.step), half(point)?.accuracy))).collect()
    };
    match figure {
        Figure::Target => accuracy(|point| point.target),
        Figure::General => accuracy(|point| point.general),
        Figure::Loss => {
            let raw: Vec<(f64, f64)> =
                run.steps.iter().map(|report| (run.epoch_of(report.step), f64::from(report.loss))).collect();
            smooth(&raw, SMOOTHING)
        }
    }
}

fn short(name: &str) -> String {
    if name.chars().count() <= SHORT {
        return name.to_owned();
    }
    let start: String = name.chars().take(SHORT - 1).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::record;

    #[test]
    fn four_runs_can_be_chosen_and_each_left_out_again() {
        let chosen = [1, 2, 3, 4].iter().fold(Vec::new(), |chosen, run| toggle(&chosen, *run));
        assert_eq!(toggle(&chosen, 5), [1, 2, 3, 4]);
        assert_eq!(toggle(&chosen, 2), [1, 3, 4]);
    }

    #[test]
    fn lines_follow_the_choice_and_a_deleted_run_is_no_line() {
        let runs = [record(), RunRecord { id: 2, name: "a name that is far too long".into(), ..record() }];
        let lines = series(&runs, &[2, 9, 1], Figure::Loss);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].label, "a name that is fa…");
        assert_eq!((lines[0].dash, lines[1].dash), (Dash::Solid, Dash::Dashed));
        assert_eq!(lines[0].points.len(), 2);
        assert!(series(&runs, &[1], Figure::Target)[0].points.is_empty());
    }
}
