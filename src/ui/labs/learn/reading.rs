//! Whether the end of a chapter came into view.

use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;

use crate::client::window_height;

/// What has just been opened is still being laid out, and then scrolled to its top: until then nothing counts.
const SETTLED: Duration = Duration::from_millis(800);

/// Calls `seen` when the element is within the window: after a scroll, after a change of the window's size, or soon
/// after the start where the whole chapter fits.
pub fn on_end(end: NodeRef<Div>, seen: impl Fn() + Copy + 'static) {
    let settled = StoredValue::new(false);
    let look = move || {
        let Some(end) = end.get_untracked().filter(|_| settled.get_value()) else { return };
        let place = end.get_bounding_client_rect();
        if place.height() > 0.0 && place.top() < window_height() && place.bottom() > 0.0 {
            seen();
        }
    };
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| look());
    let resized = window_event_listener(leptos::ev::resize, move |_| look());
    let begin = move || {
        settled.set_value(true);
        look();
    };
    // Without a timer only "next" says that the chapter was read.
    let timer = set_timeout_with_handle(begin, SETTLED).ok();
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
        if let Some(timer) = timer {
            timer.clear();
        }
    });
}
