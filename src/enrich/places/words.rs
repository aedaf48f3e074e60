//! What the words around a name tell about it: first names, titles, papers, teams, streets.
//!
//! The lists stand in `data/places-words.txt`; the table is built on first use, which only indexing needs.

use std::hint::select_unpredictable;
use std::sync::LazyLock;

use crate::enrich::gazetteer::Key;
use crate::enrich::word_table::{Packed, WordTable};

/// What is known of one word, as a set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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
    pub(super) const LOCAL: Self = Self(1 << 15);
    pub(super) const ACT: Self = Self(1 << 16);
    pub(super) const PERSONAL: Self = Self(1 << 17);
    pub(super) const CIVIC: Self = Self(1 << 18);
    pub(super) const VENUE: Self = Self(1 << 19);

    /// Brings near what is asked of words next.
    pub(super) fn bring_near() {
        WORDS.bring_near();
    }

    /// What is known of a folded word.
    pub(super) fn of(folded: &[u8]) -> Self {
        WORDS.get(folded).unwrap_or_default()
    }

    /// What is known of a folded name.
    pub(super) fn of_key(key: &Key) -> Self {
        key.packed().map_or_else(|| WORDS.unpacked(key.as_bytes()).unwrap_or_default(), Self::of_letters)
    }

    /// What is known of a short word. Nothing branches on whether it is known: half of the words beside names are.
    pub(super) fn of_letters(word: Packed) -> Self {
        let (is_known, classes) = WORDS.nearest(word);
        select_unpredictable(is_known, classes, Self::default())
    }

    /// What is known of a word as written.
    pub(super) fn written(word: &str) -> Self {
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match Packed::of(word.as_bytes()).filter(|_| plain) {
            Some(packed) => Self::of_letters(packed),
            None => Key::of(word).map(|key| Self::of_key(&key)).unwrap_or_default(),
        }
    }

    /// The same where `holds`, else nothing.
    #[inline(always)]
    pub(super) fn only_if(self, holds: bool) -> Self {
        Self(self.0 * u32::from(holds))
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

static WORDS: LazyLock<WordTable<Word, 1024, 4096>> = LazyLock::new(|| {
    let lines = include_str!("../data/places-words.txt").lines().filter(|line| !line.starts_with('#'));
    let classes = lines.filter_map(|line| line.split_once(':'));
    let words = classes.flat_map(|(class, words)| words.split_whitespace().map(move |word| (word.as_bytes(), class_named(class))));
    WordTable::of(words, Word::or)
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
        "local" => Word::LOCAL,
        "act" => Word::ACT,
        "personal" => Word::PERSONAL,
        "civic" => Word::CIVIC,
        "venue" => Word::VENUE,
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
