//! Bodies whose names read like a person's, and persons whose names read like a body's.

use std::ops::Range;

use super::lexicon::{BODY, DATE, DEPT, Language, ORG, PLACE, ROLE, STOP, TITLE};
use super::words::Words;

/// Names by which one person alone is called, with an article.
pub(super) const OFFICES_OF_ONE: [(&str, &str); 3] = [("Dalai", "Lama"), ("Panchen", "Lama"), ("Aga", "Khan")];

/// Bodies whose names read like a person's.
const LIKE_PERSONS: [(&str, &str); 16] = [
    ("Morgan", "Stanley"),
    ("Wells", "Fargo"),
    ("Goldman", "Sachs"),
    ("Merrill", "Lynch"),
    ("Lehman", "Brothers"),
    ("Bear", "Stearns"),
    ("Credit", "Suisse"),
    ("Philip", "Morris"),
    ("Eli", "Lilly"),
    ("Fannie", "Mae"),
    ("Freddie", "Mac"),
    ("Sallie", "Mae"),
    ("Aston", "Martin"),
    ("Harley", "Davidson"),
    ("Rolls", "Royce"),
    ("Cantor", "Fitzgerald"),
];

/// Whether a body's name is made of persons' names: `Hobart & Lowe`, `Morgan Stanley`.
pub(super) fn named_after_persons(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let firm = || tokens.len() == 2 && LIKE_PERSONS.contains(&(words.text(tokens.start), words.stem(tokens.start + 1)));
    (tokens.start..tokens.end - 1).any(|at| !words.is_spaced(at) && words.gap(at) == " & ") || firm()
}

/// Whether a place that is given as a first name stands before a surname: `Paris` Lunt.
pub(super) fn is_given_place(words: &Words<'_>, name: &Range<usize>) -> bool {
    let (first, last) = (name.start, name.start + 1);
    let other = PLACE | ORG | DATE | DEPT | ROLE | BODY | TITLE | STOP;
    words.language == Language::English
        && name.len() == 2
        && matches!(words.text(first), "Paris" | "Brooklyn")
        && words.is_spaced(first)
        && !words.is(last, other)
        && !words.stem(last).ends_with('s')
}
