//! The worked solution fades: each time it is gone through, the learner fills in more of it, from the end
//! backwards. Pure.

use super::Text;
use super::problem::Step;
use crate::random::SplitMix64;

/// How many more steps are blank in each round.
const MORE: usize = 3;

/// How many of so many steps are blank after so many rounds.
pub fn blanks(rounds: u32, steps: usize) -> usize {
    (rounds as usize).saturating_mul(MORE).min(steps)
}

/// What may belong into a gap, in an order of this round's own; the flag says which one does.
pub fn choices(step: &Step, round: u32, number: usize) -> Vec<(Text, bool)> {
    let wrong = step.wrong.iter().map(|text| (text.clone(), false));
    let mut choices: Vec<(Text, bool)> = wrong.chain([(step.right.clone(), true)]).collect();
    SplitMix64::new(u64::from(round) << 32 | number as u64).shuffle(&mut choices);
    choices
}

/// A round as it goes: what was chosen in each blank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// How often the solution was gone through before.
    pub number: u32,
    /// Of every blank step, by its place among all: the choice and whether it is right. The last one stands.
    chosen: Vec<(usize, usize, bool)>,
    /// Wrong choices so far.
    pub slips: u32,
}

impl Round {
    /// A round in which nothing is chosen yet.
    pub fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Notes a choice in a step. One that is right stays: later choices there count for nothing.
    pub fn choose(&mut self, step: usize, choice: usize, is_right: bool) {
        if self.is_filled(step) {
            return;
        }
        self.chosen.retain(|(own, ..)| *own != step);
        self.chosen.push((step, choice, is_right));
        self.slips += u32::from(!is_right);
    }

    /// The choice that stands in a step, and whether it is right.
    pub fn choice(&self, step: usize) -> Option<(usize, bool)> {
        self.chosen.iter().find(|(own, ..)| *own == step).map(|(_, choice, is_right)| (*choice, *is_right))
    }

    /// Whether the right choice stands in a step.
    pub fn is_filled(&self, step: usize) -> bool {
        self.choice(step).is_some_and(|(_, is_right)| is_right)
    }

    /// Blanks that are filled rightly.
    pub fn filled(&self) -> usize {
        self.chosen.iter().filter(|(.., is_right)| *is_right).count()
    }

    /// Whether nothing is blank any more.
    pub fn is_done(&self, steps: usize) -> bool {
        self.filled() == blanks(self.number, steps)
    }

    /// Whether everything was blank and was filled without a wrong choice.
    pub fn is_mastered(&self, steps: usize) -> bool {
        steps > 0 && self.filled() == steps && self.slips == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Text {
        Text { en: words.into(), de: words.into() }
    }

    fn step() -> Step {
        let wrong = ["b", "c", "d"].map(text).to_vec();
        Step { text: text("{gap}"), right: text("a"), wrong, why: text("so") }
    }

    #[test]
    fn three_more_steps_are_blank_each_time_until_all_are() {
        assert_eq!([0, 1, 2, 3, 4, u32::MAX].map(|rounds| blanks(rounds, 8)), [0, 3, 6, 8, 8, 8]);
    }

    #[test]
    fn every_choice_is_there_once_and_the_right_one_has_no_place_of_its_own() {
        let mut places = Vec::new();
        for number in 0..8 {
            let choices = choices(&step(), 1, number);
            assert_eq!(choices.len(), 4);
            assert_eq!(choices, super::choices(&step(), 1, number), "the same when it is drawn again");
            places.push(choices.iter().position(|(_, is_right)| *is_right).expect("one is right"));
        }
        places.sort_unstable();
        places.dedup();
        assert!(places.len() > 2, "{places:?}");
    }

    #[test]
    fn a_round_counts_slips_and_keeps_what_is_right() {
        let mut round = Round::new(1);
        assert!(!round.is_done(8) && Round::new(0).is_done(8));
        round.choose(7, 2, false);
        assert_eq!((round.choice(7), round.slips), (Some((2, false)), 1));
        round.choose(7, 0, true);
        round.choose(7, 1, false);
        assert_eq!((round.choice(7), round.slips), (Some((0, true)), 1), "a right choice stays");
        round.choose(5, 0, true);
        round.choose(6, 0, true);
        assert!(round.is_done(8) && !round.is_mastered(8));
    }

    #[test]
    fn the_solution_is_mastered_when_all_was_blank_and_nothing_wrong() {
        let mut round = Round::new(3);
        for step in 0..8 {
            round.choose(step, 0, true);
        }
        assert!(round.is_done(8) && round.is_mastered(8));
        round.slips = 1;
        assert!(!round.is_mastered(8));
    }
}
