//! What the figures say of a run: the learner's own where there is one, else the recorded one. Pure.

use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::config::Task;
use crate::data::{Corpus, Split};
use crate::lesson::recorded_run::{Answer, Run};
use crate::metrics::{Predictions, Ranking, Scores};
use crate::ui::labs::learn::run_label::RunLabel;

/// The class of a condition.
const CONDITION: usize = 1;

/// Figures before and after a run.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfter {
    /// The learner's run; `None` for the recorded one.
    pub run: Option<RunLabel>,
    /// On the domain test set, before and after.
    pub target: [Scores; 2],
    /// Accuracy on the general test set, before and after.
    pub general: [f64; 2],
}

impl BeforeAfter {
    /// The figures of the learner's last run for conditions that was measured to the end.
    pub fn of_learner(runs: &[RunRecord], texts: &Texts) -> Option<Self> {
        let of = |run: &RunRecord| {
            let scores = |when, split| run.scores(when, split, texts);
            let general = |when| Some(scores(when, Split::GeneralTest)?.accuracy);
            let target = [scores(When::Before, Split::TargetTest)?, scores(When::After, Split::TargetTest)?];
            Some(Self {
                run: Some(RunLabel::of(run)),
                target,
                general: [general(When::Before)?, general(When::After)?],
            })
        };
        own(runs).find_map(of)
    }

    /// The figures of a recorded run; `None` where it holds no answers.
    pub fn of_recorded(run: &Run) -> Option<Self> {
        Some(Self { run: None, target: [scores(&run.before)?, scores(&run.after)?], general: run.general })
    }
}

/// Answers whose threshold can be moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Thresholded {
    /// The learner's run; `None` for the recorded one.
    pub run: Option<RunLabel>,
    /// Probabilities of a condition with the truth.
    pub ranking: Ranking,
}

impl Thresholded {
    /// The validation answers of the learner's last run for conditions. Not those of the test set: a threshold is
    /// not chosen there, as the chapter says.
    pub fn of_learner(runs: &[RunRecord], texts: &Texts) -> Option<Self> {
        own(runs).find_map(|run| {
            let predictions = run.predictions(When::After, Split::TargetValidation, texts)?;
            Some(Self { run: Some(RunLabel::of(run)), ranking: Ranking::of(&predictions, CONDITION) })
        })
    }

    /// The test answers of a recorded run; `None` where it holds none.
    pub fn of_recorded(run: &Run) -> Option<Self> {
        let probabilities: Vec<f32> = run.after.iter().map(|answer| answer.p).collect();
        let truths: Vec<bool> = run.after.iter().map(|answer| answer.y).collect();
        Some(Self { run: None, ranking: Ranking::new(&probabilities, &truths).ok()? })
    }
}

/// The learner's finished runs for conditions, newest first as they are kept.
fn own(runs: &[RunRecord]) -> impl Iterator<Item = &RunRecord> {
    runs.iter().filter(|run| run.outcome.is_some() && run.config.task == Task::Condition)
}

/// The figures of recorded answers.
pub fn scores(answers: &[Answer]) -> Option<Scores> {
    let probabilities = answers.iter().flat_map(|answer| [1.0 - answer.p, answer.p]).collect();
    let labels = answers.iter().map(|answer| usize::from(answer.y)).collect();
    Some(Predictions::new(probabilities, labels, 2).ok()?.scores(Some(CONDITION)))
}

/// Shares of right answers of two lazy models on a test set: one that always says “condition”, one that never does.
pub fn lazy(texts: &Texts, split: Split) -> Option<[f64; 2]> {
    let set = texts.get(Corpus::Definitions, split)?;
    let all = set.examples.len();
    let conditions = set.examples.iter().filter(|example| example.label.class(Task::Condition) == CONDITION).count();
    let share = |count: usize| count as f64 / all as f64;
    (all > 0).then(|| [share(conditions), share(all - conditions)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};
    use crate::config::RunConfig;

    fn recorded() -> Run {
        let answer = |p: f32, y: bool| Answer { p, y };
        Run {
            address: "#/fine-tune?v=1".into(),
            moments: Vec::new(),
            before: vec![answer(0.2, true), answer(0.1, false)],
            after: vec![answer(0.9, true), answer(0.6, false)],
            general: [0.96, 0.93],
        }
    }

    #[test]
    fn the_learners_run_is_measured_on_both_test_sets() {
        let spam = RunRecord { config: RunConfig { task: Task::Spam, ..RunConfig::default() }, ..record() };
        let going_on = RunRecord { outcome: None, ..record() };
        let found = BeforeAfter::of_learner(&[spam.clone(), going_on, record()], &texts()).expect("the third one");
        assert_eq!(found.run, Some(RunLabel::of(&record())));
        assert_eq!((found.target[0].accuracy, found.target[1].accuracy), (0.5, 1.0));
        assert_eq!(found.general, [1.0, 0.5]);
        assert_eq!(BeforeAfter::of_learner(&[spam], &texts()), None);
    }

    #[test]
    fn recorded_answers_give_the_figures_of_any_others() {
        let found = BeforeAfter::of_recorded(&recorded()).expect("two answers");
        assert_eq!((found.target[0].accuracy, found.target[1].accuracy), (0.5, 0.5));
        assert_eq!(found.target[1].recall, Some(1.0));
        assert_eq!(BeforeAfter::of_recorded(&Run { before: Vec::new(), ..recorded() }), None);
    }

    #[test]
    fn a_threshold_is_moved_over_validation_or_over_recorded_answers() {
        let own = Thresholded::of_learner(&[record()], &texts()).expect("it has validation answers");
        assert_eq!(own.ranking.cells(0.5).tp, 1.0);
        let cells = Thresholded::of_recorded(&recorded()).expect("two answers").ranking.cells(0.5);
        assert_eq!((cells.tp, cells.fp), (1.0, 1.0));
    }

    #[test]
    fn the_lazy_models_share_all_answers() {
        assert_eq!(lazy(&texts(), Split::TargetTest), Some([0.5, 0.5]));
        assert_eq!(lazy(&Texts::default(), Split::TargetTest), None);
    }
}
