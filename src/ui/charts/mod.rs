//! Charts of our own, in SVG and HTML. Scales, paths, summaries and tables are pure and tested natively.

pub mod cloud;
pub mod frame;
pub mod heat;
pub mod line;
pub mod scale;
pub mod sheet;

pub use line::{Dash, Point, Series, Tone};

#[cfg(feature = "app")]
mod data_table;
#[cfg(feature = "app")]
mod drag;
#[cfg(feature = "app")]
mod heat_map;
#[cfg(feature = "app")]
mod line_chart;
#[cfg(feature = "app")]
mod plane;
#[cfg(feature = "app")]
mod scatter;
#[cfg(feature = "app")]
mod sparkline;
#[cfg(feature = "app")]
mod table;

#[cfg(feature = "app")]
pub use {
    data_table::DataTable,
    drag::dragging,
    heat_map::HeatMap,
    line_chart::{LineChart, Upright},
    plane::{Curve, Handle, Plane, Spot},
    scatter::{Scatter, ShapeIcon},
    sparkline::Sparkline,
    table::ChartTable,
};
