//! One task after another: which runs a sequence is made of, what its figures are called and what came of it.
//! Pure.

use crate::client::stages::{Column, Stages};
use crate::config::{RunConfig, Strategy, Task, TrainingData};
use crate::data::Split;
use crate::ui::parts::format;

/// A change that is not told from none.
const NOISE: f64 = 0.005;

/// Which task comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// Medical definitions, then mails.
    #[default]
    MedicalFirst,
    /// Mails, then medical definitions.
    SpamFirst,
}

impl Order {
    /// The tasks in this order.
    pub fn tasks(self) -> [Task; 2] {
        match self {
            Self::MedicalFirst => [Task::Condition, Task::Spam],
            Self::SpamFirst => [Task::Spam, Task::Condition],
        }
    }
}

/// The runs of a sequence: both with the settings of the form, the first one trained in full, the second one
/// with a strategy.
pub fn configs(form: &RunConfig, order: Order, second: Strategy) -> Vec<RunConfig> {
    let stage = |task, strategy| RunConfig { task, strategy, data: TrainingData::Honest, after: None, ..form.clone() };
    let [first, last] = order.tasks();
    vec![stage(first, Strategy::Full), stage(last, second)]
}

/// What a task is called here.
pub fn task_name(task: Task) -> &'static str {
    match task {
        Task::Condition | Task::Kind => "medical",
        Task::Spam => "spam",
    }
}

/// What a test set is called.
pub fn column_name(column: &Column) -> &'static str {
    match (column.task, column.split) {
        (Task::Spam, Split::GeneralTest) => "Plain mails",
        (Task::Spam, _) => "Tricky mails (spam)",
        (_, Split::GeneralTest) => "General definitions",
        (..) => "Medical definitions",
    }
}

/// What a row of the accuracies is called: the base model, then after each task.
pub fn row_name(stages: &Stages, row: usize) -> String {
    let task = row.checked_sub(1).and_then(|stage| stages.configs().get(stage)).map(|config| config.task);
    task.map_or_else(|| "Base model".into(), |task| format!("After {}", task_name(task)))
}

/// A sequence in a few words.
pub fn title(stages: &Stages) -> String {
    let order = match stages.configs().first().map(|config| config.task) {
        Some(Task::Spam) => "Spam, then medical",
        _ => "Medical, then spam",
    };
    let strategy = stages.configs().last().map_or("", |config| config.strategy.label());
    format!("{order} (second task: {strategy})")
}

/// How strongly a share of right answers is coloured, between 0 and 1: guessing between two classes is 0.
pub fn shade(accuracy: f64) -> f64 {
    (2.0 * accuracy - 1.0).clamp(0.0, 1.0)
}

/// One thing that a sequence does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What is done.
    pub name: String,
    /// How far it is.
    pub progress: Progress,
}

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Over.
    Done,
    /// Going on, or where the sequence was halted.
    Here,
    /// Still to come.
    ToCome,
}

/// Everything that a sequence does, in order.
pub fn deeds(stages: &Stages) -> Vec<Deed> {
    let done = stages.accuracies().len() + stages.runs().len();
    let mut names = vec!["Measure the base model".to_owned()];
    for config in stages.configs() {
        names.push(format!("Learn {}", task_name(config.task)));
        names.push("Measure all test sets".into());
    }
    let deed = |(index, name)| {
        let progress = match index {
            index if index < done => Progress::Done,
            index if index == done => Progress::Here,
            _ => Progress::ToCome,
        };
        Deed { name, progress }
    };
    names.into_iter().enumerate().map(deed).collect()
}

/// What became of what was known or learned before the last task, a sentence for each test set.
pub fn told(stages: &Stages) -> Vec<String> {
    let rows = stages.accuracies();
    let Some((last, earlier)) = rows.split_last() else { return Vec::new() };
    let sentence = |(index, column): (usize, Column)| {
        let since = column.learned.unwrap_or(0);
        let then = *earlier.get(since)?.get(index)?;
        let now = *last.get(index)?;
        let name = column_name(&column);
        let when = match column.learned {
            Some(_) => "right after they were learned",
            None => "under the base model",
        };
        let (then_text, now_text) = (format::percent(then), format::percent(now));
        Some(match now - then {
            change if change < -NOISE => {
                format!(
                    "{name}: {then_text} {when}, {now_text} at the end. {} were lost.",
                    format::points(-change).trim_start_matches('+')
                )
            }
            change if change > NOISE => {
                format!("{name}: {then_text} {when}, {now_text} at the end. They were not forgotten, but gained.")
            }
            _ => format!("{name}: {then_text} {when}, {now_text} at the end. Nothing to speak of was lost."),
        })
    };
    stages.columns().into_iter().enumerate().filter_map(sentence).collect()
}

