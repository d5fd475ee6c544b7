//! What a learner has done and recalled: kept on the learner's machine, exported and imported as one file. Pure.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::deed::Deed;

/// Version of the file's format.
pub const VERSION: u32 = 1;

/// Everything about one learner. Times are milliseconds since 1970; names are those of the content files, and
/// those that a newer content no longer has are kept and ignored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Version of the format.
    pub version: u32,
    /// What was done, and when for the first time.
    #[serde(default)]
    pub deeds: BTreeMap<Deed, f64>,
    /// Chapters read to the end, and when for the first time.
    #[serde(default)]
    pub chapters: BTreeMap<String, f64>,
    /// Common confusions judged, and whether rightly the first time.
    #[serde(default)]
    pub judged: BTreeMap<String, bool>,
    /// Schedules of cards.
    #[serde(default)]
    pub cards: BTreeMap<String, Schedule>,
    /// Questions answered.
    #[serde(default)]
    pub questions: BTreeMap<String, Answered>,
    /// Exercises worked out.
    #[serde(default)]
    pub exercises: BTreeMap<String, Answered>,
    /// Concepts covered in explanations, by prompt: the best number of four.
    #[serde(default)]
    pub explained: BTreeMap<String, u32>,
    /// How often the worked solution was gone through: so much of it is blank the next time.
    #[serde(default)]
    pub solution_rounds: u32,
    /// When everything before was forgotten on purpose, for the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<f64>,
    /// When the worked problem was begun for the first time: runs that began before do not solve it.
    #[serde(default)]
    pub problem_begun: Option<f64>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            version: VERSION,
            deeds: BTreeMap::new(),
            chapters: BTreeMap::new(),
            judged: BTreeMap::new(),
            cards: BTreeMap::new(),
            questions: BTreeMap::new(),
            exercises: BTreeMap::new(),
            explained: BTreeMap::new(),
            solution_rounds: 0,
            reset: None,
            problem_begun: None,
        }
    }
}

/// When a card is due, and the memory model's state of it (FSRS).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Days after which recall falls to 90 %.
    pub stability: f32,
    /// From 1 to 10.
    pub difficulty: f32,
    /// When it was reviewed last.
    pub reviewed: f64,
    /// When it is due.
    pub due: f64,
    /// How often it was reviewed.
    pub reviews: u32,
    /// How often it was forgotten.
    pub lapses: u32,
    /// Whether it was not known the last time. Files of earlier versions do not say.
    #[serde(default)]
    pub missed: bool,
}

/// How something was answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Whether the last answer was right.
    pub right: bool,
    /// How sure the learner was of it, from 0 to 1, where asked.
    pub confidence: Option<f64>,
    /// How often it was answered.
    pub times: u32,
    /// When it was answered last.
    pub last: f64,
}

impl Progress {
    /// Notes a deed; the first time counts. Says whether it is new.
    pub fn note(&mut self, deed: Deed, now: f64) -> bool {
        let is_new = !self.deeds.contains_key(&deed);
        self.deeds.entry(deed).or_insert(now);
        is_new
    }

    /// Whether it was done.
    pub fn has(&self, deed: Deed) -> bool {
        self.deeds.contains_key(&deed)
    }

    /// The file.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What does not fit, for the technical detail of a trouble.
    pub fn from_json(content: &str) -> Result<Self, String> {
        let mut read: Self = serde_json::from_str(content).map_err(|error| error.to_string())?;
        if read.version != VERSION {
            return Err(format!("version {} of the format; this lab reads version {VERSION}", read.version));
        }
        // Earlier versions of the page kept a 0 for an explanation in which nothing was found.
        read.explained.retain(|_, covered| *covered > 0);
        Ok(read)
    }

    /// This progress with that of the same learner in another tab. Where one of them was reset later, nothing from before
    /// comes back.
    #[must_use]
    pub fn synced(self, other: Self) -> Self {
        let (own, others) = (self.reset.unwrap_or_default(), other.reset.unwrap_or_default());
        match others.total_cmp(&own) {
            Ordering::Greater => other,
            Ordering::Less => self,
            Ordering::Equal => self.merged(other),
        }
    }

