//! A session of cards: what is due, in which order, what was answered, and what can be taken back. When a card comes
//! again is decided elsewhere (`lesson/schedule.rs`). Pure.

use std::collections::{BTreeMap, VecDeque};

use super::cards::Card;
use super::progress::Schedule;
use super::quiz::Level;

/// Milliseconds of a day.
pub const DAY: f64 = 86_400_000.0;

/// At most so many cards of a session are new.
pub const NEW_CARDS: usize = 10;

/// At most so many cards are brought forward when a learner studies ahead.
pub const AHEAD: usize = 10;

/// How well a card was recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grade {
    /// Not at all, or wrongly.
    Again,
    /// With much effort, or with holes.
    Hard,
    /// Rightly.
    Good,
    /// At once.
    Easy,
}

impl Grade {
    /// Every grade, in the order of the keys 1 to 4.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];
}

/// Schedules by the name of the card.
pub type Schedules = BTreeMap<String, Schedule>;

/// What there is to review.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing<'a> {
    /// Cards whose time has come, those that are most likely forgotten first.
    pub due: Vec<&'a Card>,
    /// Cards that were never reviewed, in the order of the deck.
    pub new: Vec<&'a Card>,
    /// Cards whose time is still to come, the next one first.
    pub later: Vec<&'a Card>,
}

impl<'a> Standing<'a> {
    /// How the cards of a level (all where there is none) stand `now`.
    pub fn of(cards: &'a [Card], level: Option<Level>, schedules: &Schedules, now: f64) -> Self {
        let mut standing = Self::default();
        for card in cards.iter().filter(|card| level.is_none_or(|level| card.level == level)) {
            match schedules.get(&card.id) {
                None => standing.new.push(card),
                Some(schedule) if schedule.due <= now => standing.due.push(card),
                Some(_) => standing.later.push(card),
            }
        }
        let schedule = |card: &&Card| schedules.get(&card.id).copied();
        standing.due.sort_by(|a, b| {
            let overdue = |card| schedule(card).map_or(0.0, |schedule| overdue(&schedule, now));
            overdue(b).total_cmp(&overdue(a))
        });
        standing.later.sort_by(|a, b| {
            let due = |card| schedule(card).map_or(0.0, |schedule| schedule.due);
            due(a).total_cmp(&due(b))
        });
        standing
    }

    /// What a session of today holds: all that is due, then some that is new.
    pub fn today(&self) -> Vec<&'a Card> {
        self.due.iter().chain(self.new.iter().take(NEW_CARDS)).copied().collect()
    }

    /// What a session holds that goes ahead of the schedule.
    pub fn ahead(&self) -> Vec<&'a Card> {
        self.later.iter().take(AHEAD).copied().collect()
    }

    /// When the next card is due that is not due yet.
    pub fn next_due(&self, schedules: &Schedules) -> Option<f64> {
        self.later.first().and_then(|card| schedules.get(&card.id)).map(|schedule| schedule.due)
    }

    /// How long it is until then. A card of this session comes when its grade said so: the minutes since must not
    /// turn “in 6 hours” into 5.
    pub fn next_wait(&self, schedules: &Schedules, session: &Session, now: f64) -> Option<f64> {
        let card = self.later.first()?;
        let schedule = schedules.get(&card.id)?;
        Some(schedule.due - if session.has_asked(&card.id) { schedule.reviewed } else { now })
    }
}

/// Time since the review as a share of the stability: the greater it is, the smaller the chance that the card is
/// still known, whatever the forgetting curve.
fn overdue(schedule: &Schedule, now: f64) -> f64 {
    (now - schedule.reviewed) / (f64::from(schedule.stability).max(f64::EPSILON) * DAY)
}

/// A session on its way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {
    queue: VecDeque<String>,
    done: Vec<Answered>,
}

/// A card that was graded in this session.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The card.
    pub card: String,
    /// How well it was recalled.
    pub grade: Grade,
    /// Its schedule before.
    pub before: Option<Schedule>,
}

