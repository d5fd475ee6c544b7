//! The training loop's parts: a session that makes steps, its optimizer, evaluation, checkpoints and
//! the guard against divergence. No web and no clock: who drives it decides about pace and time.

mod checkpoint;
mod depth;
mod embedder;
mod evaluator;
mod fisher;
mod guard;
mod look;
mod optimizer;
mod penalty;
mod session;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use depth::Depths;
pub use embedder::Embedder;
pub use evaluator::Evaluator;
pub use fisher::Fisher;
pub use guard::Guard;
pub use look::Looker;
pub use optimizer::AdamW;
pub use penalty::Penalty;
pub use session::{Pending, Session, SessionError, StepValues, TrainingTexts};
