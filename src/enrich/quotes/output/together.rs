//! Persons who speak together: `Phil Berger and Tim Moore said`, and whom `they` stands for then.

use super::{Output, Who};
use crate::article::SpeakerKind;
use crate::enrich::quotes::people::Name;
use crate::enrich::quotes::people::runs::party_mark_end;
use crate::enrich::quotes::words::lexicon::{AUX, BODY, CONJ, CUE, DET, Language, PLURAL, POSS, PREP, PRON, ROLE, SAY, STOP, SUB, TITLE};
use crate::enrich::quotes::words::lists::PEOPLE;

/// The most names before or behind one that are taken for people who speak together with it.
const TOGETHER: usize = 3;

/// The most names among which one stands that is taken for such a person, with those of the places and bodies that an office is of.
const TOLD: usize = 4;

/// Words of the longest office or age behind the name of one of several.
const APPOSED: usize = 10;

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
            let joined = joins(end) && words.is_tight(end - 1);
            // Mostly the sentence goes on with a word right behind a name.
            if words.is_spaced(end - 1) && !joined {
                return false;
            }
            let persons = before.person.is_some() && next.person.is_some() && !words.is_possessive(end - 1);
            let start = if persons { self.phrase_start(next) } else { return false };
            // `Ana Ruiz, R-Ky., Tom Hill, D-Ill., and …`
            let marked = || !words.is_spaced(end - 1) && party_mark_end(words, end, words.len()) == Some(start);
            (joined || words.is_before_comma(end - 1)) && start == if joined { end + 1 } else { end }
                || marked()
                || words.language == Language::English
                    && start > end + 1
                    && joins(start - 1)
                    && (next.whole.start <= names[index].whole.start
                        || !words.is_spaced(next.whole.end - 1)
                        || words.is(next.whole.end, PREP))
                    && self.tells_of(before, start - 1)
        };
        let person = |&at: &usize| names[at].person.is_some();
        let joined = |at: usize| joins(self.phrase_start(&names[at]).saturating_sub(1));
        let mut last = index;
        while last - index < TOGETHER
            && let Some(next) = (last + 1..names.len()).take(TOLD).find(person).filter(|&at| beside(&names[last], &names[at]))
        {
            last = next;
        }
        // As most are not.
        if !joined(last) {
            return None;
        }
        let mut first = index;
        while index - first < TOGETHER
            && let Some(before) = (first.saturating_sub(TOLD)..first).rev().find(person).filter(|&at| beside(&names[at], &names[first]))
        {
            first = before;
        }
        if first == last || (first + 1..last).any(joined) || !self.opens_clause(self.phrase_start(&names[first])) {
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

    /// Whether nothing but a party with its seat, an age or an office tells of somebody between their name and the word `and`, before which and behind which somebody else is told of: Ana
    /// Ruiz`, R-Ky.,` and Tom Hill; Ana Ruiz`, the mayor,` and Tom Hill. Not where whoever stands behind `and` has a verb alone: said Ana Ruiz, a clerk, and Tom Hill left.
    fn tells_of(&self, name: &Name, and: usize) -> bool {
        let words = self.words;
        let start = name.whole.end;
        if and > start + APPOSED || words.is_spaced(start - 1) {
            return false;
        }
        if party_mark_end(words, start, and) == Some(and) {
            return true;
        }
        let opens = words.is(start, DET | ROLE | TITLE | POSS) || words.is_number(start);
        let plain = |at: usize| !words.is_quoted(at) && (!words.is(at, AUX | CUE | SUB | PRON) || words.is(at, DET | ROLE | POSS | PREP));
        let whole = (start..and - 1).all(|at| words.is_tight(at));
        words.is_before_comma(start - 1) && words.is_before_comma(and - 1) && opens && whole && (start..and).all(plain)
    }

    /// Where a name begins with the small roles before it: `campaign manager` Ana Ruiz.
    fn phrase_start(&self, name: &Name) -> usize {
        let words = self.words;
        let mut start = name.whole.start;
        let opens = |at: usize| words.is(at, PLURAL) && words.opens_sentence(at);
        let small = |at: usize| words.is_spaced(at) && (!words.is_capital(at) || opens(at));
        while start > 0 && words.is(start - 1, ROLE | BODY | TITLE) && small(start - 1) {
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
        let parted = words.is_parted_by(before, ['.', ',', ';', ':', '—', '–', '\n', '“', '”', '"', '?', '!', '«', '»']);
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
        // `sponsors such as Ana Ruiz and Tom Hill say they agree`
        let start = self.people.names[index].whole.start;
        let example = |at: usize| words.is_spelt(at, "as") && words.is_spelt(at - 1, "such");
        let examples = (start.saturating_sub(APPOSED).max(1)..start).any(example);
        (!examples && !(self.people.names[index].whole.end..token).any(many)).then_some(who)
    }
}
