//! Finds who holds an office behind what it is of: secretary of state `Ana Ruiz`, Speaker of the House `Ana Ruiz`.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::people::holding;
use crate::enrich::quotes::words::lexicon::{AUX, CONJ, CUE, DEPT, DET, Language, ORG, PLURAL, POSS, PREP, PRON, ROLE, SUB, TITLE};

/// Words of the longest field that an office is of, with what opens it.
const FIELD: usize = 6;

impl Reader<'_> {
    /// Where the name begins whose office ends with an attribute that begins at `of`: `secretary of state` Ana Ruiz.
    pub(super) fn name_behind_office(&self, of: usize) -> Option<usize> {
        let words = self.words;
        if !words.is(of, PREP) {
            return None;
        }
        if words.language == Language::English {
            return self.holder_of_field(of);
        }
        let start = of + 2;
        let plain = || !words.is_capital(of + 1) && !words.is(of + 1, PREP | SUB | CONJ | AUX | PRON | DET | POSS | CUE);
        let leads = words.is_one_of(of, ["of", "for"]);
        let office = || leads && (words.is(of + 1, DEPT) || plain()) && words.is_spaced(of) && words.is_spaced(of + 1);
        let name = self.people.at(start).map(|index| &self.people.names[index]).filter(|_| office())?;
        (start < self.frame.end && name.whole.start == start && name.tokens.len() > 1).then_some(start)
    }

    /// The same in English, whose offices tell more: leader of the council `Ana Ruiz`, head of global sales `Ana Ruiz`, head of the `FBI Ana Ruiz`.
    fn holder_of_field(&self, of: usize) -> Option<usize> {
        let words = self.words;
        if !holding::opens_field(words, of) {
            return None;
        }
        // `master of ceremonies`, which no lexicon tells
        if of == 0 || !words.is_spaced(of - 1) || words.is(of - 1, PLURAL) || holding::is_of_kin(words, of - 1, of) {
            return None;
        }
        let limit = self.frame.end.min(of + FIELD);
        let start = (of + 1..limit).take_while(|&at| words.is_spaced(at - 1)).find(|&at| self.people.at(at).is_some())?;
        let name = &self.people.names[self.people.at(start)?];
        let full = name.whole.start == start && name.tokens.len() > 1;
        // `head of the FBI Ana Ruiz`
        let within = || name.person.is_some() && holding::is_field(words, of, name.tokens.start);
        (full && (holding::is_field(words, of, start) || within())).then_some(start)
    }

    /// Whose title stands from word `first` to before word `end`, with what they hold besides or what it is of.
    pub(super) fn bearer_behind(&self, first: usize, end: usize) -> Option<Source> {
        let of_body = || {
            let start = self.name_behind_office(end)?;
            let index = self.people.at(start)?;
            Some(Source { kind: SourceKind::Name(index), tokens: first..self.people.names[index].whole.end })
        };
        let holder = self.holder_behind(first, end).or_else(|| self.of_two_offices(first, end));
        holder.or_else(|| self.apposed_behind(end)).or_else(of_body)
    }

    /// Who holds the office from word `first` to before word `of`: Speaker `of the House` Ana Ruiz.
    fn holder_behind(&self, first: usize, of: usize) -> Option<Source> {
        let words = self.words;
        let body = of + 2;
        let joined = words.is_spelt(of, "of") && words.is_spelt(of + 1, "the") && (of..=body).all(|at| words.is_spaced(at - 1));
        let index = self.people.at(body).filter(|_| joined && body < self.frame.end && words.is(body, ORG | DEPT))?;
        let name = &self.people.names[index];
        let held = name.whole.start == body && name.person.is_some() && name.tokens.len() > 1 && name.tokens.start > body;
        held.then_some(Source { kind: SourceKind::Name(index), tokens: first..name.whole.end })
    }

    /// Where the office before a name begins that ends with an attribute; where there is none, the name.
    pub(super) fn over_office(&self, start: usize) -> usize {
        let words = self.words;
        let the = |at: usize| !words.is_capital(at) && words.is_spelt(at, "the");
        let article = words.is_spaced(start) & self.people.at(start + 1).is_some() && the(start);
        let start = start + usize::from(article);
        let chamber =
            start.checked_sub(3).filter(|&office| office >= self.frame.start && words.is(office, TITLE) & words.is_capital(office));
        let titled = || {
            self.people.at(start).is_some_and(|index| {
                let name = &self.people.names[index];
                name.person.is_some() && name.tokens.len() > 1 && name.tokens.start > start && words.is(start, ORG | DEPT)
            })
        };
        if let Some(office) = chamber.filter(|_| titled() && words.is_spelt(start - 2, "of") && words.is_spelt(start - 1, "the")) {
            return office;
        }
        if words.language == Language::English {
            return self.office_of_field(start).unwrap_or(start);
        }
        let held = |width: &usize| {
            let office = start.checked_sub(*width).filter(|&office| office >= self.frame.start && words.is(office, ROLE | TITLE));
            office.is_some_and(|office| words.is_spaced(office) && self.name_behind_office(office + 1) == Some(start))
        };
        if let Some(width) = [3, 4].into_iter().find(held) {
            return start - width;
        }
        start
    }

    /// The English office whose holder's phrase, with the last words of its field, begins at a word: `chief` of police Ana Ruiz, of which `police Ana Ruiz` was read as one.
    fn office_of_field(&self, start: usize) -> Option<usize> {
        let words = self.words;
        let before = start.checked_sub(1).filter(|&before| before > self.frame.start && words.is_spaced(before))?;
        if words.is(before, SUB | CONJ | AUX | PRON) {
            return None;
        }
        let limit = start + FIELD;
        let name = self.people.first_named(start, limit);
        if name >= words.unspaced.first_near(start, limit) {
            return None;
        }
        let of = (start.saturating_sub(FIELD).max(self.frame.start)..name)
            .rev()
            .take_while(|&at| words.is_spaced(at) && !words.is_quoted(at))
            .find(|&at| holding::opens_field(words, at))?;
        let office = holding::office_of(words, of).filter(|&office| office >= self.frame.start)?;
        (self.name_behind_office(of) == Some(name)).then_some(office)
    }

    /// Where a phrase goes on behind a rank in a list: World `No. 1` Ana Ruiz.
    pub(super) fn over_rank(&self, at: usize) -> usize {
        let words = self.words;
        let ranked = words.is_number(at + 1) && words.is_spaced(at + 1) && words.is_spelt(at, "No");
        if ranked { at + 2 } else { at }
    }
}
