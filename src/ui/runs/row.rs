//! One run in the table.

use leptos::prelude::*;

use super::compare::{MOST, toggle};
use super::table::Row;
use crate::client::Lab;
use crate::client::record::LONGEST_NAME;
use crate::ui::parts::format;

/// A row. On a narrow screen it becomes a card: each cell carries the name of its column.
#[component]
pub fn RunRow(lab: Lab, row: Row, chosen: RwSignal<Vec<u32>>) -> impl IntoView {
    let id = row.id;
    let looked_at = move || lab.current.read().as_ref().is_some_and(|current| current.id == id);
    let running = move || lab.status.get().is_active();
    let checked = move || chosen.read().contains(&id);
    let full = move || !checked() && chosen.read().len() >= MOST;
    let share = |value: Option<f64>| value.map_or_else(|| format::NONE.to_owned(), format::percent);
    let pair = move |before, after| {
        view! {
            <span class="before">{share(before)}</span>
            <span aria-hidden="true">" → "</span>
            <span class="sr-only">" became "</span>
            <strong>{share(after)}</strong>
        }
    };
    let name = StoredValue::new(row.name.clone());
    let rename = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let field = event.target();
        if field.value().trim().is_empty() {
            // A run keeps its name rather than having none.
            field.set_value(&name.get_value());
        } else {
            lab.rename(id, field.value());
        }
    };
    let settings = if row.differences.is_empty() { "default settings".to_owned() } else { row.differences.join(", ") };
    view! {
        <tr class:looked-at=looked_at>
            <td data-label="Compare">
                <input
                    type="checkbox"
                    aria-label=format!("Compare {}", row.name)
                    prop:checked=checked
                    disabled=full
                    on:change=move |_| chosen.update(|chosen| *chosen = toggle(chosen, id))
                />
            </td>
            <th scope="row" data-label="Name">
                <input
                    class="input run-name"
                    type="text"
                    maxlength=LONGEST_NAME.to_string()
                    aria-label=format!("Name of {}", row.name)
                    prop:value=row.name.clone()
                    on:change:target=rename
                />
                <p class="small quiet">{row.model}": "{settings}</p>
                <p class="small quiet">{row.ending.clone()}</p>
            </th>
            <td class="figure" data-label="Domain accuracy">{pair(row.target_before, row.target_after)}</td>
            <td class="figure" data-label="F1">{share(row.f1)}</td>
            <td class="figure" data-label="Domain loss">{row.loss.map_or_else(|| format::NONE.to_owned(), format::loss)}</td>
            <td class="figure" data-label="General accuracy">{pair(row.general_before, row.general_after)}</td>
            <td class="figure" data-label="Time">{format::duration(row.seconds)}" on "{row.backend}</td>
            <td class="figure" data-label="Date">{local_date(row.started)}</td>
            <td data-label="Actions">
                <div class="run-actions">
                    <button
                        type="button"
                        class="button compact"
                        aria-label=format!("Look at it: {}", row.name)
                        disabled=running
                        on:click=move |_| lab.show(id)
                    >
                        "Look at it"
                    </button>
                    <button
                        type="button"
                        class="button compact"
                        aria-label=format!("Use settings of {}", row.name)
                        on:click=move |_| lab.use_config_of(id)
                    >
                        "Use settings"
                    </button>
                    <button
                        type="button"
                        class="button compact"
                        aria-label=format!("Predictions of {}, as a file", row.name)
                        on:click=move |_| lab.export_predictions(id)
                    >
                        "Predictions"
                    </button>
                    <button
                        type="button"
                        class="button compact"
                        aria-label=format!("Delete {}", row.name)
                        on:click=move |_| {
                            chosen.update(|chosen| chosen.retain(|run| *run != id));
                            lab.delete(id);
                            crate::ui::shell::focus_main();
                        }
                    >
                        "Delete"
                    </button>
                </div>
            </td>
        </tr>
    }
}

/// The date as the learner's system writes it.
fn local_date(unix_ms: f64) -> String {
    let date = js_sys::Date::new(&unix_ms.into());
    String::from(date.to_locale_string("default", &js_sys::Object::new()))
}
