//! `docs/explain-check.md`, from what was measured. Nobody types a figure.

use std::fmt::Write as _;

use super::study::{Half, Kind};
use super::{Chosen, HALVES, Measured, SAID, Tried, Way};
use crate::config::BaseModel;
use crate::lesson::explain_figures::{Maybe, Method, MethodFigures};

/// The report.
pub fn text(measured: &Measured) -> String {
    let Measured { study, chosen, .. } = measured;
    let figures = measured.figures();
    let labels = |half| {
        let cells = study.cells(&super::Scored::always(study), 0.0, half, None);
        (cells.tp, cells.total())
    };
    let (there, all) = labels(Half::Reporting);
    let mut text = format!(
        "# How often the check of explanations is right\n\nIn “Explain in your own words” the page guesses which of four \
         ideas an answer holds: each sentence of the answer, and each part of a sentence, is compared with reference \
         phrasings by the loaded base model's vectors. An idea counts as found if its nearest pair is near enough and the \
         answer has a word of the idea. Just above the threshold, and in an answer with fewer than three words of the \
         subject, the page says “maybe”, and nothing counts until the learner says so. This page says how often that guess \
         is right. Made by\n\n```sh\ncargo run --features prepare --bin prepare -- explain-figures\n```\n\nfrom \
         `tests/golden/explanations.json`: {} answers in English, written by hand as different learners would, each labelled \
         with the ideas that it really holds before anything was scored. They come in pairs of one prompt and one kind. The \
         first of each pair ({} answers, even indices) chose depth and threshold; the second ({}, odd indices) is reported \
         here and chose nothing. Nobody typed a figure on this page.\n\nRead it with care: answers, labels and phrasings \
         come from one hand, which makes the answers nearer to the phrasings than yours will be, and {} answers are few. The \
         brackets hold 95 of 100 draws of as many answers from these, with replacement.\n\n\
         ## Reported: {} answers, {there} of {all} ideas are there\n\n\
         | way | layers | from | found rightly | found wrongly | missed | rightly left out | precision | recall | F1 |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
        study.answers.len(),
        figures.chosen_on,
        figures.reported_on,
        figures.reported_on,
        figures.reported_on,
    );
    for chosen in chosen {
        row(&mut text, measured, chosen);
    }
    text += "\n“Layers” is how many layers a text goes through before the mean of its tokens is taken; 0 is the embeddings \
             alone. “From” is the threshold. In the rows with “or maybe”, what may be there counts as found. Shared words is \
             the best Jaccard index of the content words of a piece of the answer and a phrasing, with a threshold chosen in \
             the same way. “Always” calls every idea found.\n";
    text += &maybe(&figures.methods);
    text += &alone(measured);
    text += &verdict(&figures.methods);
    text += &flattery(measured, &figures.methods);
    kinds(&mut text, measured);
    nonsense(&mut text, measured);
    ways(&mut text, measured);
    text += &early(measured);
    text
}

/// What similarity alone comes to on the answers that chose nothing.
fn alone(measured: &Measured) -> String {
    let sentences = BaseModel::ALL.into_iter().filter_map(|model| {
        let tried = measured.alone(model)?;
        let (depth, from) = (tried.depth, tried.threshold);
        Some(format!(
            " `{}` by similarity alone, without a word in common and without a “maybe”: F1 {:.3} (after {depth} layers, from \
             {from:.2}).",
            model.name(),
            tried.reported_f1
        ))
    });
    format!("\n{}\n", sentences.collect::<String>().trim_start())
}

/// How often “maybe” was right.
fn maybe(methods: &[MethodFigures]) -> String {
    let sentences = methods.iter().filter(|own| own.maybe.said > 0);
    let sentences = sentences.map(|own| {
        let Maybe { said, there } = own.maybe;
        format!(" Of {said} ideas that {} called “maybe”, {there} were there.", name(own.method))
    });
    format!("\n{}\n", sentences.collect::<String>().trim_start())
}

/// What is found in texts about something else, and what was found by similarity alone.
fn nonsense(text: &mut String, measured: &Measured) {
    let Measured { nonsense, chosen, .. } = measured;
    let texts = measured.figures().nonsense;
    let of_half = nonsense.answers.len() * 2;
    let _ = write!(
        text,
        "\n### Texts about something else\n\n{texts} texts in `tests/golden/off-topic.json` (cats, pancakes, Romans, keys \
         pressed at random), each tried on every prompt: {of_half} ideas in each half of the texts, and none is there. \
         Whoever wrote the rule of the three words wrote these texts and had seen both halves: a 0 here is no promise for \
         other texts. “Similarity alone” is the centred cosine with \
         its own best depth and threshold.\n\n| way | similarity alone: first half | second half | found or maybe: first \
         half | second half | found: first half | second half |\n|---|---|---|---|---|---|---|\n"
    );
    for Chosen { method, nonsense: said, .. } in chosen {
        let alone = BaseModel::ALL.into_iter().find(|model| Method::of(*model) == *method);
        let alone = alone.and_then(|model| measured.alone(model));
        let alone = HALVES.map(|half| match (alone, half) {
            (Some(tried), Half::Choosing) => tried.nonsense[0].to_string(),
            (Some(tried), Half::Reporting) => tried.nonsense[1].to_string(),
            (None, _) => "–".into(),
        });
        let possible = HALVES.map(|half| measured.found_in_nonsense(&said.possible, half));
        let found = HALVES.map(|half| measured.found_in_nonsense(&said.found, half));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            name(*method),
            alone[0],
            alone[1],
            possible[0],
            possible[1],
            found[0],
            found[1]
        );
    }
}

