//! What can be explained, the answers that the check is measured on, and the figures that the page shows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use forget_me_not::lesson::Text;
use forget_me_not::lesson::chapter::{self, Chapters};
use forget_me_not::lesson::explain::{self, Prompts};
use forget_me_not::lesson::explain_figures::{self, ExplainFigures, Method};
use forget_me_not::lesson::explain_words::{self, ExplainWords};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let path = root().join(path);
    let content = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&content).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn of_page<T: serde::de::DeserializeOwned>(file: &str) -> T {
    read(Path::new("public").join(file).to_str().expect("a plain name"))
}

fn is_name(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|character| character.is_ascii_lowercase() || character == '-')
}

fn is_complete(text: &Text) -> bool {
    !text.en.trim().is_empty() && !text.de.trim().is_empty()
}

#[test]
fn prompts_are_whole_in_both_languages() {
    let chapters: Chapters = of_page(chapter::FILE);
    let Prompts { prompts } = of_page(explain::FILE);
    assert!(prompts.len() >= 5);
    let ids: BTreeSet<&str> = prompts.iter().map(|prompt| prompt.id.as_str()).collect();
    assert_eq!(ids.len(), prompts.len());
    let mut said = BTreeSet::new();
    for prompt in &prompts {
        assert!(is_name(&prompt.id) && is_complete(&prompt.question), "{}", prompt.id);
        assert!(chapters.chapters.iter().any(|chapter| chapter.id == prompt.chapter), "{}", prompt.chapter);
        let own: BTreeSet<&str> = prompt.concepts.iter().map(|concept| concept.id.as_str()).collect();
        assert_eq!(own.len(), 4, "{}", prompt.id);
        for concept in &prompt.concepts {
            let whole = is_name(&concept.id) && is_complete(&concept.name) && is_complete(&concept.missing);
            assert!(whole, "{} {}", prompt.id, concept.id);
            assert!((5..=7).contains(&concept.phrasings.len()), "{} {}", prompt.id, concept.id);
            for phrasing in &concept.phrasings {
                assert!(said.insert(phrasing.clone()), "said twice: {phrasing}");
                assert!(phrasing.ends_with('.') && phrasing.is_ascii(), "{phrasing}");
            }
        }
    }
}

#[test]
fn words_have_the_same_values_in_both_languages() {
    let words: serde_json::Value = of_page(explain_words::FILE);
    let _: ExplainWords = serde_json::from_value(words.clone()).expect("one text for each thing that is said");
    fn visit(place: &str, value: &serde_json::Value) {
        if let Ok(text) = serde_json::from_value::<Text>(value.clone()) {
            let names = |template: &str| {
                let mut names: Vec<String> =
                    forget_me_not::lesson::text::names(template).into_iter().map(str::to_owned).collect();
                names.sort();
                names
            };
            assert!(is_complete(&text), "{place}");
            assert_eq!(names(&text.en), names(&text.de), "{place}");
        } else {
            let fields = value.as_object().unwrap_or_else(|| panic!("{place} is no text"));
            fields.iter().for_each(|(name, value)| visit(&format!("{place}.{name}"), value));
        }
    }
    visit("words", &words);
}

#[test]
fn the_page_has_figures_for_every_way() {
    let figures: ExplainFigures = of_page(explain_figures::FILE);
    assert_eq!(figures.methods.iter().map(|figures| figures.method).collect::<Vec<_>>(), Method::ALL);
    assert!(figures.chosen_on + figures.reported_on >= 60 && figures.chosen_on.abs_diff(figures.reported_on) <= 1);
    for own in &figures.methods {
        for (figure, [low, high]) in
            [(own.precision, own.precision_range), (own.recall, own.recall_range), (own.f1, own.f1_range)]
        {
            assert!(low <= figure && figure <= high && (0.0..=1.0).contains(&figure), "{:?}", own.method);
        }
    }
    let always = figures.of(Method::Always).expect("it is there");
    assert_eq!((always.recall, always.found_in_negations), (1.0, 4 * figures.negations));
}

#[cfg(feature = "prepare")]
mod measured {
    use std::sync::OnceLock;

    use super::*;
    use forget_me_not::config::BaseModel;
    use forget_me_not::lesson::answer_check::{Setting, check_answer};
    use forget_me_not::lesson::answer_language::is_german;
    use forget_me_not::prepare::explain::{ANSWERS, HALVES, Half, Kind, Measured, REPORT, Study, Way, measure, text};

    fn study() -> Study {
        Study::new(of_page(explain::FILE), &fs::read(root().join(ANSWERS)).expect("it is committed")).expect("whole")
    }

