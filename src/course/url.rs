//! The page's address: `#/fine-tune?lr=1e-4&seed=7&v=1` or `#/learn/forgetting?lang=de`. Only what differs
//! from the default run of the model is written. Reading never fails: what cannot be used is refused, one sentence each, and the
//! rest is kept.

use crate::config::{BaseModel, DeviceChoice, Field, LoraTargets, RunConfig, Schedule, Strategy, Task, TrainingData};
use crate::lesson::Language;

/// Version of the address's format.
pub const VERSION: u32 = 1;
const LANGUAGE: &str = "lang";

/// A place of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// Chapters: why fine-tuning adapts a model.
    Learn,
    /// The experiment.
    #[default]
    FineTune,
    /// Catastrophic forgetting.
    Forget,
    /// Threshold, precision and recall.
    Decide,
    /// Cards and quiz.
    Recall,
    /// For teachers.
    Teach,
    /// Kept runs.
    Runs,
    /// The comparison of the GPU with the CPU.
    SelfTest,
}

impl View {
    /// Every place, in the order of the header.
    pub const ALL: [Self; 8] = [
        Self::Learn,
        Self::FineTune,
        Self::Forget,
        Self::Decide,
        Self::Runs,
        Self::Recall,
        Self::Teach,
        Self::SelfTest,
    ];

    /// The name in the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Learn => "learn",
            Self::FineTune => "fine-tune",
            Self::Forget => "forget",
            Self::Decide => "decide",
            Self::Recall => "recall",
            Self::Teach => "teach",
            Self::Runs => "runs",
            Self::SelfTest => "self-test",
        }
    }

    /// The name in the header and in the title of the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Learn => "Learn",
            Self::FineTune => "Fine-tune",
            Self::Forget => "Forget",
            Self::Decide => "Decide",
            Self::Recall => "Recall",
            Self::Teach => "Teach",
            Self::Runs => "Runs",
            Self::SelfTest => "Self-test",
        }
    }

    /// Whether the place is open in this version of the lab. Only these are linked.
    pub fn is_open(self) -> bool {
        self != Self::Teach
    }

    /// Whether the place has pages of its own, such as chapters.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Learn | Self::Recall)
    }

    fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.slug() == slug)
    }
}

/// What an address says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Address {
    /// The place.
    pub view: View,
    /// The page of the place, such as a chapter; empty for its first.
    pub page: String,
    /// The language of lessons, where the address names one.
    pub language: Option<Language>,
    /// The configuration; `None` where the address names none, so that the form keeps its own.
    pub config: Option<RunConfig>,
    /// What was refused, one sentence each.
    pub refused: Vec<String>,
}

/// Writes an address, with its `#`, of the first page of a place, in English.
pub fn write(view: View, config: &RunConfig) -> String {
    write_page(view, "", Language::default(), config)
}

/// Writes the address of a page of a place, with its `#`.
pub fn write_page(view: View, page: &str, language: Language, config: &RunConfig) -> String {
    let default = RunConfig::for_model(config.model);
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if config.model != BaseModel::default() {
        pairs.push(("model", config.model.name().into()));
    }
    if config.task != default.task {
        pairs.push(("task", config.task.name().into()));
    }
    for field in Field::ALWAYS {
        let value = field.get(config);
        if let Some(value) = value.filter(|_| value != field.get(&default)) {
            pairs.push((key(field), shortest(value)));
        }
    }
    write_strategy(config, &mut pairs);
    if config.data != default.data {
        pairs.push(("data", config.data.name().into()));
    }
    if config.schedule != default.schedule {
        pairs.push(("schedule", config.schedule.name().into()));
    }
    if config.restore_best != default.restore_best {
        pairs.push(("best", u8::from(config.restore_best).to_string()));
    }
    if config.device != default.device {
        pairs.push(("device", config.device.name().into()));
    }
    let mut address = format!("#/{}", view.slug());
    if view.has_pages() && !page.is_empty() {
        address.push('/');
        address.push_str(page);
    }
    if !pairs.is_empty() {
        pairs.push(("v", VERSION.to_string()));
    }
    if language != Language::default() {
        pairs.insert(0, (LANGUAGE, language.tag().into()));
    }
    if !pairs.is_empty() {
        let query: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        address.push('?');
        address.push_str(&query.join("&"));
    }
    address
}

