//! Reads Russian subjects, which have no article, behind their verb: `сказал главный тренер`, `рассказала агентству жительница`, `добавил форвард`.

use super::cues::{Reader, Source};
use crate::enrich::quotes::people::russian;
use crate::enrich::quotes::words::lexicon::{ADV, AUX, CONJ, CUE, DATE, PREP, PRON, ROLE, SUB, TITLE};
use crate::enrich::quotes::words::lists::ENDINGS;

/// Classes of words that begin no description.
const OTHER: u64 = SUB | CONJ | AUX | PRON | CUE | ADV | DATE | PREP;

impl Reader<'_> {
    /// The phrase that begins at a word of which nothing is known; `office` tells whether the next is a noun for a person or a body.
    pub(super) fn russian_phrase_at(&self, at: usize, office: bool) -> Option<(Source, usize)> {
        let words = self.words;
        let other = words.is(at, OTHER);
        if !other && russian::agrees(words, at) {
            return self.described(at, at);
        }
        // `пресс-секретарь`
        if words.gap(at) == "-" && words.is(at + 1, ROLE | TITLE) {
            return self.described(at, at + 1);
        }
        if !office || other {
            return None;
        }
        // `рассказал агентству представитель завода`: no adjective of what follows.
        let adjective = ENDINGS.adjectives.ends(words.text(at));
        if adjective { self.described(at, at) } else { self.phrase_at(at + 1) }
    }
}
