//! The figures of a chart as a table, for those who would rather read than look.

use leptos::prelude::*;

use super::sheet::Sheet;

/// A table that is built only while it is open.
#[component]
pub fn DataTable(
    /// What it says; read only while the table is open.
    #[prop(into)]
    sheet: Signal<Sheet>,
    /// The word to open it by.
    #[prop(default = Signal::stored("Data table".into()), into)]
    fold: Signal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let is_empty = Memo::new(move |_| open.get() && sheet.read().rows.is_empty());
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let first = cells.next();
        view! { <tr><th scope="row">{first}</th>{cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    };
    let table = move || {
        let Sheet { caption, columns, rows } = sheet.get();
        view! {
            <table class="data">
                <caption>{caption}</caption>
                <thead><tr>{columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    };
    let name = move || format!("{}: {}", fold.get(), sheet.read().caption);
    view! {
        <details class="chart-data" on:toggle:target=move |event| open.set(event.target().open())>
            <summary>{fold}</summary>
            <Show when=move || open.get()>
                <Show when=move || !is_empty.get() fallback=|| view! { <p class="quiet small">"No figures yet."</p> }>
                    // Stays while figures arrive, so that it stays scrolled.
                    <div class="scroll tall" tabindex="0" role="region" aria-label=name>{table}</div>
                </Show>
            </Show>
        </details>
    }
}
