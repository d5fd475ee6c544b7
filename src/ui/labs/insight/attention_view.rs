//! Where each head of each layer looks in a text, before and after the run, side by side.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::attention::{Head, change, clamp, highest, looked_at, matrix, most_changed, sentence};
use super::inside::walk;
use super::own_text::OwnText;
use crate::client::Lab;
use crate::client::record::When;
use crate::client::state::EngineState;
use crate::protocol::Attention;
use crate::ui::charts::dragging;
use crate::ui::charts::heat::{SHADES, darkness, shades};

/// Tokens that the table of a row lists.
const LISTED: usize = 6;
/// With more tokens than this their labels would overlap.
const LABELLED: usize = 40;

/// A text, a choice of heads, and the two matrices of the chosen one.
#[component]
pub fn AttentionPart(lab: Lab) -> impl IntoView {
    let text = RwSignal::new(lab.attention.read_untracked().text.clone());
    let busy = Memo::new(move |_| lab.attention.read().busy);
    let answer = Memo::new(move |_| lab.attention.read().answer.clone());
    let trouble = move || {
        lab.attention.read().trouble.clone().map(|trouble| view! { <p class="note bad" role="alert">{trouble}</p> })
    };
    let asleep = Memo::new(move |_| matches!(*lab.engine.read(), EngineState::Asleep));
    let action = Signal::derive(move || match (busy.get(), asleep.get()) {
        (true, _) => "Asking…",
        (false, true) => "Fetch the model and show",
        (false, false) => "Show where it looks",
    });
    view! {
        <section class="insight-part" aria-labelledby="attention-title">
            <h3 id="attention-title">"Where its heads look"</h3>
            <p class="small quiet">"A head lets each token of a text gather from the others; its weights say from which. They add up to 1 in each row. They do not explain the answer by themselves, but they show whether the run changed how the text is read."</p>
            <OwnText lab id="attention-text" label="A text to look into" action text busy on_text=move |text| lab.attend(text)/>
            {trouble}
            <Show when=move || answer.read().is_some()>
                <Heads lab answer/>
            </Show>
        </section>
    }
}

#[component]
fn Heads(lab: Lab, answer: Memo<Option<Attention>>) -> impl IntoView {
    let chosen = RwSignal::new(None::<Head>);
    let token = RwSignal::new(0usize);
    let read = move |of: &dyn Fn(&Attention) -> String| answer.read().as_ref().map(of).unwrap_or_default();
    // Unless another one was chosen, the head that changed most is in view.
    let head = Memo::new(move |_| {
        let answer = answer.read();
        let Some(answer) = answer.as_ref() else { return Head::default() };
        let most = || most_changed(answer).map(|(head, _)| head);
        clamp(answer, chosen.get().or_else(most).unwrap_or_default())
    });
    let here = Memo::new(move |_| {
        let tokens = answer.read().as_ref().map_or(0, |answer| answer.tokens.len());
        token.get().min(tokens.saturating_sub(1))
    });
    let words = Memo::new(move |_| read(&|answer| sentence(answer, head.get(), here.get())));
    let name = move || format!("Layer {}, head {}", head.get().layer + 1, head.get().head + 1);
    let trained = Memo::new(move |_| answer.read().as_ref().is_some_and(|answer| !answer.after.0.is_empty()));
    let most = move || {
        let answer = answer.read();
        let (head, change) = most_changed(answer.as_ref()?)?;
        Some(format!(
            "Layer {}, head {} changed most: on average {change:.2} of a token's weight went elsewhere.",
            head.layer + 1,
            head.head + 1
        ))
    };
    let run = move || {
        let run = lab.attention.read().run?;
        let (runs, current) = (lab.runs.read(), lab.current.read());
        let named = runs.iter().chain(current.iter()).find(|record| record.id == run);
        named.map(|run| format!("“After” is “{}”. ", run.name))
    };
    let table = move || {
        let answer = answer.read();
        let answer = answer.as_ref()?;
        let row = |looked: super::attention::Looked| {
            let token = answer.tokens.get(looked.token).cloned().unwrap_or_default();
            let figure = |weight: f32| format!("{weight:.2}");
            view! {
                <tr>
                    <th scope="row">{token}<span class="quiet">" "{looked.token + 1}</span></th>
                    <td>{figure(looked.before)}</td>
                    <td>{looked.after.map(figure)}</td>
                </tr>
            }
        };
        Some(looked_at(answer, head.get(), here.get(), LISTED).into_iter().map(row).collect_view())
    };
    let own = move || read(&|answer| answer.tokens.get(here.get()).cloned().unwrap_or_default());
    view! {
        <div class="attention">
            <blockquote>{move || lab.attention.read().text.clone()}</blockquote>
            <HeadChoice answer chosen head/>
            <p class="small">{run}{most}</p>
            <Show when=move || !trained.get()>
                <p class="note">"There is no “after” yet: nothing has been trained for this question in this visit. Make a run, then ask again."</p>
            </Show>
            <h4>{name}</h4>
            <div class="attention-pair">
                <Matrix answer head token here words when=When::Before title="Before" id="attention-before"/>
                <Show when=move || trained.get()>
                    <Matrix answer head token here words when=When::After title="After" id="attention-after"/>
                </Show>
            </div>
            <p class="insight-sentence">{words}</p>
            <table class="data attention-row">
                <caption>"What “"{own}"” looks at most, with the place of each token in the text"</caption>
                <thead><tr><th scope="col">"Token"</th><th scope="col">"Before"</th><th scope="col">"After"</th></tr></thead>
                <tbody>{table}</tbody>
            </table>
        </div>
    }
}

