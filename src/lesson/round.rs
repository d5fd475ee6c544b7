//! A round of questions: chosen with a seed, answered one by one, looked back on. The whole round is a value that is
//! kept, so that a reload loses nothing of it, whatever becomes of questions and runs meanwhile. Pure.

use serde::{Deserialize, Serialize};

use super::filled::{Asked, Kind};
use super::own_runs::{self, RunFacts};
use super::quiz::{Level, Quiz};
use super::sum;
use crate::random::SplitMix64;

/// So many questions make a round, where there are as many.
pub const LENGTH: usize = 10;
/// At most so many of them are about the learner's runs, unless there are too few others.
const OWN: usize = 2;
/// So many of them are computed.
const COMPUTED: usize = 3;
/// Expected and true share of right answers differ by more than this where a round tells something about confidence.
const TELLING: f64 = 0.1;

/// How sure a learner is of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// One of four is right by chance.
    Guess,
    /// More likely right than wrong.
    Fairly,
    /// A wrong answer would be a surprise.
    Sure,
}

impl Confidence {
    /// Every one, from the least.
    pub const ALL: [Self; 3] = [Self::Guess, Self::Fairly, Self::Sure];

    /// How often such an answer should be right, as a share.
    pub fn share(self) -> f64 {
        match self {
            Self::Guess => 0.25,
            Self::Fairly => 0.65,
            Self::Sure => 0.95,
        }
    }

    /// The one whose share is nearest.
    pub fn from_share(share: f64) -> Self {
        let away = |confidence: &Self| (confidence.share() - share).abs();
        Self::ALL.into_iter().min_by(|a, b| away(a).total_cmp(&away(b))).unwrap_or(Self::Guess)
    }
}

/// What a round is drawn from, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// The same seed draws the same round, as long as questions and runs are the same.
    pub seed: u32,
    /// One chapter; all where there is none.
    pub chapter: Option<String>,
    /// One level; all where there is none.
    pub level: Option<Level>,
}

impl Setup {
    fn fits(&self, chapter: &str, level: Level) -> bool {
        self.chapter.as_deref().is_none_or(|own| own == chapter) && self.level.is_none_or(|own| own == level)
    }
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The chosen answer, counted from 0.
    pub choice: usize,
    /// How sure the learner was.
    pub confidence: Confidence,
}

/// A round on its way or over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// What it was drawn from.
    pub setup: Setup,
    /// Whether it asks again what was missed.
    pub is_again: bool,
    /// The questions, in the order asked.
    pub items: Vec<Asked>,
    /// The answers to the first of them.
    pub given: Vec<Given>,
    /// The choice that is not yet answered with.
    pub choice: Option<usize>,
    /// How sure the learner is of it.
    pub confidence: Option<Confidence>,
    /// Whether the explanation of the last answer is in view.
    pub explains: bool,
}

/// Questions by where they come from: fixed, computed, about the learner's runs.
type Pools = [Vec<Asked>; 3];

/// Everything that fits a setup, in an order that follows from the seed.
fn pools(quiz: &Quiz, runs: &[RunFacts], setup: &Setup) -> Pools {
    let mut random = SplitMix64::new(setup.seed.into());
    let fixed = quiz.questions.iter().filter(|it| setup.fits(&it.chapter, it.level)).map(Asked::fixed);
    let mut fixed: Vec<Asked> = fixed.collect();
    random.shuffle(&mut fixed);
    let computed = quiz.computed.iter().filter(|it| setup.fits(&it.chapter, it.level));
    let mut computed: Vec<Asked> = computed.filter_map(|template| sum::ask(template, random.draw())).collect();
    random.shuffle(&mut computed);
    // Last, so that what comes before is the same with and without runs.
    let own = quiz.own_runs.iter().filter(|it| setup.fits(&it.chapter, it.level));
    let one_of = |mut asked: Vec<Asked>, random: &mut SplitMix64| {
        random.shuffle(&mut asked);
        asked.pop()
    };
    let mut own: Vec<Asked> = own.filter_map(|template| one_of(own_runs::ask(template, runs), &mut random)).collect();
    random.shuffle(&mut own);
    [fixed, computed, own]
}

