//! What the learner sees. Views compose small parts; none computes a figure that a test cannot reach.

pub mod charts;
pub mod parts;
