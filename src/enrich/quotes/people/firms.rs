//! Bodies whose names read like a person's, and persons whose names read like a body's.

use std::ops::Range;

use super::offices::owned_body;
use super::{Name, NameKind, People};
use crate::enrich::quotes::words::lexicon::{BODY, DATE, DEPT, FIRST, Language, ORG, PLACE, ROLE, STOP, TITLE};
use crate::enrich::quotes::words::lists::{PEOPLE, SPEECH};
use crate::enrich::quotes::words::spelling::{key_of, without_suffix};
use crate::enrich::quotes::words::{CAPITAL, SPACED, Words};
use crate::enrich::word_set::WordSet;

/// How many names of firms that begin alike are looked at.
const FORMS: usize = 8;

/// Whether a body's name is made of persons' names: `Hobart & Lowe`, `Morgan Stanley`.
pub(super) fn named_after_persons(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let firm = || tokens.len() == 2 && PEOPLE.bodies.like_persons.length_of(|at| words.stem(tokens.start + at)) == Some(2);
    let partners = |at: usize| !words.is_capital(at) && words.is_spelt(at, "and") && PEOPLE.bodies.partners.has(words.stem(at + 1));
    let joins = |at: usize| if words.is_spaced(at) { partners(at) } else { words.gap(at) == " & " };
    // Mostly they have capitals and spaces between them.
    let plain = |at: usize| words.class(at) & (CAPITAL | SPACED) == CAPITAL | SPACED;
    (tokens.start..tokens.end - 1).any(|at| !plain(at) && joins(at)) || firm()
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

/// How many words from `next` on are the rest of a body's name behind a possessive ending: the Sheriff’s `Office`, Marlow’s `Corp`.
pub(super) fn owned_end(words: &Words<'_>, next: usize) -> Option<usize> {
    let firm = words.is_spaced(next - 1) && words.is_capital(next) && PEOPLE.bodies.legal_forms.has(words.text(next));
    if firm { Some(1) } else { owned_body(words, next - 1) }
}

/// How many words from `next` on are the rest of a firm's name behind a comma: Marlow, `Hill and Co`.
pub(super) fn partners(words: &Words<'_>, start: usize, next: usize) -> Option<usize> {
    if words.language != Language::English || words.is(start, FIRST) || !words.is_capital(next) {
        return None;
    }
    let and = (next + 1..next + 5).find(|&at| !words.is_capital(at) || !(words.is_spaced(at - 1) || words.is_before_comma(at - 1)))?;
    let joins = words.is_spelt(and, "and") && words.is_spaced(and - 1) && words.is_spaced(and);
    (joins && matches!(words.text(and + 1), "Co" | "Sons" | "Company")).then_some(and + 2 - next)
}

/// Whether an ordinal begins a body's name: `First` Marlow Bank; not `First Minister`.
pub(super) fn opens_firm(words: &Words<'_>, at: usize, limit: usize) -> bool {
    let name = |at: usize| words.is_capital(at) && !words.is(at, STOP | TITLE | DATE | DEPT | ROLE);
    words.language == Language::English
        && words.is_capital(at + 1)
        && matches!(words.text(at), "First" | "Fifth")
        && (at + 1..limit.min(at + 5)).take_while(|&next| words.is_spaced(next - 1) && name(next)).any(|next| words.is(next, ORG))
}

/// Whether a name is a firm's by its last word: `Marlow Mining Co`.
pub(in crate::enrich::quotes) fn is_firm(words: &Words<'_>, name: &Name) -> bool {
    name.kind == NameKind::Organisation && name.tokens.len() > 1 && PEOPLE.bodies.firms.has(words.stem(name.tokens.end - 1))
}

/// Whether a name is cut short of a longer one: `Marlow` of `Marlow Mining Co`.
pub(in crate::enrich::quotes) fn is_beginning(words: &Words<'_>, short: &Range<usize>, long: &Range<usize>) -> bool {
    short.len() < long.len() && short.clone().zip(long.clone()).all(|(one, other)| key_of(words, one) == key_of(words, other))
}

impl People {
    /// Makes bodies of the names that are firms' cut short: `Marlow said`, where the text has `Marlow Mining Co` and nobody who is called Marlow.
    pub(super) fn tell_short_firms(&mut self, words: &Words<'_>) {
        let bodies = WordSet::of(&self.names, |name| (name.kind == NameKind::Organisation) & (name.tokens.len() > 1));
        let all = bodies.members().map(|index| &self.names[index]).filter(|name| is_firm(words, name));
        let mut firms: Vec<(u64, Range<usize>)> = all.map(|name| (key_of(words, name.tokens.start), name.tokens.clone())).collect();
        if firms.is_empty() {
            return;
        }
        firms.sort_unstable_by_key(|(first, name)| (*first, name.start));
        firms.dedup_by(|next, firm| next.0 == firm.0 && next.1.len() == firm.1.len());
        let cut = |tokens: &Range<usize>| {
            let first = key_of(words, tokens.start);
            let from = firms.partition_point(|firm| firm.0 < first);
            firms[from..].iter().take(FORMS).take_while(|firm| firm.0 == first).any(|(_, firm)| is_beginning(words, tokens, firm))
        };
        let mut borne = Vec::new();
        let mut short = Vec::new();
        for (index, name) in self.names.iter().enumerate().filter(|(_, name)| !name.tokens.is_empty()) {
            match name.kind {
                NameKind::Unknown if cut(&name.tokens) => short.push(index),
                NameKind::Unknown if name.tokens.len() == 1 => {}
                NameKind::Person | NameKind::Unknown => {
                    borne.extend([key_of(words, name.tokens.start), key_of(words, without_suffix(words, &name.tokens).end - 1)]);
                }
                _ => {}
            }
        }
        borne.sort_unstable();
        for index in short {
            let name = &mut self.names[index];
            if name.tokens.len() > 1 || borne.binary_search(&key_of(words, name.tokens.start)).is_err() {
                name.kind = NameKind::Organisation;
            }
        }
    }
}

/// Whether a run is the name of a paper by the French noun before it: `le quotidien Het Nieuwe Blad`.
pub(super) fn is_paper(words: &Words<'_>, run: &Range<usize>) -> bool {
    let noun = run.start.checked_sub(1).filter(|&noun| words.language == Language::French && words.is_spaced(noun));
    noun.is_some_and(|noun| words.is(noun, BODY) && !words.is_capital(noun) && SPEECH.called.has(words.text(noun)))
}
