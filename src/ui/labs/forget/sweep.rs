//! Sweeps: plan one, watch it, halt it, and read what came of it.

use leptos::prelude::*;

use super::state::Forgetting;
use super::sweep_curve::{SweepCurve, SweepRow, places};
use crate::client::queue::{Queue, QueueState};
use crate::client::sweep::{Axis, Length, Sweep};
use crate::ui::charts::LineChart;
use crate::ui::charts::frame::Unit;
use crate::ui::parts::{Plate, Toggle, Toggles, format};
use crate::ui::shell::focus_next;

/// Everything about sweeps.
#[component]
pub fn SweepPlate(forgetting: Forgetting) -> impl IntoView {
    let Forgetting { lab, axis, length, .. } = forgetting;
    let planned = Memo::new(move |_| Sweep::plan(axis.get(), &lab.config.read(), length.get()).ok());
    let queued = Memo::new(move |_| lab.queue.read().as_ref().map(|queue| queue.sweep.clone()));
    let shown = Memo::new(move |_| queued.get().or_else(|| planned.get()));
    let is_planning = move || queued.read().is_none();
    view! {
        <Plate id="sweeps" title="Sweeps" number="iv" lead="One setting after another, everything else as in the form above. The runs are kept like any other: what is done is never made again, and they stand in the plot above, too.">
            <Show when=is_planning fallback=move || view! { <Progress forgetting/> }>
                <Planning forgetting planned/>
            </Show>
            <Results forgetting shown/>
        </Plate>
    }
}

