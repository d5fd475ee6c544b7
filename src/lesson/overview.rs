//! What a learner has done of each chapter, and what would be best next. Pure.

use super::cards::Card;
use super::chapter::Chapter;
use super::deed::Deed;
use super::own_runs::{self, RunFacts};
use super::practice::Exercise;
use super::progress::{Answered, Progress};
use super::quiz::{About, Quiz, Template};
use super::review::Standing;
use super::round::{Calibrated, Confidence, calibration};

/// New cards of chapters already read that are worth a session of their own.
const WORTH_A_SESSION: usize = 6;

/// Everything that can be learned.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// In reading order.
    pub chapters: &'a [Chapter],
    /// The deck.
    pub cards: &'a [Card],
    /// The questions.
    pub quiz: &'a Quiz,
    /// From easy to hard.
    pub exercises: &'a [Exercise],
    /// The learner's runs, as far as questions can be about them.
    pub runs: &'a [RunFacts],
    /// Whether the worked problem is solved.
    pub problem_solved: bool,
}

/// How far a learner is with a chapter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// Whether it was read to the end.
    pub read: bool,
    /// Whether its task was done.
    pub done: bool,
    /// Its cards …
    pub cards: usize,
    /// … those that were known the last time and are not due yet …
    pub known: usize,
    /// … and those that are due.
    pub due: usize,
    /// Its questions, those about runs as soon as there is a run that they fit …
    pub questions: usize,
    /// … and those whose last answer was right.
    pub right: usize,
}

/// What would be best next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next<'a> {
    /// So many cards are due.
    Review(usize),
    /// The task of a chapter that was read.
    Try(&'a Chapter),
    /// New cards.
    NewCards {
        /// So many on what was read …
        read: usize,
        /// … of so many in all.
        all: usize,
    },
    /// A chapter.
    Read(&'a Chapter),
    /// A first round of questions.
    Quiz,
    /// The worked problem.
    Solve,
    /// So many questions were answered wrongly the last time.
    Retry(usize),
    /// An exercise that is not solved.
    Practise(&'a Exercise),
    /// Something in one's own words.
    Explain,
    /// Nothing, until the next card is due at this time.
    Rest(Option<f64>),
}

/// What a learner has just come to the end of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finished {
    /// A session of cards.
    Cards,
    /// A round of questions.
    Quiz,
}

impl Finished {
    fn is_more_of_it(self, next: &Next<'_>) -> bool {
        match self {
            Self::Cards => matches!(next, Next::Review(_) | Next::NewCards { .. }),
            Self::Quiz => matches!(next, Next::Quiz | Next::Retry(_)),
        }
    }
}

impl<'a> Contents<'a> {
    /// How far a learner is with every chapter.
    pub fn rows(self, progress: &Progress, now: f64) -> Vec<Row<'a>> {
        let is_asked =
            |it: &&Template<About>| progress.questions.contains_key(&it.id) || own_runs::can_ask(it, self.runs);
        let own: Vec<_> = self.quiz.own_runs.iter().filter(is_asked).map(|it| (&it.chapter, &it.id)).collect();
        let row = |chapter: &'a Chapter| {
            let cards: Vec<Card> = self.cards.iter().filter(|card| card.chapter == chapter.id).cloned().collect();
            let standing = Standing::of(&cards, None, &progress.cards, now);
            let questions = self.quiz.questions.iter().map(|it| (&it.chapter, &it.id));
            let computed = self.quiz.computed.iter().map(|it| (&it.chapter, &it.id));
            let all = questions.chain(computed).chain(own.iter().copied());
            let asked: Vec<&String> = all.filter(|(at, _)| **at == chapter.id).map(|(_, id)| id).collect();
            let is_known = |card: &&&Card| progress.cards.get(&card.id).is_some_and(|schedule| !schedule.missed);
            let is_right = |id: &&&String| progress.questions.get(id.as_str()).is_some_and(|answered| answered.right);
            Row {
                chapter,
                read: progress.chapters.contains_key(&chapter.id),
                done: progress.has(chapter.task.done),
                cards: cards.len(),
                known: standing.later.iter().filter(is_known).count(),
                due: standing.due.len(),
                questions: asked.len(),
                right: asked.iter().filter(is_right).count(),
            }
        };
        self.chapters.iter().map(row).collect()
    }

    /// What would be best next: what fades comes first, then what was begun, then what is new.
    pub fn next(self, progress: &Progress, now: f64) -> Next<'a> {
        self.ranked(progress, now).next().unwrap_or_else(|| self.rest(progress, now))
    }

    /// What would be best after something that the learner has just finished; `None` where there is only more of
    /// the same.
    pub fn next_after(self, finished: Finished, progress: &Progress, now: f64) -> Option<Next<'a>> {
        let mut ranked = self.ranked(progress, now).peekable();
        match ranked.peek() {
            None => Some(self.rest(progress, now)),
            Some(_) => ranked.find(|next| !finished.is_more_of_it(next)),
        }
    }

    fn rest(self, progress: &Progress, now: f64) -> Next<'a> {
        Next::Rest(Standing::of(self.cards, None, &progress.cards, now).next_due(&progress.cards))
    }

    /// Everything that there is to do, the best first.
    fn ranked(self, progress: &Progress, now: f64) -> impl Iterator<Item = Next<'a>> {
        let standing = Standing::of(self.cards, None, &progress.cards, now);
        let is_read = |id: &str| progress.chapters.contains_key(id);
        let (due, all) = (standing.due.len(), standing.new.len());
        let read = standing.new.iter().filter(|card| is_read(&card.chapter)).count();
        let to_try = self.chapters.iter().find(|it| is_read(&it.id) && !progress.has(it.task.done));
        let to_read = self.chapters.iter().find(|it| !is_read(&it.id));
        let is_unsolved = |it: &&Exercise| !progress.exercises.get(&it.id).is_some_and(|answered| answered.right);
        let unsolved = self.exercises.iter().find(is_unsolved);
        let missed = missed(progress, self.quiz);
        let all = [
            (due > 0).then_some(Next::Review(due)),
            to_try.map(Next::Try),
            (read >= WORTH_A_SESSION).then_some(Next::NewCards { read, all }),
            to_read.map(Next::Read),
            (!progress.has(Deed::FinishedQuiz)).then_some(Next::Quiz),
            (!self.problem_solved).then_some(Next::Solve),
            (missed > 0).then_some(Next::Retry(missed)),
            unsolved.map(Next::Practise),
            (!progress.has(Deed::Explained)).then_some(Next::Explain),
            (all > 0).then_some(Next::NewCards { read, all }),
        ];
        all.into_iter().flatten()
    }
}

