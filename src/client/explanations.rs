//! What the learner has written and ticks by hand: kept over a reload. Pure.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::explaining::Checked;
use crate::lesson::answer_check::LONGEST_ANSWER;
use crate::lesson::explain::Prompt;

/// What was written, by prompt.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanations(BTreeMap<String, Written>);

/// An answer to a prompt.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Written {
    /// The text.
    pub text: String,
    /// What the learner says about concepts, whatever the check says: covered or not.
    #[serde(default)]
    pub own: BTreeMap<String, bool>,
    /// The best number of concepts before this text; `None` until it is first counted in a visit.
    #[serde(skip)]
    earlier: Option<u32>,
}

impl Explanations {
    /// The answer to a prompt.
    pub fn of(&self, prompt: &str) -> Written {
        self.0.get(prompt).cloned().unwrap_or_default()
    }

    /// The learner writes.
    pub fn write(&mut self, prompt: &str, text: String) {
        self.0.entry(prompt.to_owned()).or_default().text = text;
    }

    /// The learner says that a concept is covered, or that it is not, or takes it back.
    pub fn judge(&mut self, prompt: &str, concept: &str, covered: Option<bool>) {
        let own = &mut self.0.entry(prompt.to_owned()).or_default().own;
        match covered {
            Some(covered) => own.insert(concept.to_owned(), covered),
            None => own.remove(concept),
        };
    }

    /// A text was checked, or cannot be: `best` was reached before it, and stays whatever comes of it.
    pub fn begin_anew(&mut self, prompt: &str, best: u32) {
        self.0.entry(prompt.to_owned()).or_default().earlier = Some(best);
    }

    /// The best number of concepts, with what this text covers now; `known` is what was the best until now. Taking a
    /// judgement back takes its concept back, too, but never what was reached before this text. Nothing at all is no
    /// best: nobody needs to be told that a try came to 0.
    pub fn best(&mut self, prompt: &str, covered: usize, known: u32) -> Option<NonZeroU32> {
        let earlier = self.0.entry(prompt.to_owned()).or_default().earlier.get_or_insert(known);
        NonZeroU32::new((*earlier).max(covered as u32))
    }

    /// Adds what an earlier visit kept; what was written since stays.
    pub fn add(&mut self, kept: Self) {
        for (prompt, written) in kept.0 {
            self.0.entry(prompt).or_insert(written);
        }
    }

    /// What is kept over a reload: texts that nobody could have meant to write are not.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut kept = self.0.clone();
        kept.values_mut().filter(|written| written.text.len() > 4 * LONGEST_ANSWER).for_each(|written| {
            written.text.clear();
        });
        serde_json::to_string(&kept)
    }
}

/// Which concepts are covered: as the learner says, else as the check says.
pub fn covered(prompt: &Prompt, written: &Written, checked: Option<&Checked>) -> [bool; 4] {
    std::array::from_fn(|index| {
        let found = checked.is_some_and(|checked| checked.concepts[index].found());
        written.own.get(&prompt.concepts[index].id).copied().unwrap_or(found)
    })
}

/// Whether somebody has explained something: there is a text, and an idea in it, found or ticked.
pub fn is_explanation(written: &Written, covered: [bool; 4]) -> bool {
    !written.text.trim().is_empty() && covered.contains(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_kept_unless_it_is_a_megabyte() {
        let mut explanations = Explanations::default();
        explanations.write("p", "it is cheaper".into());
        explanations.judge("p", "cost", Some(true));
        explanations.write("q", "x".repeat(1_000_000));
        let json = explanations.to_json().expect("it can be written");
        assert!(json.len() < 200);
        let mut back = Explanations::default();
        back.write("p", "newer".into());
        back.add(serde_json::from_str(&json).expect("just written"));
        assert_eq!((back.of("p").text.as_str(), back.of("q").text.as_str()), ("newer", ""));
        let back: Explanations = serde_json::from_str(&json).expect("just written");
        assert_eq!(back.of("p"), explanations.of("p"));
    }

    #[test]
    fn a_judgement_can_be_taken_back_and_the_best_stays() {
        let mut explanations = Explanations::default();
        let best = |explanations: &mut Explanations, covered, known| {
            explanations.best("p", covered, known).map_or(0, NonZeroU32::get)
        };
        assert_eq!(best(&mut explanations, 3, 2), 3);
        explanations.judge("p", "cost", Some(true));
        explanations.judge("p", "cost", None);
        assert!(explanations.of("p").own.is_empty());
        assert_eq!(best(&mut explanations, 1, 3), 2, "an earlier text covered two");
        explanations.judge("p", "cost", Some(false));
        explanations.begin_anew("p", 3);
        assert_eq!((explanations.of("p").own.len(), best(&mut explanations, 0, 3)), (1, 3));
    }

    #[test]
    fn nothing_is_no_best_and_no_explanation() {
        let mut explanations = Explanations::default();
        assert_eq!(explanations.best("p", 0, 0), None);
        explanations.judge("p", "cost", Some(true));
        assert_eq!(explanations.best("p", 1, 0), NonZeroU32::new(1));
        explanations.judge("p", "cost", None);
        assert_eq!(explanations.best("p", 0, 1), None, "taken back");

        let one = [false, true, false, false];
        assert!(!is_explanation(&explanations.of("p"), one), "nothing is written");
        explanations.write("p", "it is cheaper".into());
        assert!(is_explanation(&explanations.of("p"), one));
        assert!(!is_explanation(&explanations.of("p"), [false; 4]));
    }
}