/// A strategy's numbers are written whenever it is not the default: what a form offers first may change.
fn write_strategy(config: &RunConfig, pairs: &mut Vec<(&str, String)>) {
    if config.strategy == Strategy::default() {
        return;
    }
    pairs.push(("strategy", config.strategy.name().into()));
    let number = |field: &Field| Some((key(*field), shortest(field.get(config)?)));
    pairs.extend(config.strategy.fields().iter().filter_map(number));
    if let Strategy::Lora { targets, merge, .. } = config.strategy {
        pairs.push(("lora-targets", targets.name().into()));
        pairs.push(("merge", u8::from(merge).to_string()));
    }
}

/// Reads an address, with or without its `#`.
pub fn parse(hash: &str) -> Address {
    let mut address = Address::default();
    let hash = hash.trim_start_matches('#').trim_start_matches('/');
    let (slug, query) = hash.split_once('?').unwrap_or((hash, ""));
    let path = decode(slug.trim_end_matches('/'));
    let (slug, page) = path.split_once('/').unwrap_or((&path, ""));
    match View::from_slug(slug) {
        Some(view) if view.is_open() && (page.is_empty() || view.has_pages()) => {
            address.view = view;
            page.clone_into(&mut address.page);
        }
        Some(view) if view.is_open() => {
            address.view = view;
            address.refused.push(format!("“{}” has no page called “{}”.", view.title(), brief(page)));
        }
        Some(view) => address.refused.push(format!("“{}” is not open yet; this is Fine-tune.", view.title())),
        None if slug.is_empty() => {}
        None => address.refused.push(format!("There is no place called “{}” here; this is Fine-tune.", brief(&path))),
    }
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect();
    for (_, value) in pairs.extract_if(.., |(key, _)| key == LANGUAGE) {
        address.language = Language::from_tag(&value);
        if address.language.is_none() {
            address.refused.push(unknown("language", &value, &Language::ALL.map(Language::tag)));
        }
    }
    if pairs.is_empty() {
        return address;
    }
    // The model comes first, wherever it stands: the other values are differences from its default run.
    let mut config = RunConfig::default();
    for (_, value) in pairs.iter().filter(|(key, _)| key == "model") {
        match BaseModel::from_name(value) {
            Some(model) => config = RunConfig::for_model(model),
            None => address.refused.push(unknown("base model", value, &BaseModel::ALL.map(BaseModel::name))),
        }
    }
    // And so does the strategy: its numbers belong to it.
    for (_, value) in pairs.iter().filter(|(key, _)| key == "strategy") {
        match Strategy::from_name(value) {
            Some(strategy) => config.strategy = strategy,
            None => address.refused.push(unknown("strategy", value, &Strategy::ALL.map(Strategy::name))),
        }
    }
    // And the task: how many examples there are depends on it.
    for (_, value) in pairs.iter().filter(|(key, _)| key == "task") {
        match choose("task", value, &Task::ALL, Task::name) {
            Ok(task) => config = config.for_task(task),
            Err(sentence) => address.refused.push(sentence),
        }
    }
    let early = ["model", "strategy", "task"];
    for (key, value) in pairs.iter().filter(|(key, _)| !early.contains(&key.as_str())) {
        if let Err(sentence) = apply(&mut config, key, value) {
            address.refused.push(sentence);
        }
    }
    address.config = Some(config);
    address
}

fn apply(config: &mut RunConfig, name: &str, value: &str) -> Result<(), String> {
    if let Some(field) = Field::all().find(|field| key(*field) == name) {
        if field.get(config).is_none() {
            return Err(format!("The link sets “{}”, which {} does not have.", field.label(), config.strategy.label()));
        }
        field.set(config, number(field, value, config.task)?);
        return Ok(());
    }
    match name {
        "data" => config.data = choose("choice of training texts", value, &TrainingData::ALL, TrainingData::name)?,
        "schedule" => config.schedule = choose("schedule", value, &Schedule::ALL, Schedule::name)?,
        "device" => config.device = choose("device", value, &DeviceChoice::ALL, DeviceChoice::name)?,
        "best" => config.restore_best = yes_or_no("best", value)?,
        "lora-targets" | "merge" => match &mut config.strategy {
            Strategy::Lora { targets, .. } if name == "lora-targets" => {
                *targets = choose("choice of matrices", value, &LoraTargets::ALL, LoraTargets::name)?;
            }
            Strategy::Lora { merge, .. } => *merge = yes_or_no("merge", value)?,
            other => return Err(format!("The link sets “{name}”, which {} does not have.", other.label())),
        },
        "v" if value == VERSION.to_string() => {}
        "v" => return Err("The link was made by another version of this lab; what is understood was used.".into()),
        _ => return Err(format!("The link sets “{}”, which this lab does not know.", brief(name))),
    }
    Ok(())
}

