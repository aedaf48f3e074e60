//! French participles by their endings, and verbs that have become one word with their object: `comme l’explique Anne Roux`, `ce qu’assure
//! le maire`.
//!
//! The lexicon knows what of such a word is a noun (`l’annonce`, `l’analyse`); only the word before tells that it is a verb.

use super::lexicon::{CUE, Lexicon, PRON, ROLE, SUB, TIES, TITLE};
use super::{SPACED, Words};

/// The verb of a word that its object or what opens its clause has become one word with: `explique` of `l’explique`, and `l`.
fn verb(word: &str) -> Option<(&str, &str)> {
    word.split_once(['’', '\'']).filter(|(small, _)| matches!(*small, "l" | "qu"))
}

/// Whether a word is a participle by its ending, which says nothing without an auxiliary: `les fonds, annoncés hier, manquent`.
pub(in crate::enrich::quotes) fn is_french_participle(word: &str) -> bool {
    ["é", "ée", "és", "ées"].iter().any(|end| word.ends_with(end))
}

impl Words<'_> {
    /// Gives verbs of saying that have become one word with their object the class of one, of the words in `odd`.
    pub(super) fn mark_clitic_verbs(&mut self, odd: &[usize], lexicon: &Lexicon) {
        for &at in odd {
            let Some((small, verb)) = verb(self.text(at)) else { continue };
            let before = at.checked_sub(1).filter(|&before| self.is(before, SPACED));
            let opens = |before: usize| {
                let word = self.text(before);
                match small {
                    "l" => {
                        matches!(word, "comme" | "Comme" | "qui" | "ne") || self.is(before, PRON | ROLE | TITLE) && !self.is(before, SUB)
                    }
                    // `ce qu’explique Anne Roux`
                    _ => word == "ce",
                }
            };
            if before.is_some_and(opens) {
                self.add_class(at, lexicon.class(verb) & (CUE | TIES));
            }
        }
    }
}
