//! Tasks learned one after another: runs of which each starts where the one before ended, and what the
//! model can do before, between and after them. Pure.

use serde::{Deserialize, Serialize};

use super::record::RunRecord;
use super::texts::Texts;
use crate::config::{RunConfig, Task};
use crate::data::Split;
use crate::metrics::AccuracyMatrix;
use crate::protocol::{Answers, Outcome, Speed};

/// A sequence of runs, each for another task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Stages {
    parts: Parts,
}

/// A sequence as it is kept. Between two steps there are as many runs as rows, or one row more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    configs: Vec<RunConfig>,
    accuracies: Vec<Vec<f64>>,
    runs: Vec<u32>,
    state: StagesState,
}

/// Where a sequence stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StagesState {
    /// The test sets of all tasks are classified, or the engine is on its way for that.
    Surveying,
    /// A run is made.
    Training,
    /// Something came in between; the sentence says what.
    Halted {
        /// What came in between, and the way on.
        sentence: String,
    },
    /// Every task was learned and measured.
    Done,
}

/// What a sequence needs next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Need<'a> {
    /// The answers to all test sets, under the model last trained or under the base model.
    Survey {
        /// Whether under the model last trained.
        trained: bool,
    },
    /// This run.
    Run(&'a RunConfig),
    /// Nothing: it is done.
    Nothing,
}

/// What is measured after every stage: right answers to one set of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The question.
    pub task: Task,
    /// The texts: [`Split::TargetTest`] or [`Split::GeneralTest`] of the task's corpus.
    pub split: Split,
    /// The stage after which it was learned, counted from 1; `None` for general texts, which the base model
    /// knows.
    pub learned: Option<usize>,
}

/// What is no sequence of tasks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StagesError {
    /// There are fewer than two runs.
    #[error("A sequence needs at least two runs.")]
    TooFew,
    /// The runs are not of one base model and device.
    #[error("All runs of a sequence must be of the same base model and on the same device.")]
    Models,
    /// A task comes twice.
    #[error("Every run of a sequence must be for another task.")]
    Tasks,
    /// A number of a run is out of its bounds.
    #[error("{0}")]
    Number(String),
    /// What was kept of a sequence does not fit together.
    #[error("What was kept of this sequence is damaged.")]
    Damaged,
}

impl Stages {
    /// The sequence of these runs, each starting where the one before it ended.
    ///
    /// # Errors
    /// See [`StagesError`].
    pub fn new(configs: Vec<RunConfig>) -> Result<Self, StagesError> {
        let [first, _, ..] = configs.as_slice() else { return Err(StagesError::TooFew) };
        if configs.iter().any(|config| (config.model, config.device) != (first.model, first.device)) {
            return Err(StagesError::Models);
        }
        if let Some(issue) = configs.iter().find_map(|config| config.validate().err()?.into_iter().next()) {
            return Err(StagesError::Number(issue.to_string()));
        }
        let mut chained: Vec<RunConfig> = Vec::with_capacity(configs.len());
        for config in configs {
            if chained.iter().any(|earlier| earlier.task == config.task) {
                return Err(StagesError::Tasks);
            }
            let after = chained.last().cloned().map(Box::new);
            chained.push(RunConfig { after, ..config });
        }
        let parts = Parts { configs: chained, accuracies: Vec::new(), runs: Vec::new(), state: StagesState::Surveying };
        Ok(Self { parts })
    }

    /// The same sequence, from the start.
    #[must_use]
    pub fn anew(&self) -> Self {
        let configs = self.parts.configs.clone();
        let (accuracies, runs, state) = (Vec::new(), Vec::new(), StagesState::Surveying);
        Self { parts: Parts { configs, accuracies, runs, state } }
    }

    /// The runs, each with the one before it as [`RunConfig::after`].
    pub fn configs(&self) -> &[RunConfig] {
        &self.parts.configs
    }

    /// The ids of the runs that are done.
    pub fn runs(&self) -> &[u32] {
        &self.parts.runs
    }

    /// Where it stands.
    pub fn state(&self) -> &StagesState {
        &self.parts.state
    }

    /// Whether it is going on: no other run can be made meanwhile.
    pub fn is_active(&self) -> bool {
        matches!(self.parts.state, StagesState::Surveying | StagesState::Training)
    }

    /// What is measured: for each task of the sequence general texts, then those of its domain.
    pub fn columns(&self) -> Vec<Column> {
        let tasks = self.parts.configs.iter().enumerate();
        let pair = |(stage, config): (usize, &RunConfig)| {
            let task = config.task;
            let general = Column { task, split: Split::GeneralTest, learned: None };
            [general, Column { task, split: Split::TargetTest, learned: Some(stage + 1) }]
        };
        tasks.flat_map(pair).collect()
    }

