//! `experiments`: strategies and learning rates compared over several seeds, for `docs/forgetting.md`.

mod measure;
mod plan;
mod plot;
mod record;
mod report;

pub use measure::{Entry, Figures, Start, entries, measure};
pub use plan::SEEDS;
pub use record::record;
pub use report::{recorded, report};