impl Session {
    /// A session with these cards, in this order.
    pub fn new<'a>(cards: impl IntoIterator<Item = &'a Card>) -> Self {
        Self { queue: cards.into_iter().map(|card| card.id.clone()).collect(), done: Vec::new() }
    }

    /// The card that is asked; `None` at the end.
    pub fn current(&self) -> Option<&str> {
        self.queue.front().map(String::as_str)
    }

    /// How many answers were given.
    pub fn answered(&self) -> usize {
        self.done.len()
    }

    /// How many answers the session takes as it stands.
    pub fn length(&self) -> usize {
        self.done.len() + self.queue.len()
    }

    /// Grades the card that is asked. One that was not known is asked once more at the end.
    pub fn grade(&mut self, grade: Grade, before: Option<Schedule>) {
        let Some(card) = self.queue.pop_front() else { return };
        if grade == Grade::Again {
            self.queue.push_back(card.clone());
        }
        self.done.push(Answered { card, grade, before });
    }

    /// Takes the last grade back: the card is asked again. Gives what its schedule was before.
    pub fn undo(&mut self) -> Option<Answered> {
        let last = self.done.pop()?;
        if last.grade == Grade::Again {
            self.queue.pop_back();
        }
        self.queue.push_front(last.card.clone());
        Some(last)
    }

    /// How many different cards were answered.
    pub fn cards(&self) -> usize {
        self.done.iter().map(|answer| answer.card.as_str()).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Whether a card was answered.
    pub fn has_asked(&self, card: &str) -> bool {
        self.done.iter().any(|answer| answer.card == card)
    }

    /// How often each grade was given, in the order of [`Grade::ALL`].
    pub fn counts(&self) -> [usize; 4] {
        Grade::ALL.map(|grade| self.done.iter().filter(|answer| answer.grade == grade).count())
    }

    /// Cards that were not known at least once, in the order of the session.
    pub fn forgotten(&self) -> Vec<&str> {
        let mut forgotten: Vec<&str> = Vec::new();
        for answer in self.done.iter().filter(|answer| answer.grade == Grade::Again) {
            if !forgotten.contains(&answer.card.as_str()) {
                forgotten.push(&answer.card);
            }
        }
        forgotten
    }
}

/// A span of time in the largest unit of which it holds at least one, rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many minutes; none is “now”.
    Minutes(u32),
    /// So many hours.
    Hours(u32),
    /// So many days.
    Days(u32),
    /// So many months of 30 days.
    Months(u32),
    /// So many years.
    Years(u32),
}

impl Span {
    /// A span of so many milliseconds.
    pub fn of(milliseconds: f64) -> Self {
        let minutes = (milliseconds / 60_000.0).max(0.0);
        let (hours, days) = (minutes / 60.0, minutes / 1440.0);
        match (minutes.round(), hours.round(), days.round()) {
            (minutes, ..) if minutes < 60.0 => Self::Minutes(minutes as u32),
            (_, hours, _) if hours < 24.0 => Self::Hours(hours as u32),
            (.., days) if days < 60.0 => Self::Days(days.max(1.0) as u32),
            (.., days) if days < 720.0 => Self::Months((days / 30.0).round() as u32),
            (.., days) => Self::Years((days / 365.0).round() as u32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 100.0 * DAY;

    fn card(id: &str, level: Level) -> Card {
        let text = crate::lesson::Text::default();
        Card { id: id.into(), chapter: "the-run".into(), level, front: text.clone(), back: text }
    }

    fn schedule(reviewed_days_ago: f64, stability: f32) -> Schedule {
        let reviewed = NOW - reviewed_days_ago * DAY;
        let due = reviewed + f64::from(stability) * DAY;
        Schedule { stability, difficulty: 5.0, reviewed, due, reviews: 1, lapses: 0, missed: false }
    }

    fn ids<'a>(cards: &[&'a Card]) -> Vec<&'a str> {
        cards.iter().map(|card| card.id.as_str()).collect()
    }

