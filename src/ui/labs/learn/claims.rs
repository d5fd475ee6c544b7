//! Common confusions: each is judged before its answer is shown.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::say::Say;
use super::task::CLAIMS;
use crate::lesson::chapter::Confusion;
use crate::lesson::deed::Deed;
use crate::ui::parts::RichText;
use crate::ui::shell::focus_next;

/// What the learner said of the claims in this round.
#[derive(Clone, Copy)]
struct Round {
    /// By claim: whether it was called true.
    said: RwSignal<BTreeMap<String, bool>>,
    /// Earlier answers no longer show: the claims are judged again.
    anew: RwSignal<bool>,
}

/// The claims of a chapter.
#[component]
pub fn Claims(say: Say, items: Vec<Confusion>) -> impl IntoView {
    let lab = say.lab;
    let round = Round { said: RwSignal::default(), anew: RwSignal::new(false) };
    let items = StoredValue::new(items);
    // What was said of a claim: in this round, or else in an earlier visit.
    let said = move |claim: &Confusion| {
        let now = round.said.read().get(&claim.id).copied();
        let earlier = || lab.progress.read().judged.get(&claim.id).map(|right| *right == claim.holds);
        now.or_else(|| if round.anew.get() { None } else { earlier() })
    };
    let judge = move |claim: &Confusion, verdict: bool| {
        round.said.update(|said| {
            said.entry(claim.id.clone()).or_insert(verdict);
        });
        lab.learned(|progress, _| {
            progress.judged.entry(claim.id.clone()).or_insert(verdict == claim.holds);
        });
        // Read to its end before anything is noted: the progress cannot be read and written at once.
        let all_judged = lab.progress.with_untracked(|progress| {
            items.with_value(|items| items.iter().all(|item| progress.judged.contains_key(&item.id)))
        });
        if all_judged {
            lab.did(Deed::JudgedClaims);
        }
    };
    let score = Memo::new(move |_| {
        let rights = items.with_value(|items| {
            items.iter().map(|claim| said(claim).map(|said| said == claim.holds)).collect::<Option<Vec<bool>>>()
        })?;
        Some((rights.iter().filter(|right| **right).count(), rights.len()))
    });
    let again = move |_| {
        round.said.set(BTreeMap::new());
        round.anew.set(true);
        focus_next(CLAIMS);
    };
    let end = move || {
        let (right, all) = score.get()?;
        let values = [("right", right.to_string()), ("all", all.to_string())];
        Some(view! {
            <p class="claims-score">{move || say.fill(|words| &words.claims.score, &values)}</p>
            <button type="button" class="button" on:click=again>{say.text(|words| &words.claims.again)}</button>
        })
    };
    let claim = move |claim: Confusion| {
        let own = StoredValue::new(claim.clone());
        let verdict = Memo::new(move |_| own.with_value(said));
        let on_judge = move |verdict: bool| own.with_value(|claim| judge(claim, verdict));
        view! { <Claim say claim verdict on_judge/> }
    };
    view! {
        <section class="claims" id=CLAIMS tabindex="-1" aria-label=say.text(|words| &words.claims.title)>
            <ol>{items.get_value().into_iter().map(claim).collect_view()}</ol>
            <div class="claims-end" role="status">{end}</div>
        </section>
    }
}

#[component]
fn Claim(
    say: Say,
    claim: Confusion,
    /// What the learner said.
    verdict: Memo<Option<bool>>,
    on_judge: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let lab = say.lab;
    let Confusion { id, claim, holds, answer } = claim;
    let label = format!("claim-{id}");
    let labelled = label.clone();
    let judged = move || verdict.get().is_some();
    let press = move |value: bool| {
        if verdict.get_untracked().is_none() {
            on_judge(value);
        }
    };
    let button = move |value: bool, words: super::say::Pick| {
        view! {
            <button
                type="button"
                class="toggle"
                aria-pressed=move || if verdict.get() == Some(value) { "true" } else { "false" }
                aria-disabled=move || judged().then_some("true")
                on:click=move |_| press(value)
            >{say.text(words)}</button>
        }
    };
    let class = move || match verdict.get() {
        None => "claim",
        Some(said) if said == holds => "claim right",
        Some(_) => "claim wrong",
    };
    let answer = StoredValue::new(answer);
    let shown = move || {
        let said = verdict.get()?;
        let line = move || match (said == holds, holds) {
            (true, true) => say.now(|words| &words.claims.right_true),
            (true, false) => say.now(|words| &words.claims.right_false),
            (false, true) => say.now(|words| &words.claims.wrong_true),
            (false, false) => say.now(|words| &words.claims.wrong_false),
        };
        Some(view! {
            <p class="claim-verdict">{line}</p>
            <p><RichText lab text=answer.get_value()/></p>
        })
    };
    view! {
        <li class=class>
            <p class="claim-text" id=label><RichText lab text=claim/></p>
            <div class="toggles" role="group" aria-labelledby=labelled>
                {button(true, |words| &words.claims.holds)}
                {button(false, |words| &words.claims.fails)}
            </div>
            <div class="claim-answer" role="status">{shown}</div>
        </li>
    }
}
