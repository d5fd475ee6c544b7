//! `docs/explain-check.md`, from what was measured. Nobody types a figure.

use std::fmt::Write as _;

use super::study::{Half, Kind};
use super::{Chosen, Measured};
use crate::config::BaseModel;
use crate::lesson::explain_figures::{Method, MethodFigures};
use crate::metrics::Cells;

/// The report.
pub fn text(measured: &Measured) -> String {
    let Measured { study, tried, chosen } = measured;
    let figures = measured.figures();
    let labels = |half| {
        let cells = study.cells(&super::Scored::always(study), 0.0, half, None);
        (cells.tp, cells.total())
    };
    let (there, all) = labels(Half::Reporting);
    let mut text = format!(
        "# How often the check of explanations is right\n\nIn “Explain in your own words” the page guesses which of four \
         ideas an answer holds: each sentence of the answer, and each part of a sentence, is compared with reference \
         phrasings by the loaded base model's vectors, and an idea counts as found if its nearest pair is near enough. This \
         page says how often that guess is right. Made by\n\n```sh\ncargo run --features prepare --bin prepare -- \
         explain-figures\n```\n\nfrom `tests/golden/explanations.json`: {} answers in English, written by hand as different \
         learners would, each labelled with the ideas that it really holds before anything was scored. They come in pairs \
         of one prompt and one kind. The first of each pair ({} answers, even indices) chose depth and threshold; the \
         second ({}, odd indices) is reported here and chose nothing. Nobody typed a figure on this page.\n\nRead it with \
         care: answers, labels and phrasings come from one hand, which makes the answers nearer to the phrasings than yours \
         will be, and {} answers are few. The brackets hold 95 of 100 draws of as many answers from these, with \
         replacement.\n\n## Reported: {} answers, {there} of {all} ideas are there\n\n\
         | way | layers | from | found rightly | found wrongly | missed | rightly left out | precision | recall | F1 |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
        study.answers.len(),
        figures.chosen_on,
        figures.reported_on,
        figures.reported_on,
        figures.reported_on,
    );
    for (chosen, figures) in chosen.iter().zip(&figures.methods) {
        row(&mut text, chosen, figures, study.cells(&chosen.scored, chosen.setting.threshold, Half::Reporting, None));
    }
    text += "\n“Layers” is how many layers a text goes through before the mean of its tokens is taken; 0 is the embeddings \
             alone. “From” is the threshold. Shared words is the best Jaccard index of the content words of a piece of the \
             answer and a phrasing, with a threshold chosen in the same way. “Always” calls every idea found.\n";
    text += &verdict(&figures.methods);
    text += &flattery(measured, &figures.methods);
    kinds(&mut text, measured);
    text += "\n## Chosen on the first half\n\nThe best F1 over thresholds in steps of 0.01, for every depth: with plain \
             cosines, and with the mean of the prompt's phrasings taken off every vector first.\n\n\
             | model | layers | plain: from | plain: F1 | centred: from | centred: F1 |\n|---|---|---|---|---|---|\n";
    for tried in tried {
        let ((plain_from, plain), (from, centred)) = (tried.plain, tried.centred);
        let is_chosen = chosen.iter().any(|it| it.method == Method::of(tried.model) && it.setting.depth == tried.depth);
        let mark = if is_chosen { "**" } else { "" };
        let _ = writeln!(
            text,
            "| {} | {} | {plain_from:.2} | {plain:.3} | {from:.2} | {mark}{centred:.3}{mark} |",
            tried.model.name(),
            tried.depth
        );
    }
    text += &early(measured);
    text
}

/// Where the last layer is not the best place to look, what that means.
fn early(measured: &Measured) -> String {
    let sentences = BaseModel::ALL.into_iter().filter_map(|model| {
        let of_depth = |depth: u32| measured.tried.iter().find(|it| it.model == model && it.depth == depth);
        let chosen = measured.chosen.iter().find(|it| it.method == Method::of(model))?;
        let (best, last) = (of_depth(chosen.setting.depth)?, of_depth(model.layers())?);
        (best.depth < last.depth).then(|| {
            format!(
                " `{}` tells these meanings apart best after {} of its {} layers (F1 {:.3}), not at its end ({:.3}).",
                model.name(),
                best.depth,
                last.depth,
                best.centred.1,
                last.centred.1
            )
        })
    });
    let sentences: String = sentences.collect();
    if sentences.is_empty() {
        return String::new();
    }
    format!(
        "\n{} The encoder of `pocket` was trained to tell conditions from other things, and an encoder keeps what its task \
         needs; that of `minilm-3` is as it was, but cut off in the middle. A difference of a few hundredths says nothing \
         on so few answers.\n",
        sentences.trim_start()
    )
}

