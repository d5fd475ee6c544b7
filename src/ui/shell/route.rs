//! The address: which place is open, and the configuration in the form, both ways.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::arrival::Arrivals;
use crate::client::Lab;
use crate::course::url::{self, View};
use crate::error::{Remedy, Trouble};

/// The open place; copy it freely. Views get it with [`Route::from_context`].
#[derive(Clone, Copy)]
pub struct Route {
    /// The open place.
    pub view: ReadSignal<View>,
    /// Its open page, such as a chapter; empty for the first.
    pub page: RwSignal<String>,
    lab: Lab,
    arrivals: Arrivals,
}

impl Route {
    /// Reads the address, follows it, and keeps it up to date with the form.
    pub fn follow(lab: Lab) -> Self {
        let (first, first_page) = read(lab);
        let (view, set_view) = signal(first);
        let page = RwSignal::new(first_page);
        let arrivals = Arrivals::follow();
        let moved = window_event_listener(leptos::ev::hashchange, move |_| {
            let (to, to_page) = read(lab);
            if to != view.get_untracked() || to_page != page.get_untracked() {
                page.set(to_page);
                set_view.set(to);
                arrivals.set_out();
            }
        });
        on_cleanup(move || moved.remove());
        Effect::new(move |_| document().set_title(&format!("{} · Forget-me-not", view.get().title())));
        let route = Self { view, page, lab, arrivals };
        Effect::new(move |_| replace(&route.to_page(view.get(), &page.read())));
        provide_context(route);
        route
    }

    /// The route of this page.
    ///
    /// # Panics
    /// Outside the shell, which follows one.
    pub fn from_context() -> Self {
        expect_context::<Self>()
    }

    /// The place and page of the address are shown from now on.
    pub fn arrive(self) {
        self.arrivals.arrive();
    }

    /// Where the link that is being pressed leads to within its place: an element, by its id.
    pub fn seek(self, id: &'static str) {
        self.arrivals.seek(id);
    }

    /// The address of a place, with the configuration in the form. Reactive.
    pub fn to(self, view: View) -> String {
        self.to_page(view, "")
    }

    /// The address of a page of a place, with the configuration in the form and the language. Reactive.
    pub fn to_page(self, view: View, page: &str) -> String {
        url::write_page(view, page, self.lab.language.get(), &self.lab.config.read())
    }
}

/// Moves the focus to the open place, so that keyboard and screen reader go on there.
pub fn focus_main() {
    focus("main");
}

/// Moves the focus to an element that is there after the next update, in place of a pressed button that
/// is not: else the keyboard would start again at the top of the page.
pub fn focus_next(id: &'static str) {
    request_animation_frame(move || focus(id));
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(it).ok()) {
        // An element that refuses the focus leaves it where it was.
        let _ = element.focus();
    }
}

fn read(lab: Lab) -> (View, String) {
    let address = url::parse(&window().location().hash().unwrap_or_default());
    if let Some(config) = address.config
        && config != *lab.config.read_untracked()
    {
        lab.config.set(config);
    }
    if let Some(language) = address.language {
        lab.language.set(language);
    }
    if !address.refused.is_empty() {
        lab.report(Trouble::new(Remedy::ChangeInput, address.refused.join(" ")));
    }
    (address.view, address.page)
}

/// Changes the address without a new entry in the history: a slider must not fill it.
fn replace(address: &str) {
    if let Ok(history) = window().history() {
        // Browsers limit how often this may be done; the next change writes the address again.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}
