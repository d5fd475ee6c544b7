//! Predict first: a guess before the run makes the outcome worth looking at.

use leptos::prelude::*;

use crate::client::Lab;
use crate::client::state::Guess;
use crate::ui::parts::number::NumberSpec;
use crate::ui::parts::{Plate, SliderField, format};
use crate::ui::shell::focus_next;

/// Two sliders and a button that locks the guess in.
#[component]
pub fn GuessPlate(lab: Lab) -> impl IntoView {
    let target = RwSignal::new(75.0);
    let general = RwSignal::new(75.0);
    let (target_draft, general_draft) = (RwSignal::new(None), RwSignal::new(None));
    let locked = Memo::new(move |_| lab.guess.get());
    // A run takes the guess with it; the next one has its own.
    let under_way = Memo::new(move |_| {
        let is_active = lab.status.get().is_active();
        lab.current.read().as_ref().filter(|_| is_active).and_then(|run| run.guess)
    });
    const TARGET: NumberSpec = NumberSpec::percentage("Domain accuracy, in %");
    const GENERAL: NumberSpec = NumberSpec::percentage("General accuracy, in %");
    let broken = move || {
        let wrong = |spec: NumberSpec, draft: RwSignal<Option<String>>| {
            draft.read().as_ref().is_some_and(|typed| spec.read(typed).is_err())
        };
        wrong(TARGET, target_draft) || wrong(GENERAL, general_draft)
    };
    let lock = move |_| {
        if !untrack(broken) {
            lab.guess
                .set(Some(Guess { target: target.get_untracked() / 100.0, general: general.get_untracked() / 100.0 }));
            focus_next("guess-change");
        }
    };
    let change = move |_| {
        if let Some(guess) = lab.guess.get_untracked() {
            target.set((guess.target * 100.0).round());
            general.set((guess.general * 100.0).round());
        }
        lab.guess.set(None);
        focus_next("guess-lock");
    };
    view! {
        <Plate id="guess" title="Predict first" number="iii" lead="What will the model get right after this run? You can also just run: but whoever guesses first sees more.">
            <Show when=move || under_way.read().is_some()>
                <p class="small">
                    {move || under_way.get().map(|guess| format!(
                        "Your guess for the run that is going on: {} domain, {} general. The result will say how far off it was.",
                        format::whole_percent(guess.target),
                        format::whole_percent(guess.general),
                    ))}
                </p>
            </Show>
            <Show
                when=move || locked.read().is_some()
                fallback=move || view! {
                    <div class="fields">
                        <SliderField spec=TARGET id="guess-domain" tone="tone-domain" value=target on_change=move |value| target.set(value) draft=target_draft/>
                        <SliderField spec=GENERAL id="guess-general" tone="tone-general" value=general on_change=move |value| general.set(value) draft=general_draft/>
                        <div class="actions">
                            <button
                                type="button"
                                class="button"
                                id="guess-lock"
                                aria-disabled=move || broken().then_some("true")
                                on:click=lock
                            >"Lock in my guess"</button>
                        </div>
                    </div>
                }
            >
                <dl class="locked">
                    <div class="tone-domain"><dt>"Domain"</dt><dd>{move || locked.get().map(|guess| format::whole_percent(guess.target))}</dd></div>
                    <div class="tone-general"><dt>"General"</dt><dd>{move || locked.get().map(|guess| format::whole_percent(guess.general))}</dd></div>
                </dl>
                <div class="actions">
                    <p class="small quiet">"Locked in for the next run."</p>
                    <button type="button" class="button compact" id="guess-change" on:click=change>"Change it"</button>
                </div>
            </Show>
        </Plate>
    }
}
