//! Which place is meant: by a record's own field, by a dateline, by the words of a text.

mod parts;

pub use parts::resolve;
pub(crate) use parts::{Parts, known_container, longest_name};

use crate::article::Place;
/// stand-in
pub fn mentions(_: &str, _: &crate::analysis::segment::Segments, _: Option<&str>, _: Option<&Place>) -> Vec<crate::article::Mention> {
    Vec::new()
}
/// stand-in
pub fn story_place(_: Option<&str>, _: &[crate::article::Mention], _: &str) -> Option<crate::article::ArticlePlace> {
    None
}
