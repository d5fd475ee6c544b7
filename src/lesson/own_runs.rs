//! Questions about the learner's own runs: which can be asked of which run, and with which figures. Pure.

use super::filled::{Asked, Kind, Values, are_distinct, decimal, percent, points, whole};
use super::quiz::{About, Template};
use super::text::Text;
use crate::metrics::Cells;

/// General accuracy fell at least so far where a run is asked about as one that forgot.
const FORGOT: f64 = 0.03;
/// It fell by less than this where a run is asked about as one that kept what it knew.
const KEPT: f64 = 0.01;
/// The test loss is greater by at least so much where a gap is asked about.
const GAP: f64 = 0.1;
/// Two runs are set against each other where one kept so much more.
const TOLD_APART: f64 = 0.005;

/// What is known of a finished run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunFacts {
    /// What the lessons call it.
    pub name: Text,
    /// General accuracy before and after.
    pub general: (f64, f64),
    /// Domain accuracy before and after.
    pub domain: (f64, f64),
    /// What it answered to the domain test texts, at the usual threshold.
    pub cells: Cells,
    /// The loss of its last training step.
    pub train_loss: f64,
    /// Its loss on the domain test texts.
    pub test_loss: f64,
}

impl About {
    /// The names that a template can quote.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::RaiseRecall | Self::RaisePrecision => &["run", "precision", "recall"],
            Self::DidForget | Self::DidKeep => &["run", "before", "after", "domain_before", "domain_after"],
            Self::RecallOfRun => &["run", "missed", "positives", "alarms", "right", "wrong1", "wrong2", "wrong3"],
            Self::WhichForgotLess => &["run", "other", "gain", "kept", "other_gain", "other_kept"],
            Self::LossGap => &["run", "train_loss", "test_loss"],
        }
    }
}

impl RunFacts {
    fn gained(&self) -> f64 {
        self.domain.1 - self.domain.0
    }

    fn kept(&self) -> f64 {
        self.general.1 - self.general.0
    }

    fn name(&self) -> Text {
        // A name is the learner's; what looks like one of our own marks must not become one.
        let bare = |name: &str| name.chars().filter(|character| !"{}*`[]".contains(*character)).collect::<String>();
        Text { en: format!("“{}”", bare(&self.name.en)), de: format!("„{}“", bare(&self.name.de)) }
    }
}

/// The questions that a template gives with these runs, the newest first: each run, or pair of runs, that it fits.
pub fn ask(template: &Template<About>, runs: &[RunFacts]) -> Vec<Asked> {
    values(template.about, runs).map(|values| Asked::of(template, Kind::OwnRun, &values)).collect()
}

/// Whether a template gives any question with these runs.
pub fn can_ask(template: &Template<About>, runs: &[RunFacts]) -> bool {
    values(template.about, runs).next().is_some()
}

fn values(about: About, runs: &[RunFacts]) -> Box<dyn Iterator<Item = Values> + '_> {
    match about {
        About::WhichForgotLess => Box::new(pairs(runs).filter_map(|(run, other)| of_pair(run, other))),
        about => Box::new(runs.iter().filter_map(move |run| of_run(about, run))),
    }
}

fn pairs(runs: &[RunFacts]) -> impl Iterator<Item = (&RunFacts, &RunFacts)> {
    runs.iter().enumerate().flat_map(|(at, one)| {
        runs[at + 1..].iter().map(move |two| if one.kept() >= two.kept() { (one, two) } else { (two, one) })
    })
}

fn of_pair(run: &RunFacts, other: &RunFacts) -> Option<Values> {
    let is_clear = run.kept() - other.kept() >= TOLD_APART && run.name() != other.name();
    is_clear.then(|| {
        vec![
            ("run", run.name()),
            ("other", other.name()),
            ("gain", points(run.gained())),
            ("kept", points(run.kept())),
            ("other_gain", points(other.gained())),
            ("other_kept", points(other.kept())),
        ]
    })
}

