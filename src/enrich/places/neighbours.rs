//! The words right beside a name.

use super::scan::{is_space, letters, plain};
use super::words::Word;
use crate::analysis::segment::{Token, TokenCase, TokenKind};
use crate::enrich::word_table::Packed;

/// One word beside a name, or what stands for one: nothing branches on whether there is one before something is asked for that only some have.
pub(super) struct Neighbour<'a> {
    /// Whether there is one.
    pub(super) is_there: bool,
    /// The text that it stands in.
    body: &'a str,
    /// The word as a number, where it is there, short and of English letters alone; else none.
    pub(super) letters: Packed,
    /// What is known of it; of none nothing.
    pub(super) word: Word,
    pub(super) token: Token,
    /// Whether a hyphen joins it to the name.
    pub(super) hyphenated: bool,
    /// Whether a full stop parts it from the name.
    pub(super) dotted: bool,
}

impl<'a> Neighbour<'a> {
    /// The word as written.
    pub(super) fn text(&self) -> &'a str {
        self.token.text(self.body)
    }

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
        self.is_there && self.text().len() == 1 && self.token.case == TokenCase::Title
    }

    /// Whether it is one of some words, all small.
    pub(super) fn is_any_of<const N: usize>(&self, words: [Packed; N]) -> bool {
        let is_one = words.iter().fold(false, |any, word| any | self.letters.is(*word));
        is_one & self.token.is_plain
    }
}

/// On which side of a name a neighbour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    Behind,
}

/// The neighbour on one `side` of a name: of the tokens `left` and `left + 1` one is of the name and the other the neighbour. It is there only where it `may`
/// be, and where nothing but a space, a hyphen or the stop of an abbreviation parts the two.
pub(super) fn neighbour<'a>(text: &'a str, tokens: &[Token], left: usize, side: Side, may: bool) -> Neighbour<'a> {
    let Some(&[first, second]) = tokens.get(left..).and_then(<[Token]>::first_chunk) else {
        let token = Token { start: 0, end: 0, kind: TokenKind::Word, case: TokenCase::Lower, is_plain: false };
        return Neighbour {
            is_there: false,
            body: text,
            letters: Packed::NONE,
            word: Word::default(),
            token,
            hyphenated: false,
            dotted: false,
        };
    };
    let token = if side == Side::Before { first } else { second };
    let (from, to) = (first.end as usize, second.start as usize);
    let behind = text.as_bytes()[from];
    let is_one = may & (from + 1 == to);
    let hyphenated = is_one & (behind == b'-');
    let mut is_there = is_one & (behind == b' ') | hyphenated;
    let mut dotted = false;
    // Nothing else joins two words but more of space or a full stop.
    if may & !is_there && ((behind <= b' ') | (behind == b'.') | !behind.is_ascii()) {
        // "J. Lincoln", "Gov. Washington", "Sen. Kansas"
        let (gap, length) = (&text[from..to], token.end - token.start);
        dotted = gap == ". ";
        is_there = if dotted { length == 1 || side == Side::Before && length <= 4 } else { is_space(gap) };
    }
    let (letters, word) = match letters(text, token).or_else(|| plain_at_end(text, token)) {
        Some(letters) => (letters, Word::of_letters(letters)),
        None => (Packed::NONE, if is_there { Word::written(plain(token.text(text))) } else { Word::default() }),
    };
    Neighbour { is_there, body: text, letters: letters.only_if(is_there), word: word.only_if(is_there), token, hyphenated, dotted }
}

/// A plain word as a number where it begins in the last bytes of the text, as hardly any does.
#[cold]
fn plain_at_end(text: &str, token: Token) -> Option<Packed> {
    Some(token).filter(|token| token.is_plain).and_then(|token| Packed::of(token.text(text).as_bytes()))
}

/// Whether what stands right behind a name may part it from a word that belongs to it.
pub(super) fn may_part(right: &[u8]) -> bool {
    match right.first_chunk() {
        Some(first) => (first[0] == b' ') | (first[0] == b'-') | (*first == [0xc2, 0xa0]),
        None => matches!(right, [b' ' | b'-', ..]),
    }
}
