//! What became of the general texts of a run, evaluation by evaluation, and how the page tells it. Pure.

use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::config::{Strategy, Task};
use crate::data::Split;
use crate::metrics::{
    ConfidenceBin, Evaluation, Fate, Trajectory, by_confidence, class_accuracy, most_forgotten, trajectories,
};
use crate::protocol::Outcome;
use crate::ui::charts::Point;
use crate::ui::parts::format;

/// Intervals of the base model's confidence.
const BINS: usize = 5;
/// Texts that a confidence interval needs for its share to be told.
const ENOUGH: u32 = 10;
/// How many of the forgotten are called the most forgotten.
pub const MOST_FORGOTTEN: usize = 5;

/// Every fate, in the order in which the page offers them.
pub const FATES: [Fate; 5] = [Fate::Forgotten, Fate::Wavered, Fate::Learned, Fate::Kept, Fate::NeverKnown];

/// What the page calls a fate.
pub fn fate_name(fate: Fate) -> &'static str {
    match fate {
        Fate::Forgotten => "Forgotten",
        Fate::Wavered => "Came back",
        Fate::Learned => "Learned",
        Fate::Kept => "Kept",
        Fate::NeverKnown => "Never known",
    }
}

/// What a fate means, and in which order its texts are listed.
pub fn fate_sentence(fate: Fate) -> &'static str {
    match fate {
        Fate::Forgotten => "The base model had them right; now they are wrong. The largest fall of probability first.",
        Fate::Wavered => "Right at first and right now, but wrong in between. The deepest fall first.",
        Fate::Learned => "The base model had them wrong; now they are right. The largest rise first.",
        Fate::Kept => "Right at every evaluation. Those that lost most probability first.",
        Fate::NeverKnown => "Wrong at first and wrong now, whatever was in between.",
    }
}

/// The general texts of a run over its evaluations.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    /// The run.
    pub run: u32,
    /// The run's task.
    pub task: Task,
    /// Whether the texts were measured during the run too, and not before and after it alone.
    pub watched: bool,
    /// The step of each evaluation.
    pub steps: Vec<u32>,
    /// What became of each text, in the order of the general test set.
    pub texts: Vec<Trajectory>,
    /// The probability of the truth: `[evaluations, texts]`.
    truth: Vec<Vec<f32>>,
    /// Share of right answers: `[evaluations, classes]`.
    classes: Vec<Vec<Option<f64>>>,
}

impl Memory {
    /// Reads a run. Runs that were kept before texts were watched give what is known before and after them.
    /// `None` where neither is there (yet), or where it does not belong to these texts.
    pub fn of(record: &RunRecord, texts: &Texts) -> Option<Self> {
        let task = record.config.task;
        let (general, count) = (Split::GeneralTest, task.classes());
        let kept = &record.insight.history;
        let watched = !kept.is_empty();
        let ends = [(0, When::Before), (record.step().max(1), When::After)];
        let history: Vec<Evaluation> = if watched {
            kept.iter().map(|at| Evaluation { step: at.step, probabilities: &at.probabilities }).collect()
        } else {
            let of = |(step, when)| Evaluation { step, probabilities: record.probabilities(when, general) };
            // A run that goes on will be watched; its first answers are on their way.
            let known = |at: &Evaluation| record.outcome.is_some() && !at.probabilities.is_empty();
            ends.map(of).into_iter().filter(known).collect()
        };
        let mut labels = texts.classes(general, task)?;
        labels.truncate(history.first()?.probabilities.len() / count);
        let trajectories = trajectories(&labels, count, &history).ok()?;
        let of_truth = |at: &Evaluation| -> Vec<f32> {
            labels.iter().zip(at.probabilities.chunks_exact(count)).map(|(truth, row)| row[*truth]).collect()
        };
        Some(Self {
            run: record.id,
            task,
            watched,
            steps: history.iter().map(|at| at.step).collect(),
            texts: trajectories,
            truth: history.iter().map(of_truth).collect(),
            classes: history.iter().map(|at| class_accuracy(&labels, count, *at)).collect::<Result<_, _>>().ok()?,
        })
    }

