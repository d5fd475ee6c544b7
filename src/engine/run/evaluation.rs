//! What a run evaluates, before, while and after it trains.

use super::{Run, broken};
use crate::data::{Encoded, PROBED, Split, WATCHED_TRAINING};
use crate::engine::outbox::post;
use crate::error::Trouble;
use crate::metrics::Predictions;
use crate::model::Classifier;
use crate::protocol::{Evaluation, Event, Floats, Moment, Of, Watchlist};
use crate::train::Looker;

impl Run<'_> {
    /// Evaluates on the watched texts of both domains, and on some that the run is trained on: what it
    /// knows by heart is not what it has understood.
    pub(super) async fn watch(&mut self) -> Result<(), Trouble> {
        let model = self.session.model();
        let step = self.session.steps_made();
        let watched = std::mem::take(&mut self.watched);
        for (split, texts) in &watched {
            if self.is_to_stop() {
                break;
            }
            let probabilities = self.classify(&model, texts).await?;
            if *split == Split::TargetValidation {
                let labels = texts.iter().map(|text| text.label).collect();
                // NaN probabilities are refused here, and shown to the page as they are.
                if let Ok(predictions) = Predictions::new(probabilities.clone(), labels, self.task().classes()) {
                    self.session.consider(predictions.loss());
                }
            }
            self.report(Moment::During, Of::HeldOut(*split), step, probabilities);
        }
        self.watched = watched;
        if self.is_to_stop() {
            return Ok(());
        }
        let own = self.session.examples();
        let own = &own[..own.len().min(WATCHED_TRAINING)];
        let labels = own.iter().map(|text| text.label as u32).collect();
        let probabilities = self.classify(&model, own).await?;
        self.report(Moment::During, Of::Training { labels }, step, probabilities);
        self.look_besides(&model, step).await
    }

    /// What the page has asked to look at besides.
    async fn look_besides(&mut self, model: &Classifier, step: u32) -> Result<(), Trouble> {
        let Watchlist { inside, text } = self.watchlist.borrow().clone();
        if let Some(text) = text
            && let Ok(ids) = self.loaded.tokenizer.ids(&text)
        {
            let probabilities = Floats(self.classify(model, &[Encoded { ids, label: 0 }]).await?);
            post(&Event::Probed { run_id: self.run_id, step, text, probabilities });
        }
        if inside {
            if self.looker.is_none() {
                let device = self.loaded.device();
                let looker = Looker::new(self.session.start(), self.task().name(), self.probes(), device).await;
                self.looker = Some(looker.map_err(|error| broken(&error))?);
            }
            if let Some(looker) = &self.looker {
                let look = looker.look(model, step).await.map_err(|error| broken(&error))?;
                if let Some(look) = look {
                    post(&Event::Looked { run_id: self.run_id, look });
                }
            }
        }
        Ok(())
    }

    /// The first general and the first domain texts of the validation sets.
    fn probes(&self) -> Vec<Encoded> {
        let first = |split| self.loaded.texts(split, self.task()).into_iter().take(PROBED);
        first(Split::GeneralValidation).chain(first(Split::TargetValidation)).collect()
    }

    /// Answers of the model that the run starts from; those of the base model are found once.
    pub(super) async fn evaluate_start(&self, split: Split) -> Result<(), Trouble> {
        let probabilities = if self.session.config().after.is_none() {
            self.loaded.base_answers(split, self.task()).await.map_err(|error| broken(&error))?
        } else {
            self.classify(self.session.start(), &self.loaded.texts(split, self.task())).await?
        };
        self.report(Moment::Before, Of::HeldOut(split), self.session.steps_made(), probabilities);
        Ok(())
    }

    /// The probabilities of texts under a model, `[texts, classes]` row by row.
    pub(super) async fn classify(&self, model: &Classifier, texts: &[Encoded]) -> Result<Vec<f32>, Trouble> {
        self.loaded.classify_at(model, self.task(), texts, &self.evaluating).await.map_err(|error| broken(&error))
    }

    /// Sends the page what was found.
    pub(super) fn report(&self, moment: Moment, of: Of, step: u32, probabilities: Vec<f32>) {
        let evaluation = Evaluation { moment, of, step, probabilities: Floats(probabilities) };
        post(&Event::Evaluated { run_id: self.run_id, evaluation });
    }
}
