//! The same in code: the form's settings as programs to read, copy and save.

use leptos::prelude::*;

use super::code_files::FilesList;
use super::say::Say;
use super::sheet::Sheet;
use crate::client::{Fetched, Templates};
use crate::course::url::View;
use crate::lesson::take_home::{self, Cell, LeftOut};
use crate::ui::parts::{RichText, Toggle, Toggles};
use crate::ui::shell::Route;

/// A program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Python,
    Notebook,
    Rust,
}

/// A file to save.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Program {
    name: &'static str,
    /// Its type for the browser.
    media: &'static str,
    content: String,
    /// How it is shown; the content itself where there are no cells.
    cells: Vec<Cell>,
}

/// The files of a program, with the settings of the form. Reactive.
fn programs(say: Say, templates: &Templates, kind: Kind) -> Vec<Program> {
    let config = say.lab.config.read();
    let plain = |name, media, content| Program { name, media, content, cells: Vec::new() };
    // A template without its marks is refused by the tests; shown as it is, it is still the default run.
    let script = || take_home::python(&templates.python, &config).unwrap_or_else(|| templates.python.clone());
    match kind {
        Kind::Python => vec![plain("train.py", "text/x-python", script())],
        Kind::Notebook => {
            let script = script();
            let content = take_home::notebook(&script);
            let cells = take_home::cells(&script);
            vec![Program { name: "train.ipynb", media: "application/x-ipynb+json", content, cells }]
        }
        Kind::Rust => {
            let main = take_home::rust(&templates.rust, &config).unwrap_or_else(|| templates.rust.clone());
            vec![plain("main.rs", "text/plain", main), plain("Cargo.toml", "text/plain", templates.cargo.clone())]
        }
    }
}

/// The programs for whoever came for something else: three hundred lines are shown when asked for.
#[component]
pub fn FoldedCode(say: Say) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Sheet id="code" title=say.text(|words| &words.code) lead=say.text(|words| &words.code_lead)>
            <details class="code-fold" on:toggle:target=move |event| open.set(event.target().open())>
                <summary>{say.text(|words| &words.code_open)}</summary>
                <Show when=move || open.get()><Programs say/></Show>
            </details>
        </Sheet>
    }
}

/// The programs for whoever came for them.
#[component]
pub fn CodeSheet(say: Say) -> impl IntoView {
    view! {
        <Sheet id="code" title=say.text(|words| &words.code) lead=say.text(|words| &words.code_lead)>
            <Programs say/>
        </Sheet>
    }
}

/// The programs, what they leave out, and the files that they read.
#[component]
fn Programs(say: Say) -> impl IntoView {
    let lab = say.lab;
    let route = Route::from_context();
    let templates = lab.templates();
    let kind = RwSignal::new(Kind::Python);
    let options = [(Kind::Python, "Python"), (Kind::Notebook, "Notebook"), (Kind::Rust, "Rust")];
    let options = options.map(|(value, label)| Toggle { value, label });
    let about = move || {
        let text = match kind.get() {
            Kind::Python => say.pick(|words| &words.about_python),
            Kind::Notebook => say.pick(|words| &words.about_notebook),
            Kind::Rust => say.pick(|words| &words.about_rust),
        };
        view! { <RichText lab text/> }
    };
    let differs = move || match kind.get() {
        Kind::Python | Kind::Notebook => say.now(|words| &words.differs),
        Kind::Rust => say.now(|words| &words.differs_rust),
    };
    let shown = move || match templates.get() {
        Fetched::Here(templates) => {
            let list = programs(say, &templates, kind.get()).into_iter();
            list.map(|program| view! { <ProgramView say program/> }).collect_view().into_any()
        }
        Fetched::Asleep | Fetched::Coming => {
            view! { <p class="quiet" role="status">{say.text(|words| &words.code_coming)}</p> }.into_any()
        }
        Fetched::Failed(trouble) => view! {
            <div class="note bad" role="alert">
                <p>{trouble.sentence}</p>
                <button type="button" class="button" on:click=move |_| { lab.templates(); }>
                    {say.text(|words| &words.try_again)}
                </button>
            </div>
        }
        .into_any(),
    };
    view! {
        <p class="actions"><a href=move || route.to(View::FineTune)>{say.text(|words| &words.to_form)}</a></p>
        <Toggles
            label="Python · Notebook · Rust"
            options=options.to_vec()
            value=Signal::derive(move || Some(kind.get()))
            on_choose=move |chosen| kind.set(chosen)
        />
        <div class="problem-text">
            <p>{about}</p>
            <p class="small quiet">{differs}" "{say.text(|words| &words.tested)}</p>
        </div>
        <MissingParts say/>
        <div class="programs">{shown}</div>
        <FilesList say/>
    }
}

/// What of the form the programs leave out.
#[component]
fn MissingParts(say: Say) -> impl IntoView {
    let lab = say.lab;
    let left_out = Memo::new(move |_| take_home::left_out(&lab.config.read()));
    let item = move |part: LeftOut| {
        let sentence = match part {
            LeftOut::Strategy(name) => say.fill(|words| &words.left_out_strategy, &[("strategy", name.to_owned())]),
            LeftOut::Data => say.now(|words| &words.left_out_data),
        };
        view! { <li>{sentence}</li> }
    };
    view! {
        <Show when=move || !left_out.read().is_empty()>
            <div class="note left-out" role="note">
                <p><strong>{say.text(|words| &words.left_out)}</strong></p>
                <ul>{move || left_out.get().into_iter().map(item).collect_view()}</ul>
            </div>
        </Show>
    }
}

/// A file: what it holds, and the ways to take it along.
#[component]
fn ProgramView(say: Say, program: Program) -> impl IntoView {
    let lab = say.lab;
    let Program { name, media, content, cells } = program;
    let copied = RwSignal::new(None::<bool>);
    let file = move || [("file", name.to_owned())];
    let listing = if cells.is_empty() {
        view! { <pre class="listing" tabindex="0" role="region" aria-label=name lang="en"><code>{content.clone()}</code></pre> }
            .into_any()
    } else {
        let cell = move |(index, cell): (usize, Cell)| {
            let label = move || say.fill(|words| &words.cell, &[("number", (index + 1).to_string())]);
            view! {
                <li>
                    <span class="small quiet" aria-hidden="true">{label}</span>
                    <pre class="listing" class:prose=cell.is_text tabindex="0" role="group" aria-label=label lang="en"><code>{cell.source}</code></pre>
                </li>
            }
        };
        view! { <ol class="cells" aria-label=name>{cells.into_iter().enumerate().map(cell).collect_view()}</ol> }
            .into_any()
    };
    let content = StoredValue::new(content);
    let told = move || {
        copied
            .get()
            .map(|copied| if copied { say.now(|words| &words.copied) } else { say.now(|words| &words.not_copied) })
    };
    view! {
        <div class="program">
            <div class="program-head">
                <h3><code>{name}</code></h3>
                <p class="actions">
                    <button
                        type="button"
                        class="button compact"
                        on:click=move |_| lab.save_program(name, media, content.get_value())
                    >
                        {move || say.fill(|words| &words.save, &file())}
                    </button>
                    <button
                        type="button"
                        class="button compact"
                        on:click=move |_| lab.copy(content.get_value(), move |done| copied.set(Some(done)))
                    >
                        {move || say.fill(|words| &words.copy, &file())}
                    </button>
                    <span class="small" role="status">{told}</span>
                </p>
            </div>
            {listing}
        </div>
    }
}
