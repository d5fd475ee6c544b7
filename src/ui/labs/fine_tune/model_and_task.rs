//! Which model to start from and which question to train it for.

use leptos::prelude::*;

use super::choices::{facts, shift, with_model};
use crate::client::Lab;
use crate::config::{BaseModel, Task};
use crate::ui::parts::Plate;

/// Radio cards for base model and task.
#[component]
pub fn ModelAndTask(lab: Lab) -> impl IntoView {
    let model_card = move |model: BaseModel| {
        let facts = facts(model);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="model"
                    value=model.name()
                    prop:checked=move || lab.config.read().model == model
                    on:change=move |_| lab.config.update(|config| *config = with_model(config, model))
                />
                <span class="choice-title">{facts.title}<span class="figure">{facts.size}</span></span>
                <span class="choice-text">{facts.sentence}</span>
            </label>
        }
    };
    let task_card = move |task: Task| {
        let (title, sentence) = match task {
            Task::Condition => {
                ("Condition or not", "Two classes. “Condition” is the positive one: precision and recall are about it.")
            }
            Task::Kind => ("Which of five kinds", "Five classes. Precision, recall and F1 are means over all five."),
            Task::Spam => (
                "Spam or not",
                "Two classes, of real old mails. From plain ones the model goes on to those that are hard to tell apart.",
            ),
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="task"
                    value=task.name()
                    prop:checked=move || lab.config.read().task == task
                    on:change=move |_| lab.config.update(|config| *config = config.clone().for_task(task))
                />
                <span class="choice-title">{title}</span>
                <span class="choice-text">{sentence}</span>
            </label>
        }
    };
    let task = Memo::new(move |_| lab.config.read().task);
    let classes = move || {
        let class = |description: &crate::data::Description| {
            view! { <div><dt>{description.name}</dt><dd>{description.sentence}</dd></div> }
        };
        task.get().descriptions().iter().map(class).collect_view()
    };
    view! {
        <Plate id="start" title="Where to start" number="i">
            <fieldset class="choices">
                <legend>"Base model"</legend>
                {BaseModel::ALL.map(model_card).into_iter().collect_view()}
            </fieldset>
            <fieldset class="choices">
                <legend>"What does this definition describe? Or: is this mail spam?"</legend>
                {Task::ALL.map(task_card).into_iter().collect_view()}
            </fieldset>
            <details class="more">
                <summary>"The classes in plain words"</summary>
                <dl class="class-list">{classes}</dl>
                <p class="small quiet">{move || shift(task.get().corpus())}</p>
            </details>
        </Plate>
    }
}