/// How many questions that are still asked were answered wrongly the last time.
pub fn missed(progress: &Progress, quiz: &Quiz) -> usize {
    let fixed = quiz.questions.iter().map(|it| &it.id);
    let drawn = quiz.computed.iter().map(|it| &it.id);
    let own = quiz.own_runs.iter().map(|it| &it.id);
    let is_wrong = |id: &&String| progress.questions.get(id.as_str()).is_some_and(|answered| !answered.right);
    fixed.chain(drawn).chain(own).filter(is_wrong).count()
}

/// How often the last answers of each confidence were right.
pub fn confidence(progress: &Progress) -> [Calibrated; 3] {
    let answers = progress.questions.values();
    calibration(answers.filter_map(|it| Some((Confidence::from_share(it.confidence?), it.right))))
}

/// What is known of a question or an exercise after one more answer.
pub fn answered(before: Option<&Answered>, right: bool, confidence: Option<f64>, now: f64) -> Answered {
    Answered { right, confidence, times: before.map_or(0, |before| before.times).saturating_add(1), last: now }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::chapter::Task;
    use crate::lesson::own_runs::tests::facts;
    use crate::lesson::practice::Check;
    use crate::lesson::progress::Schedule;
    use crate::lesson::quiz::{Answer, Level, Question};
    use crate::lesson::round::{Setup, fitting};
    use crate::lesson::text::Text;

    fn chapter(id: &str, done: Deed) -> Chapter {
        let text = Text::default;
        let task = Task { text: text(), link: text(), address: "#/fine-tune".into(), done };
        Chapter { id: id.into(), title: text(), lead: text(), blocks: Vec::new(), task, sources: Vec::new() }
    }

    fn card(index: usize, chapter: &str) -> Card {
        let (front, back) = (Text::default(), Text::default());
        Card { id: format!("{chapter}-{index}"), chapter: chapter.into(), level: Level::Easy, front, back }
    }

    fn question(id: &str, chapter: &str) -> Question {
        let answer = || Answer { text: Text::default(), why: Text::default() };
        Question {
            id: id.into(),
            chapter: chapter.into(),
            level: Level::Easy,
            question: Text::default(),
            code: None,
            right: answer(),
            wrong: [answer(), answer(), answer()],
            arithmetic: Vec::new(),
        }
    }

    fn exercise() -> Exercise {
        let text = Text::default;
        let check = Check::Number { label: text(), value: 1.0, tolerance: 0.1 };
        let (title, task, hint) = (text(), text(), text());
        let (steps, mistakes, arithmetic) = (Vec::new(), Vec::new(), Vec::new());
        let (id, chapter, level) = ("e".into(), "a".into(), Level::Easy);
        Exercise { id, chapter, level, title, task, hint, steps, check, mistakes, arithmetic }
    }

    #[test]
    fn the_way_leads_through_everything_once() {
        let chapters = [chapter("a", Deed::FinishedRun), chapter("b", Deed::ReachedRecall)];
        let cards: Vec<Card> = (0..7).map(|index| card(index, "a")).chain([card(0, "b")]).collect();
        let questions = vec![question("q", "a"), question("r", "b")];
        let quiz = Quiz { questions, computed: Vec::new(), own_runs: Vec::new() };
        let exercises = [exercise()];
        let (cards, runs) = (&cards, &[]);
        let contents =
            Contents { chapters: &chapters, cards, quiz: &quiz, exercises: &exercises, runs, problem_solved: false };
        let mut progress = Progress::default();
        assert_eq!(contents.next(&progress, 0.0), Next::Read(&chapters[0]));
        progress.chapters.insert("a".into(), 1.0);
        assert_eq!(contents.next(&progress, 0.0), Next::Try(&chapters[0]));
        progress.note(Deed::FinishedRun, 1.0);
        assert_eq!(contents.next(&progress, 0.0), Next::NewCards { read: 7, all: 8 });
        let after = |finished, progress: &Progress| contents.next_after(finished, progress, 5.0);
        assert_eq!(after(Finished::Cards, &progress), Some(Next::Read(&chapters[1])), "no second session at once");
        let (stability, difficulty, reviews, lapses) = (2.0, 5.0, 1, 0);
        let schedule = Schedule { stability, difficulty, reviewed: 0.0, due: 10.0, reviews, lapses, missed: false };
        for card in cards {
            progress.cards.insert(card.id.clone(), schedule);
        }
        assert_eq!(contents.next(&progress, 5.0), Next::Read(&chapters[1]));
        assert_eq!(contents.next(&progress, 10.0), Next::Review(8));
        progress.chapters.insert("b".into(), 1.0);
        progress.note(Deed::ReachedRecall, 1.0);
        assert_eq!(contents.next(&progress, 5.0), Next::Quiz);
        progress.note(Deed::FinishedQuiz, 1.0);
        progress.questions.insert("q".into(), answered(None, false, Some(0.95), 1.0));
        assert_eq!(contents.next(&progress, 5.0), Next::Solve);
        let contents = Contents { problem_solved: true, ..contents };
        let after = |finished, progress: &Progress| contents.next_after(finished, progress, 5.0);
        assert_eq!(contents.next(&progress, 5.0), Next::Retry(1));
        assert_eq!(after(Finished::Quiz, &progress), Some(Next::Practise(&exercises[0])));
        let again = answered(progress.questions.get("q"), true, Some(0.65), 2.0);
        assert_eq!(again.times, 2);
        progress.questions.insert("q".into(), again);
        assert_eq!(contents.next(&progress, 5.0), Next::Practise(&exercises[0]));
        progress.exercises.insert("e".into(), answered(None, true, None, 1.0));
        assert_eq!(contents.next(&progress, 5.0), Next::Explain);
        progress.note(Deed::Explained, 1.0);
        assert_eq!(contents.next(&progress, 5.0), Next::Rest(Some(10.0)));
        assert_eq!(after(Finished::Cards, &progress), Some(Next::Rest(Some(10.0))));
        let new = progress.cards.remove("b-0");
        assert_eq!(contents.next(&progress, 5.0), Next::NewCards { read: 1, all: 1 });
        assert_eq!(after(Finished::Cards, &progress), None, "there is only more of the same");
        progress.cards.extend(new.map(|schedule| ("b-0".into(), schedule)));

        let rows = contents.rows(&progress, 5.0);
        let first = (rows[0].read, rows[0].done, rows[0].cards, rows[0].known, rows[0].due);
        assert_eq!((first, rows[0].questions, rows[0].right), ((true, true, 7, 7, 0), 1, 1));
        assert_eq!((rows[1].cards, rows[1].questions, rows[1].right), (1, 1, 0));
        let [_, fairly, _] = confidence(&progress);
        assert_eq!((fairly.right, fairly.of), (1, 1));
    }

    #[test]
    fn what_was_not_known_is_not_counted_as_known() {
        let (chapters, cards) = ([chapter("a", Deed::FinishedRun)], [card(0, "a"), card(1, "a"), card(2, "a")]);
        let quiz = Quiz { questions: Vec::new(), computed: Vec::new(), own_runs: Vec::new() };
        let (runs, exercises) = (&[], &[]);
        let contents =
            Contents { chapters: &chapters, cards: &cards, quiz: &quiz, exercises, runs, problem_solved: false };
        let mut progress = Progress::default();
        let schedule = |due, missed| Schedule {
            stability: 2.0,
            difficulty: 5.0,
            reviewed: 0.0,
            due,
            reviews: 1,
            lapses: 0,
            missed,
        };
        for (card, schedule) in cards.iter().zip([schedule(10.0, false), schedule(10.0, true), schedule(4.0, false)]) {
            progress.cards.insert(card.id.clone(), schedule);
        }
        let rows = contents.rows(&progress, 5.0);
        assert_eq!((rows[0].cards, rows[0].known, rows[0].due), (3, 1, 1));
    }

    #[test]
    fn as_many_questions_are_counted_as_can_be_asked() {
        let chapters = [chapter("a", Deed::FinishedRun), chapter("b", Deed::ReachedRecall)];
        let answer = || Answer { text: Text::default(), why: Text::default() };
        let own = |id: &str, about| Template {
            id: id.into(),
            chapter: "b".into(),
            level: Level::Easy,
            about,
            question: Text::default(),
            right: answer(),
            wrong: [answer(), answer(), answer()],
            steps: Vec::new(),
        };
        let own_runs = vec![own("one", About::RaiseRecall), own("two", About::WhichForgotLess)];
        let quiz = Quiz { questions: vec![question("q", "a")], computed: Vec::new(), own_runs };
        let runs = [facts("Run 1", 0.8, 50.0), facts("Run 2", 0.9, 50.0)];
        let mut progress = Progress::default();
        let counted = |runs: &[RunFacts], progress: &Progress| {
            let (cards, exercises) = (&[], &[]);
            let contents = Contents { chapters: &chapters, cards, quiz: &quiz, exercises, runs, problem_solved: false };
            let rows = contents.rows(progress, 0.0);
            (rows.iter().map(|row| row.questions).sum::<usize>(), rows.iter().map(|row| row.right).sum::<usize>())
        };
        for some in 0..=2 {
            let fitting = fitting(&quiz, &runs[..some], &Setup::default());
            assert_eq!(counted(&runs[..some], &progress), (fitting, 0), "with {some} runs");
        }
        progress.questions.insert("one".into(), answered(None, true, None, 1.0));
        assert_eq!(counted(&runs, &progress), (3, 1), "a question about a run counts as any other");
        assert_eq!(counted(&[], &progress), (2, 1), "what was answered stays, whatever becomes of the run");
    }
}
