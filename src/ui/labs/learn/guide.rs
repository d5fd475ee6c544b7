//! What the guide knows: which chapters were read, whose tasks were done, and where to go on. Pure.

use crate::lesson::chapter::Chapter;
use crate::lesson::progress::Progress;

/// Where a chapter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// It was read to its end.
    pub read: bool,
    /// Its task was done.
    pub done: bool,
}

/// Where a chapter stands.
pub fn standing(chapter: &Chapter, progress: &Progress) -> Standing {
    Standing { read: progress.chapters.contains_key(&chapter.id), done: progress.has(chapter.task.done) }
}

/// How many chapters were read, and how many tasks were done.
pub fn tally(chapters: &[Chapter], progress: &Progress) -> (usize, usize) {
    let count = |is: fn(Standing) -> bool| chapters.iter().filter(|chapter| is(standing(chapter, progress))).count();
    (count(|standing| standing.read), count(|standing| standing.done))
}

/// The chapter to go on with: the first that was not read. `None` where all were.
pub fn next(chapters: &[Chapter], progress: &Progress) -> Option<usize> {
    chapters.iter().position(|chapter| !standing(chapter, progress).read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Text;
    use crate::lesson::chapter::Task;
    use crate::lesson::deed::Deed;

    fn chapter(id: &str, done: Deed) -> Chapter {
        let task = Task { text: Text::default(), link: Text::default(), address: String::new(), done };
        Chapter {
            id: id.into(),
            title: Text::default(),
            lead: Text::default(),
            blocks: Vec::new(),
            task,
            sources: Vec::new(),
        }
    }

    #[test]
    fn a_task_ticks_by_its_deed_and_a_chapter_by_being_read() {
        let chapters = [chapter("one", Deed::FinishedRun), chapter("two", Deed::RanTooHigh)];
        let mut progress = Progress::default();
        assert_eq!((tally(&chapters, &progress), next(&chapters, &progress)), ((0, 0), Some(0)));
        progress.note(Deed::RanTooHigh, 1.0);
        progress.chapters.insert("one".into(), 2.0);
        assert_eq!(standing(&chapters[1], &progress), Standing { read: false, done: true });
        assert_eq!((tally(&chapters, &progress), next(&chapters, &progress)), ((1, 1), Some(1)));
        progress.chapters.insert("two".into(), 3.0);
        assert_eq!(next(&chapters, &progress), None);
    }
}
