//! The lab as a whole: what is run, and its plates.

use leptos::prelude::*;

use super::claims_plate::ClaimsPlate;
use super::compare::ComparePlate;
use super::frontier::FrontierPlate;
use super::state::Forgetting;
use super::strategies::StrategiesPlate;
use super::sweep::SweepPlate;
use crate::client::Lab;
use crate::config::Field;
use crate::ui::labs::fine_tune::{ConfigField, Drafts, RunBar, StrategyField};
use crate::ui::labs::insight::{BetweenPlate, InsidePlate, MemoryPlate, StagesPlate};
use crate::ui::parts::Plate;

/// The Forget lab.
#[component]
pub fn Forget() -> impl IntoView {
    let lab = Lab::from_context();
    let forgetting = Forgetting::new(lab);
    let drafts = Drafts::new();
    view! {
        <div class="page forget">
            <header class="page-intro">
                <h1>"Forget"</h1>
                <p>"A model that learns something new forgets some of what it knew: its weights are the same ones. How much is lost depends on how you train. Try the common remedies on the model in this page, and judge them by your own runs. Some will not do here what the papers say; this is a small model, and the figures are its own."</p>
            </header>
            <RunBar lab drafts/>
            <Remedy lab drafts/>
            <FrontierPlate forgetting/>
            <ComparePlate forgetting/>
            <StrategiesPlate forgetting/>
            <SweepPlate forgetting/>
            <MemoryPlate/>
            <BetweenPlate/>
            <InsidePlate/>
            <StagesPlate/>
            <ClaimsPlate forgetting/>
        </div>
    }
}

/// What the next run does about forgetting.
#[component]
fn Remedy(lab: Lab, drafts: Drafts) -> impl IntoView {
    view! {
        <Plate id="remedy" title="What to try" lead="For the model and the task that are chosen under Fine-tune, where all other settings are too.">
            <div class="pair">
                <StrategyField lab drafts/>
                <div class="fields">
                    <ConfigField lab drafts field=Field::LearningRate id="learning-rate" hint="How far each step moves the weights."/>
                    <ConfigField lab drafts field=Field::Epochs id="epochs" hint="How often each text of the domain is seen."/>
                    <ConfigField lab drafts field=Field::Seed id="seed" hint="Which texts are drawn, and their order. The same run with other seeds shows what is luck."/>
                </div>
            </div>
        </Plate>
    }
}