/// A button for each head; the more it changed, the stronger its colour.
#[component]
fn HeadChoice(answer: Memo<Option<Attention>>, chosen: RwSignal<Option<Head>>, head: Memo<Head>) -> impl IntoView {
    let rows = move || {
        let answer = answer.read();
        let answer = answer.as_ref()?;
        let largest = most_changed(answer).map_or(0.0, |(_, change)| change);
        let button = |own: Head| {
            let changed = change(answer, own);
            let label = match changed {
                Some(changed) => format!("Layer {}, head {}, changed by {changed:.2}", own.layer + 1, own.head + 1),
                None => format!("Layer {}, head {}", own.layer + 1, own.head + 1),
            };
            let share = changed.map(|changed| format!("--share: {:.0}%", 55.0 * darkness(changed, largest)));
            view! {
                <button type="button" class="head" style=share aria-label=label.clone() title=label aria-pressed=move || if head.get() == own { "true" } else { "false" } on:click=move |_| chosen.set(Some(own))>
                    {own.head + 1}
                </button>
            }
        };
        let row = |layer: u32| {
            let buttons = (0..answer.heads).map(|head| button(Head { layer, head })).collect_view();
            view! { <div class="heads-row"><span class="small" aria-hidden="true">"Layer "{layer + 1}</span>{buttons}</div> }
        };
        Some((0..answer.layers).map(row).collect_view())
    };
    view! {
        <div class="heads" role="group" aria-label="Heads by layer">{rows}</div>
        <p class="small quiet">"Each number is a head. The stronger its colour, the more the run changed where it looks in this text."</p>
    }
}

/// One matrix: each row is a token that looks, each column one that is looked at.
#[component]
fn Matrix(
    answer: Memo<Option<Attention>>,
    head: Memo<Head>,
    token: RwSignal<usize>,
    here: Memo<usize>,
    words: Memo<String>,
    when: When,
    title: &'static str,
    id: &'static str,
) -> impl IntoView {
    let plot = NodeRef::<leptos::html::Div>::new();
    let side = Memo::new(move |_| answer.read().as_ref().map_or(0, |answer| answer.tokens.len()));
    let go_to = move |at: (f64, f64)| {
        let side = side.get_untracked();
        token.set((((1.0 - at.1) * side as f64) as usize).min(side.saturating_sub(1)));
    };
    let (pressed, moved) = dragging(plot, go_to);
    let key = move |event: KeyboardEvent| {
        if let Some(to) = walk(here.get_untracked(), side.get_untracked(), &event.key()) {
            event.prevent_default();
            token.set(to);
        }
    };
    let paths = Memo::new(move |_| {
        let answer = answer.read();
        let answer = answer.as_ref()?;
        let weights = matrix(answer, when, head.get())?;
        Some(shades(weights, answer.tokens.len(), highest(answer, head.get())))
    });
    let cells = move || {
        let path = |(shade, d): (usize, String)| {
            view! { <path d=d fill-opacity=format!("{:.2}", (shade + 1) as f64 / SHADES as f64)></path> }
        };
        paths.get().map(|paths| paths.into_iter().enumerate().map(path).collect_view())
    };
    let scale = move || answer.read().as_ref().map(|answer| format!("{:.2}", highest(answer, head.get())));
    let labels = move || {
        let answer = answer.read();
        let answer = answer.as_ref()?;
        let shown = answer.tokens.len() <= LABELLED;
        let label = |(index, token): (usize, &String)| {
            let own = move || shown || here.get() == index;
            let token = token.clone();
            view! { <span class:here=move || here.get() == index>{move || own().then(|| token.clone())}</span> }
        };
        Some(answer.tokens.iter().enumerate().map(label).collect_view())
    };
    view! {
        <figure class="attention-matrix" aria-labelledby=format!("{id}-title")>
            <figcaption class="chart-head">
                <h5 id=format!("{id}-title")>{title}</h5>
                <p class="heat-legend small quiet"><span>"0"</span><i aria-hidden="true"></i><span>{scale}</span></p>
            </figcaption>
            <div class="attention-box" style=move || format!("--tokens: {}", side.get())>
                <div class="attention-top" aria-hidden="true">{labels}</div>
                <div class="attention-left" aria-hidden="true">{labels}</div>
                <div
                    class="attention-plot"
                    id=id
                    node_ref=plot
                    role="slider"
                    tabindex="0"
                    aria-orientation="vertical"
                    aria-label=format!("Attention {}: choose the token that looks", title.to_lowercase())
                    aria-valuemin="0"
                    aria-valuemax=move || side.get().saturating_sub(1).to_string()
                    aria-valuenow=move || here.get().to_string()
                    aria-valuetext=move || words.get()
                    on:keydown=key
                    on:pointerdown=pressed
                    on:pointermove=moved
                >
                    <svg viewBox=move || format!("0 0 {0} {0}", side.get().max(1)) aria-hidden="true" focusable="false">
                        {cells}
                        <path class="attention-here" d=move || format!("M0 {}h{}v1H0z", here.get(), side.get())></path>
                    </svg>
                </div>
            </div>
            <p class="small quiet" aria-hidden="true">"Rows look, columns are looked at."</p>
        </figure>
    }
}