fn number(field: Field, value: &str, task: Task) -> Result<f64, String> {
    let parsed: f64 =
        value.parse().map_err(|_| format!("{} must be a number; the link says “{}”.", field.label(), brief(value)))?;
    if let Some(issue) = field.check(parsed, task) {
        return Err(issue.to_string());
    }
    if field.is_whole() && parsed.fract() != 0.0 {
        return Err(format!("{} must be a whole number; the link says “{}”.", field.label(), brief(value)));
    }
    Ok(parsed)
}

fn yes_or_no(what: &str, value: &str) -> Result<bool, String> {
    match value {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(unknown(&format!("choice for “{what}”"), value, &["0", "1"])),
    }
}

fn choose<T: Copy>(what: &str, value: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, String> {
    let names: Vec<&str> = all.iter().map(|choice| name(*choice)).collect();
    all.iter().copied().find(|choice| name(*choice) == value).ok_or_else(|| unknown(what, value, &names))
}

fn unknown(what: &str, value: &str, names: &[&str]) -> String {
    format!("There is no {what} called “{}”; there are: {}.", brief(value), names.join(", "))
}

/// The key of a numeric field.
pub fn key(field: Field) -> &'static str {
    match field {
        Field::LearningRate => "lr",
        Field::Epochs => "epochs",
        Field::BatchSize => "batch",
        Field::Examples => "examples",
        Field::WeightDecay => "decay",
        Field::Warmup => "warmup",
        Field::Dropout => "dropout",
        Field::ClipNorm => "clip",
        Field::EvalEvery => "eval",
        Field::Seed => "seed",
        Field::Layers => "layers",
        Field::LayerDecay => "layer-decay",
        Field::LoraRank => "rank",
        Field::LoraAlpha => "alpha",
        Field::ReplayShare => "replay",
        Field::L2SpStrength => "l2-sp",
        Field::EwcStrength => "ewc",
        Field::TrainedShare => "trained",
    }
}

/// The shorter of `0.0002` and `2e-4`; both are read back to the same number.
pub fn shortest(value: f64) -> String {
    let (plain, scientific) = (format!("{value}"), format!("{value:e}"));
    if scientific.len() < plain.len() { scientific } else { plain }
}

/// What a stranger wrote, short enough to be shown.
fn brief(value: &str) -> String {
    let short: String = value.chars().filter(|character| !character.is_control()).take(32).collect();
    if short.len() < value.len() { format!("{short}…") } else { short }
}