fn of_run(about: About, run: &RunFacts) -> Option<Values> {
    let share = |share: f64| decimal(share, 3);
    let mut values = vec![("run", run.name())];
    match about {
        About::RaiseRecall | About::RaisePrecision => {
            let (precision, recall) = (run.cells.precision()?, run.cells.recall()?);
            // What is asked to rise must be able to.
            let raised = if about == About::RaiseRecall { recall } else { precision };
            if raised >= 0.9995 {
                return None;
            }
            values.extend([("precision", share(precision)), ("recall", share(recall))]);
        }
        About::DidForget | About::DidKeep => {
            let fits = if about == About::DidForget { run.kept() <= -FORGOT } else { run.kept() > -KEPT };
            if !fits {
                return None;
            }
            values.extend([
                ("before", percent(run.general.0)),
                ("after", percent(run.general.1)),
                ("domain_before", percent(run.domain.0)),
                ("domain_after", percent(run.domain.1)),
            ]);
        }
        About::RecallOfRun => {
            let Cells { tp, fp, fn_, .. } = run.cells;
            let flagged = (tp + fp) / run.cells.total();
            let answers = [run.cells.recall()?, run.cells.precision()?, run.cells.accuracy()?, flagged].map(share);
            if !are_distinct(&answers.each_ref()) {
                return None;
            }
            let count = |count: f64| whole(count as u64);
            values.extend([("missed", count(fn_)), ("positives", count(tp + fn_)), ("alarms", count(fp))]);
            values.extend(["right", "wrong1", "wrong2", "wrong3"].into_iter().zip(answers));
        }
        About::LossGap => {
            if run.test_loss.is_nan() || run.train_loss.is_nan() || run.test_loss - run.train_loss < GAP {
                return None;
            }
            values.extend([("train_loss", share(run.train_loss)), ("test_loss", share(run.test_loss))]);
        }
        About::WhichForgotLess => return None,
    }
    Some(values)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::lesson::quiz::{Answer, Level};

    /// A run whose general accuracy went from 96 % to this, and which missed so many of 500.
    pub fn facts(name: &str, general: f64, missed: f64) -> RunFacts {
        RunFacts {
            name: text(name),
            general: (0.96, general),
            domain: (0.72, 0.95),
            cells: Cells { tp: 500.0 - missed, fp: 20.0, fn_: missed, tn: 300.0 },
            train_loss: 0.05,
            test_loss: 0.169,
        }
    }

    fn text(words: &str) -> Text {
        Text { en: words.into(), de: words.into() }
    }

    fn template(about: About) -> Template<About> {
        let answer = |words: &str| Answer { text: text(words), why: text("why") };
        let names: Vec<_> = about.names().iter().map(|name| format!("{{{name}}}")).collect();
        Template {
            id: "t".into(),
            chapter: "threshold".into(),
            level: Level::Easy,
            about,
            question: text(&names.join(" ")),
            right: answer("a"),
            wrong: ["b", "c", "d"].map(answer),
            steps: Vec::new(),
        }
    }

    fn asked(about: About, runs: &[RunFacts]) -> Vec<String> {
        ask(&template(about), runs).into_iter().map(|asked| asked.question.en.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn figures_are_those_of_the_run() {
        let run = [facts("Run 3", 0.925, 45.0)];
        assert_eq!(asked(About::RaiseRecall, &run), ["“Run 3” 0.958 0.910"]);
        assert_eq!(asked(About::RecallOfRun, &run), ["“Run 3” 45 500 20 0.910 0.958 0.921 0.579"]);
        assert_eq!(asked(About::DidForget, &run), ["“Run 3” 96.0 % 92.5 % 72.0 % 95.0 %"]);
        assert_eq!(asked(About::LossGap, &run), ["“Run 3” 0.050 0.169"]);
    }

    #[test]
    fn a_run_is_only_asked_about_what_it_shows() {
        let kept = [facts("kept", 0.955, 45.0)];
        assert!(asked(About::DidForget, &kept).is_empty() && !asked(About::DidKeep, &kept).is_empty());
        let between = [facts("between", 0.94, 45.0)];
        assert!(asked(About::DidForget, &between).is_empty() && asked(About::DidKeep, &between).is_empty());
        assert!(asked(About::RaiseRecall, &[facts("all found", 0.9, 0.0)]).is_empty());
        let fits = RunFacts { test_loss: 0.1, ..facts("fits", 0.9, 9.0) };
        assert!(asked(About::LossGap, &[fits]).is_empty());
    }

    #[test]
    fn of_two_runs_the_one_that_forgot_less_is_the_answer() {
        let runs = [facts("a", 0.80, 9.0), facts("b", 0.95, 9.0), facts("c", 0.949, 9.0)];
        let expected = ["“b” “a” +23.0 −1.0 +23.0 −16.0", "“c” “a” +23.0 −1.1 +23.0 −16.0"];
        assert_eq!(asked(About::WhichForgotLess, &runs), expected);
        assert!(asked(About::WhichForgotLess, &runs[..1]).is_empty());
        let can_ask = |runs| can_ask(&template(About::WhichForgotLess), runs);
        assert!(can_ask(&runs) && !can_ask(&runs[..1]));
    }

    #[test]
    fn a_name_cannot_bring_marks_or_names_with_it() {
        let [question] = &asked(About::RaiseRecall, &[facts("{recall} **`x`**", 0.9, 45.0)])[..] else {
            panic!("one question")
        };
        assert!(question.starts_with("“recall x” "), "{question}");
    }
}
