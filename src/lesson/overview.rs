//! What a learner has done of each chapter, and what would be best next. Pure.

use super::cards::Card;
use super::chapter::Chapter;
use super::deed::Deed;
use super::practice::Exercise;
use super::progress::{Answered, Progress};
use super::quiz::Quiz;
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
    /// … those that are known for now …
    pub known: usize,
    /// … and those that are due.
    pub due: usize,
    /// Its questions …
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
    /// So many new cards, on what was read.
    NewCards(usize),
    /// A chapter.
    Read(&'a Chapter),
    /// A first round of questions.
    Quiz,
    /// So many questions were answered wrongly the last time.
    Retry(usize),
    /// An exercise that is not solved.
    Practise(&'a Exercise),
    /// Something in one's own words.
    Explain,
    /// Nothing, until the next card is due at this time.
    Rest(Option<f64>),
}

impl<'a> Contents<'a> {
    /// How far a learner is with every chapter.
    pub fn rows(self, progress: &Progress, now: f64) -> Vec<Row<'a>> {
        let row = |chapter: &'a Chapter| {
            let cards: Vec<Card> = self.cards.iter().filter(|card| card.chapter == chapter.id).cloned().collect();
            let standing = Standing::of(&cards, None, &progress.cards, now);
            let questions = self.quiz.questions.iter().map(|it| (&it.chapter, &it.id));
            let computed = self.quiz.computed.iter().map(|it| (&it.chapter, &it.id));
            let asked: Vec<&String> =
                questions.chain(computed).filter(|(at, _)| **at == chapter.id).map(|(_, id)| id).collect();
            let is_right = |id: &&&String| progress.questions.get(id.as_str()).is_some_and(|answered| answered.right);
            Row {
                chapter,
                read: progress.chapters.contains_key(&chapter.id),
                done: progress.has(chapter.task.done),
                cards: cards.len(),
                known: standing.later.len(),
                due: standing.due.len(),
                questions: asked.len(),
                right: asked.iter().filter(is_right).count(),
            }
        };
        self.chapters.iter().map(row).collect()
    }

    /// What would be best next: what fades comes first, then what was begun, then what is new.
    pub fn next(self, progress: &Progress, now: f64) -> Next<'a> {
        let standing = Standing::of(self.cards, None, &progress.cards, now);
        let is_read = |id: &str| progress.chapters.contains_key(id);
        let new_of_read = standing.new.iter().filter(|card| is_read(&card.chapter)).count();
        let to_try = self.chapters.iter().find(|it| is_read(&it.id) && !progress.has(it.task.done));
        let to_read = self.chapters.iter().find(|it| !is_read(&it.id));
        let is_unsolved = |it: &&Exercise| !progress.exercises.get(&it.id).is_some_and(|answered| answered.right);
        let unsolved = self.exercises.iter().find(is_unsolved);
        let missed = missed(progress, self.quiz);
        match (to_try, to_read, unsolved) {
            _ if !standing.due.is_empty() => Next::Review(standing.due.len()),
            (Some(chapter), ..) => Next::Try(chapter),
            _ if new_of_read >= WORTH_A_SESSION => Next::NewCards(new_of_read),
            (_, Some(chapter), _) => Next::Read(chapter),
            _ if !progress.has(Deed::FinishedQuiz) => Next::Quiz,
            _ if missed > 0 => Next::Retry(missed),
            (.., Some(exercise)) => Next::Practise(exercise),
            _ if !progress.has(Deed::Explained) => Next::Explain,
            _ if !standing.new.is_empty() => Next::NewCards(standing.new.len()),
            _ => Next::Rest(standing.next_due(&progress.cards)),
        }
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
    use crate::lesson::practice::Check;
    use crate::lesson::progress::Schedule;
    use crate::lesson::quiz::{Answer, Level, Question};
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
        let chapters = [chapter("a", Deed::FinishedRun), chapter("b", Deed::MovedThreshold)];
        let cards: Vec<Card> = (0..7).map(|index| card(index, "a")).collect();
        let questions = vec![question("q", "a"), question("r", "b")];
        let quiz = Quiz { questions, computed: Vec::new(), own_runs: Vec::new() };
        let exercises = [exercise()];
        let contents = Contents { chapters: &chapters, cards: &cards, quiz: &quiz, exercises: &exercises };
        let mut progress = Progress::default();
        assert_eq!(contents.next(&progress, 0.0), Next::Read(&chapters[0]));
        progress.chapters.insert("a".into(), 1.0);
        assert_eq!(contents.next(&progress, 0.0), Next::Try(&chapters[0]));
        progress.note(Deed::FinishedRun, 1.0);
        assert_eq!(contents.next(&progress, 0.0), Next::NewCards(7));
        let schedule = Schedule { stability: 2.0, difficulty: 5.0, reviewed: 0.0, due: 10.0, reviews: 1, lapses: 0 };
        for card in &cards {
            progress.cards.insert(card.id.clone(), schedule);
        }
        assert_eq!(contents.next(&progress, 5.0), Next::Read(&chapters[1]));
        assert_eq!(contents.next(&progress, 10.0), Next::Review(7));
        progress.chapters.insert("b".into(), 1.0);
        progress.note(Deed::MovedThreshold, 1.0);
        assert_eq!(contents.next(&progress, 5.0), Next::Quiz);
        progress.note(Deed::FinishedQuiz, 1.0);
        progress.questions.insert("q".into(), answered(None, false, Some(0.95), 1.0));
        assert_eq!(contents.next(&progress, 5.0), Next::Retry(1));
        let again = answered(progress.questions.get("q"), true, Some(0.65), 2.0);
        assert_eq!(again.times, 2);
        progress.questions.insert("q".into(), again);
        assert_eq!(contents.next(&progress, 5.0), Next::Practise(&exercises[0]));
        progress.exercises.insert("e".into(), answered(None, true, None, 1.0));
        assert_eq!(contents.next(&progress, 5.0), Next::Explain);
        progress.note(Deed::Explained, 1.0);
        assert_eq!(contents.next(&progress, 5.0), Next::Rest(Some(10.0)));

        let rows = contents.rows(&progress, 5.0);
        let first = (rows[0].read, rows[0].done, rows[0].cards, rows[0].known, rows[0].due);
        assert_eq!((first, rows[0].questions, rows[0].right), ((true, true, 7, 7, 0), 1, 1));
        assert_eq!((rows[1].cards, rows[1].questions, rows[1].right), (0, 1, 0));
        let [_, fairly, _] = confidence(&progress);
        assert_eq!((fairly.right, fairly.of), (1, 1));
    }
}
