//! What the figures of the chapters say: a part of `public/lessons/learn-words.json`. Names in braces are filled in.

use serde::Deserialize;

use super::text::Text;

/// What the figures say.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureWords {
    /// The number of a figure; `{number}`.
    pub label: Text,
    /// The mark of what was not computed in this visit.
    pub recorded: Text,
    /// The mark of the learner’s own figures.
    pub yours: Text,
    /// The link that sets up the same run.
    pub make_it: Text,
    /// What opens a data table.
    pub table: Text,
    /// While the texts are on their way.
    pub texts_coming: Text,
    /// The domain.
    pub medical: Text,
    /// General texts.
    pub general: Text,
    /// Of domain texts.
    pub medical_accuracy: Text,
    /// Of general texts.
    pub general_accuracy: Text,
    /// The lowest of several runs.
    pub lowest: Text,
    /// The highest of several runs.
    pub highest: Text,
    /// What lies behind a mean; `{count}`, `{min}`, `{max}`.
    pub spread: Text,
    /// The name of a slider over steps.
    pub step_label: Text,
    /// A step; `{step}`.
    pub step: Text,
    /// Before a run.
    pub before: Text,
    /// After a run.
    pub after: Text,
    /// Asking the base model.
    pub ask: AskWords,
    /// Words of the domain.
    pub words: WordWords,
    /// Where the weights are.
    pub parts: PartWords,
    /// Before and after.
    pub change: ChangeWords,
    /// The diagram of a run.
    pub diagram: DiagramWords,
    /// Learning rates.
    pub rates: RateWords,
    /// Numbers of examples.
    pub amounts: AmountWords,
    /// Lazy models.
    pub baselines: BaselineWords,
    /// A run that overfits.
    pub losses: LossWords,
    /// The learner’s runs.
    pub runs: RunWords,
    /// A threshold and its counts.
    pub threshold: ThresholdWords,
    /// A cook’s weeks.
    pub kitchen: KitchenWords,
}

/// Asking the base model.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskWords {
    /// The label of the field.
    pub label: Text,
    /// The button.
    pub ask: Text,
    /// The button, while the model is not there.
    pub fetch_and_ask: Text,
    /// The button, while the model is on its way.
    pub fetching: Text,
    /// The button, while the answer is on its way.
    pub asking: Text,
    /// The name of the samples.
    pub samples: Text,
    /// Nothing was written.
    pub empty: Text,
    /// Far too much was written; `{most}`.
    pub too_long: Text,
    /// The class of conditions.
    pub condition: Text,
    /// The other class.
    pub other: Text,
    /// One class has nearly everything.
    pub sure: Text,
    /// One class has most.
    pub rather_sure: Text,
    /// Neither class has most.
    pub unsure: Text,
    /// The text looks German.
    pub german: Text,
    /// No word of the text stands in the texts of the page.
    pub unknown: Text,
    /// The text has hardly any words.
    pub short: Text,
    /// The answer is right; `{truth}` is the class.
    pub right: Text,
    /// The answer is wrong; `{truth}`.
    pub wrong: Text,
    /// Who has answered; `{model}`.
    pub who: Text,
}

/// Words of the domain.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordWords {
    /// The title of one side.
    pub domain: Text,
    /// The title of the other side.
    pub general: Text,
    /// The head of the words.
    pub word: Text,
    /// The head of the counts.
    pub counts: Text,
    /// The strongest word; `{word}`, `{domain}`, `{domain_texts}`, `{general}`, `{general_texts}`.
    pub summary: Text,
    /// How it was counted.
    pub method: Text,
}

/// Where the weights are.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWords {
    /// What was recorded.
    pub recorded: Text,
    /// The head of the parts.
    pub part: Text,
    /// The head of the weights.
    pub weights: Text,
    /// The head of the way.
    pub moved: Text,
    /// The first part.
    pub embeddings: Text,
    /// A layer; `{number}`.
    pub layer: Text,
    /// The last part.
    pub head: Text,
    /// The title of the chart.
    pub plot: Text,
    /// The largest part and the one that moved farthest; `{largest}`, `{weights}`, `{total}`, `{largest_moved}`, `{mover}`, `{moved}`.
    pub summary: Text,
}

/// Before and after.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeWords {
    /// What was recorded.
    pub recorded: Text,
    /// Whose run it is; `{run}`.
    pub yours: Text,
    /// The head of the names.
    pub figure: Text,
    /// Accuracy on medical texts.
    pub target: Text,
    /// Precision on medical texts.
    pub precision: Text,
    /// Recall on medical texts.
    pub recall: Text,
    /// Loss on medical texts.
    pub loss: Text,
    /// Accuracy on general texts.
    pub general: Text,
    /// Gain and loss; `{gain}`, `{target}`, `{change}`, `{general}`.
    pub summary: Text,
}

