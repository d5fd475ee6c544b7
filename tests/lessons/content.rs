//! Names, links, answers and calculations.

use std::collections::{BTreeMap, BTreeSet};

use forget_me_not::course::url::{View, parse};
use forget_me_not::lesson::chapter::Block;
use forget_me_not::lesson::check::{Verdict, judge, made};
use forget_me_not::lesson::deed::{Deed, RECALL_ASKED};
use forget_me_not::lesson::markup::{Span, parse as spans};
use forget_me_not::lesson::practice::Check;
use forget_me_not::lesson::quiz::{Answer, Level};
use forget_me_not::lesson::text::Language;
use serde_json::Value;

use super::arithmetic::check;
use super::files::{all, chapters, deck, practice, problem, prompts, quiz, read, strings, texts};

const CHAPTERS: [&str; 12] = [
    "general-model",
    "domain-data",
    "adjusting",
    "improvement",
    "forgetting",
    "threshold",
    "analogy",
    "the-run",
    "wrong-tool",
    "key-facts",
    "confusions",
    "summary",
];

/// Pages of the place Recall; exercises have pages of their own.
const RECALL: [&str; 6] = ["", "cards", "quiz", "practice", "explain", "progress"];

fn is_kebab(id: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    id.split('-').all(is_part)
}

fn assert_names(what: &str, ids: &[&str]) {
    for id in ids {
        assert!(is_kebab(id), "{what}: “{id}”");
    }
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{what}: a name is given twice: {ids:?}");
}

#[test]
fn names_are_unique_and_fit_an_address() {
    let (chapters, deck, quiz, practice, prompts) = (chapters(), deck(), quiz(), practice(), prompts());
    let ids: Vec<&str> = chapters.chapters.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, CHAPTERS);
    assert_names("cards", &deck.cards.iter().map(|it| it.id.as_str()).collect::<Vec<_>>());
    let questions = quiz.questions.iter().map(|it| it.id.as_str());
    let questions = questions.chain(quiz.computed.iter().map(|it| it.id.as_str()));
    assert_names("questions", &questions.chain(quiz.own_runs.iter().map(|it| it.id.as_str())).collect::<Vec<_>>());
    assert_names("exercises", &practice.exercises.iter().map(|it| it.id.as_str()).collect::<Vec<_>>());
    assert_names("prompts", &prompts.prompts.iter().map(|it| it.id.as_str()).collect::<Vec<_>>());
    for prompt in &prompts.prompts {
        assert_names(&prompt.id, &prompt.concepts.iter().map(|it| it.id.as_str()).collect::<Vec<_>>());
    }
    let blocks = chapters.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let claims = blocks.filter_map(|block| match block {
        Block::Claims { items } => Some(items),
        _ => None,
    });
    assert_names("claims", &claims.flatten().map(|it| it.id.as_str()).collect::<Vec<_>>());
}

#[test]
fn every_chapter_that_is_named_exists() {
    for file in &all() {
        for chapter in strings(&read::<Value>(file), "chapter") {
            assert!(CHAPTERS.contains(&chapter.as_str()), "{file}: there is no chapter “{chapter}”");
        }
    }
}

#[test]
fn the_recall_that_is_asked_for_is_the_one_that_ticks() {
    let chapters = chapters().chapters;
    let tasks: Vec<_> = chapters.iter().map(|it| &it.task).filter(|task| task.done == Deed::ReachedRecall).collect();
    assert_eq!(tasks.len(), 1);
    let asked = format!("{:.0} %", 100.0 * RECALL_ASKED);
    let words: Value = read("lessons/learn-words.json");
    let condition = words["deeds"]["reached-recall"].to_string();
    for said in [&tasks[0].text.en, &tasks[0].text.de, &condition] {
        assert!(said.replace('\u{a0}', " ").contains(&asked), "{asked} is not asked for: {said}");
    }
}

