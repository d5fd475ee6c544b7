//! The strategies in a table: what each needs, and what its newest run gained and kept.

use leptos::prelude::*;

use super::costs::{Row, memory, rows};
use super::measured::Measured;
use super::plot::look;
use super::state::Forgetting;
use crate::client::summary;
use crate::config::RunConfig;
use crate::ui::charts::ShapeIcon;
use crate::ui::labs::fine_tune::choices::with_strategy;
use crate::ui::parts::{Plate, format};
use crate::ui::shell::focus_next;

/// One row per strategy.
#[component]
pub fn StrategiesPlate(forgetting: Forgetting) -> impl IntoView {
    let lab = forgetting.lab;
    let rows = Memo::new(move |_| rows(&forgetting.runs.read()));
    let busy = Memo::new(move |_| forgetting.busy());
    let row = move |Row { strategy, run }: Row| {
        let (shape, tone) = look(strategy);
        let start = move |_| {
            if busy.get_untracked() {
                return;
            }
            lab.config.update(|config| *config = with_strategy(config, strategy));
            lab.run();
            focus_next("run");
        };
        let name = summary::strategy(&RunConfig { strategy, ..RunConfig::default() });
        let figure =
            |read: fn(&Measured) -> Option<String>| run.as_ref().and_then(read).unwrap_or_else(|| format::NONE.into());
        view! {
            <tr data-strategy=strategy.name()>
                <th scope="row"><span class="strategy-name"><ShapeIcon shape tone/>{name}</span></th>
                <td data-label="Trainable weights">{figure(|run| Some(format::count(run.cost?.trainable.into())))}</td>
                <td data-label="Memory">{figure(|run| Some(format::bytes(memory(&run.cost?))))}</td>
                <td data-label="Time per step">{figure(|run| Some(format!("{:.0}\u{a0}ms", run.step_ms?)))}</td>
                <td data-label="Domain gained">{figure(|run| Some(format::points(run.tradeoff().gained)))}</td>
                <td data-label="General kept">{figure(|run| Some(format::points(run.tradeoff().kept)))}</td>
                <td data-label="">
                    <button type="button" class="button compact" aria-label=format!("Run it: {}", strategy.label()) aria-disabled=move || busy.get().then_some("true") on:click=start>"Run it"</button>
                </td>
            </tr>
        }
    };
    view! {
        <Plate id="strategies" title="The strategies side by side" number="iii" lead="Each row shows the newest finished run of a strategy, whatever its other settings. “Run it” starts a run with the settings above and this strategy.">
            <div class="scroll" tabindex="0" role="region" aria-label="Table of strategies">
                <table class="cards-table">
                    <caption class="sr-only">"What each strategy needs, and what its newest run gained and kept on the test sets"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Strategy"</th>
                            <th scope="col">"Trainable weights"</th>
                            <th scope="col">"Memory"</th>
                            <th scope="col">"Time per step"</th>
                            <th scope="col">"Domain gained"</th>
                            <th scope="col">"General kept"</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="small quiet">
                "Memory: four bytes for every weight, trained or frozen, and for every number that is kept beside them: gradients, the two moments of the optimizer, and what a penalty compares with. What the layers put out on the way (activations) is not counted. Time per step: the median of the run, on the machine that made it."
            </p>
        </Plate>
    }
}