/// What average forgetting says, in a sentence.
pub fn forgetting_sentence(forgetting: f64) -> &'static str {
    match forgetting {
        forgetting if forgetting > NOISE => {
            "On average the test sets of earlier stages are answered worse than at their best."
        }
        forgetting if forgetting < -NOISE => {
            "On average the test sets of earlier stages are answered better than ever before."
        }
        _ => "On average nothing to speak of was forgotten.",
    }
}

/// What backward transfer says, in a sentence.
pub fn transfer_sentence(transfer: f64) -> &'static str {
    match transfer {
        transfer if transfer < -NOISE => "Learning the second task made the first one worse.",
        transfer if transfer > NOISE => "Learning the second task made the first one better.",
        _ => "Learning the second task left the first one as it was.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages() -> Stages {
        let second = Strategy::Replay { share: 0.25 };
        Stages::new(configs(&RunConfig::default(), Order::MedicalFirst, second)).expect("two tasks")
    }

    /// A sequence as the storage has it, with these accuracies.
    fn with(accuracies: &[[f64; 4]], runs: usize, state: &str) -> Stages {
        let mut json = serde_json::to_value(stages()).expect("plain data");
        json["accuracies"] = serde_json::json!(accuracies);
        json["runs"] = serde_json::json!((0..runs).collect::<Vec<_>>());
        json["state"] = serde_json::json!(state);
        serde_json::from_value(json).expect("well-formed")
    }

    #[test]
    fn both_runs_have_the_settings_of_the_form() {
        let form =
            RunConfig { seed: 9, strategy: Strategy::HeadOnly, data: TrainingData::Leaky, ..RunConfig::default() };
        for (order, tasks) in
            [(Order::MedicalFirst, [Task::Condition, Task::Spam]), (Order::SpamFirst, [Task::Spam, Task::Condition])]
        {
            let configs = configs(&form, order, Strategy::L2Sp { strength: 0.1 });
            assert_eq!(configs.iter().map(|config| config.task).collect::<Vec<_>>(), tasks);
            assert!(configs.iter().all(|config| config.seed == 9 && config.data == TrainingData::Honest));
            assert_eq!((configs[0].strategy, configs[1].strategy), (Strategy::Full, Strategy::L2Sp { strength: 0.1 }));
            assert!(Stages::new(configs).is_ok());
        }
    }

    #[test]
    fn rows_and_columns_have_names() {
        let stages = stages();
        assert_eq!(
            (0..3).map(|row| row_name(&stages, row)).collect::<Vec<_>>(),
            ["Base model", "After medical", "After spam"]
        );
        let names: Vec<&str> = stages.columns().iter().map(column_name).collect();
        assert_eq!(names, ["General definitions", "Medical definitions", "Plain mails", "Tricky mails (spam)"]);
        assert_eq!(title(&stages), "Medical, then spam (second task: Replay)");
        assert_eq!([0.25, 0.5, 0.75, 1.0].map(shade), [0.0, 0.0, 0.5, 1.0]);
    }

    #[test]
    fn deeds_are_ticked_one_by_one() {
        use Progress::{Done, Here, ToCome};
        let progress = |stages: &Stages| deeds(stages).into_iter().map(|deed| deed.progress).collect::<Vec<_>>();
        assert_eq!(progress(&stages()), [Here, ToCome, ToCome, ToCome, ToCome]);
        let row = [0.9, 0.6, 0.8, 0.7];
        assert_eq!(progress(&with(&[row], 0, "training")), [Done, Here, ToCome, ToCome, ToCome]);
        assert_eq!(progress(&with(&[row; 3], 2, "done")), [Done; 5]);
        assert_eq!(deeds(&stages())[3].name, "Learn spam");
    }

    #[test]
    fn what_was_lost_is_told_against_when_it_was_learned() {
        let done = with(&[[0.9, 0.6, 0.8, 0.7], [0.88, 0.95, 0.7, 0.6], [0.9, 0.75, 0.85, 0.9]], 2, "done");
        let told: Vec<String> = told(&done).iter().map(|sentence| sentence.replace('\u{a0}', " ")).collect();
        assert_eq!(
            told,
            [
                "General definitions: 90.0 % under the base model, 90.0 % at the end. Nothing to speak of was lost.",
                "Medical definitions: 95.0 % right after they were learned, 75.0 % at the end. 20.0 points were lost.",
                "Plain mails: 80.0 % under the base model, 85.0 % at the end. They were not forgotten, but gained.",
            ],
            "the task learned last cannot be forgotten yet"
        );
        assert!(super::told(&stages()).is_empty());
    }

    #[test]
    fn figures_are_told_by_their_sign() {
        assert_ne!(forgetting_sentence(0.1), forgetting_sentence(0.0));
        assert_ne!(forgetting_sentence(-0.1), forgetting_sentence(0.1));
        assert!(transfer_sentence(-0.1).ends_with("worse.") && transfer_sentence(0.1).ends_with("better."));
        assert!(transfer_sentence(0.001).ends_with("as it was."));
    }
}
