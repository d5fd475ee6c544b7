//! Whether a text of the learner can be put to the model. Pure.

/// The longest text that is sent to the model, in characters; a definition or the start of a mail is far shorter.
pub const LONGEST_TEXT: usize = 2000;

/// Why a text is not sent to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// There is nothing to read.
    #[error("Write something first, or choose one of the samples below.")]
    Empty,
    /// Far more than the model reads.
    #[error(
        "This text has {0} characters. Please shorten it to {LONGEST_TEXT} or fewer: the model reads only the first 128 word pieces anyway. Your text is still here."
    )]
    TooLong(usize),
}

/// Whether a text can be sent to the model.
///
/// # Errors
/// See [`TextProblem`].
pub fn check_text(text: &str) -> Result<(), TextProblem> {
    let text = text.trim();
    // Bytes first: they are known at once, and a text of few bytes has few characters.
    let length = if text.len() <= LONGEST_TEXT { text.len() } else { text.chars().count() };
    match length {
        0 => Err(TextProblem::Empty),
        length if length > LONGEST_TEXT => Err(TextProblem::TooLong(length)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_empty_texts_are_refused_with_a_sentence() {
        assert_eq!(check_text(" \n "), Err(TextProblem::Empty));
        assert_eq!(check_text("an illness"), Ok(()));
        assert_eq!(check_text(&"ä".repeat(2000)), Ok(()));
        let problem = check_text(&"x".repeat(1_000_000)).expect_err("a megabyte");
        assert!(problem.to_string().starts_with("This text has 1000000 characters. Please shorten it to 2000"));
    }
}
