//! The end of a session: how it went, when the next card comes, and what could be next.

use leptos::prelude::*;

use super::card::name;
use super::desk::Desk;
use crate::lesson::overview::Finished;
use crate::lesson::review::Grade;
use crate::ui::labs::recall::next::NextStep;
use crate::ui::parts::RichText;

/// What the session came to.
#[component]
pub fn Summary(desk: Desk) -> impl IntoView {
    let say = desk.say;
    let session = desk.session.get_untracked().unwrap_or_default();
    let (cards, answers, counts) = (session.cards(), session.answered(), session.counts());
    let forgotten: Vec<_> = session.forgotten().into_iter().filter_map(|id| desk.card(id)).collect();
    let most = counts.into_iter().max().unwrap_or_default().max(1);
    let done = move || {
        let (cards, answers) =
            (say.count(|words| &words.cards.done_cards, cards), say.count(|words| &words.cards.done_answers, answers));
        format!("{cards} {answers}")
    };
    let bar = move |(grade, count): (Grade, usize)| {
        view! {
            <li data-grade=format!("{grade:?}").to_lowercase()>
                <span>{move || name(say, grade)}</span>
                <i style=format!("--share: {:.1}%", 100.0 * count as f64 / most as f64) aria-hidden="true"></i>
                <b class="figure">{count}</b>
            </li>
        }
    };
    let next = move || {
        let wait = desk.next_wait()?;
        Some(say.fill(|words| &words.cards.next_due, &[("when", say.span(wait))]))
    };
    let more = Memo::new(move |_| desk.standing(|standing| !standing.today().is_empty()));
    let is_perfect = forgotten.is_empty();
    view! {
        <section class="plate sheet" aria-labelledby="cards-done">
            <div class="plate-head"><h2 id="cards-done" tabindex="-1">{say.text(|words| &words.cards.done)}</h2></div>
            <p>{done}</p>
            <ul class="grade-bars">{Grade::ALL.into_iter().zip(counts).map(bar).collect_view()}</ul>
            {if is_perfect {
                view! { <p>{say.text(|words| &words.cards.none_forgotten)}</p> }.into_any()
            } else {
                view! {
                    <p>{say.text(|words| &words.cards.forgotten)}</p>
                    <ul class="forgotten-cards">
                        {forgotten.into_iter().map(|card| view! { <li><RichText lab=say.lab text=card.front/></li> }).collect_view()}
                    </ul>
                }
                .into_any()
            }}
            <p class="quiet">{next}</p>
            <NextStep say files=desk.files after=Finished::Cards/>
            <div class="actions">
                <Show when=move || more.get()>
                    <button type="button" class="button" on:click=move |_| desk.start(false)>{say.text(|words| &words.cards.more)}</button>
                </Show>
                <button type="button" class="button" on:click=move |_| desk.stop()>{say.text(|words| &words.cards.to_start)}</button>
                <button type="button" class="button plain" on:click=move |_| { desk.undo(); }>
                    {say.text(|words| &words.cards.undo)}" "<kbd aria-hidden="true">"Z"</kbd>
                </button>
            </div>
        </section>
    }
}
