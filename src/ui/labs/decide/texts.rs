//! The texts behind a field of the matrix, with their probabilities and, on request, the words that
//! pushed the decision.

use leptos::prelude::*;

use super::case::Cell;
use super::state::Decision;
use crate::client::record::When;
use crate::client::state::WordEffect;
use crate::data::Split;
use crate::ui::parts::format;
use crate::ui::shell::focus_next;

/// How many are shown at first, and how many more at each request.
const PAGE: usize = 10;

/// The list of a field's texts.
#[component]
pub fn CellTexts(decision: Decision, cell: Cell) -> impl IntoView {
    let shown = RwSignal::new(PAGE);
    let rows = Memo::new(move |_| {
        let threshold = decision.threshold.get();
        decision.with_sample(decision.when.get(), |sample| sample.rows(cell, threshold)).unwrap_or_default()
    });
    let title = move || format!("{}: {}", decision.case().cell(cell), format::plural(rows.read().len() as u64, "text"));
    let visible = Memo::new(move |_| rows.read().iter().copied().take(shown.get()).collect::<Vec<_>>());
    let close = move |_| {
        decision.opened.set(None);
        focus_next("matrix-title");
    };
    view! {
        <section class="cell-texts" id="cell-texts" tabindex="-1" aria-labelledby="cell-texts-title">
            <div class="cell-texts-head">
                <h3 id="cell-texts-title">{title}</h3>
                <button type="button" class="button plain compact" on:click=close>"Close the list"</button>
            </div>
            <Show when=move || rows.read().is_empty()>
                <p class="empty">"Nobody is in this field at this threshold."</p>
            </Show>
            <ol class="flips">
                <For each=move || visible.get() key=|row| *row children=move |row| view! { <TextItem decision row/> }/>
            </ol>
            <Show when=move || { rows.read().len() > shown.get() }>
                <div class="actions">
                    <button type="button" class="button compact" on:click=move |_| shown.update(|shown| *shown += PAGE)>"Show more"</button>
                    <button type="button" class="button plain compact" on:click=move |_| shown.set(usize::MAX)>"Show all"</button>
                    <p class="small quiet">{move || format!("{} of {}", shown.get().min(rows.read().len()), format::count(rows.read().len() as u64))}</p>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn TextItem(decision: Decision, row: usize) -> impl IntoView {
    let lab = decision.lab;
    let text = move || -> Option<String> {
        let texts = lab.texts.get()?;
        Some(texts.get(decision.task.get().corpus(), Split::TargetValidation)?.examples.get(row)?.text.clone())
    };
    // Another run may have fewer rows, and the list learns of it only after its items.
    let probability =
        move |when: When| decision.with_sample(when, |sample| sample.scores.get(row).copied()).flatten().map(f64::from);
    let bar = move |name: &'static str, when: When| {
        let width = move || probability(when).map(|p| format!("width: {:.1}%", p * 100.0));
        view! {
            <div class="bar-row">
                <dt>{name}</dt>
                <dd>
                    <span class="bar" aria-hidden="true"><i style=width></i></span>
                    <span class="figure">{move || probability(when).map(format::percent)}</span>
                </dd>
            </div>
        }
    };
    let asked = move || text().is_some_and(|text| lab.explanation.read().text == text);
    let ask = move |_| {
        if let Some(text) = untrack(text) {
            let task = decision.task.get_untracked();
            lab.explain(text, task, task.sought());
        }
    };
    view! {
        <li data-row=row.to_string()>
            <blockquote>{text}</blockquote>
            <dl class="bars">{bar("before", When::Before)}{bar("after", When::After)}</dl>
            <Show
                when=asked
                fallback=move || view! {
                    <div class="actions"><button type="button" class="button plain compact" on:click=ask>"Which words pushed it?"</button></div>
                }
            >
                <Words decision/>
            </Show>
        </li>
    }
}

/// The words of the text that was asked about, each with its push.
#[component]
fn Words(decision: Decision) -> impl IntoView {
    let lab = decision.lab;
    let run = move || decision.material.read().as_ref().map(|material| material.run);
    // The worker holds the weights of the run made last; those of older runs are gone.
    let is_this_run = move || lab.explanation.read().run == run();
    let words = move || {
        let explanation = lab.explanation.read();
        let when = if is_this_run() { decision.when.get() } else { When::Before };
        let pushes: Vec<f32> = explanation
            .words
            .iter()
            .map(|word| if when == When::After { word.after.unwrap_or(word.before) } else { word.before })
            .collect();
        let largest = pushes.iter().fold(0.5f32, |largest, push| largest.max(push.abs()));
        let item = |(word, push): (&WordEffect, &f32)| {
            let text = explanation.text.get(word.range.clone()).unwrap_or_default().to_owned();
            let class = if *push >= 0.0 { "push towards" } else { "push away" };
            let strength = format!("--push: {:.0}%", (push.abs() / largest * 100.0).min(100.0));
            view! { <span class=class style=strength>{text}<small>{format::signed(f64::from(*push), 1)}</small></span>" " }
        };
        explanation.words.iter().zip(&pushes).map(item).collect_view()
    };
    let which = move || match (is_this_run(), decision.when.get()) {
        (true, When::After) => "Under the trained model.",
        (true, When::Before) => "Under the base model.",
        (false, _) => {
            "Under the base model: the weights of this run are gone, since only those of the last run of this visit are \
             kept. Make the run again to ask its model."
        }
    };
    view! {
        <div class="words" role="status">
            {move || lab.explanation.read().trouble.clone().map(|trouble| view! { <p class="note bad">{trouble}</p> })}
            <Show when=move || lab.explanation.read().busy><p class="small">"The model is reading the text once without each word…"</p></Show>
            <Show when=move || !lab.explanation.read().words.is_empty()>
                <p class="word-pushes">{words}</p>
                <p class="small quiet">
                    "Occlusion: the text is read again without the word, and the number is by how much the log-odds of “"
                    {move || decision.case().positive}"” fall. Above zero, the word spoke for it. "{which}
                </p>
            </Show>
        </div>
    }
}
