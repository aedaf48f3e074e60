//! Patterns that settle a name by what stands right after it: `Paris, Texas`, `LONDON, Ky.`, and towns that the table lacks in a state
//! that it holds.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::anchors::{FEDERATED, MIDDLING, WORLD_CITY};
use super::company::{Verdict, judge};
use super::mentions::{Named, Sense};
use super::scan::{Candidate, Writing};
use super::sorts::Sort;
use super::span::Span;
use super::words::Word;
use crate::analysis::segment::{Segments, TokenCase, TokenKind};
use crate::enrich::gazetteer::{Class, Key, Kind, Meanings, PlaceId, contains, record};

/// Unknown towns remembered of one text.
const MOST_UNKNOWN: usize = 16;

/// Judges every name and settles those beside a region.
pub(super) fn read(text: &str, segments: &Segments, named: &mut Vec<Named>, writing: Writing) {
    // Towns that the table lacks, each with the name that it stands before.
    let mut towns = Vec::new();
    // The region that the name before was told by: "Georgia" after "Atlanta" is the state.
    let mut by_town = None;
    for index in 0..named.len() {
        let candidate = &named[index].candidate;
        let last = index.checked_sub(1).map(|last| &named[last].candidate);
        if let Some(town) = town_before(text, segments, candidate, last) {
            towns.push((index, town));
        }
        let (verdict, word) = match candidate.sort {
            Sort::Name => {
                let word = Word::of_key(&candidate.key);
                (judge(text, segments, candidate, word, writing), word)
            }
            Sort::Code | Sort::County | Sort::Government => (Verdict::Plain, Word::default()),
        };
        let is_beside = |next: &&Named| {
            let Range { start, end } = next.candidate.bytes.range();
            let is_parted = (start == candidate.bytes.end() + 2) & text.as_bytes()[..start].ends_with(b", ");
            // "Jane Rojas, Chile's president" is no town.
            is_parted && candidate.sort != Sort::Code && !["'s ", "’s "].iter().any(|ending| text[end..].starts_with(ending))
        };
        let settled = named.get(index + 1).filter(is_beside).and_then(|next| settle(text, candidate, verdict, &next.candidate));
        let own = settled.as_ref().map(|(sense, _)| sense.clone()).or(by_town.map(Sense::Known));
        by_town = settled.map(|(_, region)| region);
        named[index].verdict = verdict;
        named[index].word = word;
        named[index].settled = own;
    }
    if !towns.is_empty() {
        let unknown: Vec<Named> = towns.iter().take(MOST_UNKNOWN).map(|(_, town)| town.clone()).collect();
        *named = with_towns(std::mem::take(named), towns);
        find_again(text, &unknown, named);
    }
}

/// Puts each town before its name.
fn with_towns(names: Vec<Named>, towns: Vec<(usize, Named)>) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::with_capacity(names.len() + towns.len());
    let mut towns = towns.into_iter().peekable();
    for (index, name) in names.into_iter().enumerate() {
        if let Some((_, town)) = towns.next_if(|&(before, _)| before == index) {
            // "Ridge Farm, Ill.", where Ridge is a town as well.
            if named.last().is_some_and(|last| last.candidate.tokens.end() > town.candidate.tokens.start()) {
                named.pop();
            }
            named.push(town);
        }
        named.push(name);
    }
    named
}

/// What the region right after a name and a comma makes of it, and which region that is.
fn settle(text: &str, candidate: &Candidate, verdict: Verdict, next: &Candidate) -> Option<(Sense, PlaceId)> {
    if next.sort == Sort::County {
        return None;
    }
    // "Oregon, Washington, Illinois" is a list of states.
    let state = |(id, class): (PlaceId, Class)| class == Class::Name && record(id).kind == Kind::Region && record(id).weight >= FEDERATED;
    if candidate.sort == Sort::Name
        && next.sort == Sort::Name
        && candidate.meanings.iter().any(state)
        && candidate.key.as_bytes() != b"new york"
    {
        return None;
    }
    let regions = || next.meanings.iter().filter(|&(id, class)| is_region(id, class, next.sort)).map(|(id, _)| id);
    if candidate.sort == Sort::County {
        let state = regions().find(|&region| record(region).weight >= FEDERATED)?;
        return Some((Sense::Unknown(candidate.bytes, state), state));
    }
    let within = |region| contains(region, candidate.meanings).map(|town| (Sense::Known(town), region));
    if let Some(found) = regions().find_map(within) {
        return Some(found);
    }
    let (own, class) = candidate.meanings.iter().next()?;
    let region = regions().next()?;
    let foreign_city = record(region).kind == Kind::Country && record(own).weight >= WORLD_CITY;
    let listed = text[next.bytes.end()..].trim_start_matches('.').trim_start().starts_with("and ");
    let stated = record(region).kind == Kind::Country || record(region).weight >= FEDERATED;
    // "According to Conrad, South Africa grows more"
    let told =
        record(region).kind != Kind::Country || record(own).weight >= MIDDLING || matches!(verdict, Verdict::Strong | Verdict::Opening);
    let town = stated
        && told
        && class <= Class::Variant
        && record(own).kind == Kind::City
        && !foreign_city
        && !(listed && next.sort == Sort::Name);
    town.then_some((Sense::Unknown(candidate.bytes, region), region))
}

