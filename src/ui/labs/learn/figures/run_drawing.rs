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

/// Where the way begins and ends, and how high it lies.
const BEGIN: f64 = 76.0;
const END: f64 = 564.0;
const HEIGHT: f64 = 172.0;
/// Radius of the model.
const RADIUS: f64 = 46.0;

/// The drawing.
#[component]
pub fn RunDrawing(
    /// The moment shown.
    walk: Memo<Walk>,
    /// Where on the way the moments are.
    stops: Vec<f64>,
) -> impl IntoView {
    let x = move || BEGIN + walk.read().way * (END - BEGIN);
    let place = move || format!("transform: translateX({:.1}px)", x());
    let ticks: String =
        stops.iter().map(|stop| format!("M{:.1} {}v12", BEGIN + stop * (END - BEGIN), HEIGHT - 6.0)).collect();
    let feed = move || format!("M320 84C320 108 {0:.1} 96 {0:.1} {1}", x(), HEIGHT - RADIUS - 4.0);
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
        <svg class="run-drawing" viewBox="0 0 640 236" aria-hidden="true" focusable="false">
            <defs>
                <clipPath id="model-left"><path d=format!("M0 {0}A{0} {0} 0 0 1 0 -{0}Z", RADIUS)></path></clipPath>
                <clipPath id="model-right"><path d=format!("M0 -{0}A{0} {0} 0 0 1 0 {0}Z", RADIUS)></path></clipPath>
            </defs>
            <path class="way" d=format!("M{BEGIN} {HEIGHT}H{END}")></path>
            <path class="way-gone" d=move || format!("M{BEGIN} {HEIGHT}H{:.1}", x())></path>
            <path class="way-ticks" d=ticks></path>
            <circle class="way-end general" cx=BEGIN cy=HEIGHT r=RADIUS></circle>
            <circle class="way-end domain" cx=END cy=HEIGHT r=RADIUS></circle>
            <g class="sheets">{[(300.0, 40.0, -7.0), (340.0, 44.0, 6.0), (320.0, 36.0, 0.0)].map(sheet).into_iter().collect_view()}</g>
            <path class="feed" d=feed></path>
            <g class="walker" style=place>
                <g transform=format!("translate(0 {HEIGHT})")>
                    <circle class="walker-ground" r=RADIUS></circle>
                    <g clip-path="url(#model-left)"><g transform=format!("translate(0 {RADIUS})")><rect class="walker-general" style=half(|walk| walk.general) x=-RADIUS y=-2.0 * RADIUS width=RADIUS height=2.0 * RADIUS></rect></g></g>
                    <g clip-path="url(#model-right)"><g transform=format!("translate(0 {RADIUS})")><rect class="walker-domain" style=half(|walk| walk.target) x="0" y=-2.0 * RADIUS width=RADIUS height=2.0 * RADIUS></rect></g></g>
                    <path class="walker-edge" d=format!("M0 -{0}A{0} {0} 0 1 1 0 {0}A{0} {0} 0 1 1 0 -{0}V{0}", RADIUS)></path>
                </g>
            </g>
        </svg>
    }
}
