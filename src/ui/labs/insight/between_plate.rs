//! The models between start and end of the run trained last: a slider that mixes them.

use leptos::prelude::*;

use super::between::{Figure, averaged, best, hint, line, name, reading, sentence, share, verdict};
use crate::client::Lab;
use crate::client::between::MIXES;
use crate::config::RunConfig;
use crate::ui::charts::frame::Unit;
use crate::ui::charts::line::{Mark, Series, Tone};
use crate::ui::charts::{Dash, LineChart, Upright};
use crate::ui::parts::{Plate, format};

/// A run by its name and its settings.
#[derive(Debug, Clone, PartialEq)]
struct Named {
    id: u32,
    name: String,
    config: RunConfig,
}

/// The run with this number, if it is kept.
fn named(lab: Lab, run: Option<u32>) -> Option<Named> {
    let runs = lab.runs.read();
    let run = runs.iter().find(|kept| Some(kept.id) == run)?;
    Some(Named { id: run.id, name: run.name.clone(), config: run.config.clone() })
}

/// Weight averaging after the run.
#[component]
pub fn BetweenPlate() -> impl IntoView {
    let lab = Lab::from_context();
    let trained = Memo::new(move |_| named(lab, lab.trained.get()));
    let measured = Memo::new(move |_| named(lab, lab.mixture.read().run));
    let count = Memo::new(move |_| lab.mixture.read().points.len());
    let active = Memo::new(move |_| lab.status.get().is_active());
    let busy = Memo::new(move |_| lab.mixture.read().busy);
    let is_measured = move || {
        let done = count.get() > MIXES as usize;
        done && trained.read().as_ref().map(|run| run.id) == measured.read().as_ref().map(|run| run.id)
    };
    let measure = move |_| {
        if !busy.get_untracked() && !active.get_untracked() {
            lab.mix();
        }
    };
    let action = move || {
        if busy.get() {
            "Measuring…"
        } else if is_measured() {
            "Measure them again"
        } else {
            "Measure the models in between"
        }
    };
    let of_which = move || trained.get().map(|run| format!("Of “{}”, the run made last.", run.name));
    let trouble = move || {
        lab.mixture.read().trouble.clone().map(|trouble| view! { <p class="note bad" role="alert">{trouble}</p> })
    };
    view! {
        <Plate id="between" title="Between start and end" number="vi" lead="Put every weight on the straight line between the base model and the trained one: that, too, is a model. Slide along the line and see what each of them knows.">
            <Show
                when=move || trained.read().is_some()
                fallback=|| view! { <p class="empty">"Train first: the weights of the run made last in this visit are needed, since kept runs keep figures and no weights."</p> }
            >
                <div class="actions">
                    <button type="button" class="button primary" aria-disabled=move || (busy.get() || active.get()).then_some("true") on:click=measure>{action}</button>
                    <p class="small quiet">{of_which}{move || active.get().then_some(" It can be measured when the run that is going on has ended.")}</p>
                </div>
            </Show>
            {trouble}
            <Show when=move || busy.get()>
                <div class="insight-progress">
                    <progress max=(MIXES + 1).to_string() value=move || count.get().to_string() aria-label="Models measured"></progress>
                    <p class="small figure" role="status">{move || format!("{} of {} models measured", count.get(), MIXES + 1)}</p>
                </div>
            </Show>
            <Show when=move || { count.get() > 0 }>
                <Mixed lab measured/>
            </Show>
            <p class="small quiet">
                "Averaging the weights of start and end is the WiSE-FT of "
                <a href="https://arxiv.org/abs/2109.01903" rel="noreferrer">"Wortsman et al. (2022)"</a>
                ". There it often kept what was known at little cost. Whether it does so for this small model is what you see here; \
                 it may not."
            </p>
        </Plate>
    }
}

