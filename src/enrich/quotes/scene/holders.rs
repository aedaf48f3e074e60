//! Finds who holds an office behind what it is of: secretary of state `Ana Ruiz`, Speaker of the House `Ana Ruiz`.

use super::cues::{Reader, Source, SourceKind};
use crate::enrich::quotes::words::lexicon::{AUX, BODY, CONJ, CUE, DEPT, DET, Language, ORG, POSS, PREP, PRON, ROLE, SUB, TITLE};

impl Reader<'_> {
    /// Where the name begins whose office ends with an attribute that begins at `of`: `secretary of state` Ana Ruiz.
    pub(super) fn name_behind_office(&self, of: usize) -> Option<usize> {
        let words = self.words;
        if !words.is(of, PREP) {
            return None;
        }
        let start = of + 2;
        let plain = || !words.is_capital(of + 1) && !words.is(of + 1, PREP | SUB | CONJ | AUX | PRON | DET | POSS | CUE);
        let leads = matches!(words.text(of), "of" | "for");
        let office = || leads && (words.is(of + 1, DEPT) || plain()) && words.is_spaced(of) && words.is_spaced(of + 1);
        // `leader of the council Ana Ruiz`
        let body = words.language == Language::English
            && words.text(of) == "of"
            && words.text(of + 1) == "the"
            && words.is(of + 2, BODY)
            && !words.is_capital(of + 2)
            && (of..of + 3).all(|at| words.is_spaced(at));
        let start = if body { of + 3 } else { start };
        let name = self.people.at(start).map(|index| &self.people.names[index]).filter(|_| body || office())?;
        (start < self.frame.end && name.whole.start == start && name.tokens.len() > 1).then_some(start)
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
        let joined = words.text(of) == "of" && words.text(of + 1) == "the" && (of..=body).all(|at| words.is_spaced(at - 1));
        let index = self.people.at(body).filter(|_| joined && body < self.frame.end && words.is(body, ORG | DEPT))?;
        let name = &self.people.names[index];
        let held = name.whole.start == body && name.person.is_some() && name.tokens.len() > 1 && name.tokens.start > body;
        held.then_some(Source { kind: SourceKind::Name(index), tokens: first..name.whole.end })
    }

    /// Where the office before a name begins that ends with an attribute; where there is none, the name.
    pub(super) fn over_office(&self, start: usize) -> usize {
        let words = self.words;
        let the = |at: usize| !words.is_capital(at) && words.text(at) == "the";
        let article = words.is_spaced(start) && self.people.at(start + 1).is_some() && the(start);
        let start = start + usize::from(article);
        let chamber =
            start.checked_sub(3).filter(|&office| office >= self.frame.start && words.is(office, TITLE) && words.is_capital(office));
        let titled = || {
            self.people.at(start).is_some_and(|index| {
                let name = &self.people.names[index];
                name.person.is_some() && name.tokens.len() > 1 && name.tokens.start > start && words.is(start, ORG | DEPT)
            })
        };
        if let Some(office) = chamber.filter(|_| titled() && words.text(start - 2) == "of" && words.text(start - 1) == "the") {
            return office;
        }
        let held = |width: &usize| {
            let office = start.checked_sub(*width).filter(|&office| office >= self.frame.start && words.is(office, ROLE | TITLE));
            office.is_some_and(|office| words.is_spaced(office) && self.name_behind_office(office + 1) == Some(start))
        };
        if let Some(width) = [3, 4].into_iter().find(held) {
            return start - width;
        }
        // `leader of the council Ana Ruiz`
        let office = start.checked_sub(2).filter(|&office| office >= self.frame.start && words.is(office, ROLE | TITLE));
        let body = || words.is(start + 1, BODY) && the(start);
        office.filter(|&office| body() && self.name_behind_office(office + 1) == Some(start + 2)).unwrap_or(start)
    }

    /// Where a phrase goes on behind a rank in a list: World `No. 1` Ana Ruiz.
    pub(super) fn over_rank(&self, at: usize) -> usize {
        let words = self.words;
        let ranked = words.is_number(at + 1) && words.is_spaced(at + 1) && words.text(at) == "No";
        if ranked { at + 2 } else { at }
    }
}
