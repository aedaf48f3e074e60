//! The words right beside a name.

use std::hint::select_unpredictable;

use super::scan::{is_space, letters, plain};
use super::words::Word;
use crate::analysis::segment::{Token, TokenCase, TokenKind};
use crate::enrich::word_table::Packed;

/// One word beside a name, or what stands for one: nothing branches on whether there is one before something is asked for that only some have.
pub(super) struct Neighbour<'a> {
    /// Whether there is one.
    pub(super) is_there: bool,
    pub(super) text: &'a str,
    /// The word as a number, where it is there, short and of English letters alone; else none.
    pub(super) letters: Packed,
    /// What is known of it; of none nothing.
    pub(super) word: Word,
    pub(super) token: Token,
    /// Whether it opens the sentence.
    pub(super) first: bool,
    /// Whether a hyphen joins it to the name.
    pub(super) hyphenated: bool,
    /// Whether a full stop parts it from the name.
    pub(super) dotted: bool,
}

impl Neighbour<'_> {
    /// Whether it has a capital.
    pub(super) fn is_name(&self) -> bool {
        self.is_there & (self.token.case != TokenCase::Lower)
    }

    /// Whether it is of one of the classes and begins with a capital, as few words do.
    pub(super) fn is_title(&self, class: Word) -> bool {
        (self.token.case == TokenCase::Title) & self.word.is(class)
    }

    /// A capitalised word that no list knows.
    pub(super) fn is_unknown_name(&self) -> bool {
        let unlisted = [Word::default(), Word::COMMON, Word::FEATURE].contains(&self.word);
        self.is_there && self.token.kind == TokenKind::Word && self.token.case == TokenCase::Title && unlisted
    }

    pub(super) fn is_initial(&self) -> bool {
        self.text.len() == 1 && self.token.case == TokenCase::Title
    }

    /// Whether it is one of some words, all small.
    pub(super) fn is_any_of<const N: usize>(&self, words: [Packed; N]) -> bool {
        let is_one = words.iter().fold(false, |any, word| any | self.letters.is(*word));
        is_one & self.token.is_plain
    }
}

/// Where a neighbour of a name may stand.
pub(super) struct Spot<'a, 't> {
    pub(super) text: &'a str,
    pub(super) tokens: &'t [Token],
    /// The token that it is.
    pub(super) index: usize,
    /// That of the name which it stands beside.
    pub(super) beside: usize,
    /// The first of the sentence.
    pub(super) sentence: usize,
}

impl<'a> Spot<'a, '_> {
    /// The word there, where there `may` be one and only a space or hyphen parts it from the name.
    pub(super) fn neighbour(&self, may: bool) -> Neighbour<'a> {
        let token = self.tokens[self.index];
        let (left, right) = (self.tokens[self.index.min(self.beside)], self.tokens[self.index.max(self.beside)]);
        let (from, to) = (left.end as usize, right.start as usize);
        let text = token.text(self.text);
        let behind = self.text.as_bytes().get(from).copied().unwrap_or_default();
        let is_one = from + 1 == to;
        let (spaced, hyphenated) = (is_one & (behind == b' '), is_one & (behind == b'-'));
        let mut is_there = may & (spaced | hyphenated);
        let mut dotted = false;
        // Nothing else joins two words but more of space or a full stop.
        if may & !is_there && ((behind <= b' ') | (behind == b'.') | !behind.is_ascii()) {
            // "J. Lincoln", "Gov. Washington", "Sen. Kansas"
            let gap = &self.text[from..to];
            dotted = gap == ". ";
            is_there = if dotted { text.len() == 1 || self.index < self.beside && text.len() <= 4 } else { is_space(gap) };
        }
        let is_last = || if token.is_plain { Packed::of(text.as_bytes()) } else { None };
        let letters = letters(self.text, token).or_else(is_last);
        let word = match letters {
            Some(word) => select_unpredictable(is_there, Word::of_letters(word), Word::default()),
            None if is_there => Word::written(plain(text)),
            None => Word::default(),
        };
        let letters = select_unpredictable(is_there, letters.unwrap_or(Packed::NONE), Packed::NONE);
        Neighbour { is_there, text, letters, word, token, first: self.index == self.sentence, hyphenated, dotted }
    }
}

/// Whether what stands right behind a name may part it from a word that belongs to it.
pub(super) fn may_part(right: &[u8]) -> bool {
    match right.first_chunk() {
        Some(first) => (first[0] == b' ') | (first[0] == b'-') | (*first == [0xc2, 0xa0]),
        None => matches!(right, [b' ' | b'-', ..]),
    }
}
