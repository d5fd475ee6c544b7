//! The page: header, notices, the open place, footer.

use leptos::prelude::*;

use super::engine_chip::EngineChip;
use super::notices::Notices;
use super::route::{Route, focus_main};
use super::theme::ThemeChoice;
use crate::client::Lab;
use crate::course::url::View;
use crate::ui::labs::decide::Decide;
use crate::ui::labs::fine_tune::FineTune;
use crate::ui::labs::forget::Forget;
use crate::ui::labs::learn::Learn;
use crate::ui::labs::recall::Recall;
use crate::ui::runs::Runs;
use crate::ui::self_test::SelfTestPage;

/// Everything on the page.
#[component]
pub fn Shell() -> impl IntoView {
    let lab = Lab::provide();
    let route = Route::follow(lab);
    let place = Memo::new(move |_| route.view.get());
    let content = move || match place.get() {
        View::Runs => view! { <Runs/> }.into_any(),
        View::SelfTest => view! { <SelfTestPage/> }.into_any(),
        View::Decide => view! { <Decide/> }.into_any(),
        View::Forget => view! { <Forget/> }.into_any(),
        View::Learn => view! { <Learn/> }.into_any(),
        View::Recall => view! { <Recall/> }.into_any(),
        View::FineTune | View::Teach => view! { <FineTune/> }.into_any(),
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
            <main id="main" tabindex="-1">{content}</main>
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