    /// Accuracies so far: a row for the base model and one after each run, with an entry for each of
    /// [`Stages::columns`].
    pub fn accuracies(&self) -> &[Vec<f64>] {
        &self.parts.accuracies
    }

    /// The accuracies as a matrix; `None` until the sequence is done, since a task that was not learned yet
    /// cannot be forgotten.
    pub fn matrix(&self) -> Option<AccuracyMatrix> {
        if self.parts.state != StagesState::Done {
            return None;
        }
        let learned = self.columns().iter().map(|column| column.learned).collect();
        AccuracyMatrix::new(self.parts.accuracies.clone(), learned).ok()
    }

    /// What comes next.
    pub fn need(&self) -> Need<'_> {
        let Parts { configs, accuracies, runs, .. } = &self.parts;
        if accuracies.len() <= runs.len() {
            return Need::Survey { trained: !runs.is_empty() };
        }
        configs.get(runs.len()).map_or(Need::Nothing, Need::Run)
    }

    /// Takes the answers to all test sets as the next row.
    ///
    /// # Errors
    /// What does not fit, for the technical detail of a trouble. The sequence is as it was.
    pub fn add_survey(&mut self, answers: &[Answers], texts: &Texts) -> Result<(), String> {
        if !matches!(self.need(), Need::Survey { .. }) {
            return Err("nothing was to be measured".into());
        }
        let accuracy = |column: Column| {
            let Column { task, split, .. } = column;
            let found = answers.iter().find(|answers| (answers.task, answers.split) == (task, split));
            let missing = || format!("no answers to {split:?} of {}", task.name());
            let probabilities = &found.ok_or_else(missing)?.probabilities.0;
            let whole = texts.get(task.corpus(), split).map_or(0, |set| set.examples.len()) * task.classes();
            if probabilities.len() != whole {
                return Err(format!("{} numbers for {whole} of {split:?}", probabilities.len()));
            }
            let predictions = texts.predictions(split, task, probabilities).map_err(|error| error.to_string())?;
            Ok(predictions.scores(task.positive()).accuracy)
        };
        let row = self.columns().into_iter().map(accuracy).collect::<Result<Vec<f64>, String>>()?;
        self.parts.accuracies.push(row);
        self.settle();
        Ok(())
    }

    /// Takes a run that has ended. One that did not reach its end halts the sequence; one that does not
    /// belong to it changes nothing.
    pub fn run_ended(&mut self, run: &RunRecord) {
        if !matches!(self.need(), Need::Run(config) if *config == run.config) {
            return;
        }
        match run.outcome {
            Some(Outcome::Completed { .. }) => {
                self.parts.runs.push(run.id);
                self.settle();
            }
            Some(Outcome::Diverged { .. }) => self.halt(
                "A run of this sequence diverged, and what comes after it would start from a destroyed model. Choose \
                 a lower learning rate and start the sequence again.",
            ),
            Some(Outcome::Stopped { .. }) | None => {
                self.halt("A run of this sequence was stopped. Start the sequence again to have all of it.");
            }
        }
    }

    /// Something came in between.
    pub fn halt(&mut self, sentence: impl Into<String>) {
        self.parts.state = StagesState::Halted { sentence: sentence.into() };
    }

    /// Goes on after a halt, if this is the run that it was halted in. Says whether it does.
    pub fn go_on_with(&mut self, config: &RunConfig) -> bool {
        let halted = matches!(self.parts.state, StagesState::Halted { .. });
        let goes_on = halted && matches!(self.need(), Need::Run(wanted) if wanted == config);
        if goes_on {
            self.settle();
        }
        goes_on
    }

    /// A run is kept under another number.
    pub fn renumber(&mut self, from: u32, to: u32) {
        self.parts.runs.iter_mut().filter(|run| **run == from).for_each(|run| *run = to);
    }

    fn settle(&mut self) {
        self.parts.state = match self.need() {
            Need::Survey { .. } => StagesState::Surveying,
            Need::Run(_) => StagesState::Training,
            Need::Nothing => StagesState::Done,
        };
    }
}

impl TryFrom<Parts> for Stages {
    type Error = StagesError;

