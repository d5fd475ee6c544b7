//! Explanations in the learner's own words: what is asked of the worker, and what its vectors say. Pure.

use std::collections::BTreeMap;

use crate::config::BaseModel;
use crate::lesson::answer_check::{Kinship, Setting, Verdict, nearest, pieces};
use crate::lesson::explain::Prompt;

/// Answers that were checked in this visit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explaining {
    /// What came of the last check of every prompt.
    outcomes: BTreeMap<String, Outcome>,
    /// The answer that is being checked.
    pending: Option<Pending>,
    /// Why the last check came to nothing.
    pub trouble: Option<String>,
    /// The vectors of the phrasings, found once for every model and prompt.
    phrasings: Vec<(BaseModel, String, Vec<f32>)>,
}

#[derive(Debug, Clone, PartialEq)]
struct Pending {
    prompt: Prompt,
    text: String,
    pieces: Vec<String>,
    /// The model that was asked, and whether it was asked for the phrasings as well.
    asked: Option<(BaseModel, bool)>,
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The model has read the answer.
    Read(Checked),
    /// The answer is in German, which no model here can read.
    Unread,
}

/// What a model made of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The answer, without whitespace around it.
    pub text: String,
    /// The model.
    pub model: BaseModel,
    /// Each concept of the prompt.
    pub concepts: [Match; 4],
}

/// What comes nearest to a concept.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The sentence of the answer, or the part of one.
    pub piece: String,
    /// How near it is, from -1 to 1.
    pub similarity: f32,
    /// What follows from that.
    pub verdict: Verdict,
}

impl Match {
    /// Whether the concept counts, unless the learner says otherwise.
    pub fn found(&self) -> bool {
        self.verdict == Verdict::Found
    }
}

/// What to ask of the worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// After how many layers.
    pub depth: u32,
    /// The phrasings, unless they are known, and then the pieces of the answer.
    pub texts: Vec<String>,
}

impl Explaining {
    /// The prompt whose answer is being checked.
    pub fn busy(&self) -> Option<&str> {
        self.pending.as_ref().map(|pending| pending.prompt.id.as_str())
    }

    /// What came of the last check of a prompt.
    pub fn outcome(&self, prompt: &str) -> Option<&Outcome> {
        self.outcomes.get(prompt)
    }

    /// What a model made of the answer to a prompt.
    pub fn checked(&self, prompt: &str) -> Option<&Checked> {
        match self.outcome(prompt)? {
            Outcome::Read(checked) => Some(checked),
            Outcome::Unread => None,
        }
    }

    /// The answer to a prompt is in German; what was found in an earlier one says nothing about it.
    pub fn leave_unread(&mut self, prompt: &Prompt) {
        self.trouble = None;
        self.outcomes.insert(prompt.id.clone(), Outcome::Unread);
    }

    /// Begins to check an answer; what is being checked is given up.
    pub fn begin(&mut self, prompt: &Prompt, text: &str) {
        let text = text.trim().to_owned();
        self.trouble = None;
        self.pending = Some(Pending { prompt: prompt.clone(), pieces: pieces(&text), text, asked: None });
    }

    /// What the loaded model has to be asked; nothing where nothing is being checked.
    pub fn question(&mut self, model: BaseModel) -> Option<Question> {
        let pending = self.pending.as_mut()?;
        let known = self.phrasings.iter().any(|(of, prompt, _)| *of == model && *prompt == pending.prompt.id);
        let mut texts = if known { Vec::new() } else { pending.prompt.phrasings() };
        texts.extend(pending.pieces.iter().cloned());
        pending.asked = Some((model, !known));
        Some(Question { depth: Setting::of(model).depth, texts })
    }

    /// Takes the vectors that were asked for, row by row. Says which prompt they answer.
    ///
    /// # Errors
    /// A sentence for the learner, where they do not belong to what was asked.
    pub fn answer(&mut self, rows: &[f32]) -> Result<String, String> {
        let Some(pending) = self.pending.take() else { return Err(FOREIGN.into()) };
        let Pending { prompt, text, pieces, asked } = pending;
        let Some((model, with_phrasings)) = asked else { return Err(FOREIGN.into()) };
        let counts = prompt.counts();
        let phrasings = counts.iter().sum::<usize>();
        let texts = pieces.len() + if with_phrasings { phrasings } else { 0 };
        let width = rows.len().checked_div(texts).unwrap_or_default();
        let split = if with_phrasings { phrasings * width } else { 0 };
        let Some((reference, own)) = rows.split_at_checked(split) else { return Err(FOREIGN.into()) };
        let known = self.phrasings.iter().find(|(of, id, _)| *of == model && *id == prompt.id);
        let reference = known.map_or(reference, |(.., rows)| rows);
        let near = nearest(own, reference, &counts).map_err(|_| FOREIGN.to_owned())?;
        let similarities = std::array::from_fn(|concept| near[concept].similarity);
        let verdicts = Setting::of(model).verdicts(similarities, Kinship::of(&text, &prompt));
        let concepts = std::array::from_fn(|concept| {
            let piece = pieces.get(near[concept].piece).cloned().unwrap_or_default();
            Match { piece, similarity: similarities[concept], verdict: verdicts[concept] }
        });
        let new = with_phrasings.then(|| (model, prompt.id.clone(), reference.to_vec()));
        self.phrasings.extend(new);
        self.outcomes.insert(prompt.id.clone(), Outcome::Read(Checked { text, model, concepts }));
        Ok(prompt.id)
    }