/// Whether this meaning of a name is a region or country that a town's name may be followed by.
fn is_region(id: PlaceId, class: Class, sort: Sort) -> bool {
    let kind = record(id).kind;
    match (sort, class) {
        (Sort::Code, Class::Code) => kind == Kind::Region,
        (Sort::Name, Class::Name | Class::Variant | Class::Foreign) => matches!(kind, Kind::Region | Kind::Country),
        _ => false,
    }
}

/// A town that the table lacks, right before a state (`Cottonport, La.`; spelt-out states only after a preposition).
fn town_before(text: &str, segments: &Segments, region: &Candidate, last: Option<&Candidate>) -> Option<Named> {
    if !text.as_bytes()[..region.bytes.start()].ends_with(b", ") || region.sort == Sort::County {
        return None;
    }
    let beside = region.tokens.start().checked_sub(1).map(|last| segments.tokens[last].end as usize)?;
    if beside + 2 != region.bytes.start() {
        return None;
    }
    let state = region.meanings.iter().find(|&(id, class)| is_region(id, class, region.sort) && record(id).weight >= FEDERATED)?.0;
    if record(state).kind != Kind::Region {
        return None;
    }
    let tokens = &segments.tokens;
    // A known name may be the first word of a longer one, which no comma parts from the rest.
    let absorbed = last.filter(|last| {
        let follows = last.tokens.end() < region.tokens.start() && last.sort == Sort::Name && last.tokens.len() == 1;
        follows && tokens[last.tokens.end()..region.tokens.start()].len() <= 2
    });
    let floor = match absorbed {
        Some(last) => last.tokens.start().max(region.sentence.start()),
        None => last.map_or(region.sentence.start(), |last| last.tokens.end().max(region.sentence.start())),
    };
    let mut start = region.tokens.start();
    while start > floor && region.tokens.start() - start < 3 {
        let token = tokens[start - 1];
        let gap = &text[token.end as usize..tokens[start].start as usize];
        let joined = start == region.tokens.start() || matches!(gap, " " | "-" | ". ");
        if !joined || token.kind != TokenKind::Word || token.case == TokenCase::Lower || is_opener(token.text(text)) {
            break;
        }
        start -= 1;
    }
    let bytes = tokens.get(start)?.start as usize..region.bytes.start() - 2;
    let preposed = start > region.sentence.start() && {
        let before = tokens[start - 1];
        Key::of(before.text(text)).is_some_and(|key| Word::of(key.as_bytes()).is(Word::PREPOSITION)) || before.text(text) == "of"
    };
    let opens = start == region.sentence.start();
    let person = Key::of(tokens[start].text(text)).is_some_and(|key| Word::of(key.as_bytes()).is(Word::GIVEN.or(Word::TITLE)));
    let fits = start < region.tokens.start() && (region.sort == Sort::Code || preposed || opens) && (preposed || !person);
    // "Albion News, Kentucky"
    let house = Word::written(tokens[region.tokens.start() - 1].text(text)).is(Word::PAPER.or(Word::COMPANY));
    let key = Key::of(text.get(bytes.clone())?).filter(|_| fits && !house)?;
    let candidate = Candidate {
        tokens: Span::of(start..region.tokens.start()),
        sentence: region.sentence,
        bytes: Span::of(bytes),
        meanings: Meanings::NONE,
        key,
        sort: Sort::Name,
    };
    let settled = Some(Sense::Unknown(candidate.bytes, state));
    Some(Named { verdict: Verdict::Strong, settled, ..Named::of(candidate) })
}

/// A capitalised word that opens a sentence rather than a name.
fn is_opener(word: &str) -> bool {
    Key::of(word).is_some_and(|key| {
        Word::of(key.as_bytes()).is(Word::BEARING.or(Word::PREPOSITION)) && !matches!(word, "North" | "South" | "East" | "West")
    })
}

/// Finds the other places where the text names its unknown towns.
fn find_again(text: &str, unknown: &[Named], named: &mut Vec<Named>) {
    let taken: Vec<Range<usize>> = named.iter().map(|name| name.candidate.bytes.range()).collect();
    let mut more = Vec::new();
    let mut seen = FxHashSet::default();
    for town in unknown {
        let words = &text[town.candidate.bytes.range()];
        if words.len() < 4 || !seen.insert(town.candidate.key) {
            continue;
        }
        for (at, _) in text.match_indices(words).take_while(|(at, _)| at + words.len() <= u32::MAX as usize) {
            let bytes = at..at + words.len();
            let bounded = !text[..at].ends_with(char::is_alphanumeric) && !text[bytes.end..].starts_with(char::is_alphanumeric);
            let free = taken.partition_point(|range| range.end <= bytes.start);
            if bounded && taken.get(free).is_none_or(|range| range.start >= bytes.end) {
                let mut again = town.clone();
                again.candidate.bytes = Span::of(bytes);
                more.push(again);
            }
        }
    }
    named.append(&mut more);
    named.sort_by_key(|name| name.candidate.bytes.start());
    // Two unknown towns may share words; the first stays.
    let mut end = 0;
    named.retain(|name| {
        let free = name.candidate.bytes.start() >= end;
        end = end.max(name.candidate.bytes.end());
        free
    });
}