/// Fills a round up: some about the learner's runs, some computed, fixed ones as long as there are any.
fn fill(items: &mut Vec<Asked>, [mut fixed, mut computed, mut own]: Pools) {
    let mut take = |pool: &mut Vec<Asked>, kind: Kind, most: usize| {
        let already = items.iter().filter(|asked| asked.kind == kind).count();
        let room = most.saturating_sub(already).min(LENGTH.saturating_sub(items.len())).min(pool.len());
        items.extend(pool.drain(..room));
    };
    take(&mut own, Kind::OwnRun, OWN);
    take(&mut computed, Kind::Computed, COMPUTED);
    take(&mut fixed, Kind::Fixed, LENGTH);
    take(&mut computed, Kind::Computed, LENGTH);
    take(&mut own, Kind::OwnRun, LENGTH);
}

/// How many questions fit a setup, whatever its seed.
pub fn fitting(quiz: &Quiz, runs: &[RunFacts], setup: &Setup) -> usize {
    pools(quiz, runs, setup).iter().map(Vec::len).sum()
}

impl Round {
    /// The round of a setup; it may be shorter than [`LENGTH`], and empty where nothing fits.
    pub fn draw(quiz: &Quiz, runs: &[RunFacts], setup: Setup) -> Self {
        let mut items = Vec::with_capacity(LENGTH);
        fill(&mut items, pools(quiz, runs, &setup));
        Self::of(setup, false, items)
    }

    /// The first round of a learner, who must not be put off: hard questions only where nothing else fits, those on
    /// chapters that were read before the others, and the easiest first.
    pub fn first(quiz: &Quiz, runs: &[RunFacts], setup: Setup, is_read: impl Fn(&str) -> bool) -> Self {
        let pools = pools(quiz, runs, &setup);
        let mut items = Vec::with_capacity(LENGTH);
        for (hard, unread) in [(false, false), (false, true), (true, false), (true, true)] {
            let belongs = |asked: &&Asked| (asked.level == Level::Hard, !is_read(&asked.chapter)) == (hard, unread);
            fill(&mut items, pools.each_ref().map(|pool| pool.iter().filter(belongs).cloned().collect()));
        }
        let mut round = Self::of(setup, false, items);
        round.items.sort_by_key(|asked| asked.level);
        round
    }

    fn of(setup: Setup, is_again: bool, mut items: Vec<Asked>) -> Self {
        // Another stream than that of the choice: the seed's bits turned round.
        let mut random = SplitMix64::new(!u64::from(setup.seed));
        random.shuffle(&mut items);
        let items = items.into_iter().map(|asked| asked.shuffled(&mut random)).collect();
        Self { setup, is_again, items, given: Vec::new(), choice: None, confidence: None, explains: false }
    }

    /// A round that was kept.
    ///
    /// # Errors
    /// What does not fit, for the technical detail of a trouble.
    pub fn from_json(kept: &str) -> Result<Self, String> {
        let round: Self = serde_json::from_str(kept).map_err(|error| error.to_string())?;
        let is_whole = round.items.iter().all(|asked| asked.options.len() == 4 && asked.right().is_some());
        let choices = round.given.iter().map(|given| given.choice).chain(round.choice);
        let fits = round.given.len() <= round.items.len() && (!round.explains || !round.given.is_empty());
        if is_whole && fits && choices.max().is_none_or(|choice| choice < 4) {
            Ok(round)
        } else {
            Err("its questions and answers do not belong together".into())
        }
    }

    /// The place of the question in view, counted from 0.
    pub fn place(&self) -> usize {
        self.given.len() - usize::from(self.explains)
    }

    /// The question in view; `None` at the end.
    pub fn current(&self) -> Option<&Asked> {
        self.items.get(self.place())
    }

