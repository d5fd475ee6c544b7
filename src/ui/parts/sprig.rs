//! A pressed sprig of forget-me-nots: some flowers in colour, some only an outline. Decoration.

use leptos::prelude::*;

/// Where a flower sits, how large it is, and whether it has kept its colour.
const FLOWERS: [(f64, f64, f64, bool); 9] = [
    (58.0, 34.0, 1.0, true),
    (92.0, 22.0, 0.85, true),
    (32.0, 58.0, 0.8, true),
    (126.0, 38.0, 0.75, true),
    (84.0, 58.0, 0.7, true),
    (156.0, 24.0, 0.65, false),
    (150.0, 62.0, 0.6, true),
    (184.0, 44.0, 0.55, false),
    (206.0, 22.0, 0.45, false),
];

/// The drawing beside the title of the lab.
#[component]
pub fn Sprig() -> impl IntoView {
    let flower = |(x, y, size, kept): (f64, f64, f64, bool)| {
        let petals = (0..5).map(|petal| {
            view! { <ellipse class="petal-edge" cx="0" cy="-8.5" rx="5.6" ry="6.4" transform=format!("rotate({})", petal * 72)></ellipse> }
        });
        view! {
            <g class=if kept { "kept" } else { "faded" } transform=format!("translate({x} {y}) scale({size})")>
                {petals.collect_view()}
                <circle class="bloom-ring" r="4.4"></circle>
                <circle class="bloom-eye" r="3"></circle>
            </g>
        }
    };
    view! {
        <svg class="sprig" viewBox="0 0 224 150" aria-hidden="true" focusable="false">
            <g class="stems">
                <path d="M112 148C108 112 92 88 58 34M109 122C112 92 100 52 92 22M104 104C84 92 54 82 32 58M111 128C124 100 132 74 126 38M108 112C110 92 96 76 84 58"></path>
                <path d="M114 132C136 112 152 70 156 24M113 136C132 118 146 92 150 62M128 110C156 98 174 74 184 44M150 92C180 78 198 54 206 22"></path>
            </g>
            <path class="leaf" d="M109 128C90 132 70 124 58 106C82 104 100 112 109 128ZM112 138C134 140 154 134 168 118C144 114 124 122 112 138Z"></path>
            {FLOWERS.map(flower).into_iter().collect_view()}
        </svg>
    }
}
