//! The confusion matrix in the words of the case, the formulas with the learner's counts, and the texts
//! behind every field.

use leptos::prelude::*;

use super::case::{Case, Cell};
use super::formulas::Figure;
use super::state::Decision;
use super::texts::CellTexts;
use crate::config::Bounds;
use crate::metrics::Cells;
use crate::ui::parts::number::NumberSpec;
use crate::ui::parts::{Plate, SliderField, format};
use crate::ui::shell::focus_next;

const BETA: NumberSpec =
    NumberSpec { label: "β", bounds: Bounds { min: 0.1, max: 10.0, step: 0.1 }, logarithmic: false, whole: false };

/// Matrix, formulas and texts.
#[component]
pub fn MatrixPlate(decision: Decision) -> impl IntoView {
    view! {
        <Plate id="matrix" title="Who is where" number="iii" lead="The four fields at this threshold. Press a field to read the texts behind its number.">
            <div class="pair">
                <div class="decide-matrix">
                    <div class="four" role="group" aria-label="Confusion matrix on validation texts">
                        {Cell::ALL.map(|cell| view! { <Field decision cell/> }).into_iter().collect_view()}
                    </div>
                    <p class="small quiet">"Shares are of the row: above, of all "{move || decision.case().positive}" "{move || decision.case().things}"; below, of all "{move || decision.case().negative}" ones."</p>
                </div>
                <Formulas decision/>
            </div>
            <Show when=move || decision.opened.get().is_some()>
                {move || decision.opened.get().map(|cell| view! { <CellTexts decision cell/> })}
            </Show>
        </Plate>
    }
}

fn count(cells: Cells, cell: Cell) -> f64 {
    match cell {
        Cell::TruePositive => cells.tp,
        Cell::FalseNegative => cells.fn_,
        Cell::FalsePositive => cells.fp,
        Cell::TrueNegative => cells.tn,
    }
}

fn share(cells: Cells, cell: Cell) -> Option<f64> {
    match cell {
        Cell::TruePositive => cells.recall(),
        Cell::FalseNegative => cells.recall().map(|recall| 1.0 - recall),
        Cell::FalsePositive => cells.specificity().map(|specificity| 1.0 - specificity),
        Cell::TrueNegative => cells.specificity(),
    }
}

#[component]
fn Field(decision: Decision, cell: Cell) -> impl IntoView {
    let number = Memo::new(move |_| decision.cells.get().map(|cells| count(cells, cell)));
    let others = Memo::new(move |_| decision.other_cells.get().map(|cells| count(cells, cell)));
    let share = Memo::new(move |_| decision.cells.get().and_then(|cells| share(cells, cell)));
    let dimmed = move || decision.explaining.get() && !decision.figure.get().uses(cell);
    let open = move || decision.opened.get() == Some(cell);
    let press = move |_| {
        decision.opened.set((!open()).then_some(cell));
        if untrack(open) {
            focus_next("cell-texts");
        }
    };
    let written = |count: Option<f64>| count.map_or_else(|| format::NONE.into(), |count| format::count(count as u64));
    let class = if cell.is_right() { "cell right" } else { "cell wrong" };
    let beside = move || {
        let name = if decision.when.get() == crate::client::record::When::After { "before" } else { "after" };
        others.get().map(|count| format!("{name}: {}", written(Some(count))))
    };
    view! {
        <button
            type="button"
            class=class
            class:dimmed=dimmed
            data-cell=cell.short()
            aria-expanded=move || if open() { "true" } else { "false" }
            style=move || format!("--share: {:.1}%", share.get().unwrap_or_default() * 100.0)
            on:click=press
        >
            <span class="cell-name"><span aria-hidden="true">{if cell.is_right() { "✓ " } else { "✗ " }}</span>{move || decision.case().cell(cell)}</span>
            <strong class="cell-count">{move || written(number.get())}</strong>
            <span class="cell-share">{move || share.get().map(format::percent)}</span>
            <span class="cell-short small">{cell.short()}", "{cell.name()}</span>
            <span class="cell-other small">{beside}</span>
        </button>
    }
}

#[component]
fn Formulas(decision: Decision) -> impl IntoView {
    let case: Memo<Case> = Memo::new(move |_| decision.case());
    let row = move |figure: Figure| {
        let worked = move || decision.cells.get().map(|cells| figure.worked(cells, decision.beta.get()));
        let value = move || {
            let cells = decision.cells.get()?;
            Some(figure.value(cells, decision.beta.get()).map_or_else(|| "undefined".into(), format::percent))
        };
        let pressed = move || decision.explaining.get() && decision.figure.get() == figure;
        let press = move |_| {
            let off = pressed();
            decision.figure.set(figure);
            decision.explaining.set(!off);
        };
        view! {
            <li>
                <button type="button" class="formula-name" aria-expanded=move || if pressed() { "true" } else { "false" } on:click=press>
                    <span>{figure.name()}</span>
                    <span class="figure formula-value" data-figure=figure.name()>{value}</span>
                </button>
                <Show when=pressed>
                    <div class="formula">
                        <p>{move || figure.question(&case.get())}</p>
                        <p class="formula-line"><code>{figure.formula()}</code></p>
                        <p class="formula-line"><code>{worked}</code></p>
                        {(figure == Figure::FBeta).then(|| view! { <Beta decision/> })}
                    </div>
                </Show>
            </li>
        }
    };
    view! {
        <div class="formulas">
            <h3>"How good is that?"</h3>
            <p class="small quiet">"Press a figure to see where it comes from; fields that do not enter it are dimmed."</p>
            <ul>{Figure::ALL.map(row).into_iter().collect_view()}</ul>
        </div>
    }
}

#[component]
fn Beta(decision: Decision) -> impl IntoView {
    let draft = RwSignal::new(None);
    view! {
        <SliderField spec=BETA id="beta" value=decision.beta on_change=move |beta| decision.beta.set(beta) draft hint="2: recall counts twice as much as precision. 0.5: half as much."/>
    }
}
