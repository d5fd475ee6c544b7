//! The page: header, notices, the open place, footer.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::engine_chip::EngineChip;
use super::errand::ErrandBar;
use super::notices::Notices;
use super::places;
use super::route::{Route, focus_main};
use super::theme::ThemeChoice;
use crate::client::{Lab, saves_data};
use crate::course::url::View;

/// How long an open place has the network for itself.
const REST: Duration = Duration::from_secs(2);

/// Everything on the page.
#[component]
pub fn Shell() -> impl IntoView {
    let lab = Lab::provide();
    let route = Route::follow(lab);
    let (open, retry) = follow(route);
    Effect::new(move |was: Option<View>| {
        let view = route.view.get();
        if was.is_some_and(|was| was != view) {
            lab.turn_page();
        }
        view
    });
    let content = move || {
        let Some(Open { place, is_here }) = open.get() else { return opening(route.view.get_untracked()).into_any() };
        let view = if is_here { places::view(place) } else { None };
        view.unwrap_or_else(|| unreachable_place(retry))
    };
    // What is open stays until the next place is there, which may have to be fetched.
    let is_coming = Memo::new(move |_| open.get().is_some_and(|open| open.place != route.view.get()));
    view! {
        <div class="shell">
            <header class="masthead">
                <button type="button" class="skip-link" on:click=move |_| focus_main()>"Skip to the content"</button>
                <a class="wordmark" href=move || route.to(View::FineTune)>"Forget-me-not"</a>
                <nav class="places" aria-label="Places">
                    <ul>{View::ALL.into_iter().filter(|view| view.is_open()).map(|view| place_link(route, view, open)).collect_view()}</ul>
                </nav>
                <EngineChip lab/>
                <ThemeChoice lab/>
            </header>
            <Notices lab/>
            <ErrandBar lab/>
            <main id="main" tabindex="-1">
                <Show when=move || is_coming.get()>{move || opening(route.view.get())}</Show>
                {content}
            </main>
            <footer class="colophon">
                <p>"Nothing leaves this machine: no server, no account, no tracking. The model trains in this page."</p>
                <p>
                    <a href="./SOURCES.md" target="_blank">"Where the texts and models come from"</a>
                    " · Free software, Apache-2.0 or MIT"
                </p>
            </footer>
        </div>
    }
}

fn place_link(route: Route, view: View, open: ReadSignal<Option<Open>>) -> impl IntoView {
    let current = move || open.get().is_some_and(|open| open.place == view).then_some("page");
    view! { <li><a href=move || route.to(view) aria-current=current>{view.title()}</a></li> }
}

/// The place that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    place: View,
    /// Its code has come; without it there is a sentence in its place.
    is_here: bool,
}

/// Fetches the place that the address names and shows it then; the callback tries again.
fn follow(route: Route) -> (ReadSignal<Option<Open>>, Callback<()>) {
    let (open, set_open) = signal(None);
    let fetch = move |place: View| {
        spawn_local(async move {
            let is_here = places::fetch(place).await.is_ok();
            let next = Some(Open { place, is_here });
            // Whoever has gone on meanwhile is not called back; who came back finds the place as it was.
            if route.view.get_untracked() == place && (open.get_untracked() != next || !is_here) {
                set_open.set(next);
                if is_here {
                    fetch_the_rest();
                }
            }
        });
    };
    let place = Memo::new(move |_| route.view.get());
    Effect::new(move |_| fetch(place.get()));
    Effect::new(move |_| {
        route.page.track();
        if open.get().is_some_and(|open| open.place == place.get()) {
            route.arrive();
        }
    });
    (open, Callback::new(move |()| fetch(route.view.get_untracked())))
}

fn opening(place: View) -> impl IntoView {
    view! { <p class="opening quiet" role="status">"Opening “"{place.title()}"”…"</p> }
}

/// Fetches the other places once the open one has come to rest, unless the visitor saves data.
fn fetch_the_rest() {
    if !saves_data() {
        set_timeout(|| spawn_local(places::fetch_all()), REST);
    }
}

/// What stands in a place whose code did not arrive.
fn unreachable_place(retry: Callback<()>) -> AnyView {
    let reload = |_| {
        // A refusal leaves the page as it is.
        let _ = window().location().reload();
    };
    view! {
        <div class="page">
            <header class="page-intro"><h1>"Not here yet"</h1></header>
            <div class="note bad" role="alert">
                <p>
                    "This part of the page could not be fetched. Check the connection, then try again. If the page was \
                     published anew in the meantime, load it anew: your runs and your progress are kept."
                </p>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| retry.run(())>"Try again"</button>
                    <button type="button" class="button plain" on:click=reload>"Load the page anew"</button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