fn assert_address(place: &str, address: &str) {
    if let Some(chapter) = address.strip_prefix("chapter:") {
        return assert!(CHAPTERS.contains(&chapter), "{place}: there is no chapter “{chapter}”");
    }
    if address.starts_with("https://") {
        return assert!(address.len() > "https://x.y/".len() && !address.contains(' '), "{place}: {address}");
    }
    assert!(address.starts_with("#/"), "{place}: “{address}” is no address");
    let read = parse(address);
    assert!(read.refused.is_empty(), "{place}: {address}: {:?}", read.refused);
    let page = read.page.as_str();
    match read.view {
        View::Learn => assert!(page.is_empty() || page == "problem" || CHAPTERS.contains(&page), "{place}: {address}"),
        View::Recall => {
            let is_exercise = |id: &str| practice().exercises.iter().any(|exercise| exercise.id == id);
            let exists = RECALL.contains(&page) || page.strip_prefix("practice/").is_some_and(is_exercise);
            assert!(exists, "{place}: {address}");
        }
        _ => {}
    }
    if let Some(config) = read.config {
        assert!(config.validate().is_ok(), "{place}: {address} sets what the form refuses");
        assert!(address.ends_with("v=1"), "{place}: {address} does not say its version");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut links = 0;
    for file in &all() {
        for text in texts(file) {
            let targets = |language: &str| {
                let links = spans(language).into_iter().filter_map(|span| match span {
                    Span::Link { address, .. } => Some(address),
                    _ => None,
                });
                links.collect::<Vec<_>>()
            };
            let (en, de) = (targets(&text.en), targets(&text.de));
            let [mut of_en, mut of_de] = [en.clone(), de];
            of_en.sort();
            of_de.sort();
            assert_eq!(of_en, of_de, "{}: links differ between the languages", text.place);
            en.iter().for_each(|address| assert_address(&text.place, address));
            links += en.len();
        }
        let content: Value = read(file);
        let addresses = strings(&content, "address").into_iter().chain(strings(&content, "url"));
        addresses.for_each(|address| assert_address(file, &address));
    }
    assert!(links > 20, "there are links to check: {links}");
}

#[test]
fn marks_are_closed() {
    for found in all().into_iter().flat_map(texts) {
        for words in [&found.en, &found.de] {
            let rest: String = spans(words)
                .into_iter()
                .filter_map(|span| match span {
                    Span::Plain(said) => Some(said),
                    _ => None,
                })
                .collect();
            assert!(!rest.contains("**") && !rest.contains('`') && !rest.contains("]("), "{}: {rest}", found.place);
        }
    }
}

fn assert_answers(id: &str, right: &Answer, wrong: &[Answer]) {
    let all: Vec<&Answer> = std::iter::once(right).chain(wrong).collect();
    for pick in [|answer: &Answer| answer.text.en.clone(), |answer: &Answer| answer.text.de.clone()] {
        let said: BTreeSet<_> = all.iter().map(|answer| pick(answer)).collect();
        assert_eq!(said.len(), all.len(), "{id}: two answers say the same");
    }
    for answer in all {
        for words in [&answer.text.en, &answer.text.de, &answer.why.en, &answer.why.de] {
            assert!(!words.trim().is_empty(), "{id}: an answer or its explanation is empty");
        }
    }
}

#[test]
fn every_question_has_four_different_answers_each_with_its_explanation() {
    let quiz = quiz();
    quiz.questions.iter().for_each(|it| assert_answers(&it.id, &it.right, &it.wrong));
    quiz.computed.iter().for_each(|it| assert_answers(&it.id, &it.right, &it.wrong));
    quiz.own_runs.iter().for_each(|it| assert_answers(&it.id, &it.right, &it.wrong));
    for exercise in practice().exercises {
        if let Check::Choice { right, wrong } = &exercise.check {
            assert!((2..=3).contains(&wrong.len()), "{}", exercise.id);
            assert_answers(&exercise.id, right, wrong);
        }
    }
}

#[test]
fn there_is_enough_of_everything() {
    let quiz = quiz();
    assert!(quiz.questions.len() >= 40, "{} questions", quiz.questions.len());
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    let fixed = quiz.questions.iter().map(|it| it.chapter.as_str());
    for chapter in fixed.chain(quiz.computed.iter().map(|it| it.chapter.as_str())) {
        *of.entry(chapter).or_default() += 1;
    }
    for chapter in CHAPTERS.iter().filter(|chapter| **chapter != "summary") {
        assert!(of.get(chapter).is_some_and(|count| *count >= 2), "{chapter} has {:?} questions", of.get(chapter));
    }
    for trade_off in ["forgetting", "threshold"] {
        let fixed = quiz.questions.iter().filter(|it| it.chapter == trade_off).count();
        assert!(fixed >= 8, "{trade_off} has {fixed} questions");
    }
    assert!(quiz.questions.iter().filter(|it| it.code.is_some()).count() >= 4, "questions about code");
    for level in [Level::Easy, Level::Medium, Level::Hard] {
        assert!(quiz.questions.iter().filter(|it| it.level == level).count() >= 10, "{level:?} questions");
        assert!(deck().cards.iter().filter(|it| it.level == level).count() >= 8, "{level:?} cards");
        assert!(practice().exercises.iter().filter(|it| it.level == level).count() >= 3, "{level:?} exercises");
    }
    for exercise in practice().exercises {
        assert!(exercise.steps.len() >= 2 && exercise.mistakes.len() >= 2, "{}", exercise.id);
    }
}

#[test]
fn the_best_answer_cannot_be_told_by_its_length() {
    let quiz = quiz();
    for (language, pick) in [
        ("English", (|answer: &Answer| answer.text.en.chars().count()) as fn(&Answer) -> usize),
        ("German", |answer: &Answer| answer.text.de.chars().count()),
    ] {
        let is_longest = |right: &Answer, wrong: &[Answer; 3]| wrong.iter().all(|answer| pick(right) > pick(answer));
        let longest = quiz.questions.iter().filter(|it| is_longest(&it.right, &it.wrong)).count();
        let share = longest as f64 / quiz.questions.len() as f64;
        println!("{language}: the best answer is the longest in {:.0} % of the questions", 100.0 * share);
        assert!(share <= 0.4, "{language}: {longest} of {}", quiz.questions.len());
    }
}

#[test]
fn every_calculation_is_right() {
    let lines = quiz().questions.into_iter().map(|it| (it.id, it.arithmetic));
    let lines = lines.chain(practice().exercises.into_iter().map(|it| (it.id, it.arithmetic)));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (id, lines) in lines {
        count += lines.len();
        wrong.extend(lines.iter().filter_map(|line| check(line).err()).map(|error| format!("{id}: {error}")));
    }
    println!("{count} calculations");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 40, "{count} calculations");
}

