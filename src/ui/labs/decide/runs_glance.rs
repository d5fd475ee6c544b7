//! Good and bad at a glance, on the learner's own runs.

use leptos::prelude::*;

use super::glance::Verdict;
use super::state::{Decision, written};
use crate::client::record::{RunRecord, When};
use crate::client::texts::Texts;
use crate::data::Split;
use crate::metrics::{Ranking, Scores};
use crate::ui::charts::{Curve, Dash, Plane, Spot, Tone};
use crate::ui::parts::Plate;

/// The most runs that are drawn; more cannot be told apart.
const MOST: usize = 8;

/// A run with its figures.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: u32,
    name: String,
    before: Scores,
    after: Scores,
    verdict: Verdict,
}

fn line(run: &RunRecord, texts: &Texts) -> Option<Line> {
    let class = run.config.task.sought();
    let predictions = |when| run.predictions(when, Split::TargetTest, texts);
    let base = predictions(When::Before)?;
    let (before, after) = (base.scores(Some(class)), predictions(When::After)?.scores(Some(class)));
    let verdict = Verdict::of(&before, &after, &Ranking::of(&base, class));
    Some(Line { id: run.id, name: run.name.clone(), before, after, verdict })
}

/// Arrows from before to after in the plane of precision and recall, and a verdict for each run.
#[component]
pub fn GlancePlate(decision: Decision) -> impl IntoView {
    let lab = decision.lab;
    let lines = Memo::new(move |_| {
        let Some(texts) = lab.texts.get() else { return Vec::new() };
        let task = decision.task.get();
        let runs = lab.runs.read();
        runs.iter().filter(|run| run.config.task == task).take(MOST).filter_map(|run| line(run, &texts)).collect()
    });
    let at = |scores: &Scores| (scores.recall.unwrap_or_default(), scores.precision.unwrap_or_default());
    let curves = Memo::new(move |_| {
        let curve = |(index, line): (usize, &Line)| Curve {
            label: format!("{}. {}", index + 1, line.name),
            tone: Tone::Nth(index),
            dash: Dash::nth(index),
            points: vec![at(&line.before), at(&line.after)],
        };
        lines.read().iter().enumerate().map(curve).collect::<Vec<_>>()
    });
    let spots = Memo::new(move |_| {
        let both = |(index, line): (usize, &Line)| {
            let tone = Tone::Nth(index);
            [
                Spot { at: at(&line.before), tone, full: false, label: String::new() },
                Spot { at: at(&line.after), tone, full: true, label: format!("{}", index + 1) },
            ]
        };
        lines.read().iter().enumerate().flat_map(both).collect::<Vec<_>>()
    });
    let row = move |(index, line): (usize, Line)| {
        let Line { id, name, before, after, verdict } = line;
        view! {
            <li class=format!("glance {} tone-{}", verdict.word(), index % 6 + 1)>
                <p>
                    <strong>{index + 1}". "{name}</strong>
                    <span class="tag">{verdict.sign()}" "{verdict.word()}</span>
                </p>
                <p class="figure small">
                    "Precision "{written(before.precision)}" → "{written(after.precision)}", recall "{written(before.recall)}" → "{written(after.recall)}
                </p>
                <p class="small quiet">{verdict.sentence()}</p>
                <button type="button" class="button plain compact" on:click=move |_| lab.show(id)>"Decide for this run"</button>
            </li>
        }
    };
    view! {
        <Plate id="glance" title="Good and bad at a glance" number="viii" lead="Every run is an arrow from the base model to the trained one, on the domain test set at the threshold 0.5. Up and to the right is good: both figures rose. Along the diagonal down, one was paid for with the other.">
            <Show
                when=move || !lines.read().is_empty()
                fallback=|| view! { <p class="empty">"Your runs appear here: make two with different learning rates and compare where their arrows lead."</p> }
            >
                <div class="pair">
                    <Plane title="Your runs" id="glance-plane" x_name="Recall" y_name="Precision" curves spots summary=Signal::stored(String::new())/>
                    <ul class="glances">{move || lines.get().into_iter().enumerate().map(row).collect_view()}</ul>
                </div>
            </Show>
        </Plate>
    }
}
