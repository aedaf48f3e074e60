//! An article's words with their classes: what every later pass reads. Nothing is decided here.

use std::ops::Range;

use super::lexicon::{ABBREV, Class, Language, Lexicon, ORG, PLACE};
use crate::analysis::segment::{Segments, TokenCase, TokenKind};

/// Set on words inside quotation marks; beside the classes of the lexicon.
pub(super) const QUOTED: Class = 1 << 40;

/// The words of one article.
pub(super) struct Words<'a> {
    /// The text that all byte offsets refer to.
    pub(super) body: &'a str,
    /// How it is cut.
    pub(super) segments: &'a Segments,
    /// Classes, one entry a token.
    pub(super) class: Vec<Class>,
    /// Whose grammar holds.
    pub(super) language: Language,
}

impl<'a> Words<'a> {
    /// Looks up every word.
    pub(super) fn read(body: &'a str, segments: &'a Segments, lexicon: &Lexicon) -> Self {
        let class = segments
            .tokens
            .iter()
            .map(|token| match token.kind {
                TokenKind::Word => {
                    let word = body.get(token.start as usize..token.end as usize).unwrap_or_default();
                    if token.case == TokenCase::Upper && word.len() <= 3 { acronym(word, lexicon) } else { lexicon.class(word) }
                }
                _ => 0,
            })
            .collect();
        Self { body, segments, class, language: lexicon.language }
    }

    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.segments.tokens.len()
    }

    /// First byte of a word.
    pub(super) fn start(&self, at: usize) -> usize {
        self.segments.tokens.get(at).map_or(self.body.len(), |token| token.start as usize)
    }

    /// Byte after a word.
    pub(super) fn end(&self, at: usize) -> usize {
        self.segments.tokens.get(at).map_or(self.body.len(), |token| token.end as usize)
    }

    /// A word as written.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.body.get(self.start(at)..self.end(at)).unwrap_or_default()
    }

    /// A word without a possessive ending.
    pub(super) fn stem(&self, at: usize) -> &'a str {
        without_possessive(self.text(at))
    }

    /// Whether the word carries a possessive ending, or an apostrophe follows it (`the Clintons’ house`).
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        let text = self.text(at);
        without_possessive(text).len() < text.len()
            || text.ends_with('s') && matches!(self.gap(at), "’ " | "' ")
            || matches!(self.gap(at), "’" | "'") && self.text(at + 1) == "s"
    }

    /// What stands between a word and the next.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        plain(self.body.get(self.end(at)..self.start(at + 1)).unwrap_or_default())
    }

    /// What stands before a word, back to the one before.
    pub(super) fn gap_before(&self, at: usize) -> &'a str {
        let from = if at == 0 { 0 } else { self.end(at - 1) };
        plain(self.body.get(from..self.start(at)).unwrap_or_default())
    }

    /// Whether a word and the next stand in one phrase: nothing but a space or hyphen between them, or the stop of an abbreviation.
    pub(super) fn is_tight(&self, at: usize) -> bool {
        match self.gap(at) {
            " " | "-" | "/" | "’ " | "' " => true,
            ". " => self.is_upper(at) || self.is(at, ABBREV) || self.end(at) == self.start(at) + 1,
            _ => false,
        }
    }

    /// Whether the word belongs to one of the classes.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.class.get(at).is_some_and(|own| own & class != 0)
    }

    /// Classes of a word.
    pub(super) fn class(&self, at: usize) -> Class {
        self.class.get(at).copied().unwrap_or_default()
    }

    /// Whether the word begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.segments.tokens.get(at).is_some_and(|token| token.case != TokenCase::Lower)
    }

    /// Whether the word is all capitals, two or more.
    pub(super) fn is_upper(&self, at: usize) -> bool {
        self.segments.tokens.get(at).is_some_and(|token| token.case == TokenCase::Upper)
    }

    /// Whether the word is a number.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.segments.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// Index of the first word that begins at byte `from` or later.
    pub(super) fn first_at_byte(&self, from: usize) -> usize {
        self.segments.tokens.partition_point(|token| (token.start as usize) < from)
    }

    /// Indices of the words that lie inside a byte range.
    pub(super) fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.first_at_byte(bytes.start);
        let last = self.segments.tokens.partition_point(|token| (token.end as usize) <= bytes.end);
        first..last.max(first)
    }

    /// Byte range of a range of words.
    pub(super) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.start(tokens.start)..self.end(tokens.end - 1)
    }

    /// Whether a word has no vowel-like meaning of its own here: lies in a quotation.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.is(at, QUOTED)
    }
}

/// What stands between two words as the rules know it: spaces of any number or kind are one space, a spaced hyphen is a dash.
fn plain(gap: &str) -> &str {
    match gap {
        "  " | "   " | "\u{a0}" | " \u{a0}" | "\u{a0} " | "\u{2009}" | "\u{202f}" => " ",
        ",  " | ",\u{a0}" => ", ",
        ".  " | ".\u{a0}" => ". ",
        " - " | " -- " | "--" | "-- " | " --- " | "---" => " – ",
        _ => gap,
    }
}

/// Classes of a short word in capitals, which may be an acronym that reads like a small word.
fn acronym(word: &str, lexicon: &Lexicon) -> Class {
    match word {
        "US" => PLACE,
        "IT" | "WHO" => ORG,
        _ => lexicon.class(word),
    }
}

/// Cuts `’s` or `'s` off the end of a word.
pub(super) fn without_possessive(word: &str) -> &str {
    ["’s", "'s", "’S", "'S"].into_iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}
