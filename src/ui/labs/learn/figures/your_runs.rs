//! The learner's own runs in short: which gained the most, which kept the most.

use leptos::prelude::*;

use crate::config::Task;
use crate::course::url::View;
use crate::metrics::Tradeoff;
use crate::ui::labs::forget::measured::Measured;
use crate::ui::labs::learn::numerals::{count, percent, points, rate};
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
    let row = move |run: &Measured, most: bool, best: bool| {
        let (name, learning_rate, examples) = (run.name.clone(), run.config.learning_rate, run.config.examples);
        let (after, tradeoff) = (run.after, run.tradeoff());
        let mark =
            |is: bool| is.then(|| view! { <span class="tag">{say.text(|words| &words.figures.runs.most)}</span> });
        view! {
            <tr>
                <th scope="row">{name}<small>{move || {
                    let language = say.language();
                    say.fill(|words| &words.figures.runs.settings, &[("rate", rate(language, learning_rate)), ("examples", count(language, examples.into()))])
                }}</small></th>
                <td class="tone-domain">{move || percent(say.language(), after.target)}<small>{move || points(say.language(), tradeoff.gained)}</small>{mark(most)}</td>
                <td class="tone-general">{move || percent(say.language(), after.general)}<small>{move || points(say.language(), tradeoff.kept)}</small>{mark(best)}</td>
            </tr>
        }
    };
    let table = move || {
        let runs = runs.read();
        let shown = &runs[..runs.len().min(MOST)];
        let top = |read: fn(&Tradeoff) -> f64| {
            let values = shown.iter().map(|run| read(&run.tradeoff()));
            (shown.len() > 1).then(|| values.fold(f64::NEG_INFINITY, f64::max))
        };
        let (gained, kept) = (top(|it| it.gained), top(|it| it.kept));
        let rows = shown.iter().map(|run| {
            let own = run.tradeoff();
            row(run, Some(own.gained) == gained, Some(own.kept) == kept)
        });
        let rows = rows.collect_view();
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
