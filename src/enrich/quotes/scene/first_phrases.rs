//! Finds the first phrase of a clause that can be its subject: a name, a pronoun or a description that no preposition governs.

use std::ops::Range;

use super::cues::{REACH, Reader, Source, SourceKind};
use crate::enrich::quotes::people::callings::is_parent_of_so_many;
use crate::enrich::quotes::people::{Name, NameKind};
use crate::enrich::quotes::words::lexicon::{
    ADV, AUX, BASE, BODY, CONJ, CUE, DATE, DET, ING, Language, NOUN_CUE, OTHER, POSS, PREP, PRON, ROLE, SUB, TITLE,
};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::{NUMBER, german};

impl Reader<'_> {
    /// The first phrase of `from..to` that can be a subject: a name, a pronoun or a description outside prepositional phrases.
    pub(in crate::enrich::quotes) fn first_phrase(&self, from: usize, to: usize) -> Option<Source> {
        // `SÃO PAULO (Agenserra) - O prefeito saiu.`
        let filed = matches!(self.words.language, Language::English | Language::Other) && from == self.frame.start;
        self.first_phrase_behind(if filed { self.behind_dateline().min(to) } else { from }, to)
    }

    /// The same of words that no dateline opens.
    pub(super) fn first_phrase_behind(&self, from: usize, to: usize) -> Option<Source> {
        let words = self.words;
        let mut at = from;
        let limit = to.min(from + REACH);
        let first = words.class(from);
        let mut governed = first & (SUB | DET) == SUB;
        // What parts the clause from the words before it is nothing in it.
        at += usize::from(governed && first & (AUX | CUE) == 0 && self.people.at(from).is_none());
        loop {
            let marks = if governed { &self.people.apart } else { &self.people.openings };
            at = marks.first_near(at, limit);
            if at >= limit {
                return None;
            }
            let class = words.class(at);
            if class & NUMBER != 0
                && !governed
                && let Some(source) = self.aged(at)
            {
                return Some(source);
            }
            let free = !governed;
            if governed && at > from && words.is_parted_by(at - 1, [',', ':', ';', '—', '–', '”']) {
                governed = self.is_apposed_to_governed(at);
            }
            if let Some(index) = self.people.at(at) {
                let name = &self.people.names[index];
                let possessive = words.is_possessive(name.whole.end - 1);
                if words.language == Language::English
                    && name.kind == NameKind::Title
                    && !governed
                    && let Some(source) = self.bearer_behind(at, name.whole.end).filter(|source| source.tokens.end <= to)
                {
                    return Some(source);
                }
                if !possessive && let Some(second) = self.name_behind(name.whole.end, to) {
                    at = second;
                    continue;
                }
                governed = words.is_of(at) || governed && !(at > from && self.begins_clause(name.whole.clone()));
                let oblique = || words.language == Language::German && self.is_oblique_in_german(&name.whole, from);
                if !governed && !possessive && self.can_be_subject(name, at) && !oblique() {
                    return Some(Source { kind: SourceKind::Name(index), tokens: name.whole.clone() });
                }
                at = name.whole.end.max(at + 1);
                continue;
            }
            // `Father-of-two Tom Cole`, `One of the owners, Ana Ruiz, …`
            if free && class & (ROLE | PREP) != 0 && words.language == Language::English {
                if class & ROLE != 0 && is_parent_of_so_many(words, at) && self.people.at(at + 3).is_some() {
                    at += 3;
                    continue;
                }
                if let Some(source) = self.told_in_full(at).filter(|source| source.tokens.end <= to) {
                    return Some(source);
                }
            }
            if (class & (PRON | OTHER) == PRON) & !governed && !(class & POSS != 0 && words.is(at + 1, ROLE)) {
                return Some(Source { kind: SourceKind::Pronoun, tokens: at..at + 1 });
            }
            // `Déçu comme ses joueurs, l’entraîneur enchaîne`
            // `Defending champion Ana Ruiz`
            let attribute = class & ING != 0 && words.is_spaced(at) && words.text(at + 1).starts_with("champion");
            if class & (PREP | ING) != 0 && !attribute || class & SUB != 0 && words.is_spelt(at, "comme") {
                governed = true;
            } else if class & (ROLE | BODY | NOUN_CUE) != 0
                && class & CUE == 0
                && !governed
                && !german::is_led_obliquely(words, at)
                && !self.is_adjective(at)
                && !words.is(at + 1, ROLE)
                && (self.people.at(at + 1).is_none() || self.leads_to_body(at))
            {
                // `O velho faroleiro mineiro Ivo Lessa saiu.`
                let named = || self.described(at, at).map(|(source, _)| source).filter(|source| source.kind != SourceKind::Nominal);
                // `Председатель комитета по обороне Пётр Котов сказал.`
                let named = if matches!(words.language, Language::Other | Language::Russian) { named() } else { None };
                return Some(named.or_else(|| self.apposed(at)).unwrap_or_else(|| self.nominal(at)));
            } else if class & (AUX | CUE) != 0 && !(at > from && words.is_before_hyphen(at - 1)) {
                // Not in `from his much-praised speech`.
                governed = false;
            }
            at += 1;
        }
    }

    /// Whether a German name in a clause that begins at word `from`, or the one before it that `und` joins it to, stands in a case that no subject has: `die Rücktritte der
    /// Politiker Jan Moor und Anna Berg`. Of `des Chefs Berg, der` the relative clause may be.
    fn is_oblique_in_german(&self, name: &Range<usize>, from: usize) -> bool {
        let (words, first) = (self.words, name.start);
        let and = first > from + 1 && words.is_spelt(first - 1, "und");
        let lead = and.then(|| self.people.at(first - 2)).flatten().map_or(first, |other| self.people.names[other].whole.start);
        german::is_led_obliquely(words, lead) && !words.is_before_comma(name.end - 1)
    }

    /// Whether the name behind an office is of what it is: `l’avvocato dell’Anfor`, `нападающий «Ладоги»`.
    fn leads_to_body(&self, office: usize) -> bool {
        let words = self.words;
        match words.language {
            Language::Other => words.is_of(office + 1),
            Language::Russian => self.over_unmarked(office + 1).is_some() || words.is_quoted(office + 1),
            _ => false,
        }
    }

    /// Whether a noun for a person is an adjective before another noun here: `lo storico cinema`.
    fn is_adjective(&self, at: usize) -> bool {
        let words = self.words;
        let other = ROLE | CUE | AUX | PREP | CONJ | SUB | ADV | DET | PRON | DATE;
        let noun = |at: usize| !words.is(at, other) && !words.is_capital(at) && !words.is_quoted(at);
        words.language == Language::Other && PEOPLE.adjectives.has(words.text(at)) && words.is_spaced(at) && noun(at + 1)
    }

    /// Whether a name at word `at` can be a subject: no dateline, not in brackets, no part of what names somebody else.
    fn can_be_subject(&self, name: &Name, at: usize) -> bool {
        let words = self.words;
        let (first, last, next) = (name.whole.start, name.whole.end - 1, name.whole.end);
        let dateline = || {
            at == self.frame.start
                && words.is_upper(at)
                && name.person.is_none()
                && words.gap(last).starts_with([',', ' '])
                && !words.is_tight(last)
        };
        let bracketed = || words.is_parted_from(first, ['(']);
        // `Marlow council’s leader`
        let owner = || words.is_possessive(next) && words.language == Language::English;
        let noun = || words.is(next, ROLE) && !words.is(next, CUE) || owner();
        let modifies = || words.is_tight(last) && !words.is_capital(next) && noun();
        matches!(name.kind, NameKind::Person | NameKind::Unknown | NameKind::Organisation)
            && !words.is_before_hyphen(last)
            && !modifies()
            && !bracketed()
            && !dateline()
    }

    /// The description by nothing but an age, whose number stands at a word: `The 23-year-old, whose father also played,`
    fn aged(&self, number: usize) -> Option<Source> {
        let words = self.words;
        let first = number.checked_sub(1).filter(|&first| first >= self.frame.start && words.is(first, DET) && words.is_spaced(first))?;
        let old = number + 2;
        let written = words.is_spelt(old, "old") && words.gap(number) == "-" && words.gap(number + 1) == "-" && old < self.frame.end;
        let alone = !words.is_spaced(old) || words.is(old + 1, AUX | CUE | ADV | PREP) && !words.is(old + 1, ROLE);
        (written && alone && !words.is_quoted(number)).then(|| Source { kind: SourceKind::Nominal, tokens: first..old + 1 })
    }

    /// The second name of a chain whose first ends before word `next`: Clinton campaign manager `Robby Mook`.
    pub(super) fn name_behind(&self, next: usize, limit: usize) -> Option<usize> {
        let words = self.words;
        if !words.is_tight(next - 1) {
            return None;
        }
        // `White House press secretary Ana Ruiz`
        let compound = || words.is(next, BASE) && words.is(next + 1, ROLE) && words.is_spaced(next);
        let ranked = || self.over_rank(next) > next;
        let leads = words.class(next) & (AUX | CUE | PREP | SUB | CONJ | DET | PRON | ADV) == 0
            || words.is(next, ROLE | BODY)
            || compound()
            || ranked();
        // `Moon hired comedian Ann Kim`
        let verb = || !words.is(next, ROLE | BODY) && words.text(next).ends_with("ed");
        if !leads || words.is_capital(next) && !ranked() || verb() {
            return None;
        }
        // Behind a person a word that is no office may be a verb: Moon `visited` Kim Hill.
        let person = self.people.at(next - 1).is_some_and(|first| self.people.names[first].person.is_some());
        let office = |second: usize| !person || words.is(second - 1, ROLE | BODY | TITLE) || words.is_number(second - 1);
        self.chain_end(next, limit).filter(|&second| second > next && self.people.at(second).is_some() && office(second))
    }

    /// Whether a name between commas tells who the person before it is, whom a preposition governs: `Asked by his lawyer, Anthony Quill, …`
    fn is_apposed_to_governed(&self, at: usize) -> bool {
        let words = self.words;
        let before = self.people.at(at - 1).map(|index| &self.people.names[index]);
        if !words.is_before_comma(at - 1) {
            return false;
        }
        if before.is_some_and(|name| name.person.is_some()) {
            return words.is(at, DET | ROLE) && !words.is(at, PRON);
        }
        let name = self.people.at(at).map(|index| &self.people.names[index]).filter(|name| name.whole.start == at);
        words.is(at - 1, ROLE | TITLE)
            && !words.is_capital(at - 1)
            && name.is_some_and(|name| words.gap(name.whole.end - 1).starts_with(','))
    }

    /// Whether a person's name behind a prepositional phrase without comma is the subject: `In the last minute of her speech Rojas left`.
    fn begins_clause(&self, name: Range<usize>) -> bool {
        let words = self.words;
        let (before, next) = (name.start - 1, name.end);
        let noun = || {
            !words.is_capital(before)
                && words.class(before) & (PREP | DET | POSS | ROLE | TITLE | BODY | CONJ | ADV | AUX | SUB | PRON | CUE) == 0
                && !words.is_possessive(before)
                && !words.text(before).ends_with("ed")
        };
        let person = || self.people.at(name.start).is_some_and(|index| self.people.names[index].person.is_some());
        words.is_spaced(before)
            && words.is_spaced(next - 1)
            && !words.is_capital(next)
            && !words.is(next, PREP | CONJ | SUB | DET)
            && person()
            && noun()
    }

    /// The name in apposition to a description whose head is at `head`: `A farmer near Kumasi, Mercy Adjei, …`
    fn apposed(&self, head: usize) -> Option<Source> {
        let words = self.words;
        let comma = (head..self.frame.end.min(head + 7)).find(|&at| !words.is_tight(at))?;
        // `her husband, the novelist Piers Lane,`
        let office =
            |at: &usize| words.is_spaced(*at) && !words.is_quoted(*at) && words.is(*at, DET | ROLE) && self.people.at(*at).is_none();
        let led = (comma + 1..comma + 4).take_while(office).count();
        let first = if led > 1 { comma + 1 + led } else { comma + 1 };
        let index = self.people.at(first).filter(|_| words.is_before_comma(comma) && !words.is_quoted(first) && first < self.frame.end)?;
        let name = &self.people.names[index];
        let body = name.kind == NameKind::Organisation && words.is(head, BODY);
        let person = matches!(name.kind, NameKind::Person | NameKind::Unknown) || body;
        let opening = head < self.frame.start + 8 && words.is_one_of(self.frame.start, ["A", "An"]);
        let goes_on = opening && words.is_spaced(name.whole.end - 1) && !words.is_capital(name.whole.end);
        (person && (goes_on || words.gap(name.whole.end - 1).starts_with(',')))
            .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }
}
