//! What kind of name some words are, and in which of their senses they may be used in running text.

use std::ops::Range;

use super::anchors::WORLD_CITY;
use super::scan::Writing;
use crate::enrich::gazetteer::{Class, Key, Kind, Meanings, PlaceId, record};

/// What kind of name a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The name of a place, or a word for its people.
    Name,
    /// An abbreviated state (`Ky.`, `N.Y.`, `TX`).
    Code,
    /// A name with `County` or `Parish` after it, whether or not it is also that of a place.
    County,
    /// A seat that stands for its government (`the Kremlin`).
    Government,
}

/// The kind of name that the words at `bytes` are, of which `word` is the last; `None` where they are none.
pub(super) fn sort_of(text: &str, bytes: Range<usize>, meanings: Meanings, key: &Key, word: &str, writing: Writing) -> Option<Sort> {
    let seated = || GOVERNMENTS.iter().any(|seat| seat.as_bytes() == key.as_bytes());
    let worst = meanings.last_class();
    if worst == Some(Class::Seat) && seated() {
        return Some(Sort::Government);
    }
    let last = last_usable(key, writing);
    for (id, class) in meanings.iter() {
        if class > last {
            break;
        }
        if usable(id, class, key, word, writing) {
            return Some(Sort::Name);
        }
    }
    let state = |(id, class)| class == Class::Code && record(id).kind == Kind::Region;
    (worst >= Some(Class::Code) && is_written_as_code(text, bytes) && meanings.iter().any(state)).then_some(Sort::Code)
}

/// Seats of governments by which print speaks of the government, folded.
const GOVERNMENTS: [&str; 8] =
    ["kremlin", "the kremlin", "white house", "the white house", "downing street", "10 downing street", "pentagon", "the pentagon"];

/// Whether the words stand where and as print abbreviates a state: `Paris, Ky.`, `Albany, N.Y.`, `Austin, TX`, `in W.Va.`
fn is_written_as_code(text: &str, bytes: Range<usize>) -> bool {
    let (before, name, after) = (&text[..bytes.start], &text[bytes.clone()], &text[bytes.end..]);
    let (stopped, listed) = (after.starts_with('.'), before.ends_with(", "));
    if !(stopped | listed) {
        return false;
    }
    if name.contains('.') {
        // Not "500 B.C.", not "B.C. Smith", but "the S.C. Highway Patrol".
        let placed = [", ", "the ", "The "].iter().any(|words| before.ends_with(words));
        let initials = after.strip_prefix(". ").is_some_and(|rest| rest.starts_with(char::is_uppercase)) && !placed;
        return stopped && !initials && DOTTED.contains(&name) && !before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    }
    // Not the initials of "CA Del Fava".
    let named = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let capitals = name.len() == 2 && !has_small_letter(name) && !named;
    listed && (stopped && (name.len() > 2 || TWO_LETTERS.contains(&name)) || capitals)
}

/// States and provinces abbreviated with points.
const DOTTED: [&str; 21] = [
    "N.H", "N.J", "N.M", "N.Y", "N.C", "N.D", "R.I", "S.C", "S.D", "W.Va", "D.C", "B.C", "N.B", "N.S", "N.L", "P.E.I", "N.W.T", "N.S.W",
    "A.C.T", "P.Q", "N.Z",
];

/// States abbreviated to two letters in print; `Ms.` and `Co.` are something else.
const TWO_LETTERS: [&str; 8] = ["Ky", "La", "Pa", "Va", "Vt", "Md", "Ga", "Mo"];

/// The last class of meanings that may be used in running text. Behind it come those that are not used in this language, the many alternate
/// names among them.
#[inline]
pub(super) fn last_usable(key: &Key, writing: Writing) -> Class {
    if writing.foreign || !key.is_ascii() { Class::Alternate } else { Class::Adjective }
}

/// Bytes of the longest name that in capitals may be an acronym.
pub(super) const LONGEST_ACRONYM: usize = 4;

/// Whether a word has a small letter. Mostly the second is one, which is looked at first.
pub(super) fn has_small_letter(word: &str) -> bool {
    word.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) || word.contains(char::is_lowercase)
}

/// Whether the name may be used in this sense in running text; `word` is its last word as written.
#[inline(always)]
pub(super) fn usable(id: PlaceId, class: Class, key: &Key, word: &str, writing: Writing) -> bool {
    // As of most.
    if (class <= Class::Adjective) & (key.len() > LONGEST_ACRONYM) {
        return true;
    }
    let is_long = |longest: usize| key.len() > longest || !key.is_ascii();
    let capitals = || !has_small_letter(word);
    match class {
        Class::Adjective => true,
        Class::Name if is_long(LONGEST_ACRONYM) || record(id).kind != Kind::City => true,
        // Short names in capitals are acronyms.
        Class::Name => key.len() > 2 && !(capitals() && record(id).weight < WORLD_CITY),
        Class::Variant => is_long(3) || capitals() || key.len() == 3 && record(id).kind == Kind::City,
        Class::Foreign => writing.foreign || !key.is_ascii(),
        Class::Alternate => writing.foreign && key.len() >= 4 && record(id).weight >= 18_000,
        Class::Code | Class::Seat => false,
    }
}
