//! The models between start and end, read off what was measured. Pure.

use crate::client::between::{MIXES, Mixed, Mixture};
use crate::config::{RunConfig, Strategy};
use crate::ui::charts::Point;
use crate::ui::parts::format;

/// How far towards the trained model a place lies, as a share.
pub fn share(place: u32) -> f64 {
    f64::from(place) / f64::from(MIXES)
}

/// Accuracy over the percentage of the way, of what `of` picks.
pub fn line(mixture: &Mixture, of: fn(&Mixed) -> f64) -> Vec<Point> {
    mixture.points.iter().map(|(place, mixed)| (100.0 * share(*place), of(mixed))).collect()
}

/// The mean of both accuracies.
fn mean(mixed: &Mixed) -> f64 {
    (mixed.target.accuracy + mixed.general.accuracy) / 2.0
}

/// The place with the highest mean of both accuracies; of equals the one nearest to the base model. `None`
/// until every place is measured.
pub fn best(mixture: &Mixture) -> Option<u32> {
    if mixture.points.len() <= MIXES as usize {
        return None;
    }
    let higher = |best: (u32, f64), (place, mixed): (&u32, &Mixed)| {
        let own = mean(mixed);
        if own > best.1 { (*place, own) } else { best }
    };
    let (place, _) = mixture.points.iter().fold((0, f64::NEG_INFINITY), higher);
    Some(place)
}

/// Both accuracies at a place, each with how far it is from both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// On domain validation texts.
    pub target: Figure,
    /// On general validation texts.
    pub general: Figure,
}

/// An accuracy between those of both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Here.
    pub here: f64,
    /// Here minus at the base model; `None` until that is measured.
    pub from_start: Option<f64>,
    /// Here minus at the trained model.
    pub from_end: Option<f64>,
}

/// What is known of a place.
pub fn reading(mixture: &Mixture, place: u32) -> Option<Reading> {
    let here = mixture.points.get(&place)?;
    let (start, end) = (mixture.points.get(&0), mixture.points.get(&MIXES));
    let figure = |of: fn(&Mixed) -> f64| Figure {
        here: of(here),
        from_start: start.map(|start| of(here) - of(start)),
        from_end: end.map(|end| of(here) - of(end)),
    };
    Some(Reading { target: figure(|mixed| mixed.target.accuracy), general: figure(|mixed| mixed.general.accuracy) })
}

/// A place in words.
pub fn name(place: u32) -> String {
    match place {
        0 => "The base model".into(),
        MIXES => "The trained model".into(),
        place => format!("{} of the way to the trained model", format::whole_percent(share(place))),
    }
}

/// What the slider says.
pub fn sentence(mixture: &Mixture, place: u32) -> String {
    let name = name(place);
    match reading(mixture, place) {
        Some(Reading { target, general }) => {
            format!("{name}: domain {}, general {}", format::percent(target.here), format::percent(general.here))
        }
        None => format!("{name}: not measured yet"),
    }
}

/// What the best place is worth, compared with the trained model.
pub fn verdict(mixture: &Mixture) -> Option<String> {
    let best = best(mixture)?;
    let Reading { target, general } = reading(mixture, best)?;
    if best == MIXES {
        return Some("The trained model itself has the highest mean of both: here, averaging gains nothing.".into());
    }
    if best == 0 {
        return Some("The base model itself has the highest mean of both: this run cost more than it gained.".into());
    }
    let points = |difference: Option<f64>| format::points(difference.unwrap_or_default());
    Some(format!(
        "The highest mean of both lies at {} of the way. Against the trained model that is {} on general texts and {} on \
         domain texts.",
        format::whole_percent(share(best)),
        points(general.from_end),
        points(target.from_end)
    ))
}

