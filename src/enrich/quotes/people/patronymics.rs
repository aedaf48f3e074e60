//! Joins, in Russian, whoever is called by first name and patronymic to the one person of the text who is named so in full: `Иван Петрович` to `Иван Рогов`, to
//! `И.П. Рогов`, to `Иван Петрович Рогов`.
//!
//! Local papers name somebody in full once and go on with the patronymic, which is no surname. Who has the same first name and patronymic is meant, else who has these
//! initials, else who has this first name, where that is one alone.

use super::russian::{is_patronymic, name_in_nominative};
use super::{NameKind, People};
use crate::enrich::quotes::words::Words;
use crate::enrich::quotes::words::lexicon::{Language, Lexicon};
use crate::enrich::quotes::words::spelling::display;

/// Persons of a text who are looked at.
const PERSONS: usize = 64;

/// What a person's name holds, in the nominative.
struct Parts {
    /// First name or its initial.
    first: String,
    /// Patronymic or its initial.
    father: Option<String>,
    /// Whether a surname follows.
    surname: bool,
}

impl People {
    /// Gives mentions by first name and patronymic alone the person whom they mean.
    pub(super) fn join_patronymics(&mut self, words: &Words<'_>) {
        if words.language != Language::Russian || self.persons.len() < 2 {
            return;
        }
        let parts: Vec<Option<Parts>> = self.persons.iter().take(PERSONS).map(|person| parts_of(&display(words, &person.name))).collect();
        let mut meant: Vec<(usize, usize)> = Vec::new();
        for (person, called) in parts.iter().enumerate() {
            let Some(called) = called.as_ref().filter(|called| !called.surname && called.father.is_some()) else { continue };
            let fits = |test: &dyn Fn(&Parts) -> bool| {
                let full = |other: usize| parts[other].as_ref().filter(|full| full.surname && self.is_before(other, person));
                let mut fitting = (0..parts.len()).filter(|&other| other != person && full(other).is_some_and(test));
                fitting.next().filter(|_| fitting.next().is_none())
            };
            let initial = |name: &str, whole: &str| name.chars().count() == 1 && whole.starts_with(name);
            let father = called.father.as_deref().unwrap_or_default();
            let same = |full: &Parts| full.first == called.first && full.father.as_deref() == Some(father);
            let initials =
                |full: &Parts| initial(&full.first, &called.first) && full.father.as_deref().is_some_and(|own| initial(own, father));
            let given = |full: &Parts| full.first == called.first && full.father.is_none();
            if let Some(other) = fits(&same).or_else(|| fits(&initials)).or_else(|| fits(&given)) {
                meant.push((person, other));
            }
        }
        for name in self.names.iter_mut().filter(|name| name.kind != NameKind::Word) {
            let other = name.person.and_then(|person| meant.iter().find(|(own, _)| *own == person));
            if let Some(&(_, other)) = other {
                name.person = Some(other);
            }
        }
    }

    /// Whether the text names a person before another.
    fn is_before(&self, one: usize, other: usize) -> bool {
        self.persons[one].introduced < self.persons[other].introduced
    }
}

/// What a name holds, where it is of two or three words that may be first name, patronymic and surname: `Иван Петрович`, `И.П. Рогов`, `Иван Рогов`.
fn parts_of(name: &str) -> Option<Parts> {
    let whole = name_in_nominative(name.to_owned(), Lexicon::of(Some("ru")));
    let words: Vec<&str> = whole.split([' ', '.']).filter(|word| !word.is_empty()).collect();
    let letter = |word: &str| word.chars().count() == 1;
    let father = |word: &str| is_patronymic(word) || letter(word);
    let (first, father, surname) = match words[..] {
        [first, second] if is_patronymic(second) => (first, Some(second), false),
        [first, _] => (first, None, true),
        [first, second, _] if father(second) => (first, Some(second), true),
        // `Рогов Иван Петрович`
        [_, first, second] if is_patronymic(second) => (first, Some(second), true),
        _ => return None,
    };
    Some(Parts { first: first.to_owned(), father: father.map(str::to_owned), surname })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;

    #[test]
    fn patronymics_stand_for_the_one_who_is_named_in_full() {
        for (text, expected) in [
            ("В порту ждал Иван Рогов. Потом пришёл и Иван Петрович.", "Иван Рогов"),
            ("В порту ждал И.П. Рогов. Потом пришёл и Иван Петрович.", "И.П. Рогов"),
            ("В порту ждал Иван Петрович Рогов. Потом пришёл и Иван Петрович.", "Иван Петрович Рогов"),
            ("В порту видели Анну Ильиничну Лапину. Потом пришла и Анна Ильинична.", "Анну Ильиничну Лапину"),
            ("В порту ждали Иван Рогов и Иван Котов. Потом пришёл и Иван Петрович.", "Иван Петрович"),
            ("В порту ждал Иван Кузьмич Рогов. Потом пришёл и Иван Петрович.", "Иван Петрович"),
            ("В порту ждал П.И. Рогов. Потом пришёл и Иван Петрович.", "Иван Петрович"),
        ] {
            let segments = segment(text);
            let words = Words::read(text, &segments, Lexicon::of(Some("ru")));
            let people = People::read(&words);
            let last = people.names.iter().rev().find_map(|name| name.person).unwrap();
            assert_eq!(display(&words, &people.persons[last].name), expected, "{text}");
        }
    }
}
