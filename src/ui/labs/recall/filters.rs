//! Choosing a level and a chapter.

use std::sync::Arc;

use leptos::prelude::*;

use super::say::Say;
use crate::lesson::chapter::Chapters;
use crate::lesson::quiz::Level;

/// A row of levels, one of which is chosen, or all.
#[component]
pub fn LevelFilter(
    say: Say,
    /// The chosen one; all where there is none.
    #[prop(into)]
    level: Signal<Option<Level>>,
    /// Called with the chosen one.
    #[prop(into)]
    on_choose: Callback<Option<Level>>,
) -> impl IntoView {
    let button = move |own: Option<Level>| {
        let label = move || own.map_or_else(|| say.now(|words| &words.common.all), |own| say.level(own));
        let pressed = move || if level.get() == own { "true" } else { "false" };
        view! {
            <button type="button" class="toggle" aria-pressed=pressed on:click=move |_| on_choose.run(own)>{label}</button>
        }
    };
    let levels = [None, Some(Level::Easy), Some(Level::Medium), Some(Level::Hard)];
    view! {
        <div class="field-inline">
            <span class="field-name" aria-hidden="true">{say.text(|words| &words.common.level)}</span>
            <div class="toggles" role="group" aria-label=say.text(|words| &words.common.level)>
                {levels.map(button).into_iter().collect_view()}
            </div>
        </div>
    }
}

/// A choice of one chapter, or of all.
#[component]
pub fn ChapterFilter(
    say: Say,
    /// The chapters.
    chapters: Arc<Chapters>,
    /// The chosen one; all where there is none.
    #[prop(into)]
    chapter: Signal<Option<String>>,
    /// Called with the chosen one.
    #[prop(into)]
    on_choose: Callback<Option<String>>,
) -> impl IntoView {
    let option = move |(id, title): (String, crate::lesson::Text)| {
        let own = id.clone();
        let selected = move || chapter.read().as_deref() == Some(own.as_str());
        view! { <option value=id prop:selected=selected>{move || say.of(&title)}</option> }
    };
    let all: Vec<_> = chapters.chapters.iter().map(|it| (it.id.clone(), it.title.clone())).collect();
    let chosen = move |value: String| on_choose.run((!value.is_empty()).then_some(value));
    view! {
        <div class="field wide">
            <label for="chapter-filter">{say.text(|words| &words.common.chapter)}</label>
            <select id="chapter-filter" class="input" on:change:target=move |event| chosen(event.target().value())>
                <option value="" prop:selected=move || chapter.read().is_none()>{say.text(|words| &words.common.all_chapters)}</option>
                {all.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