    /// There will be no answer, for this reason.
    pub fn fail(&mut self, sentence: String) {
        self.pending = None;
        self.trouble = Some(sentence);
    }
}

const FOREIGN: &str = "The answer of the model does not belong to this text. Check again.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Text;
    use crate::lesson::explain::Concept;

    fn prompt(id: &str) -> Prompt {
        let concept = |name: &str| Concept {
            id: name.into(),
            name: Text::default(),
            phrasings: vec![format!("{name} is first or second.")],
            missing: Text::default(),
        };
        let concepts = ["a", "b", "c", "d"].map(concept);
        Prompt { id: id.into(), chapter: String::new(), question: Text::default(), concepts }
    }

    /// Four phrasings along four axes.
    const PHRASINGS: [f32; 16] = [1., 0., 0., 0., 0., 1., 0., 0., 0., 0., 1., 0., 0., 0., 0., 1.];
    /// Two pieces: the first is as the second phrasing, the other as the last.
    const PIECES: [f32; 8] = [0., 1., 0., 0., 0., 0., 0., 1.];

    fn found(explaining: &Explaining, id: &str) -> [bool; 4] {
        explaining.checked(id).expect("it was checked").concepts.each_ref().map(Match::found)
    }

    #[test]
    fn phrasings_are_asked_for_once() {
        let mut explaining = Explaining::default();
        explaining.begin(&prompt("p"), " First. Second. ");
        let question = explaining.question(BaseModel::Pocket).expect("there is something to ask");
        assert_eq!((question.texts.len(), question.texts[4].as_str()), (6, "First."));
        assert_eq!(explaining.answer(&[&PHRASINGS[..], &PIECES].concat()), Ok("p".into()));
        assert_eq!(found(&explaining, "p"), [false, true, false, true]);
        let Checked { text, concepts, .. } = explaining.checked("p").expect("it was checked");
        assert_eq!((text.as_str(), concepts[3].piece.as_str()), ("First. Second.", "Second."));
        assert!((concepts[1].similarity - 1.0).abs() < 1e-6);

        explaining.begin(&prompt("p"), "First.");
        assert_eq!(explaining.question(BaseModel::Pocket).map(|question| question.texts.len()), Some(1));
        assert_eq!(explaining.answer(&PIECES[..4]), Ok("p".into()));
        assert_eq!(found(&explaining, "p"), [false, true, false, false]);
        for (model, other) in [(BaseModel::MiniLm3, "p"), (BaseModel::Pocket, "q")] {
            explaining.begin(&prompt(other), "First.");
            assert_eq!(explaining.question(model).map(|question| question.texts.len()), Some(5), "{model:?} {other}");
        }
    }

    /// The vectors say that it is the same, and not a word agrees.
    #[test]
    fn what_shares_no_word_with_an_idea_is_not_found() {
        let mut explaining = Explaining::default();
        explaining.begin(&prompt("p"), "Bananas. Blah.");
        assert!(explaining.question(BaseModel::Pocket).is_some());
        assert_eq!(explaining.answer(&[&PHRASINGS[..], &PIECES].concat()), Ok("p".into()));
        assert_eq!(found(&explaining, "p"), [false; 4]);
        let verdicts = explaining.checked("p").expect("it was checked").concepts.each_ref().map(|near| near.verdict);
        assert_eq!(verdicts, [Verdict::Missing, Verdict::Unrelated, Verdict::Missing, Verdict::Unrelated]);
    }

    #[test]
    fn an_answer_that_nobody_can_read_takes_the_place_of_an_earlier_one() {
        let mut explaining = Explaining::default();
        explaining.begin(&prompt("p"), "First.");
        assert!(explaining.question(BaseModel::Pocket).is_some());
        assert!(explaining.answer(&[&PHRASINGS[..], &PIECES[..4]].concat()).is_ok());
        explaining.leave_unread(&prompt("p"));
        assert_eq!((explaining.outcome("p"), explaining.checked("p")), (Some(&Outcome::Unread), None));
    }

    #[test]
    fn another_model_is_asked_anew_and_a_foreign_answer_is_told() {
        let mut explaining = Explaining::default();
        assert!(explaining.question(BaseModel::Pocket).is_none());
        assert!(explaining.answer(&PIECES).is_err());
        explaining.begin(&prompt("p"), "First. Second.");
        assert!(explaining.question(BaseModel::Pocket).is_some());
        // The worker is gone and the next one has another model.
        assert_eq!(explaining.question(BaseModel::MiniLm3).map(|question| question.texts.len()), Some(6));
        assert!(explaining.answer(&PHRASINGS[..15]).is_err());
        assert_eq!((explaining.busy(), explaining.outcome("p")), (None, None));
        explaining.begin(&prompt("p"), "First.");
        explaining.fail("no".into());
        assert_eq!((explaining.busy(), explaining.trouble.as_deref()), (None, Some("no")));
    }
}
