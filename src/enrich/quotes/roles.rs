//! Reads what a person is, as the article writes it: the title before the name, or the apposition behind it.

use std::ops::Range;

use super::lexicon::{ABBREV, AUX, BODY, CONJ, CUE, DET, FEMALE, Language, MALE, PAST, POSS, PREP, ROLE, SAY, SUB, TITLE};
use super::people::{Name, People};
use super::words::Words;

/// Words in the longest apposition that is taken for a role.
const LONGEST: usize = 24;

/// Every role that a mention of a person gives, in text order.
pub(super) fn of_mentions(words: &Words<'_>, people: &People) -> Vec<(usize, Range<usize>)> {
    people.names.iter().filter_map(|name| Some((name.person?, of_mention(words, people, name)?))).collect()
}

/// The role of every person, as a byte range of the text: that of the first mention which gives one.
pub(super) fn of_persons(told: &[(usize, Range<usize>)], people: &People) -> Vec<Option<Range<usize>>> {
    let mut roles = vec![None; people.persons.len()];
    for (person, role) in told {
        if let Some(slot @ None) = roles.get_mut(*person) {
            *slot = Some(role.clone());
        }
    }
    roles
}

/// The role that one mention gives.
pub(super) fn of_mention(words: &Words<'_>, people: &People, name: &Name) -> Option<Range<usize>> {
    before(words, people, name).or_else(|| behind(words, name)).or_else(|| described(words, name))
}

/// `the publisher`, Edith Crane, …
fn described(words: &Words<'_>, name: &Name) -> Option<Range<usize>> {
    let last = name.whole.start.checked_sub(1)?;
    let head = over_attribute(words, last).unwrap_or(last);
    if words.gap(last) != ", "
        || !words.is(head, ROLE | TITLE)
        || words.is_capital(head) && words.language != Language::German
        || words.is_quoted(head)
    {
        return None;
    }
    let mut start = head;
    while start > 0 && head - start < 5 && words.is_tight(start - 1) && !words.is(start, DET | POSS) {
        start -= 1;
    }
    words.is(start, DET | POSS).then(|| words.start(start)..words.end(last))
}

/// Where a Russian office begins whose attribute stands before the name: `министр транспорта` Иван Петров.
fn over_genitives(words: &Words<'_>, start: usize) -> Option<usize> {
    let head = (start.saturating_sub(3)..start)
        .rev()
        .take_while(|&at| words.is_tight(at) && !words.is_quoted(at))
        .find(|&at| words.is(at, ROLE | TITLE))?;
    (head + 1..start).all(|at| !words.is(at, CUE | PREP | CONJ | SUB | AUX)).then_some(head)
}

/// The head of a description that ends with an attribute, and with it: `the minister` of transport, `le ministre` des Transports.
fn over_attribute(words: &Words<'_>, last: usize) -> Option<usize> {
    if words.gap(last) != ", " || words.is(last, ROLE | TITLE) {
        return None;
    }
    let floor = last.saturating_sub(6);
    let preposition = (floor..last)
        .rev()
        .take_while(|&at| words.is_tight(at) && !words.is_quoted(at))
        .find(|&at| words.is(at, PREP) || words.language == Language::German && matches!(words.text(at), "der" | "des"))?;
    preposition.checked_sub(1).filter(|&head| words.is_tight(head) && words.is(head, ROLE | TITLE))
}

/// `South Korean President` Moon, `former campaign manager` Ana Ruiz.
fn before(words: &Words<'_>, people: &People, name: &Name) -> Option<Range<usize>> {
    let mut start = name.whole.start;
    while start > 0
        && words.gap(start - 1) == " "
        && words.is(start - 1, ROLE | BODY | TITLE)
        && !words.is_capital(start - 1)
        && !words.is_quoted(start - 1)
    {
        start -= 1;
    }
    if words.language == Language::Russian && start == name.whole.start {
        start = over_genitives(words, start).unwrap_or(start);
    }
    if start < name.whole.start && start > 0 && words.gap(start - 1) == "-" {
        start -= 1;
    }
    let lower = start < name.whole.start;
    if lower && start > 0 && words.is_tight(start - 1) {
        if let Some(index) = people.at(start - 1) {
            start = people.names[index].whole.start;
        } else if matches!(words.text(start - 1), "former" | "ex" | "acting" | "deputy" | "vice") {
            start -= 1;
        }
    }
    let title = start..name.tokens.start;
    let courtesy = title.clone().all(|at| words.is(at, ABBREV) && words.is(at, MALE | FEMALE) || words.text(at) == "Dr");
    if courtesy || !title.clone().any(|at| words.is(at, TITLE | ROLE | BODY)) {
        return None;
    }
    let end = words.end(title.end - 1);
    let stop = usize::from(words.body[end..].starts_with('.') && words.is(title.end - 1, ABBREV));
    Some(words.start(title.start)..end + stop)
}

/// Moon, `a professor at Yonsei University`, …
fn behind(words: &Words<'_>, name: &Name) -> Option<Range<usize>> {
    let mut first = name.whole.end;
    if first >= words.len() || words.gap(first - 1) != ", " || words.is_quoted(first) {
        return None;
    }
    if words.is_number(first) && words.gap(first) == ", " {
        first += 1;
    }
    let opens = words.is(first, DET | POSS | ROLE | TITLE | BODY) && !words.is(first, CUE);
    let next_opens = words.is(first + 1, ROLE | TITLE) && words.is_tight(first);
    if !opens && !next_opens {
        return None;
    }
    let mut end = first;
    while end < words.len() && end < first + LONGEST && !words.is_quoted(end) {
        let gap = words.gap(end);
        let spoken = words.is(end, SAY) && (words.is(end, PAST) || matches!(words.text(end), "said" | "says" | "told" | "wrote"));
        if spoken && end > first + 2 && words.gap(end - 1) == " " && !words.is(end - 1, SUB | AUX | DET | CONJ) {
            let role = (first..end).any(|at| words.is(at, ROLE | TITLE | BODY));
            return role.then(|| words.start(first)..words.end(end - 1));
        }
        let stop = gap.trim_start().is_empty() && !gap.contains('\n') || words.is_tight(end);
        end += 1;
        if !stop {
            let role = matches!(words.text(first), "a" | "an") || (first..end).any(|at| words.is(at, ROLE | TITLE | BODY));
            let closed = gap.starts_with([',', '.', ';', ')']) || gap.contains(['\n', '—', '–']) || gap.is_empty();
            return (role && closed).then(|| words.start(first)..words.end(end - 1));
        }
    }
    None
}
