//! The plate around a figure: its number, what to look at, and the figure itself.

use leptos::prelude::*;

use super::ask_the_model::AskTheModel;
use super::baselines::Baselines;
use super::before_after::BeforeAfterFigure;
use super::domain_words::DomainWords;
use super::examples_needed::ExamplesNeeded;
use super::kitchen::Kitchen;
use super::rate_and_memory::RateAndMemory;
use super::run_diagram::RunDiagram;
use super::seen_and_unseen::SeenAndUnseen;
use super::threshold_counts::ThresholdCounts;
use super::what_moves::WhatMoves;
use super::your_runs::YourRuns;
use crate::lesson::Text;
use crate::lesson::chapter::Figure;
use crate::ui::labs::learn::say::Say;
use crate::ui::parts::RichText;

/// A figure of a chapter.
#[component]
pub fn FigurePlate(
    say: Say,
    /// The chapter's number.
    number: usize,
    figure: Figure,
    /// What to look at.
    caption: Text,
) -> impl IntoView {
    let content = match figure {
        Figure::AskTheModel => view! { <AskTheModel say/> }.into_any(),
        Figure::DomainWords => view! { <DomainWords say/> }.into_any(),
        Figure::WhatMoves => view! { <WhatMoves say/> }.into_any(),
        Figure::BeforeAfter => view! { <BeforeAfterFigure say/> }.into_any(),
        Figure::RunDiagram => view! { <RunDiagram say/> }.into_any(),
        Figure::RateAndMemory => view! { <RateAndMemory say/> }.into_any(),
        Figure::Baselines => view! { <Baselines say/> }.into_any(),
        Figure::SeenAndUnseen => view! { <SeenAndUnseen say/> }.into_any(),
        Figure::YourRuns => view! { <YourRuns say/> }.into_any(),
        Figure::ThresholdCounts => view! { <ThresholdCounts say/> }.into_any(),
        Figure::Kitchen => view! { <Kitchen say/> }.into_any(),
        Figure::ExamplesNeeded => view! { <ExamplesNeeded say/> }.into_any(),
    };
    let label = move || say.fill(|words| &words.figures.label, &[("number", number.to_string())]);
    view! {
        <figure class="specimen" aria-labelledby="figure-label">
            <figcaption>
                <p class="specimen-no" id="figure-label">{label}</p>
                <p class="specimen-caption"><RichText lab=say.lab text=caption/></p>
            </figcaption>
            {content}
        </figure>
    }
}
