//! Finds where a story begins behind the place, day and agency that it opens with.

use super::cues::Reader;
use crate::enrich::quotes::people::NameKind;
use crate::enrich::quotes::words::lexicon::{ADV, CONJ, DATE, DET, Language, ORG, PLACE, PREP, PRON, ROLE, SUB, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::{CAPITAL, NUMBER, TOWN, Words};

/// Words of the longest place, day and agency that a story opens with.
const DATELINE: usize = 10;

/// Words behind the first dash of a sentence among which another makes the two an insertion's: `Berg – er ist krank – fehlt`.
const DASHED: usize = 150;

impl Reader<'_> {
    /// The first word of a sentence behind the place, day and agency that a story may open with: `MADRID, 3 mai (AFP) –`.
    pub(in crate::enrich::quotes) fn behind_dateline(&self) -> usize {
        let (words, first) = (self.words, self.frame.start);
        // As most have neither dash nor colon among their first words.
        if !words.may_have_marks(first..self.frame.end.min(first + DATELINE)) {
            return first;
        }
        if words.opens_line(first) {
            return self.behind_dateline_of_line(first);
        }
        // `Москва. 3 марта. ИНТЕРФАКС - Мэр сообщил`
        let agency = words.language == Language::Russian && words.is_upper(first) && words.is(first, ORG) && !words.is(first, PLACE);
        first + usize::from(agency && matches!(words.gap(first), " - " | " – " | " — "))
    }

    /// The same of a sentence that begins a line, at a word.
    #[inline(never)]
    fn behind_dateline_of_line(&self, first: usize) -> usize {
        let words = self.words;
        // Nothing small stands second in one, and a dash or colon among its first words.
        let small = words.is_spaced(first) & !words.is(first + 1, CAPITAL | NUMBER | DATE | PREP | DET);
        let line = first..self.frame.end.min(first + DATELINE);
        if small || !words.marked_behind(line).any(|at| words.is_before_dash(at)) {
            return first;
        }
        if !words.is_upper(first) {
            return self.behind_agency(first).or_else(|| self.behind_town(first)).unwrap_or(first);
        }
        if let Some(behind) = self.behind_english_town(first) {
            return behind;
        }
        let filed = |at: usize| is_filed(words, at) || words.is(at, PREP);
        let line = first..self.frame.end.min(first + DATELINE);
        let behind = line.take_while(|&at| filed(at)).find(|&at| is_before_dash(words, at)).map_or(first, |at| at + 1);
        if words.language != Language::English && (behind == first || words.is_upper(behind)) {
            return self.behind_agency(first).unwrap_or(behind);
        }
        behind
    }

    /// The first word behind a dateline that tells of its day or its agency, in any order: `Roma, 21 apr. (Agensud) -`, `(AGENSUD) – ROMA, 20 GEN –`, `ROMA
    /// (Agensud)--`. In English an agency in brackets is among it: `Oslo, Norway (AGENSUD) --`.
    fn behind_agency(&self, first: usize) -> Option<usize> {
        let words = self.words;
        if !words.is_capital(first) {
            return None;
        }
        let english = words.language == Language::English;
        let bracketed = |at: usize| words.gap_before(at).contains('(') || words.gap(at).starts_with(')');
        // `21 apr.`
        let month = |at: usize| at > first && words.is_number(at - 1) && words.end(at) - words.start(at) <= 4;
        let filed = |at: usize| is_filed(words, at) || bracketed(at) || month(at);
        let line = first..self.frame.end.min(first + DATELINE);
        let line = line.take_while(|&at| filed(at) && (at == first || !words.is_quoted(at)));
        let last = line.filter(|&at| is_before_dash(words, at)).last()?;
        let agency = |at: usize| bracketed(at) && (words.is(at, ORG) || words.is_upper(at) || PEOPLE.bodies.agencies.has(words.text(at)));
        let told = |at: usize| if english { agency(at) } else { words.is_number(at) || bracketed(at) };
        // `Brasília – O ministro`
        let place = || {
            self.people
                .at(first)
                .is_some_and(|index| self.people.names[index].kind == NameKind::Place && self.people.at(last) == Some(index))
        };
        ((first..last + 1).any(told) || !english && place()).then_some(last + 1)
    }

    /// The first word behind a town and a dash with which a story opens.
    fn behind_town(&self, first: usize) -> Option<usize> {
        match self.words.language {
            Language::English => self.behind_english_town(first),
            Language::German => self.behind_german_towns(first),
            _ => (first + 1..self.frame.end.min(first + TOWN + 1)).find(|&at| self.words.is_behind_town(at)),
        }
    }

    /// The same for the town that opens an English text, with a colon if it is in capitals throughout, else with a dash: `ISLAMABAD: The court …`,
    /// `Nairobi – The court …`. Not behind who speaks: `MOON: “…”`.
    fn behind_english_town(&self, first: usize) -> Option<usize> {
        let words = self.words;
        if first > 0 || words.language != Language::English || !words.is_capital(first) {
            return None;
        }
        let last = (0..self.frame.end.min(TOWN)).take_while(|&at| words.is_capital(at)).find(|&at| !words.is_spaced(at))?;
        let capitals = words.gap(last).starts_with(": ") && (0..=last).all(|at| words.is_upper(at));
        let behind = last + 1;
        let opens = words.is_capital(behind) || words.is_quoted(behind);
        let name = self.people.at(0).map(|index| &self.people.names[index]);
        let town = name.is_some_and(|name| name.whole == (0..behind) && name.person.is_none()) || words.is(0, PLACE);
        (opens && town && (capitals || is_before_dash(words, last))).then_some(behind)
    }

    /// The same for a town or two that open a German story, with no other dash in its sentence: `Moorstadt – Der Rat`, `Wien/Graz – Der Rat`.
    fn behind_german_towns(&self, first: usize) -> Option<usize> {
        let words = self.words;
        let named = self.people.at(first).is_some_and(|index| self.people.names[index].person.is_some());
        let other = DET | PRON | SUB | CONJ | ADV | PREP | ROLE | TITLE;
        if !words.is_capital(first) || named || words.is(first, other) {
            return None;
        }
        let joined = |&at: &usize| words.is_capital(at) && (is_before_dash(words, at) || matches!(words.gap(at), "/" | "-" | " "));
        let last = (first..self.frame.end.min(first + TOWN)).take_while(joined).find(|&at| is_before_dash(words, at))?;
        let opens = words.is_capital(last + 1) && last + 1 < self.frame.end;
        let rest = last + 1..self.frame.end.min(last + 1 + DASHED);
        (opens && !words.unspaced.within(rest).any(|at| is_before_dash(words, at) && !words.is_quoted(at))).then_some(last + 1)
    }
}

/// Whether a word may stand in a dateline: `Lomé, le 3 mars 2022 –`.
fn is_filed(words: &Words<'_>, at: usize) -> bool {
    words.is_capital(at) || words.is_number(at) || words.is(at, DATE) || words.is(at, DET) && words.is_number(at + 1)
}

/// Whether a dash stands behind a word, right there or behind a bracket: ` – `, `) -- `.
fn is_before_dash(words: &Words<'_>, at: usize) -> bool {
    !words.is_spaced(at) && [" – ", " - ", " — ", "--"].iter().any(|dash| words.gap(at).contains(dash))
}
