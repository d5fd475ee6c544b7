//! The place of all kept runs.

use leptos::prelude::*;

use super::compare::{Figure, MOST, series};
use super::files::Files;
use super::row::RunRow;
use super::table::{Column, Order, Row};
use crate::client::Lab;
use crate::ui::charts::LineChart;
use crate::ui::charts::frame::Unit;
use crate::ui::parts::{Plate, Toggle, Toggles};

const FIGURES: [Toggle<Figure>; 3] = [
    Toggle { value: Figure::Target, label: "Domain accuracy" },
    Toggle { value: Figure::General, label: "General accuracy" },
    Toggle { value: Figure::Loss, label: "Training loss" },
];

/// The table of runs and the chart that compares them.
#[component]
pub fn Runs() -> impl IntoView {
    let lab = Lab::from_context();
    let chosen = RwSignal::new(Vec::<u32>::new());
    let empty = Memo::new(move |_| lab.runs.read().is_empty());
    view! {
        <div class="page runs">
            <div class="page-intro">
                <h1>"Your runs"</h1>
                <p>"Every finished run is kept on this machine. Compare them, name them, take them with you."</p>
            </div>
            <Plate id="runs" title="Kept runs">
                <Files lab/>
                <Show
                    when=move || !empty.get()
                    fallback=|| view! {
                        <div class="empty"><p>"There are no runs yet. Make one under Fine-tune, or import a file."</p></div>
                    }
                >
                    <Table lab chosen/>
                </Show>
            </Plate>
            <Show when=move || !empty.get()><Comparison lab chosen/></Show>
        </div>
    }
}

#[component]
fn Table(lab: Lab, chosen: RwSignal<Vec<u32>>) -> impl IntoView {
    let order = RwSignal::new(Order::default());
    let rows = Memo::new(move |_| {
        let texts = lab.texts.get();
        lab.runs.read().iter().map(|run| Row::of(run, texts.as_deref())).collect::<Vec<_>>()
    });
    let sorted = Memo::new(move |_| {
        let mut rows = rows.get();
        order.get().sort(&mut rows);
        rows
    });
    let head = move |column: Column, label: &'static str| {
        let arrow = move || match order.get().aria(column) {
            Some("ascending") => " ▲",
            Some(_) => " ▼",
            None => "",
        };
        view! {
            <th scope="col" aria-sort=move || order.get().aria(column)>
                <button type="button" class="sort" on:click=move |_| order.update(|order| *order = order.press(column))>
                    {label}<span aria-hidden="true">{arrow}</span>
                </button>
            </th>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Table of runs">
            <table class="runs-table">
                <caption class="sr-only">"Kept runs with their settings and figures on the test sets"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Compare"</th>
                        {head(Column::Name, "Name and settings")}
                        {head(Column::Target, "Domain accuracy")}
                        {head(Column::F1, "F1")}
                        {head(Column::Loss, "Domain loss")}
                        {head(Column::General, "General accuracy")}
                        {head(Column::Seconds, "Time")}
                        {head(Column::Started, "Date")}
                        <th scope="col">"Actions"</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || sorted.get()
                        // A changed figure or name makes a new row; an unchanged one keeps its focus.
                        key=|row| (row.id, row.name.clone(), row.target_after.map(f64::to_bits), row.ending.clone())
                        children=move |row| view! { <RunRow lab row chosen/> }
                    />
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Comparison(lab: Lab, chosen: RwSignal<Vec<u32>>) -> impl IntoView {
    let figure = RwSignal::new(Figure::default());
    let lines = move |figure: Figure| Memo::new(move |_| series(&lab.runs.read(), &chosen.read(), figure));
    let empty = "Tick runs in the table above: each becomes a line here.";
    let chart = move || {
        match figure.get() {
        Figure::Target => view! {
            <LineChart id="compare-chart" title="Domain accuracy during the runs, on validation texts" series=lines(Figure::Target) unit=Unit::Share x_name="Epoch" empty/>
        }
        .into_any(),
        Figure::General => view! {
            <LineChart id="compare-chart" title="General accuracy during the runs, on validation texts" series=lines(Figure::General) unit=Unit::Share x_name="Epoch" empty/>
        }
        .into_any(),
        Figure::Loss => view! {
            <LineChart id="compare-chart" title="Smoothed training loss of the runs" series=lines(Figure::Loss) unit=Unit::Loss x_name="Epoch" empty/>
        }
        .into_any(),
    }
    };
    view! {
        <Plate id="compare" title="Compare" lead="Tick up to four runs in the table.">
            <Toggles
                label="What is compared"
                options=FIGURES.to_vec()
                value=Signal::derive(move || Some(figure.get()))
                on_choose=move |chosen| figure.set(chosen)
            />
            <p class="small quiet" role="status">
                {move || format!("{} of at most {MOST} runs chosen.", chosen.read().len())}
            </p>
            {chart}
        </Plate>
    }
}
