//! The places, whose code is fetched when they are opened: each function here is where the page's WebAssembly is
//! split (scripts/trunk/wasm-bindgen), so that a visitor who reads a chapter does not download the labs.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::course::url::View;
use crate::ui::labs::decide::Decide;
use crate::ui::labs::fine_tune::FineTune;
use crate::ui::labs::forget::Forget;
use crate::ui::labs::learn::Learn;
use crate::ui::labs::recall::Recall;
use crate::ui::runs::Runs;
use crate::ui::self_test::SelfTestPage;

/// Fetches the code of a place.
///
/// # Errors
/// Where it cannot be fetched; asking again fetches it again.
pub async fn fetch(place: View) -> Result<(), SplitLoaderError> {
    match place {
        View::Runs | View::SelfTest => fetch_more().await,
        View::Decide => fetch_decide().await,
        View::Forget => fetch_forget().await,
        View::Learn => fetch_learn().await,
        View::Recall => fetch_recall().await,
        View::FineTune | View::Teach => fetch_fine_tune().await,
    }
}

/// A place whose code is there, as a view of the reactive scope that asks; `None` where its code is not there.
pub fn view(place: View) -> Option<AnyView> {
    // With the code there, a single poll ends it.
    match pin!(call(place)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view.ok(),
        Poll::Pending => None,
    }
}

async fn call(place: View) -> Result<AnyView, SplitLoaderError> {
    match place {
        View::Runs => runs().await,
        View::SelfTest => self_test().await,
        View::Decide => decide().await,
        View::Forget => forget().await,
        View::Learn => learn().await,
        View::Recall => recall().await,
        View::FineTune | View::Teach => fine_tune().await,
    }
}

/// Fetches what was not opened yet, one after the other, so that it opens at once and without a network.
pub async fn fetch_all() {
    // What does not arrive now is asked for again when it is opened, and that says so.
    let _ = fetch_fine_tune().await;
    let _ = fetch_learn().await;
    let _ = fetch_decide().await;
    let _ = fetch_forget().await;
    let _ = fetch_recall().await;
    let _ = fetch_more().await;
}

#[wasm_split(more, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_more))]
fn runs() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Runs/> }.into_any())
}

#[wasm_split(more, wasm_split_path = leptos::wasm_split, fallible)]
fn self_test() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <SelfTestPage/> }.into_any())
}

#[wasm_split(decide, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_decide))]
fn decide() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Decide/> }.into_any())
}

#[wasm_split(forget, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_forget))]
fn forget() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Forget/> }.into_any())
}

#[wasm_split(learn, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_learn))]
fn learn() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Learn/> }.into_any())
}

#[wasm_split(recall, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_recall))]
fn recall() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Recall/> }.into_any())
}

#[wasm_split(fine_tune, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_fine_tune))]
fn fine_tune() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <FineTune/> }.into_any())
}
