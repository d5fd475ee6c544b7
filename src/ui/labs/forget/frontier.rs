//! The plane of learning and forgetting: every run a mark, the front, and the challenge to move it.

use leptos::prelude::*;

use super::challenge::{attempt, target, target_sentence};
use super::plot::{COLUMNS, Leader, Plot, look, near_the_front};
use super::settings::settings;
use super::state::Forgetting;
use crate::config::Strategy;
use crate::ui::charts::{Scatter, ShapeIcon};
use crate::ui::parts::{Plate, format};

/// The frontier of all runs.
#[component]
pub fn FrontierPlate(forgetting: Forgetting) -> impl IntoView {
    let Forgetting { lab, runs, .. } = forgetting;
    let hidden = RwSignal::new(Vec::<&'static str>::new());
    let near = RwSignal::new(false);
    let chosen = Memo::new(move |_| {
        let (hidden, runs) = (hidden.read(), runs.read());
        let is_shown = |run: &&super::measured::Measured| !hidden.contains(&run.config.strategy.name());
        runs.iter().filter(is_shown).cloned().collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| {
        let chosen = chosen.get();
        if near.get() { near_the_front(&chosen, &settings(&chosen)) } else { chosen }
    });
    let left_out = move || match chosen.read().len() - shown.read().len() {
        0 => String::new(),
        count => format!(" ({} left out)", format::plural(count as u64, "run")),
    };
    let looked_at = Memo::new(move |_| lab.current.read().as_ref().map(|run| run.id));
    let shown_settings = Memo::new(move |_| settings(&shown.read()));
    let plot = Memo::new(move |_| Plot::of(&shown.read(), &shown_settings.read(), looked_at.get()));
    let dots = Memo::new(move |_| plot.read().dots.clone());
    let means = Memo::new(move |_| plot.read().means.clone());
    let front = Memo::new(move |_| plot.read().front.clone());
    let leaders = Memo::new(move |_| plot.read().leaders.clone());
    let summary = Signal::derive(move || plot.read().summary(shown_settings.read().len()));
    let open = move |run: u32| lab.show(run);
    let leader = move |Leader { run, name, title, figures }: Leader| {
        view! {
            <li>
                <button type="button" class="button plain compact" on:click=move |_| open(run)>{name}</button>
                <span class="small">{title}</span>
                <span class="small quiet figure">{figures}</span>
            </li>
        }
    };
    view! {
        <Plate
            id="frontier"
            title="Learning against forgetting"
            number="i"
            lead="Every finished run of this model and task is a mark, measured on both test sets. To the right: it gained more on the domain. Up: it kept more of its general knowledge. The line joins what no other setting beats in both."
        >
            <Show when=move || !runs.read().is_empty() fallback=move || view! { <Empty forgetting/> }>
                <Filters forgetting hidden/>
                <label class="check near">
                    <input type="checkbox" id="near-front" prop:checked=move || near.get() on:change:target=move |event| near.set(event.target().checked())/>
                    <span>"Leave out runs that lie far below the front"{left_out}</span>
                </label>
                <div class="frontier">
                    <Scatter
                        title="Gained and kept"
                        id="frontier-plot"
                        x_name="Domain accuracy gained, points"
                        y_name="Change of general accuracy, points"
                        origin="base model"
                        dots
                        means
                        front
                        columns=&COLUMNS
                        summary
                        on_open=open
                    />
                    <div class="front-list">
                        <h3>"On the front"</h3>
                        <ol>{move || leaders.get().into_iter().map(leader).collect_view()}</ol>
                        <p class="small quiet">
                            "Runs that are equal but for their seed are one setting: it stands at their mean, and the whiskers reach from the lowest to the highest. One seed alone may be luck. Left out are runs that began from another run, and those with mistakes made on purpose."
                        </p>
                    </div>
                </div>
                <Challenge forgetting/>
            </Show>
        </Plate>
    }
}

#[component]
fn Filters(forgetting: Forgetting, hidden: RwSignal<Vec<&'static str>>) -> impl IntoView {
    let kinds = Memo::new(move |_| {
        let runs = forgetting.runs.read();
        let is_there = |strategy: &Strategy| runs.iter().any(|run| run.config.strategy.is_like(*strategy));
        Strategy::ALL.into_iter().filter(is_there).map(Strategy::name).collect::<Vec<_>>()
    });
    let flip = move |name: &'static str| {
        hidden.update(|hidden| match hidden.iter().position(|other| *other == name) {
            Some(index) => {
                hidden.remove(index);
            }
            None => hidden.push(name),
        });
    };
    let toggle = move |name: &'static str| {
        let strategy = Strategy::from_name(name)?;
        let (shape, tone) = look(strategy);
        let pressed = move || if hidden.read().contains(&name) { "false" } else { "true" };
        Some(view! {
            <button type="button" class="toggle legend-toggle" aria-pressed=pressed on:click=move |_| flip(name)>
                <ShapeIcon shape tone/>
                {strategy.label()}
            </button>
        })
    };
    view! {
        <div class="toggles legend-toggles" role="group" aria-label="Strategies that are shown">
            <For each=move || kinds.get() key=|name| *name children=toggle/>
        </div>
    }
}

/// What to beat, and whether the newest run did.
#[component]
fn Challenge(forgetting: Forgetting) -> impl IntoView {
    let Forgetting { runs, settings, .. } = forgetting;
    let goal = move || target(&settings.read()).map(target_sentence);
    let tried = Memo::new(move |_| attempt(&runs.read()));
    let class = move || {
        let moved = tried.read().as_ref().is_some_and(|attempt| attempt.moved);
        if moved { "front-attempt moved" } else { "front-attempt" }
    };
    view! {
        <section class="beat" aria-labelledby="beat-title">
            <h3 id="beat-title">"Challenge: beat the front"</h3>
            <p data-beat="target">{goal}</p>
            <div role="status">
                {move || tried.get().map(|attempt| view! {
                    <p class=class data-beat="attempt"><span aria-hidden="true">{if attempt.moved { "✓ " } else { "✗ " }}</span>{attempt.sentence}</p>
                })}
            </div>
        </section>
    }
}

#[component]
fn Empty(forgetting: Forgetting) -> impl IntoView {
    let lab = forgetting.lab;
    let busy = move || forgetting.busy();
    view! {
        <div class="empty">
            <p>{move || if busy() {
                "Your first run is going on. It becomes a mark here when it has ended."
            } else {
                "There is no finished run of this model and task yet. Make one, then another with a different strategy or learning rate: two marks are enough to compare."
            }}</p>
        </div>
        <Show when=move || !busy()>
            <div class="actions"><button type="button" class="button primary" on:click=move |_| lab.run()>"Make the first run"</button></div>
        </Show>
    }
}
