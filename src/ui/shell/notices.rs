//! What the page tells the learner. Good to know is announced politely, what went wrong at once.

use leptos::prelude::*;

use super::route::focus_main;
use crate::client::Lab;
use crate::client::state::{Notice, Tone};

/// Both live regions. They are always there, so that screen readers notice what comes into them.
#[component]
pub fn Notices(lab: Lab) -> impl IntoView {
    let of_tone = move |tone: Tone| {
        let notices = Memo::new(move |_| {
            lab.notices.read().iter().filter(|notice| notice.tone == tone).cloned().collect::<Vec<_>>()
        });
        view! { <For each=move || notices.get() key=|notice| notice.id children=move |notice| view! { <Card lab notice/> }/> }
    };
    view! {
        <section class="notices" aria-label="Notices">
            <div class="notices-urgent" role="alert">{of_tone(Tone::Error)}</div>
            <div class="notices-quiet" role="status">{of_tone(Tone::Info)}</div>
        </section>
    }
}

#[component]
fn Card(lab: Lab, notice: Notice) -> impl IntoView {
    let Notice { id, tone, sentence, detail, actions } = notice;
    let class = if tone == Tone::Error { "note bad notice" } else { "note notice" };
    let button = move |action: crate::client::state::Action| {
        let press = move |_| {
            lab.act(id, action);
            focus_main();
        };
        view! { <button type="button" class="button compact" on:click=press>{action.label()}</button> }
    };
    let close = move |_| {
        lab.dismiss(id);
        focus_main();
    };
    let detail = (!detail.is_empty()).then(|| {
        view! {
            <details class="notice-detail">
                <summary class="small">"Technical detail"</summary>
                <code>{detail}</code>
            </details>
        }
    });
    view! {
        <div class=class>
            <p>{sentence}</p>
            {detail}
            <div class="actions">
                {actions.into_iter().map(button).collect_view()}
                <button type="button" class="button plain compact" on:click=close>"Close"</button>
            </div>
        </div>
    }
}
