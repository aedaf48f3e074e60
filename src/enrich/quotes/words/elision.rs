//! Small words that have lost their last letter and become one word with the next, as in French and Italian: `l’Agence`, `d’Anna`, `qu’assure`.

use super::Words;
use super::lexicon::{BODY, Language, ORG, PLACE};

impl<'a> Words<'a> {
    /// A name's first word without the small word before it: `l’Agence`.
    pub(in crate::enrich::quotes) fn named(&self, at: usize) -> &'a str {
        let word = self.stem(at);
        if self.language == Language::English || !self.is_capital(at) {
            return word;
        }
        let article = |c: char| c.is_ascii_lowercase() || c == 'L' && self.is(at, ORG | PLACE | BODY);
        if word.starts_with(article) { without_small_word(word) } else { word }
    }

    /// Whether a preposition has become one word with the name behind it: `d’Anna`, `dell’Agenzia`.
    pub(in crate::enrich::quotes) fn is_of(&self, at: usize) -> bool {
        self.is_elided(at) && small_word(self.text(at)).is_some_and(|(small, _)| !matches!(small, "l" | "un" | "qu" | "lorsqu" | "puisqu"))
    }

    /// Whether a small word stands before a word with a capital: `l’Agence`.
    pub(in crate::enrich::quotes) fn is_elided(&self, at: usize) -> bool {
        self.is_capital(at) && self.body.as_bytes().get(self.start(at)).is_some_and(u8::is_ascii_lowercase)
    }

    /// Whether the small word that has become one with another is written so: `l` of `l’avocate`.
    pub(in crate::enrich::quotes) fn begins_elided(&self, at: usize, small: &str) -> bool {
        self.text(at).strip_prefix(small).is_some_and(|rest| rest.starts_with(['\'', '’']))
    }
}

/// A small word and the one that it has become one with: `l` and `autista` of `l’autista`.
pub(in crate::enrich::quotes) fn small_word(word: &str) -> Option<(&str, &str)> {
    word.split_once(['\'', '’'])
}

/// A word without the small one that has become one with it.
pub(in crate::enrich::quotes) fn without_small_word(word: &str) -> &str {
    small_word(word).map_or(word, |(_, word)| word)
}
