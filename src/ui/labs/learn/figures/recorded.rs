//! What is said of figures that were not computed in this visit, and how they are waited for.

use std::sync::Arc;

use leptos::prelude::*;

use crate::lesson::address::with_language;
use crate::lesson::recorded_run::RecordedRun;
use crate::ui::labs::learn::labels::Labels;
use crate::ui::labs::learn::run_label::RunLabel;
use crate::ui::labs::learn::say::{Pick, Say};
use crate::ui::parts::await_lesson;

/// Shows what was recorded, once it is here.
pub fn await_recorded(
    say: Say,
    show: impl Fn(StoredValue<Arc<RecordedRun>>) -> AnyView + Send + 'static,
) -> impl IntoView {
    await_lesson(say.lab, say.lab.lesson::<RecordedRun>(), move |recorded| show(StoredValue::new(recorded)))
}

/// The label of recorded figures: that they are, of what, and the way to make them oneself.
#[component]
pub fn RecordedNote(
    say: Say,
    /// What was recorded.
    what: Pick,
    /// The address that sets up the same run; empty where there is more than one.
    #[prop(optional, into)]
    address: String,
) -> impl IntoView {
    let link = (!address.is_empty()).then(|| {
        let address = StoredValue::new(address);
        let to = move || address.with_value(|address| with_language(address, say.language()));
        view! { " "<a href=to>{say.text(|words| &words.figures.make_it)}</a> }
    });
    view! {
        <p class="source-note">
            <span class="tag">{say.text(|words| &words.figures.recorded)}</span>
            <span>{say.text(what)}{link}</span>
        </p>
    }
}

/// The label of figures of the learner's own run.
#[component]
pub fn OwnNote(
    say: Say,
    /// The run.
    run: RunLabel,
    /// What is shown of it.
    what: Pick,
) -> impl IntoView {
    let labels = Labels::new(say.lab);
    view! {
        <p class="source-note own">
            <span class="tag">{say.text(|words| &words.figures.yours)}</span>
            <span>{move || say.fill(what, &[("run", labels.whole(&run))])}</span>
        </p>
    }
}
