//! The page: a prompt, a box, the ideas, and how far to trust them.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::answer_box::AnswerBox;
use super::choice::PromptChoice;
use super::guess::Guess;
use super::ideas::Ideas;
use crate::client::Lab;
use crate::client::explaining::{Checked, Outcome};
use crate::client::explanations::Written;
use crate::lesson::explain::{Prompt, Prompts};
use crate::lesson::explain_figures::ExplainFigures;
use crate::lesson::explain_words::ExplainWords;
use crate::lesson::{Language, Text};
use crate::ui::parts::{Plate, await_lesson};

/// What all parts of the page share; clone it freely.
#[derive(Clone)]
pub struct Place {
    /// The page's state.
    pub lab: Lab,
    /// What is said.
    pub words: Arc<ExplainWords>,
    /// What is asked.
    pub prompts: Arc<Prompts>,
    /// How good the guess is.
    pub figures: Arc<ExplainFigures>,
    /// In which language.
    pub language: Language,
    /// The chosen prompt, by its place.
    pub chosen: RwSignal<usize>,
    /// Prompts whose ideas are shown unasked.
    pub revealed: RwSignal<BTreeSet<String>>,
}

impl Place {
    /// A text in the language of the page.
    pub fn text(&self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }

    /// The same with its values.
    pub fn fill(&self, text: &Text, values: &[(&str, String)]) -> String {
        text.fill(self.language, values)
    }

    /// The chosen prompt. Reactive.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompts.prompts.get(self.chosen.get())
    }

    /// What is written about a prompt. Reactive.
    pub fn written(&self, prompt: &Prompt) -> Written {
        self.lab.explanations.read().of(&prompt.id)
    }

    /// What came of the last check of a prompt. Reactive.
    pub fn outcome(&self, prompt: &Prompt) -> Option<Outcome> {
        self.lab.explaining.read().outcome(&prompt.id).cloned()
    }

    /// What a model made of the answer to a prompt. Reactive.
    pub fn checked(&self, prompt: &Prompt) -> Option<Checked> {
        self.lab.explaining.read().checked(&prompt.id).cloned()
    }
}

/// Explain in your own words.
#[component]
pub fn Explain() -> impl IntoView {
    let lab = Lab::from_context();
    let (words, prompts, figures) =
        (lab.lesson::<ExplainWords>(), lab.lesson::<Prompts>(), lab.lesson::<ExplainFigures>());
    // These outlive a change of the language, which draws the page anew.
    let (chosen, revealed) = (RwSignal::new(0), RwSignal::default());
    await_lesson(lab, words, move |words| {
        await_lesson(lab, prompts, move |prompts| {
            let words = words.clone();
            await_lesson(lab, figures, move |figures| {
                let (words, prompts) = (words.clone(), prompts.clone());
                let page = move || {
                    let (words, prompts, figures) = (words.clone(), prompts.clone(), figures.clone());
                    let language = lab.language.get();
                    page(Place { lab, words, prompts, figures, language, chosen, revealed })
                };
                page.into_any()
            })
            .into_any()
        })
        .into_any()
    })
}

fn page(place: Place) -> impl IntoView {
    let title = place.text(&place.words.title);
    let lead = place.text(&place.words.lead);
    view! {
        <div class="explain">
            <Plate id="explain" title lead>
                <PromptChoice place=place.clone()/>
                <AnswerBox place=place.clone()/>
                <Ideas place=place.clone()/>
                <Guess place/>
            </Plate>
        </div>
    }
}
