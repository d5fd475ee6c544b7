//! A definition is typed, and the base model answers it with a probability.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::asked::{Doubt, Known, SAMPLES};
use super::share_bar::ShareBar;
use crate::client::question::{LONGEST_TEXT, TextProblem, check_text};
use crate::client::state::EngineState;
use crate::client::summary::model_name;
use crate::config::Task;
use crate::ui::labs::fine_tune::note_own_answers;
use crate::ui::labs::learn::numerals::percent;
use crate::ui::labs::learn::say::{Pick, Say};

/// The figure.
#[component]
pub fn AskTheModel(say: Say) -> impl IntoView {
    let lab = say.lab;
    note_own_answers(lab);
    lab.fetch_texts();
    let field = NodeRef::<leptos::html::Textarea>::new();
    let text = lab.question;
    let asked = RwSignal::new(false);
    let problem = Memo::new(move |_| check_text(&text.read()).err());
    let visible = Memo::new(move |_| problem.get().filter(|problem| *problem != TextProblem::Empty || asked.get()));
    let busy = Memo::new(move |_| lab.probe.read().busy);
    let ask = move || {
        asked.set(true);
        if problem.get_untracked().is_some() {
            // The keyboard goes where something is missing; a sentence alone is overlooked.
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
        } else if !busy.get_untracked() {
            // Where the model is not there yet, this fetches it and answers then.
            lab.predict_for(text.get_untracked(), Task::Condition);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            ask();
        }
    };
    let label = move || {
        let is_ready = lab.engine.read().ready().is_some();
        let is_loading = matches!(*lab.engine.read(), EngineState::Loading(_));
        let pick: Pick = match (busy.get(), is_ready) {
            (true, true) => |words| &words.figures.ask.asking,
            (true, false) => |words| &words.figures.ask.fetching,
            (false, false) if !is_loading => |words| &words.figures.ask.fetch_and_ask,
            _ => |words| &words.figures.ask.ask,
        };
        say.now(pick)
    };
    let sentence = move || match visible.get()? {
        TextProblem::Empty => Some(say.now(|words| &words.figures.ask.empty)),
        TextProblem::TooLong(_) => {
            Some(say.fill(|words| &words.figures.ask.too_long, &[("most", LONGEST_TEXT.to_string())]))
        }
    };
    let sample = move |sample: &'static str| {
        let choose = move |_| {
            text.set(sample.into());
            ask();
        };
        view! { <button type="button" class="chip" lang="en" on:click=choose>{sample}</button> }
    };
    view! {
        <div class="ask">
            <label for="ask-text">{say.text(|words| &words.figures.ask.label)}</label>
            <textarea
                id="ask-text"
                node_ref=field
                class="input"
                rows="2"
                lang="en"
                aria-describedby=move || visible.read().is_some().then_some("ask-problem")
                aria-invalid=move || visible.read().is_some().then_some("true")
                prop:value=move || text.get()
                on:input:target=move |event| {
                    asked.set(false);
                    text.set(event.target().value());
                }
                on:keydown=key
            ></textarea>
            <Show when=move || visible.read().is_some()>
                <p class="problem" id="ask-problem" role="alert">{sentence}</p>
            </Show>
            <div class="actions">
                <button type="button" class="button primary" aria-disabled=move || busy.get().then_some("true") on:click=move |_| ask()>{label}</button>
            </div>
            <div class="chips" role="group" aria-label=say.text(|words| &words.figures.ask.samples)>
                {SAMPLES.map(|(text, _)| sample(text)).into_iter().collect_view()}
            </div>
            <Answer say/>
        </div>
    }
}

#[component]
fn Answer(say: Say) -> impl IntoView {
    let lab = say.lab;
    let condition = Memo::new(move |_| {
        let probe = lab.probe.read();
        let before = probe.before.as_ref().filter(|_| probe.task == Task::Condition)?;
        before.get(1).copied().map(f64::from)
    });
    let model = move || lab.engine.read().ready().map(|ready| model_name(ready.model)).unwrap_or_default();
    let row = move |name: Pick, class: &'static str, read: fn(f64) -> f64| {
        let share = Signal::derive(move || read(condition.get().unwrap_or_default()));
        let written = Signal::derive(move || percent(say.language(), share.get()));
        view! { <div class="ask-row"><dt>{say.text(name)}</dt><dd><ShareBar share text=written class/></dd></div> }
    };
    let known = Memo::new(move |_| lab.texts.read().as_ref().map(|texts| Known::of(texts)).unwrap_or_default());
    let text = Memo::new(move |_| lab.probe.read().text.clone());
    let verdict = move || {
        let share = condition.get()?;
        let pick: Pick = match known.read().doubt(&text.read()) {
            Some(Doubt::German) => |words| &words.figures.ask.german,
            Some(Doubt::Unknown) => |words| &words.figures.ask.unknown,
            Some(Doubt::Short) => |words| &words.figures.ask.short,
            None => match share.max(1.0 - share) {
                sure if sure >= 0.95 => |words| &words.figures.ask.sure,
                sure if sure >= 0.75 => |words| &words.figures.ask.rather_sure,
                _ => |words| &words.figures.ask.unsure,
            },
        };
        Some(say.now(pick))
    };
    let judged = move || {
        let truth = known.read().truth(&text.read())?;
        let right = (condition.get()? > 0.5) == truth;
        let name = if truth {
            say.now(|words| &words.figures.ask.condition)
        } else {
            say.now(|words| &words.figures.ask.other)
        };
        let pick: Pick = if right { |words| &words.figures.ask.right } else { |words| &words.figures.ask.wrong };
        let class = if right { "ask-judged right" } else { "ask-judged wrong" };
        Some(view! { <p class=class>{say.fill(pick, &[("truth", name)])}</p> })
    };
    let answer = move || {
        condition.read().is_some().then(|| {
            view! {
                <blockquote lang="en">{move || text.read().chars().take(300).collect::<String>()}</blockquote>
                <dl>
                    {row(|words| &words.figures.ask.condition, "ink", |share| share)}
                    {row(|words| &words.figures.ask.other, "then", |share| 1.0 - share)}
                </dl>
                {judged}
                <p class="small quiet">{verdict}" "{move || say.fill(|words| &words.figures.ask.who, &[("model", model().into())])}</p>
            }
        })
    };
    let trouble = move || {
        let trouble = lab.probe.read().trouble.clone();
        trouble.map(|trouble| view! { <p class="note bad" lang="en" role="alert">{trouble}</p> })
    };
    view! { {trouble}<div class="ask-answer" role="status">{answer}</div> }
}
