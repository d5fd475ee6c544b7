//! What the worked problem and its code say around their content: `public/lessons/problem-words.json`.

use serde::Deserialize;

use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/problem-words.json";

/// One text for each thing that is said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemWords {
    /// What the page is for.
    pub lead: Text,
    /// Over the situation.
    pub situation: Text,
    /// Over the figures of the base model.
    pub base: Text,
    /// Where these figures come from: `{run}` of the learner.
    pub base_measured: Text,
    /// Where they come from while there is no run.
    pub base_recorded: Text,
    /// The figure.
    pub accuracy: Text,
    /// The figure.
    pub precision: Text,
    /// The figure.
    pub recall: Text,
    /// The figure.
    pub loss: Text,
    /// The figure.
    pub general: Text,
    /// The link that sets up the form.
    pub start: Text,
    /// Over the goals.
    pub goals: Text,
    /// A part of a goal; `{value}` is a percentage.
    pub goal_accuracy: Text,
    /// A part of a goal.
    pub goal_loss: Text,
    /// A part of a goal.
    pub goal_epochs: Text,
    /// A part of a goal.
    pub goal_examples: Text,
    /// A part of a goal; `{value}` are percentage points.
    pub goal_forgetting: Text,
    /// A part of a goal.
    pub goal_strategy: Text,
    /// The state of a part.
    pub met: Text,
    /// The state of a part.
    pub missed: Text,
    /// The state of a part that no run was judged by yet.
    pub open: Text,
    /// What a run took.
    pub reached_epochs: Text,
    /// What a run of one epoch took.
    pub reached_epoch: Text,
    /// What a run had.
    pub reached_examples: Text,
    /// How general accuracy changed; `{value}` has its sign.
    pub reached_points: Text,
    /// Before the link to the best run so far.
    pub best: Text,
    /// Before the link to a run that meets everything.
    pub solved: Text,
    /// Where no run counts yet.
    pub no_run: Text,
    /// Where the learner has not begun.
    pub not_begun: Text,
    /// Before the link to an earlier run that meets everything.
    pub by_the_way: Text,
    /// The link after it, which begins.
    pub on_purpose: Text,
    /// Where what goes along into the form comes from.
    pub errand_from: Text,
    /// The link back.
    pub errand_back: Text,
    /// The button that takes it off the screen.
    pub errand_close: Text,
    /// What goes along.
    pub errand_text: Text,
    /// Before the problem is solved …
    pub errand_open: Text,
    /// … and afterwards.
    pub errand_done: Text,
    /// Which runs count.
    pub rules: Text,
    /// Over the hints.
    pub hints: Text,
    /// What they are.
    pub hints_lead: Text,
    /// The name of a hint.
    pub hint: Text,
    /// The button.
    pub show_hint: Text,
    /// Over the solution.
    pub solution: Text,
    /// What it is.
    pub solution_lead: Text,
    /// The button.
    pub show_solution: Text,
    /// Before the first round.
    pub round_whole: Text,
    /// Before a later round.
    pub round_blank: Text,
    /// How far a round is.
    pub round_state: Text,
    /// What a screen reader says for a gap.
    pub gap: Text,
    /// The name of a group of choices.
    pub choices: Text,
    /// Before the reason.
    pub why: Text,
    /// After a right choice.
    pub right: Text,
    /// After a wrong choice.
    pub wrong: Text,
    /// The button that ends a round.
    pub finish: Text,
    /// Where gaps are still open.
    pub finish_blank: Text,
    /// After a round.
    pub finished: Text,
    /// After a round in which everything was blank and nothing wrong.
    pub mastered: Text,
    /// The button for another round.
    pub again: Text,
    /// Over the harder goals.
    pub bonus: Text,
    /// What they are.
    pub bonus_lead: Text,
    /// The summary over a hint.
    pub bonus_hint: Text,
    /// The link that sets up the form.
    pub bonus_start: Text,
    /// Over the programs.
    pub code: Text,
    /// What they are.
    pub code_lead: Text,
    /// What opens them.
    pub code_open: Text,
    /// The link to the form.
    pub to_form: Text,
    /// The link from the programs to the problem.
    pub to_problem: Text,
    /// What the script needs.
    pub about_python: Text,
    /// What the notebook needs.
    pub about_notebook: Text,
    /// What the program needs.
    pub about_rust: Text,
    /// What was tested.
    pub tested: Text,
    /// Why figures differ from the page’s.
    pub differs: Text,
    /// The same for the Rust program.
    pub differs_rust: Text,
    /// Over what the programs leave out.
    pub left_out: Text,
    /// A strategy that they lack.
    pub left_out_strategy: Text,
    /// Wrong training texts that they lack.
    pub left_out_data: Text,
    /// Before a cell’s number.
    pub cell: Text,
    /// The button.
    pub save: Text,
    /// The button.
    pub copy: Text,
    /// After copying.
    pub copied: Text,
    /// Where the browser refused.
    pub not_copied: Text,
    /// Over the files.
    pub files: Text,
    /// What they are.
    pub files_lead: Text,
    /// While the templates are on their way.
    pub code_coming: Text,
    /// The button after a failure.
    pub try_again: Text,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::lesson::text::names;

    const CONTENT: &str = include_str!("../../public/lessons/problem-words.json");

    #[test]
    fn nothing_is_missing_and_both_languages_fill_in_the_same_names() {
        serde_json::from_str::<ProblemWords>(CONTENT).expect("it fits its schema");
        let texts: BTreeMap<String, Text> = serde_json::from_str(CONTENT).expect("texts by name");
        for (name, text) in texts {
            assert!(!text.en.is_empty() && !text.de.is_empty(), "{name}");
            let sorted = |words| {
                let mut found = names(words);
                found.sort_unstable();
                found.join(" ")
            };
            assert_eq!(sorted(&text.en), sorted(&text.de), "{name}");
        }
    }
}
