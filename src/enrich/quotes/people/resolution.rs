//! Finds whom each name means, once all are read.

use std::ops::Range;

use super::bearers::Family;
use super::borne::Bearers;
use super::names::may_be_surname;
use super::{Gender, Name, NameKind, People};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon;
use crate::enrich::quotes::words::spelling::{key_of, without_particles, without_suffix};
use crate::enrich::word_set::WordSet;

impl People {
    /// Makes persons of all full names, then finds the person of every short one.
    pub(super) fn resolve(&mut self, words: &Words<'_>) {
        if !self.called.is_empty() {
            self.spread_called(words);
        }
        self.tell_short_firms(words);
        let mut bearers = Bearers::of_so_many(self.names.len());
        self.persons.reserve(self.names.len() / 4);
        let mut hyphenated = Vec::new();
        for index in 0..self.names.len() {
            let name = &self.names[index];
            if !matches!(name.kind, NameKind::Person | NameKind::Unknown) || name.weak || !is_full(words, &name.tokens) {
                continue;
            }
            if name.tokens.len() == 2 && words.is_before_hyphen(name.tokens.start) {
                hyphenated.push(index);
                continue;
            }
            let person = self.person_of_full_name(words, index, &mut bearers);
            self.names[index].person = Some(person);
        }
        // `Mark-Reyes` may be the surname of somebody named in full further down.
        for index in hyphenated {
            let person = self.person_of_full_name(words, index, &mut bearers);
            self.names[index].person = Some(person);
        }
        self.share_surnames(words, &mut bearers);
        let mut families = vec![Family::default(); bearers.families()];
        for person in &self.persons {
            families[person.family].bearers += 1;
        }
        for index in 0..self.names.len() {
            if self.names[index].kind == NameKind::Title {
                self.take_title_for_surname(words, index, &bearers);
                if self.names[index].kind == NameKind::Title {
                    self.name_spouse(words, index, &mut bearers);
                }
            }
            let name = &self.names[index];
            if name.person.is_none() {
                if name.tokens.is_empty() || name.kind == NameKind::Organisation && !may_be_surname(words, &name.tokens) {
                    continue;
                }
                let known = self.persons.len();
                let person = self.person_of_short_name(words, index, &mut bearers, &families);
                if let Some(family) = self.persons.get(known).and_then(|new| families.get_mut(new.family)) {
                    family.bearers += 1;
                }
                if person.is_some() {
                    self.names[index].kind = NameKind::Person;
                }
                self.names[index].person = person;
            }
            let name = &self.names[index];
            // Of a surname that no full name has, nobody is to be told apart.
            if let Some(person) = name.person
                && let Some(family) = families.get_mut(self.persons[person].family)
            {
                family.named(words, name, person);
            }
        }
    }

    /// Makes bodies and places of all names that the text calls so somewhere.
    fn spread_called(&mut self, words: &Words<'_>) {
        self.called.sort_unstable_by_key(|&(first, last, _)| (first, last));
        let may_be = |name: &Name| matches!(name.kind, NameKind::Unknown | NameKind::Word) & !name.tokens.is_empty();
        for index in WordSet::of(&self.names, may_be).members() {
            let name = &mut self.names[index];
            let first = key_of(words, name.tokens.start);
            if self.called.binary_search_by_key(&first, |called| called.0).is_ok()
                && let keys = (first, key_of(words, name.tokens.end - 1))
                && let Ok(index) = self.called.binary_search_by_key(&keys, |&(first, last, _)| (first, last))
            {
                name.kind = self.called[index].2;
            }
        }
    }

    /// Makes a name of a title that a person of the article bears as surname: `Howard Dean … Dean said`.
    fn take_title_for_surname(&mut self, words: &Words<'_>, index: usize, bearers: &Bearers) {
        let whole = self.names[index].whole.clone();
        if whole.len() != 1 || whole.start > 0 && words.is_spaced(whole.start - 1) && words.is(whole.start - 1, lexicon::DET) {
            return;
        }
        let last = key_of(words, whole.start);
        if bearers.of(last).any(|person| self.persons[person].last == last) {
            let name = &mut self.names[index];
            name.tokens = whole;
            name.kind = NameKind::Unknown;
            name.gender = Gender::Unknown;
        }
    }
}

/// Whether a name has more than a surname, with or without `Jr.` or `van`.
fn is_full(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    tokens.len() > 1 && without_particles(words, &without_suffix(words, tokens)).len() > 1
}
