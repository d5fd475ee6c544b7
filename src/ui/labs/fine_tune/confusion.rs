//! Truth against answer, before and after: in the words of the case for two classes, as a table for five.

use leptos::prelude::*;

use super::results::{Domain, Results, Unmeasured};
use crate::config::Task;
use crate::metrics::Confusion;
use crate::ui::parts::{Plate, Toggle, Toggles, format};

/// The two matrices of a test set.
#[component]
pub fn ConfusionPlate(results: Memo<Results>) -> impl IntoView {
    let domain = RwSignal::new(Domain::Target);
    let value = Memo::new(move |_| Some(domain.get()));
    let options = vec![
        Toggle { value: Domain::Target, label: "Domain test set" },
        Toggle { value: Domain::General, label: "General test set" },
    ];
    let has_any = Memo::new(move |_| results.read().get(domain.get()).confusion_before.is_some());
    let matrices = move || {
        let results = results.read();
        let of_domain = results.get(domain.get());
        let task = results.task;
        let missing = results.unmeasured.map_or("Measured when the run ends.", Unmeasured::sentence);
        view! {
            <div class="pair">
                <Matrix title="Before" task missing confusion=of_domain.confusion_before.clone()/>
                <Matrix title="After" task missing confusion=of_domain.confusion_after.clone()/>
            </div>
        }
    };
    view! {
        <Plate id="confusion" title="Right and wrong, one by one">
            <Toggles label="Test set" options value on_choose=move |chosen| domain.set(chosen)/>
            <div class=move || format!("confusion {}", domain.get().tone())>
                <Show
                    when=move || has_any.get()
                    fallback=|| view! {
                        <p class="empty">"After a run, every test text stands in one of these fields: what was recognised, what was missed, and what was wrongly called positive."</p>
                    }
                >
                    {matrices}
                </Show>
            </div>
        </Plate>
    }
}

#[component]
fn Matrix(title: &'static str, task: Task, missing: &'static str, confusion: Option<Confusion>) -> impl IntoView {
    let body = match confusion {
        None => view! { <p class="empty">{missing}</p> }.into_any(),
        Some(confusion) if task.classes() == 2 => view! { <FourFields task confusion/> }.into_any(),
        Some(confusion) => view! { <HeatTable title task confusion/> }.into_any(),
    };
    view! { <div class="matrix"><h3>{title}</h3>{body}</div> }
}

/// A field of the matrix: true class, answer, what became of it, whether the answer is right.
const FIELDS: [(usize, usize, &str, bool); 4] =
    [(1, 1, "recognised", true), (1, 0, "missed", false), (0, 1, "wrongly called", false), (0, 0, "recognised", true)];

#[component]
fn FourFields(task: Task, confusion: Confusion) -> impl IntoView {
    let [negative, positive] = [0, 1].map(|class| task.descriptions().get(class).map_or("", |class| class.name));
    let row_total = |truth: usize| confusion.counts[truth].iter().sum::<u32>();
    let field = |(truth, answer, fate, right): (usize, usize, &'static str, bool)| {
        let count = confusion.counts[truth][answer];
        let share = f64::from(count) / f64::from(row_total(truth).max(1));
        let class = if truth == 1 { positive } else { negative };
        let name = match (truth, answer) {
            (0, 1) => format!("{class}, {fate} {positive}"),
            _ => format!("{class}, {fate}"),
        };
        let whole = if truth == 1 { "of these" } else { "of the others" };
        let (style, sign) = if right { ("cell right", "✓") } else { ("cell wrong", "✗") };
        view! {
            <div class=style style=format!("--share: {:.1}%", share * 100.0)>
                <dt><span aria-hidden="true">{sign}" "</span>{name}</dt>
                <dd><strong>{format::count(count.into())}</strong><span>{format::percent(share)}" "{whole}</span></dd>
            </div>
        }
    };
    view! { <dl class="four">{FIELDS.map(field).into_iter().collect_view()}</dl> }
}

#[component]
fn HeatTable(title: &'static str, task: Task, confusion: Confusion) -> impl IntoView {
    let names = task.descriptions();
    let head = names.iter().map(|class| view! { <th scope="col">{class.name}</th> }).collect_view();
    let rows = confusion.counts.into_iter().zip(names).enumerate().map(|(truth, (row, class))| {
        let total: u32 = row.iter().sum();
        let cells = row.into_iter().enumerate().map(|(answer, count)| {
            let share = f64::from(count) / f64::from(total.max(1));
            let class = if answer == truth { "right" } else { "wrong" };
            view! { <td class=class style=format!("--share: {:.1}%", share * 100.0)>{format::count(count.into())}</td> }
        });
        view! { <tr><th scope="row">{class.name}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=format!("Confusion matrix, {}", title.to_lowercase())>
            <table class="heat">
                <caption>"Rows: what it is. Columns: what the model says."</caption>
                <thead><tr><td></td>{head}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
