//! Two settings side by side, and whether they differ by more than their seeds do.

use leptos::prelude::*;

use super::settings::Setting;
use super::state::Forgetting;
use super::verdicts::{difference, mean_and_range};
use crate::metrics::Spread;
use crate::ui::parts::Plate;

/// Picks two settings and compares what they gained and kept.
#[component]
pub fn ComparePlate(forgetting: Forgetting) -> impl IntoView {
    let settings = forgetting.settings;
    let chosen = [RwSignal::new(None::<u32>), RwSignal::new(None::<u32>)];
    // A setting whose runs were deleted makes room for another; at first, the two newest are compared.
    let pick = move |side: usize| {
        let settings = settings.read();
        let known = chosen[side].get().and_then(|key| settings.iter().find(|setting| setting.key == key));
        known.or_else(|| settings.get(side)).cloned()
    };
    let sides = [Memo::new(move |_| pick(0)), Memo::new(move |_| pick(1))];
    let enough = Memo::new(move |_| settings.read().len() > 1);
    view! {
        <Plate id="compare-settings" title="Is the difference real?" number="ii" lead="Another seed draws other examples in another order, and gives another figure. A difference counts when it is larger than what seeds alone make.">
            <Show when=move || enough.get() fallback=|| view! { <p class="empty">"Make runs with two different settings. Then they can be compared here, and repeated with other seeds."</p> }>
                <div class="pair">
                    <Choice forgetting label="First" id="compare-first" chosen=chosen[0] own=sides[0]/>
                    <Choice forgetting label="Second" id="compare-second" chosen=chosen[1] own=sides[1]/>
                </div>
                <Differences sides/>
                <div class="actions">
                    <Repeat forgetting label="Plan repeats of the first" own=sides[0]/>
                    <Repeat forgetting label="Plan repeats of the second" own=sides[1]/>
                </div>
            </Show>
        </Plate>
    }
}

#[component]
fn Choice(
    forgetting: Forgetting,
    label: &'static str,
    id: &'static str,
    chosen: RwSignal<Option<u32>>,
    own: Memo<Option<Setting>>,
) -> impl IntoView {
    let settings = forgetting.settings;
    let key = move || own.read().as_ref().map(|setting| setting.key);
    let option = move |(value, title): (u32, String)| {
        view! { <option value=value.to_string() prop:selected=move || key() == Some(value)>{title}</option> }
    };
    let options = move || {
        let list: Vec<(u32, String)> = settings.read().iter().map(|setting| (setting.key, setting.title())).collect();
        list.into_iter().map(option).collect_view()
    };
    view! {
        <div class="field wide">
            <label for=id>{label}</label>
            <select id=id class="input" on:change:target=move |event| chosen.set(event.target().value().parse().ok())>{options}</select>
        </div>
    }
}

/// Plans a sweep over seeds; the plate of sweeps says what it takes before it starts.
#[component]
fn Repeat(forgetting: Forgetting, label: &'static str, own: Memo<Option<Setting>>) -> impl IntoView {
    let plan = move |_| {
        if let Some(setting) = own.read_untracked().as_ref() {
            forgetting.plan_repeats(setting.config());
        }
    };
    view! { <button type="button" class="button compact" on:click=plan>{label}</button> }
}

#[component]
fn Differences(sides: [Memo<Option<Setting>>; 2]) -> impl IntoView {
    let row = move |name: &'static str, tone: &'static str, read: fn(&Setting) -> Spread| {
        let spreads = Memo::new(move |_| {
            let [first, second] = sides.map(|side| side.read().as_ref().map(read));
            first.zip(second)
        });
        let cell = move |second: bool| move || spreads.get().map(|(a, b)| mean_and_range(if second { &b } else { &a }));
        let told = move || spreads.get().map(|(first, second)| difference(&first, &second));
        view! {
            <tr class=tone data-difference=name>
                <th scope="row">{name}</th>
                <td data-label="First">{cell(false)}</td>
                <td data-label="Second">{cell(true)}</td>
                <td data-label="Difference"><strong>{move || told().map(|told| told.figure)}</strong></td>
                <td data-label="What it means" class="wordy"><span class=move || told().map(|told| format!("spread-{}", told.class))>{move || told().map(|told| told.sentence)}</span></td>
            </tr>
        }
    };
    let same = move || {
        sides[0].read().as_ref().map(|setting| setting.key) == sides[1].read().as_ref().map(|setting| setting.key)
    };
    view! {
        <Show when=move || !same() fallback=|| view! { <p class="empty">"These are the same setting. Choose two different ones."</p> }>
            <div class="scroll" tabindex="0" role="region" aria-label="Comparison of two settings">
                <table class="cards-table">
                    <caption class="sr-only">"Change on both test sets, mean over the seeds, with the lowest and the highest"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"On the test sets"</th>
                            <th scope="col">"First"</th>
                            <th scope="col">"Second"</th>
                            <th scope="col">"Difference"</th>
                            <th scope="col">"What it means"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row("Domain accuracy gained", "tone-domain", |setting| setting.gained)}
                        {row("General accuracy kept", "tone-general", |setting| setting.kept)}
                    </tbody>
                </table>
            </div>
        </Show>
    }
}