#[component]
fn Mixed(lab: Lab, measured: Memo<Option<Named>>) -> impl IntoView {
    let chosen = RwSignal::new(None::<u32>);
    let mixture = lab.mixture;
    let best = Memo::new(move |_| best(&mixture.read()));
    let place = Memo::new(move |_| chosen.get().or(best.get()).unwrap_or(MIXES));
    let series = Memo::new(move |_| {
        let mixture = mixture.read();
        let domain = Series::new("Domain", Tone::Domain, line(&mixture, |mixed| mixed.target.accuracy));
        let general = Series::new("General", Tone::General, line(&mixture, |mixed| mixed.general.accuracy));
        vec![Series { mark: Mark::Dot, ..domain }, Series { mark: Mark::Square, dash: Dash::Dashed, ..general }]
    });
    let uprights = Memo::new(move |_| {
        let at = |place: u32, label: &str| Upright { x: 100.0 * share(place), label: label.into() };
        let here = (Some(place.get()) != best.get()).then(|| at(place.get(), "here"));
        best.get().map(|best| at(best, "best mean")).into_iter().chain(here).collect::<Vec<_>>()
    });
    let slid = move |value: String| {
        if let Ok(place) = value.parse() {
            chosen.set(Some(place));
        }
    };
    let figures = move || {
        let Some(reading) = reading(&mixture.read(), place.get()) else {
            return view! { <p class="empty">"This model is not measured yet."</p> }.into_any();
        };
        view! {
            <div class="mixed-figures">
                {card("Domain validation", "tone-domain", reading.target)}
                {card("General validation", "tone-general", reading.general)}
            </div>
        }
        .into_any()
    };
    let so = move || averaged(&measured.read().as_ref()?.config, place.get());
    let train_so = move |_| {
        let Some(config) = untrack(so) else { return };
        lab.config.set(config);
        let words = "The form holds the run with weight averaging now. Press Run to make it.";
        lab.inform(words, Vec::new());
    };
    let hint = move || measured.read().as_ref().map(|run| hint(run.config.strategy));
    view! {
        <div class="mixed insight-part">
            <p class="small quiet">{move || measured.get().map(|run| format!("Measured for “{}”.", run.name))}</p>
            <LineChart
                id="between-chart"
                title="Accuracy between start and end"
                series
                uprights
                unit=Unit::Share
                x_name="Percent of the way"
                x_end=Signal::stored(Some(100.0))
                empty="Accuracy on validation texts, from the base model to the trained one."
            />
            <div class="field wide">
                <label for="between-slider">"How far towards the trained model"</label>
                <input
                    id="between-slider"
                    type="range"
                    min="0"
                    max=MIXES.to_string()
                    step="1"
                    aria-valuetext=move || sentence(&mixture.read(), place.get())
                    style=move || format!("--filled: {:.0}%", 100.0 * share(place.get()))
                    prop:value=move || place.get().to_string()
                    on:input:target=move |event| slid(event.target().value())
                />
            </div>
            <p class="insight-sentence figure">{move || name(place.get())}</p>
            {figures}
            <p>{move || verdict(&mixture.read())}</p>
            <p class="small quiet">"All of this is read off the watched validation texts, since it serves to choose. A test set that chooses is a test set no more."</p>
            <Show when=move || so().is_some()>
                <div class="actions">
                    <button type="button" class="button" on:click=train_so>"Train so"</button>
                    <p class="small quiet">{hint}</p>
                </div>
            </Show>
        </div>
    }
}

/// An accuracy with its differences to both ends.
fn card(name: &'static str, tone: &'static str, figure: Figure) -> impl IntoView {
    let against = |what: &'static str, difference: Option<f64>| {
        difference.map(|difference| view! { <p class="small">{format::points(difference)}" against "{what}</p> })
    };
    view! {
        <div class=format!("score-card {tone}")>
            <h4>{name}</h4>
            <p class="score-values"><span class="score-after">{format::percent(figure.here)}</span></p>
            {against("the base model", figure.from_start)}
            {against("the trained model", figure.from_end)}
        </div>
    }
}
