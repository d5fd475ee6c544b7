//! Which texts were forgotten, when they turned wrong, and which came back. Lists and open texts stay as they
//! are while evaluations arrive.

use std::collections::HashSet;

use leptos::prelude::*;

use super::memory::{FATES, fate_name, fate_sentence, story};
use super::memory_plate::Remembered;
use crate::client::Lab;
use crate::data::Split;
use crate::metrics::{Fate, Trajectory};
use crate::ui::charts::Sparkline;
use crate::ui::parts::format;
use crate::ui::shell::focus_next;

/// How many are shown at first, and how many more at each request.
const PAGE: usize = 5;

/// The texts of a fate and a class.
#[component]
pub fn MemoryList(lab: Lab, memory: Remembered) -> impl IntoView {
    let fate = RwSignal::new(Fate::Forgotten);
    let class = RwSignal::new(None::<usize>);
    let shown = RwSignal::new(PAGE);
    let opened = RwSignal::new(HashSet::<usize>::new());
    let listed = Memo::new(move |_| {
        let memory = memory.read();
        let Some(memory) = memory.as_ref() else { return Vec::new() };
        // Another task has other classes.
        let class = class.get().filter(|class| *class < memory.task.classes());
        memory.list(fate.get(), class)
    });
    let visible = Memo::new(move |_| listed.read().iter().copied().take(shown.get()).collect::<Vec<_>>());
    let button = move |own: Fate| {
        let count = move || memory.read().as_ref().map(|memory| format::count(memory.count(own) as u64));
        let choose = move |_| {
            fate.set(own);
            shown.set(PAGE);
        };
        view! {
            <button type="button" class="toggle" aria-pressed=move || if fate.get() == own { "true" } else { "false" } on:click=choose>
                {fate_name(own)}<span class="badge">{count}</span>
            </button>
        }
    };
    let task = Memo::new(move |_| memory.read().as_ref().map(|memory| memory.task));
    let option = move |(own, name): (usize, &'static str)| {
        let count = move || memory.read().as_ref().map(|memory| memory.of_class(own)).unwrap_or_default();
        view! { <option value=own.to_string() prop:selected=move || class.get() == Some(own)>{name}" ("{count}")"</option> }
    };
    let options = move || {
        let descriptions = task.get().map(|task| task.descriptions()).unwrap_or_default();
        descriptions.iter().map(|class| class.name).enumerate().map(option).collect_view()
    };
    let more = move |_| {
        shown.update(|shown| *shown += PAGE);
        if listed.read_untracked().len() <= shown.get_untracked() {
            focus_next("memory-list");
        }
    };
    view! {
        <section class="insight-part" aria-labelledby="memory-list-title">
            <h3 id="memory-list-title">"The texts themselves"</h3>
            <div class="toggles" role="group" aria-label="What became of the texts">{FATES.map(button).into_iter().collect_view()}</div>
            <div class="field-inline">
                <label for="memory-class">"Label"</label>
                <select id="memory-class" class="input" on:change:target=move |event| class.set(event.target().value().parse().ok())>
                    <option value="" prop:selected=move || class.get().is_none()>"every label"</option>
                    {options}
                </select>
            </div>
            <p class="flips-lead">{move || fate_sentence(fate.get())}</p>
            <Show when=move || listed.read().is_empty()>
                <p class="empty">"No text of this kind so far."</p>
            </Show>
            <ol class="flips tone-general" id="memory-list" tabindex="-1">
                <For each=move || visible.get() key=|index| *index children=move |index| view! { <TextItem lab memory opened index/> }/>
            </ol>
            <Show when=move || { listed.read().len() > shown.get() }>
                <div class="actions">
                    <button type="button" class="button compact" on:click=more>"Show more"</button>
                    <p class="small quiet">{move || format!("{} of {}", shown.get().min(listed.read().len()), format::count(listed.read().len() as u64))}</p>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn TextItem(lab: Lab, memory: Remembered, opened: RwSignal<HashSet<usize>>, index: usize) -> impl IntoView {
    // Another run may have fewer texts, and the list learns of it only after its items.
    let with =
        move |read: fn(&Trajectory) -> f64| memory.read().as_ref().and_then(|memory| memory.texts.get(index).map(read));
    let text = move || -> Option<String> {
        let texts = lab.texts.get()?;
        let task = memory.read().as_ref()?.task;
        Some(texts.get(task.corpus(), Split::GeneralTest)?.examples.get(index)?.text.clone())
    };
    let truth = move || {
        let memory = memory.read();
        let memory = memory.as_ref()?;
        Some(memory.task.descriptions().get(memory.texts.get(index)?.truth)?.name)
    };
    let story = move || memory.read().as_ref().and_then(|memory| memory.texts.get(index).map(story));
    let is_most = move || memory.read().as_ref().is_some_and(|memory| memory.most_forgotten().contains(&index));
    let line = Memo::new(move |_| memory.read().as_ref().map(|memory| memory.line(index)).unwrap_or_default());
    let bar = move |name: &'static str, read: fn(&Trajectory) -> f64| {
        view! {
            <div class="bar-row">
                <dt>{name}</dt>
                <dd>
                    <span class="bar" aria-hidden="true"><i style=move || with(read).map(|p| format!("width: {:.1}%", p * 100.0))></i></span>
                    <span class="figure">{move || with(read).map(format::percent)}</span>
                </dd>
            </div>
        }
    };
    let is_open = move || opened.read().contains(&index);
    let toggled = move |open: bool| {
        if open != opened.read_untracked().contains(&index) {
            opened.update(|opened| {
                if open {
                    opened.insert(index)
                } else {
                    opened.remove(&index)
                };
            });
        }
    };
    let rows = move || {
        let row = |(step, p): (f64, f64)| view! { <tr><th scope="row">{format::position(step)}</th><td>{format::percent(p)}</td></tr> };
        line.get().into_iter().map(row).collect_view()
    };
    view! {
        <li data-row=index.to_string()>
            <blockquote>{text}</blockquote>
            <p class="small">
                "It is: "<strong>{truth}</strong>". Probability that the model gives to this: "
                <Show when=is_most><span class="tag">"among the most forgotten"</span></Show>
            </p>
            <div class="memory-line">
                <dl class="bars">
                    {bar("before", |text| f64::from(text.confidence_before))}
                    {bar("now", |text| f64::from(text.confidence_after))}
                </dl>
                <Sparkline points=line top=1.0/>
            </div>
            <p class="small quiet">{story}</p>
            <details class="chart-data" prop:open=is_open on:toggle:target=move |event| toggled(event.target().open())>
                <summary>"Its probability step by step"</summary>
                <Show when=is_open>
                    <div class="scroll tall" tabindex="0" role="region" aria-label="Probability of the truth step by step">
                        <table class="data memory-steps">
                            <thead><tr><th scope="col">"Step"</th><th scope="col">"Probability of the truth"</th></tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </Show>
            </details>
        </li>
    }
}
