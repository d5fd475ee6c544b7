//! Runs and settings as marks of the plane of gained and kept. Pure.

use super::challenge::front;
use super::measured::Measured;
use super::settings::{Setting, label};
use crate::client::summary;
use crate::config::Strategy;
use crate::course::url::shortest;
use crate::metrics::Tradeoff;
use crate::ui::charts::cloud::{Dot, Mean, Shape};
use crate::ui::charts::line::{Point, Tone};
use crate::ui::parts::format;

/// The heads of the data table: one for each of [`Dot::cells`].
pub const COLUMNS: [&str; 7] =
    ["Run", "Strategy", "Learning rate", "Seed", "Domain gained", "General kept", "On the front"];

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plot {
    /// The runs.
    pub dots: Vec<Dot>,
    /// Settings with several seeds.
    pub means: Vec<Mean>,
    /// The corners of the front.
    pub front: Vec<Point>,
    /// What is on the front, in the order of its numbers.
    pub leaders: Vec<Leader>,
}

/// A setting on the front.
#[derive(Debug, Clone, PartialEq)]
pub struct Leader {
    /// Its newest run.
    pub run: u32,
    /// That run's name.
    pub name: String,
    /// The setting with its number of seeds.
    pub title: String,
    /// What it gained and kept, in words.
    pub figures: String,
}

/// Runs that fell below the lowest change on the front by more than this, or lost so much on the domain,
/// are far away.
const FAR: f64 = 0.02;

/// The runs that are not far behind the front: one that destroyed the model would squeeze all others
/// into a corner of the plot.
pub fn near_the_front(runs: &[Measured], settings: &[Setting]) -> Vec<Measured> {
    let lowest = front(settings).into_iter().map(|setting| setting.kept.min).fold(0.0, f64::min);
    let is_near = |run: &&Measured| {
        let Tradeoff { gained, kept } = run.tradeoff();
        kept >= lowest - FAR && gained >= -FAR
    };
    runs.iter().filter(is_near).cloned().collect()
}

/// The outline and colour of a strategy.
pub fn look(strategy: Strategy) -> (Shape, Tone) {
    let index = Strategy::ALL.iter().position(|other| other.is_like(strategy)).unwrap_or_default();
    (Shape::nth(index), Tone::Nth(index))
}

/// `+20.1 points on the domain, −1.2 points on general texts`.
pub fn figures(Tradeoff { gained, kept }: Tradeoff) -> String {
    format!("{} on the domain, {} on general texts", format::points(gained), format::points(kept))
}

fn point(Tradeoff { gained, kept }: Tradeoff) -> Point {
    (gained, kept)
}

impl Plot {
    /// The plot of some runs and of the settings made of them; `current` is the run that is looked at.
    pub fn of(runs: &[Measured], settings: &[Setting], current: Option<u32>) -> Self {
        let front = front(settings);
        let number = |setting: &Setting| front.iter().position(|other| other.key == setting.key).map(|index| index + 1);
        let dot = |run: &Measured| {
            let setting = settings.iter().find(|setting| setting.has(run.id));
            let seeds = setting.map_or(1, |setting| setting.runs.len());
            let number = setting.and_then(number);
            dot(run, setting.filter(|_| seeds > 1), number, current == Some(run.id))
        };
        let mean = |setting: &Setting| {
            let (shape, tone) = look(setting.config().strategy);
            Mean {
                at: point(setting.mean()),
                x: (setting.gained.min, setting.gained.max),
                y: (setting.kept.min, setting.kept.max),
                shape,
                tone,
                label: number(setting).map(|number| number.to_string()).unwrap_or_default(),
            }
        };
        let leader = |setting: &&Setting| Leader {
            run: setting.runs[0].id,
            name: setting.runs[0].name.clone(),
            title: setting.title(),
            figures: figures(setting.mean()),
        };
        Self {
            dots: runs.iter().map(dot).collect(),
            means: settings.iter().filter(|setting| setting.runs.len() > 1).map(mean).collect(),
            front: front.iter().map(|setting| point(setting.mean())).collect(),
            leaders: front.iter().map(leader).collect(),
        }
    }

    /// What is to be seen, in a sentence.
    pub fn summary(&self, settings: usize) -> String {
        let Some(last) = self.leaders.last() else { return String::new() };
        let runs = format::plural(self.dots.len() as u64, "run");
        let settings = format::plural(settings as u64, "setting");
        match self.leaders.len() {
            1 => format!("{runs} of {settings}. One beats all others: “{}”, {}.", last.name, last.figures),
            count => format!(
                "{runs} of {settings}. {count} of them are beaten by no other: from “{}” ({}) to “{}” ({}).",
                self.leaders[0].name, self.leaders[0].figures, last.name, last.figures
            ),
        }
    }
}

