//! The programs that learners take home: their templates, fetched when first needed, and the ways out of the page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Fetched, Lab};
use crate::client::browser::{copy_text, fetch_text};
use crate::lesson::take_home;

/// The programs as they are shipped, with the settings of the default run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    /// The Python script.
    pub python: String,
    /// The Rust program.
    pub rust: String,
    /// Its `Cargo.toml`.
    pub cargo: String,
}

impl Lab {
    /// The templates, fetched unless they are here or on their way. A view that shows [`Fetched::Failed`] offers to
    /// ask again.
    pub fn templates(self) -> RwSignal<Fetched<Templates>> {
        let shelf = self.lessons.templates;
        if matches!(*shelf.read_untracked(), Fetched::Here(_) | Fetched::Coming) {
            return shelf;
        }
        shelf.set(Fetched::Coming);
        let fetch = |file: &'static str| async move { fetch_text(&format!("./{file}"), "The programs").await };
        spawn_local(async move {
            let all = async {
                Ok(Templates {
                    python: fetch(take_home::PYTHON).await?,
                    rust: fetch(take_home::RUST).await?,
                    cargo: fetch(take_home::CARGO).await?,
                })
            };
            shelf.set(all.await.map_or_else(Fetched::Failed, |templates| Fetched::Here(Arc::new(templates))));
        });
        shelf
    }

    /// Saves a program as a file.
    pub fn save_program(self, name: &str, kind: &str, content: String) {
        self.save(name, kind, Ok(content));
    }

    /// Copies a text; `done` says whether the browser allowed it.
    pub fn copy(self, content: String, done: impl FnOnce(bool) + 'static) {
        spawn_local(async move { done(copy_text(&content).await) });
    }
}
