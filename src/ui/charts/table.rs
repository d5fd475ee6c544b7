//! The figures of lines as a table.

use leptos::prelude::*;

use super::data_table::DataTable;
use super::frame::{Places, Unit};
use super::line::{Series, positions};
use super::sheet::Sheet;
use crate::ui::parts::format;

/// The most rows that are shown.
const MOST: usize = 200;

/// A row for each position, a column for each series.
#[component]
pub fn ChartTable(
    /// What the figures are.
    title: &'static str,
    /// The columns.
    #[prop(into)]
    series: Signal<Vec<Series>>,
    /// How figures are written.
    unit: Unit,
    /// What the first column counts.
    x_name: &'static str,
    /// Names of its positions.
    #[prop(optional, into)]
    places: Signal<Places>,
) -> impl IntoView {
    let sheet = move || {
        let series = series.read();
        let (mut sheet, every) = Sheet::of_series((title, x_name), &series, unit, &places.read(), MOST);
        if every > 1 {
            let all = format::count(positions(&series).len() as u64);
            sheet.caption = format!("{title}, one in {every} of {all}; an exported run holds them all");
        }
        sheet
    };
    view! { <DataTable sheet=Signal::derive(sheet)/> }
}
