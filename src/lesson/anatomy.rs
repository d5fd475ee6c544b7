//! How many weights each part of a base model has: computed from the sizes in its own `config.json`. Pure.

use serde::Deserialize;

use crate::protocol::Part;

/// The file of the model that the recorded runs are made with, below the page.
pub const FILE: &str = "model/pocket/config.json";
/// Classes of the task that the chapters speak of.
const CLASSES: u64 = 2;

/// The sizes of a base model. What else the file holds is no concern of the lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Anatomy {
    /// Token pieces that have a vector.
    pub vocabulary: u64,
    /// Positions that have a vector.
    pub max_tokens: u64,
    /// Length of a vector.
    pub d_model: u64,
    /// Width of the middle of the feed-forward part.
    pub d_ff: u64,
    /// Number of layers.
    pub layers: u32,
}

impl Anatomy {
    /// Every part, from the input to the output.
    pub fn parts(&self) -> Vec<Part> {
        let layers = (0..self.layers).map(Part::Layer);
        std::iter::once(Part::Embeddings).chain(layers).chain([Part::Head]).collect()
    }

    /// Weights of a part.
    pub fn weights(&self, part: Part) -> u64 {
        let d = self.d_model;
        let linear = |from: u64, to: u64| from * to + to;
        // A norm has a factor and a shift for each component.
        let norm = 2 * d;
        match part {
            Part::Embeddings => (self.vocabulary + self.max_tokens) * d + norm,
            // Query, key, value and output; up and down; a norm after each of the two halves.
            Part::Layer(_) => 4 * linear(d, d) + linear(d, self.d_ff) + linear(self.d_ff, d) + 2 * norm,
            Part::Head => linear(d, CLASSES),
        }
    }

    /// Weights of all parts.
    pub fn total(&self) -> u64 {
        self.parts().into_iter().map(|part| self.weights(part)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_to_what_the_worker_counts() {
        let anatomy: Anatomy =
            serde_json::from_str(include_str!("../../public/model/pocket/config.json")).expect("a shipped file");
        assert_eq!(anatomy.total(), 2_036_098, "as the model's card has it");
        assert_eq!(anatomy.weights(Part::Head), 258);
        assert_eq!(anatomy.parts().len(), 4);
        assert_eq!(anatomy.weights(Part::Layer(0)), anatomy.weights(Part::Layer(1)));
    }
}