/// What was tried.
fn ways(text: &mut String, measured: &Measured) {
    let Measured { tried, chosen, .. } = measured;
    *text += "\n## Chosen on the first half\n\nThe best F1 over thresholds in steps of 0.01, from which threshold, and after \
              the stroke how many ideas it finds in the first half of the texts about something else. For every depth, with \
              plain cosines; with the mean of the prompt's phrasings taken off every vector first (“centred”); and centred \
              with a part for words: half the Jaccard index added, or only where the sentence, or the whole answer, has a \
              content word of the idea.\n\n| model | layers |";
    for way in Way::ALL {
        let _ = write!(text, " {} |", way.name());
    }
    *text += "\n|---|---|";
    *text += &"---|".repeat(Way::ALL.len());
    text.push('\n');
    for of_depth in tried.chunks(Way::ALL.len()) {
        let Some(Tried { model, depth, .. }) = of_depth.first() else { continue };
        let _ = write!(text, "| {} | {depth} |", model.name());
        for Tried { way, threshold, f1, nonsense, .. } in of_depth {
            let is_chosen = *way == Way::OF_PAGE
                && chosen.iter().any(|it| it.method == Method::of(*model) && it.setting.depth == *depth);
            let mark = if is_chosen { "**" } else { "" };
            let _ = write!(text, " {mark}{f1:.3}{mark} from {threshold:.2} / {} |", nonsense[0]);
        }
        text.push('\n');
    }
}

/// Where the last layer is not the best place to look, what that means.
fn early(measured: &Measured) -> String {
    let sentences = BaseModel::ALL.into_iter().filter_map(|model| {
        let of_page = measured.tried.iter().filter(|it| it.model == model && it.way == Way::OF_PAGE);
        let of_depth = |depth: u32| of_page.clone().find(|it| it.depth == depth);
        let chosen = measured.chosen.iter().find(|it| it.method == Method::of(model))?;
        let (best, last) = (of_depth(chosen.setting.depth)?, of_depth(model.layers())?);
        (best.depth < last.depth).then(|| {
            format!(
                " `{}` tells these meanings apart best after {} of its {} layers (F1 {:.3}), not at its end ({:.3}).",
                model.name(),
                best.depth,
                last.depth,
                best.f1,
                last.f1
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

/// A row for what is found, and one for what may be there as well where that differs.
fn row(text: &mut String, measured: &Measured, chosen: &Chosen) {
    let Chosen { method, setting, answers, .. } = chosen;
    let (layers, from) = match method {
        Method::Pocket | Method::MiniLm3 => (setting.depth.to_string(), format!("{:.2}", setting.threshold)),
        Method::SharedWords => ("–".into(), format!("{:.2}", setting.threshold)),
        Method::Always => ("–".into(), "–".into()),
    };
    let rows = [("", &answers.found), (" or maybe", &answers.possible)];
    let rows = rows.into_iter().take(if answers.found == answers.possible { 1 } else { 2 });
    for (label, scored) in rows {
        let cells = measured.study.cells(scored, SAID, Half::Reporting, None);
        let ranges = measured.study.ranges(scored, SAID);
        let figures = [cells.precision(), cells.recall(), cells.f_beta(1.0)].map(Option::unwrap_or_default);
        let _ = write!(
            text,
            "| {}{label} | {layers} | {from} | {} | {} | {} | {} |",
            name(*method),
            cells.tp,
            cells.fp,
            cells.fn_,
            cells.tn
        );
        for (figure, [low, high]) in figures.into_iter().zip(ranges) {
            let _ = write!(text, " {figure:.3} ({low:.2}–{high:.2}) |");
        }
        text.push('\n');
    }
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
    let sentences = pairs.filter_map(|(Chosen { method, answers, .. }, reported)| {
        let first = study.cells(&answers.found, SAID, Half::Choosing, None).f_beta(1.0)?;
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
    *text += "\n### By kind of answer\n\nIdeas found of those that are there, and ideas found that are not there; a “maybe” is not found.\n\n| kind | answers |";
    for chosen in chosen {
        let _ = write!(text, " {}: found | wrongly |", name(chosen.method));
    }
    *text += "\n|---|---|";
    *text += &"---|---|".repeat(chosen.len());
    text.push('\n');
    for kind in Kind::ALL {
        let answers = study.of(Half::Reporting).filter(|(_, answer)| answer.kind == kind).count();
        let _ = write!(text, "| {} | {answers} |", kind.name());
        for Chosen { answers, .. } in chosen {
            let cells = study.cells(&answers.found, SAID, Half::Reporting, Some(kind));
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
