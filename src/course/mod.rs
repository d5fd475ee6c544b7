//! What teachers and links carry: the state of the page in its address. No view code.

pub mod url;
