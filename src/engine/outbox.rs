//! Events on their way to the page.

use js_sys::{Array, Object, Uint8Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

use crate::protocol::Event;

/// Sends an event. Byte buffers are transferred, not copied.
pub fn post(event: &Event) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    // A checkpoint as an array of numbers, as JSON has it, would freeze the page for seconds.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible().serialize_bytes_as_arrays(false);
    // Plain data always serializes; what cannot be sent is at least seen in the console.
    match event.serialize(&serializer) {
        Ok(message) => {
            let buffers = Array::new();
            collect_buffers(&message, &buffers);
            if let Err(error) = scope.post_message_with_transfer(&message, &buffers) {
                web_sys::console::error_1(&error);
            }
        }
        Err(error) => web_sys::console::error_1(&error.into()),
    }
}

fn collect_buffers(value: &JsValue, buffers: &Array) {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        buffers.push(&bytes.buffer());
    } else if value.is_object() && !Array::is_array(value) {
        for field in Object::values(value.unchecked_ref()).iter() {
            collect_buffers(&field, buffers);
        }
    }
}
