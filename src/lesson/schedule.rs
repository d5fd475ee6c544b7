//! When a card comes again. The memory model is FSRS-6 with its default parameters, as computed by the `fsrs` crate
//! of open-spaced-repetition (Ye, Su & Cao, 2022, <https://doi.org/10.1145/3534678.3539081>); this file only
//! turns its days into times. Pure.

use fsrs::{FSRS, ItemState, MemoryState, NextStates};

use super::progress::Schedule;
use super::review::{DAY, Grade};

/// A card comes again when the chance to recall it has fallen to this.
pub const RETENTION: f32 = 0.9;

/// No card comes again sooner: ten minutes.
pub const SOONEST: f64 = 600_000.0;

/// The schedules that the four grades lead to, in the order of [`Grade::ALL`], for a card with this schedule (none
/// where it is new) that is answered `now`. `None` where the model refuses what was kept, such as a damaged file.
pub fn outlook(kept: Option<&Schedule>, now: f64) -> Option<[Schedule; 4]> {
    let memory = kept.map(|kept| MemoryState { stability: kept.stability, difficulty: kept.difficulty });
    let days = kept.map_or(0, |kept| whole_days(now - kept.reviewed));
    let NextStates { again, hard, good, easy } = FSRS::default().next_states(memory, RETENTION, days).ok()?;
    let states = [again, hard, good, easy];
    let all = Grade::ALL.map(|grade| schedule(&states[grade as usize], grade, kept, now));
    all.iter().all(|it| it.due.is_finite()).then_some(all)
}

/// The schedule after an answer; a card whose schedule cannot be used starts anew.
pub fn graded(kept: Option<&Schedule>, grade: Grade, now: f64) -> Option<Schedule> {
    outlook(kept, now).or_else(|| outlook(None, now)).map(|all| all[grade as usize])
}

fn schedule(state: &ItemState, grade: Grade, kept: Option<&Schedule>, now: f64) -> Schedule {
    let reviews = kept.map_or(0, |kept| kept.reviews);
    let lapses = kept.map_or(0, |kept| kept.lapses);
    // A card that was not known when it was new is not one that was forgotten.
    let is_lapse = grade == Grade::Again && kept.is_some();
    Schedule {
        stability: state.memory.stability,
        difficulty: state.memory.difficulty,
        reviewed: now,
        due: now + (f64::from(state.interval) * DAY).max(SOONEST),
        reviews: reviews.saturating_add(1),
        lapses: lapses.saturating_add(is_lapse.into()),
        missed: grade == Grade::Again,
    }
}

/// The model counts whole days: the next morning is one, the same afternoon is none.
fn whole_days(elapsed: f64) -> u32 {
    (elapsed / DAY).round().max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_795_262_639_000.0;

    fn days(schedule: &Schedule) -> f64 {
        (schedule.due - schedule.reviewed) / DAY
    }

    /// Answers with these grades, each after so many days.
    fn answer(answers: &[(Grade, f64)]) -> Schedule {
        let mut now = NOW;
        let mut kept = None;
        for (grade, after) in answers {
            now += after * DAY;
            kept = graded(kept.as_ref(), *grade, now);
        }
        kept.expect("there was an answer")
    }

    #[test]
    fn a_new_card_comes_after_the_first_four_default_parameters() {
        let all = outlook(None, NOW).expect("a new card has an outlook");
        for (schedule, days_after) in all.iter().zip([0.212, 1.2931, 2.3065, 8.2956]) {
            assert!((days(schedule) - days_after).abs() < 1e-4, "{} days, not {days_after}", days(schedule));
            assert_eq!((schedule.reviews, schedule.lapses, schedule.reviewed), (1, 0, NOW));
        }
        assert_eq!(all.map(|it| it.stability), [0.212, 1.2931, 2.3065, 8.2956]);
        // `next_states` in the crate's documentation.
        for (schedule, difficulty) in all.iter().zip([6.4133, 5.112_170_7, 2.118_104, 1.0]) {
            assert!((schedule.difficulty - difficulty).abs() < 1e-4, "{}", schedule.difficulty);
        }
    }

    #[test]
    fn memory_is_what_the_crate_publishes_for_its_own_sequence() {
        // `test_memory_state` in the crate's src/inference.rs: again, then five times good, after 0, 0, 1, 3, 8 and 21
        // days, with the default parameters.
        let good = |after| (Grade::Good, after);
        let schedule = answer(&[(Grade::Again, 0.0), good(0.0), good(1.0), good(3.0), good(8.0), good(21.0)]);
        assert!((schedule.stability - 53.626_91).abs() < 1e-4, "{}", schedule.stability);
        assert!((schedule.difficulty - 6.357_486_7).abs() < 1e-4, "{}", schedule.difficulty);
        // At a retention of 90 % the interval is the stability.
        assert!((days(&schedule) - 53.626_91).abs() < 1e-3, "{}", days(&schedule));
        assert_eq!((schedule.reviews, schedule.lapses), (6, 0));
    }

    #[test]
    fn a_better_grade_never_comes_sooner() {
        let mut kept = None;
        let mut now = NOW;
        for (step, grade) in [2, 3, 0, 2, 1, 2, 0, 0, 3, 3, 2, 1].into_iter().enumerate() {
            let all = outlook(kept.as_ref(), now).expect("an outlook");
            assert!(all.is_sorted_by(|sooner, later| sooner.due <= later.due), "{step}: {all:?}");
            assert!(all.iter().all(|it| it.due >= now + SOONEST && (1.0..=10.0).contains(&it.difficulty)));
            kept = Some(all[grade]);
            // Early, in time and late by turns.
            now += days(&all[grade]) * DAY * [0.5, 1.0, 2.0][step % 3];
        }
    }

    #[test]
    fn a_card_that_is_known_every_time_comes_ever_more_seldom() {
        let mut schedule = graded(None, Grade::Good, NOW).expect("a schedule");
        for _ in 0..8 {
            let next = graded(Some(&schedule), Grade::Good, schedule.due).expect("a schedule");
            assert!(days(&next) > days(&schedule), "{} after {}", days(&next), days(&schedule));
            schedule = next;
        }
        assert!(days(&schedule) > 365.0);
    }

    #[test]
    fn a_lapse_is_counted_and_shortens() {
        let known = answer(&[(Grade::Good, 0.0), (Grade::Good, 2.0), (Grade::Good, 10.0)]);
        let lapsed = graded(Some(&known), Grade::Again, known.due).expect("a schedule");
        assert_eq!((lapsed.lapses, lapsed.missed), (1, true));
        assert!(!graded(Some(&lapsed), Grade::Hard, lapsed.due).expect("a schedule").missed, "it is known again");
        assert!(days(&lapsed) < days(&known));
    }

    #[test]
    fn a_damaged_schedule_starts_anew() {
        let damaged = Schedule { stability: f32::NAN, ..answer(&[(Grade::Good, 0.0)]) };
        let again = graded(Some(&damaged), Grade::Good, NOW).expect("it starts anew");
        assert!((days(&again) - 2.3065).abs() < 1e-4);
    }
}
