//! What is taught, held to what is promised of it: files that fit, names that lead somewhere, numbers that are right,
//! both languages, sentences of our own.

mod arithmetic;
mod content;
mod files;
mod language;
mod templates;
