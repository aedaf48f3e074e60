//! Finds the tokens at which the name of a place may begin.

use super::counties::{is_county, may_be_county};
use super::scan::{Writing, adjective, elided, letters};
use crate::analysis::segment::{Token, TokenCase, TokenKind};
use crate::enrich::gazetteer::Short;
use crate::enrich::word_set::WordSet;

/// A token at which a name may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opener {
    pub(super) at: u32,
    /// The word without a possessive ending, where it is short and of English letters alone, and makes no county; else none.
    pub(super) word: Short,
}

/// The tokens at which a name may begin, in order.
///
/// The filter turns most capitalised words of English away. It is asked for all of them in a row and without a branch: none of the looks
/// into memory waits for the one before.
#[inline(never)]
pub(super) fn openers(text: &str, tokens: &[Token], writing: Writing) -> Vec<Opener> {
    let opens_small = |token: Token| writing.foreign && elided(text, token) > 0 || writing.adjectives && adjective(text, token).is_some();
    if writing.foreign || writing.adjectives {
        let opens = |&(_, &token): &(usize, &Token)| may_open(text, token) || opens_small(token);
        return tokens.iter().enumerate().filter(opens).map(|(at, _)| Opener { at: at as u32, word: Short::NONE }).collect();
    }
    let has_capital = |token: &Token| token.case != TokenCase::Lower;
    // Scripts that have no capitals are beyond ASCII.
    let may_be_caseless = |token: &Token| has_capital(token) | (!token.is_plain & (token.kind != TokenKind::Number));
    let possible = if text.is_ascii() { WordSet::of(tokens, has_capital) } else { WordSet::of(tokens, may_be_caseless) };
    let mut openers = Vec::with_capacity(possible.count());
    let mut count = 0;
    for at in possible.within(0..tokens.len()) {
        let token = tokens[at];
        if token.case == TokenCase::Lower && !may_open(text, token) {
            continue;
        }
        let (start, end) = (token.start as usize, token.end as usize);
        let word = letters(text, token).filter(|&word| !(may_be_county(word) && is_county(text, start, end)));
        let short = word.map_or(Short::NONE, Short::of);
        // In place of the last one, where that was turned away.
        openers.truncate(count);
        openers.push(Opener { at: at as u32, word: short });
        count += usize::from(word.is_none() | short.may_begin_a_name());
    }
    openers.truncate(count);
    openers
}

/// Whether a name may begin with this token: a capital letter, or a script that has none.
#[inline(always)]
fn may_open(text: &str, token: Token) -> bool {
    let caseless = || text[token.start as usize..].chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    match token.kind {
        TokenKind::Word if token.case != TokenCase::Lower => true,
        TokenKind::Word => text.as_bytes().get(token.start as usize).is_some_and(|byte| !byte.is_ascii()) && caseless(),
        TokenKind::Number => false,
        TokenKind::Ideograph => true,
    }
}
