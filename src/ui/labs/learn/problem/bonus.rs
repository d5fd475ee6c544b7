//! The harder goals.

use std::sync::Arc;

use leptos::prelude::*;

use super::goal_list::GoalList;
use super::say::Say;
use super::sheet::Sheet;
use super::start::{Start, StartLink};
use crate::client::goals::Attempt;
use crate::lesson::errand::Errand;
use crate::lesson::markup::plain;
use crate::lesson::problem::{Bonus, Problem};
use crate::ui::parts::RichText;

/// The harder goals, each with its state.
#[component]
pub fn BonusSheet(say: Say, problem: Arc<Problem>, attempts: Signal<Vec<Attempt>>) -> impl IntoView {
    let item = move |bonus: Bonus| view! { <Card say bonus attempts/> };
    view! {
        <Sheet id="bonus" title=say.text(|words| &words.bonus) lead=say.text(|words| &words.bonus_lead)>
            <ul class="bonuses">{problem.bonus.iter().cloned().map(item).collect_view()}</ul>
        </Sheet>
    }
}

#[component]
fn Card(say: Say, bonus: Bonus, attempts: Signal<Vec<Attempt>>) -> impl IntoView {
    let lab = say.lab;
    let Bonus { title, text, hint, address, goal } = bonus;
    let own = title.clone();
    let start = Start { address, errand: say.with(|words| Errand::of_bonus(text.clone(), words)) };
    let label = move || say.fill(|words| &words.bonus_start, &[("title", plain(own.get(say.language())))]);
    view! {
        <li class="bonus">
            <h3><RichText lab text=title/></h3>
            <p><RichText lab text/></p>
            <GoalList say goal attempts start=start.clone()/>
            <details>
                <summary>{say.text(|words| &words.bonus_hint)}</summary>
                <p class="bonus-hint"><RichText lab text=hint/></p>
            </details>
            <p class="actions"><StartLink say start class="button compact" label=Signal::derive(label)/></p>
        </li>
    }
}
