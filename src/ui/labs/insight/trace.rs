//! A text of the learner's own over a run, and what is said about it. Pure.

use crate::client::insight::Trace;
use crate::config::Task;
use crate::ui::charts::{Dash, Point, Series, Tone};

/// The probability of each class that is shown over the run: the positive one of two, or all of more.
pub fn lines(trace: &Trace, task: Task) -> Vec<Series> {
    let shown: Vec<usize> = match task.positive() {
        Some(class) => vec![class],
        None => (0..task.classes()).collect(),
    };
    let line = |(index, class): (usize, usize)| {
        let point = |at: &crate::client::insight::Snapshot| {
            let whole = at.probabilities.len() == task.classes();
            Some((f64::from(at.step), f64::from(*at.probabilities.get(class).filter(|_| whole)?)))
        };
        let points: Vec<Point> = trace.points.iter().filter_map(point).collect();
        let name = task.descriptions().get(class).map_or("", |class| class.name);
        Series { dash: Dash::nth(index), ..Series::new(name, Tone::Nth(index), points) }
    };
    shown.into_iter().enumerate().map(line).filter(|line| !line.points.is_empty()).collect()
}

/// What will be measured, and when.
pub fn status(watched: Option<&str>, running: bool) -> &'static str {
    match (watched, running) {
        (None, _) => "No text is watched. Write one and press “Watch this text”, before a run or while it goes on.",
        (Some(_), true) => "Your text is measured at every evaluation from the next one on.",
        (Some(_), false) => "Your text is measured at every evaluation of the next run, the base model first.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::insight::Snapshot;

    fn trace(rows: &[&[f32]]) -> Trace {
        let snapshot =
            |(index, row): (usize, &&[f32])| Snapshot { step: 32 * index as u32, probabilities: row.to_vec() };
        Trace { text: "a text".into(), points: rows.iter().enumerate().map(snapshot).collect() }
    }

    #[test]
    fn of_two_classes_the_positive_one_is_shown_and_of_five_all() {
        let two = lines(&trace(&[&[0.75, 0.25], &[0.5, 0.5]]), Task::Condition);
        assert_eq!((two.len(), two[0].label.as_str()), (1, "condition"));
        assert_eq!(two[0].points, [(0.0, 0.25), (32.0, 0.5)]);
        assert_eq!(lines(&trace(&[&[0.2; 5]]), Task::Kind).len(), 5);
    }

    #[test]
    fn answers_to_another_question_are_left_out() {
        assert!(lines(&trace(&[&[0.2; 5]]), Task::Condition).is_empty());
        assert!(lines(&trace(&[]), Task::Condition).is_empty());
    }

    #[test]
    fn what_will_be_measured_is_told() {
        assert!(status(None, true).starts_with("No text"));
        assert_ne!(status(Some("a"), true), status(Some("a"), false));
    }
}
