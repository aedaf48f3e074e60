//! Names of places in the cases of languages that inflect them: `w Warszawie`, `v Praze`, `Helsingissä`, `İstanbul'da`.
//!
//! The table (`data/places-endings.txt`) says by what an ending is replaced in the nominative. What comes out is looked up, so an ending
//! that fits by chance finds nothing; and only well-known places are taken.

use std::sync::LazyLock;

use super::anchors::MIDDLING;
use super::scan::Writing;
use crate::enrich::gazetteer::{self, Class, Key, Kind, Meanings, Prefix, fold, record};

/// No name is shorter, in characters.
const SHORTEST: usize = 4;
/// No stem is shorter, in characters.
const SHORTEST_STEM: usize = 2;

/// The endings of one language.
#[derive(Debug)]
pub(super) struct Endings {
    lang: &'static str,
    /// Folded ending and what replaces it, longest first.
    pairs: Vec<(String, String)>,
}

static ALL: LazyLock<Vec<Endings>> = LazyLock::new(|| {
    let lines = include_str!("../data/places-endings.txt").lines().filter(|line| !line.starts_with('#'));
    let languages = lines.filter_map(|line| line.split_once(": "));
    languages
        .map(|(lang, pairs)| {
            let pairs = pairs.split(' ').filter_map(|pair| pair.split_once('='));
            let mut pairs: Vec<_> = pairs.map(|(ending, other)| (fold(ending), fold(other))).collect();
            pairs.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
            Endings { lang, pairs }
        })
        .collect()
});

/// The endings of a language, where it has any.
pub(super) fn of(lang: Option<&str>) -> Option<&'static Endings> {
    ALL.iter().find(|endings| Some(endings.lang) == lang)
}

/// A well-known place whose name, in the nominative, `word` may be an inflected form of.
pub(super) fn place_of(word: &str, writing: Writing) -> Option<(Key, Meanings)> {
    let endings = writing.endings?;
    // Turkish parts the endings of names from them.
    if let Some((name, _)) = word.split_once(['\'', '’']).filter(|(name, _)| endings.lang == "tr" && name.chars().count() >= SHORTEST) {
        return known(Key::of(name)?);
    }
    if word.chars().count() < SHORTEST || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let folded = fold(word);
    endings.pairs.iter().find_map(|(ending, other)| {
        let stem = folded.strip_suffix(ending.as_str()).filter(|stem| stem.chars().count() >= SHORTEST_STEM)?;
        let mut name = String::with_capacity(stem.len() + other.len());
        name.push_str(stem);
        name.push_str(other);
        if name.chars().count() < SHORTEST {
            return None;
        }
        known(Key::of(&name)?)
    })
}

fn known(key: Key) -> Option<(Key, Meanings)> {
    let well = |&(id, class): &(_, Class)| {
        let of = record(id);
        class != Class::Code
            && class != Class::Seat
            && (of.kind != Kind::City && of.weight > MIDDLING || of.kind == Kind::City && of.weight > WELL_KNOWN)
    };
    let asked = Prefix::of(&key).may_be_a_name();
    asked
        .then(|| gazetteer::find(key.as_bytes()))
        .flatten()
        .filter(|meanings| meanings.iter().any(|meaning| well(&meaning)))
        .map(|meanings| (key, meanings))
}

/// Weight of two hundred thousand people.
const WELL_KNOWN: u16 = 17_600;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_names_are_found() {
        for (lang, word, expected) in [
            ("pl", "Warszawie", "Warsaw"),
            ("pl", "Krakowie", "Kraków"),
            ("pl", "Gdańsku", "Gdańsk"),
            ("pl", "Polsce", "Poland"),
            ("pl", "Rosji", "Russia"),
            ("pl", "Ukrainie", "Ukraine"),
            ("pl", "Niemczech", "Germany"),
            ("pl", "Moskwy", "Moscow"),
            ("cs", "Praze", "Prague"),
            ("cs", "Brně", "Brno"),
            ("cs", "Rusku", "Russia"),
            ("cs", "Moskvy", "Moscow"),
            ("fi", "Helsingissä", "Helsinki"),
            ("fi", "Venäjällä", "Russia"),
            ("hu", "Budapesten", "Budapest"),
            ("hu", "Párizsban", "Paris"),
            ("tr", "İstanbul'da", "Istanbul"),
            ("tr", "Ankara’ya", "Ankara"),
            ("tr", "Türkiye'nin", "Turkey"),
            ("hr", "Zagrebu", "Zagreb"),
            ("el", "Αθήνας", "Athens"),
            ("el", "Λονδίνου", "London"),
            ("ru", "Екатеринбурге", "Yekaterinburg"),
        ] {
            let writing = Writing::of(Some(lang));
            let found = place_of(word, writing).and_then(|(_, meanings)| meanings.iter().next());
            assert_eq!(found.map(|(id, _)| record(id).name()), Some(expected), "{lang} {word}");
        }
        for (lang, word) in
            [("pl", "Przez"), ("cs", "Jana"), ("tr", "Ali'nin"), ("en", "Warszawie"), ("hu", "Azon"), ("fi", "Kun"), ("pl", "Polak")]
        {
            assert!(place_of(word, Writing::of(Some(lang))).is_none(), "{lang} {word}");
        }
    }
}
