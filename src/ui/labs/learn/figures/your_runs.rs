//! The learner's own runs in short: which gained the most, which kept the most.

use leptos::prelude::*;

use crate::config::Task;
use crate::course::url::View;
use crate::ui::labs::forget::measured::Measured;
use crate::ui::labs::learn::figures::top::top;
use crate::ui::labs::learn::labels::Labels;
use crate::ui::labs::learn::numerals::{percent, points};
use crate::ui::labs::learn::run_label::RunLabel;
use crate::ui::labs::learn::say::Say;
use crate::ui::shell::Route;

/// The most runs that are listed; the place Runs has them all.
const MOST: usize = 12;

/// The figure.
#[component]
pub fn YourRuns(say: Say) -> impl IntoView {
    let lab = say.lab;
    let route = Route::from_context();
    lab.fetch_texts();
    let runs = Memo::new(move |_| {
        let Some(texts) = lab.texts.get() else { return Vec::new() };
        let runs = lab.runs.read();
        let own = runs.iter().filter(|run| run.config.task == Task::Condition);
        own.filter_map(|run| Measured::of(run, &texts)).collect::<Vec<_>>()
    });
    let empty = move || {
        view! {
            <div class="empty">
                <p>{say.text(|words| &words.figures.runs.empty)}</p>
                <p><a href=move || route.to(View::FineTune)>{say.text(|words| &words.figures.runs.make_one)}</a></p>
            </div>
        }
    };
    let labels = Labels::new(lab);
    let row = move |run: &Measured, most: bool, best: bool| {
        let label = RunLabel::new(&run.name, &run.config);
        let own = label.clone();
        let (after, tradeoff) = (run.after, run.tradeoff());
        let mark =
            |is: bool| is.then(|| view! { <span class="tag">{say.text(|words| &words.figures.runs.most)}</span> });
        view! {
            <tr>
                <th scope="row">{move || labels.title(&label)}<small>{move || labels.settings(&own)}</small></th>
                <td class="tone-domain" data-label=say.text(|words| &words.figures.medical)>{move || percent(say.language(), after.target)}<small>{move || points(say.language(), tradeoff.gained)}</small>{mark(most)}</td>
                <td class="tone-general" data-label=say.text(|words| &words.figures.general)>{move || percent(say.language(), after.general)}<small>{move || points(say.language(), tradeoff.kept)}</small>{mark(best)}</td>
            </tr>
        }
    };
    let table = move || {
        let runs = runs.read();
        let shown = &runs[..runs.len().min(MOST)];
        let of = |read: fn(&Measured) -> f64| top(&shown.iter().map(read).collect::<Vec<_>>());
        let (gained, kept) = (of(|run| run.tradeoff().gained), of(|run| run.tradeoff().kept));
        let rows = shown.iter().enumerate();
        let rows = rows.map(|(at, run)| row(run, gained == Some(at), kept == Some(at))).collect_view();
        view! {
            <div class="scroll">
                <table class="own-runs">
                    <caption class="sr-only">{say.text(|words| &words.figures.runs.title)}</caption>
                    <thead><tr>
                        <th scope="col">{say.text(|words| &words.figures.runs.run)}</th>
                        <th scope="col">{say.text(|words| &words.figures.medical)}</th>
                        <th scope="col">{say.text(|words| &words.figures.general)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="small quiet">{say.text(|words| &words.figures.runs.explained)}" "<a href=move || route.to(View::Runs)>{say.text(|words| &words.figures.runs.all)}</a></p>
        }
    };
    view! { <Show when=move || !runs.read().is_empty() fallback=empty>{table}</Show> }
}
