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

/// Each place: the name of its part, what fetches that, for which views, and what it shows. One part holds one place:
/// what has fetched a part calls only the function that it was made with.
macro_rules! places {
    ($($part:ident, $fetch:ident: $($view:ident)|+ => $place:ident;)+) => {
        $(
            #[wasm_split($part, wasm_split_path = leptos::wasm_split, fallible, preload($fetch))]
            fn $part() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$place/> }.into_any())
            }
        )+

        /// Fetches the code of a place.
        ///
        /// # Errors
        /// Where it cannot be fetched; asking again fetches it again.
        pub async fn fetch(place: View) -> Result<(), SplitLoaderError> {
            match place {
                $($(View::$view)|+ => $fetch().await,)+
            }
        }

        async fn call(place: View) -> Result<AnyView, SplitLoaderError> {
            match place {
                $($(View::$view)|+ => $part().await,)+
            }
        }

        /// Fetches what was not opened yet, one after the other, so that it opens at once and without a network.
        pub async fn fetch_all() {
            // What does not arrive now is asked for again when it is opened, and that says so.
            $(let _ = $fetch().await;)+
        }
    };
}

places! {
    fine_tune, fetch_fine_tune: FineTune | Teach => FineTune;
    learn, fetch_learn: Learn => Learn;
    decide, fetch_decide: Decide => Decide;
    forget, fetch_forget: Forget => Forget;
    recall, fetch_recall: Recall => Recall;
    runs, fetch_runs: Runs => Runs;
    self_test, fetch_self_test: SelfTest => SelfTestPage;
}

/// A place whose code is there, as a view of the reactive scope that asks; `None` where its code is not there.
pub fn view(place: View) -> Option<AnyView> {
    // With the code there, a single poll ends it.
    match pin!(call(place)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view.ok(),
        Poll::Pending => None,
    }
}
