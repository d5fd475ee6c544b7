//! The other tabs in which the page is open. A run that one of them is making is not offered in another.

use std::collections::HashSet;

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Calls `hold` once nobody else holds the name; it is held until the promise that `hold` gives is settled.
    /// Browsers have this on https and on this machine only; elsewhere it fails.
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], js_name = request, catch)]
    fn request_lock(name: &str, hold: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["navigator", "locks"], js_name = query, catch)]
    async fn query_locks() -> Result<JsValue, JsValue>;
}

/// A name for this tab that no other tab has. It is taken until the tab is closed, crashes or reloads.
pub fn take_name() -> String {
    let name = format!("forget-me-not {:.0} {:.0}", js_sys::Date::now(), js_sys::Math::random() * 1e9);
    let forever = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
    // Without locks nobody can tell which tabs are open: what they left is offered everywhere.
    let _ = request_lock(&name, &forever);
    name
}

/// The names of all open tabs; none where the browser does not tell.
pub async fn names() -> HashSet<String> {
    let held = query_locks().await.and_then(|locks| Reflect::get(&locks, &"held".into()));
    let held = held.map(|held| Array::from(&held)).unwrap_or_default();
    held.iter().filter_map(|lock| Reflect::get(&lock, &"name".into()).ok()?.as_string()).collect()
}
