//! The lab as a whole: which story, which run, and its parts.

use leptos::prelude::*;

use super::better_run::{Reached, better};
use super::calibration::CalibrationPlate;
use super::case::Case;
use super::curves::CurvesPlate;
use super::matrix::MatrixPlate;
use super::pitfalls::PitfallsPlate;
use super::reveal::RevealPlate;
use super::runs_glance::GlancePlate;
use super::state::Decision;
use super::targets::Targets;
use super::threshold::ThresholdPlate;
use super::value::WorthPlate;
use crate::client::Lab;
use crate::config::Task;
use crate::ui::labs::fine_tune::{Drafts, RunBar};
use crate::ui::parts::format::percent;
use crate::ui::parts::{Plate, Toggle, Toggles};

/// Until there is a run in view: the newest of this task is what a learner comes to decide for.
fn look_at_the_newest(lab: Lab) {
    Effect::new(move |found: Option<bool>| {
        let is_free = !lab.status.get().is_active() && lab.current.read().is_none();
        if found == Some(true) || !is_free {
            return true;
        }
        let task = lab.config.read_untracked().task;
        let newest = lab.runs.read().iter().find(|run| run.config.task == task).map(|run| run.id);
        if let Some(run) = newest {
            lab.show(run);
        }
        newest.is_some()
    });
}

/// The Decide lab.
#[component]
pub fn Decide() -> impl IntoView {
    let lab = Lab::from_context();
    let decision = Decision::new(lab);
    look_at_the_newest(lab);
    let has_material = Memo::new(move |_| decision.material.read().is_some());
    view! {
        <div class="page decide">
            <header class="page-intro">
                <h1>"Decide"</h1>
                <p>"A model gives probabilities; a person draws the line. Here you draw it, for the model that you have just trained, and see whom it finds, whom it misses and whom it alarms for nothing."</p>
            </header>
            <RunBar lab drafts=Drafts::new()/>
            <Story decision/>
            <Show when=move || has_material.get() fallback=move || view! { <Empty decision/> }>
                <Targets decision/>
                <ThresholdPlate decision/>
                <CurvesPlate decision/>
                <MatrixPlate decision/>
                <WorthPlate decision/>
                <CalibrationPlate decision/>
                <RevealPlate decision/>
            </Show>
            <PitfallsPlate decision/>
            <GlancePlate decision/>
        </div>
    }
}

#[component]
fn Story(decision: Decision) -> impl IntoView {
    let lab = decision.lab;
    let case = move || decision.case();
    let current = move || lab.current.read().as_ref().map(|run| run.id);
    let option = move |(id, name): (u32, String)| {
        view! { <option value=id.to_string() prop:selected=move || current() == Some(id)>{name}</option> }
    };
    let runs = Memo::new(move |_| {
        let kept = lab.runs.read();
        let mut runs: Vec<(u32, String)> = kept.iter().map(|run| (run.id, run.name.clone())).collect();
        let current = lab.current.read();
        if let Some(run) = current.as_ref().filter(|run| !runs.iter().any(|(id, _)| *id == run.id)) {
            runs.insert(0, (run.id, run.name.clone()));
        }
        runs
    });
    let stories = Case::STORIES.map(|task| Toggle { value: task, label: Case::of(task).title }).to_vec();
    let tell = move |task: Task| {
        if lab.status.get_untracked().is_active() {
            return lab.inform("A run is going on. Stop it, or let it end, to go to the other story.", Vec::new());
        }
        lab.config.update(|config| *config = config.clone().for_task(task));
        let kept = lab.runs.read_untracked().iter().find(|run| run.config.task == task).map(|run| run.id);
        match kept {
            Some(run) => lab.show(run),
            None => lab.current.set(None),
        }
    };
    let choose = move |value: String| {
        if let Ok(run) = value.parse() {
            lab.show(run);
        }
    };
    view! {
        <Plate id="story" title="The story">
            <Toggles label="Story" options=stories value=Signal::derive(move || Some(Case::story_of(decision.task.get()))) on_choose=tell/>
            <p><strong>{move || case().title}". "</strong>{move || case().story}</p>
            <Show when=move || !runs.read().is_empty()>
                <div class="field-inline">
                    <label for="decide-run">"Run"</label>
                    <select id="decide-run" class="input" on:change:target=move |event| choose(event.target().value())>
                        {move || runs.get().into_iter().map(option).collect_view()}
                    </select>
                </div>
            </Show>
            <BetterRun lab/>
        </Plate>
    }
}

/// Says so where another run is clearly the better one: a model that was ruined on purpose is a poor one to decide for.
#[component]
fn BetterRun(lab: Lab) -> impl IntoView {
    let found = Memo::new(move |_| {
        let (current, texts) = (lab.current.read(), lab.texts.read());
        better(current.as_ref()?, &*lab.runs.read(), texts.as_ref()?)
    });
    let note = move || {
        let (own, best) = found.get()?;
        let run = best.run;
        let reached =
            |it: &Reached| format!("{} domain and {} general accuracy", percent(it.target), percent(it.general));
        let sentence = format!(
            "“{}” ended with {}. “{}” kept and gained more: {}.",
            own.name,
            reached(&own),
            best.name,
            reached(&best)
        );
        let label = format!("Decide for “{}”", best.name);
        Some(view! {
            <div class="note" role="status">
                <p>{sentence}</p>
                <button type="button" class="button compact" on:click=move |_| lab.show(run)>{label}</button>
            </div>
        })
    };
    view! { {note} }
}

/// Before there is anything to decide for.
#[component]
fn Empty(decision: Decision) -> impl IntoView {
    let lab = decision.lab;
    let busy = move || lab.status.get().is_active();
    let words = move || {
        let current = lab.current.read();
        match current.as_ref() {
            _ if busy() => {
                "The base model is being measured. Its probabilities appear here in a moment, those of the trained model when the run has ended."
            }
            Some(run) if run.outcome.is_some() => {
                "This run has no probabilities on validation texts: it was made by an older version of the lab, or its model broke down. Choose another run above, or train one now."
            }
            _ => {
                "There is no model to decide for yet. Train one; the bar above says how long that takes on this machine."
            }
        }
    };
    let train = move |_| lab.run();
    let case: Memo<Case> = Memo::new(move |_| decision.case());
    view! {
        <Plate id="no-material" title="Train first">
            <p class="empty">{words}</p>
            <p class="small quiet">{move || case.get().stakes}</p>
            <Show when=move || !busy()>
                <div class="actions"><button type="button" class="button primary" id="train-now" on:click=train>"Train the model now"</button></div>
            </Show>
        </Plate>
    }
}
