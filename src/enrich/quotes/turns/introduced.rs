//! Tells who answers from the words above the first question: the only person whom they name, or the one whom they say somebody spoke to.

use std::ops::Range;

use crate::enrich::quotes::people::{Name, People, the_one};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{ADV, AUX, DET, POSS, PREP, PRON, ROLE, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;

/// Words between `spoke to` and the name, which tell what its bearer is.
const OFFICE: usize = 6;

/// Words above the first question that are read.
const ABOVE: usize = 400;

/// The person whom the words before token `end` introduce as the one who is asked; `None` where they may mean more than one.
pub(super) fn introduced(words: &Words<'_>, people: &People, end: usize) -> Option<usize> {
    let above = end.saturating_sub(ABOVE)..end;
    let first = people.names.partition_point(|name| name.whole.end <= above.start);
    let names = || {
        let before = people.names[first..].iter().take_while(|name| name.whole.end <= end);
        before.filter(|name| !is_byline(words, name)).filter_map(|name| Some((name, name.person?)))
    };
    the_one(names().map(|(_, person)| person))
        .or_else(|| the_one(names().filter(|(name, _)| is_spoken_with(words, people, name)).map(|(_, person)| person)))
}

/// Whether a name only signs the text: `By Ann Moon`.
fn is_byline(words: &Words<'_>, name: &Name) -> bool {
    let start = name.whole.start;
    start > 0 && SPEECH.records.signing.has(words.text(start - 1)) && words.opens_line(start - 1)
}

/// Whether somebody else spoke to the bearer of a name: `The Herald spoke to harbour master Ann Moon`, `Interview: Ann Moon`, or the bearer to a paper: `Ann Moon talks
/// about the storm`. Not where one person spoke to another, as either may be the one who asks: `Kim spoke to Moon`.
fn is_spoken_with(words: &Words<'_>, people: &People, name: &Name) -> bool {
    let Range { start, end } = name.whole.clone();
    let talk = |at: usize| SPEECH.records.talks.has(words.text(at));
    let person = |at: usize| people.at(at).is_some_and(|index| people.names[index].person.is_some());
    if words.is_spaced(end - 1) && talk(end) && words.class(end) & (ROLE | TITLE) == 0 {
        // `Moon talked to Kim`
        let other = (end + 1..end + 2 + OFFICE).take_while(|&at| words.is_tight(at - 1)).any(person);
        return !other;
    }
    let floor = start.saturating_sub(OFFICE);
    let Some(lead) = (floor..start)
        .rev()
        .take_while(|&at| words.is_tight(at) || words.gap(at).starts_with(':'))
        .find(|&at| words.is(at, PREP) && !words.is(at, DET) || words.gap(at).starts_with(':') || talk(at))
    else {
        return false;
    };
    let verb = if talk(lead) { Some(lead) } else { lead.checked_sub(1).filter(|&verb| talk(verb) && words.is_tight(verb)) };
    verb.is_some_and(|verb| {
        let subject = (verb.saturating_sub(3)..verb).rev().find(|&at| !words.is(at, AUX | ADV));
        let by_person = subject.is_some_and(|at| {
            words.is_tight(at) && (person(at) || words.class(at) & (PRON | POSS) == PRON && !SPEECH.alone.has(words.text(at)))
        });
        !by_person
    })
}
