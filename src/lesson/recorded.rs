//! What native experiments found, as the page shows it beside the learner's own runs: always called
//! recorded. Written by `experiments report`.

use serde::{Deserialize, Serialize};

use super::claims::{Claim, Expectation};
use crate::config::BaseModel;
use crate::metrics::Spread;

/// The file, below the page.
pub const FILE: &str = "lessons/forgetting.json";

/// Everything recorded.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// What came of the claims.
    pub findings: Vec<Finding>,
}

/// An expectation of a claim, with the figures of its one or two settings over the seeds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The base model.
    pub model: BaseModel,
    /// The claim.
    pub claim: Claim,
    /// What was expected.
    pub expectation: Expectation,
    /// Of the first setting.
    pub own: Spread,
    /// Of the second, where there is one.
    pub other: Option<Spread>,
}

impl Recorded {
    /// What was found for a claim with a model.
    pub fn findings(&self, model: BaseModel, claim: Claim) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.model == model && finding.claim == claim)
    }
}