#[component]
fn Planning(forgetting: Forgetting, planned: Memo<Option<Sweep>>) -> impl IntoView {
    let Forgetting { lab, axis, length, .. } = forgetting;
    let axes = Axis::ALL.map(|axis| Toggle { value: axis, label: axis.label() }).to_vec();
    let lengths = vec![
        Toggle { value: Length::Short, label: "Short runs" },
        Toggle { value: Length::AsConfigured, label: "As in the form" },
    ];
    let values = move || {
        let sweep = planned.read();
        let value = |label: String| view! { <li>{label}</li> };
        sweep.as_ref().map(|sweep| sweep.configs().iter().map(|config| value(sweep.label(config))).collect_view())
    };
    let left = Memo::new(move |_| planned.read().as_ref().map(|sweep| sweep.left(&lab.runs.read()).count()));
    let count = move || {
        let total = planned.read().as_ref()?.configs().len();
        let made = total - left.get()?;
        let made = if made > 0 { format!(", of which {made} are made already") } else { String::new() };
        Some(format!("{}{made}.", format::plural(total as u64, "run")))
    };
    let seconds = Memo::new(move |_| planned.read().as_ref().and_then(|sweep| lab.sweep_seconds(sweep)));
    let knows = Memo::new(move |_| seconds.get().is_some());
    let estimate = move || {
        let seconds = seconds.get()?;
        Some(if left.get() == Some(0) {
            "Nothing is left to be made.".to_owned()
        } else {
            format!("About {} in all on this machine. The page can be used meanwhile.", format::duration(seconds))
        })
    };
    let can_start = move || left.get().is_some_and(|left| left > 0) && !forgetting.busy();
    let start = move |_| {
        if !untrack(can_start) {
            return;
        }
        if let Some(sweep) = planned.get_untracked() {
            lab.start_sweep(sweep);
            focus_next("sweeps-title");
        }
    };
    view! {
        <div class="sweep-plan">
            <div class="field wide">
                <span class="field-name">"In what the runs differ"</span>
                <Toggles label="In what the runs differ" options=axes value=Signal::derive(move || Some(axis.get())) on_choose=move |chosen| axis.set(chosen)/>
            </div>
            <div class="field wide">
                <span class="field-name">"How long they are"</span>
                <Toggles label="How long they are" options=lengths value=Signal::derive(move || Some(length.get())) on_choose=move |chosen| length.set(chosen)/>
                <p class="hint">"Short: no more than 400 examples and 3 epochs, unless the sweep is over these."</p>
            </div>
            <Show when=move || planned.read().is_some() fallback=|| view! { <p class="empty">"A number of the form cannot be used. Correct it first; the bar above says which one."</p> }>
                <ul class="sweep-values" aria-label="Planned values">{values}</ul>
                <p><strong class="figure">{count}</strong>" "{estimate}</p>
                <Show when=move || !knows.get()>
                    <p class="small quiet">"How long this takes is not known yet: the engine has to be loaded first, and measures this machine then. Start does that by itself."</p>
                </Show>
                <div class="actions">
                    <button type="button" class="button primary" id="sweep-start" aria-disabled=move || (!can_start()).then_some("true") on:click=start>"Start the sweep"</button>
                    <Show when=move || !knows.get()>
                        <button type="button" class="button compact" on:click=move |_| lab.wake()>"Load now, see the time estimate"</button>
                    </Show>
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Progress(forgetting: Forgetting) -> impl IntoView {
    let lab = forgetting.lab;
    let state = Memo::new(move |_| lab.queue.read().as_ref().map(|queue| queue.state));
    let progress = Memo::new(move |_| lab.queue_progress());
    let what = Memo::new(move |_| lab.queue.read().as_ref().map(|queue| queue.sweep.axis().label()));
    let line = move || {
        let progress = progress.get()?;
        let failed =
            if progress.failed > 0 { format!(", {} could not be made", progress.failed) } else { String::new() };
        Some(format!("Sweep over “{}”: {} of {} runs done{failed}.", what.get()?, progress.done, progress.total))
    };
    let now = Memo::new(move |_| {
        let current = lab.current.read();
        let queue = lab.queue.read();
        let (queue, record) = (queue.as_ref()?, current.as_ref()?);
        let is_going_on = lab.status.get().is_active() && queue.sweep.has(&record.config);
        is_going_on.then(|| {
            format!("Now: {} {}.", queue.sweep.axis().label().to_lowercase(), queue.sweep.label(&record.config))
        })
    });
    let left = move || {
        let left = progress.get()?.left?;
        (state.get() != Some(QueueState::Done)).then(|| format!("About {} left.", format::duration(left)))
    };
    let share = move || progress.get().map(|progress| progress.done.to_string());
    let total = move || progress.get().map(|progress| progress.total.to_string());
    let is = move |wanted: QueueState| state.get() == Some(wanted);
    let is_over = move || is(QueueState::Done);
    let stop = move |_| {
        lab.stop_sweep();
        focus_next("sweeps-title");
    };
    let clear = move |_| {
        lab.clear_sweep();
        focus_next("sweeps-title");
    };
    let turn = move |_| {
        if lab.queue.read_untracked().as_ref().is_some_and(Queue::is_running) {
            lab.halt_sweep();
        } else {
            lab.resume_sweep();
        }
    };
    view! {
        <div class="sweep-progress">
            <p role="status">{line}</p>
            <progress aria-label="Runs of the sweep" max=total value=share></progress>
            <p class="small">{move || now.get()}" "{left}</p>
            <Show when=move || is(QueueState::Halted)>
                <p class="small quiet">"Halted. It can go on, also after the page was left; finished runs are kept."</p>
            </Show>
            <div class="actions">
                <Show
                    when=move || !is_over()
                    fallback=move || view! { <button type="button" class="button" on:click=clear>"Plan another sweep"</button> }
                >
                    <button type="button" class="button" id="sweep-turn" on:click=turn>{move || if is(QueueState::Running) { "Halt" } else { "Go on" }}</button>
                    <button type="button" class="button" on:click=stop>"Stop the sweep"</button>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Results(forgetting: Forgetting, shown: Memo<Option<Sweep>>) -> impl IntoView {
    let lab = forgetting.lab;
    let curve = Memo::new(move |_| {
        let texts = lab.texts.get()?;
        Some(SweepCurve::of(shown.read().as_ref()?, &lab.runs.read(), &texts))
    });
    let any = Memo::new(move |_| curve.read().as_ref().is_some_and(|curve| curve.rows.iter().any(|row| row.done)));
    let axis = Memo::new(move |_| shown.read().as_ref().map(Sweep::axis));
    let series = Memo::new(move |_| curve.read().as_ref().map(|curve| curve.series.clone()).unwrap_or_default());
    let references =
        Memo::new(move |_| curve.read().as_ref().map(|curve| curve.references.clone()).unwrap_or_default());
    let places = Memo::new(move |_| shown.read().as_ref().map(places).unwrap_or_default());
    // Strategies have no order that a line could follow; the table has them all.
    let chart = move || {
        let axis = axis.get().filter(|axis| *axis != Axis::Strategy)?;
        Some(view! {
            <LineChart title="Accuracy along the sweep" id="sweep-chart" series references unit=Unit::Share x_name=axis.label() places empty="Two runs make a line." />
        })
    };
    let row = |SweepRow { label, run, done }: SweepRow| {
        let figure =
            |read: fn(&super::measured::Measured) -> String| run.as_ref().map_or_else(|| format::NONE.into(), read);
        let state = match (done, run.is_some()) {
            (false, _) => "to be made",
            (true, true) => "done",
            (true, false) => "broke down",
        };
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td data-label="Domain accuracy">{figure(|run| format::percent(run.after.target))}</td>
                <td data-label="General accuracy">{figure(|run| format::percent(run.after.general))}</td>
                <td data-label="Gained">{figure(|run| format::points(run.tradeoff().gained))}</td>
                <td data-label="Kept">{figure(|run| format::points(run.tradeoff().kept))}</td>
                <td data-label="State">{state}</td>
            </tr>
        }
    };
    let rows = move || curve.get().map(|curve| curve.rows.into_iter().map(row).collect_view());
    view! {
        <Show when=move || any.get()>
            <div class="sweep-results">
                {chart}
                <div class="scroll" tabindex="0" role="region" aria-label="Runs of the sweep">
                    <table class="cards-table">
                        <caption class="sr-only">"Runs of the sweep, on the test sets"</caption>
                        <thead>
                            <tr>
                                <th scope="col">{move || axis.get().map(Axis::label)}</th>
                                <th scope="col">"Domain accuracy"</th>
                                <th scope="col">"General accuracy"</th>
                                <th scope="col">"Gained"</th>
                                <th scope="col">"Kept"</th>
                                <th scope="col">"State"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        </Show>
    }
}
