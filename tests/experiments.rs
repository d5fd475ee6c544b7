//! What the page calls recorded is what the experiments wrote down.
#![cfg(feature = "prepare")]

use std::path::Path;

use forget_me_not::config::BaseModel;
use forget_me_not::lesson::claims::{Claim, Outcome};
use forget_me_not::lesson::recorded::{FILE, Recorded};
use forget_me_not::prepare::experiments::{entries, recorded};

fn shown() -> Recorded {
    let file = std::fs::read_to_string(Path::new("public").join(FILE)).expect("it is committed");
    serde_json::from_str(&file).expect("the page reads it so")
}

#[test]
fn the_page_shows_what_was_measured() {
    let measured = recorded(Path::new("docs")).expect("every line can be read");
    // The way through a file may cost a figure its last digit.
    let measured = serde_json::to_string(&measured).expect("plain data");
    let shown = shown();
    assert!(serde_json::from_str::<Recorded>(&measured).expect("just written") == shown, "run scripts/experiments");
    for claim in Claim::ALL {
        assert_eq!(shown.findings(BaseModel::Pocket, claim).count(), claim.expectations().len(), "{claim:?}");
    }
}

#[test]
fn every_run_is_written_down_once_and_set_up_by_its_address() {
    for model in BaseModel::ALL {
        let entries = entries(Path::new("docs"), model).expect("every line can be read");
        for (index, entry) in entries.iter().enumerate() {
            assert_eq!(entry.config().model, model);
            assert!(!entries[..index].iter().any(|earlier| earlier.config() == entry.config()), "{}", entry.run);
        }
    }
}

#[test]
fn there_is_something_to_forget_and_the_figures_say_so() {
    let shown = shown();
    for finding in shown.findings(BaseModel::Pocket, Claim::Catastrophe) {
        assert_eq!(finding.expectation.judge(&finding.own, finding.other.as_ref()), Outcome::Confirmed);
        assert!(finding.own.count >= 3 && finding.own.max < -0.05, "{:?}", finding.own);
    }
}
