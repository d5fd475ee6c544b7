//! Forget-me-not: a teaching lab in one static web page. A small pretrained transformer is fine-tuned
//! in the browser, from general English to a domain, and the page shows what it gains and what it
//! forgets. Arrows point one way: `ui → client → protocol ← engine → train → {model, data}`.

pub mod client;
pub mod config;
pub mod course;
pub mod data;
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
pub mod engine;
pub mod error;
pub mod lesson;
pub mod metrics;
#[cfg(feature = "train")]
pub mod model;
#[cfg(feature = "prepare-data")]
pub mod prepare;
pub mod protocol;
pub mod random;
pub mod schedule;
#[cfg(feature = "train")]
pub mod train;
pub mod ui;
