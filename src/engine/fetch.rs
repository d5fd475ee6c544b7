//! Downloads with progress. Model files are kept in the browser's cache under the hash of their
//! content, so that they are fetched once and are there offline afterwards.

use js_sys::{Reflect, Uint8Array};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, Response};

use crate::error::{Remedy, Trouble};
use crate::protocol::CACHE;

/// The scope of this worker.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// A file that belongs to the page, by its path below the page's folder. `progress` is told the bytes
/// received and, where the server says so, in all.
///
/// # Errors
/// Where it cannot be fetched whole.
pub async fn fetch(path: &str, progress: impl Fn(f64, Option<f64>)) -> Result<Vec<u8>, Trouble> {
    let address = address(path)?;
    let answer = JsFuture::from(scope().fetch_with_str(&address)).await;
    let response: Response = answer.map_err(|error| unreachable_file(path, &error))?.unchecked_into();
    if !response.ok() {
        return Err(unreachable_file(path, &format!("status {}", response.status())));
    }
    let total = response.headers().get("content-length").ok().flatten().and_then(|length| length.parse::<f64>().ok());
    // A server that compresses announces the compressed length, which says nothing about the content.
    let encoded = response.headers().get("content-encoding").ok().flatten().is_some();
    let total = total.filter(|_| !encoded);
    let Some(body) = response.body() else {
        return Err(unreachable_file(path, &"there is no body"));
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|error| unreachable_file(path, &error))?;
        let done = Reflect::get(&chunk, &"done".into()).is_ok_and(|done| done.is_truthy());
        if done {
            return Ok(bytes);
        }
        let value = Reflect::get(&chunk, &"value".into()).map_err(|error| unreachable_file(path, &error))?;
        bytes.extend_from_slice(&value.unchecked_into::<Uint8Array>().to_vec());
        progress(bytes.len() as f64, total);
    }
}

/// Like [`fetch`], for a small file that may change under its name: the network first, and what was
/// kept last time where there is none.
///
/// # Errors
/// Where it is neither on the network nor kept.
pub async fn fetch_fresh(path: &str) -> Result<Vec<u8>, Trouble> {
    match fetch(path, |_, _| ()).await {
        Ok(bytes) => {
            keep(path, &bytes).await;
            Ok(bytes)
        }
        Err(trouble) => kept(path).await.ok_or(trouble),
    }
}

/// Like [`fetch`], for a file whose content is known by its hash.
///
/// # Errors
/// Where it cannot be fetched, or arrives with another content.
pub async fn fetch_verified(path: &str, sha256: &str, progress: impl Fn(f64, Option<f64>)) -> Result<Vec<u8>, Trouble> {
    let key = format!("{path}?sha256={sha256}");
    if let Some(bytes) = kept(&key).await
        && hash(&bytes) == sha256
    {
        return Ok(bytes);
    }
    let bytes = fetch(path, progress).await?;
    if hash(&bytes) != sha256 {
        let sentence = format!(
            "The file {} arrived damaged or cut off ({:.1} MB), so it was not used. Try again; if it happens again, \
             the copy on the server is broken.",
            path.rsplit('/').next().unwrap_or(path),
            bytes.len() as f64 / 1e6
        );
        return Err(Trouble::new(Remedy::Retry, sentence).because(format!("{path}: expected sha256 {sha256}")));
    }
    keep(&key, &bytes).await;
    Ok(bytes)
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The worker's script lies in the page's folder, so that its own address is the base of all others.
fn address(path: &str) -> Result<String, Trouble> {
    let base = scope().location().href();
    let folder = base.split(['?', '#']).next().and_then(|address| address.rsplit_once('/'));
    folder.map(|(folder, _)| format!("{folder}/{path}")).ok_or_else(|| unreachable_file(path, &base))
}

fn unreachable_file(path: &str, cause: &dyn std::fmt::Debug) -> Trouble {
    let offline = !scope().navigator().on_line();
    let sentence = if offline {
        format!("You are offline, and {path} has not been kept from an earlier visit. Connect and try again.")
    } else {
        format!("{path} could not be downloaded. Check the connection and try again.")
    };
    Trouble::new(Remedy::Retry, sentence).because(format!("{cause:?}"))
}

/// Refused in private windows and in some frames: then everything is simply fetched again.
async fn cache() -> Option<Cache> {
    let caches = scope().caches().ok()?;
    JsFuture::from(caches.open(CACHE)).await.ok().map(JsCast::unchecked_into)
}

async fn kept(key: &str) -> Option<Vec<u8>> {
    let address = address(key).ok()?;
    let found = JsFuture::from(cache().await?.match_with_str(&address)).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

async fn keep(key: &str, bytes: &[u8]) {
    let (Some(cache), Ok(address)) = (cache().await, address(key)) else {
        return;
    };
    let body = Uint8Array::from(bytes);
    if let Ok(response) = Response::new_with_opt_buffer_source(Some(&body)) {
        // A full disk only means that the next visit downloads again.
        let _ = JsFuture::from(cache.put_with_str(&address, &response)).await;
    }
}