    /// How many texts had a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.texts.iter().filter(|text| text.fate() == fate).count()
    }

    /// What came of it, in a sentence or two.
    pub fn sentence(&self) -> String {
        let known = self.texts.iter().filter(|text| text.right_before).count();
        let all = self.texts.len();
        if self.steps.len() < 2 {
            return format!(
                "The base model has {known} of {all} general texts right. What becomes of them shows after the next \
                 evaluation."
            );
        }
        let [forgotten, wavered, learned] =
            [Fate::Forgotten, Fate::Wavered, Fate::Learned].map(|fate| self.count(fate));
        let share = format::percent(forgotten as f64 / known.max(1) as f64);
        let between = match (self.watched, wavered) {
            (false, _) => String::new(),
            (true, 1) => " 1 was wrong in between and came back.".into(),
            (true, wavered) => format!(" {wavered} were wrong in between and came back."),
        };
        let verb = if forgotten == 1 { "is" } else { "are" };
        format!(
            "Of {known} general texts that the base model had right, {forgotten} {verb} wrong now ({share}).{between} Of the \
             other {}, {learned} became right.",
            all - known
        )
    }

    /// Whether a text is answered right at an evaluation.
    fn is_right(text: &Trajectory, step: u32) -> bool {
        text.turned.iter().rev().find(|turn| turn.step <= step).map_or(text.right_before, |turn| turn.right)
    }

    /// At each evaluation, how many texts that were right before (or else wrong before) are so no longer.
    pub fn turned(&self, right_before: bool) -> Vec<Point> {
        let count = |step: u32| {
            let turned =
                |text: &&Trajectory| text.right_before == right_before && Self::is_right(text, step) != right_before;
            self.texts.iter().filter(turned).count() as f64
        };
        self.steps.iter().map(|step| (f64::from(*step), count(*step))).collect()
    }

    /// The share of right answers among the texts of a class, at each evaluation.
    pub fn class_line(&self, class: usize) -> Vec<Point> {
        let at = self.steps.iter().zip(&self.classes);
        at.filter_map(|(step, shares)| Some((f64::from(*step), shares.get(class).copied().flatten()?))).collect()
    }

    /// How many texts belong to a class.
    pub fn of_class(&self, class: usize) -> usize {
        self.texts.iter().filter(|text| text.truth == class).count()
    }

    /// The probability of the truth of a text, at each evaluation.
    pub fn line(&self, text: usize) -> Vec<Point> {
        let at = self.steps.iter().zip(&self.truth);
        at.filter_map(|(step, truth)| Some((f64::from(*step), f64::from(*truth.get(text)?)))).collect()
    }

    /// What the base model knew, by how sure it was.
    pub fn bins(&self) -> Vec<ConfidenceBin> {
        by_confidence(&self.texts, self.task.classes(), BINS)
    }

    /// The texts of a fate and a class (of every class where there is none), in the order in which the page
    /// lists them.
    pub fn list(&self, fate: Fate, class: Option<usize>) -> Vec<usize> {
        let is_listed = |text: &&Trajectory| text.fate() == fate && class.is_none_or(|class| text.truth == class);
        let mut listed: Vec<&Trajectory> = self.texts.iter().filter(is_listed).collect();
        let rank = |text: &Trajectory| match fate {
            Fate::Wavered => text.lowest,
            Fate::Learned => text.confidence_before - text.confidence_after,
            Fate::Forgotten | Fate::Kept | Fate::NeverKnown => text.confidence_after - text.confidence_before,
        };
        listed.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
        listed.into_iter().map(|text| text.index).collect()
    }

    /// The texts whose truth lost most probability.
    pub fn most_forgotten(&self) -> Vec<usize> {
        most_forgotten(&self.texts, MOST_FORGOTTEN)
    }
}

/// When a text turned wrong and when it came back.
pub fn story(text: &Trajectory) -> String {
    let mut story = match (text.right_before, text.turned.is_empty()) {
        (true, true) => return "Right at every evaluation.".into(),
        (false, true) => return "Wrong at every evaluation.".into(),
        (true, false) => String::from("Right at first"),
        (false, false) => String::from("Wrong at first"),
    };
    for (index, turn) in text.turned.iter().enumerate() {
        let (again, answer) = (if index > 0 { " again" } else { "" }, if turn.right { "right" } else { "wrong" });
        story.push_str(&format!("; {answer}{again} from step {} on", format::count(turn.step.into())));
    }
    story + "."
}

