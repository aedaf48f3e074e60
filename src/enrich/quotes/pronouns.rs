//! Finds the person that `he` or `she` stands for, once every named attribution of the article is known.
//!
//! Candidates are the persons named outside quotations before the pronoun, in its paragraph and the ones right above; persons of the other
//! gender are out. The nearest subject wins, and the previous speaker where nobody was named since.

use super::people::{Gender, NameKind, People};
use super::words::Words;

/// How many words back a pronoun looks.
const REACH: usize = 400;

/// The person that a pronoun stands for.
pub(super) fn resolve(words: &Words<'_>, people: &People, pronoun: usize, gender: Gender) -> Option<usize> {
    let floor = pronoun.saturating_sub(REACH);
    let mut best: Option<(i32, usize)> = None;
    let last = people.names.partition_point(|name| name.whole.end <= pronoun);
    for name in people.names[..last].iter().rev().take_while(|name| name.whole.start >= floor).take(40) {
        let Some(person) = name.person else { continue };
        if name.kind != NameKind::Person && name.kind != NameKind::Unknown || words.is_quoted(name.whole.start) {
            continue;
        }
        let own = people.persons[person].gender;
        if own != Gender::Unknown && gender != Gender::Unknown && own != gender {
            continue;
        }
        let score = -((pronoun - name.whole.end) as i32);
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, person));
        }
    }
    best.map(|(_, person)| person)
}