/// Undoes percent-encoding; what is not valid stays as it is.
fn decode(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (bytes[index], hex(index + 1), hex(index + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                index += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator, so that the property test needs no crate (Marsaglia's xorshift).
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % end
        }

        fn one<T: Copy>(&mut self, all: &[T]) -> T {
            all[self.below(all.len() as u64) as usize]
        }

        fn config(&mut self) -> RunConfig {
            let mut config = RunConfig::for_model(self.one(&BaseModel::ALL));
            config.strategy = self.one(&Strategy::ALL);
            if let Strategy::Lora { targets, merge, .. } = &mut config.strategy {
                *targets = self.one(&LoraTargets::ALL);
                *merge = self.below(2) == 0;
            }
            config = config.for_task(self.one(&Task::ALL));
            for field in Field::all() {
                if self.below(2) == 0 {
                    continue;
                }
                let bounds = field.bounds_for(config.task);
                let share = self.below(1_000_001) as f64 / 1e6;
                let value = bounds.min + share * (bounds.max - bounds.min);
                field.set(&mut config, if field.is_whole() { value.round() } else { value });
            }
            config.data = self.one(&TrainingData::ALL);
            config.schedule = self.one(&Schedule::ALL);
            config.device = self.one(&DeviceChoice::ALL);
            config.restore_best = self.below(2) == 0;
            config
        }
    }

    #[test]
    fn every_configuration_round_trips_exactly() {
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        for _ in 0..2000 {
            let config = random.config();
            let view =
                random.one(&[View::Learn, View::FineTune, View::Forget, View::Decide, View::Runs, View::SelfTest]);
            let address = parse(&write(view, &config));
            assert_eq!(address.refused, Vec::<String>::new());
            assert_eq!(address.view, view);
            assert_eq!(address.config.unwrap_or_default(), config);
        }
    }

    #[test]
    fn only_differences_are_written() {
        assert_eq!(write(View::FineTune, &RunConfig::default()), "#/fine-tune");
        let config = RunConfig { learning_rate: 1e-4, seed: 7, ..RunConfig::for_model(BaseModel::MiniLm3) };
        assert_eq!(write(View::Runs, &config), "#/runs?model=minilm-3&lr=1e-4&seed=7&v=1");
        let leaky = RunConfig { data: TrainingData::Leaky, ..RunConfig::default() };
        assert_eq!(write(View::FineTune, &leaky), "#/fine-tune?data=leaky&v=1");
        assert_eq!(parse("#/fine-tune").config, None);
    }

    #[test]
    fn nonsense_is_refused_piece_by_piece_and_the_rest_is_kept() {
        let address =
            parse("#/fine-tune?lr=banana&epochs=99&seed=7&batch=8.5&task=poem&data=secret&colour=red&model=gpt&v=1");
        let config = address.config.expect("the address sets values");
        assert_eq!(config, RunConfig { seed: 7, ..RunConfig::default() });
        assert_eq!(
            address.refused,
            [
                "There is no base model called “gpt”; there are: pocket, minilm-3.",
                "There is no task called “poem”; there are: condition, kind, spam.",
                "Learning rate must be a number; the link says “banana”.",
                "Epochs must be between 1 and 20; 99 is not.",
                "Batch size must be a whole number; the link says “8.5”.",
                "There is no choice of training texts called “secret”; there are: honest, leaky, only-positive, only-negative.",
                "The link sets “colour”, which this lab does not know.",
            ]
        );
    }

    #[test]
    fn a_task_has_as_many_examples_as_there_are_wherever_it_stands() {
        for query in ["task=spam&examples=1500", "examples=1500&task=spam"] {
            let address = parse(&format!("#/fine-tune?{query}&v=1"));
            assert_eq!(address.refused, ["Domain examples must be between 20 and 1000; 1500 is not."]);
            assert_eq!(address.config.map(|config| config.examples), Some(1000));
        }
    }

    #[test]
    fn no_value_gets_past_the_bounds() {
        for value in ["NaN", "inf", "-1", "1e308", "0", "", "%00", "1_0"] {
            let address = parse(&format!("#/fine-tune?lr={value}"));
            assert_eq!(address.refused.len(), 1, "{value}");
            assert_eq!(address.config, Some(RunConfig::default()), "{value}");
        }
    }

    #[test]
    fn pages_and_languages_round_trip_and_leave_the_configuration_alone() {
        let address = parse("#/learn/forgetting?lang=de");
        assert_eq!((address.view, address.page.as_str()), (View::Learn, "forgetting"));
        assert_eq!((address.language, address.config), (Some(Language::De), None));
        let config = RunConfig { seed: 7, ..RunConfig::default() };
        let written = write_page(View::Recall, "cards", Language::De, &config);
        assert_eq!(written, "#/recall/cards?lang=de&seed=7&v=1");
        let back = parse(&written);
        assert_eq!((back.page.as_str(), back.language, back.config), ("cards", Some(Language::De), Some(config)));
        assert_eq!(parse("#/learn?lang=xx").refused, ["There is no language called “xx”; there are: en, de."]);
        let wrong = parse("#/decide/cards");
        assert_eq!((wrong.view, wrong.refused.len()), (View::Decide, 1));
    }

    #[test]
    fn unknown_and_closed_places_lead_to_the_experiment() {
        for hash in ["#/nowhere", "#/teach", "#/%F0%9F%8C%B5", "#/<script>"] {
            let address = parse(hash);
            assert_eq!((address.view, address.refused.len()), (View::FineTune, 1), "{hash}");
        }
        for hash in ["", "#", "#/"] {
            assert_eq!(parse(hash), Address::default());
        }
        assert!(parse(&format!("#/{}", "x".repeat(100_000))).refused[0].len() < 120);
    }

    #[test]
    fn another_version_is_told() {
        let address = parse("#/fine-tune?lr=1e-3&v=2");
        assert_eq!(address.config.map(|config| config.learning_rate), Some(1e-3));
        assert_eq!(address.refused.len(), 1);
    }
}
