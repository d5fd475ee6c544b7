//! `experiments`: strategies and learning rates compared over several seeds, for `docs/forgetting.md`.

mod measure;
mod plan;
mod plot;
mod report;

pub use measure::{Entry, Figures, Start, entries, measure};
pub use plan::SEEDS;
pub use report::{recorded, report};
