//! The hand-written answers, their labels, and what a way of finding concepts comes to on either half of them.

use serde::Deserialize;

use crate::lesson::explain::{Prompt, Prompts};
use crate::metrics::Cells;
use crate::random::SplitMix64;

/// Thresholds that are tried, in hundredths.
pub const THRESHOLDS: std::ops::RangeInclusive<u8> = 0..=100;
/// Draws for the ranges.
const DRAWS: usize = 2000;
const SEED: u64 = 1;

/// An answer and what it covers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The prompt that it answers.
    pub prompt: String,
    /// Its kind.
    pub kind: Kind,
    /// What was written.
    pub text: String,
    /// The concepts of the prompt that it really covers.
    pub covers: Vec<String>,
}

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// All four concepts.
    Good,
    /// One or two of them.
    Partial,
    /// On the subject and wrong.
    Wrong,
    /// What is right, denied; or what is wrong, asserted.
    Negation,
    /// About something else.
    OffTopic,
    /// A few words.
    Short,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Good, Self::Partial, Self::Wrong, Self::Negation, Self::OffTopic, Self::Short];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Partial => "partial",
            Self::Wrong => "wrong",
            Self::Negation => "negation",
            Self::OffTopic => "off-topic",
            Self::Short => "short",
        }
    }
}

/// A half of the answers. The answers come in pairs of one prompt and one kind: the first of each pair is in the first
/// half, the second in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Even indices, counted from 0: depth and threshold are chosen on these.
    Choosing,
    /// Odd indices: these are reported.
    Reporting,
}

/// What every concept of every answer was given: found from the threshold on.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored(pub Vec<[f32; 4]>);

impl Scored {
    /// As if every concept were always found.
    pub fn always(study: &Study) -> Self {
        Self(vec![[1.0; 4]; study.answers.len()])
    }
}

/// Prompts with their answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// What is asked.
    pub prompts: Prompts,
    /// What was answered.
    pub answers: Vec<Answer>,
}

impl Study {
    /// Reads the answers.
    ///
    /// # Errors
    /// Where the file is not as it should be, or names a prompt that is not there.
    pub fn new(prompts: Prompts, answers: &[u8]) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Answers {
            answers: Vec<Answer>,
        }
        let Answers { answers } = serde_json::from_slice(answers)?;
        let study = Self { prompts, answers };
        match study.answers.iter().find(|answer| study.prompt(answer).is_none()) {
            Some(answer) => Err(serde::de::Error::custom(format!("there is no prompt {}", answer.prompt))),
            None => Ok(study),
        }
    }

    /// Reads texts about something else: each answers every prompt, and covers nothing. There has to be an even number
    /// of them, so that every text is in one half with all its prompts.
    ///
    /// # Errors
    /// Where the file is not as it should be.
    pub fn off_topic(prompts: Prompts, texts: &[u8]) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Texts {
            answers: Vec<String>,
        }
        let Texts { answers: texts } = serde_json::from_slice(texts)?;
        if !texts.len().is_multiple_of(2) {
            return Err(serde::de::Error::custom(format!("{} texts are no pairs", texts.len())));
        }
        let answer = |prompt: &Prompt, text: &String| Answer {
            prompt: prompt.id.clone(),
            kind: Kind::OffTopic,
            text: text.clone(),
            covers: Vec::new(),
        };
        let answers = prompts.prompts.iter().flat_map(|prompt| texts.iter().map(move |text| answer(prompt, text)));
        Ok(Self { answers: answers.collect(), prompts })
    }

    /// The prompt of an answer.
    pub fn prompt(&self, answer: &Answer) -> Option<&Prompt> {
        self.prompts.of(&answer.prompt)
    }

    /// The answers of a half, with their indices.
    pub fn of(&self, half: Half) -> impl Iterator<Item = (usize, &Answer)> {
        let rest = match half {
            Half::Choosing => 0,
            Half::Reporting => 1,
        };
        self.answers.iter().enumerate().filter(move |(index, _)| index % 2 == rest)
    }

    /// Concepts found and there, over the answers of a half, all or of one kind.
    pub fn cells(&self, scored: &Scored, threshold: f32, half: Half, kind: Option<Kind>) -> Cells {
        let of_kind = self.of(half).filter(|(_, answer)| kind.is_none_or(|kind| kind == answer.kind));
        sum(of_kind.map(|(index, answer)| self.own(scored, threshold, index, answer)))
    }

    /// The four concepts of one answer.
    fn own(&self, scored: &Scored, threshold: f32, index: usize, answer: &Answer) -> Cells {
        let mut cells = Cells { tp: 0.0, fp: 0.0, fn_: 0.0, tn: 0.0 };
        let concepts = self.prompt(answer).into_iter().flat_map(|prompt| &prompt.concepts);
        for (concept, score) in concepts.zip(scored.0[index]) {
            let cell = match (answer.covers.contains(&concept.id), score >= threshold) {
                (true, true) => &mut cells.tp,
                (false, true) => &mut cells.fp,
                (true, false) => &mut cells.fn_,
                (false, false) => &mut cells.tn,
            };
            *cell += 1.0;
        }
        cells
    }

    /// Where precision, recall and F1 on the second half lie in 95 of 100 draws of as many answers from it, with
    /// replacement (the percentile bootstrap of Efron, 1979). Answers are drawn, since the four concepts of one are
    /// not independent.
    pub fn ranges(&self, scored: &Scored, threshold: f32) -> [[f64; 2]; 3] {
        let each: Vec<Cells> =
            self.of(Half::Reporting).map(|(index, answer)| self.own(scored, threshold, index, answer)).collect();
        let mut random = SplitMix64::new(SEED);
        let mut drawn: [Vec<f64>; 3] = Default::default();
        for _ in 0..DRAWS {
            let cells = sum((0..each.len()).map(|_| {
                let index = (u128::from(random.draw()) * each.len() as u128) >> 64;
                each[index as usize]
            }));
            let figures = [cells.precision(), cells.recall(), cells.f_beta(1.0)];
            drawn.iter_mut().zip(figures).for_each(|(drawn, figure)| drawn.extend(figure));
        }
        drawn.map(|mut drawn| {
            drawn.sort_by(f64::total_cmp);
            let at = |share: f64| drawn.get((share * drawn.len() as f64) as usize).copied().unwrap_or_default();
            [at(0.025), at(0.975)]
        })
    }
}

