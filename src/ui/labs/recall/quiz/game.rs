//! The state of a round, and what the learner does to it. Every change is kept, so that a reload loses nothing.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{Lab, now};
use crate::error::{Remedy, Trouble};
use crate::lesson::deed::Deed;
use crate::lesson::filled::Asked;
use crate::lesson::overview::answered;
use crate::lesson::quiz::Quiz;
use crate::lesson::round::{Confidence, Given, Round, Setup, fitting};
use crate::ui::labs::recall::files::Files;
use crate::ui::labs::recall::say::Say;
use crate::ui::shell::focus_next;

/// The name of the setting that holds the round.
const ROUND: &str = "quiz-round";
/// Seeds are below this: short enough to be told to somebody.
pub const SEEDS: u32 = 1_000_000;

/// Where the round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// What an earlier visit kept has not come yet.
    Coming,
    /// No round is open.
    Before,
    /// The question of this place is asked.
    Asking(usize),
    /// Its answers are explained.
    Explaining(usize),
    /// All are answered.
    Over,
}

/// The learner's round; copy it freely.
#[derive(Clone, Copy)]
pub struct Game {
    /// The words.
    pub say: Say,
    /// The files of the place.
    pub files: Files,
    /// What the next round is drawn from.
    pub setup: RwSignal<Setup>,
    /// The open round.
    pub round: RwSignal<Option<Round>>,
    /// Where it stands.
    pub stage: Memo<Stage>,
    quiz: StoredValue<Arc<Quiz>>,
}

impl Game {
    /// A game of these questions; goes on with the round that was kept.
    pub fn new(say: Say, files: Files, quiz: Arc<Quiz>) -> Self {
        let lab = say.lab;
        let round = RwSignal::new(None::<Round>);
        let has_come = RwSignal::new(false);
        let stage = Memo::new(move |_| match round.read().as_ref() {
            _ if !has_come.get() => Stage::Coming,
            None => Stage::Before,
            Some(round) if round.is_over() => Stage::Over,
            Some(round) if round.explains => Stage::Explaining(round.place()),
            Some(round) => Stage::Asking(round.place()),
        });
        bring_back(lab, move |kept| {
            round.try_set(kept);
            has_come.try_set(true);
        });
        let setup = RwSignal::new(Setup { seed: fresh_seed(), ..Setup::default() });
        Self { say, files, setup, round, stage, quiz: StoredValue::new(quiz) }
    }

    /// How many questions fit what is chosen. Reactive.
    pub fn fitting(self) -> usize {
        self.quiz.with_value(|quiz| fitting(quiz, &self.files.runs.read(), &self.setup.read()))
    }

    /// Whether no round was finished yet. Reactive.
    pub fn is_first(self) -> bool {
        !self.say.lab.progress.read().has(Deed::FinishedQuiz)
    }

    /// Draws a round and begins it.
    pub fn start(self) {
        let setup = self.setup.get_untracked();
        let (runs, progress) = (self.files.runs.read_untracked(), self.say.lab.progress.read_untracked());
        let is_read = |chapter: &str| progress.chapters.contains_key(chapter);
        let round = self.quiz.with_value(|quiz| match progress.has(Deed::FinishedQuiz) {
            true => Round::draw(quiz, &runs, setup),
            false => Round::first(quiz, &runs, setup, is_read),
        });
        drop((runs, progress));
        if !round.is_over() {
            self.turn(|kept| *kept = Some(round));
        }
    }

    /// Begins a round of what was missed.
    pub fn start_again(self) {
        let again = self.round.with_untracked(|round| round.as_ref().and_then(Round::again));
        if again.is_some() {
            self.turn(|round| *round = again);
        }
    }

    /// Leaves the round, open or over.
    pub fn leave(self) {
        self.setup.update(|setup| setup.seed = fresh_seed());
        self.turn(|round| *round = None);
    }

    /// The question at a place, and what was answered.
    pub fn item(self, place: usize) -> Option<(Asked, Option<Given>)> {
        self.round.with_untracked(|round| {
            let round = round.as_ref()?;
            Some((round.items.get(place)?.clone(), round.given.get(place).copied()))
        })
    }

    /// Chooses an answer.
    pub fn choose(self, choice: usize) {
        self.round.update(|round| round.iter_mut().for_each(|round| round.choose(choice)));
        self.keep();
    }

    /// Says how sure the learner is.
    pub fn feel(self, confidence: Confidence) {
        self.round.update(|round| round.iter_mut().for_each(|round| round.confidence = Some(confidence)));
        self.keep();
    }

    /// Answers with what is chosen; says whether enough was.
    pub fn answer(self) -> bool {
        let mut answer = None;
        self.turn(|round| answer = round.as_mut().and_then(Round::answer));
        let Some((id, right, confidence)) = answer else { return false };
        self.say.lab.learned(|progress, now| {
            let known = answered(progress.questions.get(&id), right, Some(confidence.share()), now);
            progress.questions.insert(id, known);
        });
        true
    }

    /// Leaves the explanation.
    pub fn go_on(self) {
        self.turn(|round| round.iter_mut().for_each(Round::go_on));
        if self.stage.get_untracked() == Stage::Over {
            self.say.lab.did(Deed::FinishedQuiz);
        }
    }

    fn turn(self, change: impl FnOnce(&mut Option<Round>)) {
        let before = self.stage.get_untracked();
        self.round.update(change);
        self.keep();
        let after = self.stage.get_untracked();
        if after != before {
            focus_next(match after {
                Stage::Coming | Stage::Before => "quiz-setup",
                Stage::Asking(_) => "quiz-question",
                Stage::Explaining(_) => "quiz-verdict",
                Stage::Over => "quiz-result",
            });
        }
    }

    fn keep(self) {
        let lab = self.say.lab;
        match self.round.with_untracked(|round| round.as_ref().map(serde_json::to_string)) {
            None => lab.forget_setting(ROUND),
            Some(Ok(json)) => lab.keep_setting(ROUND, json),
            Some(Err(error)) => {
                let sentence = "This round cannot be written down. It stays in this visit.";
                lab.report(Trouble::new(Remedy::ChangeInput, sentence).because(error));
            }
        }
    }
}

/// Fetches the round that was kept. One of an older version of the page is dropped: it is worth less than a
/// question about it.
pub fn bring_back(lab: Lab, act: impl FnOnce(Option<Round>) + 'static) {
    spawn_local(async move {
        let kept = lab.kept_setting(ROUND).await;
        act(kept.and_then(|kept| Round::from_json(&kept).ok()));
    });
}

/// A seed that nobody chose.
pub fn fresh_seed() -> u32 {
    (now() as u64 % u64::from(SEEDS)) as u32
}
