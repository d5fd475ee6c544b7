//! The dedicated worker as the page sees it: commands go in, events come out, and its end is noticed.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::browser::{describe, resolve};
use crate::error::{Remedy, Trouble};
use crate::protocol::{Command, Event};

/// What comes out of the worker.
#[derive(Debug)]
pub enum Incoming {
    /// It said something.
    Event(Event),
    /// It is of no more use, for this technical reason.
    Broken(String),
}

/// Commands that wait for the worker's code to start; `None` once it has.
type Outbox = Rc<RefCell<Option<Vec<Command>>>>;

/// A running worker; dropping it ends it at once.
pub struct Worker {
    raw: web_sys::Worker,
    outbox: Outbox,
    _on_message: Closure<dyn FnMut(web_sys::MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Worker {
    /// Starts the engine's code in a worker of its own.
    ///
    /// # Errors
    /// A trouble where the browser refuses workers altogether; later ones come as [`Incoming::Broken`].
    pub fn start(hear: impl Fn(Incoming) + 'static) -> Result<Self, Trouble> {
        let options = web_sys::WorkerOptions::new();
        options.set_type(web_sys::WorkerType::Module);
        let raw = web_sys::Worker::new_with_options(&script(), &options).map_err(|error| {
            let sentence = "This browser does not let the page start its engine. Try another browser, or reload.";
            Trouble::new(Remedy::Reload, sentence).because(describe(&error))
        })?;
        let hear = Rc::new(hear);
        let outbox: Outbox = Rc::new(RefCell::new(Some(Vec::new())));
        let on_message = {
            let (hear, outbox, raw) = (hear.clone(), outbox.clone(), raw.clone());
            Closure::new(move |message: web_sys::MessageEvent| {
                match serde_wasm_bindgen::from_value::<Event>(message.data()) {
                    Ok(event) => {
                        if matches!(event, Event::Started) {
                            for command in outbox.borrow_mut().take().unwrap_or_default() {
                                if let Err(detail) = post(&raw, &command) {
                                    hear(Incoming::Broken(detail));
                                }
                            }
                        }
                        hear(Incoming::Event(event));
                    }
                    Err(error) => hear(Incoming::Broken(format!("unreadable message: {error}"))),
                }
            })
        };
        let on_error = Closure::new(move |event: web_sys::Event| {
            let detail = match event.dyn_ref::<web_sys::ErrorEvent>() {
                Some(error) => format!("{} ({}:{})", error.message(), error.filename(), error.lineno()),
                None => event.type_(),
            };
            hear(Incoming::Broken(detail));
        });
        raw.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        raw.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // A listener that cannot be added only means that one rare failure goes unnoticed.
        let _ = raw.add_event_listener_with_callback("messageerror", on_error.as_ref().unchecked_ref());
        Ok(Self { raw, outbox, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a command, or keeps it until the worker's code has started.
    ///
    /// # Errors
    /// The technical reason.
    pub fn send(&self, command: Command) -> Result<(), String> {
        match self.outbox.borrow_mut().as_mut() {
            Some(waiting) => {
                waiting.push(command);
                Ok(())
            }
            None => post(&self.raw, &command),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.raw.set_onmessage(None);
        self.raw.set_onerror(None);
        self.raw.terminate();
    }
}

/// The worker's script. The name may be set by `<meta name="engine" content="…">`; the query keeps a
/// cache from pairing an old engine with a new page.
fn script() -> String {
    let named = leptos::prelude::document()
        .query_selector("meta[name=engine]")
        .ok()
        .flatten()
        .and_then(|element| element.get_attribute("content"));
    let version = option_env!("FORGET_ME_NOT_BUILD").unwrap_or(env!("CARGO_PKG_VERSION"));
    resolve(&named.unwrap_or_else(|| format!("./trainer_loader.js?v={version}")))
}

fn post(raw: &web_sys::Worker, command: &Command) -> Result<(), String> {
    let message = command.serialize(&serde_wasm_bindgen::Serializer::new()).map_err(|error| error.to_string())?;
    let buffers = js_sys::Array::new();
    collect_buffers(&message, &buffers, 4);
    raw.post_message_with_transfer(&message, &buffers).map_err(|error| describe(&error))
}

/// Finds the buffers of all byte arrays, so that they are moved and not copied.
fn collect_buffers(value: &JsValue, found: &js_sys::Array, depth: u32) {
    if let Some(bytes) = value.dyn_ref::<js_sys::Uint8Array>() {
        found.push(&bytes.buffer());
    } else if depth > 0 && value.is_object() && !js_sys::Array::is_array(value) {
        for inner in js_sys::Object::values(value.unchecked_ref()).iter() {
            collect_buffers(&inner, found, depth - 1);
        }
    }
}
