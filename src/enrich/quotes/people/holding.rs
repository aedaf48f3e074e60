//! Tells where an English office with what it is of begins that stands before its holder's name without a comma: `chief of police` Ana Ruiz, `professor emeritus of
//! linguistics` Ana Ruiz. Not what somebody named is of: a friend of painter `Ana Ruiz`, a spokesman for mayor `Ana Ruiz`.

use super::Name;
use super::callings::is_kin_word;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{
    AUX, BODY, CONJ, CUE, DATE, DEPT, DET, Language, PLACE, PLURAL, POSS, PREP, PRON, ROLE, STOP, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::{ENDINGS, PEOPLE};

/// Words of the longest field that an office is of: `global sales and marketing`.
const FIELD: usize = 4;

/// The office, by its noun, whose field or body ends right before a full name, or in the run with it.
pub(super) fn office_before(words: &Words<'_>, name: &Name) -> Option<usize> {
    // Mostly a name is one of these: a surname, the first of its sentence.
    let joined = words.is_spaced(name.whole.start.wrapping_sub(1)) | (name.whole.start < name.tokens.start);
    if words.language != Language::English || (name.tokens.len() < 2) | !joined {
        return None;
    }
    let within = || if name.whole.start < name.tokens.start { office_to(words, name.tokens.start) } else { None };
    office_to(words, name.whole.start).or_else(within)
}

/// The office, by its noun, whose field or body ends right before a word.
pub(super) fn office_to(words: &Words<'_>, name: usize) -> Option<usize> {
    let last = name.checked_sub(1).filter(|&last| words.is_spaced(last))?;
    // Nearly always a verb, an office or a small word stands there.
    let ranked = || last > 0 && words.is(last - 1, PREP);
    if words.is(last, OTHER | CUE | ROLE | TITLE) && !words.is(last, BODY | DEPT | PLURAL) && !is_count(words, last) && !ranked() {
        return None;
    }
    if words.is(last, OTHER) && !is_count(words, last) || words.is_capital(last) && !words.is_upper(last) && !words.is(last, PLACE) {
        return None;
    }
    let of = (name.saturating_sub(FIELD + 2)..name)
        .rev()
        .take_while(|&at| words.is_spaced(at) && !words.is_quoted(at))
        .find(|&at| opens_field(words, at))?;
    let head = office_of(words, of)?;
    is_field(words, of, name).then_some(head)
}

/// Whether a word opens what an office is of, or a rank that stands behind it: chief `of` police, editor `in` chief.
pub(in crate::enrich::quotes) fn opens_field(words: &Words<'_>, at: usize) -> bool {
    words.is(at, PREP)
        && (matches!(words.text(at), "of" | "for") || words.is_spelt(at, "in") && matches!(words.text(at + 1), "chief" | "charge"))
}

/// Classes of words that end no field.
const OTHER: u64 = PREP | SUB | AUX | PRON | DET | POSS | STOP | DATE | CONJ;

/// The noun of the office that a word opens the field of: `professor` emeritus of.
pub(in crate::enrich::quotes) fn office_of(words: &Words<'_>, of: usize) -> Option<usize> {
    let before = |at: usize| at.checked_sub(1).filter(|&before| words.is_spaced(before) && !words.is_quoted(before));
    let last = before(of)?;
    let head = if matches!(words.text(last), "emeritus" | "emerita" | "general") { before(last)? } else { last };
    (words.is(head, ROLE | TITLE) && !words.is(head, PLURAL) && !is_of_kin(words, head, of)).then_some(head)
}

/// Whether a word before `of` tells of a relation to somebody: the `mother` of, a `friend` of; not `mother` of three.
pub(in crate::enrich::quotes) fn is_of_kin(words: &Words<'_>, at: usize, of: usize) -> bool {
    let word = words.text(at);
    !is_count(words, of + 1) && (is_kin_word(word) || PEOPLE.relations.has(word))
}

/// Whether a word tells how many children somebody has.
fn is_count(words: &Words<'_>, at: usize) -> bool {
    words.is_number(at) || matches!(words.text(at), "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten")
}

/// Whether the words between `of` and a name that begins at `name` are what an office is of, and none of them an office or a verb that has the name for its own.
pub(in crate::enrich::quotes) fn is_field(words: &Words<'_>, of: usize, name: usize) -> bool {
    let article = usize::from(words.is_spelt(of + 1, "the"));
    let (first, last) = (of + 1 + article, name.saturating_sub(1));
    if first > last || last - first >= FIELD || !(of..name).all(|at| words.is_spaced(at) && !words.is_quoted(at)) {
        return false;
    }
    if words.is_spelt(of, "in") || is_count(words, first) {
        return first == last;
    }
    // `head of the FBI`, `governor of Ohio`
    if first == last && words.is_capital(last) && (words.is_upper(last) || words.is(last, PLACE)) {
        return words.is_spelt(of, "of");
    }
    let joins = |at: usize| words.is_spelt(at, "and") && at > first && at < last;
    let owner = |at: usize| at == last && words.is_possessive(at);
    let other = |at: usize| words.is_capital(at) || owner(at) || words.is(at, OTHER & !STOP | CUE);
    let plain = |at: usize| joins(at) || words.is(at, DEPT | BODY) && !words.is_capital(at) || !other(at);
    if !(first..name).all(plain) || words.is(last, TITLE | ROLE) && !words.is(last, BODY | DEPT | PLURAL) {
        return false;
    }
    let known =
        words.is(last, DEPT | BODY) || ENDINGS.ends_of_fields.ends(words.text(last)) || PEOPLE.fields_of_offices.has(words.text(last));
    match (article, last - first) {
        (0, 0) => known || words.is_spelt(of, "of") && !ENDINGS.ends_of_agents.ends(words.text(last)),
        // `a lawyer for the family Ana Ruiz`
        (1, _) => {
            let body = words.is(last, BODY) || PEOPLE.fields_of_offices.has(words.text(last));
            body && (words.is_spelt(of, "of") || of > 0 && matches!(words.text(of - 1), "spokesman" | "spokeswoman" | "spokesperson"))
        }
        _ => known,
    }
}
