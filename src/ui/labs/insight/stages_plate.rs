//! One task after another: what the second costs the first.

use leptos::prelude::*;

use super::sequence::{
    Order, Progress, column_name, configs, deeds, forgetting_sentence, row_name, shade, title, told, transfer_sentence,
};
use crate::client::Lab;
use crate::client::stages::{Stages, StagesState};
use crate::config::Strategy;
use crate::ui::parts::{Plate, Toggle, Toggles, format};
use crate::ui::shell::focus_next;

/// Sequences of tasks and what became of them.
#[component]
pub fn StagesPlate() -> impl IntoView {
    let lab = Lab::from_context();
    let live = Memo::new(move |_| lab.stages.get());
    view! {
        <Plate id="stages" title="One task after another" number="viii" lead="Learn one task, then another with the same model. What is left of the first one, and of what the base model knew?">
            <Choice lab/>
            <Show when=move || live.read().is_some()>
                <Live lab live/>
            </Show>
            <Done lab/>
            <Sources/>
        </Plate>
    }
}

#[component]
fn Choice(lab: Lab) -> impl IntoView {
    let order = RwSignal::new(Order::default());
    let second = RwSignal::new(Strategy::default());
    let made = Memo::new(move |_| configs(&lab.config.read(), order.get(), second.get()));
    let busy =
        Memo::new(move |_| lab.status.get().is_active() || lab.stages.read().as_ref().is_some_and(Stages::is_active));
    let estimate = move || match lab.stages_seconds(&made.read()) {
        Some(seconds) => format!("About {} on this machine, measuring included.", format::duration(seconds)),
        None => "How long it takes is known as soon as the model is loaded.".into(),
    };
    let orders = vec![
        Toggle { value: Order::MedicalFirst, label: "Medical, then spam" },
        Toggle { value: Order::SpamFirst, label: "Spam, then medical" },
    ];
    let option = move |strategy: Strategy| {
        view! { <option value=strategy.name() prop:selected=move || second.get().is_like(strategy)>{strategy.label()}</option> }
    };
    let choose = move |name: String| {
        if let Some(strategy) = Strategy::from_name(&name) {
            second.set(strategy);
        }
    };
    let start = move |_| {
        if !busy.get_untracked() {
            lab.start_stages(made.get_untracked());
        }
    };
    view! {
        <div class="stage-choice">
            <div class="field-inline">
                <span class="field-name">"Order"</span>
                <Toggles label="Order of the tasks" options=orders value=Signal::derive(move || Some(order.get())) on_choose=move |chosen| order.set(chosen)/>
            </div>
            <div class="field-inline">
                <label for="stage-strategy">"Strategy of the second task"</label>
                <select id="stage-strategy" class="input" on:change:target=move |event| choose(event.target().value())>
                    {Strategy::ALL.map(option).into_iter().collect_view()}
                </select>
            </div>
            <p class="small quiet">"Both runs take the learning rate, the epochs and the other settings of the form; the first one is trained in full. The second one starts where the first one ended."</p>
            <div class="actions">
                <button type="button" class="button primary" aria-disabled=move || busy.get().then_some("true") on:click=start>"Learn one after the other"</button>
                <p class="small quiet">{estimate}</p>
            </div>
        </div>
    }
}

