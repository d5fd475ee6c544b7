//! The worked solution: shown when the learner asks, with more gaps each time.

use std::sync::Arc;

use leptos::prelude::*;

use super::say::Say;
use super::sheet::Sheet;
use super::step::{BlankStep, GivenStep};
use crate::lesson::deed::Deed;
use crate::lesson::fading::{Round, blanks};
use crate::lesson::problem::Problem;
use crate::ui::shell::focus_next;

/// Where the focus goes when a button that began or ended a round is gone.
const LEAD: &str = "solution-round";

/// Where the learner stands with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Hidden,
    Open,
    Finished,
}

/// The solution.
#[component]
pub fn SolutionSheet(say: Say, problem: Arc<Problem>) -> impl IntoView {
    let lab = say.lab;
    let steps = problem.solution.len();
    let stage = RwSignal::new(Stage::Hidden);
    let round = RwSignal::new(Round::default());
    let begin = move |_| {
        round.set(Round::new(lab.progress.read_untracked().solution_rounds));
        stage.set(Stage::Open);
        focus_next(LEAD);
    };
    let finish = move |_| {
        if !round.read_untracked().is_done(steps) {
            return;
        }
        let next = round.read_untracked().number.saturating_add(1);
        lab.learned(|progress, _| progress.solution_rounds = progress.solution_rounds.max(next));
        if round.read_untracked().is_mastered(steps) {
            lab.did(Deed::FilledSolution);
        }
        stage.set(Stage::Finished);
        focus_next(LEAD);
    };
    let problem = StoredValue::new(problem);
    let number = Memo::new(move |_| round.read().number);
    let list = move || {
        let number = number.get();
        let first_blank = steps - blanks(number, steps);
        let step = move |index: usize| {
            let step = problem.with_value(|problem| problem.solution[index].clone());
            if index < first_blank {
                view! { <GivenStep say step index/> }.into_any()
            } else {
                view! { <BlankStep say step index round/> }.into_any()
            }
        };
        view! { <ol class="solution">{(0..steps).map(step).collect_view()}</ol> }
    };
    let lead = move || match stage.get() {
        Stage::Hidden => String::new(),
        Stage::Open => match blanks(number.get(), steps) {
            0 => say.now(|words| &words.round_whole),
            blanks => {
                say.fill(|words| &words.round_blank, &[("blanks", blanks.to_string()), ("steps", steps.to_string())])
            }
        },
        Stage::Finished if round.read().is_mastered(steps) => say.now(|words| &words.mastered),
        Stage::Finished => {
            let blanks = blanks(number.get().saturating_add(1), steps);
            say.fill(|words| &words.finished, &[("blanks", blanks.to_string()), ("steps", steps.to_string())])
        }
    };
    view! {
        <Sheet id="solution" title=say.text(|words| &words.solution) lead=say.text(|words| &words.solution_lead)>
            <p id=LEAD class="solution-lead" tabindex="-1" role="status" hidden=move || stage.get() == Stage::Hidden>{lead}</p>
            <Show when=move || stage.get() == Stage::Open>{list}<End say round steps finish/></Show>
            <Show when=move || stage.get() != Stage::Open>
                <p class="actions">
                    <button type="button" class="button" on:click=begin>
                        {move || if stage.get() == Stage::Finished {
                            say.now(|words| &words.again)
                        } else {
                            say.now(|words| &words.show_solution)
                        }}
                    </button>
                </p>
            </Show>
        </Sheet>
    }
}

/// How far the round is, and the button that ends it.
#[component]
fn End(
    say: Say,
    round: RwSignal<Round>,
    steps: usize,
    finish: impl Fn(leptos::ev::MouseEvent) + Send + Sync + Clone + 'static,
) -> impl IntoView {
    let blank = move || blanks(round.read().number, steps);
    let state = move || {
        let (blank, round) = (blank(), round.read());
        let values =
            [("filled", round.filled().to_string()), ("blanks", blank.to_string()), ("slips", round.slips.to_string())];
        (blank > 0).then(|| say.fill(|words| &words.round_state, &values))
    };
    let is_open = move || !round.read().is_done(steps);
    view! {
        <p class="actions">
            <button
                type="button"
                class="button primary"
                aria-disabled=move || if is_open() { "true" } else { "false" }
                on:click=finish
            >
                {say.text(|words| &words.finish)}
            </button>
            <span class="small quiet">{state}" "{move || is_open().then(|| say.now(|words| &words.finish_blank))}</span>
        </p>
    }
}
