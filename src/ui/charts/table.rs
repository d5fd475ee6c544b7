//! The figures of a chart as a table, for those who would rather read than look.

use leptos::prelude::*;

use super::frame::{Places, Unit, rows};
use super::line::Series;
use crate::ui::parts::format;

/// The most rows that are shown.
const MOST: usize = 200;

/// A table that is built only while it is open.
#[component]
pub fn ChartTable(
    /// What the figures are.
    title: &'static str,
    /// The columns.
    series: Signal<Vec<Series>>,
    /// The positions that any of them has.
    xs: Memo<Vec<f64>>,
    /// How figures are written.
    unit: Unit,
    /// What the first column counts.
    x_name: &'static str,
    /// Names of its positions.
    #[prop(optional, into)]
    places: Signal<Places>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let caption = move |every: usize| match every {
        1 => title.to_string(),
        _ => format!(
            "{title}, one in {every} of {}; an exported run holds them all",
            format::count(xs.read().len() as u64)
        ),
    };
    let content = move || {
        let series = series.read();
        let (rows, every) = rows(&series, unit, &xs.read(), MOST, &places.read());
        let head = series.iter().map(|series| view! { <th scope="col">{series.label.clone()}</th> }).collect_view();
        let row = |cells: Vec<String>| {
            let mut cells = cells.into_iter();
            let first = cells.next();
            view! { <tr><th scope="row">{first}</th>{cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
        };
        view! {
            <table class="data">
                <caption>{caption(every)}</caption>
                <thead><tr><th scope="col">{x_name}</th>{head}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    };
    view! {
        <details class="chart-data" on:toggle:target=move |event| open.set(event.target().open())>
            <summary>"Data table"</summary>
            <Show when=move || open.get()>
                <Show when=move || !xs.read().is_empty() fallback=|| view! { <p class="quiet small">"No figures yet."</p> }>
                    <div class="scroll tall" tabindex="0" role="region" aria-label=format!("{title}, data table")>{content}</div>
                </Show>
            </Show>
        </details>
    }
}
