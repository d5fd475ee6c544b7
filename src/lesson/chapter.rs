//! The chapters: `public/lessons/chapters.json`.

use serde::Deserialize;

use super::deed::Deed;
use super::text::Text;

/// The file, below the page.
pub const FILE: &str = "lessons/chapters.json";

/// The whole file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapters {
    /// In reading order.
    pub chapters: Vec<Chapter>,
}

/// One subject, read in about two minutes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// The name in the address: lower case and hyphens.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it is about, in a sentence.
    pub lead: Text,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// What the learner does with it.
    pub task: Task,
    /// Where facts come from.
    #[serde(default)]
    pub sources: Vec<Reference>,
}

/// A piece of a chapter. Texts may hold `**strong**`, `*emphasis*`, `` `code` `` and `[links](address)`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// What it says.
        text: Text,
    },
    /// A heading inside the chapter.
    Heading {
        /// What it says.
        text: Text,
    },
    /// A list.
    List {
        /// One text each.
        items: Vec<Text>,
        /// Whether they are counted.
        #[serde(default)]
        numbered: bool,
    },
    /// Terms and what they mean.
    Terms {
        /// In order.
        items: Vec<Term>,
    },
    /// Something that lives: computed in front of the learner, or labelled as recorded.
    Figure {
        /// Which.
        figure: Figure,
        /// What to look at.
        caption: Text,
    },
    /// Something of every day set beside fine-tuning, point by point.
    Analogy {
        /// Its name.
        title: Text,
        /// Beforehand.
        intro: Text,
        /// What corresponds to what.
        points: Vec<Pair>,
        /// Where it breaks down.
        breaks: Vec<Text>,
    },
    /// Claims that the learner judges before reading the answer.
    Claims {
        /// In order.
        items: Vec<Confusion>,
    },
}

/// A term and its meaning.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The field's word.
    pub term: Text,
    /// What it means.
    pub meaning: Text,
}

/// Two things that correspond.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// In the analogy.
    pub there: Text,
    /// In fine-tuning.
    pub here: Text,
}

/// A claim that many believe, or that many doubt.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confusion {
    /// Its name, unique over all chapters.
    pub id: String,
    /// The claim.
    pub claim: Text,
    /// Whether it holds.
    pub holds: bool,
    /// Why, or why not.
    pub answer: Text,
}

/// What lives in a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// A definition is typed, the base model answers.
    AskTheModel,
    /// Words that mark the domain, counted in the texts that are shipped.
    DomainWords,
    /// Where the model's weights are, and how far each part moved in a recorded run.
    WhatMoves,
    /// Before and after, of the learner's last run or of a recorded one.
    BeforeAfter,
    /// General texts, domain texts, domain model: a recorded run, animated.
    RunDiagram,
    /// A slider over recorded learning rates: what is gained, what is kept.
    RateAndMemory,
    /// What a model would score that always gives the same answer, beside the base model.
    Baselines,
    /// Loss on texts it learned from and on texts it did not: a recorded run that overfits.
    SeenAndUnseen,
    /// The learner's own runs in short.
    YourRuns,
    /// A threshold over the probabilities of the learner's last run or of a recorded one, with the four cells.
    ThresholdCounts,
    /// A cook's weeks beside the steps of a recorded run: what is right at each of them.
    Kitchen,
    /// Accuracy over the number of domain examples, recorded.
    ExamplesNeeded,
}

/// What the learner does with a chapter.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What to do, and what to look at.
    pub text: Text,
    /// What the link says.
    pub link: Text,
    /// Where it leads: an address of the page, such as `#/fine-tune?lr=1e-2&v=1`.
    pub address: String,
    /// What ticks it.
    pub done: Deed,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Authors, year, title.
    pub label: String,
    /// Its address.
    pub url: String,
}
