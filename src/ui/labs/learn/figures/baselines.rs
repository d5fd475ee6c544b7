//! Two lazy models that always give the same answer, beside the base model and the fine-tuned one.

use std::sync::Arc;

use leptos::prelude::*;

use super::measured::{BeforeAfter, lazy};
use super::recorded::{RecordedNote, await_recorded};
use super::share_bar::ShareBar;
use crate::data::Split;
use crate::lesson::recorded_run::RecordedRun;
use crate::ui::labs::learn::numerals::percent;
use crate::ui::labs::learn::say::{Pick, Say};

/// The figure.
#[component]
pub fn Baselines(say: Say) -> impl IntoView {
    say.lab.fetch_texts();
    await_recorded(say, move |recorded| view! { <Compared say recorded/> }.into_any())
}

#[component]
fn Compared(say: Say, recorded: StoredValue<Arc<RecordedRun>>) -> impl IntoView {
    let lab = say.lab;
    let (found, address) =
        recorded.with_value(|recorded| (BeforeAfter::of_recorded(&recorded.run), recorded.run.address.clone()));
    let lazy_models = Memo::new(move |_| {
        let texts = lab.texts.get()?;
        Some([lazy(&texts, Split::TargetTest)?, lazy(&texts, Split::GeneralTest)?])
    });
    let content = move || {
        let Some(([domain, general], found)) = lazy_models.get().zip(found.clone()) else {
            return view! { <p class="quiet" role="status">{say.text(|words| &words.figures.texts_coming)}</p> }
                .into_any();
        };
        let row = |name: Pick, medical: f64, general: f64, is_lazy: bool| {
            let cell = |of: Pick, share: f64, tone: &'static str| {
                let text = Signal::derive(move || percent(say.language(), share));
                let class = if is_lazy { "then" } else { tone };
                view! { <td data-label=say.text(of)><ShareBar share=Signal::stored(share) text class/></td> }
            };
            view! {
                <tr class:lazy=is_lazy>
                    <th scope="row">{say.text(name)}</th>
                    {cell(|words| &words.figures.medical, medical, "tone-domain")}
                    {cell(|words| &words.figures.general, general, "tone-general")}
                </tr>
            }
        };
        let rows = [
            row(|words| &words.figures.baselines.always, domain[0], general[0], true),
            row(|words| &words.figures.baselines.never, domain[1], general[1], true),
            row(|words| &words.figures.baselines.base, found.target[0].accuracy, found.general[0], false),
            row(|words| &words.figures.baselines.tuned, found.target[1].accuracy, found.general[1], false),
        ];
        let summary = move || {
            let language = say.language();
            let values = [
                ("never", percent(language, general[1])),
                ("base", percent(language, found.general[0])),
                ("always", percent(language, domain[0])),
                ("base_medical", percent(language, found.target[0].accuracy)),
            ];
            say.fill(|words| &words.figures.baselines.summary, &values)
        };
        view! {
            <div class="scroll">
                <table class="change">
                    <thead><tr>
                        <th scope="col">{say.text(|words| &words.figures.baselines.model)}</th>
                        <th scope="col">{say.text(|words| &words.figures.medical)}</th>
                        <th scope="col">{say.text(|words| &words.figures.general)}</th>
                    </tr></thead>
                    <tbody>{rows.into_iter().collect_view()}</tbody>
                </table>
            </div>
            <p class="specimen-summary">{summary}</p>
        }
        .into_any()
    };
    view! {
        <RecordedNote say what=|words| &words.figures.baselines.recorded address/>
        {content}
    }
}
