//! What is it worth? Costs, prevalence, and a thousand people.

use leptos::prelude::*;

use super::cost::CostChart;
use super::people::{FIELD, ROW, regions};
use super::state::{Decision, written};
use super::worth::{PEOPLE, alarm_sentence, bayes, natural_sentence};
use crate::config::Bounds;
use crate::metrics::{Natural, natural};
use crate::ui::parts::number::NumberSpec;
use crate::ui::parts::{Plate, SliderField, format};

const MISSED: NumberSpec = NumberSpec {
    label: "A missed case costs",
    bounds: Bounds { min: 0.1, max: 1000.0, step: 0.0 },
    logarithmic: true,
    whole: false,
};
const FALSE_ALARM: NumberSpec = NumberSpec { label: "A false alarm costs", ..MISSED };
const PREVALENCE: NumberSpec = NumberSpec {
    label: "How common it is, in %",
    bounds: Bounds { min: 0.1, max: 90.0, step: 0.0 },
    logarithmic: true,
    whole: false,
};

/// Costs, prevalence and people.
#[component]
pub fn WorthPlate(decision: Decision) -> impl IntoView {
    let costs = decision.costs;
    let drafts = [RwSignal::new(None), RwSignal::new(None), RwSignal::new(None)];
    let own = Memo::new(move |_| {
        decision.with_sample(decision.when.get(), |sample| {
            f64::from(sample.ranking.positives()) / sample.ranking.len() as f64
        })
    });
    let as_in_texts = move |_| {
        if let Some(own) = own.get_untracked() {
            drafts[2].set(None);
            decision.prevalence.set((own * 1000.0).round() / 1000.0);
        }
    };
    view! {
        <Plate id="worth" title="What is it worth?" number="iv" lead="A good threshold depends on what mistakes cost and on how common the positive class is where the model will be used.">
            <p>{move || decision.case().stakes}</p>
            <div class="pair worth-fields">
                <div class="fields">
                    <SliderField spec=MISSED id="cost-missed" value=Signal::derive(move || costs.get().missed) on_change=move |missed| costs.update(|costs| costs.missed = missed) draft=drafts[0] hint="In any unit, such as euros."/>
                    <SliderField spec=FALSE_ALARM id="cost-alarm" value=Signal::derive(move || costs.get().false_alarm) on_change=move |alarm| costs.update(|costs| costs.false_alarm = alarm) draft=drafts[1] hint="In the same unit."/>
                </div>
                <div class="fields">
                    <SliderField
                        spec=PREVALENCE
                        id="prevalence"
                        value=Signal::derive(move || (decision.prevalence.get() * 1000.0).round() / 10.0)
                        on_change=move |percent| decision.prevalence.set(percent / 100.0)
                        draft=drafts[2]
                        hint=Signal::derive(move || own.get().map_or_else(String::new, |own| format!("In the validation texts it is {}. The texts are re-weighted to the share that you set.", format::percent(own))))
                    >
                        <button type="button" class="button plain compact" on:click=as_in_texts>"As in the texts"</button>
                    </SliderField>
                </div>
            </div>
            <People decision/>
            <CostChart decision/>
        </Plate>
    }
}

#[component]
fn People(decision: Decision) -> impl IntoView {
    let counts = Memo::new(move |_| natural(decision.cells.get()?, decision.prevalence.get(), PEOPLE));
    let paths = Memo::new(move |_| counts.get().map(|counts| regions(&counts)).unwrap_or_default());
    let case = move || decision.case();
    let (width, height) = (ROW * FIELD, PEOPLE / ROW * FIELD);
    let legend = move |index: usize, class: &'static str, count: fn(&Natural) -> u32| {
        view! {
            <li>
                <svg viewBox=format!("0 0 {FIELD} {FIELD}") class=class aria-hidden="true" focusable="false"><rect width=FIELD height=FIELD fill=format!("url(#person-{class})")></rect></svg>
                <span>{move || case().cells[index]}": "<strong class="figure">{move || counts.get().map(|counts| format::count(count(&counts).into()))}</strong></span>
            </li>
        }
    };
    let precision = move || decision.cells.get()?.at_prevalence(decision.prevalence.get())?.precision();
    let worked = move || bayes(decision.cells.get()?, decision.prevalence.get());
    let own = move || written(decision.cells.get().and_then(|cells| cells.precision()));
    view! {
        <div class="people">
            <h3>"1,000 "{move || case().things}</h3>
            <p class="people-sentence" role="status">{move || counts.get().map(|counts| natural_sentence(&counts, &case()))}</p>
            <p class="people-sentence">{move || counts.get().map(|counts| alarm_sentence(&counts, precision()))}</p>
            <Show when=move || counts.read().is_none()>
                <p class="empty">"They appear when the run has ended and the trained model has answered the validation texts."</p>
            </Show>
            <Show when=move || counts.read().is_some()>
            <svg class="people-field" viewBox=format!("0 0 {width} {height}") role="img" aria-label=move || counts.get().map(|counts| natural_sentence(&counts, &case()))>
                <Patterns/>
                {["found", "missed", "alarmed", "left-alone"].into_iter().enumerate().map(|(index, class)| view! {
                    <path class=class fill=format!("url(#person-{class})") d=move || paths.read()[index].clone()></path>
                }).collect_view()}
            </svg>
            <ul class="people-legend">
                {legend(0, "found", |counts| counts.found)}
                {legend(1, "missed", |counts| counts.missed)}
                {legend(2, "alarmed", |counts| counts.alarmed)}
                {legend(3, "left-alone", |counts| counts.left_alone)}
            </ul>
            </Show>
            <details class="more">
                <summary>"The base-rate effect, with your figures"</summary>
                <p class="small">"Recall and specificity do not change with how common the positive class is; precision does (Bayes’ rule):"</p>
                <p class="formula-line"><code>"recall·p / (recall·p + (1 − specificity)·(1 − p))"</code></p>
                <p class="formula-line"><code>{worked}</code></p>
                <p class="small">"On the texts as they are, precision is "{own}"."</p>
            </details>
        </div>
    }
}

/// One icon for each group, so that shape tells them apart where colour does not.
#[component]
fn Patterns() -> impl IntoView {
    const HEAD: &str = "M6 1.4a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0-3.4z";
    const BODY: &str = "M2.9 10.6v-2.4a2.6 2.6 0 0 1 2.6-2.6h1a2.6 2.6 0 0 1 2.6 2.6v2.4z";
    const CROSS: &str = "M1.6 1.6L10.4 10.4M10.4 1.6L1.6 10.4";
    let pattern = |class: &'static str, more: &'static str| {
        view! {
            <pattern id=format!("person-{class}") width=FIELD height=FIELD patternUnits="userSpaceOnUse">
                <path class=format!("person {class}") d=format!("{HEAD}{BODY}")></path>
                {(!more.is_empty()).then(|| view! { <path class=format!("person-more {class}") d=more></path> })}
            </pattern>
        }
    };
    view! {
        <defs>
            {pattern("found", "")}
            {pattern("missed", CROSS)}
            {pattern("alarmed", "M1.2 11.4H10.8")}
            {pattern("left-alone", "")}
        </defs>
    }
}
