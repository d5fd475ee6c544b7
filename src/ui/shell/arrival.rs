//! Where the window stands when a place has opened: at its top, at what the link was about, or, on the way back, where
//! it was left. The browser cannot know: it scrolls before the place is there.

use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::client::window_height;

/// How many frames what is looked for may take to appear: its place and its texts may have to be fetched first.
const PATIENCE: u32 = 180;

/// What is known between leaving one place and arriving at another; copy it freely.
#[derive(Clone, Copy)]
pub struct Arrivals {
    coming: StoredValue<Coming>,
    /// A place or page was asked for and is not shown yet.
    is_due: StoredValue<bool>,
    /// Where each address was left.
    left: StoredValue<HashMap<String, f64>>,
}

/// How the learner is coming to the next place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Coming {
    /// By the browser's back and forward, or by an address that was typed.
    #[default]
    ByHistory,
    /// By a link, to the top.
    ByLink,
    /// By a link that is about an element.
    To(&'static str),
}

impl Arrivals {
    /// Notes from now on which links are pressed, and where the window stood.
    pub fn follow() -> Self {
        let arrivals =
            Self { coming: StoredValue::default(), is_due: StoredValue::default(), left: StoredValue::default() };
        let pressed = window_event_listener(leptos::ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let is_link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten()).is_some();
            if is_link {
                arrivals.left.update_value(|left| {
                    left.insert(address(), window().scroll_y().unwrap_or_default());
                });
                // Whoever pressed it may have said more already.
                arrivals.coming.update_value(|coming| {
                    if *coming == Coming::ByHistory {
                        *coming = Coming::ByLink;
                    }
                });
            }
        });
        on_cleanup(move || pressed.remove());
        arrivals
    }

    /// The link that is being pressed is about this element.
    pub fn seek(self, id: &'static str) {
        self.coming.set_value(Coming::To(id));
    }

    /// Another place or page was asked for.
    pub fn set_out(self) {
        self.is_due.set_value(true);
    }

    /// What was asked for is shown from now on.
    pub fn arrive(self) {
        if !self.is_due.get_value() {
            return;
        }
        self.is_due.set_value(false);
        let coming = self.coming.get_value();
        self.coming.set_value(Coming::ByHistory);
        match coming {
            Coming::ByLink => request_animation_frame(|| go_to(0.0)),
            Coming::To(id) => {
                request_animation_frame(move || {
                    go_to(0.0);
                    find(id, PATIENCE);
                });
            }
            Coming::ByHistory => {
                let left = self.left.with_value(|left| left.get(&address()).copied());
                request_animation_frame(move || {
                    focus_quietly("main");
                    if let Some(left) = left {
                        return_to(left, PATIENCE);
                    }
                });
            }
        }
    }
}

/// The open place and page, whatever the configuration in the form.
fn address() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.split('?').next().unwrap_or_default().to_owned()
}

fn go_to(top: f64) {
    focus_quietly("main");
    window().scroll_to_with_x_and_y(0.0, top);
}

/// Goes back to where the place was left, once it is as long as it was.
fn return_to(top: f64, patience: u32) {
    let room = document().document_element().map_or(0, |root| root.scroll_height());
    if patience == 0 || f64::from(room) - window_height() >= top {
        window().scroll_to_with_x_and_y(0.0, top);
    } else {
        request_animation_frame(move || return_to(top, patience - 1));
    }
}

/// Leads to an element once it is there, and marks what it belongs to for a moment.
fn find(id: &'static str, patience: u32) {
    let Some(element) = document().get_element_by_id(id) else {
        if patience > 0 {
            request_animation_frame(move || find(id, patience - 1));
        }
        return;
    };
    let around = element.closest(".field, .plate").ok().flatten().unwrap_or_else(|| element.clone());
    let fits = around.get_bounding_client_rect().height() < 0.6 * window_height();
    let options = ScrollIntoViewOptions::new();
    options.set_block(if fits { ScrollLogicalPosition::Center } else { ScrollLogicalPosition::Start });
    options.set_behavior(ScrollBehavior::Instant);
    around.scroll_into_view_with_scroll_into_view_options(&options);
    // A mark that cannot be set is not missed.
    let _ = around.class_list().add_1("sought");
    // Its surroundings, and not the field: on a phone that would open the keyboard.
    let _ = around.set_attribute("tabindex", "-1");
    focus_element(&around);
}

fn focus_quietly(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus_element(&element);
    }
}

/// Without the scrolling that a focus brings.
fn focus_element(element: &Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that refuses the focus leaves it where it was.
        let _ = element.focus_with_options(&options);
    }
}
