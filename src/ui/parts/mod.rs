//! Small parts that labs are made of. What needs no browser (figures in writing, numbers from typing,
//! changes in words) compiles natively and is tested there.

pub mod change;
pub mod format;
pub mod number;

#[cfg(feature = "app")]
mod bloom;
#[cfg(feature = "app")]
mod lesson;
#[cfg(feature = "app")]
mod plate;
#[cfg(feature = "app")]
mod rich_text;
#[cfg(feature = "app")]
mod slider_field;
#[cfg(feature = "app")]
mod sprig;
#[cfg(feature = "app")]
mod toggles;

#[cfg(feature = "app")]
pub use {
    bloom::Bloom,
    lesson::{LanguageChoice, await_lesson},
    plate::Plate,
    rich_text::{OutsideMark, RichText},
    slider_field::SliderField,
    sprig::Sprig,
    toggles::{Toggle, Toggles},
};