/// A number that is asked for follows from the calculations beside it; which sign it has is for the task to say.
#[test]
fn the_answer_to_an_exercise_is_among_its_calculations() {
    for exercise in practice().exercises {
        let Check::Number { value, tolerance, .. } = exercise.check else { continue };
        assert!(tolerance > 0.0 && tolerance < 0.1 * value.abs().max(0.1) + 0.5, "{}: {tolerance}", exercise.id);
        let results = exercise.arithmetic.iter().filter_map(|line| line.rsplit(['=', '≈']).next());
        let near = results.filter_map(|part| super::arithmetic::evaluate(part.trim()).ok());
        assert!(
            near.into_iter().any(|it| (it.abs() - value.abs()).abs() <= tolerance),
            "{}: where does {value} come from?",
            exercise.id
        );
    }
}

/// The number of a mistake is computed beside it like any other, and nobody who is right is told of a mistake.
#[test]
fn the_number_of_a_mistake_is_computed_and_not_the_answer() {
    let mut count = 0;
    for exercise in practice().exercises {
        let results = exercise.arithmetic.iter().filter_map(|line| line.rsplit(['=', '≈']).next());
        let results: Vec<f64> = results.filter_map(|part| super::arithmetic::evaluate(part.trim()).ok()).collect();
        for (value, mistake) in exercise.mistakes.iter().filter_map(|it| Some((it.value?, &it.text.en))) {
            let is_computed = results.iter().any(|result| (result - value).abs() < 1e-9);
            assert!(is_computed, "{}: where does {value} come from?", exercise.id);
            let made = made(&value.to_string(), &exercise, Language::En);
            assert!(made.iter().any(|it| it.en == *mistake), "{}: {value} is not recognised", exercise.id);
            match exercise.check {
                Check::Number { value: right, tolerance, .. } => {
                    let verdict = judge(&value.to_string(), right, tolerance, Language::En);
                    assert_ne!(verdict, Verdict::Right, "{}: {value} is right", exercise.id);
                }
                Check::Choice { .. } => panic!("{}: nothing is typed there", exercise.id),
            }
            count += 1;
        }
    }
    assert!(count >= 18, "{count} mistakes with a number");
}

#[test]
fn the_problem_can_be_worked_out() {
    let problem = problem();
    assert!(!problem.situation.is_empty() && problem.solution.len() >= 3 && !problem.bonus.is_empty());
    for (at, step) in problem.solution.iter().enumerate() {
        assert_eq!(step.text.names(), ["gap"], "step {at}");
        assert!(!step.wrong.is_empty(), "step {at}");
        for wrong in &step.wrong {
            assert!(wrong.en != step.right.en && wrong.de != step.right.de, "step {at}: {}", wrong.en);
        }
    }
    for bonus in &problem.bonus {
        let goal = bonus.goal;
        assert!((0.5..1.0).contains(&goal.accuracy) && goal.loss > 0.0 && goal.epochs_below > 1, "{}", bonus.title.en);
    }
}

#[test]
fn every_prompt_can_be_recognised_in_several_ways() {
    let prompts = prompts();
    assert!(prompts.prompts.len() >= 3);
    for prompt in &prompts.prompts {
        for concept in &prompt.concepts {
            assert!(concept.phrasings.len() >= 3, "{} {}", prompt.id, concept.id);
            let unique: BTreeSet<_> = concept.phrasings.iter().map(|it| it.to_lowercase()).collect();
            assert_eq!(unique.len(), concept.phrasings.len(), "{} {}", prompt.id, concept.id);
        }
    }
}
