//! The training loop's parts: a session that makes steps, its optimizer, evaluation, checkpoints and
//! the guard against divergence. No web and no clock: who drives it decides about pace and time.

mod checkpoint;
mod evaluator;
mod guard;
mod optimizer;
mod session;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use evaluator::Evaluator;
pub use guard::Guard;
pub use optimizer::AdamW;
pub use session::{Pending, Session, StepValues};
