//! What the learner sees. Views compose small parts; none computes a figure that a test cannot reach.

pub mod charts;
pub mod labs;
pub mod parts;
pub mod runs;
#[cfg(feature = "app")]
pub mod self_test;
pub mod shell;