    fn try_from(parts: Parts) -> Result<Self, StagesError> {
        let fresh = Self::new(parts.configs.clone())?;
        let columns = fresh.columns().len();
        let (rows, runs) = (parts.accuracies.len(), parts.runs.len());
        let shares = |row: &Vec<f64>| row.len() == columns && row.iter().all(|share| (0.0..=1.0).contains(share));
        let fits = runs <= parts.configs.len() && (rows == runs || rows == runs + 1);
        let done = parts.state == StagesState::Done;
        let whole = rows == parts.configs.len() + 1;
        if fresh.parts.configs != parts.configs || !fits || done != whole || !parts.accuracies.iter().all(shares) {
            return Err(StagesError::Damaged);
        }
        Ok(Self { parts })
    }
}

impl From<Stages> for Parts {
    fn from(stages: Stages) -> Self {
        stages.parts
    }
}

/// Seconds that a sequence of these runs takes, surveys included.
pub fn seconds(configs: &[RunConfig], speed: &Speed, texts: &Texts) -> f64 {
    let survey = |task: Task| {
        let count = |split| texts.get(task.corpus(), split).map_or(0, |set| set.examples.len());
        let classified = count(Split::GeneralTest) + count(Split::TargetTest);
        classified as f64 * texts.held_out(task).length * speed.seconds_per_evaluation
    };
    // Every task is surveyed, whether it is in the sequence or not.
    let surveys = (configs.len() + 1) as f64 * Task::ALL.map(survey).iter().sum::<f64>();
    surveys + configs.iter().map(|config| speed.estimate(config, texts.held_out(config.task))).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::record;
    use super::*;
    use crate::data::{Corpus, TextSet};
    use crate::protocol::Floats;

    fn texts() -> Texts {
        let set = |content: &str| TextSet::parse(content).expect("well-formed");
        let definitions = || set("condition\tn1\tan illness\nobject\tn2\ta tool\n");
        let mails = || set("spam\tm1\tbuy now\ngood\tm2\tsee you\n");
        let pair = |split| [(Corpus::Definitions, split, definitions()), (Corpus::Mail, split, mails())];
        Texts::new(Texts::SPLITS.into_iter().flat_map(pair).collect())
    }

    /// Right answers to so many of the two texts of each set: definitions general and domain, then mails.
    fn answers(right: [usize; 4]) -> Vec<Answers> {
        let sets = [Task::Condition, Task::Spam].map(|task| [Split::GeneralTest, Split::TargetTest].map(|s| (task, s)));
        let row = |count: usize| {
            // The classes are 1 and 0.
            let first = if count > 0 { [0.1, 0.9] } else { [0.9, 0.1] };
            let second = if count > 1 { [0.9, 0.1] } else { [0.1, 0.9] };
            Floats([first, second].concat())
        };
        let sets = sets.as_flattened().iter().zip(right);
        sets.map(|((task, split), count)| Answers { task: *task, split: *split, probabilities: row(count) }).collect()
    }

    fn stages() -> Stages {
        let spam = RunConfig { task: Task::Spam, ..RunConfig::default() };
        Stages::new(vec![RunConfig::default(), spam]).expect("two tasks")
    }

    fn completed(id: u32, config: &RunConfig) -> RunRecord {
        RunRecord { id, config: config.clone(), ..record() }
    }

    #[test]
    fn a_sequence_goes_from_survey_to_run_to_survey() {
        let (mut stages, texts) = (stages(), texts());
        let [first, second] = [stages.configs()[0].clone(), stages.configs()[1].clone()];
        assert_eq!(second.after.as_deref(), Some(&first));
        assert_eq!(stages.need(), Need::Survey { trained: false });
        stages.add_survey(&answers([2, 1, 2, 1]), &texts).expect("they fit");
        assert_eq!((stages.need(), stages.state()), (Need::Run(&first), &StagesState::Training));
        stages.run_ended(&completed(7, &first));
        assert_eq!((stages.need(), stages.state()), (Need::Survey { trained: true }, &StagesState::Surveying));
        stages.add_survey(&answers([1, 2, 1, 1]), &texts).expect("they fit");
        assert_eq!(stages.need(), Need::Run(&second));
        stages.run_ended(&completed(8, &second));
        assert!(stages.is_active() && stages.matrix().is_none());
        stages.add_survey(&answers([1, 1, 1, 2]), &texts).expect("they fit");
        assert_eq!((stages.need(), stages.state(), stages.is_active()), (Need::Nothing, &StagesState::Done, false));
        assert_eq!(stages.runs(), [7, 8]);
        assert_eq!(stages.accuracies()[2], [0.5, 0.5, 0.5, 1.0]);
        let matrix = stages.matrix().expect("it is done");
        assert_eq!(matrix.backward_transfer(), Some(-0.5), "of the first task half is left");
        assert_eq!(matrix.average_forgetting(), Some(0.5), "of general texts too");
        stages.renumber(8, 9);
        assert_eq!(stages.runs(), [7, 9]);
    }

    #[test]
    fn columns_name_what_is_measured() {
        let columns = stages().columns();
        let named = columns.iter().map(|column| (column.task, column.split, column.learned));
        assert_eq!(
            named.collect::<Vec<_>>(),
            [
                (Task::Condition, Split::GeneralTest, None),
                (Task::Condition, Split::TargetTest, Some(1)),
                (Task::Spam, Split::GeneralTest, None),
                (Task::Spam, Split::TargetTest, Some(2)),
            ]
        );
    }

    #[test]
    fn what_is_no_sequence_is_refused() {
        let config = RunConfig::default;
        let spam = || RunConfig { task: Task::Spam, ..config() };
        assert_eq!(Stages::new(vec![config()]), Err(StagesError::TooFew));
        assert_eq!(Stages::new(vec![config(), config()]), Err(StagesError::Tasks));
        let other = RunConfig { model: crate::config::BaseModel::MiniLm3, ..spam() };
        assert_eq!(Stages::new(vec![config(), other]), Err(StagesError::Models));
        let wrong = RunConfig { epochs: 0, ..spam() };
        assert!(matches!(Stages::new(vec![config(), wrong]), Err(StagesError::Number(_))));
    }

    #[test]
    fn answers_that_do_not_fit_change_nothing() {
        let (mut stages, texts) = (stages(), texts());
        let mut short = answers([2; 4]);
        short[3].probabilities.0.truncate(2);
        let mut destroyed = answers([2; 4]);
        destroyed[0].probabilities.0[0] = f32::NAN;
        for bad in [&answers([2; 4])[..3], &short, &destroyed] {
            assert!(stages.add_survey(bad, &texts).is_err());
        }
        assert_eq!(stages, super::tests::stages());
        stages.add_survey(&answers([2; 4]), &texts).expect("they fit");
        assert!(stages.add_survey(&answers([2; 4]), &texts).is_err(), "once is enough");
    }

    #[test]
    fn a_run_that_does_not_reach_its_end_halts_the_sequence() {
        let mut fresh = stages();
        fresh.add_survey(&answers([2; 4]), &texts()).expect("they fit");
        let config = fresh.configs()[0].clone();
        for outcome in [Outcome::Stopped { step: 1 }, Outcome::Diverged { step: 1, sentence: "It did.".into() }] {
            let mut halted = fresh.clone();
            halted.run_ended(&RunRecord { outcome: Some(outcome), ..completed(7, &config) });
            assert!(matches!(halted.state(), StagesState::Halted { .. }) && !halted.is_active());
            assert!(!halted.clone().go_on_with(&RunConfig { seed: 9, ..config.clone() }));
            assert!(halted.go_on_with(&config) && *halted.state() == StagesState::Training);
            assert_eq!(halted.anew(), stages());
        }
        let mut other = fresh.clone();
        other.run_ended(&completed(7, &RunConfig { seed: 9, ..config }));
        assert_eq!(other, fresh, "another run is no part of it");
    }

    #[test]
    fn the_estimate_adds_up_runs_and_surveys() {
        let stages = stages();
        let stepping = Speed { seconds_per_step: 1.0, seconds_per_example: 0.0, seconds_per_evaluation: 0.0 };
        let steps = f64::from(2 * stages.configs()[0].total_steps());
        assert_eq!(seconds(stages.configs(), &stepping, &texts()), steps);
        let evaluating = Speed { seconds_per_step: 0.0, seconds_per_evaluation: 1.0, ..stepping };
        let runs: f64 =
            stages.configs().iter().map(|config| evaluating.estimate(config, texts().held_out(config.task))).sum();
        let length = texts().held_out(Task::Spam).length;
        let surveys = seconds(stages.configs(), &evaluating, &texts()) - runs;
        assert!((surveys - 3.0 * (4.0 + 4.0 + 4.0 * length)).abs() < 1e-9);
    }

    #[test]
    fn a_sequence_is_kept_and_a_damaged_one_is_noticed() {
        let mut stages = stages();
        stages.add_survey(&answers([2, 1, 2, 1]), &texts()).expect("they fit");
        let json = serde_json::to_string(&stages).expect("plain data");
        assert_eq!(serde_json::from_str::<Stages>(&json).expect("just written"), stages);
        for (from, to) in [("[1.0,0.5", "[1.5,0.5"), ("\"runs\":[]", "\"runs\":[1,2]"), ("training", "done")] {
            let damaged = json.replacen(from, to, 1);
            assert!(damaged != json && serde_json::from_str::<Stages>(&damaged).is_err(), "{from}");
        }
    }
}
