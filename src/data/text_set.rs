//! The files of `public/data/`: one split a file, one example a line, `label TAB source TAB text`.

use serde::{Deserialize, Serialize};

use super::{Corpus, Label};

/// How many texts of a validation set are watched while a run goes on.
pub const WATCHED: usize = 320;
/// How many general texts, and how many of the domain, show what happens to the representations.
pub const PROBED: usize = 64;
/// How many of its own training texts are watched beside them: fewer, since this figure needs less care.
pub const WATCHED_TRAINING: usize = 160;

/// How many texts of the start of the domain test set a leaky run learns from: half of its `examples`,
/// but never more than half of the test set, so that its second half stays unseen.
pub fn leaked(examples: usize, test_len: usize) -> usize {
    (examples / 2).min(test_len / 2)
}

/// A fixed part of a corpus. No two share a text or its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// What the base models were trained on.
    GeneralTrain,
    /// General texts watched during a run.
    GeneralValidation,
    /// General texts for the final figures: what was forgotten.
    GeneralTest,
    /// What a run is trained on.
    TargetTrain,
    /// Texts of the target domain that choose checkpoint and threshold.
    TargetValidation,
    /// Texts of the target domain for the final figures: what was gained.
    TargetTest,
}

impl Split {
    /// Every split.
    pub const ALL: [Self; 6] = [
        Self::GeneralTrain,
        Self::GeneralValidation,
        Self::GeneralTest,
        Self::TargetTrain,
        Self::TargetValidation,
        Self::TargetTest,
    ];

    /// The splits that are classified whole before and after a run: both test sets, for the figures, and
    /// domain validation, on which a threshold is chosen.
    pub const FINAL: [Self; 3] = [Self::TargetTest, Self::GeneralTest, Self::TargetValidation];

    /// The file's name under `data/`.
    pub fn file_name(self, corpus: Corpus) -> &'static str {
        match (corpus, self) {
            (Corpus::Definitions, Self::GeneralTrain) => "general-train.tsv",
            (Corpus::Definitions, Self::GeneralValidation) => "general-validation.tsv",
            (Corpus::Definitions, Self::GeneralTest) => "general-test.tsv",
            (Corpus::Definitions, Self::TargetTrain) => "medical-train.tsv",
            (Corpus::Definitions, Self::TargetValidation) => "medical-validation.tsv",
            (Corpus::Definitions, Self::TargetTest) => "medical-test.tsv",
            (Corpus::Mail, Self::GeneralTrain) => "mail-general-train.tsv",
            (Corpus::Mail, Self::GeneralValidation) => "mail-general-validation.tsv",
            (Corpus::Mail, Self::GeneralTest) => "mail-general-test.tsv",
            (Corpus::Mail, Self::TargetTrain) => "mail-domain-train.tsv",
            (Corpus::Mail, Self::TargetValidation) => "mail-domain-validation.tsv",
            (Corpus::Mail, Self::TargetTest) => "mail-domain-test.tsv",
        }
    }
}

/// One definition or mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its true class.
    pub label: Label,
    /// Where it comes from: WordNet's synset offset, such as `n14060688`, or a mail's group and number.
    pub source: String,
    /// What the model reads.
    pub text: String,
}

/// The examples of a split, in the file's order (shuffled once, when the file was made).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextSet {
    /// The examples.
    pub examples: Vec<Example>,
}

/// A line of a data file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct TextSetError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl TextSet {
    /// Reads a file's content.
    ///
    /// # Errors
    /// The first line that does not have three fields, a known label and a text.
    pub fn parse(content: &str) -> Result<Self, TextSetError> {
        let examples = content
            .lines()
            .enumerate()
            .map(|(index, line)| Self::parse_line(index + 1, line))
            .collect::<Result<_, _>>()?;
        Ok(Self { examples })
    }

    fn parse_line(line: usize, content: &str) -> Result<Example, TextSetError> {
        let error = |problem: String| TextSetError { line, problem };
        let mut fields = content.splitn(3, '\t');
        let (Some(label), Some(source), Some(text)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(error("expected a label, a source and a text with tabs between them".into()));
        };
        let label = Label::from_name(label).ok_or_else(|| error(format!("there is no label \"{label}\"")))?;
        if text.trim().is_empty() {
            return Err(error("the text is empty".into()));
        }
        Ok(Example { label, source: source.into(), text: text.into() })
    }

    /// The file's content; [`TextSet::parse`] reads it back.
    pub fn to_tsv(&self) -> String {
        self.examples
            .iter()
            .map(|example| format!("{}\t{}\t{}\n", example.label.name(), example.source, example.text))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_test_set_is_never_leaked() {
        assert_eq!(leaked(200, 845), 100);
        assert_eq!(leaked(21, 845), 10);
        assert_eq!(leaked(2000, 845), 422);
        assert_eq!(leaked(2000, 0), 0);
    }

    #[test]
    fn a_file_round_trips() {
        let content = "condition\tn1\tan illness\nobject\tn2\ta sharp tool\n";
        let set = TextSet::parse(content).expect("well-formed");
        assert_eq!(set.examples.len(), 2);
        assert_eq!(set.to_tsv(), content);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = TextSet::parse("condition\tn1\tan illness\nplant\tn2\ta fern").expect_err("no such label");
        assert_eq!(error.to_string(), "line 2: there is no label \"plant\"");
        assert_eq!(TextSet::parse("condition n1").expect_err("no tabs").line, 1);
        assert_eq!(TextSet::parse("condition\tn1\t ").expect_err("no text").line, 1);
    }
}
