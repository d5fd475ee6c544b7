//! A heat map that can be read with the eye, the pointer, the keyboard and a screen reader.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::data_table::DataTable;
use super::heat::{Heat, darkness, spaced};
use super::sheet::Sheet;

/// The most labels of columns; more would touch.
const LABELS: usize = 6;

/// A grid of figures. The focus stays on the grid while its cells are drawn anew.
#[component]
pub fn HeatMap(
    /// What is shown.
    title: &'static str,
    /// Unique in the page.
    id: &'static str,
    /// The figures.
    #[prop(into)]
    heat: Signal<Heat>,
    /// How figures are written.
    write: fn(f64) -> String,
    /// What the columns count, such as `Step`.
    x_name: &'static str,
    /// What the rows are, such as `Part`.
    y_name: &'static str,
    /// The cell that is read out; several maps of the same rows and columns may share it.
    selected: RwSignal<(usize, usize)>,
) -> impl IntoView {
    let highest = Memo::new(move |_| heat.read().highest());
    let here = move || heat.read().clamp(selected.get());
    let figure = move |value: Option<f64>| value.map_or_else(|| "no figure".into(), write);
    let name = move |heat: &Heat, (row, column): (usize, usize)| {
        let title = |names: &[String], index: usize| names.get(index).cloned().unwrap_or_default();
        let (part, step) = (title(&heat.rows, row), title(&heat.columns, column));
        format!("{part}, {} {step}: {}", x_name.to_lowercase(), figure(heat.at(row, column)))
    };
    let reading = move || name(&heat.read(), here());
    let key = move |event: KeyboardEvent| {
        if let Some(to) = heat.read_untracked().walk(selected.get_untracked(), &event.key()) {
            event.prevent_default();
            selected.set(to);
        }
    };
    let cell_id = move |(row, column): (usize, usize)| format!("{id}-{row}-{column}");
    let cell = move |at: (usize, usize), heat: &Heat| {
        let value = heat.at(at.0, at.1);
        let share = move || value.map(|value| format!("--share: {:.1}%", darkness(value, highest.get()) * 100.0));
        view! {
            <span
                role="gridcell"
                id=cell_id(at)
                class="heat-cell"
                class:none=value.is_none()
                style=share
                aria-label=name(heat, at)
                aria-selected=move || if here() == at { "true" } else { "false" }
                on:pointerenter=move |_| selected.set(at)
                on:pointerdown=move |_| selected.set(at)
            ></span>
        }
    };
    let grid = move || {
        let heat = heat.read();
        let labelled = spaced(heat.columns.len(), LABELS);
        let head = heat.columns.iter().enumerate().map(|(column, label)| {
            let class = if labelled.contains(&column) { "" } else { "sr-only" };
            view! { <span role="columnheader" class="heat-column"><span class=class>{label.clone()}</span></span> }
        });
        let rows = heat.rows.iter().enumerate().map(|(row, label)| {
            let cells = (0..heat.columns.len()).map(|column| cell((row, column), &heat)).collect_view();
            view! { <div role="row" class="heat-row"><span role="rowheader">{label.clone()}</span>{cells}</div> }
        });
        let rows = rows.collect_view();
        view! {
            {rows}
            <div role="row" class="heat-row heat-axis"><span role="columnheader">{x_name}</span>{head.collect_view()}</div>
        }
    };
    // A row for each column of the map: steps go on, parts do not.
    let sheet = move || {
        let heat = heat.read();
        let row = |(column, label): (usize, &String)| {
            let figures = (0..heat.rows.len()).map(|row| figure(heat.at(row, column)));
            std::iter::once(label.clone()).chain(figures).collect()
        };
        Sheet {
            caption: title.to_owned(),
            columns: std::iter::once(x_name.to_owned()).chain(heat.rows.iter().cloned()).collect(),
            rows: heat.columns.iter().enumerate().map(row).collect(),
        }
    };
    view! {
        <figure class="heat-map" id=id aria-labelledby=format!("{id}-title")>
            <figcaption class="chart-head">
                <h3 id=format!("{id}-title")>{title}</h3>
                <p class="heat-legend small quiet"><span>"0"</span><i aria-hidden="true"></i><span>{move || write(highest.get())}</span></p>
            </figcaption>
            <div
                class="heat-grid"
                role="grid"
                tabindex="0"
                aria-label=format!("{title}, by {} and {}", y_name.to_lowercase(), x_name.to_lowercase())
                aria-activedescendant=move || cell_id(here())
                style=move || format!("--columns: {}", heat.read().columns.len())
                on:keydown=key
            >{grid}</div>
            <p class="chart-reading figure" aria-hidden="true">{reading}</p>
            <DataTable sheet=Signal::derive(sheet)/>
        </figure>
    }
}
