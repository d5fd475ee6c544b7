//! A card: its front, then its back and the grades with what each leads to.

use leptos::prelude::*;

use super::desk::Desk;
use crate::client::now;
use crate::lesson::cards::Card;
use crate::lesson::progress::Schedule;
use crate::lesson::review::Grade;
use crate::lesson::schedule::outlook;
use crate::ui::labs::recall::say::{Pick, Say};
use crate::ui::parts::RichText;

/// The card that is asked.
#[component]
pub fn CardView(
    desk: Desk,
    /// The card.
    card: String,
    /// The answers given before it.
    answered: usize,
) -> impl IntoView {
    let say = desk.say;
    let length = desk.session.with_untracked(|session| session.as_ref().map_or(0, |session| session.length()));
    let kept = say.lab.progress.with_untracked(|progress| progress.cards.get(&card).copied());
    let Some(card) = desk.card(&card) else { return ().into_any() };
    let Card { chapter, level, front, back, .. } = card;
    let is_new = kept.is_none();
    let place = move || say.n_of(|words| &words.cards.place, answered + 1, length);
    let undo = move || {
        (answered > 0).then(|| {
            view! {
                <button type="button" class="button plain compact" on:click=move |_| { desk.undo(); }>
                    {say.text(|words| &words.cards.undo)}" "<kbd aria-hidden="true">"Z"</kbd>
                </button>
            }
        })
    };
    let answer = move || {
        let back = back.clone();
        match desk.shown.get() {
            false => view! {
                <div class="actions card-reveal">
                    <button type="button" class="button primary" on:click=move |_| desk.reveal()>
                        {say.text(|words| &words.cards.reveal)}
                    </button>
                </div>
            }
            .into_any(),
            true => view! {
                <div class="card-back" id="card-back" tabindex="-1" role="group" aria-label=say.text(|words| &words.cards.back)>
                    <p><RichText lab=say.lab text=back/></p>
                </div>
                <Grades desk kept/>
            }
            .into_any(),
        }
    };
    view! {
        <section class="card-table" aria-label=place>
            <div class="round-bar">
                <p class="figure">{place}</p>
                <progress max=length value=answered aria-label=place></progress>
                <button type="button" class="button plain compact" on:click=move |_| desk.stop()>{say.text(|words| &words.cards.stop)}</button>
            </div>
            <article class="flashcard">
                <p class="card-tags">
                    <span class="tag">{move || say.level(level)}</span>
                    {is_new.then(|| view! { <span class="tag tone-domain">{say.text(|words| &words.cards.is_new)}</span> })}
                    <a href=move || say.to_chapter(&chapter) target="_blank">{say.text(|words| &words.quiz.read_chapter)}</a>
                </p>
                <div class="card-front" id="card-front" tabindex="-1" role="group" aria-label=say.text(|words| &words.cards.front)>
                    <p><RichText lab=say.lab text=front/></p>
                </div>
                {answer}
            </article>
            <div class="round-foot">
                {undo}
                <p class="small quiet keys">{say.rich(|words| &words.cards.keys)}</p>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Grades(desk: Desk, kept: Option<Schedule>) -> impl IntoView {
    let say = desk.say;
    let at = now();
    let outlook = outlook(kept.as_ref(), at).or_else(|| outlook(None, at));
    let button = move |(grade, schedule): (Grade, Schedule)| {
        let when = move || {
            // It is asked again at once, and only that answer says when it comes.
            if grade == Grade::Again { say.now(|words| &words.cards.once_more) } else { say.span(schedule.due - at) }
        };
        view! {
            <button type="button" class="grade" data-grade=format!("{grade:?}").to_lowercase() on:click=move |_| desk.grade(grade)>
                <kbd aria-hidden="true">{grade as usize + 1}</kbd>
                <strong>{move || name(say, grade)}</strong>
                <span>{when}</span>
            </button>
        }
    };
    view! {
        <p class="how-well" id="how-well">{say.text(|words| &words.cards.how_well)}</p>
        <div class="grades" id="grades" role="group" aria-labelledby="how-well">
            {outlook.map(|schedules| Grade::ALL.into_iter().zip(schedules).map(button).collect_view())}
        </div>
    }
}

/// What a grade is called.
pub fn name(say: Say, grade: Grade) -> String {
    let pick: Pick = match grade {
        Grade::Again => |words| &words.cards.again,
        Grade::Hard => |words| &words.cards.hard,
        Grade::Good => |words| &words.cards.good,
        Grade::Easy => |words| &words.cards.easy,
    };
    say.now(pick)
}