/// The borders of an interval of confidence.
pub fn range(bin: &ConfidenceBin) -> String {
    format!("{} to {}", format::whole_percent(bin.from), format::whole_percent(bin.to))
}

/// The share of an interval that is forgotten; 0 where nothing was known.
pub fn share(bin: &ConfidenceBin) -> f64 {
    f64::from(bin.forgotten) / f64::from(bin.known.max(1))
}

/// Whether what the base model was less sure of is forgotten more, in a sentence.
pub fn confidence_sentence(bins: &[ConfidenceBin]) -> String {
    let mut enough = bins.iter().filter(|bin| bin.known >= ENOUGH);
    let (Some(low), Some(high)) = (enough.next(), enough.next_back()) else {
        return "There are too few texts in all but one of these intervals to compare them.".into();
    };
    let [of_low, of_high] = [low, high].map(share);
    let verdict = match of_low.total_cmp(&of_high) {
        std::cmp::Ordering::Greater => "In this run the shakier answers were forgotten more often.",
        std::cmp::Ordering::Less => "In this run the surer answers were forgotten more often.",
        std::cmp::Ordering::Equal => "In this run that makes no difference.",
    };
    format!(
        "Of the texts that it was least sure of ({}), {} are forgotten; of those that it was surest of ({}), {}. {verdict}",
        range(low),
        format::percent(of_low),
        range(high),
        format::percent(of_high)
    )
}

