//! What the place Recall says around cards, questions and exercises: `public/lessons/recall-words.json`.

use serde::Deserialize;

use super::text::{Language, Text};

/// The file, below the page.
pub const FILE: &str = "lessons/recall-words.json";

/// Declares structs of texts: one text for each thing that is said. Names in braces are filled in.
macro_rules! words {
    ($($(#[$of:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$of])*
            #[derive(Debug, Clone, PartialEq, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$doc])* pub $field: $type,)*
            }
        )*
    };
}

words! {
    /// Everything that is said.
    RecallWords {
        /// The title of the place.
        title: Text,
        /// What it is for.
        lead: Text,
        /// What several pages say.
        common: CommonWords,
        /// The first page.
        index: IndexWords,
        /// The cards.
        cards: CardWords,
        /// The questions.
        quiz: QuizWords,
        /// The exercises.
        practice: PracticeWords,
        /// What was done.
        progress: ProgressWords,
    }

    /// Something that is counted: `{n}` stands for the number.
    Counted {
        /// For one.
        one: Text,
        /// For none and for several.
        many: Text,
    }

    /// What several pages say.
    CommonWords {
        /// What the list of pages is called.
        pages: Text,
        /// The first page, in that list.
        index: Text,
        /// Level.
        level: Text,
        /// All levels.
        all: Text,
        /// The first level.
        easy: Text,
        /// The second.
        medium: Text,
        /// The third.
        hard: Text,
        /// Chapter.
        chapter: Text,
        /// All chapters.
        all_chapters: Text,
        /// At once.
        now: Text,
        /// A span to come.
        in_minutes: Counted,
        /// The same.
        in_hours: Counted,
        /// The same.
        in_days: Counted,
        /// The same.
        in_months: Counted,
        /// The same.
        in_years: Counted,
        /// A place in a row: `{n}` of `{of}`.
        n_of: Text,
    }

    /// The first page.
    IndexWords {
        /// Cards: the name, in the list of pages too.
        cards: Text,
        /// What it is.
        cards_text: Text,
        /// Quiz.
        quiz: Text,
        /// What it is.
        quiz_text: Text,
        /// Practice.
        practice: Text,
        /// What it is.
        practice_text: Text,
        /// Explain.
        explain: Text,
        /// What it is.
        explain_text: Text,
        /// Progress.
        progress: Text,
        /// What it is.
        progress_text: Text,
        /// Cards that are due.
        due: Counted,
        /// Cards that are new.
        new: Counted,
        /// Nothing is due.
        none_due: Text,
        /// A round is on its way: `{n}` of `{of}` are answered.
        round_open: Text,
        /// `{n}` of `{of}` questions were right the last time.
        questions_right: Text,
        /// `{n}` of `{of}` exercises are solved.
        solved: Text,
        /// `{n}` of `{of}` chapters are read.
        chapters_read: Text,
        /// Before what would be best next.
        next: Text,
    }

    /// The cards.
    CardWords {
        /// What the page is for.
        lead: Text,
        /// Heading of what today holds.
        today: Text,
        /// Cards that are due.
        due: Counted,
        /// New cards of this session, `{all}` in all.
        new: Counted,
        /// Begins a session of `{n}` cards.
        start: Counted,
        /// Nothing is due, and when the next one is: `{when}`.
        nothing_due: Text,
        /// There are no cards of this level at all.
        no_cards: Text,
        /// Begins a session ahead of the schedule, of `{n}` cards.
        ahead: Counted,
        /// What that means.
        ahead_text: Text,
        /// How cards come again, and who worked it out.
        how: Text,
        /// Summary of the same.
        how_title: Text,
        /// Which keys do what.
        keys: Text,
        /// A session is ended early.
        stop: Text,
        /// Where the session stands: `{n}` of `{of}`.
        place: Text,
        /// Shows the answer.
        reveal: Text,
        /// The label of the front, for screen readers.
        front: Text,
        /// The label of the back.
        back: Text,
        /// Asks for a grade.
        how_well: Text,
        /// Not at all.
        again: Text,
        /// With effort.
        hard: Text,
        /// Rightly.
        good: Text,
        /// At once.
        easy: Text,
        /// A card that is asked again in this session; when it comes is decided then.
        once_more: Text,
        /// Takes the last grade back.
        undo: Text,
        /// A card is new.
        is_new: Text,
        /// The title at the end.
        done: Text,
        /// What was reviewed: `{n}` cards …
        done_cards: Counted,
        /// … with `{n}` answers.
        done_answers: Counted,
        /// Before the cards that were not known.
        forgotten: Text,
        /// Every card was known.
        none_forgotten: Text,
        /// When the next card is due: `{when}`.
        next_due: Text,
        /// Begins another session.
        more: Text,
        /// Leads to where sessions begin.
        to_start: Text,
    }

    /// The questions.
    QuizWords {
        /// What the page is for.
        lead: Text,
        /// Heading of the choice.
        setup: Text,
        /// Seed.
        seed: Text,
        /// What it does.
        seed_hint: Text,
        /// What was typed is no seed.
        seed_problem: Text,
        /// Draws another one.
        new_seed: Text,
        /// Questions that fit.
        fitting: Counted,
        /// Nothing fits.
        none_fit: Text,
        /// How the first round of a learner is chosen.
        first_round: Text,
        /// Runs that can be asked about.
        own_runs: Counted,
        /// There is none yet.
        no_runs: Text,
        /// Begins a round.
        start: Counted,
        /// Which keys do what.
        keys: Text,
        /// Where the round stands: `{n}` of `{of}`.
        place: Text,
        /// Its seed: `{seed}`.
        round_seed: Text,
        /// Its numbers were drawn.
        computed: Text,
        /// It is about the learner's runs.
        own_run: Text,
        /// A round of what was missed.
        is_again: Text,
        /// The answers, for screen readers.
        answers: Text,
        /// Asks for confidence.
        how_sure: Text,
        /// A guess.
        guess: Text,
        /// Fairly sure.
        fairly: Text,
        /// Sure.
        sure: Text,
        /// Answers.
        answer: Text,
        /// What is missing before one can.
        answer_hint: Text,
        /// Right.
        right: Text,
        /// Right, by a guess.
        right_guess: Text,
        /// Wrong.
        wrong: Text,
        /// Wrong though sure.
        wrong_sure: Text,
        /// The best answer.
        best: Text,
        /// What was chosen.
        yours: Text,
        /// Heading of the steps.
        steps: Text,
        /// A link to the chapter.
        read_chapter: Text,
        /// Goes on.
        next: Text,
        /// Goes on to the result.
        finish: Text,
        /// Leaves the round.
        leave: Text,
        /// The title at the end.
        result: Text,
        /// `{n}` of `{of}` were right.
        score: Text,
        /// Heading of the calibration.
        calibration: Text,
        /// What calibrated means.
        calibration_text: Text,
        /// Column: what was said.
        said: Text,
        /// Column: how often right.
        was_right: Text,
        /// Column: how often it should be.
        expected: Text,
        /// Never said.
        never: Text,
        /// About so often.
        about: Text,
        /// More sure than right.
        overconfident: Text,
        /// More right than sure.
        underconfident: Text,
        /// About as sure as right.
        calibrated: Text,
        /// Too few answers to tell.
        too_few: Text,
        /// Heading of what was missed.
        missed: Text,
        /// Nothing was.
        none_missed: Text,
        /// Asks the missed ones again.
        again: Counted,
        /// Another round.
        another: Text,
    }

    /// The exercises.
    PracticeWords {
        /// What the page is for.
        lead: Text,
        /// It is solved.
        solved: Text,
        /// It was tried.
        tried: Text,
        /// `{n}` of `{of}` are solved.
        count: Text,
        /// Back to the list.
        back: Text,
        /// Heading of the own answer.
        answer: Text,
        /// Checks it.
        check: Text,
        /// Shows the hint.
        hint: Text,
        /// Heading of the hint.
        hint_title: Text,
        /// Shows the first step.
        first_step: Text,
        /// Shows the next step: `{n}` of `{of}`.
        next_step: Text,
        /// Heading of the steps.
        steps: Text,
        /// Heading of the mistakes.
        mistakes: Text,
        /// Says when the mistakes are shown.
        mistakes_later: Text,
        /// Right.
        right: Text,
        /// Near.
        close: Text,
        /// A hundred times off.
        hundredfold: Text,
        /// The sign.
        sign: Text,
        /// Something else.
        off: Text,
        /// Before the mistakes that lead to what was typed.
        made: Text,
        /// No number.
        unreadable: Text,
        /// Nothing is chosen.
        nothing_chosen: Text,
        /// The next exercise: `{title}`.
        next: Text,
    }

    /// What was done.
    ProgressWords {
        /// What the page is for.
        lead: Text,
        /// Heading of what would be best next.
        next: Text,
        /// Cards are due.
        review: Counted,
        /// What a chapter suggests to try: `{title}`.
        try_it: Text,
        /// New cards, all on what was read.
        new_cards: Counted,
        /// New cards: `{all}`, and `{read}` of them on what was read.
        new_cards_of: Text,
        /// A chapter: `{title}`.
        read_it: Text,
        /// A first round.
        quiz: Text,
        /// The worked problem.
        solve: Text,
        /// Missed questions.
        retry: Counted,
        /// An exercise: `{title}`.
        practise: Text,
        /// In one's own words.
        explain: Text,
        /// Nothing; the next card comes `{when}`.
        rest: Text,
        /// Nothing at all.
        all_done: Text,
        /// Goes there.
        go: Text,
        /// Heading of the chapters.
        chapters: Text,
        /// Column: read.
        read: Text,
        /// Column: what the chapter suggests to try.
        task: Text,
        /// Column: the cards.
        cards: Text,
        /// Column: the questions.
        questions: Text,
        /// A tick, in a word.
        yes: Text,
        /// None, in a word.
        no: Text,
        /// Cards of a chapter: `{known}` of `{of}` known.
        known: Text,
        /// … `{n}` due.
        due: Text,
        /// What counts as tried, as known and as right.
        counted: Text,
        /// Heading of the sums.
        sums: Text,
        /// The worked problem.
        problem: Text,
        /// A run solves it.
        problem_solved: Text,
        /// None does yet.
        problem_open: Text,
        /// Exercises: `{n}` of `{of}`.
        exercises: Text,
        /// Explanations: `{n}`.
        explanations: Text,
        /// How sure and how right, over all answers.
        confidence: Text,
        /// Heading of the files.
        files: Text,
        /// What they are for, and that nothing leaves the machine.
        files_text: Text,
        /// Saves the file.
        export: Text,
        /// Reads a file.
        import: Text,
        /// Asks whether everything is to be forgotten.
        reset: Text,
        /// The question.
        reset_ask: Text,
        /// Yes.
        reset_do: Text,
        /// No.
        reset_keep: Text,
        /// What that does.
        reset_text: Text,
        /// It was done.
        was_reset: Text,
        /// Takes it back.
        undo: Text,
        /// It was taken back.
        restored: Text,
        /// A file was added.
        imported: Text,
        /// A file is none of ours.
        bad_file: Text,
        /// Opens why.
        detail: Text,
        /// A file cannot be read.
        unreadable: Text,
    }
}

impl Counted {
    /// The words for so many.
    pub fn of(&self, n: usize) -> &Text {
        if n == 1 { &self.one } else { &self.many }
    }

    /// The words for so many, with the number.
    pub fn say(&self, language: Language, n: usize) -> String {
        self.of(n).fill(language, &[("n", n.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_everything_and_one_is_not_many() {
        let file = include_str!("../../public/lessons/recall-words.json");
        let words: RecallWords = serde_json::from_str(file).expect("it fits");
        assert_eq!(words.common.in_days.say(Language::En, 1), "in 1 day");
        assert_eq!(words.common.in_days.say(Language::De, 3), "in 3 Tagen");
    }
}
