//! Which place is meant: by a record's own field, by a dateline, by the words of a text.

mod parts;

pub use parts::resolve;
pub(crate) use parts::{Parts, known_container, longest_name};