/// The sequence that is on its way, or was halted.
#[component]
fn Live(lab: Lab, live: Memo<Option<Stages>>) -> impl IntoView {
    let words = move || {
        let live = live.read();
        match live.as_ref()?.state() {
            StagesState::Surveying => Some(view! { <p class="small">"The test sets of both tasks are being answered…"</p> }.into_any()),
            StagesState::Training => Some(view! { <p class="small">"A run is going on; the bar at the top of the page says where it stands."</p> }.into_any()),
            StagesState::Halted { sentence } => {
                let again = move |_| lab.restart_stages();
                let sentence = sentence.clone();
                Some(
                    view! {
                        <div class="note">
                            <p>{sentence}</p>
                            <button type="button" class="button compact" on:click=again>"Start the sequence again"</button>
                        </div>
                    }
                    .into_any(),
                )
            }
            StagesState::Done => None,
        }
    };
    let list = move || {
        let live = live.read();
        let item = |deed: super::sequence::Deed| {
            let (class, mark, word) = match deed.progress {
                Progress::Done => ("met", "✓", "done"),
                Progress::Here => ("open here", "•", "now"),
                Progress::ToCome => ("open", "", "to come"),
            };
            view! { <li class=class><span class="challenge-mark" aria-hidden="true">{mark}</span><span>{deed.name}<span class="sr-only">", "{word}</span></span></li> }
        };
        live.as_ref().map(deeds).unwrap_or_default().into_iter().map(item).collect_view()
    };
    let name = move || live.read().as_ref().map(title);
    let halted = move || live.read().as_ref().is_some_and(|stages| !stages.is_active());
    let stop = move |_| lab.stop_stages();
    view! {
        <section class="insight-part" aria-labelledby="stages-live-title">
            <h3 id="stages-live-title">{move || if halted() { "Halted: " } else { "On its way: " }}{name}</h3>
            <ol class="deeds challenge-list">{list}</ol>
            <div role="status">{words}</div>
            {move || live.get().filter(|stages| !stages.accuracies().is_empty()).map(|stages| view! { <Matrix stages/> })}
            <div class="actions stage-end"><button type="button" class="button compact" on:click=stop>"End the sequence"</button></div>
        </section>
    }
}

/// Sequences that are done: one of them in full, all of them in a table.
#[component]
fn Done(lab: Lab) -> impl IntoView {
    let chosen = RwSignal::new(0usize);
    let count = Memo::new(move |_| lab.sequences.read().len());
    let index = Memo::new(move |_| chosen.get().min(count.get().saturating_sub(1)));
    let shown = Memo::new(move |_| lab.sequences.read().get(index.get()).cloned());
    // A new one comes first and is what the learner waits for.
    Effect::watch(move || count.get(), move |_, _, _| chosen.set(0), false);
    let row = move |(own, stages): (usize, Stages)| {
        let matrix = stages.matrix();
        let figure = |figure: Option<f64>| figure.map_or_else(|| format::NONE.into(), format::points);
        let forgetting = figure(matrix.as_ref().and_then(|matrix| matrix.average_forgetting()));
        let transfer = figure(matrix.as_ref().and_then(|matrix| matrix.backward_transfer()));
        let name = title(&stages);
        let forgotten = move |_| {
            lab.forget_sequence(own);
            focus_next("stages-done-title");
        };
        let (show, forget) = (format!("Show: {name}"), format!("Delete: {name}"));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{forgetting}</td>
                <td>{transfer}</td>
                <td class="stage-buttons">
                    <button type="button" class="button plain compact" aria-label=show aria-pressed=move || if index.get() == own { "true" } else { "false" } on:click=move |_| chosen.set(own)>"Show"</button>
                    <button type="button" class="button plain compact" aria-label=forget on:click=forgotten>"Delete"</button>
                </td>
            </tr>
        }
    };
    view! {
        <Show
            when=move || { count.get() > 0 }
            fallback=|| view! { <p class="empty stage-empty">"No sequence is done yet. Its matrix of accuracies appears here: a row for the base model and one after each task."</p> }
        >
            <section class="insight-part" aria-labelledby="stages-done-title">
                <h3 id="stages-done-title" tabindex="-1">{move || shown.read().as_ref().map(title)}</h3>
                {move || shown.get().map(|stages| view! { <Matrix stages=stages.clone()/> <Outcome stages/> })}
            </section>
            <Show when=move || { count.get() > 1 }>
                <div class="scroll insight-part" tabindex="0" role="region" aria-label="Sequences so far">
                    <table class="data">
                        <caption>"Sequences so far"</caption>
                        <thead><tr>
                            <th scope="col">"Tasks"</th><th scope="col">"Average forgetting"</th><th scope="col">"Backward transfer"</th>
                            <th scope="col"><span class="sr-only">"What can be done"</span></th>
                        </tr></thead>
                        <tbody>{move || lab.sequences.get().into_iter().enumerate().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </Show>
        </Show>
    }
}

