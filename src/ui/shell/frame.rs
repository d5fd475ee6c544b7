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
    let place = Memo::new(move |_| route.view.get());
    let tries = RwSignal::new(0_u32);
    let content = move || {
        tries.track();
        let place = place.get();
        Suspend::new(async move {
            let view = places::open(place).await;
            if view.is_ok() {
                fetch_the_rest();
            }
            view.unwrap_or_else(|_| unreachable_place(tries))
        })
    };
    view! {
        <div class="shell">
            <header class="masthead">
                <button type="button" class="skip-link" on:click=move |_| focus_main()>"Skip to the content"</button>
                <a class="wordmark" href=move || route.to(View::FineTune)>"Forget-me-not"</a>
                <nav class="places" aria-label="Places">
                    <ul>{View::ALL.into_iter().filter(|view| view.is_open()).map(|view| place_link(route, view)).collect_view()}</ul>
                </nav>
                <EngineChip lab/>
                <ThemeChoice lab/>
            </header>
            <Notices lab/>
            <ErrandBar lab/>
            <main id="main" tabindex="-1">
                <Suspense fallback=|| view! { <p class="quiet" role="status">"Opening…"</p> }>{content}</Suspense>
            </main>
            <footer class="colophon">
                <p>"Nothing leaves this machine: no server, no account, no tracking. The model trains in this page."</p>
                <p>
                    <a href="./SOURCES.md">"Where the texts and models come from"</a>
                    " · Free software, Apache-2.0 or MIT"
                </p>
            </footer>
        </div>
    }
}

fn place_link(route: Route, view: View) -> impl IntoView {
    let current = move || (route.view.get() == view).then_some("page");
    view! { <li><a href=move || route.to(view) aria-current=current>{view.title()}</a></li> }
}

/// Fetches the other places once the open one has come to rest, unless the visitor saves data.
fn fetch_the_rest() {
    if !saves_data() {
        set_timeout(|| spawn_local(places::fetch_all()), REST);
    }
}

/// What stands in a place whose code did not arrive.
fn unreachable_place(tries: RwSignal<u32>) -> AnyView {
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
                    <button type="button" class="button" on:click=move |_| tries.update(|tries| *tries += 1)>"Try again"</button>
                    <button type="button" class="button plain" on:click=reload>"Load the page anew"</button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
