//! Dragging in a plot: a pressed pointer becomes a place in it.

use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;

use super::line::Point;

/// What `pointerdown` and `pointermove` of a plot do: while the pointer is pressed, `go_to` is called with
/// its place, as shares of the plot's width (from the left) and height (from the foot).
pub fn dragging(
    plot: NodeRef<Div>,
    go_to: impl Fn(Point) + Copy + 'static,
) -> (impl Fn(PointerEvent) + Copy + 'static, impl Fn(PointerEvent) + Copy + 'static) {
    let at = move |event: &PointerEvent| {
        let Some(plot) = plot.get_untracked() else { return };
        let frame = plot.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - frame.left()) / frame.width().max(1.0);
        let y = 1.0 - (f64::from(event.client_y()) - frame.top()) / frame.height().max(1.0);
        go_to((x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)));
    };
    let pressed = move |event: PointerEvent| {
        if let Some(plot) = plot.get_untracked() {
            // Without the capture the drag ends at the plot's edge; nothing worse.
            let _ = plot.set_pointer_capture(event.pointer_id());
        }
        at(&event);
    };
    let moved = move |event: PointerEvent| {
        if event.buttons() & 1 == 1 {
            at(&event);
        }
    };
    (pressed, moved)
}
