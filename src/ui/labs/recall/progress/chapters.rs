//! Chapter by chapter: a table on a desk, cards on a phone.

use leptos::prelude::*;

use crate::client::now;
use crate::lesson::Text;
use crate::lesson::overview::Row;
use crate::ui::labs::recall::files::Files;
use crate::ui::labs::recall::say::Say;

/// What the table says of a chapter.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: String,
    title: Text,
    read: bool,
    done: bool,
    known: usize,
    cards: usize,
    due: usize,
    right: usize,
    questions: usize,
}

impl From<Row<'_>> for Line {
    fn from(row: Row<'_>) -> Self {
        let Row { chapter, read, done, cards, known, due, questions, right } = row;
        let (id, title) = (chapter.id.clone(), chapter.title.clone());
        Self { id, title, read, done, known, cards, due, right, questions }
    }
}

/// All chapters.
#[component]
pub fn ChapterTable(say: Say, files: Files) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let progress = say.lab.progress.read();
        files.with(|contents| contents.rows(&progress, now()).into_iter().map(Line::from).collect::<Vec<_>>())
    });
    view! {
        <section class="plate" aria-labelledby="progress-chapters">
            <div class="plate-head"><h2 id="progress-chapters">{say.text(|words| &words.progress.chapters)}</h2></div>
            <table class="chapter-table">
                <thead>
                    <tr>
                        <th scope="col">{say.text(|words| &words.common.chapter)}</th>
                        <th scope="col">{say.text(|words| &words.progress.read)}</th>
                        <th scope="col">{say.text(|words| &words.progress.task)}</th>
                        <th scope="col">{say.text(|words| &words.progress.cards)}</th>
                        <th scope="col">{say.text(|words| &words.progress.questions)}</th>
                    </tr>
                </thead>
                <tbody>{move || lines.get().unwrap_or_default().into_iter().map(|line| row(say, line)).collect_view()}</tbody>
            </table>
            <p class="small quiet chapter-note">{say.text(|words| &words.progress.counted)}</p>
        </section>
    }
}

fn row(say: Say, line: Line) -> impl IntoView {
    let Line { id, title, read, done, known, cards, due, right, questions } = line;
    let tick = move |is: bool| {
        let said = say.now(if is { |words| &words.progress.yes } else { |words| &words.progress.no });
        let (class, mark) = if is { ("tick is-done", "✓") } else { ("tick", "·") };
        view! { <span class=class aria-hidden="true">{mark}</span><span class="sr-only">{said}</span> }
    };
    let known = say.fill(|words| &words.progress.known, &[("known", known.to_string()), ("of", cards.to_string())]);
    let due = (due > 0).then(|| say.fill(|words| &words.progress.due, &[("n", due.to_string())]));
    view! {
        <tr>
            <th scope="row"><a href=say.to_chapter(&id)>{say.of(&title)}</a></th>
            <td data-label=say.now(|words| &words.progress.read)>{tick(read)}</td>
            <td data-label=say.now(|words| &words.progress.task)>{tick(done)}</td>
            <td class="figure" data-label=say.now(|words| &words.progress.cards)>
                <span>{known}{due.map(|due| view! { " "<span class="tag tone-domain">{due}</span> })}</span>
            </td>
            <td class="figure" data-label=say.now(|words| &words.progress.questions)>{say.n_of(|words| &words.common.n_of, right, questions)}</td>
        </tr>
    }
}
