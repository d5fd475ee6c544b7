//! Whether probabilities can be taken at their word, and temperature scaling.

use leptos::prelude::*;

use super::curves::look;
use super::material::Material;
use super::state::{Decision, other};
use crate::client::record::When;
use crate::metrics::{Bin, brier, ece, reliability};
use crate::ui::charts::sheet::Sheet;
use crate::ui::charts::{Curve, Plane, Spot};
use crate::ui::parts::{Plate, format};

/// Bins of the reliability diagram.
const BINS: usize = 10;

/// Reliability diagram, figures, and the switch.
#[component]
pub fn CalibrationPlate(decision: Decision) -> impl IntoView {
    let bins = move |when: When| decision.with_sample(when, |sample| reliability(&sample.ranking, BINS));
    let own = Memo::new(move |_| bins(decision.when.get()).unwrap_or_default());
    let others = Memo::new(move |_| {
        decision.overlay.get().then(|| bins(other(decision.when.get()))).flatten().unwrap_or_default()
    });
    let curve = |when: When, bins: &[Bin]| {
        let (label, tone, dash) = look(when);
        let points = bins.iter().map(|bin| (bin.mean_score, bin.share_positive)).collect();
        Curve { label: label.into(), tone, dash, points }
    };
    let curves = Memo::new(move |_| {
        let when = decision.when.get();
        let mut curves = vec![curve(when, &own.read()), curve(other(when), &others.read())];
        curves.retain(|curve| !curve.points.is_empty());
        curves
    });
    let spots = Memo::new(move |_| {
        let tone = look(decision.when.get()).1;
        let spot =
            |bin: &Bin| Spot { at: (bin.mean_score, bin.share_positive), tone, full: true, label: String::new() };
        own.read().iter().map(spot).collect::<Vec<_>>()
    });
    let summary = Signal::derive(move || {
        let worst = own.get().into_iter().max_by(|a, b| gap(a).total_cmp(&gap(b)));
        worst.map_or_else(String::new, |bin| {
            format!(
                "The largest part of the error comes from {} texts with probabilities of about {:.2}, of which {:.0} % are {}.",
                bin.count,
                bin.mean_score,
                bin.share_positive * 100.0,
                decision.case().positive
            )
        })
    });
    let sheet = Signal::derive(move || {
        let row = |bin: &Bin| {
            vec![
                format!("{:.3}", bin.mean_score),
                format!("{:.3}", bin.share_positive),
                format::count(u64::from(bin.count)),
            ]
        };
        Sheet {
            caption: format!("Reliability, {} the run", look(decision.when.get()).0),
            columns: ["Mean probability in a bin", "Share that is positive", "Texts"].map(String::from).into(),
            rows: own.read().iter().map(row).collect(),
        }
    });
    let figure = move |name: &'static str, when: When, read: fn(&crate::metrics::Ranking) -> f64| {
        let value =
            move || decision.with_sample(when, |sample| read(&sample.ranking)).map(|value| format!("{value:.3}"));
        view! { <td data-calibration=name>{value}</td> }
    };
    let temperature = move |when: When| {
        let of = move |material: &Material| material.side(when).map(|side| format!("{:.2}", side.temperature));
        move || decision.material.read().as_ref().and_then(|material| of(material))
    };
    view! {
        <Plate id="calibration" title="Can the probabilities be believed?" number="v" lead="Of the texts to which a calibrated model gives 0.8, eight in ten are positive. A threshold on overconfident probabilities misleads: 0.95 may mean 0.8.">
            <div class="pair">
                <Plane title="Reliability diagram" id="reliability" x_name="Mean probability in a bin" y_name="Share that is positive" curves spots summary sheet diagonal="calibrated"/>
                <div class="calibration-figures">
                    <div class="scroll" tabindex="0" role="region" aria-label="Calibration figures">
                        <table class="data">
                            <caption>"On validation texts"</caption>
                            <thead><tr><th scope="col">"Figure"</th><th scope="col">"Before"</th><th scope="col">"After"</th></tr></thead>
                            <tbody>
                                <tr><th scope="row">"Expected calibration error"</th>{figure("ece before", When::Before, |r| ece(r, BINS))}{figure("ece after", When::After, |r| ece(r, BINS))}</tr>
                                <tr><th scope="row">"Brier score"</th>{figure("brier before", When::Before, brier)}{figure("brier after", When::After, brier)}</tr>
                                <tr><th scope="row">"Temperature that fits best"</th><td>{temperature(When::Before)}</td><td>{temperature(When::After)}</td></tr>
                            </tbody>
                        </table>
                    </div>
                    <label class="check">
                        <input type="checkbox" id="calibrated" prop:checked=move || decision.calibrated.get() on:change:target=move |event| decision.calibrated.set(event.target().checked())/>
                        <span>"Apply temperature scaling to every probability of this lab"</span>
                    </label>
                    <p class="small quiet">
                        "The logits are divided by one number, the temperature, chosen for the lowest loss on validation texts. Above 1 it makes the model less sure, below 1 surer. The order of the texts stays, and with it both curves; only the meaning of a threshold changes. Since the temperature is fitted on the texts that are shown here, the figures after it are a little too kind."
                    </p>
                </div>
            </div>
        </Plate>
    }
}

fn gap(bin: &Bin) -> f64 {
    (bin.mean_score - bin.share_positive).abs() * f64::from(bin.count)
}