    /// Measuring takes seconds; once is enough.
    fn all() -> &'static Measured {
        static ALL: OnceLock<Measured> = OnceLock::new();
        ALL.get_or_init(|| measure(&root()).expect("shipped files"))
    }

    #[test]
    fn no_answer_is_taken_for_german_and_every_german_sentence_is() {
        for answer in &all().study.answers {
            assert!(!is_german(&answer.text), "{}", answer.text);
        }
        for prompt in &study().prompts.prompts {
            let texts = prompt.concepts.iter().map(|concept| &concept.missing).chain([&prompt.question]);
            for Text { en, de } in texts {
                assert!(!is_german(en) && is_german(de), "{en} {de}");
            }
            for phrasing in prompt.phrasings() {
                assert!(!is_german(&phrasing), "{phrasing}");
            }
        }
    }

    #[test]
    fn every_pair_of_answers_is_of_one_prompt_and_one_kind() {
        let study = study();
        assert!(study.answers.len() >= 72);
        for pair in study.answers.chunks(2) {
            let [one, other] = pair else { panic!("{} is alone", pair[0].text) };
            assert_eq!((&one.prompt, one.kind), (&other.prompt, other.kind));
        }
        let mut seen = BTreeSet::new();
        for answer in &study.answers {
            assert!(seen.insert(&answer.text), "written twice: {}", answer.text);
            assert_eq!(check_answer(&answer.text), Ok(()));
            let prompt = study.prompt(answer).expect("there is one");
            let known = |id: &String| prompt.concepts.iter().any(|concept| concept.id == *id);
            assert!(answer.covers.iter().all(known), "{}", answer.text);
            let fits = match answer.kind {
                Kind::Good => answer.covers.len() == 4,
                Kind::Partial | Kind::Short => (1..=2).contains(&answer.covers.len()),
                Kind::Wrong | Kind::Negation | Kind::OffTopic => answer.covers.is_empty(),
            };
            assert!(fits, "{:?}: {}", answer.kind, answer.text);
        }
        for kind in Kind::ALL {
            let count = |half| study.of(half).filter(|(_, answer)| answer.kind == kind).count();
            assert_eq!(count(Half::Choosing), count(Half::Reporting));
        }
    }

    /// Another processor may round a similarity on the very edge to the other side.
    const EDGE: f64 = 0.03;

    #[test]
    fn what_the_page_says_is_what_the_code_gives() {
        let measured = all();
        let now = measured.figures();
        let shown: ExplainFigures = of_page(explain_figures::FILE);
        assert_eq!(now.methods.len(), shown.methods.len());
        for (now, shown) in now.methods.iter().zip(&shown.methods) {
            for (now, shown) in [(now.precision, shown.precision), (now.recall, shown.recall), (now.f1, shown.f1)] {
                assert!((now - shown).abs() < EDGE, "{now} and {shown}: run prepare explain-figures");
            }
        }
        for chosen in &measured.chosen {
            if let Some(model) = BaseModel::ALL.into_iter().find(|model| Method::of(*model) == chosen.method) {
                check_setting(measured, model, chosen.setting);
            }
        }
    }

    /// The page's setting is as good on the first half as the best one, within the same edge; and of all ways that were
    /// tried the page's has the best F1 there, so that the guard against nonsense costs nothing.
    fn check_setting(measured: &Measured, model: BaseModel, best: Setting) {
        let own = Setting::of(model);
        assert_eq!(own.depth, best.depth, "{model:?}: run prepare explain-figures");
        assert!((own.threshold - best.threshold).abs() < 0.011, "{model:?}: {best:?}");
        let best = |is_own: bool| {
            let of_model = measured.tried.iter().filter(|tried| tried.model == model);
            of_model.filter(|tried| (tried.way == Way::OF_PAGE) == is_own).map(|tried| tried.f1).fold(0.0, f64::max)
        };
        assert!(best(true) > best(false) - EDGE / 10.0, "{model:?}: {} and {}", best(true), best(false));
    }

    #[test]
    fn texts_about_something_else_are_not_found_and_similarity_alone_found_much_in_them() {
        let measured = all();
        let texts: Vec<&str> = measured.nonsense.answers.iter().map(|answer| answer.text.as_str()).collect();
        let different: BTreeSet<&str> = texts.iter().copied().collect();
        assert!(different.len() >= 12 && texts.len() == different.len() * measured.study.prompts.prompts.len());
        for model in BaseModel::ALL {
            let own = measured.chosen.iter().find(|chosen| chosen.method == Method::of(model)).expect("every model");
            let said = |scored| HALVES.map(|half| measured.found_in_nonsense(scored, half)).iter().sum::<u32>();
            let alone = measured.alone(model).expect("every model");
            let alone: u32 = alone.nonsense.iter().sum();
            assert_eq!(said(&own.nonsense.found), 0, "{model:?}");
            assert!(said(&own.nonsense.possible) * 2 < alone, "{model:?}: {} of {alone}", said(&own.nonsense.possible));
        }
    }

    #[test]
    fn the_report_is_made_of_the_same_figures() {
        let report = fs::read_to_string(root().join(REPORT)).expect("it is committed");
        let shown: ExplainFigures = of_page(explain_figures::FILE);
        for own in &shown.methods {
            for figure in [own.precision, own.recall, own.f1] {
                assert!(report.contains(&format!("{figure:.3} (")), "{:?}: {figure}", own.method);
            }
        }
        let fresh = text(all());
        let shape = |report: &str| report.lines().map(|line| line.matches('|').count()).collect::<Vec<_>>();
        assert_eq!(shape(&report), shape(&fresh), "run prepare explain-figures");
    }
}
