//! Where something that is taught comes from.

/// Where a method or a claim comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Authors and year.
    pub label: &'static str,
    /// Its address.
    pub url: &'static str,
}
