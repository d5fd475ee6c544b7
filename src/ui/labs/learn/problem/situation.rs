//! The situation, with the real figures of the base model.

use std::sync::Arc;

use leptos::prelude::*;

use super::say::{Pick, Say};
use super::sheet::Sheet;
use super::start::{Start, StartLink};
use crate::client::goals::{Base, base_of};
use crate::config::RunConfig;
use crate::lesson::card_figures::CardFigures;
use crate::lesson::problem::Problem;
use crate::ui::labs::learn::labels::Labels;
use crate::ui::labs::learn::run_label::RunLabel;
use crate::ui::parts::{RichText, format};

/// What is asked, and where the model stands.
#[component]
pub fn SituationSheet(say: Say, problem: Arc<Problem>, base: StoredValue<RunConfig>, start: Start) -> impl IntoView {
    let lab = say.lab;
    let paragraph = move |text| view! { <p><RichText lab text/></p> };
    view! {
        <Sheet id="situation" title=say.text(|words| &words.situation)>
            <div class="problem-text">{problem.situation.iter().cloned().map(paragraph).collect_view()}</div>
            <BaseFigures say base/>
            <p class="actions">
                <StartLink say start class="button primary" label=say.text(|words| &words.start)/>
            </p>
        </Sheet>
    }
}

/// The base model's figures: measured by the learner's newest run, else as its card has them.
#[component]
fn BaseFigures(say: Say, base: StoredValue<RunConfig>) -> impl IntoView {
    let lab = say.lab;
    let card = lab.lesson::<CardFigures>();
    let measured = Memo::new(move |_| {
        let texts = lab.texts.get()?;
        let runs = lab.runs.read();
        base.with_value(|base| base_of(runs.iter(), &texts, base).map(|(run, base)| (RunLabel::of(run), base)))
    });
    let labels = Labels::new(lab);
    let known = move || {
        let recorded = || {
            let card = card.get();
            let card = card.here()?;
            Some((None, Base { target: card.before_target, general: card.before_general.accuracy }))
        };
        measured.get().map(|(run, base)| (Some(run), base)).or_else(recorded)
    };
    let shown = move || {
        let (run, Base { target, general }) = known()?;
        let language = say.language();
        let share = |share: Option<f64>| share.map_or_else(|| format::NONE.into(), |share| language.percent(share, 1));
        let row = |pick: Pick, value: String, tone: &'static str| {
            view! { <div class=tone><dt>{say.now(pick)}</dt><dd class="figure">{value}</dd></div> }
        };
        let from = run.map_or_else(
            || say.now(|words| &words.base_recorded),
            |run| say.fill(|words| &words.base_measured, &[("run", labels.whole(&run))]),
        );
        Some(view! {
            <h3>{say.now(|words| &words.base)}</h3>
            <dl class="base-figures">
                {row(|words| &words.accuracy, share(Some(target.accuracy)), "tone-domain")}
                {row(|words| &words.loss, language.written(format::loss(target.loss)), "tone-domain")}
                {row(|words| &words.precision, share(target.precision), "tone-domain")}
                {row(|words| &words.recall, share(target.recall), "tone-domain")}
                {row(|words| &words.general, share(Some(general)), "tone-general")}
            </dl>
            <p class="small quiet">{from}</p>
        })
    };
    view! { <div class="base">{shown}</div> }
}
