//! The knobs of a run.

use leptos::prelude::*;

use super::choices::{device_label, preset_of, schedule_label, schedule_points};
use super::drafts::Drafts;
use super::strategy_field::StrategyField;
use crate::client::Lab;
use crate::config::{DeviceChoice, Field, Preset, RunConfig, Schedule, TrainingData};
use crate::ui::charts::Sparkline;
use crate::ui::parts::number::NumberSpec;
use crate::ui::parts::{Plate, SliderField, Toggle, Toggles, format};

/// Sliders and fields for every number of the configuration.
#[component]
pub fn Hyperparameters(lab: Lab, drafts: Drafts) -> impl IntoView {
    let presets = Preset::ALL.map(|preset| Toggle { value: preset, label: preset.label() }).to_vec();
    let preset = Memo::new(move |_| preset_of(&lab.config.read()));
    let choose = move |preset: Preset| {
        drafts.of(Field::LearningRate).set(None);
        lab.config.update(|config| *config = preset.apply(config));
    };
    let to_defaults = move |_| {
        drafts.clear();
        lab.config.update(|config| {
            let task = config.task;
            *config = RunConfig { task, ..RunConfig::for_model(config.model) };
        });
    };
    view! {
        <Plate id="knobs" title="Hyperparameters" number="ii">
            <div class="fields">
                <StrategyField lab drafts/>
                <ConfigField lab drafts field=Field::LearningRate id="learning-rate" hint="How far each step moves the weights. The knob that matters most.">
                    <Toggles label="Learning rate presets" options=presets value=preset on_choose=choose/>
                </ConfigField>
                <ConfigField lab drafts field=Field::Examples id="examples" hint="Texts of the target domain to learn from."/>
                <ConfigField lab drafts field=Field::Epochs id="epochs" hint="How often each of them is seen."/>
                <ConfigField lab drafts field=Field::BatchSize id="batch-size" hint="Examples that share one step."/>
                <ConfigField lab drafts field=Field::Seed id="seed" hint="Same seed, same run: it fixes which examples are drawn, and their order."/>
            </div>
            <Plan lab/>
            <details class="more">
                <summary>"More"</summary>
                <div class="fields">
                    <ConfigField lab drafts field=Field::WeightDecay id="weight-decay" hint="Pulls weights towards zero a little at every step."/>
                    <ConfigField lab drafts field=Field::Warmup id="warmup" hint="Share of the steps over which the learning rate climbs to its peak."/>
                    <ScheduleField lab/>
                    <ConfigField lab drafts field=Field::Dropout id="dropout" hint="Share of activations that are silenced at random while training."/>
                    <ConfigField lab drafts field=Field::ClipNorm id="clip-norm" hint="Gradients longer than this are shortened; 0 turns it off."/>
                    <ConfigField lab drafts field=Field::EvalEvery id="eval-every" hint="Steps between two looks at held-out texts."/>
                    <DataField lab/>
                    <RestoreBest lab/>
                    <DeviceField lab/>
                </div>
            </details>
            <div class="actions more">
                <button type="button" class="button compact" on:click=to_defaults>"Back to the defaults"</button>
            </div>
        </Plate>
    }
}

/// The slider and field of a number of the configuration.
#[component]
pub fn ConfigField(
    lab: Lab,
    drafts: Drafts,
    field: Field,
    id: &'static str,
    hint: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let value = Memo::new(move |_| field.get(&lab.config.read()).unwrap_or(field.bounds().min));
    let on_change = move |value: f64| lab.config.update(|config| field.set(config, value));
    let children: Children = children.unwrap_or_else(|| Box::new(|| ().into_any()));
    let spec = Memo::new(move |_| NumberSpec::of(field, lab.config.read().task));
    view! {
        <SliderField spec id value on_change draft=drafts.of(field) hint>{children()}</SliderField>
    }
}

/// How many steps the run will make, and its learning rate over them.
#[component]
fn Plan(lab: Lab) -> impl IntoView {
    let points = Memo::new(move |_| schedule_points(&lab.config.read()));
    let steps = move || format::count(lab.config.read().total_steps().into());
    let sentence = move || {
        let config = lab.config.read();
        format!(
            "{} of {} each; learning rate up to {}, {}",
            format::plural(config.epochs.into(), "epoch"),
            format::plural(config.steps_per_epoch().into(), "step"),
            format::rate(config.learning_rate),
            schedule_label(config.schedule).to_lowercase(),
        )
    };
    view! {
        <div class="schedule">
            <Sparkline points/>
            <p class="schedule-steps"><strong>{steps}</strong>"steps"</p>
            <p class="small quiet">{sentence}</p>
        </div>
    }
}

#[component]
fn ScheduleField(lab: Lab) -> impl IntoView {
    let options = Schedule::ALL.map(|schedule| Toggle { value: schedule, label: schedule_label(schedule) }).to_vec();
    let value = Memo::new(move |_| Some(lab.config.read().schedule));
    let on_choose = move |schedule| lab.config.update(|config| config.schedule = schedule);
    view! {
        <div class="field wide">
            <span class="field-name">"After the warm-up"</span>
            <Toggles label="Learning rate after the warm-up" options value on_choose/>
        </div>
    }
}

#[component]
fn DataField(lab: Lab) -> impl IntoView {
    let options = TrainingData::ALL.map(|data| Toggle { value: data, label: data.label() }).to_vec();
    let value = Memo::new(move |_| Some(lab.config.read().data));
    let on_choose = move |data| lab.config.update(|config| config.data = data);
    view! {
        <div class="field wide wordy">
            <span class="field-name">"Training texts"</span>
            <Toggles label="Training texts" options value on_choose/>
            <p class="hint">"All but the first are mistakes, to be made on purpose: some figures then promise what the model cannot do."</p>
        </div>
    }
}

#[component]
fn DeviceField(lab: Lab) -> impl IntoView {
    let options = DeviceChoice::ALL.map(|device| Toggle { value: device, label: device_label(device) }).to_vec();
    let value = Memo::new(move |_| Some(lab.config.read().device));
    let on_choose = move |device| lab.config.update(|config| config.device = device);
    view! {
        <div class="field wide">
            <span class="field-name">"Compute on"</span>
            <Toggles label="Compute on" options value on_choose/>
            <p class="hint">"Automatic takes the GPU where it computes what the CPU computes, else the CPU."</p>
        </div>
    }
}

#[component]
fn RestoreBest(lab: Lab) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || lab.config.read().restore_best
                on:change:target=move |event| {
                    let checked = event.target().checked();
                    lab.config.update(|config| config.restore_best = checked);
                }
            />
            <span>"At the end, go back to the weights with the lowest loss on domain validation texts"</span>
        </label>
    }
}
