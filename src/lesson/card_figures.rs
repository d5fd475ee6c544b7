//! What the card of the worked problem's base model says of it before any training: always called recorded.

use serde::Deserialize;

use crate::metrics::Scores;

/// The file, below the page; `prepare figures` writes it.
pub const FILE: &str = "model/pocket/figures.json";

/// As much of the file as the problem shows.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct CardFigures {
    /// Of the base model on the domain's test set.
    pub before_target: Scores,
    /// Of the base model on the general test set.
    pub before_general: Scores,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_has_what_the_problem_shows() {
        let file = include_str!("../../public/model/pocket/figures.json");
        let card: CardFigures = serde_json::from_str(file).expect("made by prepare figures");
        assert!((card.before_target.accuracy - 0.718).abs() < 5e-4 && (card.before_target.loss - 1.063).abs() < 5e-4);
        assert!((card.before_general.accuracy - 0.962).abs() < 5e-4);
    }
}
