//! Before a round: chapter, level and seed.

use leptos::prelude::*;

use super::game::{Game, SEEDS, fresh_seed};
use crate::lesson::round::LENGTH;
use crate::ui::labs::recall::filters::{ChapterFilter, LevelFilter};
use crate::ui::parts::await_lesson;

/// What the next round is drawn from.
#[component]
pub fn SetupView(game: Game) -> impl IntoView {
    let Game { say, setup, .. } = game;
    let level = Signal::derive(move || setup.read().level);
    let chapter = Signal::derive(move || setup.read().chapter.clone());
    let fitting = Memo::new(move |_| game.fitting());
    let fits = move || match fitting.get() {
        0 => say.now(|words| &words.quiz.none_fit),
        n => say.count(|words| &words.quiz.fitting, n),
    };
    let count = Memo::new(move |_| game.files.runs.read().len());
    let runs = move || match count.get() {
        0 => say.rich(|words| &words.quiz.no_runs).into_any(),
        n => (move || say.count(|words| &words.quiz.own_runs, n)).into_any(),
    };
    let chapters = await_lesson(say.lab, game.files.chapters, move |chapters| {
        view! {
            <ChapterFilter say chapters chapter on_choose=move |chapter| setup.update(|setup| setup.chapter = chapter)/>
        }
        .into_any()
    });
    view! {
        <section class="plate sheet" aria-labelledby="quiz-setup">
            <div class="plate-head"><h2 id="quiz-setup" tabindex="-1">{say.text(|words| &words.quiz.setup)}</h2></div>
            <p class="plate-lead">{say.text(|words| &words.quiz.lead)}</p>
            <div class="fields quiz-fields">
                {chapters}
                <LevelFilter say level on_choose=move |level| setup.update(|setup| setup.level = level)/>
                <SeedField game/>
            </div>
            <p role="status">{fits}</p>
            <Show when=move || game.is_first()>
                <p>{say.text(|words| &words.quiz.first_round)}</p>
            </Show>
            <p class="small quiet">{runs}</p>
            <div class="actions">
                <button type="button" class="button primary" disabled=move || fitting.get() == 0 on:click=move |_| game.start()>
                    {move || say.count(|words| &words.quiz.start, fitting.get().min(LENGTH))}
                </button>
            </div>
            <p class="small quiet keys">{say.rich(|words| &words.quiz.keys)}</p>
        </section>
    }
}

#[component]
fn SeedField(game: Game) -> impl IntoView {
    let Game { say, setup, .. } = game;
    let draft = RwSignal::new(None::<String>);
    let problem = move || draft.read().is_some();
    let typed = move |text: String| match text.trim().parse::<u32>() {
        Ok(seed) if seed < SEEDS => {
            draft.set(None);
            setup.update(|setup| setup.seed = seed);
        }
        _ => draft.set(Some(text)),
    };
    let described = move || if problem() { "quiz-seed-problem quiz-seed-hint" } else { "quiz-seed-hint" };
    let another = move |_| {
        draft.set(None);
        setup.update(|setup| setup.seed = (setup.seed.wrapping_mul(31) ^ fresh_seed()) % SEEDS);
    };
    view! {
        <div class="field seed-field">
            <label for="quiz-seed">{say.text(|words| &words.quiz.seed)}</label>
            <input
                id="quiz-seed"
                class="input"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-invalid=move || problem().then_some("true")
                aria-describedby=described
                prop:value=move || draft.get().unwrap_or_else(|| setup.read().seed.to_string())
                on:input:target=move |event| typed(event.target().value())
            />
            <Show when=problem>
                <p class="problem" id="quiz-seed-problem">{say.text(|words| &words.quiz.seed_problem)}</p>
            </Show>
            <p class="hint" id="quiz-seed-hint">{say.text(|words| &words.quiz.seed_hint)}</p>
            <button type="button" class="button compact" on:click=another>{say.text(|words| &words.quiz.new_seed)}</button>
        </div>
    }
}
