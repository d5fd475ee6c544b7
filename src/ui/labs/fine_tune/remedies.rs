//! What each strategy does, in a plain sentence, and where it comes from. Pure.

use crate::config::{Field, Strategy};
use crate::lesson::Source;

const fn source(label: &'static str, url: &'static str) -> Source {
    Source { label, url }
}

/// What a strategy does.
pub fn sentence(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Full => {
            "Every weight moves at every step. Learns the most, and nothing holds the old knowledge back."
        }
        Strategy::HeadOnly => {
            "Everything but the last layer of weights, the head, stays as it is. Both domains share that head, so that \
             even this can forget."
        }
        Strategy::LastLayers { .. } => {
            "The embeddings and the first layers stay as they are; the last layers and the head are trained."
        }
        Strategy::LayerwiseDecay { .. } => {
            "Every layer is trained, but the closer to the input, the smaller its learning rate."
        }
        Strategy::Lora { .. } => {
            "The weight matrices stay as they are. Beside each chosen one, two thin matrices are trained, whose product \
             is added to it; the head is trained as usual."
        }
        Strategy::Replay { .. } => {
            "Some general texts, from those that the base model learned from, join every batch, so that they are \
             practised along the way."
        }
        Strategy::L2Sp { .. } => "A penalty pulls every weight back to where it started, all equally hard.",
        Strategy::Ewc { .. } => {
            "A penalty pulls every weight back to where it started: hard where general answers depend on the weight, \
             gently where they do not. How much they depend on it is estimated first, on general texts."
        }
        Strategy::Averaged { .. } => {
            "Full fine-tuning; at the end, every weight is put somewhere on the line between its start and its end."
        }
    }
}

/// Where a strategy comes from.
pub fn source_of(strategy: Strategy) -> Source {
    match strategy {
        Strategy::Full => source("Devlin et al., 2019", "https://arxiv.org/abs/1810.04805"),
        Strategy::HeadOnly => source("Alain & Bengio, 2017", "https://arxiv.org/abs/1610.01644"),
        Strategy::LastLayers { .. } => source("Yosinski et al., 2014", "https://arxiv.org/abs/1411.1792"),
        Strategy::LayerwiseDecay { .. } => source("Howard & Ruder, 2018", "https://arxiv.org/abs/1801.06146"),
        Strategy::Lora { .. } => source("Hu et al., 2022", "https://arxiv.org/abs/2106.09685"),
        Strategy::Replay { .. } => source("Robins, 1995", "https://doi.org/10.1080/09540099550039318"),
        Strategy::L2Sp { .. } => source("Li et al., 2018", "https://arxiv.org/abs/1802.01483"),
        Strategy::Ewc { .. } => source("Kirkpatrick et al., 2017", "https://arxiv.org/abs/1612.00796"),
        Strategy::Averaged { .. } => source("Wortsman et al., 2022", "https://arxiv.org/abs/2109.01903"),
    }
}

/// What a number of a strategy does; nothing for other fields.
pub fn hint(field: Field) -> &'static str {
    match field {
        Field::Layers => "Counted from the output. A model that has no more layers than this trains all of them.",
        Field::LayerDecay => "As a share of the rate of the layer after it; 1 is the same rate everywhere.",
        Field::LoraRank => "How thin the two matrices are: their product has at most this rank.",
        Field::LoraAlpha => "The product is multiplied by alpha / rank.",
        Field::ReplayShare => "As a share of the batch; they come on top of the domain texts and take their time.",
        Field::L2SpStrength => "0.01 is gentle; the larger, the less moves.",
        Field::EwcStrength => "The Fisher information is a small number, so that strengths are large.",
        Field::TrainedShare => "0 is the base model, 1 the trained one.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_strategy_is_told_and_has_a_source() {
        for strategy in Strategy::ALL {
            assert!(sentence(strategy).ends_with('.'), "{strategy:?}");
            let Source { label, url } = source_of(strategy);
            assert!(
                label.contains(", ")
                    && (url.starts_with("https://arxiv.org/abs/") || url.starts_with("https://doi.org/"))
            );
        }
    }

    #[test]
    fn every_number_of_a_strategy_has_a_hint() {
        assert!(Field::OF_STRATEGIES.into_iter().all(|field| hint(field).ends_with('.')));
    }
}