    /// This progress with another one added: of what both have, the later answer or the earlier deed stands.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        let earlier = |mine: &mut BTreeMap<String, f64>, theirs: BTreeMap<String, f64>| {
            for (name, at) in theirs {
                mine.entry(name).and_modify(|own| *own = own.min(at)).or_insert(at);
            }
        };
        earlier(&mut self.chapters, other.chapters);
        for (deed, at) in other.deeds {
            self.deeds.entry(deed).and_modify(|own| *own = own.min(at)).or_insert(at);
        }
        for (name, right) in other.judged {
            self.judged.entry(name).or_insert(right);
        }
        for (name, schedule) in other.cards {
            let own = self.cards.entry(name).or_insert(schedule);
            if schedule.reviewed > own.reviewed {
                *own = schedule;
            }
        }
        let later = |mine: &mut BTreeMap<String, Answered>, theirs: BTreeMap<String, Answered>| {
            for (name, answered) in theirs {
                let own = mine.entry(name).or_insert(answered);
                if answered.last > own.last {
                    *own = answered;
                }
            }
        };
        later(&mut self.questions, other.questions);
        later(&mut self.exercises, other.exercises);
        for (name, covered) in other.explained {
            let own = self.explained.entry(name).or_default();
            *own = covered.max(*own);
        }
        self.solution_rounds = self.solution_rounds.max(other.solution_rounds);
        self.problem_begun = self.problem_begun.into_iter().chain(other.problem_begun).reduce(f64::min);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(last: f64, right: bool) -> Answered {
        Answered { right, confidence: Some(0.5), times: 1, last }
    }

    fn progress() -> Progress {
        let mut progress = Progress::default();
        progress.note(Deed::FinishedRun, 5.0);
        progress.questions.insert("q".into(), answered(5.0, false));
        progress.cards.insert(
            "c".into(),
            Schedule { stability: 2.5, difficulty: 5.25, reviewed: 5.0, due: 9.0, reviews: 1, lapses: 0, missed: true },
        );
        progress
    }

    #[test]
    fn the_first_time_of_a_deed_counts() {
        let mut progress = progress();
        assert!(!progress.note(Deed::FinishedRun, 7.0));
        assert!(progress.note(Deed::RanTooHigh, 7.0));
        assert_eq!(progress.deeds[&Deed::FinishedRun], 5.0);
    }

    #[test]
    fn two_tabs_know_what_either_did_and_a_reset_ends_what_was_before_it() {
        let mut other = Progress::default();
        other.note(Deed::RanTooHigh, 6.0);
        let both = progress().synced(other.clone());
        assert!(both.has(Deed::FinishedRun) && both.has(Deed::RanTooHigh));

        let mut reset = Progress { reset: Some(8.0), ..Progress::default() };
        reset.note(Deed::RanTooLow, 9.0);
        assert_eq!(both.clone().synced(reset.clone()), reset);
        assert_eq!(reset.clone().synced(both), reset);
    }

    #[test]
    fn a_file_brings_back_what_was_written() {
        let progress = progress();
        let file = progress.to_json().expect("it can be written");
        assert_eq!(Progress::from_json(&file), Ok(progress));
        let older = file.replace(",\n  \"problem_begun\": null", "");
        assert!(older != file && Progress::from_json(&older).is_ok(), "what an earlier page wrote is read");
        let earlier = file.replace(",\n      \"missed\": true", "");
        assert!(earlier != file && Progress::from_json(&earlier).is_ok_and(|it| !it.cards["c"].missed));
        let nothing = Progress { explained: [("p".to_owned(), 0)].into(), ..Progress::default() };
        let file = nothing.to_json().expect("it can be written");
        assert_eq!(Progress::from_json(&file), Ok(Progress::default()), "nothing found is nothing explained");
        assert!(Progress::from_json("{}").is_err());
        assert!(
            Progress::from_json(&file.replace("\"version\": 1", "\"version\": 9")).is_err_and(|it| it.contains('9'))
        );
    }

    #[test]
    fn merging_loses_nothing_and_keeps_what_is_newer() {
        let mut other = progress();
        other.note(Deed::RanTooHigh, 1.0);
        other.questions.insert("q".into(), answered(6.0, true));
        other.problem_begun = Some(3.0);
        let merged = progress().merged(other.clone());
        assert!(merged.questions["q"].right && merged.has(Deed::RanTooHigh));
        assert_eq!(other.clone().merged(progress()), merged);
        assert_eq!(merged.clone().merged(other), merged);
        assert_eq!(merged.problem_begun, Some(3.0));
        let earlier = Progress { problem_begun: Some(2.0), ..Progress::default() };
        assert_eq!(merged.merged(earlier).problem_begun, Some(2.0));
    }
}
