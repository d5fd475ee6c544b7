//! What the moments of a recorded run tell: where it overfits, and a cook's weeks beside it. Pure.

use crate::lesson::recorded_run::Moment;

/// The moment at which the loss on fresh texts is lowest.
pub fn turning_point(moments: &[Moment]) -> Option<&Moment> {
    moments.iter().min_by(|a, b| a.unseen_loss.total_cmp(&b.unseen_loss))
}

/// What is worth saying of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// Before the first day.
    Start,
    /// The new dishes got better.
    Better,
    /// The new dishes got better, and old ones have suffered.
    BetterAndForgetting,
    /// Old dishes have suffered.
    Forgetting,
    /// Little changed.
    Little,
    /// The last one.
    End,
}

/// A smaller gain since the last moment is not spoken of.
const GAIN: f64 = 0.01;
/// A smaller loss since the start is not spoken of. From moment to moment general accuracy goes up and down by as much.
const LOSS: f64 = 0.02;

/// What is worth saying of the moment with this index.
pub fn remark(moments: &[Moment], index: usize) -> Remark {
    let Some(now) = moments.get(index) else { return Remark::Little };
    let Some(before) = index.checked_sub(1).and_then(|index| moments.get(index)) else { return Remark::Start };
    if index + 1 == moments.len() {
        return Remark::End;
    }
    let better = now.target - before.target >= GAIN;
    let worse = moments[0].general - now.general >= LOSS;
    match (better, worse) {
        (true, true) => Remark::BetterAndForgetting,
        (true, false) => Remark::Better,
        (false, true) => Remark::Forgetting,
        (false, false) => Remark::Little,
    }
}

/// How many of `all` dishes are right at a share: never all of them where one is missing, never none where one is.
pub fn dishes(share: f64, all: usize) -> usize {
    let right = (share.clamp(0.0, 1.0) * all as f64).round() as usize;
    let most = if share < 1.0 { all.saturating_sub(1) } else { all };
    let least = usize::from(share > 0.0).min(most);
    right.clamp(least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(step: u32, target: f64, general: f64, unseen_loss: f64) -> Moment {
        Moment { step, seen_loss: 0.1, unseen_loss, target, general, moved: Vec::new() }
    }

    #[test]
    fn the_turning_point_is_where_fresh_texts_are_least_surprising() {
        let moments = [moment(0, 0.7, 0.9, 1.0), moment(32, 0.9, 0.9, 0.4), moment(64, 0.9, 0.9, 0.7)];
        assert_eq!(turning_point(&moments).map(|moment| moment.step), Some(32));
        assert_eq!(turning_point(&[]), None);
    }

    #[test]
    fn weeks_are_told_by_what_changed_in_them() {
        let moments = [
            moment(0, 0.7, 0.96, 1.0),
            moment(1, 0.8, 0.96, 1.0),
            moment(2, 0.9, 0.94, 1.0),
            moment(3, 0.905, 0.93, 1.0),
            moment(4, 0.905, 0.95, 1.0),
            moment(5, 0.95, 0.9, 1.0),
        ];
        let told: Vec<Remark> = (0..7).map(|index| remark(&moments, index)).collect();
        use Remark::{Better, BetterAndForgetting, End, Forgetting, Little, Start};
        assert_eq!(told, [Start, Better, BetterAndForgetting, Forgetting, Little, End, Little]);
    }

    #[test]
    fn dishes_are_all_right_only_where_nothing_is_wrong() {
        assert_eq!([1.0, 0.99, 0.718, 0.001, 0.0].map(|share| dishes(share, 20)), [20, 19, 14, 1, 0]);
        assert_eq!(dishes(f64::NAN, 20), 0);
    }
}
