//! Inside the model: how far its parts moved, where the texts went, and where the heads look.

use leptos::prelude::*;

use super::attention_view::AttentionPart;
use super::inside::{changed, moved, summary};
use super::projection::ProjectionPart;
use crate::client::Lab;
use crate::protocol::{Look, Watchlist};
use crate::ui::charts::HeatMap;
use crate::ui::parts::{Plate, format};

/// The looks of the run in view; made anew only when one has come.
pub type Looks = Memo<Vec<Look>>;

/// The switch and everything that it brings, and attention.
#[component]
pub fn InsidePlate() -> impl IntoView {
    let lab = Lab::from_context();
    let looks: Looks = Memo::new(move |_| {
        let current = lab.current.read();
        current.as_ref().map(|run| run.insight.looks.clone()).unwrap_or_default()
    });
    let any = Memo::new(move |_| !looks.read().is_empty());
    let inside = Memo::new(move |_| lab.watchlist.read().inside);
    let switch = move |inside: bool| {
        let watchlist = Watchlist { inside, ..lab.watchlist.get_untracked() };
        lab.look_at(watchlist);
    };
    let words = move || match (lab.status.get().is_active(), inside.get()) {
        (true, true) => "The first look comes with the next evaluation.",
        (true, false) => "Nobody looks into this run. Switch it on: the next evaluation looks.",
        (false, true) => "Make a run: every evaluation of it looks inside, the base model first.",
        (false, false) => "Nobody has looked into the run in view. Switch it on and make a run.",
    };
    view! {
        <Plate id="inside" title="Inside the model" number="vii" lead="Which parts of the model does the run change, and how does it see the texts before and after? Some texts are followed through the model, half of them general, half of the domain.">
            <label class="check">
                <input id="look-inside" type="checkbox" aria-describedby="look-inside-help" prop:checked=move || inside.get() on:change:target=move |event| switch(event.target().checked())/>
                <span>"Look inside while it trains"</span>
            </label>
            <p class="small quiet" id="look-inside-help">"It takes time: every evaluation reads more texts and compares all weights. So it is off until you ask for it. It can be switched while a run goes on."</p>
            <Show when=move || any.get() fallback=move || view! { <p class="empty insight-part">{words}</p> }>
                <HeatPart looks/>
                <ProjectionPart lab looks/>
            </Show>
            <AttentionPart lab/>
        </Plate>
    }
}

#[component]
fn HeatPart(looks: Looks) -> impl IntoView {
    let selected = RwSignal::new((0, usize::MAX));
    let of_weights = Memo::new(move |_| moved(&looks.read()));
    let of_outputs = Memo::new(move |_| changed(&looks.read()));
    view! {
        <section class="insight-part" aria-labelledby="moved-title">
            <h3 id="moved-title">"How far its parts have moved"</h3>
            <p class="insight-sentence">{move || summary(&looks.read())}</p>
            <div class="pair">
                <HeatMap id="moved-map" title="Weights: distance from the start" heat=of_weights write=format::percent x_name="Step" y_name="Part" selected/>
                <HeatMap id="changed-map" title="Representations: 1 − CKA" heat=of_outputs write=format::loss x_name="Step" y_name="Part" selected/>
            </div>
            <p class="small quiet">
                "Weights: the length of the difference between the weights now and at the start, as a share of their length at the \
                 start. Representations: how much what a part puts out for the probe texts has changed; 0 is the same up to turning and scaling, 1 has \
                 nothing in common (linear centred kernel alignment, "
                <a href="https://arxiv.org/abs/1905.00414" rel="noreferrer">"Kornblith et al., 2019"</a>
                "). Weights can move far and change little, and the other way round."
            </p>
        </section>
    }
}