fn sum(cells: impl Iterator<Item = Cells>) -> Cells {
    cells.fold(Cells { tp: 0.0, fp: 0.0, fn_: 0.0, tn: 0.0 }, |sum, own| Cells {
        tp: sum.tp + own.tp,
        fp: sum.fp + own.fp,
        fn_: sum.fn_ + own.fn_,
        tn: sum.tn + own.tn,
    })
}

/// The threshold with the best F1 on a half, and that F1. Of several the lowest.
pub fn best_threshold(study: &Study, scored: &Scored, half: Half) -> (f32, f64) {
    let mut best = (0.0, f64::NEG_INFINITY);
    for hundredths in THRESHOLDS {
        let threshold = f32::from(hundredths) / 100.0;
        let f1 = study.cells(scored, threshold, half, None).f_beta(1.0).unwrap_or_default();
        if f1 > best.1 {
            best = (threshold, f1);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Text;
    use crate::lesson::explain::Concept;

    fn study() -> Study {
        let concept = |id: &str| Concept {
            id: id.into(),
            name: Text::default(),
            phrasings: Vec::new(),
            missing: Text::default(),
        };
        let concepts = ["a", "b", "c", "d"].map(concept);
        let prompt = Prompt { id: "p".into(), chapter: String::new(), question: Text::default(), concepts };
        let answers = br#"{"answers": [
            {"prompt": "p", "kind": "good", "text": "x", "covers": ["a", "b", "c", "d"]},
            {"prompt": "p", "kind": "off-topic", "text": "y", "covers": []},
            {"prompt": "p", "kind": "partial", "text": "z", "covers": ["a"]},
            {"prompt": "p", "kind": "partial", "text": "z", "covers": ["a"]}
        ]}"#;
        Study::new(Prompts { prompts: vec![prompt] }, answers).expect("as it should be")
    }

    #[test]
    fn halves_are_counted_and_chosen_apart() {
        let study = study();
        let scored = Scored(vec![[0.9, 0.8, 0.7, 0.2], [0.9; 4], [0.6, 0.5, 0.1, 0.1], [0.6, 0.5, 0.1, 0.1]]);
        let cells = |half| study.cells(&scored, 0.6, half, None);
        assert_eq!(cells(Half::Choosing), Cells { tp: 4.0, fp: 0.0, fn_: 1.0, tn: 3.0 });
        assert_eq!(cells(Half::Reporting), Cells { tp: 1.0, fp: 4.0, fn_: 0.0, tn: 3.0 });
        let off_topic = study.cells(&scored, 0.6, Half::Reporting, Some(Kind::OffTopic));
        assert_eq!(off_topic, Cells { tp: 0.0, fp: 4.0, fn_: 0.0, tn: 0.0 });
        let (threshold, f1) = best_threshold(&study, &scored, Half::Choosing);
        assert!((threshold - 0.11).abs() < 1e-6 && (f1 - 10.0 / 11.0).abs() < 1e-9, "{threshold} {f1}");
        let [precision, recall, f1] = study.ranges(&scored, 0.6);
        assert_eq!((precision, recall), ([0.0, 1.0], [1.0, 1.0]));
        assert!(f1[0] < f1[1]);
    }

    #[test]
    fn an_answer_to_nothing_is_refused() {
        let answers = br#"{"answers": [{"prompt": "q", "kind": "good", "text": "x", "covers": []}]}"#;
        assert!(Study::new(study().prompts, answers).is_err());
    }
}
