//! The claims as cards: what is said, where, and what the learner's own runs say.

use leptos::prelude::*;

use super::claims::{Judged, judge, judged, next, settings_in_words};
use super::settings::label;
use super::state::Forgetting;
use crate::config::Task;
use crate::lesson::Source;
use crate::lesson::claims::Claim;
use crate::lesson::recorded::Recorded;
use crate::ui::parts::Plate;
use crate::ui::shell::focus_next;

/// All claims.
#[component]
pub fn ClaimsPlate(forgetting: Forgetting) -> impl IntoView {
    view! {
        <Plate
            id="claims"
            title="What the textbooks say, and what your model says"
            number="ix"
            lead="Each claim was found on other models, most of them far larger. Yours is small and may contradict it; then your runs are the evidence, not the book. The tests are short runs with the model, the task and the seed of the form, and leave the form as it is. What is called recorded was measured beforehand with the same code and the same tests, outside the browser, on medical definitions."
        >
            <div class="traps claims">{Claim::ALL.map(|claim| view! { <Card forgetting claim/> }).into_iter().collect_view()}</div>
        </Plate>
    }
}

#[component]
fn Card(forgetting: Forgetting, claim: Claim) -> impl IntoView {
    let Forgetting { lab, settings, .. } = forgetting;
    let own = Memo::new(move |_| judge(claim, &lab.config.read(), &settings.read()));
    let next = Memo::new(move |_| next(claim, &lab.config.read(), &settings.read()));
    let busy = Memo::new(move |_| forgetting.busy());
    let test = move |_| {
        if let Some(planned) = next.get_untracked().filter(|_| !busy.get_untracked()) {
            lab.run_as(planned.config);
            focus_next("run");
        }
    };
    let heading = format!("claim-{claim:?}");
    let labelled_by = heading.clone();
    let source = |(index, source): (usize, &Source)| {
        let before = if index > 0 { "; " } else { "" };
        view! { {before}<a href=source.url target="_blank" rel="noopener">{source.label}</a> }
    };
    // What was recorded is about definitions. Nobody waits for it.
    let recorded = lab.lesson::<Recorded>();
    let recorded = Memo::new(move |_| {
        let config = lab.config.read();
        let recorded = recorded.read();
        let findings = recorded.here().into_iter().filter(|_| config.task == Task::Condition);
        let findings = findings.flat_map(|recorded| recorded.findings(config.model, claim));
        findings.map(|found| judged(found.expectation, &found.own, found.other.as_ref())).collect::<Vec<_>>()
    });
    let record =
        |judged: Judged| view! { <p class="small finding recorded"><strong>"Recorded: "</strong>{judged.sentence}</p> };
    let finding = |judged: Judged| view! { <p class=format!("finding {}", judged.outcome.class())><strong>"Here: "</strong>{judged.sentence}</p> };
    let plan = move || {
        let planned = next.get()?;
        Some(format!("Next: “{}”, seed {}.", label(&planned.config), planned.config.seed))
    };
    view! {
        <article class="trap claim" aria-labelledby=labelled_by data-claim=format!("{claim:?}")>
            <h3 id=heading>{claim.title()}</h3>
            <p class="small">{claim.text()}" ("{claim.sources().iter().enumerate().map(source).collect_view()}")"</p>
            <div class="findings">
                {move || own.get().into_iter().map(finding).collect_view()}
                {move || recorded.get().into_iter().map(record).collect_view()}
            </div>
            <p class="small quiet">"The test: "{move || settings_in_words(claim, &lab.config.read())}"."</p>
            <Show when=move || next.read().is_some() fallback=|| view! { <p class="small quiet">"All runs of this test are made."</p> }>
                <div class="actions">
                    <button type="button" class="button compact" aria-disabled=move || busy.get().then_some("true") on:click=test>
                        {move || next.get().map(|planned| format!("Test it here: run {} of {}", planned.number, planned.total))}
                    </button>
                </div>
                <p class="small quiet">{plan}</p>
            </Show>
        </article>
    }
}
