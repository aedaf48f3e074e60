//! Finds the subject of a verb of saying across the clauses of its sentence: whom somebody leads to say it, who opens the clause with `when`, whom a
//! relative clause without commas parts from the verb.

use super::cues::{REACH, Reader, Source, SourceKind};
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::lexicon::{AUX, BODY, CONJ, CUE, DATE, DET, NOUN_CUE, OTHER, POSS, PREP, PRON, ROLE, STOP, SUB, TITLE};
use crate::enrich::quotes::words::lists::SPEECH;
use crate::enrich::quotes::words::{QUOTED, TIGHT};

/// How many words may stand between such a verb and the name of its object.
const LED: usize = 5;

impl Reader<'_> {
    /// The person whose name ends at a word and whom somebody or something leads to do what the infinitive behind says: `prompting Moon to say`.
    pub(super) fn led_to(&self, last: usize) -> Option<Source> {
        let words = self.words;
        let index = self.people.at(last).filter(|_| words.is_spaced(last) && !words.is_quoted(last))?;
        let name = &self.people.names[index];
        let floor = self.frame.start.max(name.whole.start.saturating_sub(LED));
        let leads = (floor..name.whole.start)
            .rev()
            .take_while(|&at| words.is_tight(at) && !words.is_quoted(at))
            .any(|at| SPEECH.leading.has(words.text(at)));
        (leads && name.person.is_some()).then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
    }

    /// The name or pronoun that opens a sentence behind `when` and the like, where no comma parts it from the verb: `When Moon rose and said`.
    pub(super) fn opens_before_main(&self, verb: usize) -> Option<Source> {
        let words = self.words;
        let first = self.frame.start + 1;
        if first >= verb || words.is_quoted(first) || !self.opens_before_another() {
            return None;
        }
        let source = match self.people.at(first).map(|index| (index, &self.people.names[index])) {
            Some((index, name))
                if matches!(name.kind, NameKind::Person | NameKind::Unknown) && !words.is_possessive(name.whole.end - 1) =>
            {
                Source { kind: SourceKind::Name(index), tokens: name.whole.clone() }
            }
            None if words.is(first, PRON) && !words.is(first, OTHER | POSS) => {
                Source { kind: SourceKind::Pronoun, tokens: first..first + 1 }
            }
            _ => return None,
        };
        let from = source.tokens.end;
        let parted = |at: usize| !words.is_tight(at) && words.is_parted_by(at, [',', ';', '—', '–', '(']) && !words.is_quoted(at);
        (from < verb && verb - from <= REACH && !(from - 1..verb).any(parted)).then_some(source)
    }

    /// Whether a sentence begins with a clause that goes before the main one.
    pub(in crate::enrich::quotes) fn opens_before_another(&self) -> bool {
        let first = self.frame.start;
        // As most words are by which sentences begin.
        !self.words.is(first, DET | PRON | CONJ)
            && self.words.is(first, STOP)
            && SPEECH.clauses.sentence_openers.has(self.words.text(first))
    }

    /// The person of whom the main clause behind an opening one tells: `When Moon pointed that out, Kim` took up the word.
    pub(in crate::enrich::quotes) fn main_behind_opening(&self) -> Option<Source> {
        let words = self.words;
        if words.is_quoted(self.frame.start) || !self.opens_before_another() {
            return None;
        }
        let limit = self.frame.end.min(self.frame.start + REACH);
        (self.frame.start + 1..limit).filter(|&at| words.is_parted_by(at - 1, [',']) && !words.is_quoted(at)).find_map(|at| {
            let index = self.people.at(at)?;
            let name = &self.people.names[index];
            let next = name.whole.end;
            let acts = next < self.frame.end
                && words.is_spaced(next - 1)
                && !words.is_possessive(next - 1)
                && !words.is_capital(next)
                && !words.is(next, CONJ | PREP | SUB | DET | PRON);
            (name.whole.start == at && name.person.is_some() && acts)
                .then(|| Source { kind: SourceKind::Name(index), tokens: name.whole.clone() })
        })
    }

    /// The person through whose eyes a sentence looks: `To the consultant Moon`, it is silly; `For Moon`, the day was long.
    pub(in crate::enrich::quotes) fn viewer(&self) -> Option<Source> {
        const VIEWING: [&str; 3] = ["For", "To", "With"];
        let words = self.words;
        let first = self.frame.start;
        if !words.is(first, PREP) || words.is_quoted(first) || !VIEWING.contains(&words.text(first)) {
            return None;
        }
        let description = |&at: &usize| words.is_spaced(at) && !words.is_quoted(at) && !words.is(at, AUX | PREP | SUB);
        let person = |at: usize| self.people.at(at).filter(|&index| self.people.names[index].person.is_some());
        let name = (first + 1..self.frame.end.min(first + 12)).find(|&at| person(at).is_some())?;
        let index = person(name).filter(|_| (first + 1..name).all(|at| description(&at)) && words.is_spaced(first))?;
        let known = &self.people.names[index];
        let next = known.whole.end;
        let parted = known.person.is_some() && words.gap(next - 1).starts_with(',') && next < self.frame.end;
        let acts = |other: usize| !words.is_possessive(self.people.names[other].whole.end - 1);
        let another = person(next).is_some_and(acts) || words.is(next, PRON) && !words.is(next, POSS);
        (parted && !another).then(|| Source { kind: SourceKind::Name(index), tokens: known.whole.clone() })
    }

    /// Who speaks where a relative clause without commas ends with a day before the verb at `end`: `the groups` that wrote to her on Thursday say.
    pub(super) fn over_dated_relative(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let last = end.checked_sub(1).filter(|&last| last > self.frame.start && words.is(last, DATE) && !words.is_quoted(last))?;
        let floor = self.frame.start.max(last.saturating_sub(14));
        let opens = |at: usize| words.is(at, SUB) && words.is_one_of(at, ["who", "that", "which"]) && at > floor && words.is_spaced(at - 1);
        let relative = (floor..last).rev().take_while(|&at| words.is_tight(at) && !words.is_quoted(at)).find(|&at| opens(at))?;
        self.simple_phrase(relative - 1).filter(|source| match source.kind {
            SourceKind::Nominal => words.is(relative - 1, ROLE | BODY | TITLE | NOUN_CUE),
            _ => words.is_spelt(relative, "who"),
        })
    }

    /// The nearest `who` between words `from` and `end` that no comma parts from its phrase, nor from word `end`.
    fn relative_before(&self, end: usize, from: usize) -> Option<usize> {
        let words = self.words;
        let floor = self.frame.start.max(from);
        let who = (floor..end)
            .rev()
            .take_while(|&at| words.class(at) & (TIGHT | QUOTED) == TIGHT)
            .find(|&at| words.is(at, PRON) && words.is_spelt(at, "who"));
        who.filter(|&who| who > floor && words.is_spaced(who - 1))
    }

    /// Who speaks where a relative clause without commas ends with no phrase before the verb at `end`: `an official` who was not authorized to speak
    /// publicly said.
    pub(super) fn over_relative(&self, end: usize) -> Option<Source> {
        let words = self.words;
        let who = self.relative_before(end, end.saturating_sub(16)).filter(|&who| who + 2 < end)?;
        let plain = self.people.at(who + 1).is_none() && !words.is(who + 1, PRON);
        plain.then(|| self.phrase_to(who)).flatten().filter(|source| source.kind != SourceKind::Pronoun)
    }

    /// Who speaks where the phrase before a verb ends a relative clause without commas: `an official` who saw the letter said. Not where that clause
    /// itself may report what the phrase says: `those who believe the mayor said`.
    pub(super) fn over_open_relative(&self, found: &Source) -> Option<Source> {
        let words = self.words;
        let start = found.tokens.start;
        let who = self.relative_before(start, start.saturating_sub(14)).filter(|&who| who + 1 < start)?;
        // `a coalition who feared the bill would allow it`: what is feared has a subject of its own.
        if words.is(start - 1, CUE) && words.is_spaced(start - 1) && self.is_verb_here(start - 1) {
            return None;
        }
        let speaks = words.is(found.tokens.end - 1, ROLE | BODY | TITLE | NOUN_CUE) || found.kind != SourceKind::Nominal;
        if self.people.at(who + 1).is_some() || words.is(who + 1, PRON) || speaks && (who + 1..start).any(|at| words.is(at, CUE)) {
            return None;
        }
        self.phrase_to(who).map(|source| self.apposed_to(&source).unwrap_or(source))
    }
}
