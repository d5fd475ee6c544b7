//! What a threshold is worth, in words: natural frequencies, and how prevalence moves precision. Pure.

use super::case::Case;
use crate::metrics::{Cells, Natural};
use crate::ui::parts::format;

/// How many people are drawn.
pub const PEOPLE: u32 = 1000;

/// "Of 1,000 people, 12 are ill; the model finds 9 and alarms 30 healthy ones."
pub fn natural_sentence(natural: &Natural, case: &Case) -> String {
    let Case { positive, negative, things, .. } = case;
    let ill = natural.found + natural.missed;
    format!(
        "Of {} {things}, {} {} {positive}. The model finds {} of them, and raises {} for {negative} {things}.",
        format::count(PEOPLE.into()),
        format::count(ill.into()),
        if ill == 1 { "is" } else { "are" },
        format::count(natural.found.into()),
        format::plural(natural.alarmed.into(), "false alarm"),
    )
}

/// How far an alarm can be believed: the same counts, and the precision that they are rounded from.
pub fn alarm_sentence(natural: &Natural, precision: Option<f64>) -> String {
    let alarms = natural.found + natural.alarmed;
    let Some(precision) = precision.filter(|_| alarms > 0) else {
        return "Nobody is called, so there is no alarm to believe or not.".into();
    };
    format!(
        "Of {}, {} right: precision {}, before rounding to whole ones.",
        format::plural(alarms.into(), "alarm"),
        counted(natural.found),
        format::percent(precision)
    )
}

fn counted(count: u32) -> String {
    format!("{} {}", format::count(count.into()), if count == 1 { "is" } else { "are" })
}

/// Precision at a prevalence, with the figures put in (Bayes' rule).
pub fn bayes(cells: Cells, prevalence: f64) -> Option<String> {
    let (recall, specificity) = (cells.recall()?, cells.specificity()?);
    let precision = cells.at_prevalence(prevalence)?.precision();
    let [r, s, p, rest] = [recall, 1.0 - specificity, prevalence, 1.0 - prevalence].map(|value| format!("{value:.3}"));
    let value = precision.map_or_else(|| "undefined".into(), format::percent);
    Some(format!("{r}·{p} / ({r}·{p} + {s}·{rest}) = {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Task;

    #[test]
    fn counts_are_told_as_people() {
        let natural = Natural { found: 9, missed: 3, alarmed: 30, left_alone: 958 };
        let case = Case::of(Task::Condition);
        let plain = |text: String| text.replace('\u{a0}', " ");
        assert_eq!(
            plain(natural_sentence(&natural, &case)),
            "Of 1,000 people, 12 are ill. The model finds 9 of them, and raises 30 false alarms for healthy people."
        );
        assert_eq!(
            plain(alarm_sentence(&natural, Some(0.234))),
            "Of 39 alarms, 9 are right: precision 23.4 %, before rounding to whole ones."
        );
        let nobody = Natural { found: 0, missed: 1, alarmed: 0, left_alone: 999 };
        assert!(natural_sentence(&nobody, &case).starts_with("Of 1,000 people, 1 is ill."));
        assert!(alarm_sentence(&nobody, None).starts_with("Nobody is called"));
    }

    #[test]
    fn the_rule_is_worked_with_the_learners_figures() {
        let cells = Cells { tp: 90.0, fn_: 10.0, fp: 5.0, tn: 95.0 };
        let worked = bayes(cells, 0.01).expect("both classes are there").replace('\u{a0}', " ");
        assert_eq!(worked, "0.900·0.010 / (0.900·0.010 + 0.050·0.990) = 15.4 %");
        assert_eq!(bayes(Cells { tp: 0.0, fn_: 0.0, ..cells }, 0.01), None);
    }
}
