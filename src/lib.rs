//! Forget-me-not: a teaching lab in one static web page. A small pretrained transformer is fine-tuned
//! in the browser, from general to medical English, and the page shows what it gains and what it
//! forgets. Arrows point one way: `ui → client → protocol ← engine → train → {model, data}`.

pub mod client;
pub mod config;
pub mod course;
pub mod data;
pub mod error;
pub mod metrics;
#[cfg(feature = "prepare-data")]
pub mod prepare;
pub mod protocol;
pub mod ui;
