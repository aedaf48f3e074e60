//! Persons who speak together: `Phil Berger and Tim Moore said`, and whom `they` stands for then.

use super::{Output, Who};
use crate::article::SpeakerKind;
use crate::enrich::quotes::people::Name;
use crate::enrich::quotes::words::lexicon::{AUX, BODY, CONJ, CUE, DET, Language, PLURAL, PREP, PRON, ROLE, SAY, STOP, SUB, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;

/// The most names before or behind one that are taken for people who speak together with it.
const TOGETHER: usize = 3;

/// How many words before `they` those may stand whom it means.
const BEFORE: usize = 60;

/// How many names are looked at for them.
const NAMED: usize = 12;

impl Output<'_> {
    /// Persons who speak together, in the order of the text: `Phil Berger and Tim Moore said`. `None` where only one does.
    pub(super) fn together(&self, index: usize) -> Option<Who> {
        let words = self.words;
        let names = &self.people.names;
        let joins = |at: usize| words.is(at, CONJ) && PEOPLE.ands.has(words.text(at)) && words.is_spaced(at);
        let beside = |before: &Name, next: &Name| {
            let end = before.whole.end;
            let joined = words.is_tight(end - 1) && joins(end);
            let persons = before.person.is_some() && next.person.is_some() && !words.is_possessive(end - 1);
            persons && (joined || words.is_before_comma(end - 1)) && self.phrase_start(next) == if joined { end + 1 } else { end }
        };
        let mut first = index;
        while first > 0 && index - first < TOGETHER && beside(&names[first - 1], &names[first]) {
            first -= 1;
        }
        let mut last = index;
        while last + 1 < names.len() && last - index < TOGETHER && beside(&names[last], &names[last + 1]) {
            last += 1;
        }
        let joined = |at: usize| joins(self.phrase_start(&names[at]).saturating_sub(1));
        if first == last || !joined(last) || (first + 1..last).any(joined) || !self.opens_clause(self.phrase_start(&names[first])) {
            return None;
        }
        let persons = names[first..=last].iter().filter_map(|name| name.person);
        let mut all: Vec<String> = persons.filter_map(|person| self.person(person).name).collect();
        all.dedup();
        if all.len() < 2 {
            // `Mr. and Mrs. Moon said`, of whom nothing else is told.
            return Some(Who::default());
        }
        Some(Who { name: Some(all.join(" & ")), kind: Some(SpeakerKind::Person), role: None, gender: None })
    }

    /// Where a name begins with the small roles before it: `campaign manager` Ana Ruiz.
    fn phrase_start(&self, name: &Name) -> usize {
        let words = self.words;
        let mut start = name.whole.start;
        let opens = |at: usize| words.is(at, PLURAL) && words.opens_sentence(at);
        let small = |at: usize| words.is_spaced(at) && (!words.is_capital(at) || opens(at));
        while start > 0 && small(start - 1) && words.is(start - 1, ROLE | BODY | TITLE) {
            start -= 1;
        }
        if start > 0 && start < name.whole.start && words.is_spaced(start - 1) {
            let office = self.people.at(start - 1).map(|index| &self.people.names[index]).filter(|office| office.person.is_none());
            start = office.map_or(start, |office| office.whole.start);
        }
        let other = AUX | CUE | PREP | SUB | CONJ | PRON | DET | STOP;
        let titled = start < name.whole.start || name.tokens.start > name.whole.start;
        if titled && start > 0 && small(start - 1) && !words.is(start - 1, other) {
            start -= 1;
        }
        start
    }

    /// Whether a phrase that begins at a word opens its clause, or stands right behind the verb of saying that follows a quotation.
    fn opens_clause(&self, start: usize) -> bool {
        let words = self.words;
        let Some(before) = start.checked_sub(1) else { return true };
        let parted =
            !words.is_spaced(before) && words.gap(before).contains(['.', ',', ';', ':', '—', '–', '\n', '“', '”', '"', '?', '!', '«', '»']);
        parted
            || words.gap(before).contains(" - ")
            || words.is_quoted(before)
            || words.is(before, SUB | CONJ)
            || words.is(before, SAY) && before > 0 && words.is_quoted(before - 1)
    }

    /// Those who acted together last before `they`, where nothing else is named since that is many: `Ana Ruiz and Tom Hill wrote a letter. “…,” they` said. For
    /// English.
    pub(super) fn they(&self, token: usize) -> Option<Who> {
        let words = self.words;
        if words.language != Language::English || !words.text(token).eq_ignore_ascii_case("they") {
            return None;
        }
        let floor = token.saturating_sub(BEFORE);
        let last = self.people.names.partition_point(|name| name.whole.end <= token);
        let near = |index: &usize| self.people.names[*index].whole.start >= floor;
        let plain = |index: &usize| self.people.names[*index].person.is_some() && !words.is_quoted(self.people.names[*index].whole.start);
        let (index, who) =
            (0..last).rev().take(NAMED).take_while(near).filter(plain).find_map(|index| Some((index, self.together(index)?)))?;
        let many = |at: usize| words.is(at, PLURAL) && words.is(at, ROLE | BODY) && !words.is_quoted(at);
        (!(self.people.names[index].whole.end..token).any(many)).then_some(who)
    }
}