    #[test]
    fn what_is_most_likely_forgotten_comes_first_and_new_ones_last() {
        let cards = ["new", "late", "later", "little", "much"].map(|id| card(id, Level::Easy));
        let schedules: Schedules = [
            ("late", schedule(1.0, 2.0)),
            ("later", schedule(1.0, 9.0)),
            ("little", schedule(11.0, 10.0)),
            // Overdue by less time, but much more likely forgotten.
            ("much", schedule(1.5, 1.0)),
        ]
        .map(|(id, schedule)| (id.to_owned(), schedule))
        .into();
        let standing = Standing::of(&cards, None, &schedules, NOW);
        assert_eq!(ids(&standing.today()), ["much", "little", "new"]);
        assert_eq!(ids(&standing.ahead()), ["late", "later"]);
        assert_eq!(standing.next_due(&schedules), Some(NOW + DAY));
    }

    #[test]
    fn the_next_card_comes_when_its_grade_said() {
        let hour = DAY / 24.0;
        let cards = ["a", "b"].map(|id| card(id, Level::Easy));
        let after = |hours: f64| Schedule { due: NOW + hours * hour, reviewed: NOW, ..schedule(0.0, 1.0) };
        let schedules: Schedules = [("a".to_owned(), after(5.6)), ("b".to_owned(), after(9.0))].into();
        let mut session = Session::new(&cards[..1]);
        session.grade(Grade::Hard, None);
        let later = NOW + 0.2 * hour;
        let wait =
            |session| Standing::of(&cards, None, &schedules, later).next_wait(&schedules, session, later).map(Span::of);
        assert_eq!(wait(&session), Some(Span::Hours(6)), "as the button said");
        assert_eq!(wait(&Session::default()), Some(Span::Hours(5)), "from now on");
        assert_eq!(Standing::default().next_wait(&schedules, &session, later), None);
    }

    #[test]
    fn a_level_leaves_the_others_out_and_new_cards_are_few() {
        let mut cards: Vec<Card> = (0..20).map(|index| card(&format!("e{index}"), Level::Easy)).collect();
        cards.push(card("h", Level::Hard));
        let today = |level| Standing::of(&cards, level, &Schedules::new(), NOW).today().len();
        assert_eq!((today(None), today(Some(Level::Hard)), today(Some(Level::Medium))), (NEW_CARDS, 1, 0));
    }

    #[test]
    fn a_session_asks_again_what_was_not_known_and_undoes_step_by_step() {
        let cards = ["a", "b"].map(|id| card(id, Level::Easy));
        let fresh = Session::new(&cards);
        let mut session = fresh.clone();
        session.grade(Grade::Again, None);
        session.grade(Grade::Good, Some(schedule(1.0, 1.0)));
        assert_eq!((session.current(), session.answered(), session.length()), (Some("a"), 2, 3));
        session.grade(Grade::Easy, None);
        assert_eq!((session.current(), session.cards(), session.counts()), (None, 2, [1, 0, 1, 1]));
        assert_eq!(session.forgotten(), ["a"]);
        session.grade(Grade::Easy, None);
        assert_eq!(session.answered(), 3, "there is nothing left to grade");
        let undone: Vec<_> =
            std::iter::from_fn(|| session.undo()).map(|last| (last.card, last.before.is_some())).collect();
        assert_eq!(undone, [("a".into(), false), ("b".into(), true), ("a".into(), false)]);
        assert_eq!(session, fresh);
    }

    #[test]
    fn spans_are_told_in_the_unit_that_fits() {
        let minute = 60_000.0;
        let spans = [
            (0.2 * minute, Span::Minutes(0)),
            (10.0 * minute, Span::Minutes(10)),
            (59.7 * minute, Span::Hours(1)),
            (0.212 * DAY, Span::Hours(5)),
            (0.99 * DAY, Span::Days(1)),
            (2.3065 * DAY, Span::Days(2)),
            (59.0 * DAY, Span::Days(59)),
            (90.0 * DAY, Span::Months(3)),
            (800.0 * DAY, Span::Years(2)),
        ];
        for (milliseconds, span) in spans {
            assert_eq!(Span::of(milliseconds), span, "{milliseconds}");
        }
        assert_eq!(Span::of(-5.0), Span::Minutes(0));
    }
}
