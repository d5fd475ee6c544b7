//! What a kept run can be asked about. Pure.

use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::config::{Task, TrainingData};
use crate::data::Split;
use crate::lesson::own_runs::RunFacts;
use crate::lesson::run_labels::RunLabels;
use crate::lesson::{Language, Text};
use crate::protocol::Outcome;
use crate::ui::labs::learn::run_label::RunLabel;

/// The facts of the runs that the questions speak of, in the order given: whole runs from the base model, on honest
/// texts, that tell conditions from everything else.
pub fn facts<'a>(runs: impl IntoIterator<Item = &'a RunRecord>, texts: &Texts, labels: &RunLabels) -> Vec<RunFacts> {
    runs.into_iter().filter_map(|run| of(run, texts, labels)).collect()
}

fn of(run: &RunRecord, texts: &Texts, labels: &RunLabels) -> Option<RunFacts> {
    let config = &run.config;
    let is_honest = config.after.is_none() && config.data == TrainingData::Honest;
    let is_whole = matches!(run.outcome, Some(Outcome::Completed { .. }));
    if config.task != Task::Condition || !is_honest || !is_whole {
        return None;
    }
    let scores = |when, split| run.scores(when, split, texts);
    let change = |split| Some((scores(When::Before, split)?.accuracy, scores(When::After, split)?.accuracy));
    let name = |language| RunLabel::of(run).whole(labels, language);
    Some(RunFacts {
        name: Text { en: name(Language::En), de: name(Language::De) },
        general: change(Split::GeneralTest)?,
        domain: change(Split::TargetTest)?,
        cells: run.confusion(When::After, Split::TargetTest, texts)?.cells(config.task.positive()?),
        train_loss: run.steps.last()?.loss.into(),
        test_loss: scores(When::After, Split::TargetTest)?.loss,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::record::tests::{record, texts};
    use crate::config::RunConfig;
    use crate::lesson::run_labels::tests::labels;

    #[test]
    fn facts_are_the_figures_of_the_run() {
        let [facts] = &facts(&[record()], &texts(), &labels())[..] else { panic!("one run") };
        assert_eq!((facts.name.de.as_str(), facts.domain, facts.general), ("Run 1", (0.5, 1.0), (1.0, 0.5)));
        let scores = record().scores(When::After, Split::TargetTest, &texts()).expect("there are texts");
        assert_eq!((facts.cells.precision(), facts.cells.recall()), (scores.precision, scores.recall));
        assert!((facts.train_loss - 0.6).abs() < 1e-6 && (facts.test_loss - scores.loss).abs() < 1e-12);
    }

    #[test]
    fn runs_that_the_questions_would_misread_are_left_out() {
        let with = |config| RunRecord { config, ..record() };
        let runs = [
            RunRecord { outcome: None, ..record() },
            RunRecord { outcome: Some(Outcome::Stopped { step: 1 }), ..record() },
            with(RunConfig { task: Task::Kind, ..RunConfig::default() }),
            with(RunConfig { data: TrainingData::Leaky, ..RunConfig::default() }),
            with(RunConfig { after: Some(Box::default()), ..RunConfig::default() }),
        ];
        assert!(facts(&runs, &texts(), &labels()).is_empty());
    }
}
