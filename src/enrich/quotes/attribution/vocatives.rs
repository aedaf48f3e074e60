//! Finds whom a quotation addresses: `“John, I told you,”`, `“Is that yours, Mr. Moon?”` Whoever is addressed does not speak, and may answer.

use std::ops::Range;

use crate::enrich::quotes::people::People;
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{ADV, AUX, CONJ, DET, PREP, PRON, ROLE, SUB};

/// The person whom the words of a quotation address.
pub(in crate::enrich::quotes) fn addressed(words: &Words<'_>, people: &People, tokens: &Range<usize>) -> Option<usize> {
    if tokens.len() < 3 {
        return None;
    }
    let first = people.at(tokens.start).map(|index| &people.names[index]).filter(|name| name.whole.start == tokens.start);
    let opens = first.filter(|name| {
        let next = name.whole.end;
        let goes_on = !words.is_capital(next) || words.is(next, PRON | AUX | ADV);
        next < tokens.end
            && words.gap(next - 1) == ", "
            && goes_on
            && !words.is(next, DET | ROLE | CONJ | SUB | PREP)
            && !words.is_number(next)
    });
    let last = || people.at(tokens.end - 1).map(|index| &people.names[index]).filter(|name| name.whole.end == tokens.end);
    let closes = || {
        last().filter(|name| {
            let start = name.whole.start;
            start > tokens.start + 1
                && words.gap(start - 1) == ", "
                && people.at(start - 1).is_none()
                && !words.is_possessive(tokens.end - 1)
        })
    };
    opens.or_else(closes).and_then(|name| name.person)
}
