//! The task of a chapter or of the worked problem on its way through the labs: what it asks, whether it was done, and the way back.

use leptos::prelude::*;

use super::route::{Route, focus_main};
use crate::client::Lab;
use crate::course::url::View;
use crate::lesson::Text;
use crate::lesson::errand::{Errand, Tick};
use crate::ui::parts::RichText;

/// The task, as long as there is one and what it comes from is not open itself.
#[component]
pub fn ErrandBar(lab: Lab) -> impl IntoView {
    let route = Route::from_context();
    // Whoever is back in the chapters takes the next task from there.
    Effect::new(move |_| {
        if route.view.get() == View::Learn {
            lab.errand.set(None);
        }
    });
    move || lab.errand.get().map(|errand| view! { <Bar lab route errand/> })
}

#[component]
fn Bar(lab: Lab, route: Route, errand: Errand) -> impl IntoView {
    let Errand { page, spot, text, ticks, from, back, close } = errand;
    let [from, back, close] = [from, back, close].map(|text| in_language(lab, text));
    let deed = ticks.as_ref().map(|ticks| ticks.deed);
    let done = Memo::new(move |_| deed.is_some_and(|deed| lab.progress.read().has(deed)));
    let state = ticks.map(|Tick { states, .. }| {
        let [open, ticked] = states.map(|text| in_language(lab, text));
        view! { <span class="errand-state" role="status">{move || if done.get() { ticked.get() } else { open.get() }}</span> }
    });
    let put_away = move |_| {
        lab.errand.set(None);
        focus_main();
    };
    // On a phone the words would cover the lab; they are one press away.
    let is_wide = window().match_media("(min-width: 48rem)").ok().flatten().is_some_and(|query| query.matches());
    view! {
        <aside class="errand" class:done=move || done.get() lang=move || lab.language.get().tag() aria-label=from>
            <details open=is_wide>
                <summary>
                    <span class="errand-from">{from}</span>
                    {state}
                </summary>
                <p><RichText lab text/></p>
            </details>
            <div class="actions">
                <a class="button compact" href=move || route.to_page(View::Learn, &page) on:click=move |_| route.seek(spot)>{back}</a>
                <button type="button" class="button plain compact" on:click=put_away>{close}</button>
            </div>
        </aside>
    }
}

fn in_language(lab: Lab, text: Text) -> Signal<String> {
    Signal::derive(move || text.get(lab.language.get()).to_owned())
}
