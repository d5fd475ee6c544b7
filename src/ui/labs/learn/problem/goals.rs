//! The goals of the problem, with their live state.

use leptos::prelude::*;

use super::goal_list::GoalList;
use super::say::Say;
use super::sheet::Sheet;
use super::start::Start;
use crate::client::goals::Attempt;
use crate::lesson::problem::Goal;

/// What is to be reached, and how far the learner's runs have come.
#[component]
pub fn GoalsSheet(
    say: Say,
    attempts: Signal<Vec<Attempt>>,
    /// Where the work begins.
    start: Start,
) -> impl IntoView {
    view! {
        <Sheet id="goals" title=say.text(|words| &words.goals)>
            <GoalList say goal=Goal::CHALLENGE attempts start/>
            <p class="small quiet">{say.text(|words| &words.rules)}</p>
        </Sheet>
    }
}