    /// Whether all is answered and explained.
    pub fn is_over(&self) -> bool {
        self.current().is_none()
    }

    /// Chooses an answer.
    pub fn choose(&mut self, choice: usize) {
        if !self.explains && self.current().is_some_and(|asked| choice < asked.options.len()) {
            self.choice = Some(choice);
        }
    }

    /// Answers with what is chosen. Gives the question's name, whether it was right, and how sure the learner was;
    /// `None` where something is not chosen yet.
    pub fn answer(&mut self) -> Option<(String, bool, Confidence)> {
        let asked = self.current().filter(|_| !self.explains)?;
        let (choice, confidence) = (self.choice?, self.confidence?);
        let answered = (asked.id.clone(), asked.right() == Some(choice), confidence);
        self.given.push(Given { choice, confidence });
        (self.choice, self.confidence, self.explains) = (None, None, true);
        Some(answered)
    }

    /// Leaves the explanation.
    pub fn go_on(&mut self) {
        self.explains = false;
    }

    /// What was answered to each question so far.
    pub fn answered(&self) -> impl Iterator<Item = (&Asked, Given)> {
        self.items.iter().zip(self.given.iter().copied())
    }

    /// Whether an answer was the best one.
    pub fn is_right(asked: &Asked, given: Given) -> bool {
        asked.right() == Some(given.choice)
    }

    /// How many answers were right.
    pub fn score(&self) -> usize {
        self.answered().filter(|(asked, given)| Self::is_right(asked, *given)).count()
    }

    /// What was not answered rightly.
    pub fn missed(&self) -> Vec<(&Asked, Given)> {
        self.answered().filter(|(asked, given)| !Self::is_right(asked, *given)).collect()
    }

    /// A round of what was missed, its answers in another order; `None` where nothing was.
    pub fn again(&self) -> Option<Self> {
        let missed: Vec<Asked> = self.missed().into_iter().map(|(asked, _)| asked.clone()).collect();
        let setup = Setup { seed: self.setup.seed.wrapping_add(1), ..self.setup.clone() };
        (!missed.is_empty()).then(|| Self::of(setup, true, missed))
    }

    /// Whether the learner was more sure than right; `None` after fewer answers than a whole round has.
    pub fn tendency(&self) -> Option<Tendency> {
        let expected: f64 = self.given.iter().map(|given| given.confidence.share()).sum();
        let count = self.given.len();
        let gap = (expected - self.score() as f64) / count.max(1) as f64;
        (count >= LENGTH).then_some(match gap {
            gap if gap > TELLING => Tendency::Over,
            gap if gap < -TELLING => Tendency::Under,
            _ => Tendency::Even,
        })
    }

    /// How often answers of each confidence were right.
    pub fn calibration(&self) -> [Calibrated; 3] {
        calibration(self.answered().map(|(asked, given)| (given.confidence, Self::is_right(asked, given))))
    }
}

/// Whether a learner is more sure than right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tendency {
    /// More sure than right.
    Over,
    /// More often right than sure.
    Under,
    /// About as sure as right.
    Even,
}

/// How often answers of a confidence were right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calibrated {
    /// How sure the learner was.
    pub confidence: Confidence,
    /// So many were right …
    pub right: usize,
    /// … of so many.
    pub of: usize,
}

