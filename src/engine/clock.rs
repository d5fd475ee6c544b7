//! Time and yielding. The only place of the engine that knows either.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;

    // web-sys has both, but a change of its features builds burn's GPU backend anew.
    type MessageChannel;
    #[wasm_bindgen(constructor)]
    fn new() -> MessageChannel;
    #[wasm_bindgen(method, getter)]
    fn port1(this: &MessageChannel) -> Port;
    #[wasm_bindgen(method, getter)]
    fn port2(this: &MessageChannel) -> Port;

    type Port;
    #[wasm_bindgen(method, setter, js_name = onmessage)]
    fn set_onmessage(this: &Port, handler: &js_sys::Function);
    #[wasm_bindgen(method, js_name = postMessage)]
    fn post_message(this: &Port, message: &JsValue);
    #[wasm_bindgen(method)]
    fn close(this: &Port);
}

/// Milliseconds since the worker began.
pub fn now() -> f64 {
    performance_now()
}

/// Lets the worker's other tasks run: messages that have arrived are handled before this returns. A
/// message to oneself, since timers wait at least 4 ms once they are nested.
pub async fn yield_now() {
    let channel = MessageChannel::new();
    let promise = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(&resolve));
    channel.port2().post_message(&JsValue::NULL);
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
    channel.port1().close();
}
