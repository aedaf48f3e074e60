//! Adjectives and words for the people of well-known countries in languages that write them with small letters (`el gobierno ruso`).
//!
//! `data/adjectives.tsv` gives them beside the English adjective of the gazetteer, which tells the country.

use std::sync::LazyLock;

use crate::enrich::gazetteer::{Class, Key, Meanings, find};
use crate::enrich::word_table::WordTable;

/// Languages that the table holds.
pub(super) const LANGUAGES: [&str; 5] = ["fr", "es", "de", "it", "pt"];

/// Finds the country that `word` is an adjective of, whatever its capitals.
pub(super) fn country_of(word: &str) -> Option<Meanings> {
    match WORDS.get(word.as_bytes()) {
        None if !word.is_ascii() && word.starts_with(char::is_uppercase) => WORDS.get(word.to_lowercase().as_bytes()).flatten(),
        found => found.flatten(),
    }
}

static WORDS: LazyLock<WordTable<Option<Meanings>, 512, 2048>> = LazyLock::new(|| {
    let rows = rows().filter_map(|(english, words)| Some((meanings(english)?, words)));
    let words = rows.flat_map(|(meanings, words)| words.split(' ').map(move |word| (word.as_bytes(), Some(meanings))));
    WordTable::of(words, Option::or)
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../data/adjectives.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

fn meanings(english: &str) -> Option<Meanings> {
    Key::of(english).and_then(|key| find(key.as_bytes()))?.only(Class::Adjective)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_tells_a_country_and_no_word_two() {
        let mut seen = rustc_hash::FxHashMap::default();
        for (english, words) in rows() {
            assert!(meanings(english).is_some(), "{english}");
            for word in words.split(' ') {
                assert_eq!(word.to_lowercase(), word);
                assert_eq!(seen.insert(word, english), None, "{word}");
                assert!(country_of(word).is_some(), "{word}");
            }
        }
        assert!(country_of("Österreichische").is_some() && country_of("ruso").is_some() && country_of("maison").is_none());
    }
}
