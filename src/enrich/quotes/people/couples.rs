//! Two persons who share one surname or its mention: `Bill and Hillary Clinton`, `Mr. and Mrs. Cole`.

use super::borne::Bearers;
use super::{NameKind, People, Person};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{ABBREV, CONJ, FEMALE, FIRST, MALE};
use crate::enrich::quotes::words::lists::PEOPLE;
use crate::enrich::quotes::words::spelling::{key_of, without_suffix};

impl People {
    /// Gives first names that stand before a full name with `and` its surname.
    pub(super) fn share_surnames(&mut self, words: &Words<'_>, bearers: &mut Bearers) {
        for index in 0..self.names.len().saturating_sub(1) {
            let (name, next) = (&self.names[index], &self.names[index + 1]);
            // Hardly any two are joined.
            if next.whole.start != name.whole.end + 1 {
                continue;
            }
            // Whoever is told of only further on is not meant by a first name here.
            let known = |person: usize| self.persons[person].introduced < name.tokens.start;
            let alone = name.tokens.len() == 1 && words.is(name.tokens.start, FIRST) && !name.weak && !name.person.is_some_and(known);
            let Some(spouse) = next.person.filter(|_| alone && next.whole.start == next.tokens.start && self.are_joined(words, index))
            else {
                continue;
            };
            let core = without_suffix(words, &next.tokens);
            let (first, last) = (key_of(words, name.tokens.start), self.persons[spouse].last);
            let same = bearers.of(first).find(|&person| self.persons[person].first == first && self.persons[person].last == last);
            let of_another = || bearers.of(first).any(|person| self.persons[person].first == first && known(person));
            if core.len() < 2 || !words.is(core.start, FIRST) || same.is_none() && of_another() {
                continue;
            }
            let person = same.unwrap_or(self.persons.len());
            if same.is_none() {
                let surname = Some(core.end - 1..core.end);
                let family = self.persons[spouse].family;
                self.persons.push(Person { surname, full_mentions: 1, ..Person::new(name, (first, last), family, true) });
                bearers.add(last, person);
                bearers.add(first, person);
            }
            self.names[index].person = Some(person);
            self.names[index].kind = NameKind::Person;
        }
    }

    /// Finds whom the first title of `Mr. and Mrs. Cole` means.
    pub(super) fn name_spouse(&mut self, words: &Words<'_>, index: usize, bearers: &mut Bearers) {
        let name = &self.names[index];
        let is_courtesy = name.whole.len() == 1 && words.is(name.whole.start, ABBREV) && words.is(name.whole.start, MALE | FEMALE);
        let Some(next) = self.names.get(index + 1).filter(|next| is_courtesy && next.tokens.start == next.whole.start + 1) else { return };
        if next.gender == name.gender || !self.are_joined(words, index) {
            return;
        }
        let core = without_suffix(words, &next.tokens);
        let last = key_of(words, core.end - 1);
        let own = bearers.of(last).find(|&person| self.persons[person].last == last && self.persons[person].gender == name.gender);
        let person = own.unwrap_or(self.persons.len());
        if person == self.persons.len() {
            let family = bearers.add_surname(last, person);
            let known = Person::new(name, (last, last), family, true);
            self.persons.push(Person { name: core.end - 1..core.end, introduced: name.whole.start, ..known });
        }
        self.names[index].person = Some(person);
        self.names[index].kind = NameKind::Person;
    }

    /// Whether nothing but `and` stands between a name and the next.
    fn are_joined(&self, words: &Words<'_>, index: usize) -> bool {
        let (end, start) = (self.names[index].whole.end, self.names[index + 1].whole.start);
        let and = || words.is(end, CONJ) && PEOPLE.ands.has(words.text(end));
        start == end + 1 && words.is_tight(end - 1) && words.is_spaced(end) && and()
    }
}
