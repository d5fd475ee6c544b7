//! Notes that the model has answered a text of the learner's own.

use leptos::prelude::*;

use super::choices::samples;
use crate::client::Lab;
use crate::lesson::deed::Deed;

/// For every view that shows the answer of the box: a sample that was pressed is no text of one's own.
pub fn note_own_answers(lab: Lab) {
    Effect::new(move |_| {
        let probe = lab.probe.read();
        let is_own = !samples(probe.task.corpus()).contains(&probe.text.as_str());
        if probe.before.is_some() && is_own {
            lab.did(Deed::AskedTheModel);
        }
    });
}
