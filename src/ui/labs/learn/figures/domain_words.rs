//! Words that mark the medical texts, and words that mark the general ones: counted in the held-out texts, which are
//! those that the page has.

use leptos::prelude::*;

use super::shape::bar;
use super::share_bar::ShareBar;
use super::word_odds::{Marker, Markers, markers};
use crate::client::texts::Texts;
use crate::data::{Corpus, Split};
use crate::ui::labs::learn::numerals::count;
use crate::ui::labs::learn::say::{Pick, Say};

/// Words shown of either side.
const MOST: usize = 12;

/// The figure.
#[component]
pub fn DomainWords(say: Say) -> impl IntoView {
    let lab = say.lab;
    lab.fetch_texts();
    let found = Memo::new(move |_| lab.texts.read().as_ref().map(|texts| counted(texts)));
    let widest = move |found: &Markers| {
        let all = found.domain.iter().chain(&found.general);
        all.map(|marker| marker.odds.abs()).fold(0.0, f64::max)
    };
    let table = move |markers: Vec<Marker>, widest: f64, class: &'static str, title: Pick| {
        let row = move |marker: Marker| {
            let share = Signal::derive(move || bar(marker.odds.abs(), widest));
            let text = Signal::derive(move || {
                let language = say.language();
                format!("{} : {}", count(language, marker.domain.into()), count(language, marker.general.into()))
            });
            view! { <tr><th scope="row" lang="en">{marker.word}</th><td><ShareBar share text class/></td></tr> }
        };
        view! {
            <table class="word-odds">
                <caption>{say.text(title)}</caption>
                <thead class="sr-only"><tr>
                    <th scope="col">{say.text(|words| &words.figures.words.word)}</th>
                    <th scope="col">{say.text(|words| &words.figures.words.counts)}</th>
                </tr></thead>
                <tbody>{markers.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    };
    let content = move || {
        let Some(found) = found.get() else {
            return view! { <p class="quiet" role="status">{say.text(|words| &words.figures.texts_coming)}</p> }
                .into_any();
        };
        let summary = found.domain.first().cloned().map(|top| {
            let (domain_texts, general_texts) = (found.domain_texts, found.general_texts);
            move || {
                let number = |value: u32| count(say.language(), value.into());
                let values = [
                    ("word", top.word.clone()),
                    ("domain", number(top.domain)),
                    ("general", number(top.general)),
                    ("domain_texts", number(domain_texts)),
                    ("general_texts", number(general_texts)),
                ];
                say.fill(|words| &words.figures.words.summary, &values)
            }
        });
        let widest = widest(&found);
        view! {
            <div class="pair">
                {table(found.domain, widest, "tone-domain", |words| &words.figures.words.domain)}
                {table(found.general, widest, "tone-general", |words| &words.figures.words.general)}
            </div>
            <p class="specimen-summary">{summary}</p>
            <p class="small quiet">{say.text(|words| &words.figures.words.method)}</p>
        }
        .into_any()
    };
    view! { <div class="words-figure">{content}</div> }
}

fn counted(texts: &Texts) -> Markers {
    let of = |splits: [Split; 2]| {
        let sets = splits.into_iter().filter_map(|split| texts.get(Corpus::Definitions, split));
        sets.flat_map(|set| set.examples.iter().map(|example| example.text.as_str())).collect::<Vec<_>>()
    };
    let domain = of([Split::TargetValidation, Split::TargetTest]);
    let general = of([Split::GeneralValidation, Split::GeneralTest]);
    markers(domain, general, MOST)
}
