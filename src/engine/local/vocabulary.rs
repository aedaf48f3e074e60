//! The words of the running texts of a segment that is being built: each term once, under a number.
//!
//! A word is looked up as it is written, sixteen bytes compared in place; its term is made only when it is met first. So what a token of a text
//! costs is one look into a table of which the common words stay in the processor's cache.

use rustc_hash::FxHashMap;

use super::wording::{Coder, Symbol, UNKNOWN};
use crate::analysis::language::Language;
use crate::analysis::segment::{Token, TokenKind};
use crate::analysis::term_maker::{ShortWord, TermMaker};
use crate::analysis::terms::{MAX_WORD, write_bigram};

/// Number of a term in the order in which they were met.
pub(super) type TermId = u32;

/// The terms of a segment's running texts.
#[derive(Default)]
pub(super) struct Vocabulary<'c> {
    /// By language, short words as they are written.
    words: [FxHashMap<ShortWord, Numbers>; Language::ALL.len()],
    /// By language, longer ones.
    long_words: [FxHashMap<Box<str>, Numbers>; Language::ALL.len()],
    /// Characters of scripts without spaces, with their right neighbours.
    bigrams: FxHashMap<ShortWord, Numbers>,
    terms: Terms,
    /// What calls words as they are written by symbols.
    coder: Option<&'c Coder>,
}

/// What a word is called.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    pub(super) term: TermId,
    /// As it is packed; of a character, without its neighbour.
    pub(super) symbol: Symbol,
}

/// Terms, each under a number.
#[derive(Default)]
pub(super) struct Terms {
    numbers: FxHashMap<Box<str>, TermId>,
    bytes: usize,
}

/// About how many bytes an entry of a table takes that is not always full.
const ENTRY: usize = 40;

impl Terms {
    /// The number of a term.
    pub(super) fn number(&mut self, term: &str) -> TermId {
        if let Some(&number) = self.numbers.get(term) {
            return number;
        }
        let number = self.numbers.len() as TermId;
        self.bytes += term.len() + ENTRY;
        self.numbers.insert(term.into(), number);
        number
    }

    /// About how many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// All terms in the order of their bytes.
    pub(super) fn sorted(&self) -> Vec<(&str, TermId)> {
        // Most are told apart by their first bytes, which are compared without looking at the terms themselves.
        let mut sorted: Vec<(u64, &str, TermId)> =
            self.numbers.iter().map(|(term, &number)| (first_bytes(term), &**term, number)).collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        sorted.into_iter().map(|(_, term, number)| (term, number)).collect()
    }
}

/// The first eight bytes as a number that orders as they do; missing ones are zeros, which only the whole terms tell from zeros.
fn first_bytes(term: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = term.len().min(8);
    bytes[..length].copy_from_slice(&term.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

impl<'c> Vocabulary<'c> {
    pub(super) fn new(coder: Option<&'c Coder>) -> Self {
        Self { coder, ..Self::default() }
    }

    /// Calls `visit` with the numbers of each of a text's words.
    pub(super) fn number_all(
        &mut self,
        text: &str,
        words: &[Token],
        language: Language,
        maker: &mut TermMaker,
        mut visit: impl FnMut(Numbers),
    ) {
        for (i, word) in words.iter().enumerate() {
            visit(if word.kind == TokenKind::Ideograph {
                let neighbour = words.get(i + 1).filter(|next| next.kind == TokenKind::Ideograph && next.start == word.end);
                self.bigram(text, word, neighbour)
            } else {
                self.word(word.text(text), language, maker)
            });
        }
    }

    fn symbol(&self, written: &str) -> Symbol {
        self.coder.map_or(UNKNOWN, |coder| coder.symbol(written))
    }

    fn word(&mut self, word: &str, language: Language, maker: &mut TermMaker) -> Numbers {
        let short = ShortWord::of(word);
        let known = match short {
            Some(short) => self.words[language as usize].get(&short),
            None => self.long_words[language as usize].get(word),
        };
        if let Some(&numbers) = known {
            return numbers;
        }
        let mut term = String::new();
        maker.write(word, language, &mut term);
        let numbers = Numbers { term: self.terms.number(&term), symbol: self.symbol(word) };
        match short {
            Some(short) => {
                self.words[language as usize].insert(short, numbers);
            }
            // What is longer is made anew each time: no text repeats it.
            None if word.len() <= MAX_WORD => {
                self.terms.bytes += word.len() + ENTRY;
                self.long_words[language as usize].insert(word.into(), numbers);
            }
            None => {}
        }
        numbers
    }

    fn bigram(&mut self, text: &str, character: &Token, neighbour: Option<&Token>) -> Numbers {
        let written = &text[character.start as usize..neighbour.unwrap_or(character).end as usize];
        let short = ShortWord::of(written);
        if let Some(&numbers) = short.and_then(|short| self.bigrams.get(&short)) {
            return numbers;
        }
        let mut term = String::new();
        write_bigram(character.text(text), neighbour.map(|next| next.text(text)), &mut term);
        let numbers = Numbers { term: self.terms.number(&term), symbol: self.symbol(character.text(text)) };
        if let Some(short) = short {
            self.bigrams.insert(short, numbers);
        }
        numbers
    }

    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;

    #[test]
    fn words_of_one_term_have_one_number() {
        let (mut vocabulary, mut maker) = (Vocabulary::default(), TermMaker::default());
        let mut numbers = |text: &str, language| {
            let mut numbers = Vec::new();
            vocabulary.number_all(text, &segment(text).tokens, language, &mut maker, |word| numbers.push(word.term));
            numbers
        };
        let long = "Rindfleischetikettierungsüberwachung".repeat(10);
        assert_eq!(numbers(&format!("dam donʼt dam don’t Dam {long} {long}"), Language::English), [0, 1, 0, 1, 2, 3, 3]);
        assert_eq!(numbers("dam 東京 京都 東京", Language::French), [4, 5, 6, 7, 8, 5, 6]);
        assert_eq!(numbers("dam", Language::English), [0]);
    }

    #[test]
    fn terms_are_in_the_order_of_their_bytes() {
        let mut terms = Terms::default();
        let mut all = ["b", "", "a\0b", "a", "abcdefghi", "abcdefgh", "é", "abcdefgh\0", "zebra"];
        for term in all {
            terms.number(term);
        }
        all.sort_unstable();
        assert_eq!(terms.sorted().into_iter().map(|(term, _)| term).collect::<Vec<_>>(), all);
    }
}