fn dot(run: &Measured, repeats: Option<&Setting>, number: Option<usize>, ringed: bool) -> Dot {
    let (shape, tone) = look(run.config.strategy);
    let tradeoff = run.tradeoff();
    let of_seeds = repeats.map_or_else(String::new, |setting| {
        format!(
            " One of {}, whose mean is {}.",
            format::plural(setting.runs.len() as u64, "seed"),
            figures(setting.mean())
        )
    });
    let early = if run.completed { "" } else { " It ended early." };
    let on_front = if number.is_some() { " On the front." } else { "" };
    Dot {
        id: run.id,
        at: point(tradeoff),
        shape,
        tone,
        faint: repeats.is_some(),
        ringed,
        label: number.filter(|_| repeats.is_none()).map(|number| number.to_string()).unwrap_or_default(),
        reading: format!(
            "{}: {}, seed {}. {}.{early}{of_seeds}{on_front}",
            run.name,
            label(&run.config),
            run.config.seed,
            figures(tradeoff)
        ),
        cells: vec![
            run.name.clone(),
            summary::strategy(&run.config),
            shortest(run.config.learning_rate),
            run.config.seed.to_string(),
            format::points(tradeoff.gained),
            format::points(tradeoff.kept),
            if number.is_some() { "yes" } else { "no" }.into(),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::measured::tests::run;
    use super::super::settings::settings;
    use super::*;
    use crate::config::RunConfig;

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    fn plot() -> Plot {
        let config = |learning_rate, seed| RunConfig { learning_rate, seed, ..RunConfig::default() };
        let runs = [
            run(4, config(1e-3, 1), 0.4, -0.3),
            run(3, config(1e-5, 1), 0.1, -0.4),
            run(2, config(2e-4, 2), 0.3, 0.0),
            run(1, config(2e-4, 1), 0.2, -0.02),
        ];
        Plot::of(&runs, &settings(&runs), Some(3))
    }

    #[test]
    fn every_run_is_a_mark_and_several_seeds_have_a_mean() {
        let plot = plot();
        assert_eq!((plot.dots.len(), plot.means.len()), (4, 1));
        assert!(plot.dots.iter().all(|dot| dot.cells.len() == COLUMNS.len()));
        let faint: Vec<bool> = plot.dots.iter().map(|dot| dot.faint).collect();
        assert_eq!(faint, [false, false, true, true]);
        assert!(plot.dots[1].ringed && !plot.dots[0].ringed);
        let (low, high) = plot.means[0].x;
        assert!((low - 0.2).abs() < 1e-12 && (high - 0.3).abs() < 1e-12 && plot.means[0].label == "1");
        assert!(plain(&plot.dots[2].reading).contains("One of 2 seeds, whose mean is +25.0 points on the domain"));
    }

    #[test]
    fn the_front_is_made_of_means_and_numbered() {
        let plot = plot();
        assert_eq!(plot.front.len(), 2);
        let runs: Vec<u32> = plot.leaders.iter().map(|leader| leader.run).collect();
        assert_eq!(runs, [2, 4]);
        assert_eq!(plot.dots[0].label, "2");
        assert!(
            plain(&plot.summary(3)).starts_with("4 runs of 3 settings. 2 of them are beaten by no other: from “Run 2”")
        );
        assert_eq!(Plot::default().summary(0), "");
    }

    #[test]
    fn what_is_far_behind_the_front_can_be_left_out_without_changing_it() {
        let at = |id: u32, gained, kept| {
            run(id, RunConfig { learning_rate: f64::from(id) * 1e-4, ..RunConfig::default() }, gained, kept)
        };
        let runs = [at(5, -0.1, -0.05), at(4, 0.1, -0.5), at(3, 0.1, -0.21), at(2, 0.3, -0.2), at(1, 0.2, -0.01)];
        let near = near_the_front(&runs, &settings(&runs));
        assert_eq!(near.iter().map(|run| run.id).collect::<Vec<_>>(), [3, 2, 1]);
        let front = |runs: &[Measured]| Plot::of(runs, &settings(runs), None).front;
        assert_eq!(front(&near), front(&runs));
    }

    #[test]
    fn no_two_strategies_look_alike() {
        let looks: std::collections::HashSet<Shape> =
            Strategy::ALL.into_iter().map(|strategy| look(strategy).0).collect();
        assert_eq!(looks.len(), Strategy::ALL.len());
    }
}
