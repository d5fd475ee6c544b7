//! Keys of a page: they work while the focus is in the page and not in a field, and only while the page is open.

use leptos::ev::keydown;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Where typing belongs to the element.
const FIELDS: &str = "input:not([type=radio]), textarea, select";
/// Where Enter and Space belong to the element.
const CONTROLS: &str = "a, button, summary, input, label";

/// Calls `act` with every key pressed, and whether the focus is on a control (which answers Enter and Space by
/// itself). What it says it has used does nothing else.
pub fn on_keys(act: impl Fn(&str, bool) -> bool + 'static) {
    let pressed = window_event_listener(keydown, move |event| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() || event.is_composing() {
            return;
        }
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let within = |selector: &str| {
            element.as_ref().is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
        };
        let is_here = within("main") || element.as_ref().is_none_or(|element| element.tag_name() == "BODY");
        if is_here && !within(FIELDS) && act(&event.key(), within(CONTROLS)) {
            event.prevent_default();
        }
    });
    on_cleanup(move || pressed.remove());
}
