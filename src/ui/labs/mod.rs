//! The labs: each is one page in which the learner does something and sees what comes of it.

pub mod decide;
pub mod fine_tune;
pub mod forget;
pub mod insight;
pub mod learn;
pub mod recall;
