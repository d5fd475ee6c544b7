//! What the parts of the lab share: the run looked at, one threshold, and what it leads to.

use std::sync::Arc;

use leptos::prelude::*;

use super::axis::Axis;
use super::case::{Case, Cell};
use super::formulas::Figure;
use super::material::{Material, Sample};
use crate::client::Lab;
use crate::client::record::When;
use crate::config::{RunConfig, Task};
use crate::data::Split;
use crate::lesson::deed::{Deed, RECALL_ASKED};
use crate::metrics::{Cells, Costs};
use crate::ui::charts::{Handle, Point};
use crate::ui::parts::format;

/// The test figures of one run, at the threshold at which they were asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revealed {
    /// The run.
    pub run: u32,
    /// The threshold that was chosen before.
    pub threshold: f64,
    /// The fields on the test set.
    pub cells: Cells,
    /// Those of the base model at the same threshold.
    pub before: Option<Cells>,
}

/// Material that is compared by identity: it is large, and made anew only when something has changed.
#[derive(Debug, Clone)]
pub struct Shared(Arc<Material>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Shared {
    type Target = Material;

    fn deref(&self) -> &Material {
        &self.0
    }
}

/// A handle of signals; copy it freely.
#[derive(Clone, Copy)]
pub struct Decision {
    /// The page's state.
    pub lab: Lab,
    /// The run looked at; `None` until its probabilities are there.
    pub material: Memo<Option<Shared>>,
    /// The task whose story is told.
    pub task: Memo<Task>,
    /// Called positive is what has at least this probability.
    pub threshold: RwSignal<f64>,
    /// The model that is decided for.
    pub when: RwSignal<When>,
    /// Whether the other model is drawn too.
    pub overlay: RwSignal<bool>,
    /// Whether probabilities are those after temperature scaling.
    pub calibrated: RwSignal<bool>,
    /// How probabilities are laid out.
    pub axis: RwSignal<Axis>,
    /// The field whose texts are listed.
    pub opened: RwSignal<Option<Cell>>,
    /// The figure that is being explained.
    pub figure: RwSignal<Figure>,
    /// Whether fields that do not enter the figure are dimmed.
    pub explaining: RwSignal<bool>,
    /// The beta of F-beta.
    pub beta: RwSignal<f64>,
    /// What mistakes cost.
    pub costs: RwSignal<Costs>,
    /// How common the positive class is where the model is used; `None` as in the texts.
    pub prevalence: RwSignal<f64>,
    /// The one look at the test set.
    pub revealed: RwSignal<Option<Revealed>>,
    /// Where the learner was before walking into a pitfall: the form, and the run looked at.
    pub came_from: RwSignal<Option<(RunConfig, Option<u32>)>>,
    /// The fields of the model decided for, on validation.
    pub cells: Memo<Option<Cells>>,
    /// Those of the other model.
    pub other_cells: Memo<Option<Cells>>,
}

/// What the material depends on, so that it is not made again at every step of a run.
type Key = (u32, usize, usize, usize, bool, bool);

impl Decision {
    /// The state of a freshly opened lab.
    pub fn new(lab: Lab) -> Self {
        let calibrated = RwSignal::new(false);
        let key = Memo::new(move |_| -> Option<Key> {
            let texts = lab.texts.read().is_some();
            let current = lab.current.read();
            let run = current.as_ref()?;
            let size = |when, split| run.probabilities(when, split).len();
            Some((
                run.id,
                size(When::Before, Split::TargetValidation),
                size(When::After, Split::TargetValidation),
                size(When::After, Split::TargetTest),
                texts,
                calibrated.get(),
            ))
        });
        let material = Memo::new(move |_| {
            let (.., calibrated) = key.get()?;
            let texts = lab.texts.get_untracked()?;
            let current = lab.current.read_untracked();
            Material::of(current.as_ref()?, &texts, calibrated).map(|material| Shared(Arc::new(material)))
        });
        let task = Memo::new(move |_| {
            let trained = lab.current.read().as_ref().map(|run| run.config.task);
            trained.unwrap_or_else(|| lab.config.read().task)
        });
        let when = RwSignal::new(When::After);
        let threshold = RwSignal::new(0.5);
        let cells_of = move |when: When| {
            let material = material.get()?;
            Some(material.side(when)?.validation.ranking.cells(threshold.get()))
        };
        let case = Case::of(task.get_untracked());
        let decision = Self {
            lab,
            material,
            task,
            threshold,
            when,
            overlay: RwSignal::new(true),
            calibrated,
            axis: RwSignal::default(),
            opened: RwSignal::default(),
            figure: RwSignal::new(Figure::Precision),
            explaining: RwSignal::default(),
            beta: RwSignal::new(2.0),
            costs: RwSignal::new(case.costs),
            prevalence: RwSignal::new(case.prevalence),
            revealed: RwSignal::default(),
            came_from: RwSignal::default(),
            cells: Memo::new(move |_| cells_of(when.get())),
            other_cells: Memo::new(move |_| cells_of(other(when.get()))),
        };
        // Another story has other stakes; what the learner set for the last one does not fit it.
        Effect::watch(
            move || task.get(),
            move |task, _, _| {
                let case = Case::of(*task);
                decision.costs.set(case.costs);
                decision.prevalence.set(case.prevalence);
            },
            false,
        );
        decision
    }

    /// The case told. Reactive.
    pub fn case(self) -> Case {
        Case::of(self.task.get())
    }

    /// Something of the validation sample of a model; `None` where it is not there. Reactive.
    pub fn with_sample<T>(self, when: When, read: impl FnOnce(&Sample) -> T) -> Option<T> {
        let material = self.material.get()?;
        Some(read(&material.side(when)?.validation))
    }

    /// Whether the trained model's answers are there. Reactive.
    pub fn is_trained(self) -> bool {
        self.material.read().as_ref().is_some_and(|material| material.after.is_some())
    }

    /// Moves the threshold, as the learner asks.
    pub fn move_to(self, threshold: f64) {
        if !threshold.is_finite() {
            return;
        }
        let threshold = threshold.clamp(0.0, 1.0);
        let moved = threshold != self.threshold.get_untracked();
        self.threshold.set(threshold);
        let recall = || self.cells.get_untracked().and_then(Cells::recall);
        if moved && self.when.get_untracked() == When::After && recall() >= Some(RECALL_ASKED) {
            self.lab.did(Deed::ReachedRecall);
        }
    }

    /// Moves the threshold as a key asks; whether the key was understood.
    pub fn press(self, key: &str) -> bool {
        let step = self.axis.get_untracked().step(self.threshold.get_untracked(), key);
        step.inspect(|threshold| self.move_to(*threshold)).is_some()
    }

    /// What the threshold leads to, in a line. Reactive.
    pub fn reading(self) -> String {
        let threshold = threshold_text(self.threshold.get());
        match self.cells.get() {
            Some(cells) => format!(
                "Threshold {threshold}: precision {}, recall {}",
                written(cells.precision()),
                written(cells.recall())
            ),
            None => format!("Threshold {threshold}"),
        }
    }

    /// What makes a plot a slider of the threshold.
    pub fn handle(self, on_point: Callback<Point>) -> Handle {
        Handle {
            value: self.threshold.into(),
            text: Signal::derive(move || self.reading()),
            on_point,
            on_key: Callback::new(move |key: String| self.press(&key)),
        }
    }

    /// Looks at the test set, once: later moves of the threshold do not change what was seen.
    pub fn reveal(self) {
        let (Some(material), threshold) = (self.material.get_untracked(), self.threshold.get_untracked()) else {
            return;
        };
        let cells = |when| Some(material.side(when)?.test.as_ref()?.ranking.cells(threshold));
        if let Some(after) = cells(When::After) {
            let before = cells(When::Before);
            self.revealed.set(Some(Revealed { run: material.run, threshold, cells: after, before }));
        }
    }

    /// What was seen of the test set of the run looked at. Reactive.
    pub fn seen(self) -> Option<Revealed> {
        let run = self.material.read().as_ref().map(|material| material.run);
        self.revealed.get().filter(|revealed| Some(revealed.run) == run)
    }
}

/// The other one of the two models.
pub fn other(when: When) -> When {
    match when {
        When::Before => When::After,
        When::After => When::Before,
    }
}

/// A figure in writing, or a word where it is 0/0.
pub fn written(figure: Option<f64>) -> String {
    figure.map_or_else(|| "undefined".into(), format::percent)
}

/// A threshold in writing: four decimals at most, two at least.
pub fn threshold_text(threshold: f64) -> String {
    let long = format!("{threshold:.4}");
    let short = long.trim_end_matches('0');
    let decimals = short.len() - short.find('.').map_or(0, |dot| dot + 1);
    if decimals >= 2 { short.into() } else { format!("{threshold:.2}") }
}