/// What the learner should know of these figures, where there is something.
pub fn caveat(record: &RunRecord, memory: &Memory) -> Option<String> {
    if !memory.watched {
        let sentence =
            "This run was kept before the lab watched general texts during a run: only before and after are known.";
        return Some(sentence.into());
    }
    let last = memory.steps.last().copied().unwrap_or_default();
    match record.outcome {
        None => None,
        Some(Outcome::Completed { restored: Some(step) }) => Some(format!(
            "The run went on to its last step, which is what “now” means here, and then back to the weights of step {step}."
        )),
        Some(Outcome::Diverged { step, .. }) => {
            Some(format!("The model broke down at step {step}: answers that are no numbers are left out."))
        }
        Some(_) if matches!(record.config.strategy, Strategy::Averaged { .. }) => Some(
            "“Now” is the last step. After it the weights were put between start and end: what the finished model forgot is \
             less or other than this."
                .into(),
        ),
        Some(_) if last < record.step() => Some(format!(
            "“Now” is the last evaluation, at step {last}; the run ended at step {}.",
            format::count(record.step().into())
        )),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::insight::Snapshot;
    use crate::client::record::tests::{record, texts};

    /// Two general texts, of class 1 and of class 0, given the probability of class 1 at steps 0, 32, ...
    fn memory(rows: &[[f32; 2]]) -> Memory {
        let mut run = record();
        for (index, [first, second]) in rows.iter().enumerate() {
            let probabilities = vec![1.0 - first, *first, 1.0 - second, *second];
            run.insight.add_snapshot(Snapshot { step: 32 * index as u32, probabilities });
        }
        Memory::of(&run, &texts()).expect("well-formed")
    }

    #[test]
    fn what_turned_wrong_is_counted_evaluation_by_evaluation() {
        let memory = memory(&[[0.75, 0.75], [0.25, 0.25], [0.75, 0.25]]);
        assert_eq!(memory.turned(true), [(0.0, 0.0), (32.0, 1.0), (64.0, 0.0)]);
        assert_eq!(memory.turned(false), [(0.0, 0.0), (32.0, 1.0), (64.0, 1.0)]);
        assert_eq!(FATES.map(|fate| memory.count(fate)), [0, 1, 1, 0, 0]);
        assert_eq!(memory.class_line(1), [(0.0, 1.0), (32.0, 0.0), (64.0, 1.0)]);
        assert_eq!(memory.line(0), [(0.0, 0.75), (32.0, 0.25), (64.0, 0.75)]);
        assert_eq!((memory.of_class(0), memory.line(7).len()), (1, 0));
        assert_eq!(
            memory.sentence().replace('\u{a0}', " "),
            "Of 1 general texts that the base model had right, 0 are wrong now (0.0 %). 1 was wrong in between and came \
             back. Of the other 1, 1 became right."
        );
    }

    #[test]
    fn before_the_first_step_only_the_base_model_is_told() {
        assert!(memory(&[[0.75, 0.75]]).sentence().starts_with("The base model has 1 of 2 general texts right."));
    }

    #[test]
    fn an_older_run_gives_what_is_known_of_its_ends() {
        let memory = Memory::of(&record(), &texts()).expect("both ends are there");
        assert!(!memory.watched);
        assert_eq!((memory.steps.len(), memory.count(Fate::Forgotten)), (2, 1));
        assert!(caveat(&record(), &memory).is_some_and(|caveat| caveat.contains("only before and after")));
        let mut empty = record();
        empty.finals = crate::client::record::Finals::default();
        assert_eq!(Memory::of(&empty, &texts()), None);
        assert_eq!(Memory::of(&RunRecord { outcome: None, ..record() }, &texts()), None, "it will be watched");
        assert_eq!(Memory::of(&record(), &Texts::default()), None);
    }

    #[test]
    fn the_deepest_falls_are_listed_first_and_classes_are_told_apart() {
        let forgotten = memory(&[[0.75, 0.25], [0.25, 1.0]]);
        assert_eq!(forgotten.list(Fate::Forgotten, None), [1, 0]);
        assert_eq!(forgotten.list(Fate::Forgotten, None), forgotten.most_forgotten());
        assert_eq!(forgotten.list(Fate::Forgotten, Some(1)), [0]);
        assert!(forgotten.list(Fate::Kept, None).is_empty());
    }

    #[test]
    fn a_text_has_its_story() {
        let tell = |rows: &[[f32; 2]]| story(&memory(rows).texts[0]);
        assert_eq!(tell(&[[0.75, 0.0], [0.75, 0.0]]), "Right at every evaluation.");
        assert_eq!(tell(&[[0.25, 0.0], [0.25, 0.0]]), "Wrong at every evaluation.");
        assert_eq!(
            tell(&[[0.75, 0.0], [0.25, 0.0], [0.75, 0.0]]),
            "Right at first; wrong from step 32 on; right again from step 64 on."
        );
        assert_eq!(tell(&[[0.25, 0.0], [0.75, 0.0]]), "Wrong at first; right from step 32 on.");
    }

    #[test]
    fn intervals_are_compared_only_where_there_are_enough_texts() {
        let bin = |from: f64, known, forgotten| ConfidenceBin { from, to: from + 0.1, known, forgotten };
        assert!(confidence_sentence(&[bin(0.5, 20, 5), bin(0.6, 9, 9)]).starts_with("There are too few"));
        let sentence = confidence_sentence(&[bin(0.5, 20, 5), bin(0.6, 3, 3), bin(0.9, 100, 1)]);
        assert!(sentence.replace('\u{a0}', " ").contains("(50 % to 60 %), 25.0 % are forgotten"));
        assert!(sentence.ends_with("the shakier answers were forgotten more often."));
        assert!(confidence_sentence(&[bin(0.5, 20, 0), bin(0.9, 20, 5)]).contains("the surer answers"));
    }

    #[test]
    fn a_run_that_went_back_or_broke_down_says_so() {
        let memory = memory(&[[0.75, 0.75], [0.25, 0.25]]);
        let with = |outcome| RunRecord { outcome: Some(outcome), ..record() };
        let restored = with(Outcome::Completed { restored: Some(32) });
        assert!(caveat(&restored, &memory).is_some_and(|caveat| caveat.contains("step 32")));
        let diverged = with(Outcome::Diverged { step: 9, sentence: String::new() });
        assert!(caveat(&diverged, &memory).is_some_and(|caveat| caveat.contains("broke down at step 9")));
        let averaged = crate::config::RunConfig { strategy: Strategy::Averaged { trained: 0.5 }, ..record().config };
        let averaged = RunRecord { config: averaged, ..record() };
        assert!(caveat(&averaged, &memory).is_some_and(|caveat| caveat.contains("between start and end")));
        let mut stopped = record();
        stopped.steps.push(crate::protocol::StepReport { step: 40, ..stopped.steps[1] });
        assert!(
            caveat(&stopped, &memory).is_some_and(|caveat| caveat.contains("at step 32; the run ended at step 40"))
        );
        assert_eq!(caveat(&record(), &memory), None);
        assert_eq!(caveat(&RunRecord { outcome: None, ..averaged }, &memory), None);
    }
}
