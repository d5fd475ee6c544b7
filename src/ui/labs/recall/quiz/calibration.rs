//! How sure one was, and how often right.

use leptos::prelude::*;

use super::question::name;
use crate::lesson::round::Calibrated;
use crate::ui::labs::recall::say::Say;

/// What calibrated means, and a table of the three confidences with a bar each.
#[component]
pub fn Calibration(
    say: Say,
    /// What to show.
    #[prop(into)]
    answers: Signal<[Calibrated; 3]>,
) -> impl IntoView {
    let row = move |own: Calibrated| {
        let Calibrated { confidence, right, of } = own;
        let share = (of > 0).then(|| right as f64 / of as f64);
        let expected = move || {
            let share = say.language().percent(confidence.share(), 0);
            say.fill(|words| &words.quiz.about, &[("share", share)])
        };
        let said = move || match of {
            0 => say.now(|words| &words.quiz.never),
            of => say.n_of(|words| &words.common.n_of, right, of),
        };
        let style = format!(
            "--share: {:.1}%; --expected: {:.1}%",
            100.0 * share.unwrap_or_default(),
            100.0 * confidence.share()
        );
        view! {
            <tr>
                <th scope="row">{name(say, confidence)}</th>
                <td class="calibration-right">
                    <span class="figure">{said}</span>
                    <i style=style class:unsaid=share.is_none() aria-hidden="true"></i>
                </td>
                <td class="figure quiet">{expected}</td>
            </tr>
        }
    };
    view! {
        <p class="small quiet">{say.text(|words| &words.quiz.calibration_text)}</p>
        <table class="calibration">
            <thead>
                <tr>
                    <th scope="col">{say.text(|words| &words.quiz.said)}</th>
                    <th scope="col">{say.text(|words| &words.quiz.was_right)}</th>
                    <th scope="col">{say.text(|words| &words.quiz.expected)}</th>
                </tr>
            </thead>
            <tbody>{move || answers.get().map(row).into_iter().collect_view()}</tbody>
        </table>
    }
}
