//! Questions that are filled in: names that are known, and nothing left in braces.

use std::collections::BTreeSet;

use forget_me_not::lesson::filled::Asked;
use forget_me_not::lesson::own_runs::{self, RunFacts};
use forget_me_not::lesson::quiz::{Answer, Sum, Template};
use forget_me_not::lesson::round::{LENGTH, Round, Setup};
use forget_me_not::lesson::text::{Language, names};
use forget_me_not::lesson::{Text, sum};
use forget_me_not::metrics::Cells;

use super::files::{all, quiz, texts};

#[test]
fn both_languages_quote_the_same_names() {
    for found in all().into_iter().flat_map(texts) {
        let set = |words: &str| names(words).into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(set(&found.en), set(&found.de), "{}", found.place);
        for words in [&found.en, &found.de] {
            assert_eq!(words.matches('{').count(), words.matches('}').count(), "{}: {words}", found.place);
        }
    }
}

fn texts_of<T>(template: &Template<T>) -> Vec<&Text> {
    let answers = std::iter::once(&template.right).chain(&template.wrong);
    let answers = answers.flat_map(|Answer { text, why }| [text, why]);
    answers.chain([&template.question]).chain(&template.steps).collect()
}

fn assert_known<T>(template: &Template<T>, known: &[&str]) {
    for text in texts_of(template) {
        for name in text.names() {
            assert!(known.contains(&name), "{}: {{{name}}} is not among {known:?}", template.id);
        }
    }
}

#[test]
fn templates_quote_only_what_there_is() {
    let quiz = quiz();
    for template in &quiz.computed {
        let known: Vec<&str> = template.about.names().iter().copied().chain(Sum::ANSWERS).collect();
        assert_known(template, &known);
        let answers = std::iter::once(&template.right).chain(&template.wrong).zip(Sum::ANSWERS);
        for (answer, name) in answers {
            assert!(answer.text.names().contains(&name), "{}: an answer does not say {{{name}}}", template.id);
        }
        assert!(!template.steps.is_empty(), "{}: there are no steps", template.id);
    }
    quiz.own_runs.iter().for_each(|template| assert_known(template, template.about.names()));
    for question in &quiz.questions {
        assert!(question.question.names().is_empty(), "{}: a question without numbers has names", question.id);
    }
}

fn assert_filled(asked: &Asked, seed: u64) {
    let answers = asked.options.iter().flat_map(|option| [&option.text, &option.why]);
    for text in answers.chain([&asked.question]).chain(&asked.steps) {
        for language in Language::ALL {
            let words = text.get(language);
            assert!(!words.contains(['{', '}']), "{} with seed {seed}: {words}", asked.id);
            assert!(!words.contains("NaN") && !words.contains("inf "), "{} with seed {seed}: {words}", asked.id);
        }
    }
    for language in Language::ALL {
        let said: BTreeSet<_> = asked.options.iter().map(|option| option.text.get(language)).collect();
        assert_eq!(said.len(), 4, "{} with seed {seed}: {said:?}", asked.id);
    }
}

fn runs() -> [RunFacts; 3] {
    let run = |name: &str, general: f64, missed: f64| RunFacts {
        name: Text { en: name.into(), de: name.into() },
        general: (0.962, general),
        domain: (0.718, 0.956),
        cells: Cells { tp: 511.0 - missed, fp: 18.0, fn_: missed, tn: 316.0 },
        train_loss: 0.02,
        test_loss: 0.169,
    };
    [run("Run 3", 0.85, 19.0), run("Run 2", 0.958, 45.0), run("Run 1", 0.945, 200.0)]
}

#[test]
fn every_template_can_be_filled() {
    let quiz = quiz();
    for template in &quiz.computed {
        for seed in 0..200 {
            let asked = sum::ask(template, seed).unwrap_or_else(|| panic!("{} with seed {seed}", template.id));
            assert_filled(&asked, seed);
        }
    }
    for template in &quiz.own_runs {
        let asked = own_runs::ask(template, &runs());
        assert!(!asked.is_empty(), "{} fits no run", template.id);
        asked.iter().for_each(|asked| assert_filled(asked, 0));
    }
}

#[test]
fn rounds_are_whole_with_and_without_runs() {
    let quiz = quiz();
    for seed in 0..200 {
        for runs in [&runs()[..], &[]] {
            let round = Round::draw(&quiz, runs, Setup { seed, ..Setup::default() });
            assert_eq!(round.items.len(), LENGTH, "seed {seed}");
            round.items.iter().for_each(|asked| assert_filled(asked, seed.into()));
        }
    }
}
