//! Which device computes, and why, in a sentence.

use std::cell::RefCell;
use std::sync::Arc;

use burn::tensor::Device;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::fetch::scope;
use super::{outbox, self_test};
use crate::config::DeviceChoice;
use crate::error::{Remedy, Trouble};
use crate::protocol::{Backend, Check, DeviceReport, Event};

/// A device with its report.
#[derive(Clone)]
pub struct Chosen {
    /// The device, without autodiff.
    pub device: Device,
    /// What the page shows.
    pub report: DeviceReport,
}

impl Chosen {
    fn cpu(reason: impl Into<String>) -> Self {
        let report = DeviceReport {
            backend: Backend::Cpu,
            name: "one CPU core with WebAssembly SIMD".into(),
            reason: reason.into(),
        };
        Self { device: Device::flex(), report }
    }
}

/// The GPU of this worker. It can be initialised only once, so that its state is kept.
#[derive(Clone)]
pub struct Gpu {
    /// The device, without autodiff.
    pub device: Device,
    /// The adapter's name.
    pub name: String,
    /// Drawn by the processor, and far slower than our CPU path.
    pub software: bool,
    /// The comparison with the CPU.
    pub checks: Vec<Check>,
}

thread_local! {
    static GPU: RefCell<Option<Result<Gpu, String>>> = const { RefCell::new(None) };
}

/// Chooses as the learner wishes, or as is best.
///
/// # Errors
/// Where the learner insists on a GPU and there is none to be trusted.
pub async fn choose(wish: DeviceChoice) -> Result<Chosen, Trouble> {
    if wish == DeviceChoice::Cpu {
        return Ok(Chosen::cpu("You chose the CPU."));
    }
    // Whether a GPU is software is known before it is initialised, which would take minutes there.
    let probed = probe().await;
    if let (DeviceChoice::Auto, Ok(adapter)) = (wish, &probed)
        && adapter.software
    {
        return Ok(Chosen::cpu(format!(
            "The GPU here is software ({}), slower than training on the CPU directly.",
            adapter.name
        )));
    }
    let refusal = match gpu().await {
        Ok(gpu) => match gpu.checks.iter().find(|check| !check.passed()) {
            None => {
                let reason = "WebGPU is there and agrees with the CPU in every check.".into();
                let report = DeviceReport { backend: Backend::WebGpu, name: gpu.name, reason };
                return Ok(Chosen { device: gpu.device, report });
            }
            Some(check) => format!("The GPU's results differ from the CPU's ({}), so it is not used.", check.name),
        },
        Err(reason) => reason,
    };
    match wish {
        DeviceChoice::Gpu => Err(Trouble::new(Remedy::UseCpu, format!("{refusal} Training on the CPU works."))),
        _ => Ok(Chosen::cpu(format!("{refusal} The CPU does the same, more slowly."))),
    }
}

/// The GPU with its comparison, or why there is none.
///
/// # Errors
/// A sentence.
pub async fn gpu() -> Result<Gpu, String> {
    if let Some(known) = GPU.with_borrow(Clone::clone) {
        return known;
    }
    let found = initialise().await;
    GPU.set(Some(found.clone()));
    found
}

async fn initialise() -> Result<Gpu, String> {
    let adapter = probe().await?;
    let (device, setup) = Device::wgpu_options()
        .init_with_setup_async()
        .await
        .map_err(|error| format!("The GPU refused to start ({error})."))?;
    setup.device.set_device_lost_callback(|_, message| {
        let sentence = "The GPU was lost: the system took it back, as when a laptop goes to sleep.";
        report(Trouble::new(Remedy::Retry, sentence).because(message));
    });
    setup.device.on_uncaptured_error(Arc::new(|error: burn::tensor::wgpu::wgpu::Error| {
        let sentence = "The GPU refused a command, most likely because its memory is full. Try a smaller batch or \
                        the smaller model, or use the CPU.";
        report(Trouble::new(Remedy::UseCpu, sentence).because(error));
    }));
    let checks = self_test::compare(&device).await.map_err(|error| format!("The GPU failed its check ({error})."))?;
    Ok(Gpu { device, name: adapter.name, software: adapter.software, checks })
}

/// A lost GPU concerns whatever is going on; id 0 says so.
fn report(trouble: Trouble) {
    outbox::post(&Event::Failed { id: 0, trouble });
}

struct Adapter {
    name: String,
    software: bool,
}

/// Asks the browser for an adapter and what it has, without touching burn: a missing feature would end
/// in a panic there.
async fn probe() -> Result<Adapter, String> {
    let none = || "This browser has no WebGPU here.".to_string();
    let gpu = Reflect::get(&scope().navigator(), &"gpu".into()).map_err(|_| none())?;
    if gpu.is_undefined() {
        return Err(none());
    }
    let request: js_sys::Function =
        Reflect::get(&gpu, &"requestAdapter".into()).ok().and_then(|f| f.dyn_into().ok()).ok_or_else(none)?;
    let promise: Promise = request.call0(&gpu).ok().and_then(|p| p.dyn_into().ok()).ok_or_else(none)?;
    let adapter = JsFuture::from(promise).await.map_err(|_| none())?;
    if adapter.is_null() || adapter.is_undefined() {
        return Err("WebGPU is there, but offers no GPU.".into());
    }
    let features = Reflect::get(&adapter, &"features".into()).unwrap_or(JsValue::UNDEFINED);
    if !has(&features, "timestamp-query") {
        return Err("The GPU lacks the feature \"timestamp-query\", which training needs.".into());
    }
    let info = Reflect::get(&adapter, &"info".into()).unwrap_or(JsValue::UNDEFINED);
    let text =
        |key: &str| Reflect::get(&info, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default();
    let parts = [text("vendor"), text("architecture"), text("description")];
    let name = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let software = name.to_lowercase().contains("swiftshader") || name.to_lowercase().contains("llvmpipe");
    Ok(Adapter { name: if name.is_empty() { "a GPU".into() } else { name }, software })
}

fn has(features: &JsValue, name: &str) -> bool {
    let method = Reflect::get(features, &"has".into()).ok().and_then(|f| f.dyn_into::<js_sys::Function>().ok());
    method.and_then(|has| has.call1(features, &name.into()).ok()).is_some_and(|answer| answer.is_truthy())
}