/// Accuracy after every stage on every test set. What was learned in a stage is outlined.
#[component]
fn Matrix(stages: Stages) -> impl IntoView {
    let columns = stages.columns();
    let head = columns.iter().map(|column| view! { <th scope="col">{column_name(column)}</th> }).collect_view();
    let row = |(index, accuracies): (usize, &Vec<f64>)| {
        let cell = |(accuracy, learned): (&f64, Option<usize>)| {
            let class = if learned == Some(index) { "learned" } else { "" };
            let note = (learned == Some(index)).then_some(view! { <small>"just learned"</small> });
            view! { <td class=class style=format!("--share: {:.0}%", 100.0 * shade(*accuracy))>{format::percent(*accuracy)}{note}</td> }
        };
        let learned = columns.iter().map(|column| column.learned);
        let cells = accuracies.iter().zip(learned).map(cell).collect_view();
        view! { <tr><th scope="row">{row_name(&stages, index)}</th>{cells}</tr> }
    };
    let rows = stages.accuracies().iter().enumerate().map(row).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Accuracy after every stage">
            <table class="stage-matrix">
                <caption>"Accuracy on each test set after each stage"</caption>
                <thead><tr><th scope="col">"Stage"</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What happened, and the two figures of the literature.
#[component]
fn Outcome(stages: Stages) -> impl IntoView {
    let matrix = stages.matrix();
    let forgetting = matrix.as_ref().and_then(|matrix| matrix.average_forgetting());
    let transfer = matrix.as_ref().and_then(|matrix| matrix.backward_transfer());
    let card = |name: &'static str, figure: Option<f64>, words: Option<&'static str>| {
        view! {
            <div class="score-card tone-ink">
                <h4>{name}</h4>
                <p class="score-values"><span class="score-after">{figure.map_or_else(|| format::NONE.into(), format::points)}</span></p>
                <p class="score-meaning">{words}</p>
            </div>
        }
    };
    view! {
        <ul class="stage-told">{told(&stages).into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}</ul>
        <div class="mixed-figures">
            {card("Average forgetting", forgetting, forgetting.map(forgetting_sentence))}
            {card("Backward transfer", transfer, transfer.map(transfer_sentence))}
        </div>
        <p class="small quiet">"Another seed gives other figures. Make the sequence again with another seed before you believe a small difference."</p>
    }
}

#[component]
fn Sources() -> impl IntoView {
    view! {
        <details class="more">
            <summary>"How these two figures are computed"</summary>
            <p class="small">
                "Average forgetting: for each test set that was known or learned before the last stage, its best accuracy in an earlier stage (from \
                 when it was learned on) minus its accuracy at the end; then the mean over these test sets. Above zero, something was forgotten ("
                <a href="https://arxiv.org/abs/1801.10112" rel="noreferrer">"Chaudhry et al., 2018"</a>
                ", who take the best of all earlier stages)."
            </p>
            <p class="small">
                "Backward transfer: for each task learned before the last stage, its accuracy at the end minus its accuracy right after it was learned; then \
                 the mean over these tasks. Below zero, the later task harmed the earlier one; above, it helped ("
                <a href="https://arxiv.org/abs/1706.08840" rel="noreferrer">"Lopez-Paz & Ranzato, 2017"</a>
                "). General texts do not count here: they were never learned in the sequence."
            </p>
            <p class="small">
                "Every task has a head of its own, which the other task does not touch. What is forgotten is lost in the layers that both share. With replay \
                 it is the general texts of the second task that join its batches, not those of the first task."
            </p>
        </details>
    }
}
