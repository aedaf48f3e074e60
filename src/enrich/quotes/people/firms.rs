//! Bodies whose names read like a person's, and persons whose names read like a body's.

use std::ops::Range;

use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{BODY, DATE, DEPT, Language, ORG, PLACE, ROLE, STOP, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;

/// Whether a body's name is made of persons' names: `Hobart & Lowe`, `Morgan Stanley`.
pub(super) fn named_after_persons(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let firm = || tokens.len() == 2 && PEOPLE.like_persons.length_of(|at| words.stem(tokens.start + at)) == Some(2);
    (tokens.start..tokens.end - 1).any(|at| !words.is_spaced(at) && words.gap(at) == " & ") || firm()
}

/// Whether a place that is given as a first name stands before a surname: `Paris` Lunt.
pub(super) fn is_given_place(words: &Words<'_>, name: &Range<usize>) -> bool {
    let (first, last) = (name.start, name.start + 1);
    let other = PLACE | ORG | DATE | DEPT | ROLE | BODY | TITLE | STOP;
    words.language == Language::English
        && name.len() == 2
        && words.is_spaced(first)
        && !words.is(last, other)
        && PEOPLE.given_places.has(words.text(first))
        && !words.stem(last).ends_with('s')
}
