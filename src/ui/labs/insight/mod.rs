//! The second half of the Forget lab: what exactly is forgotten, the models between start and end, the
//! inside of the model, and one task after another.

pub mod attention;
pub mod between;
pub mod inside;
pub mod memory;
pub mod sequence;
pub mod trace;

#[cfg(feature = "app")]
mod attention_view;
#[cfg(feature = "app")]
mod between_plate;
#[cfg(feature = "app")]
mod inside_plate;
#[cfg(feature = "app")]
mod memory_list;
#[cfg(feature = "app")]
mod memory_plate;
#[cfg(feature = "app")]
mod own_text;
#[cfg(feature = "app")]
mod projection;
#[cfg(feature = "app")]
mod stages_plate;
#[cfg(feature = "app")]
mod trace_box;

#[cfg(feature = "app")]
pub use {
    between_plate::BetweenPlate, inside_plate::InsidePlate, memory_plate::MemoryPlate, stages_plate::StagesPlate,
};
