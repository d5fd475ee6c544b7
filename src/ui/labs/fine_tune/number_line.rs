//! A number line from 0 to 100 % with the base model, the guess and the truth on it.

use leptos::prelude::*;

use super::words::gap;
use crate::ui::parts::format;

/// Before, guess and truth of one accuracy. The sentence below says the same in words.
#[component]
pub fn NumberLine(
    /// Which accuracy.
    title: &'static str,
    /// `tone-domain` or `tone-general`.
    tone: &'static str,
    /// The base model's.
    before: f64,
    /// The learner's.
    guess: f64,
    /// The trained model's.
    truth: f64,
) -> impl IntoView {
    let label = |class: &'static str, name: &'static str, value: String| {
        view! { <span><i class=class></i><em>{name}</em>{value}</span> }
    };
    let mark = |class: &'static str, value: f64| {
        view! { <i class=class style=format!("left: {:.2}%", value * 100.0)></i> }
    };
    let span = format!("left: {:.2}%; width: {:.2}%", guess.min(truth) * 100.0, (guess - truth).abs() * 100.0);
    view! {
        <div class=format!("number-line {tone}")>
            <h3>{title}</h3>
            <div class="number-line-labels" aria-hidden="true">
                {label("before", "before", format::percent(before))}
                {label("guess", "your guess", format::whole_percent(guess))}
                {label("truth", "after", format::percent(truth))}
            </div>
            <div class="number-line-track" aria-hidden="true">
                <b style=span></b>
                {mark("before", before)}
                {mark("guess", guess)}
                {mark("truth", truth)}
            </div>
            <div class="number-line-ends" aria-hidden="true"><span>"0 %"</span><span>"50 %"</span><span>"100 %"</span></div>
            <p>{gap(guess, truth)}</p>
        </div>
    }
}