/// The diagram of a run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiagramWords {
    /// What was recorded.
    pub recorded: Text,
    /// Where the way begins.
    pub before: Text,
    /// What it is.
    pub before_about: Text,
    /// What comes in.
    pub data: Text,
    /// What they are.
    pub data_about: Text,
    /// Where the way ends.
    pub after: Text,
    /// What it is.
    pub after_about: Text,
    /// The place of the slider; `{step}`, `{end}`.
    pub step: Text,
    /// The button that starts.
    pub play: Text,
    /// The button that halts.
    pub pause: Text,
    /// The button at the end.
    pub again: Text,
    /// How to read the drawing.
    pub scale: Text,
}

/// Learning rates.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateWords {
    /// What was recorded.
    pub recorded: Text,
    /// The name of the slider.
    pub label: Text,
    /// The place of the slider; `{value}`.
    pub value: Text,
    /// The title of the chart.
    pub plot: Text,
    /// Where it is best, and what is left at the end; `{best}`, `{target}`, `{general}`, `{last}`, `{last_target}`, `{last_general}`.
    pub summary: Text,
}

/// Numbers of examples.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountWords {
    /// What was recorded.
    pub recorded: Text,
    /// The name of the slider.
    pub label: Text,
    /// The place of the slider; `{value}`.
    pub value: Text,
    /// The title of the chart.
    pub plot: Text,
    /// The ends; `{few}`, `{few_target}`, `{many}`, `{many_target}`.
    pub summary: Text,
}

/// Lazy models.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineWords {
    /// What was recorded.
    pub recorded: Text,
    /// The head of the models.
    pub model: Text,
    /// A lazy model.
    pub always: Text,
    /// Another one.
    pub never: Text,
    /// The base model.
    pub base: Text,
    /// The fine-tuned model.
    pub tuned: Text,
    /// What to see; `{never}`, `{base}`, `{always}`, `{base_medical}`.
    pub summary: Text,
}

/// A run that overfits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossWords {
    /// What was recorded.
    pub recorded: Text,
    /// Of texts that it learned from.
    pub seen: Text,
    /// Of others.
    pub unseen: Text,
    /// The title of the chart.
    pub plot: Text,
    /// Where they part; `{step}`, `{lowest}`, `{last}`, `{unseen}`, `{seen}`.
    pub summary: Text,
}

/// The learner’s runs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunWords {
    /// The name of the table.
    pub title: Text,
    /// There is none.
    pub empty: Text,
    /// The link to the form.
    pub make_one: Text,
    /// The head of the runs.
    pub run: Text,
    /// The mark of the best in a column.
    pub most: Text,
    /// How to read it.
    pub explained: Text,
    /// The link to all of them.
    pub all: Text,
}

/// A threshold and its counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdWords {
    /// What was recorded.
    pub recorded: Text,
    /// Whose answers they are; `{run}`.
    pub yours: Text,
    /// The name of the slider.
    pub label: Text,
    /// Positives called.
    pub found: Text,
    /// What that is.
    pub found_about: Text,
    /// Positives not called.
    pub missed: Text,
    /// What that is.
    pub missed_about: Text,
    /// Negatives called.
    pub alarms: Text,
    /// What that is.
    pub alarms_about: Text,
    /// Negatives not called.
    pub left: Text,
    /// What that is.
    pub left_about: Text,
    /// What precision is.
    pub precision_about: Text,
    /// What recall is.
    pub recall_about: Text,
}

/// A cook’s weeks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KitchenWords {
    /// What was recorded.
    pub recorded: Text,
    /// The name of the slider.
    pub label: Text,
    /// The place of the slider; `{week}`, `{step}`.
    pub week: Text,
    /// The new cuisine.
    pub new: Text,
    /// What they stand for.
    pub new_about: Text,
    /// The old cuisine.
    pub old: Text,
    /// What they stand for.
    pub old_about: Text,
    /// Before the first day; `{loss}`.
    pub start: Text,
    /// The new dishes got better; `{loss}`.
    pub better: Text,
    /// The new dishes got better, the old ones worse; `{loss}`.
    pub both: Text,
    /// The old dishes got worse; `{loss}`.
    pub forgetting: Text,
    /// Little changed; `{loss}`.
    pub little: Text,
    /// The last one; `{loss}`.
    pub end: Text,
    /// How to read the drawing.
    pub scale: Text,
}
