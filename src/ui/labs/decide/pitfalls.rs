//! Pitfalls, each one click in and one click out.

use leptos::prelude::*;

use super::state::{Decision, threshold_text, written};
use super::traps::{Leak, RARE, Rare, Trap};
use crate::client::record::{RunRecord, When};
use crate::config::RunConfig;
use crate::data::Split;
use crate::metrics::{Cells, Scores};
use crate::ui::charts::frame::Unit;
use crate::ui::charts::line::{Dash, Mark};
use crate::ui::charts::{LineChart, Series, Tone};
use crate::ui::parts::{Plate, format};
use crate::ui::shell::focus_next;

/// All pitfalls.
#[component]
pub fn PitfallsPlate(decision: Decision) -> impl IntoView {
    let lab = decision.lab;
    let back = decision.came_from;
    let busy = Memo::new(move |_| lab.status.get().is_active());
    let walk = move |trap: Trap| {
        if busy.get_untracked() {
            return;
        }
        let config = lab.config.get_untracked();
        if back.read_untracked().is_none() {
            let run = lab.current.read_untracked().as_ref().map(|run| run.id);
            back.set(Some((config.clone(), run)));
        }
        lab.config.set(trap.config(&RunConfig { task: decision.task.get_untracked(), ..config }));
        lab.run();
        focus_next("run");
    };
    let undo = move |_| {
        let Some((config, run)) = back.get_untracked() else { return };
        if busy.get_untracked() {
            lab.stop();
            return;
        }
        lab.config.set(config);
        if let Some(run) = run {
            lab.show(run);
        }
        back.set(None);
        focus_next("pitfalls-title");
    };
    // Who leaves for another lab finds the form there as it was before.
    on_cleanup(move || {
        let Some(Some((before, _))) = back.try_get_untracked() else { return };
        // Not if the form was set anew meanwhile, such as by the link that leads away.
        let task = decision.task.try_get_untracked().unwrap_or_default();
        let of_trap = |trap: Trap| trap.config(&RunConfig { task, ..before.clone() });
        if Trap::ALL.map(of_trap).contains(&*lab.config.read_untracked()) {
            lab.config.set(before);
        }
    });
    let trap_card = move |trap: Trap| {
        let run = Memo::new(move |_| latest(decision, trap));
        view! {
            <article class="trap" aria-labelledby=format!("trap-{trap:?}")>
                <h3 id=format!("trap-{trap:?}")>{trap.label()}</h3>
                <p class="small">{trap.sentence()}</p>
                <div class="actions">
                    <button type="button" class="button compact" aria-disabled=move || busy.get().then_some("true") on:click=move |_| walk(trap)>
                        {move || if run.read().is_some() { "Walk into it again" } else { "Walk into it" }}
                    </button>
                </div>
                {move || run.get().map(|run| view! { <Outcome decision trap run/> })}
            </article>
        }
    };
    view! {
        <Plate id="pitfalls" title="Pitfalls to walk into" number="vii" lead="Each one is a real run of this model, or a real sample of its answers. Make the mistake here, where it costs nothing.">
            <Show when=move || back.read().is_some()>
                <div class="note">
                    <p>{move || if busy.get() { "A run into a pitfall is going on. It can be stopped in the bar above." } else { "You are looking at a run that walked into a pitfall." }}</p>
                    <div class="actions"><button type="button" class="button compact" id="undo-trap" on:click=undo>{move || if busy.get() { "Stop it" } else { "Back to where I was" }}</button></div>
                </div>
            </Show>
            <div class="traps">
                {Trap::ALL.map(trap_card).into_iter().collect_view()}
                <RareCard decision/>
            </div>
        </Plate>
    }
}

/// The newest finished run into a pitfall, of the story told.
fn latest(decision: Decision, trap: Trap) -> Option<RunRecord> {
    let task = decision.task.get();
    let runs = decision.lab.runs.read();
    runs.iter().find(|run| run.config.task == task && Trap::of(&run.config) == Some(trap)).cloned()
}

#[component]
fn Outcome(decision: Decision, trap: Trap, run: RunRecord) -> impl IntoView {
    match trap {
        Trap::Overfitting => view! { <Overfitted run/> }.into_any(),
        Trap::Leakage => view! { <Leaked decision run/> }.into_any(),
        Trap::AllPositive | Trap::AllNegative => view! { <OneSided decision run/> }.into_any(),
    }
}

#[component]
fn Overfitted(run: RunRecord) -> impl IntoView {
    let curve = |read: fn(&crate::client::record::Point) -> Option<Scores>, figure: fn(&Scores) -> f64| {
        let points = run.points.iter().filter_map(|point| Some((f64::from(point.step), figure(&read(point)?))));
        points.collect::<Vec<_>>()
    };
    let series = |figure: fn(&Scores) -> f64| {
        let training =
            Series { dash: Dash::Dashed, ..Series::new("Training", Tone::Ink, curve(|point| point.training, figure)) };
        let validation =
            Series { mark: Mark::Dot, ..Series::new("Validation", Tone::Domain, curve(|point| point.target, figure)) };
        vec![validation, training]
    };
    let (accuracy, loss) = (series(|scores| scores.accuracy), series(|scores| scores.loss));
    let last = run.points.last().and_then(|point| Some((point.training?, point.target?)));
    let sentence = last.map(|(training, validation)| {
        format!(
            "In the end: {} right on its own training texts, {} on validation texts. Loss {} against {}.",
            format::percent(training.accuracy),
            format::percent(validation.accuracy),
            format::loss(training.loss),
            format::loss(validation.loss)
        )
    });
    view! {
        <div class="trap-outcome">
            <p class="verdict-line tone-domain">{sentence}</p>
            <LineChart title="Accuracy, overfitting" id="overfit-accuracy" series=Signal::stored(accuracy) unit=Unit::Share empty="No figures." small=true/>
            <LineChart title="Loss, overfitting" id="overfit-loss" series=Signal::stored(loss) unit=Unit::Loss empty="No figures." small=true/>
        </div>
    }
}

