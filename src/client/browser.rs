//! The few things that the page asks of the browser: the clock, addresses, files.

use std::time::Duration;

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::{Remedy, Trouble};
use crate::protocol::CACHE;

#[wasm_bindgen]
extern "C" {
    /// What page and engine kept of earlier downloads; fails where the browser keeps nothing.
    #[wasm_bindgen(js_namespace = caches, js_name = match, catch)]
    async fn kept(address: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = sessionStorage, js_name = getItem, catch)]
    fn session_item(key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = sessionStorage, js_name = setItem, catch)]
    fn set_session_item(key: &str, value: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = sessionStorage, js_name = removeItem, catch)]
    fn remove_session_item(key: &str) -> Result<(), JsValue>;

    /// Fails where the page is not allowed to copy.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    async fn write_clipboard(text: &str) -> Result<JsValue, JsValue>;
}

/// Whether the visitor asked for little data, in the browsers that tell.
pub fn saves_data() -> bool {
    let get = |object: &JsValue, key: &str| js_sys::Reflect::get(object, &key.into()).unwrap_or_default();
    get(&get(&window().navigator(), "connection"), "saveData").is_truthy()
}

/// How high the window is, in CSS pixels; 0 where the browser does not tell.
pub fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

/// Marks this tab until it is closed; a reload keeps the mark. Where the browser keeps nothing, there is none.
pub fn keep_in_tab(mark: &str) {
    let _ = set_session_item(mark, "yes");
}

/// Whether this tab has a mark.
pub fn kept_in_tab(mark: &str) -> bool {
    session_item(mark).is_ok_and(|value| value.is_string())
}

/// Takes a mark off this tab.
pub fn forget_in_tab(mark: &str) {
    let _ = remove_session_item(mark);
}

/// Lets some time pass.
pub async fn wait(time: Duration) {
    let timer = js_sys::Promise::new(&mut |resolve, _| {
        let done = move || drop(resolve.call0(&JsValue::UNDEFINED));
        leptos::prelude::set_timeout(done, time);
    });
    // It is never rejected.
    let _ = JsFuture::from(timer).await;
}

/// Seconds on a clock that never jumps back.
pub fn clock() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now() / 1000.0)
}

/// Milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// An address relative to the page, whatever path it is served under.
pub fn resolve(path: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    web_sys::Url::new_with_base(path, &base).map_or_else(|_| path.to_owned(), |url| url.href())
}

/// Keeps a copy of what the network gave, for a visit without one. Where the browser keeps nothing, the next
/// visit fetches it again.
async fn keep(address: &str, response: &web_sys::Response) {
    let (Ok(copy), Ok(caches)) = (response.clone(), window().caches()) else { return };
    let Ok(cache) = JsFuture::from(caches.open(CACHE)).await else { return };
    let _ = JsFuture::from(cache.unchecked_into::<web_sys::Cache>().put_with_str(address, &copy)).await;
}

/// Fetches a text file; where there is no network, what was kept of it. `what` it is begins the sentence about a
/// failure, such as “The lessons”.
pub async fn fetch_text(path: &str, what: &str) -> Result<String, Trouble> {
    let trouble = |detail: String| {
        let sentence = format!("{what} could not be fetched. Check the connection and try again.");
        Trouble::new(Remedy::Retry, sentence).because(format!("{path}: {detail}"))
    };
    let broken = |error: JsValue| trouble(describe(&error));
    let address = resolve(path);
    let answer = JsFuture::from(window().fetch_with_str(&address)).await;
    let is_fresh = answer.is_ok();
    let response = match answer {
        Ok(response) => response,
        Err(error) => kept(&address).await.ok().filter(JsValue::is_object).ok_or_else(|| broken(error))?,
    };
    let response: web_sys::Response = response.dyn_into().map_err(broken)?;
    if !response.ok() {
        return Err(trouble(format!("status {}", response.status())));
    }
    if is_fresh {
        keep(&address, &response).await;
    }
    let text = JsFuture::from(response.text().map_err(broken)?).await.map_err(broken)?;
    text.as_string().ok_or_else(|| trouble("not a text".into()))
}

/// Hands a file to the learner's download folder.
pub fn save_file(name: &str, kind: &str, content: &[u8]) -> Result<(), Trouble> {
    let failed = |error: JsValue| {
        let sentence = "The browser did not save the file. Allow downloads for this page and try again.";
        Trouble::new(Remedy::ChangeInput, sentence).because(describe(&error))
    };
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(failed)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).map_err(failed)?;
    let link = document().create_element("a").map_err(failed)?;
    let link: web_sys::HtmlAnchorElement = link.dyn_into().map_err(|element| failed(element.into()))?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the blob by the time this timer fires.
    leptos::prelude::set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&url);
        },
        Duration::from_secs(60),
    );
    Ok(())
}

/// Copies a text to the clipboard; says whether the browser allowed it.
pub async fn copy_text(text: &str) -> bool {
    write_clipboard(text).await.is_ok()
}

/// A JavaScript error in words.
pub fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.to_string()),
        None => error.as_string().unwrap_or_else(|| format!("{error:?}")),
    }
}
