//! The page: mounts the shell.

use forget_me_not::ui::shell::Shell;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    console_error_panic_hook::set_once();
    let place = document().get_element_by_id("app").and_then(|element| element.dyn_into().ok());
    match place {
        Some(place) => {
            let place: web_sys::HtmlElement = place;
            // What stands there while the page loads makes room.
            place.set_inner_html("");
            mount_to(place, Shell).forget();
        }
        None => mount_to_body(Shell),
    }
}
