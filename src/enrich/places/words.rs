//! What the words around a name tell about it: first names, titles, papers, teams, streets.
//!
//! The lists stand in `data/places-words.txt`; the table is built on first use, which only indexing needs.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What is known of one word, as a set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word(u32);

impl Word {
    pub(super) const GIVEN: Self = Self(1);
    pub(super) const TITLE: Self = Self(1 << 1);
    pub(super) const PAPER: Self = Self(1 << 2);
    pub(super) const COMPANY: Self = Self(1 << 3);
    pub(super) const TEAM: Self = Self(1 << 4);
    pub(super) const STREET: Self = Self(1 << 5);
    pub(super) const COUNTY: Self = Self(1 << 6);
    pub(super) const FOLLOW: Self = Self(1 << 7);
    pub(super) const BEARING: Self = Self(1 << 8);
    pub(super) const ABSORB: Self = Self(1 << 9);
    pub(super) const PREPOSITION: Self = Self(1 << 10);
    pub(super) const COMMON: Self = Self(1 << 11);
    pub(super) const NAMESAKE: Self = Self(1 << 12);
    pub(super) const FORENAME: Self = Self(1 << 13);
    pub(super) const FEATURE: Self = Self(1 << 14);

    /// What is known of a folded word.
    pub(super) fn of(folded: &[u8]) -> Self {
        WORDS.get(folded).copied().unwrap_or_default()
    }

    /// Whether any of `classes` holds.
    pub(super) fn is(self, classes: Self) -> bool {
        self.0 & classes.0 != 0
    }

    /// Both sets of classes.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static WORDS: LazyLock<FxHashMap<&'static [u8], Word>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../data/places-words.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((class, members)) = line.split_once(':') else { continue };
        let class = class_named(class);
        for word in members.split_whitespace() {
            let entry: &mut Word = words.entry(word.as_bytes()).or_default();
            *entry = entry.or(class);
        }
    }
    words
});

fn class_named(name: &str) -> Word {
    match name {
        "given" => Word::GIVEN,
        "title" => Word::TITLE,
        "paper" => Word::PAPER,
        "company" => Word::COMPANY,
        "team" => Word::TEAM,
        "street" => Word::STREET,
        "county" => Word::COUNTY,
        "follow" => Word::FOLLOW,
        "bearing" => Word::BEARING,
        "absorb" => Word::ABSORB,
        "prepositions" => Word::PREPOSITION,
        "common" => Word::COMMON,
        "namesake" => Word::NAMESAKE,
        "forename" => Word::FORENAME,
        "feature" => Word::FEATURE,
        _ => Word::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::gazetteer::fold;

    #[test]
    fn every_line_has_a_class_and_folded_words() {
        for line in include_str!("../data/places-words.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (class, words) = line.split_once(':').unwrap();
            assert_ne!(class_named(class), Word::default(), "{class}");
            for word in words.split_whitespace() {
                assert!(fold(word).replace(' ', "-") == word, "{word}");
            }
        }
        assert!(Word::of(b"jack").is(Word::GIVEN));
        assert!(Word::of(b"paris").is(Word::NAMESAKE) && !Word::of(b"paris").is(Word::GIVEN));
    }
}