#[component]
fn Leaked(decision: Decision, run: RunRecord) -> impl IntoView {
    let leak = decision.lab.texts.get().and_then(|texts| Leak::of(&run, &texts));
    leak.map(|leak| {
        view! {
            <div class="trap-outcome">
                <dl class="locked tone-domain">
                    <div><dt>"On the "{format::count(leak.count as u64)}" leaked test texts"</dt><dd data-leak="seen">{format::percent(leak.seen)}</dd></div>
                    <div><dt>"On test texts that it never saw"</dt><dd data-leak="fresh">{format::percent(leak.fresh)}</dd></div>
                </dl>
                <p class="small">"Same model, same test file. Only the second figure says what the model can do with something new. A test set that has leaked cannot be repaired; a new one is needed."</p>
            </div>
        }
    })
}

#[component]
fn OneSided(decision: Decision, run: RunRecord) -> impl IntoView {
    let texts = decision.lab.texts.get();
    let scores = texts.and_then(|texts| {
        let class = run.config.task.sought();
        Some(run.predictions(When::After, Split::TargetTest, &texts)?.scores(Some(class)))
    });
    scores.map(|scores| {
        let row = |name: &'static str, value: Option<f64>| view! { <tr><th scope="row">{name}</th><td>{written(value)}</td></tr> };
        view! {
            <div class="trap-outcome">
                <table class="data">
                    <caption>"On the domain test set, threshold 0.5"</caption>
                    <tbody>
                        {row("Precision", scores.precision)}
                        {row("Recall", scores.recall)}
                        {row("Accuracy", Some(scores.accuracy))}
                        {row("Balanced accuracy", Some(scores.balanced_accuracy))}
                    </tbody>
                </table>
                <p class="small">"One figure alone can be driven to 100 % by a model that has learned nothing. Balanced accuracy of 50 % is what guessing has."</p>
            </div>
        }
    })
}

/// Accuracy at low prevalence: the learner answers first.
#[component]
fn RareCard(decision: Decision) -> impl IntoView {
    let lab = decision.lab;
    let answer = RwSignal::new(None::<bool>);
    let rare = Memo::new(move |_| {
        // Computed from the finished run in view, and not again at every step.
        decision.material.get()?;
        Rare::of(lab.current.read_untracked().as_ref()?, lab.texts.get()?.as_ref())
    });
    let case = move || decision.case();
    let accuracy = move || written(rare.get().and_then(|rare| rare.cells.accuracy()));
    let recall = move || written(rare.get().and_then(|rare| rare.cells.recall()));
    let nobody = move || {
        let Cells { tp, fp, fn_, tn } = rare.get()?.cells;
        Some(format::percent((tn + fp) / (tp + fp + fn_ + tn)))
    };
    view! {
        <article class="trap" aria-labelledby="trap-rare">
            <h3 id="trap-rare">"Accuracy when the class is rare"</h3>
            <Show
                when=move || rare.get().is_some()
                fallback=|| view! { <p class="small">"When a run has ended, its own answers are drawn into a set in which one text in fifty is positive."</p> }
            >
                <p class="small">{move || format!("Your model, on a set drawn from both test sets in which {} of all {} are {}, reaches an accuracy of", format::whole_percent(RARE), case().things, case().positive)}</p>
                <p class="trap-figure" data-rare="accuracy">{accuracy}</p>
                <p class="small">"Would you put it into production?"</p>
                <div class="actions" role="group" aria-label="Would you put it into production?">
                    <button type="button" class="toggle" aria-pressed=move || if answer.get() == Some(true) { "true" } else { "false" } on:click=move |_| answer.set(Some(true))>"Yes"</button>
                    <button type="button" class="toggle" aria-pressed=move || if answer.get() == Some(false) { "true" } else { "false" } on:click=move |_| answer.set(Some(false))>"No"</button>
                    <Show when=move || answer.get().is_some()>
                        <button type="button" class="button plain compact" on:click=move |_| answer.set(None)>"Undo"</button>
                    </Show>
                </div>
                <Show when=move || answer.get().is_some()>
                    <div class="trap-outcome" role="status">
                        <p class="verdict-line tone-domain" data-rare="recall">{move || format!("At the threshold {} it finds {} of those that are {}.", rare.get().map(|rare| threshold_text(rare.threshold)).unwrap_or_default(), recall(), case().positive)}</p>
                        <p class="small">{move || {
                            let cells = rare.get()?.cells;
                            Some(format!("{} found, {} missed, {} false alarms, {} left in peace.", cells.tp, cells.fn_, cells.fp, format::count(cells.tn as u64)))
                        }}</p>
                        <p class="small">{move || format!("{} A model that calls nobody would have an accuracy of {} here. Where a class is rare, look at precision and recall.", if answer.get() == Some(true) { "Many would, going by accuracy." } else { "Good." }, nobody().unwrap_or_default())}</p>
                    </div>
                </Show>
            </Show>
        </article>
    }
}
