//! Learn: the chapters, the worked problem, the guide.

#[cfg(feature = "app")]
mod problem;
#[cfg(feature = "app")]
mod view;

#[cfg(feature = "app")]
pub use view::Learn;