/// How often answers of each confidence were right.
pub fn calibration(answers: impl IntoIterator<Item = (Confidence, bool)>) -> [Calibrated; 3] {
    let mut all = Confidence::ALL.map(|confidence| Calibrated { confidence, right: 0, of: 0 });
    for (confidence, right) in answers {
        for own in all.iter_mut().filter(|own| own.confidence == confidence) {
            own.of += 1;
            own.right += usize::from(right);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::own_runs::tests::facts;
    use crate::lesson::quiz::{About, Answer, Question, Sum, Template};
    use crate::lesson::text::Text;

    fn text(words: &str) -> Text {
        Text { en: words.into(), de: words.into() }
    }

    fn answer(words: &str) -> Answer {
        Answer { text: text(words), why: text("why") }
    }

    fn question(index: usize) -> Question {
        let levels = [Level::Easy, Level::Medium, Level::Hard];
        Question {
            id: format!("q{index}"),
            chapter: if index.is_multiple_of(2) { "threshold" } else { "forgetting" }.into(),
            level: levels[index % 3],
            question: text("?"),
            code: None,
            right: answer("right"),
            wrong: ["a", "b", "c"].map(answer),
            arithmetic: Vec::new(),
        }
    }

    fn template<T>(id: &str, about: T) -> Template<T> {
        Template {
            id: id.into(),
            chapter: "threshold".into(),
            level: Level::Easy,
            about,
            question: text("?"),
            right: answer("r"),
            wrong: ["a", "b", "c"].map(answer),
            steps: Vec::new(),
        }
    }

    fn quiz() -> Quiz {
        Quiz {
            questions: (0..30).map(question).collect(),
            computed: [Sum::Precision, Sum::Recall, Sum::F1, Sum::Steps, Sum::AlwaysNo]
                .map(|sum| template(&format!("{sum:?}"), sum))
                .into(),
            own_runs: [About::RaiseRecall, About::RecallOfRun, About::DidForget]
                .map(|about| template(&format!("{about:?}"), about))
                .into(),
        }
    }

    fn setup(seed: u32) -> Setup {
        Setup { seed, ..Setup::default() }
    }

    fn ids(round: &Round) -> Vec<&str> {
        round.items.iter().map(|asked| asked.id.as_str()).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_round_and_another_one_another() {
        let (quiz, runs) = (quiz(), [facts("Run 1", 0.8, 50.0)]);
        let round = Round::draw(&quiz, &runs, setup(7));
        assert_eq!(round.items.len(), LENGTH);
        assert_eq!(Round::draw(&quiz, &runs, setup(7)), round);
        assert_ne!(ids(&Round::draw(&quiz, &runs, setup(8))), ids(&round));
        let names: std::collections::BTreeSet<_> = ids(&round).into_iter().collect();
        assert_eq!(names.len(), LENGTH, "nothing is asked twice");
        let count = |kind| round.items.iter().filter(|asked| asked.kind == kind).count();
        assert_eq!([count(Kind::Fixed), count(Kind::Computed), count(Kind::OwnRun)], [5, 3, 2]);
        let places: std::collections::BTreeSet<_> =
            (0..20).flat_map(|seed| Round::draw(&quiz, &[], setup(seed)).items).map(|asked| asked.right()).collect();
        assert_eq!(places.len(), 4, "the right answer stands anywhere");
    }

    #[test]
    fn filters_hold_and_leave_a_shorter_round_where_little_fits() {
        let quiz = quiz();
        let only = Setup { seed: 1, chapter: Some("forgetting".into()), level: Some(Level::Hard) };
        let round = Round::draw(&quiz, &[], only.clone());
        assert_eq!((round.items.len(), fitting(&quiz, &[], &only)), (5, 5));
        assert!(round.items.iter().all(|asked| asked.chapter == "forgetting" && asked.level == Level::Hard));
        let none = Setup { chapter: Some("nowhere".into()), ..setup(1) };
        assert!(Round::draw(&quiz, &[], none.clone()).is_over() && fitting(&quiz, &[], &none) == 0);
    }

    #[test]
    fn a_first_round_is_easy_on_what_was_read_and_follows_from_its_seed() {
        let (mut quiz, runs) = (quiz(), [facts("Run 1", 0.8, 50.0)]);
        let first = |quiz: &Quiz, setup, read: &str| Round::first(quiz, &runs, setup, |chapter| chapter == read);
        let round = first(&quiz, setup(7), "forgetting");
        assert_eq!(round, first(&quiz, setup(7), "forgetting"));
        assert_ne!(ids(&first(&quiz, setup(8), "forgetting")), ids(&round));
        let fits = |asked: &Asked| asked.chapter == "forgetting" && asked.level < Level::Hard;
        assert!(round.items.len() == LENGTH && round.items.iter().all(fits), "{:?}", ids(&round));
        assert!(round.items.is_sorted_by_key(|asked| asked.level));

        let unread = first(&quiz, setup(7), "");
        let count = |kind| unread.items.iter().filter(|asked| asked.kind == kind).count();
        assert_eq!([count(Kind::Fixed), count(Kind::Computed), count(Kind::OwnRun)], [5, 3, 2]);
        assert!(unread.items.iter().all(|asked| asked.level < Level::Hard));
        let hard = first(&quiz, Setup { level: Some(Level::Hard), ..setup(7) }, "forgetting");
        assert!(hard.items.len() == LENGTH && hard.items.iter().all(|asked| asked.level == Level::Hard));

        // Of six questions two are hard: they fill the round up, and come last.
        quiz.questions.truncate(6);
        (quiz.computed, quiz.own_runs) = Default::default();
        let short = first(&quiz, setup(7), "forgetting");
        let levels: Vec<_> = short.items.iter().map(|asked| asked.level).collect();
        use Level::{Easy, Hard, Medium};
        assert_eq!(levels, [Easy, Easy, Medium, Medium, Hard, Hard]);
    }

    /// Answers every question, the first `right` of them rightly.
    fn answered(mut round: Round, right: usize) -> Round {
        while let Some(asked) = round.current() {
            let best = asked.right().expect("there is a best answer");
            round.choose(if round.given.len() < right { best } else { (best + 1) % 4 });
            assert_eq!(round.answer(), None, "how sure is it?");
            round.confidence = Some(if round.given.len() < 5 { Confidence::Sure } else { Confidence::Guess });
            let place = round.place();
            assert!(round.answer().is_some() && round.place() == place);
            round.choose(0);
            assert_eq!((round.choice, round.answer()), (None, None), "it was answered");
            round.go_on();
        }
        round
    }

    #[test]
    fn a_round_is_answered_counted_and_asked_again() {
        let round = answered(Round::draw(&quiz(), &[], setup(3)), 7);
        assert_eq!((round.score(), round.missed().len()), (7, 3));
        let [guess, fairly, sure] = round.calibration().map(|it| (it.right, it.of));
        assert_eq!((guess, fairly, sure), ((2, 5), (0, 0), (5, 5)));
        assert_eq!(round.tendency(), Some(Tendency::Even), "60 % were expected, 70 % came");
        assert_eq!(answered(Round::draw(&quiz(), &[], setup(3)), 0).tendency(), Some(Tendency::Over));
        assert_eq!(answered(Round::draw(&quiz(), &[], setup(3)), 10).tendency(), Some(Tendency::Under));
        let again = round.again().expect("something was missed");
        assert_eq!((again.items.len(), again.is_again), (3, true));
        let again = answered(again, 3);
        assert_eq!(again.again(), None);
    }

    #[test]
    fn a_round_comes_back_as_it_was_left() {
        let mut round = Round::draw(&quiz(), &[facts("Run 1", 0.8, 50.0)], setup(3));
        round.choose(2);
        round.confidence = Some(Confidence::Fairly);
        let json = |round: &Round| serde_json::to_string(round).expect("it can be written");
        assert_eq!(Round::from_json(&json(&round)), Ok(round.clone()));
        round.answer();
        assert_eq!(Round::from_json(&json(&round)), Ok(round.clone()));
        round.items.clear();
        assert!(Round::from_json(&json(&round)).is_err() && Round::from_json("{}").is_err());
    }

    #[test]
    fn confidence_is_kept_as_a_share() {
        for confidence in Confidence::ALL {
            assert_eq!(Confidence::from_share(confidence.share()), confidence);
        }
        assert_eq!(Confidence::from_share(1.0), Confidence::Sure);
    }
}
