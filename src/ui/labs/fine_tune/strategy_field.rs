//! What is trained and what holds the weights back, with the numbers that go with it.

use leptos::prelude::*;

use super::choices::with_strategy;
use super::drafts::Drafts;
use super::hyperparameters::ConfigField;
use super::remedies::{hint, sentence, source_of};
use crate::client::Lab;
use crate::config::{LoraTargets, Strategy};
use crate::course::url::key;
use crate::ui::parts::{Toggle, Toggles};

/// The choice of a strategy. One of the same kind keeps its numbers.
#[component]
pub fn StrategyField(lab: Lab, drafts: Drafts) -> impl IntoView {
    let strategy = Memo::new(move |_| lab.config.read().strategy);
    let kind = Memo::new(move |_| strategy.get().name());
    let choose = move |name: String| {
        let Some(chosen) = Strategy::from_name(&name) else { return };
        if !chosen.is_like(strategy.get_untracked()) {
            for field in chosen.fields() {
                drafts.of(*field).set(None);
            }
            lab.config.update(|config| *config = with_strategy(config, chosen));
        }
    };
    let option = move |strategy: Strategy| {
        let name = strategy.name();
        view! { <option value=name prop:selected=move || kind.get() == name>{strategy.label()}</option> }
    };
    let numbers = move || {
        // Fields belong to the kind: another number must not take the focus away from the one being typed.
        let of_kind = Strategy::from_name(kind.get()).map_or(&[][..], Strategy::fields);
        let field = |field| view! { <ConfigField lab drafts field id=key(field) hint=hint(field)/> };
        of_kind.iter().copied().map(field).collect_view()
    };
    let is_lora = Memo::new(move |_| matches!(strategy.get(), Strategy::Lora { .. }));
    let source = move || {
        let source = source_of(strategy.get());
        view! { <a href=source.url target="_blank" rel="noopener">{source.label}</a> }
    };
    view! {
        <div class="strategy">
            <div class="field wide">
                <label for="strategy">"Strategy"</label>
                <select id="strategy" class="input" aria-describedby="strategy-hint" on:change:target=move |event| choose(event.target().value())>
                    {Strategy::ALL.map(option).into_iter().collect_view()}
                </select>
                <p class="hint" id="strategy-hint">{move || sentence(strategy.get())}" ("{source}")"</p>
            </div>
            {numbers}
            <Show when=move || is_lora.get()><LoraChoices lab/></Show>
        </div>
    }
}

#[component]
fn LoraChoices(lab: Lab) -> impl IntoView {
    let options = LoraTargets::ALL.map(|targets| Toggle { value: targets, label: targets.label() }).to_vec();
    let value = Memo::new(move |_| match lab.config.read().strategy {
        Strategy::Lora { targets, .. } => Some(targets),
        _ => None,
    });
    let merges = Memo::new(move |_| matches!(lab.config.read().strategy, Strategy::Lora { merge: true, .. }));
    let on_choose = move |chosen| {
        lab.config.update(|config| {
            if let Strategy::Lora { targets, .. } = &mut config.strategy {
                *targets = chosen;
            }
        });
    };
    let set_merge = move |checked| {
        lab.config.update(|config| {
            if let Strategy::Lora { merge, .. } = &mut config.strategy {
                *merge = checked;
            }
        });
    };
    view! {
        <div class="field wide wordy">
            <span class="field-name">"Matrices that are updated"</span>
            <Toggles label="Matrices that are updated" options value on_choose/>
        </div>
        <label class="check">
            <input type="checkbox" id="merge" prop:checked=move || merges.get() on:change:target=move |event| set_merge(event.target().checked())/>
            <span>"At the end, add the updates to the weights, so that the model has its old size"</span>
        </label>
    }
}
