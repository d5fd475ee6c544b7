//! The worker: chooses the device, fetches model and texts, and drives a session at the pace that the
//! page asks for. No maths happens here; that is what `train` and `model` are for.

mod answers;
mod clock;
mod device;
mod fetch;
mod inbox;
mod load;
mod outbox;
mod run;
mod self_test;
mod worker;

pub use worker::start;