/// The configuration of a run that averages by itself; `None` at the ends, where there is nothing to average.
/// Part of the way to an average is less of the way to its end.
pub fn averaged(config: &RunConfig, place: u32) -> Option<RunConfig> {
    let whole = match config.strategy {
        Strategy::Averaged { trained } => trained,
        _ => 1.0,
    };
    let inside = (1..MIXES).contains(&place);
    // Four decimals: what the address writes should be short.
    let trained = (share(place) * whole * 1e4).round() / 1e4;
    inside.then(|| RunConfig { strategy: Strategy::Averaged { trained }, ..config.clone() })
}

/// What “train so” means for a run that was not trained in full.
pub fn hint(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Full | Strategy::Averaged { .. } => {
            "The run is made again with the same settings; at its end every weight is put at this place between start and end."
        }
        _ => {
            "Weight averaging takes the place of the strategy of this run: every weight is trained, and at the end put at this \
             place between start and end. That end is another one than the one measured here."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Scores;

    fn scores(accuracy: f64) -> Scores {
        Scores { accuracy, balanced_accuracy: accuracy, precision: None, recall: None, f1: None, loss: 1.0 }
    }

    /// Domain accuracy rises evenly, general accuracy falls in the last quarter.
    fn mixture(places: impl IntoIterator<Item = u32>) -> Mixture {
        let mixed = |place: u32| {
            let general = if place > 15 { 0.9 - 0.1 * f64::from(place - 15) } else { 0.9 };
            (place, Mixed { target: scores(0.5 + 0.02 * f64::from(place)), general: scores(general) })
        };
        Mixture { points: places.into_iter().map(mixed).collect(), ..Mixture::default() }
    }

    #[test]
    fn the_best_place_is_told_only_when_all_are_measured() {
        assert_eq!(best(&mixture(0..20)), None);
        let all = mixture(0..=20);
        assert_eq!(best(&all), Some(15));
        let verdict = verdict(&all).expect("all are there").replace('\u{a0}', " ");
        assert!(verdict.contains("75 % of the way"), "{verdict}");
        assert!(verdict.contains("+50.0 points on general texts and −10.0 points on domain texts"), "{verdict}");
    }

    #[test]
    fn of_equals_the_one_nearest_to_the_base_model_is_best() {
        let mut flat = mixture(0..=20);
        flat.points.values_mut().for_each(|mixed| (mixed.target, mixed.general) = (scores(0.5), scores(0.5)));
        assert_eq!(best(&flat), Some(0));
        assert!(verdict(&flat).is_some_and(|verdict| verdict.starts_with("The base model itself")));
    }

    #[test]
    fn a_place_is_read_against_both_ends() {
        let some = mixture([0, 10]);
        let read = reading(&some, 10).expect("measured");
        assert!((read.target.here - 0.7).abs() < 1e-9);
        assert!(read.target.from_start.is_some_and(|difference| (difference - 0.2).abs() < 1e-9));
        assert_eq!((read.target.from_end, reading(&some, 20)), (None, None));
        let plain = |place| sentence(&some, place).replace('\u{a0}', " ");
        assert_eq!(plain(10), "50 % of the way to the trained model: domain 70.0 %, general 90.0 %");
        assert_eq!(plain(20), "The trained model: not measured yet");
        assert_eq!(line(&some, |mixed| mixed.target.accuracy), [(0.0, 0.5), (50.0, 0.7)]);
    }

    #[test]
    fn a_place_between_the_ends_can_be_trained() {
        let config = RunConfig { seed: 9, ..RunConfig::default() };
        let trained = averaged(&config, 12).expect("between the ends");
        assert_eq!((trained.strategy, trained.seed), (Strategy::Averaged { trained: 0.6 }, 9));
        assert_eq!(trained.validate(), Ok(()));
        assert_eq!((averaged(&config, 0), averaged(&config, 20)), (None, None));
        let twice = averaged(&trained, 10).expect("between the ends");
        assert_eq!(twice.strategy, Strategy::Averaged { trained: 0.3 }, "half of the way to 60 %");
        assert_ne!(hint(Strategy::Full), hint(Strategy::HeadOnly));
    }
}
