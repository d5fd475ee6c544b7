//! The one look at the test set.

use leptos::prelude::*;

use super::state::{Decision, Revealed, threshold_text, written};
use crate::metrics::Cells;
use crate::ui::parts::Plate;
use crate::ui::parts::change::Kind;
use crate::ui::shell::focus_next;

const WHY_ONCE: &str = "The threshold was chosen on validation texts, so its figures there flatter it a little. The test set is an \
                        honest judge only as long as nothing is chosen by it: who looks, moves the threshold, and looks again is \
                        choosing on test, and then no honest judge is left. That is why there is one look for each run.";

/// The button, and what it showed.
#[component]
pub fn RevealPlate(decision: Decision) -> impl IntoView {
    let press = move |_| {
        decision.reveal();
        focus_next("test-title");
    };
    let table = move |seen: Revealed| {
        let validation = move || {
            let material = decision.material.get()?;
            Some(material.after.as_ref()?.validation.ranking.cells(seen.threshold))
        };
        let row = move |name: &'static str, read: fn(&Cells) -> Option<f64>| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{move || validation().map(|cells| Kind::Share.write(read(&cells)))}</td>
                    <td data-test=name><strong>{Kind::Share.write(read(&seen.cells))}</strong></td>
                    <td>{seen.before.map(|cells| Kind::Share.write(read(&cells)))}</td>
                </tr>
            }
        };
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Test figures">
                <table class="data">
                    <caption>"At the threshold "{threshold_text(seen.threshold)}", chosen on validation"</caption>
                    <thead><tr><th scope="col">"Figure"</th><th scope="col">"Validation"</th><th scope="col">"Test"</th><th scope="col">"Test, before the run"</th></tr></thead>
                    <tbody>
                        {row("Precision", |cells| cells.precision())}
                        {row("Recall", |cells| cells.recall())}
                        {row("F1", |cells| cells.f_beta(1.0))}
                        {row("Accuracy", |cells| cells.accuracy())}
                    </tbody>
                </table>
            </div>
        }
    };
    let moved = move || decision.seen().is_some_and(|seen| seen.threshold != decision.threshold.get());
    view! {
        <Plate id="test" title="Now look at test" number="vi">
            <Show
                when=move || decision.seen().is_some()
                fallback=move || view! {
                    <p>"Choose the threshold first. Everything above is measured on validation texts, and nothing is chosen by the test set. (The figures of Fine-tune are those of the test set at the threshold 0.5.)"</p>
                    <div class="actions">
                        <button type="button" class="button primary" aria-disabled=move || (!decision.is_trained()).then_some("true") on:click=press>
                            "Look at test with the threshold "{move || threshold_text(decision.threshold.get())}
                        </button>
                        <p class="small quiet">"You can do this once for each run."</p>
                    </div>
                }
            >
                {move || decision.seen().map(table)}
                <Show when=moved>
                    <p class="note">"The threshold has been moved since. These figures stay those of "{move || decision.seen().map(|seen| written_threshold(&seen))}"."</p>
                </Show>
                <details class="more" open=true>
                    <summary>"Why only once?"</summary>
                    <p class="small">{WHY_ONCE}</p>
                </details>
            </Show>
        </Plate>
    }
}

fn written_threshold(seen: &Revealed) -> String {
    format!("{}, precision {}", threshold_text(seen.threshold), written(seen.cells.precision()))
}
