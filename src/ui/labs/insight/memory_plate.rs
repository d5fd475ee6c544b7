//! What exactly is forgotten: the same general texts over the run in view, live.

use std::sync::Arc;

use leptos::prelude::*;

use super::memory::{Memory, caveat, confidence_sentence, fate_name, range, share};
use super::memory_list::MemoryList;
use super::trace_box::TraceBox;
use crate::client::Lab;
use crate::metrics::{ConfidenceBin, Fate};
use crate::ui::charts::frame::Unit;
use crate::ui::charts::line::{Mark, Series, Tone};
use crate::ui::charts::{Dash, LineChart};
use crate::ui::parts::{Plate, format};

/// The memory of the run in view; made anew only when an evaluation has come.
pub type Remembered = Memo<Option<Arc<Memory>>>;

/// What the memory depends on, so that it is not made again at every step of a run.
type Key = (u32, usize, Option<u32>, usize, usize, bool);

fn remembered(lab: Lab) -> Remembered {
    let key = Memo::new(move |_| -> Option<Key> {
        let current = lab.current.read();
        let run = current.as_ref()?;
        let history = &run.insight.history;
        let finals = &run.finals;
        Some((
            run.id,
            history.len(),
            history.last().map(|at| at.step),
            finals.before.general.len(),
            finals.after.general.len(),
            lab.texts.read().is_some(),
        ))
    });
    Memo::new(move |_| {
        key.get()?;
        let texts = lab.texts.get_untracked()?;
        Memory::of(lab.current.read_untracked().as_ref()?, &texts).map(Arc::new)
    })
}

/// Counts, timelines and the texts themselves, and a text of the learner's own.
#[component]
pub fn MemoryPlate() -> impl IntoView {
    let lab = Lab::from_context();
    let memory = remembered(lab);
    let has_memory = Memo::new(move |_| memory.read().is_some());
    view! {
        <Plate id="memory" title="What exactly is forgotten" number="v" lead="At every evaluation of a run the same part of the general test texts is asked again. So it shows which of them turn wrong, when, and which come back.">
            <Show when=move || has_memory.get() fallback=move || view! { <Empty lab/> }>
                <Remembering lab memory/>
            </Show>
            <section class="insight-part" aria-labelledby="trace-title">
                <h3 id="trace-title">"A text of your own"</h3>
                <TraceBox lab/>
            </section>
        </Plate>
    }
}

#[component]
fn Empty(lab: Lab) -> impl IntoView {
    let words = move || match lab.current.read().as_ref() {
        _ if lab.status.get().is_active() => "The base model is asked first. Its answers appear here in a moment.",
        Some(_) => "Nothing is known of the general texts of this run. Choose another one, or make a run.",
        None => "Make a run, or choose a kept one: what it forgets shows here while it goes on.",
    };
    view! { <p class="empty">{words}</p> }
}

#[component]
fn Remembering(lab: Lab, memory: Remembered) -> impl IntoView {
    let read =
        move |of: fn(&Memory) -> Vec<Series>| Memo::new(move |_| memory.read().as_deref().map(of).unwrap_or_default());
    let sentence = move || memory.read().as_ref().map(|memory| memory.sentence());
    let caveat = move || {
        let (memory, current) = (memory.read(), lab.current.read());
        caveat(current.as_ref()?, memory.as_ref()?).map(|caveat| view! { <p class="note">{caveat}</p> })
    };
    let fates = move || {
        let memory = memory.read();
        let card = |fate: Fate| {
            let count = memory.as_ref().map(|memory| memory.count(fate)).unwrap_or_default();
            view! { <div class=format!("fate {}", fate_class(fate))><dt>{fate_name(fate)}</dt><dd>{format::count(count as u64)}</dd></div> }
        };
        [Fate::Kept, Fate::Wavered, Fate::Forgotten, Fate::Learned, Fate::NeverKnown]
            .map(card)
            .into_iter()
            .collect_view()
    };
    let turned = read(|memory| {
        let forgotten = Series::new("Turned wrong", Tone::General, memory.turned(true));
        let learned = Series::new("Turned right", Tone::Domain, memory.turned(false));
        vec![Series { mark: Mark::Square, ..forgotten }, Series { mark: Mark::Dot, dash: Dash::Dashed, ..learned }]
    });
    let classes = read(|memory| {
        let line = |(class, description): (usize, &crate::data::Description)| Series {
            dash: Dash::nth(class),
            ..Series::new(description.name, Tone::Nth(class), memory.class_line(class))
        };
        memory.task.descriptions().iter().enumerate().map(line).collect()
    });
    let x_end = Memo::new(move |_| lab.current.read().as_ref().map(|run| f64::from(run.config.total_steps())));
    let bins = Memo::new(move |_| memory.read().as_ref().map(|memory| memory.bins()).unwrap_or_default());
    view! {
        <p class="insight-sentence">{sentence}</p>
        {caveat}
        <dl class="fates">{fates}</dl>
        <div class="pair insight-part">
            <LineChart
                id="turned-chart"
                title="General texts that turned"
                series=turned
                unit=Unit::Count
                x_end
                empty="How many texts that the base model had right are wrong, evaluation by evaluation."
            />
            <LineChart
                id="class-chart"
                title="General accuracy by class"
                series=classes
                unit=Unit::Share
                x_end
                empty="Which share of each class the model has right, evaluation by evaluation."
            />
        </div>
        <Confidence bins/>
        <MemoryList lab memory/>
    }
}

#[component]
fn Confidence(bins: Memo<Vec<ConfidenceBin>>) -> impl IntoView {
    let row = |bin: ConfidenceBin| {
        let share = share(&bin);
        view! {
            <tr>
                <th scope="row">{range(&bin)}</th>
                <td>{bin.known}</td>
                <td>{bin.forgotten}</td>
                <td class="confidence-share">
                    <div>
                        <span class="bar tone-general" aria-hidden="true"><i style=format!("width: {:.1}%", share * 100.0)></i></span>
                        {(bin.known > 0).then(|| format::percent(share))}
                    </div>
                </td>
            </tr>
        }
    };
    view! {
        <section class="insight-part" aria-labelledby="confidence-title">
            <h3 id="confidence-title">"By how sure the base model was"</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Forgotten texts by how sure the base model was">
                <table class="data confidence">
                    <thead><tr>
                        <th scope="col">"Probability of the truth"</th><th scope="col">"Right"</th>
                        <th scope="col">"Forgotten"</th><th scope="col">"Share"</th>
                    </tr></thead>
                    <tbody>{move || bins.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="small quiet">{move || confidence_sentence(&bins.read())}</p>
        </section>
    }
}

/// The class that gives a fate its look.
pub fn fate_class(fate: Fate) -> &'static str {
    match fate {
        Fate::Forgotten => "forgotten",
        Fate::Wavered => "wavered",
        Fate::Learned => "learned",
        Fate::Kept => "kept",
        Fate::NeverKnown => "never",
    }
}
