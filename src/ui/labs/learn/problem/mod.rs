//! The experiment as a worked problem, and the same in code: its situation, its goals judged on the learner's runs,
//! hints, a solution that fades, harder goals, programs to take home.

mod bonus;
mod code;
mod code_files;
mod goal_list;
mod goals;
mod hints;
mod say;
mod sheet;
mod situation;
mod solution;
mod start;
mod step;
mod view;

pub use view::{CodePage, ProblemPage};
