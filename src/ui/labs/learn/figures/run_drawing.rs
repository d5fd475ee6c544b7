//! The drawing of a run: a model that walks from general to domain texts and fills with what it knows. What it shows
//! stands beside it in words.

use leptos::prelude::*;

/// Where the model is, and what it knows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Walk {
    /// Share of the way.
    pub way: f64,
    /// Accuracy on domain texts.
    pub target: f64,
    /// Accuracy on general texts.
    pub general: f64,
}

/// The measures of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// Tells drawings apart.
    name: &'static str,
    width: f64,
    height: f64,
    /// Where the way begins and ends, and how high it lies.
    begin: f64,
    end: f64,
    level: f64,
    /// Radius of the model.
    radius: f64,
}

impl Stage {
    /// For a page of the book.
    pub const WIDE: Self =
        Self { name: "wide", width: 640.0, height: 236.0, begin: 76.0, end: 564.0, level: 172.0, radius: 46.0 };
    /// For a telephone, where the wide one would be tiny: the model as large as it, the way shorter.
    pub const NARROW: Self =
        Self { name: "narrow", width: 300.0, height: 216.0, begin: 48.0, end: 252.0, level: 160.0, radius: 44.0 };
}

/// The drawing.
#[component]
pub fn RunDrawing(
    /// Its measures.
    stage: Stage,
    /// The moment shown.
    walk: Memo<Walk>,
    /// Where on the way the moments are.
    stops: Vec<f64>,
) -> impl IntoView {
    let Stage { name, width, height, begin, end, level, radius } = stage;
    let centre = width / 2.0;
    let x = move || begin + walk.read().way * (end - begin);
    let place = move || format!("transform: translateX({:.1}px)", x());
    let ticks: String =
        stops.iter().map(|stop| format!("M{:.1} {}v12", begin + stop * (end - begin), level - 6.0)).collect();
    let feed = move || format!("M{centre} 84C{centre} 108 {0:.1} 96 {0:.1} {1}", x(), level - radius - 4.0);
    let (left, right) = (format!("model-left-{name}"), format!("model-right-{name}"));
    let (in_left, in_right) = (format!("url(#{left})"), format!("url(#{right})"));
    let half = |of: fn(&Walk) -> f64| {
        // A half-disc fills from its foot.
        move || format!("transform: scaleY({:.3})", of(&walk.read()))
    };
    let sheet = |(x, y, turn): (f64, f64, f64)| {
        view! {
            <g transform=format!("translate({x} {y}) rotate({turn})")>
                <rect class="sheet" x="-22" y="-16" width="44" height="32" rx="2"></rect>
                <path class="sheet-lines" d="M-15 -7h30M-15 0h24M-15 7h28"></path>
            </g>
        }
    };
    view! {
        <svg class=format!("run-drawing {name}") viewBox=format!("0 0 {width} {height}") aria-hidden="true" focusable="false">
            <defs>
                <clipPath id=left><path d=format!("M0 {0}A{0} {0} 0 0 1 0 -{0}Z", radius)></path></clipPath>
                <clipPath id=right><path d=format!("M0 -{0}A{0} {0} 0 0 1 0 {0}Z", radius)></path></clipPath>
            </defs>
            <path class="way" d=format!("M{begin} {level}H{end}")></path>
            <path class="way-gone" d=move || format!("M{begin} {level}H{:.1}", x())></path>
            <path class="way-ticks" d=ticks></path>
            <circle class="way-end general" cx=begin cy=level r=radius></circle>
            <circle class="way-end domain" cx=end cy=level r=radius></circle>
            <g class="sheets">{[(centre - 20.0, 40.0, -7.0), (centre + 20.0, 44.0, 6.0), (centre, 36.0, 0.0)].map(sheet).into_iter().collect_view()}</g>
            <path class="feed" d=feed></path>
            <g class="walker" style=place>
                <g transform=format!("translate(0 {level})")>
                    <circle class="walker-ground" r=radius></circle>
                    <g clip-path=in_left><g transform=format!("translate(0 {radius})")><rect class="walker-general" style=half(|walk| walk.general) x=-radius y=-2.0 * radius width=radius height=2.0 * radius></rect></g></g>
                    <g clip-path=in_right><g transform=format!("translate(0 {radius})")><rect class="walker-domain" style=half(|walk| walk.target) x="0" y=-2.0 * radius width=radius height=2.0 * radius></rect></g></g>
                    <path class="walker-edge" d=format!("M0 -{0}A{0} {0} 0 1 1 0 {0}A{0} {0} 0 1 1 0 -{0}V{0}", radius)></path>
                </g>
            </g>
        </svg>
    }
}
