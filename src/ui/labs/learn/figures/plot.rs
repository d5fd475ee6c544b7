//! The chart of the lessons: lines and the range that their runs lie in, in the language of the lessons. What moves
//! over it is a slider of its own; the chart shows where that stands.

use leptos::prelude::*;

use super::shape::Band;
use crate::ui::charts::DataTable;
use crate::ui::charts::frame::{Frame, Places, Unit};
use crate::ui::charts::line::{Mark, SIDE, Series, marks, path};
use crate::ui::charts::sheet::Sheet;
use crate::ui::labs::learn::numerals::localized;
use crate::ui::labs::learn::say::{Pick, Say};

/// The most rows of the data table.
const MOST: usize = 60;

/// A line of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name, its look and its points.
    pub series: Series,
    /// The lowest and highest runs around it; empty for a single run.
    pub band: Band,
}

/// The chart with its legend, a summary in words and its figures as a table.
#[component]
pub fn Plot(
    say: Say,
    /// Unique in the page.
    id: &'static str,
    /// What is shown.
    title: Pick,
    /// What the horizontal axis counts.
    x_name: Pick,
    /// The lines.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// How figures are written.
    unit: Unit,
    /// Names of places on the horizontal axis.
    #[prop(optional, into)]
    places: Signal<Places>,
    /// Where the slider stands.
    #[prop(into)]
    at: Signal<Option<f64>>,
    /// What is to be seen, in a sentence or two.
    #[prop(into)]
    summary: Signal<String>,
) -> impl IntoView {
    let all = Memo::new(move |_| all_series(say, &lines.read()));
    let frame = Memo::new(move |_| Frame::around(&all.read(), &[], unit, None, &places.read()));
    let drawing = move || {
        let frame = frame.get()?;
        let grid: String =
            frame.y_ticks.iter().map(|tick| format!("M0 {:.1}H{SIDE}", (1.0 - tick.share) * SIDE)).collect();
        let line = |line: &Line| {
            let Line { series, band } = line;
            let tone = series.tone.class();
            let mark = match series.mark {
                Mark::None => None,
                Mark::Dot => Some(format!("chart-marks round {tone}")),
                Mark::Square => Some(format!("chart-marks square {tone}")),
            };
            let mark = mark.map(|class| view! { <path class=class d=marks(&series.points, frame.x, frame.y)></path> });
            view! {
                <path class=format!("plot-band {tone}") d=band.area(&frame)></path>
                <path class=format!("chart-line {tone}") stroke-dasharray=series.dash.array() d=path(&series.points, frame.x, frame.y)></path>
                {mark}
            }
        };
        let shown = lines.read().iter().map(line).collect_view();
        Some(view! { <path class="chart-grid" d=grid></path>{shown} })
    };
    let legend = move || {
        let entry = |line: &Line| {
            let series = &line.series;
            let mark = match series.mark {
                Mark::None => "chart-line",
                Mark::Dot => "chart-marks round",
                Mark::Square => "chart-marks square",
            };
            view! {
                <li class=series.tone.class()>
                    <svg viewBox="0 0 28 10" aria-hidden="true" focusable="false">
                        <path class="chart-line" stroke-dasharray=series.dash.array() d="M1 5H27"></path>
                        <path class=mark d="M14 5h0"></path>
                    </svg>
                    {series.label.clone()}
                </li>
            }
        };
        lines.read().iter().map(entry).collect_view()
    };
    let upright = move || {
        let share = frame.read().as_ref()?.x.share(at.get()?);
        Some(
            view! { <div class="chart-upright" style=format!("left: {:.2}%", share * 100.0) aria-hidden="true"></div> },
        )
    };
    let y_labels = move || {
        let ticks = frame.get()?.y_ticks.into_iter();
        let label = |tick: crate::ui::charts::frame::Tick| {
            view! { <span style=format!("top: {:.2}%", (1.0 - tick.share) * 100.0)>{localized(say.language(), &tick.text)}</span> }
        };
        Some(ticks.map(label).collect_view())
    };
    let x_labels = move || {
        let ticks = frame.get()?.x_ticks.into_iter();
        let label = |tick: crate::ui::charts::frame::Tick| {
            view! { <span style=format!("left: {:.2}%", tick.share * 100.0)>{localized(say.language(), &tick.text)}</span> }
        };
        Some(ticks.map(label).collect_view())
    };
    let sheet = move || {
        let names = (say.now(title), say.now(x_name));
        let (mut sheet, _) = Sheet::of_series((&names.0, &names.1), &all.read(), unit, &places.read(), MOST);
        for cell in sheet.rows.iter_mut().flatten() {
            *cell = localized(say.language(), cell);
        }
        sheet
    };
    view! {
        <div class="chart plot" id=id role="group" aria-labelledby=format!("{id}-title")>
            <div class="chart-head">
                <p class="plot-title" id=format!("{id}-title")>{say.text(title)}</p>
                <ul class="chart-legend">{legend}</ul>
            </div>
            <div class="chart-body">
                <div class="chart-y" aria-hidden="true">{y_labels}</div>
                <div class="chart-plot">
                    <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">{drawing}</svg>
                    {upright}
                </div>
                <div class="chart-x" aria-hidden="true">{x_labels}<em>{say.text(x_name)}</em></div>
            </div>
            <p class="chart-summary">{summary}</p>
            <DataTable sheet=Signal::derive(sheet) fold=say.text(|words| &words.figures.table)/>
        </div>
    }
}

/// Every line, and the lowest and highest runs of those that are means.
fn all_series(say: Say, lines: &[Line]) -> Vec<Series> {
    let (lowest, highest) = (say.now(|words| &words.figures.lowest), say.now(|words| &words.figures.highest));
    let of = |line: &Line| {
        let Line { series, band } = line;
        let edge = |points: &Vec<_>, name: &str| {
            let label = format!("{}, {name}", series.label);
            (!points.is_empty()).then(|| Series::new(label, series.tone, points.clone()))
        };
        [Some(series.clone()), edge(&band.low, &lowest), edge(&band.high, &highest)]
    };
    lines.iter().flat_map(of).flatten().collect()
}
