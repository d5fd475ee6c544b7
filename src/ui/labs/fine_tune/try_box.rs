//! A definition of the learner's own, under the model before and after.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::client::Lab;
use crate::client::question::{TextProblem, check_text};
use crate::client::state::EngineState;
use crate::data::Corpus;
use crate::ui::labs::fine_tune::choices::samples;
use crate::ui::labs::fine_tune::own_answer::note_own_answers;
use crate::ui::parts::{Plate, format};

/// The box, sample texts, and probabilities as bars.
#[component]
pub fn TryBox(lab: Lab) -> impl IntoView {
    note_own_answers(lab);
    let text = lab.question;
    let problem = Memo::new(move |_| check_text(&text.read()).err());
    // An empty box is no mistake until the learner asks for an answer.
    let asked = RwSignal::new(false);
    let visible = Memo::new(move |_| problem.get().filter(|problem| *problem != TextProblem::Empty || asked.get()));
    let ready = Memo::new(move |_| lab.engine.read().ready().is_some());
    let loading = Memo::new(move |_| matches!(*lab.engine.read(), EngineState::Loading(_)));
    let busy = Memo::new(move |_| lab.probe.read().busy);
    let ask = move || {
        asked.set(true);
        if problem.read_untracked().is_none() && !busy.get_untracked() {
            // Where the model is not there yet, this fetches it and answers then.
            lab.predict(text.get_untracked());
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            ask();
        }
    };
    let sample = move |sample: &'static str| {
        let choose = move |_| {
            text.set(sample.into());
            ask();
        };
        view! { <button type="button" class="chip" on:click=choose>{sample}</button> }
    };
    let corpus = Memo::new(move |_| lab.config.read().task.corpus());
    let action = move || match (busy.get(), ready.get(), loading.get()) {
        (true, true, _) => "Asking…",
        (true, ..) => "Fetching the model first…",
        (false, false, false) => "Fetch the model and ask",
        _ => "Ask the model",
    };
    view! {
        <Plate id="try" title="Try a text of your own" lead="Write something of the kind that the task is about. The model answers twice: as it was before your run, and as it is now.">
            <div class="try">
                <label for="try-text">{move || what(corpus.get())}</label>
                <textarea
                    id="try-text"
                    class="input"
                    rows="3"
                    aria-describedby=move || if visible.read().is_some() { "try-problem try-help" } else { "try-help" }
                    aria-invalid=move || visible.read().is_some().then_some("true")
                    prop:value=move || text.get()
                    on:input:target=move |event| {
                        asked.set(false);
                        text.set(event.target().value());
                    }
                    on:keydown=key
                ></textarea>
                <Show when=move || visible.read().is_some()>
                    <p class="problem" id="try-problem">{move || visible.get().map(|problem| problem.to_string())}</p>
                </Show>
                <p class="small quiet" id="try-help">"The model reads the first 128 word pieces, about 90 words; what comes after them is cut off. Ctrl and Enter asks."</p>
                <div class="actions">
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=move || busy.get().then_some("true")
                        on:click=move |_| ask()
                    >{action}</button>
                </div>
                <p class="small quiet" id="samples-label">"Or one of these:"</p>
                <div class="chips" role="group" aria-labelledby="samples-label">{move || samples(corpus.get()).map(sample).into_iter().collect_view()}</div>
                <Answer lab/>
            </div>
        </Plate>
    }
}

fn what(corpus: Corpus) -> &'static str {
    match corpus {
        Corpus::Definitions => "Definition: what something is, as a dictionary would say it",
        Corpus::Mail => "Mail: its subject and its first lines",
    }
}

#[component]
fn Answer(lab: Lab) -> impl IntoView {
    let bars = move |name: &'static str, before: f32, after: Option<f32>| {
        let bar = |when: &'static str, class: &'static str, probability: f32| {
            let probability = f64::from(probability);
            view! {
                <div class=format!("bar-row {class}")>
                    <dt>{when}</dt>
                    <dd>
                        <span class="bar" aria-hidden="true"><i style=format!("width: {:.1}%", probability * 100.0)></i></span>
                        <span class="figure">{format::percent(probability)}</span>
                    </dd>
                </div>
            }
        };
        let after = after.map(|after| bar("after", "now", after));
        view! { <div class="answer-class"><h3>{name}</h3><dl class="bars">{bar("before", "then", before)}{after}</dl></div> }
    };
    let answer = move || {
        let probe = lab.probe.read();
        let before = probe.before.clone()?;
        let after = probe.after.clone();
        let names = probe.task.descriptions();
        let classes = names.iter().zip(before).enumerate().map(|(class, (description, before))| {
            bars(description.name, before, after.as_ref().and_then(|after| after.get(class)).copied())
        });
        let untrained = after.is_none().then(|| {
            let words = move || match lab.trained.get() {
                Some(_) => "There is no “after”: the model trained last answers another question.",
                None => {
                    "There is no “after” yet: nothing has been trained for this question. Make a run, then ask again."
                }
            };
            view! { <p class="small quiet">{words}</p> }
        });
        Some(view! {
            <div class="answer" role="status">
                <blockquote>{probe.text.chars().take(300).collect::<String>()}</blockquote>
                <div class="answer-classes">{classes.collect_view()}</div>
                {untrained}
            </div>
        })
    };
    let trouble = move || {
        lab.probe.read().trouble.clone().map(|trouble| view! { <p class="note bad" role="alert">{trouble}</p> })
    };
    view! { {trouble}{answer} }
}
