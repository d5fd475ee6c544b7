//! How far to trust what was found: precision and recall, as they were measured.

use leptos::prelude::*;

use super::view::Place;
use crate::client::summary::model_name;
use crate::config::BaseModel;
use crate::lesson::explain_figures::{Method, MethodFigures};

/// The note beside the guess, about the model that made it or is going to.
#[component]
pub fn Guess(place: Place) -> impl IntoView {
    let lab = place.lab;
    let model = {
        let place = place.clone();
        Memo::new(move |_| {
            let checked = place.prompt().and_then(|prompt| place.checked(prompt)).map(|checked| checked.model);
            let loaded = lab.engine.read().ready().map(|ready| ready.model);
            checked.or(loaded).unwrap_or_else(|| lab.config.read().model)
        })
    };
    let title = place.text(&place.words.guess.title);
    let table = table(&place);
    view! {
        <aside class="explain-guess" aria-labelledby="explain-guess">
            <h3 id="explain-guess">{title}</h3>
            {move || sentences(&place, model.get())}
            {table}
        </aside>
    }
}

fn sentences(place: &Place, model: BaseModel) -> Option<impl IntoView + use<>> {
    let figures = &place.figures;
    let own = figures.of(Method::of(model))?;
    let counted = figures.of(Method::SharedWords)?;
    let words = &place.words.guess;
    let percent = |share: f64| place.language.percent(share, 0);
    let number = |value: f64| place.language.number(value, 2);
    let main = place.fill(
        &words.figures,
        &[
            ("model", model_name(model).to_owned()),
            ("n", figures.reported_on.to_string()),
            ("precision", percent(own.precision)),
            ("recall", percent(own.recall)),
        ],
    );
    let [precision_low, precision_high] = own.precision_range.map(percent);
    let [recall_low, recall_high] = own.recall_range.map(percent);
    let ranges = place.fill(
        &words.ranges,
        &[
            ("precision_low", precision_low),
            ("precision_high", precision_high),
            ("recall_low", recall_low),
            ("recall_high", recall_high),
        ],
    );
    let negations = place.fill(
        &words.negations,
        &[("found", own.found_in_negations.to_string()), ("ideas", (4 * figures.negations).to_string())],
    );
    let maybe =
        place.fill(&words.maybe, &[("there", own.maybe.there.to_string()), ("maybe", own.maybe.said.to_string())]);
    let nonsense = place
        .fill(&words.nonsense, &[("n", figures.nonsense.to_string()), ("found", own.found_in_nonsense.to_string())]);
    let comparison = if own.f1 > counted.f1 { &words.beats_words } else { &words.no_better_than_words };
    let comparison = place.fill(comparison, &[("own", number(own.f1)), ("words", number(counted.f1))]);
    Some(view! {
        <p>{main}</p>
        <p>{maybe}</p>
        <p>{nonsense}" "{negations}</p>
        <p class="small quiet">{ranges}" "{comparison}</p>
    })
}

fn table(place: &Place) -> impl IntoView + use<> {
    let words = &place.words.guess;
    let text = |text| place.text(text);
    let title = place.fill(&words.table, &[("n", place.figures.reported_on.to_string())]);
    let name = |method| match method {
        Method::Pocket => model_name(BaseModel::Pocket).to_owned(),
        Method::MiniLm3 => model_name(BaseModel::MiniLm3).to_owned(),
        Method::SharedWords => text(&words.shared_words),
        Method::Always => text(&words.always),
    };
    let number = |value: f64| place.language.number(value, 2);
    let row = |figures: &MethodFigures| {
        let MethodFigures { precision, recall, f1, .. } = figures;
        view! {
            <tr>
                <th scope="row">{name(figures.method)}</th>
                <td>{number(*precision)}</td>
                <td>{number(*recall)}</td>
                <td>{number(*f1)}</td>
            </tr>
        }
    };
    view! {
        <details class="more">
            <summary>{title}</summary>
            <table class="explain-table">
                <thead>
                    <tr>
                        <th scope="col">{text(&words.way)}</th>
                        <th scope="col">{text(&words.precision)}</th>
                        <th scope="col">{text(&words.recall)}</th>
                        <th scope="col">"F1"</th>
                    </tr>
                </thead>
                <tbody>{place.figures.methods.iter().map(row).collect_view()}</tbody>
            </table>
        </details>
    }
}
