//! A goal part by part, judged on the run that comes closest to it.

use leptos::prelude::*;

use super::say::Say;
use super::start::{Start, StartLink};
use crate::client::goals::{Attempt, Part, Standing, parts};
use crate::course::url::View;
use crate::lesson::problem::Goal;
use crate::ui::labs::learn::labels::Labels;
use crate::ui::labs::learn::numerals::count;
use crate::ui::labs::learn::run_label::RunLabel;
use crate::ui::parts::format;
use crate::ui::shell::Route;

/// The parts with their state, and the run that they are judged on.
#[component]
pub fn GoalList(
    say: Say,
    goal: Goal,
    attempts: Signal<Vec<Attempt>>,
    /// Where the work begins.
    start: Start,
) -> impl IntoView {
    let begun = Memo::new(move |_| say.lab.progress.read().problem_begun);
    let standing = Memo::new(move |_| Standing::of(&goal, &attempts.read(), begun.get()));
    let start = StoredValue::new(start);
    let item = move |part: Part| {
        let standing = standing.read();
        let judged = match &*standing {
            Standing::Judged(attempt) => Some((attempt.meets(part), reached(say, attempt, part))),
            Standing::Ahead { .. } | Standing::Open => None,
        };
        let (class, mark, state) = match &judged {
            Some((true, _)) => ("met", "✓", say.now(|words| &words.met)),
            Some((false, _)) => ("missed", "✗", say.now(|words| &words.missed)),
            None => ("open", "○", say.now(|words| &words.open)),
        };
        let reached = judged.and_then(|(_, reached)| reached).map(|reached| format!(": {reached}"));
        view! {
            <li class=class>
                <span class="challenge-mark" aria-hidden="true">{mark}</span>
                <span>{asked(say, part)}<small>{state}{reached}</small></span>
            </li>
        }
    };
    let run = move || match standing.get() {
        Standing::Judged(attempt) => view! { <Judge say attempt goal/> }.into_any(),
        Standing::Ahead { by_the_way: Some(attempt) } => {
            view! { <ByTheWay say attempt start=start.get_value()/> }.into_any()
        }
        Standing::Ahead { by_the_way: None } => say.now(|words| &words.not_begun).into_any(),
        Standing::Open => say.now(|words| &words.no_run).into_any(),
    };
    view! {
        <div class="goal">
            <ul class="goal-parts">{move || parts(&goal).into_iter().map(item).collect_view()}</ul>
            <p class="goal-run" role="status">{run}</p>
        </div>
    }
}

/// Which run it is, and the way to it.
#[component]
fn Judge(say: Say, attempt: Attempt, goal: Goal) -> impl IntoView {
    let solved = attempt.solves(&goal);
    let before = move || if solved { say.now(|words| &words.solved) } else { say.now(|words| &words.best) };
    view! { <span class:good=solved>{before}</span>" "<RunLink say attempt/> }
}

/// A run of before the problem that meets the goal, and the way to begin.
#[component]
fn ByTheWay(say: Say, attempt: Attempt, start: Start) -> impl IntoView {
    view! {
        {say.text(|words| &words.by_the_way)}
        " "
        <RunLink say attempt/>
        ". "
        <StartLink say start label=say.text(|words| &words.on_purpose)/>
    }
}

#[component]
fn RunLink(say: Say, attempt: Attempt) -> impl IntoView {
    let route = Route::from_context();
    let labels = Labels::new(say.lab);
    let Attempt { run, name, config, .. } = attempt;
    let label = RunLabel::new(&name, &config);
    view! {
        <a href=move || route.to(View::FineTune) on:click=move |_| say.lab.show(run)>{move || labels.whole(&label)}</a>
    }
}

/// What a part asks for.
fn asked(say: Say, part: Part) -> String {
    let language = say.language();
    let value = |value: String| [("value", value)];
    match part {
        Part::Accuracy(above) => say.fill(|words| &words.goal_accuracy, &value(language.percent(above, 0))),
        Part::Loss(below) => say.fill(|words| &words.goal_loss, &value(language.number(below, 1))),
        Part::Epochs(below) => say.fill(|words| &words.goal_epochs, &value(below.to_string())),
        Part::Examples(most) => say.fill(|words| &words.goal_examples, &value(count(language, most.into()))),
        Part::Forgetting(most) => say.fill(|words| &words.goal_forgetting, &value(language.number(100.0 * most, 0))),
        Part::Deed(_) => say.now(|words| &words.goal_strategy),
    }
}

/// What the run reached of it; nothing where met says all.
fn reached(say: Say, attempt: &Attempt, part: Part) -> Option<String> {
    let language = say.language();
    let value = |value: String| [("value", value)];
    Some(match part {
        Part::Accuracy(_) => language.percent(attempt.scores.accuracy, 1),
        Part::Loss(_) => language.written(format::loss(attempt.scores.loss)),
        Part::Epochs(_) if attempt.config.epochs == 1 => say.now(|words| &words.reached_epoch),
        Part::Epochs(_) => say.fill(|words| &words.reached_epochs, &value(attempt.config.epochs.to_string())),
        Part::Examples(_) => {
            say.fill(|words| &words.reached_examples, &value(count(language, attempt.config.examples.into())))
        }
        Part::Forgetting(_) => {
            let change = format::signed(-100.0 * attempt.forgotten, 1);
            say.fill(|words| &words.reached_points, &value(language.written(change)))
        }
        Part::Deed(_) => return None,
    })
}