fn row(text: &mut String, chosen: &Chosen, figures: &MethodFigures, cells: Cells) {
    let (layers, from) = match chosen.method {
        Method::Pocket | Method::MiniLm3 => {
            (chosen.setting.depth.to_string(), format!("{:.2}", chosen.setting.threshold))
        }
        Method::SharedWords => ("–".into(), format!("{:.2}", chosen.setting.threshold)),
        Method::Always => ("–".into(), "–".into()),
    };
    let with_range = |figure: f64, [low, high]: [f64; 2]| format!("{figure:.3} ({low:.2}–{high:.2})");
    let _ = writeln!(
        text,
        "| {} | {layers} | {from} | {} | {} | {} | {} | {} | {} | {} |",
        name(chosen.method),
        cells.tp,
        cells.fp,
        cells.fn_,
        cells.tn,
        with_range(figures.precision, figures.precision_range),
        with_range(figures.recall, figures.recall_range),
        with_range(figures.f1, figures.f1_range),
    );
}

/// Whether a model beats counting words, in a sentence for each.
fn verdict(methods: &[MethodFigures]) -> String {
    let of = |method| methods.iter().find(|figures| figures.method == method);
    let Some(words) = of(Method::SharedWords) else { return String::new() };
    let sentences = [Method::Pocket, Method::MiniLm3].into_iter().filter_map(of).map(|own| {
        let comparison = match own.f1 - words.f1 {
            difference if difference > 0.0 => "better than",
            difference if difference < 0.0 => "worse than",
            _ => "as good as",
        };
        let overlap = own.f1_range[0] <= words.f1_range[1] && words.f1_range[0] <= own.f1_range[1];
        let doubt = if overlap { "; the ranges overlap" } else { "" };
        format!(
            " By F1, {} is {comparison} counting shared words ({:.3} against {:.3}{doubt}).",
            name(own.method),
            own.f1,
            words.f1
        )
    });
    format!("\n{}\n", sentences.collect::<String>().trim_start())
}

/// What the same settings came to on the answers that chose them.
fn flattery(measured: &Measured, reported: &[MethodFigures]) -> String {
    let Measured { study, chosen, .. } = measured;
    let pairs = chosen.iter().zip(reported).filter(|(chosen, _)| chosen.method != Method::Always);
    let sentences = pairs.filter_map(|(Chosen { method, setting, scored }, reported)| {
        let first = study.cells(scored, setting.threshold, Half::Choosing, None).f_beta(1.0)?;
        Some(format!(" {}: {first:.3}, here {:.3}.", name(*method), reported.f1))
    });
    format!(
        "\nF1 on the answers that chose depth and threshold, and on these:{} Whoever reports the first reports a choice, \
         not a measurement.\n",
        sentences.collect::<String>()
    )
}

/// What each kind of answer comes to.
fn kinds(text: &mut String, measured: &Measured) {
    let Measured { study, chosen, .. } = measured;
    *text += "\n### By kind of answer\n\nIdeas found of those that are there, and ideas found that are not there.\n\n| kind | answers |";
    for chosen in chosen {
        let _ = write!(text, " {}: found | wrongly |", name(chosen.method));
    }
    *text += "\n|---|---|";
    *text += &"---|---|".repeat(chosen.len());
    text.push('\n');
    for kind in Kind::ALL {
        let answers = study.of(Half::Reporting).filter(|(_, answer)| answer.kind == kind).count();
        let _ = write!(text, "| {} | {answers} |", kind.name());
        for Chosen { setting, scored, .. } in chosen {
            let cells = study.cells(scored, setting.threshold, Half::Reporting, Some(kind));
            let _ =
                write!(text, " {} of {} | {} of {} |", cells.tp, cells.tp + cells.fn_, cells.fp, cells.fp + cells.tn);
        }
        text.push('\n');
    }
    *text += "\nVectors of this kind hardly hear a “not”: an answer that denies an idea is nearly as near to its phrasings as \
              one that states it. The page says so.\n";
}

fn name(method: Method) -> &'static str {
    match method {
        Method::Pocket => "`pocket`",
        Method::MiniLm3 => "`minilm-3`",
        Method::SharedWords => "shared words",
        Method::Always => "always",
    }
}
