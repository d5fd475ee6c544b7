//! The lab as a whole: what stands where, and the results that its parts share.

use leptos::prelude::*;

use super::challenge::Challenge;
use super::confusion::ConfusionPlate;
use super::curves::Curves;
use super::drafts::Drafts;
use super::flips::FlipsPlate;
use super::guess::GuessPlate;
use super::hyperparameters::Hyperparameters;
use super::model_and_task::ModelAndTask;
use super::results::{Key, Results};
use super::run_bar::RunBar;
use super::scores::ScoresPlate;
use super::try_box::TryBox;
use super::verdict::VerdictPlate;
use crate::client::Lab;
use crate::course::url::{self, View};
use crate::lesson::Language;
use crate::ui::parts::Sprig;
use crate::ui::shell::Route;

/// The Fine-tune lab.
#[component]
pub fn FineTune() -> impl IntoView {
    let lab = Lab::from_context();
    let drafts = Drafts::new();
    // Steps arrive many times a second; the test sets only when the key changes.
    let key = Memo::new(move |_| {
        let texts = lab.texts.read().is_some();
        lab.current.read().as_ref().map(|run| Key::of(run, texts))
    });
    let results = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never learns what it depends on.
        let known = key.read().is_some();
        let texts = lab.texts.get_untracked();
        let run = lab.current.read_untracked();
        match (run.as_ref(), texts) {
            (Some(run), Some(texts)) if known => Results::of(run, &texts),
            _ => Results { task: lab.config.read_untracked().task, ..Results::default() },
        }
    });
    view! {
        <div class="lab">
            <header class="lab-intro">
                <div>
                    <h1>"Teach a language model medicine"</h1>
                    <p>
                        "A small transformer learned from everyday English to tell what a definition describes, and which mail is spam. "
                        "Fine-tune it for a domain, right here in your browser, and see what it gains and what it forgets."
                    </p>
                    <Beginning lab/>
                </div>
                <Sprig/>
            </header>
            <div class="lab-controls">
                <ModelAndTask lab/>
                <Hyperparameters lab drafts/>
                <GuessPlate lab/>
            </div>
            <RunBar lab drafts/>
            <div class="lab-results">
                <Challenge lab results/>
                <VerdictPlate lab results/>
                <Curves lab/>
                <ScoresPlate results/>
                <ConfusionPlate results/>
                <FlipsPlate lab results/>
                <TryBox lab/>
            </div>
        </div>
    }
}

/// The way to the first chapter, for whoever has read none.
#[component]
fn Beginning(lab: Lab) -> impl IntoView {
    let route = Route::from_context();
    let german = move || url::write_page(View::Learn, "", Language::De, &lab.config.read());
    let is_new = Memo::new(move |_| lab.progress.read().chapters.is_empty());
    view! {
        <Show when=move || is_new.get()>
            <p class="beginning">
                <strong>"New to this? "</strong>
                <a href=move || route.to(View::Learn)>"Begin with Learn"</a>
                ": twelve short chapters, from the first word on. "
                <a href=german lang="de">"Auf Deutsch lernen"</a>
            </p>
        </Show>
    }
}
