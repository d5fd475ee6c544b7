//! What would be best next: one sentence and one link.

use leptos::prelude::*;

use super::files::Files;
use super::page::Page;
use super::say::Say;
use crate::client::now;
use crate::lesson::Text;
use crate::lesson::overview::{Finished, Next};

/// The suggestion, once everything is here.
#[component]
pub fn NextStep(
    say: Say,
    files: Files,
    /// What the learner has just finished: the way leads on from there. Where only more of it is left, nothing is said.
    #[prop(optional)]
    after: Option<Finished>,
) -> impl IntoView {
    let suggestion = Memo::new(move |_| {
        let progress = say.lab.progress.read();
        let said = files.with(|contents| {
            let next = match after {
                Some(finished) => contents.next_after(finished, &progress, now())?,
                None => contents.next(&progress, now()),
            };
            Some(in_words(say, next))
        });
        said.flatten()
    });
    move || {
        let (sentence, address) = suggestion.get()?;
        Some(view! {
            <section class="next-step" aria-labelledby="next-step-title">
                <h2 id="next-step-title">{say.text(|words| &words.progress.next)}</h2>
                <p>{sentence}</p>
                {address.map(|address| {
                    view! { <a class="button primary" href=address>{say.text(|words| &words.progress.go)}</a> }
                })}
            </section>
        })
    }
}

fn in_words(say: Say, next: Next<'_>) -> (String, Option<String>) {
    let title = |title: &Text| [("title", say.of(title))];
    match next {
        Next::Review(n) => (say.count(|words| &words.progress.review, n), Some(say.to(&Page::Cards))),
        Next::NewCards { read, all } => {
            let sentence = if read == all {
                say.count(|words| &words.progress.new_cards, all)
            } else {
                let values = [("read", read.to_string()), ("all", all.to_string())];
                say.fill(|words| &words.progress.new_cards_of, &values)
            };
            (sentence, Some(say.to(&Page::Cards)))
        }
        Next::Try(chapter) => {
            let sentence = say.fill(|words| &words.progress.try_it, &title(&chapter.title));
            (sentence, Some(say.to_chapter(&chapter.id)))
        }
        Next::Read(chapter) => {
            let sentence = say.fill(|words| &words.progress.read_it, &title(&chapter.title));
            (sentence, Some(say.to_chapter(&chapter.id)))
        }
        Next::Quiz => (say.now(|words| &words.progress.quiz), Some(say.to(&Page::Quiz))),
        Next::Solve => (say.now(|words| &words.progress.solve), Some(say.to_problem())),
        Next::Retry(n) => (say.count(|words| &words.progress.retry, n), Some(say.to(&Page::Quiz))),
        Next::Practise(exercise) => {
            let sentence = say.fill(|words| &words.progress.practise, &title(&exercise.title));
            (sentence, Some(say.to(&Page::Exercise(exercise.id.clone()))))
        }
        Next::Explain => (say.now(|words| &words.progress.explain), Some(say.to(&Page::Explain))),
        Next::Rest(Some(due)) => {
            let when = say.span(due - now());
            (say.fill(|words| &words.progress.rest, &[("when", when)]), None)
        }
        Next::Rest(None) => (say.now(|words| &words.progress.all_done), None),
    }
}
