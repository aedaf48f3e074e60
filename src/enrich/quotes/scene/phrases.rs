//! Reads noun phrases: names with what stands before them, pronouns, descriptions.
//!
//! A phrase is read from its last word to the left or from its first to the right; of a chain of phrases (`a spokesman for Moon`,
//! `Clinton press secretary Fallon`) the one that speaks is taken.

use std::ops::Range;

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::people::callings::is_parent_of_so_many;
use crate::enrich::quotes::people::russian::is_whose_office;
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, CUE, Class, DATE, DET, ING, Language, NOUN_CUE, OTHER, PAST, PLURAL, POSS, PREP, PRON, ROLE, STOP, SUB,
    TITLE,
};
use crate::enrich::quotes::words::{CAPITAL, QUOTED, SPACED, TIGHT, german};

impl Reader<'_> {
    /// The noun phrase that ends right before word `end`.
    pub(in crate::enrich::quotes) fn phrase_to(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let last = end.checked_sub(1).filter(|&last| last >= self.frame.start)?;
        if words.is_quoted(last) {
            return None;
        }
        let class = words.class(last);
        // `Berg wies das empört zurück`
        if words.language == Language::German && words.is_spelt(last, "das") {
            return None;
        }
        if class & PRON != 0 && words.is_spelt(last, "them") {
            return self.part(last, last);
        }
        if class & PRON != 0 || self.is_relative(last) {
            return if words.text(last).eq_ignore_ascii_case("nobody") { None } else { self.pronoun(last) };
        }
        if let Some(name) = self.name_alone(last) {
            return Some(name);
        }
        let direct = self.simple_phrase(last);
        if let Some(direct) =
            direct.as_ref().filter(|source| matches!(source.kind, SourceKind::Name(index) if self.is_full_in_russian(index)))
        {
            return Some(direct.clone());
        }
        if let Some(owned) = direct.as_ref().and_then(|source| self.owned_in_german(source)) {
            return Some(owned);
        }
        // Of `des Vorsitzenden Berg, der` the relative clause may be.
        let beside = |source: &Source| source.kind == SourceKind::Nominal || words.is_spaced(last);
        if direct.as_ref().is_some_and(|source| german::is_oblique(words, source.tokens.start) && beside(source)) {
            return None;
        }
        if let Some(part) =
            direct.as_ref().filter(|direct| direct.kind == SourceKind::Nominal).and_then(|all| self.part(all.tokens.start, last))
        {
            return Some(part);
        }
        let head_start = self.over_office(self.over_place(direct.as_ref().map_or(last, |source| source.tokens.start)));
        if let Some(direct) = direct.as_ref().filter(|direct| self.opens_dated_clause(direct)) {
            return Some(direct.clone());
        }
        if let Some(governor) = self.governor(head_start, direct.is_some()) {
            return direct
                .filter(|direct| self.is_officer_of(direct, &governor) || self.bears_description(direct, &governor))
                .or(Some(governor));
        }
        if let Some(leader) = direct.as_ref().and_then(|direct| self.with_company(direct)) {
            return Some(leader);
        }
        direct.filter(|source| match source.kind {
            SourceKind::Name(index) => !self.is_in_phrase(self.people.names[index].whole.start, last),
            _ => !self.is_in_phrase(head_start, last),
        })
    }

    /// The office that a German genitive belongs to: `der Sprecher` der Gewerkschaft.
    fn owned_in_german(&self, source: &Source) -> Option<Source> {
        let words = self.words;
        let start = source.tokens.start;
        if words.language != Language::German
            || matches!(source.kind, SourceKind::Name(index) if self.people.names[index].kind != NameKind::Organisation)
            || !words.is_one_of(start, ["der", "des", "einer", "eines"])
        {
            return None;
        }
        let office =
            start.checked_sub(1).filter(|&office| office >= self.frame.start && words.is_spaced(office) && !words.is_quoted(office))?;
        words.is(office, ROLE | TITLE).then(|| self.nominal(office))
    }

    /// The phrase that governs one that begins at `start`, over a preposition: `a spokesman for` X.
    pub(super) fn governor(&self, start: usize, complete: bool) -> Option<Source> {
        let words = self.words;
        let floor = self.frame.start.max(start.saturating_sub(20));
        let mut at = start;
        let mut preposition = words.is_of(start);
        let mut of = start;
        while at > floor {
            at -= 1;
            let class = words.class(at);
            if class & (TIGHT | QUOTED) != TIGHT {
                return None;
            }
            if class & PREP != 0 && !words.is_capital(at) {
                // Not in one word with what stands around it: `father-of-two` Tom Hill.
                if !words.is_before_hyphen(at) {
                    preposition = true;
                    of = at;
                }
                continue;
            }
            if let Some(index) = self.people.at(at) {
                let name = &self.people.names[index];
                if preposition || !complete {
                    let usable = matches!(name.kind, NameKind::Person | NameKind::Unknown | NameKind::Organisation | NameKind::Title);
                    if usable && !words.is_possessive(name.whole.end - 1) {
                        return self.phrase_to(at + 1);
                    }
                }
                at = name.whole.start;
                continue;
            }
            if preposition && class & PRON != 0 && class & OTHER == 0 && class & POSS == 0 {
                return self.pronoun(at);
            }
            if preposition && class & (ROLE | BODY | NOUN_CUE) != 0 {
                return Some(self.nominal(at));
            }
            if class & (SUB | CONJ | AUX) != 0 || class & CUE != 0 && class & (ROLE | BODY | NOUN_CUE) == 0 {
                return None;
            }
            let opens = at == self.frame.start || words.is_quoted(at - 1);
            if opens && preposition && class & DET != 0 && class & (PRON | SUB) == 0 && at + 1 < of && self.is_plain(at + 1..of) {
                return Some(Source { kind: SourceKind::Nominal, tokens: at..of });
            }
            if !preposition && complete && class & (DET | POSS) != 0 {
                // The phrase is whole; only a preposition right before it can govern it.
                let before = at.checked_sub(1)?;
                if !words.is(before, PREP) {
                    return None;
                }
            }
        }
        None
    }

    /// Whether words can be a noun with its adjectives: none is known as anything else.
    fn is_plain(&self, mut tokens: Range<usize>) -> bool {
        let words = self.words;
        tokens.all(|at| !words.is(at, PREP | SUB | CONJ | AUX | PRON | CUE | DATE | STOP) && !words.is_capital(at) && !words.is_number(at))
    }

    /// The name or description whose last word is `last`.
    pub(super) fn simple_phrase(&self, last: usize) -> Option<Source> {
        let words = self.words;
        if let Some(index) = self.people.at(last) {
            let name = &self.people.names[index];
            if words.is_possessive(name.whole.end - 1) {
                return None;
            }
            // `спикер Рогова отвечал`
            if is_whose_office(words, &name.whole) || self.is_of_russian_office(name) {
                return Some(self.nominal(name.whole.start - 1));
            }
            let start = self.premodifiers(name.whole.start);
            return Some(Source { kind: self.name_kind(index, start), tokens: start..name.whole.end });
        }
        let class = words.class(last);
        if class & (ROLE | BODY | NOUN_CUE) != 0 || class & (DATE | ADV | AUX | PREP | STOP) == 0 && words.text(last).ends_with('s') {
            return Some(self.nominal(last));
        }
        let plain = class & (ADV | AUX | PREP | SUB | CONJ | DATE | CUE) == 0 && !words.is_number(last);
        plain.then(|| self.nominal(last)).filter(|source| words.is(source.tokens.start, DET | POSS))
    }

    /// A description whose head is the word at `head`, with what stands before it.
    pub(super) fn nominal(&self, head: usize) -> Source {
        Source { kind: SourceKind::Nominal, tokens: self.premodifiers(head)..head + 1 }
    }

    /// Where a phrase begins whose name or head begins at `start`: over small adjectives and roles back to its determiner.
    fn premodifiers(&self, start: usize) -> usize {
        let words = self.words;
        let mut at = start;
        for _ in 0..7 {
            if let Some(start) = self.adjective_and_age(at) {
                return start;
            }
            if at <= self.frame.start {
                break;
            }
            let before = at - 1;
            let class = words.class(before);
            if class & (TIGHT | QUOTED) != TIGHT {
                break;
            }
            // `the editor-in-`chief
            if words.is_before_hyphen(before) {
                at = before;
                continue;
            }
            let owner = || class & POSS != 0 && words.is(start, ROLE | BODY) && words.text(before).eq_ignore_ascii_case("her");
            if (class & (DET | POSS) != 0) & (class & (PRON | SUB) == 0) | words.is_possessive(before) || owner() {
                return self.owner_start(before);
            }
            if let Some(start) = self.joined_field(before, start) {
                return start;
            }
            let body = self.people.at(before).map(|index| &self.people.names[index]).filter(|name| name.kind == NameKind::Organisation);
            if let Some(body) = body.filter(|body| body.whole.start > self.frame.start) {
                at = body.whole.start;
                continue;
            }
            let role = class & (ROLE | BODY | TITLE) != 0;
            let stops = class & (PREP | SUB | CONJ | AUX | PRON | ADV | STOP | CUE) != 0;
            // `the two-term president`
            let compound = || before > self.frame.start && words.is_before_hyphen(before - 1) && !words.is_capital(before);
            // `the press adviser`
            let noun = || {
                class & (PREP | SUB | CONJ | AUX | PRON | ADV | STOP | ING | PAST) == 0
                    && before + 1 == start
                    && words.is(start, ROLE)
                    && self.follows_determiner(before)
            };
            if stops && !role && !compound() && !noun() && !words.is_one_of(before, ["former", "new", "old", "current", "first"]) {
                break;
            }
            at = before;
        }
        // Without a determiner only roles right before a name belong to it, none of many: the minister for `women` Ana Ruiz.
        let many = |at: usize| words.is(at, PLURAL) && self.people.at(start).is_some();
        let mut at = start;
        let small_role = |class: Class| (class & (ROLE | BODY | TITLE) != 0) & (class & (SPACED | QUOTED | CAPITAL) == SPACED);
        while at > self.frame.start && small_role(words.class(at - 1)) && !many(at - 1) {
            at -= 1;
        }
        at
    }

    /// Whether a determiner, an owner or `former` stands right before a word, which then is no verb.
    fn follows_determiner(&self, at: usize) -> bool {
        let words = self.words;
        let Some(before) = at.checked_sub(1).filter(|&before| before >= self.frame.start && words.is_spaced(before)) else { return false };
        let determiner = words.is(before, DET | POSS) && !words.is(before, PRON | SUB);
        determiner || words.is_possessive(before) || words.is_spelt(before, "former")
    }

    /// Where a phrase begins of which an adjective and an age stand behind a comma at `age`: `the tireless, 71-`year-old diplomat.
    fn adjective_and_age(&self, age: usize) -> Option<usize> {
        let words = self.words;
        let first = if words.is_number(age) { age.checked_sub(2) } else { None }.filter(|&first| first >= self.frame.start)?;
        let aged = words.is_before_comma(age - 1) && words.is_spelt(age + 1, "year") && words.is_spelt(age + 2, "old");
        let led = words.is(first, DET) && words.is_spaced(first) && !words.is(age - 1, PREP | SUB | CONJ | AUX | PRON | CUE);
        (aged && led && !words.is_quoted(first)).then_some(first)
    }

    /// Where a phrase goes on behind a name that ends before `end`: at a role, or at a second name with a role before it (`Clinton press
    /// secretary Brian Fallon`).
    pub(super) fn chain_end(&self, end: usize, limit: usize) -> Option<usize> {
        let words = self.words;
        let first = end;
        let end = self.over_rank(first);
        let mut at = end;
        while at < limit.min(end + 4) && words.is_tight(at - 1) && !words.is_quoted(at) {
            let class = words.class(at);
            if let Some(index) = self.people.at(at) {
                let second = &self.people.names[index];
                let named = second.person.is_some() && second.whole.len() > 1;
                return (at > first && (words.is(at - 1, ROLE | BODY | TITLE) || named)).then_some(at);
            }
            if class & (PREP | SUB | AUX | CONJ | DET | PRON | ADV) != 0 || class & CUE != 0 && class & (ROLE | BODY | BASE) == 0 {
                break;
            }
            at += 1;
        }
        let stop = PREP | SUB | AUX | CONJ | DET | PRON | ADV | STOP | DATE;
        let noun = |at: usize| words.is(at, if at == end { ROLE | BODY | NOUN_CUE } else { ROLE }) && !words.is(at, CUE);
        (end..limit.min(end + 4))
            .take_while(|&at| words.is_tight(at - 1) && !words.is_quoted(at) && (noun(at) || !words.is(at, stop | CUE)))
            .find(|&at| noun(at))
    }

    /// The noun phrase that begins at word `at`, where it means all whom it tells of.
    pub(super) fn whole_phrase_from(&self, at: usize) -> Option<Source> {
        let words = self.words;
        let mut next = at;
        let limit = self.frame.end.min(at + 10);
        let mut head = None;
        while next < limit && !words.is_quoted(next) {
            let class = words.class(next);
            if let Some(index) = self.people.at(next) {
                let name = &self.people.names[index];
                let end = name.whole.end;
                if words.is_possessive(end - 1) || words.is_before_hyphen(end - 1) && !words.is_capital(end) {
                    next = end.max(next + 1) + usize::from(words.is_spelt(end, "s"));
                    head = None;
                    continue;
                }
                let governed = next > 1 && (words.is(next - 1, PREP) || words.is(next - 1, DET) && words.is(next - 2, PREP));
                if next > at && name.person.is_none() && governed && head.is_some_and(|head| head + 3 >= next) {
                    break;
                }
                if name.kind == NameKind::Title
                    && let Some(named) = self.bearer_behind(at, end)
                {
                    return Some(named);
                }
                if let Some(named) = self.apposed_to_seat(name) {
                    return Some(named);
                }
                let more = self.chain_end(end, limit);
                if let Some(second) = more {
                    next = second;
                    continue;
                }
                return Some(Source { kind: self.name_kind(index, at), tokens: at..end });
            }
            let owns = class & POSS != 0
                && words.is_spaced(next)
                && words.class(next + 1) & (PREP | SUB | CONJ | AUX | ADV | DET | DATE | CUE) == 0;
            if class & PRON != 0 && !(owns && next == at) {
                if next == at {
                    return Some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 });
                }
                break;
            }
            if next == at && class & ROLE != 0 && is_parent_of_so_many(words, at) {
                head = Some(at);
                next = at + 3;
                continue;
            }
            let behind_office = if head.is_some() || next == at + 1 { self.name_behind_office(next) } else { None };
            if let Some(start) = behind_office {
                next = start;
                continue;
            }
            if class & (PREP | SUB | AUX) != 0 && class & (DET | ROLE) == 0 || class & CONJ != 0 {
                break;
            }
            if class & (ROLE | BODY | NOUN_CUE) != 0 {
                head = Some(next);
            }
            if !words.is_tight(next) {
                next += 1;
                break;
            }
            next += 1;
        }
        if let Some(named) = head.and_then(|head| self.of_two_offices(at, head + 1).or_else(|| self.apposed_behind(head + 1))) {
            return Some(named);
        }
        let of_person = words.language != Language::English || head.is_none_or(|head| words.is(head, ROLE));
        let head = head.or_else(|| (next > at && words.is(at, DET | POSS)).then(|| next - 1))?;
        if let Some(named) = self.named_late(at, head) {
            return Some(named);
        }
        let nominal = || Source { kind: SourceKind::Nominal, tokens: at..head + 1 };
        Some(self.named_behind_head(head).filter(|_| of_person).unwrap_or_else(nominal))
    }

    /// The person between commas behind a description whose head stands at a word: `the mayor, Anna Berg,`.
    fn named_behind_head(&self, head: usize) -> Option<Source> {
        let words = self.words;
        let index = self.people.at(self.over_article(head + 1))?;
        let name = &self.people.names[index];
        (words.is_before_comma(head)
            && head + 1 < self.frame.end
            && matches!(name.kind, NameKind::Person | NameKind::Unknown)
            && (words.language != Language::English || self.is_closed(name.whole.end))
            && !words.is_quoted(head + 1))
        .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }
}
