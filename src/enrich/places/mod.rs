//! Which place is meant: by a record's own field, by a dateline, by the words of a text.

mod adjectives;
mod anchors;
mod belief;
mod choice;
mod company;
mod counties;
mod endings;
mod mentions;
mod neighbours;
mod openers;
mod parts;
mod patterns;
mod scan;
mod sorts;
mod span;
mod story;
#[cfg(test)]
mod tests;
mod words;

use self::words::Word;
use super::gazetteer::Finder;

pub use mentions::{Context, mentions, mentions_of_bundle, occurrences};
pub(in crate::enrich) use mentions::{Text, mentions_of_all};
pub use parts::resolve;
pub(crate) use parts::{Parts, known_container, longest_name};
pub(crate) use story::considered_places;
pub use story::story_place;

/// Brings near what is asked for most words and names of a text.
pub(in crate::enrich) fn bring_near() {
    Finder::bring_near();
    Word::bring_near();
}
