//! Cuts whole lines, 64 bytes at a time.
//!
//! Where words begin and end is told of all bytes of a block at once, and so is which words are plain: of ASCII letters, with no capital but
//! the first, joined to nothing, and with nothing before them that may end a sentence. Five of six are, and are noted without a look at
//! their bytes. The others are read as [`next_word`] and [`sentence_end`] have it.

use std::ops::Range;

use super::sentences::sentence_end;
use super::words::{is_of_word, next_word};
use super::{Segments, Token, TokenCase, TokenKind, push_stretch};
use crate::block::{Block, Lane, below};

/// Cuts those bytes of `text`, which are whole lines.
pub(super) fn cut(text: &str, lines: Range<usize>, segments: &mut Segments) {
    let Range { start, end: until } = lines;
    let mut cutter = Cutter { text, until, segments, line: start, paragraph_first: 0, sentence: start, sentence_first: 0, is_open: false };
    let (mut at, mut wary) = (start, true);
    while at < until {
        (at, wary) = cutter.block(at, wary);
    }
    cutter.finish();
}

/// What is told of the bytes of a block.
struct Signs {
    /// Letters, digits and bytes beyond ASCII: words are among their runs.
    runs: u64,
    /// Capitals of ASCII.
    capitals: u64,
    digits: u64,
    /// What, in a run or right behind it, may make it other words than it looks like: bytes beyond ASCII, and whatever stands alone between two
    /// runs, but for spaces and hyphens, which join nothing.
    odd: u64,
    /// What, between runs, may end a sentence or a line.
    ending: u64,
    feeds: u64,
}

impl Signs {
    #[inline(always)]
    fn of(block: &Block) -> Self {
        let letters = block.bits(Lane::is_letter);
        let capitals = letters & !block.bits(Lane::smallness);
        let digits = block.bits(|lane| lane.is_within(b'0', b'9'));
        let mut wide = block.bits(|lane| lane);
        if wide != 0 {
            wide &= !punctuation(block);
        }
        let runs = letters | digits | wide;
        let parting = runs | block.bits(|lane| lane.is(b' ') | lane.is(b'-'));
        let commas = block.bits(|lane| lane.is(b','));
        let odd = wide | (runs << 1) & (runs >> 1) & !parting;
        let feeds = block.bits(|lane| lane.is(b'\n'));
        Self { runs, capitals, digits, odd, ending: !(parting | commas), feeds }
    }
}

/// Dashes, quotation marks and ellipses beyond ASCII, from `‐` to `‧`, which are of no word. One of them is left out: `’` may join.
fn punctuation(block: &Block) -> u64 {
    let last = block.bits(|lane| lane.is_within(0x90, 0xa7).but_not(lane.is(0x99)));
    let last = last & block.bits(|lane| lane.is(0x80)) << 1 & block.bits(|lane| lane.is(0xe2)) << 2;
    last | last >> 1 | last >> 2
}

/// The runs of a block that are not passed yet: where they start and where they end, a bit each.
#[derive(Clone, Copy)]
struct Runs {
    starts: u64,
    ends: u64,
}

impl Runs {
    /// The first of them.
    #[inline(always)]
    fn first(self) -> (usize, usize) {
        (self.starts.trailing_zeros() as usize, self.ends.trailing_zeros() as usize)
    }

    /// Those behind the first.
    #[inline(always)]
    fn rest(self) -> Self {
        Self { starts: self.starts & self.starts.wrapping_sub(1), ends: self.ends & self.ends.wrapping_sub(1) }
    }

    /// Those that end before the lowest of some bits; where others start does not matter.
    #[inline(always)]
    fn before(self, bits: u64) -> Self {
        Self { ends: self.ends & lowest(bits).wrapping_sub(1), ..self }
    }

    /// Those that start at byte `at` or later, where none goes on.
    fn behind(self, at: usize) -> Self {
        Self { starts: self.starts & !below(at), ends: self.ends & !below(at + 1) }
    }
}

/// Words of a block that are noted at once: how many a block has cannot be foretold, so the fewer questions whether there are more the better.
pub(super) const WORDS: usize = 4;

/// Where the cutting stands.
struct Cutter<'t, 's> {
    text: &'t str,
    until: usize,
    segments: &'s mut Segments,
    /// Where the line begins, or one without words before it.
    line: usize,
    /// First token of the line.
    paragraph_first: u32,
    /// Where the sentence begins.
    sentence: usize,
    /// First token of the sentence.
    sentence_first: u32,
    /// Whether the line has a word.
    is_open: bool,
}

impl Cutter<'_, '_> {
    /// Takes the words of the block at byte `from`, where no word goes on. Who is `wary` looks at what stands before the first of them, for not
    /// all of that is in the block. Answers where the next block begins, and whether to be wary there.
    fn block(&mut self, from: usize, wary: bool) -> (usize, bool) {
        let signs = Signs::of(&Block::at(&self.text.as_bytes()[..self.until], from));
        let Signs { runs, capitals, digits, odd, ending, feeds } = signs;
        // Two bytes behind a word must be seen.
        let mut left = Runs { starts: runs & !(runs << 1), ends: !runs & (runs << 1) & (u64::MAX >> 1) };
        if left.ends == 0 {
            let before = runs.trailing_zeros() as usize;
            return (if before == 0 { self.odd_words(from) } else { from + before }, true);
        }
        // What, in a run, makes it no plain word.
        let mixed = digits | capitals & (runs << 1);
        // The sum carries over from what may end a sentence to where the next word starts.
        let mut marks = mixed | odd | (!runs).wrapping_add(ending) & left.starts | if wary { lowest(left.starts) } else { 0 };
        let (mut floor, mut wary) = (0, wary);
        let mut first = self.push_plain(from, left.before(odd), capitals);
        loop {
            let own_end = lowest(left.ends & !lowest(marks).wrapping_sub(1));
            if own_end == 0 {
                return (from + left.ends.ilog2() as usize, false);
            }
            let passed = left.ends & (own_end - 1);
            let at = first + passed.count_ones() as usize;
            let own_start = highest(left.starts & (own_end - 1));
            let (start, end) = (own_start.trailing_zeros() as usize, own_end.trailing_zeros() as usize);
            let own = within(own_start, own_end);
            let mut last = own_end;
            if odd & own == 0 {
                self.segments.tokens[at] = ascii_token(from, own & !own_end, digits, capitals);
            } else if let next = left.behind(end)
                && next.ends != 0
                && let (second, second_end) = next.first()
                && (odd | mixed) & (own | within(1 << second, 1 << second_end)) == own_end
                && self.text.as_bytes()[from + end] == b'\''
            {
                // `don't`, `O'Neill`, `I'M`
                let case = match (capitals >> start & 1, capitals >> second & 1) {
                    (0, _) => TokenCase::Lower,
                    (_, 1) if second_end - start == 3 => TokenCase::Upper,
                    _ => TokenCase::Title,
                };
                let (start, end) = ((from + start) as u32, (from + second_end) as u32);
                self.segments.tokens.push(Token { start, end, kind: TokenKind::Word, case, is_plain: false });
                self.push_plain(from, next.rest().before(odd & !below(second_end)), capitals);
                left = Runs { starts: left.starts & !(1 << second), ends: left.ends & !own_end };
                last = 1 << second_end;
            } else {
                let passed = self.odd_words(from + start);
                left = left.behind(passed - from);
                if left.ends == 0 {
                    return (passed, true);
                }
                marks = marks & !below(passed - from) | lowest(left.starts);
                first = self.push_plain(from, left.before(odd & !below(passed - from + 1)), capitals);
                (floor, wary) = (passed - from, true);
                continue;
            }
            let behind = highest(passed | 1 << floor);
            if wary & (passed == 0) {
                self.take(at, self.feed_before(at));
            } else {
                let feed = feeds & within(behind, own_start);
                // Nothing ends where a single byte stands between two words.
                if (own_start != behind << 1) | (feed != 0) | !self.is_open {
                    self.take(at, (feed != 0).then(|| from + feed.trailing_zeros() as usize));
                }
            }
            marks &= last.wrapping_neg();
        }
    }

    /// Notes words of a block at byte `from` as if all were plain; answers which is the first.
    #[inline(always)]
    fn push_plain(&mut self, from: usize, words: Runs, capitals: u64) -> usize {
        let tokens = &mut self.segments.tokens;
        let first = tokens.len();
        let until = first + words.ends.count_ones() as usize;
        let mut left = words;
        let mut noted = [Token { start: 0, end: 0, kind: TokenKind::Word, case: TokenCase::Lower, is_plain: true }; WORDS];
        while tokens.len() < until {
            for token in &mut noted {
                let (start, end) = left.first();
                (token.start, token.end) = ((from + start) as u32, (from + end) as u32);
                // By no branch: which words have a capital cannot be foretold.
                token.case = if capitals.wrapping_shr(start as u32) & 1 == 0 { TokenCase::Lower } else { TokenCase::Title };
                left = left.rest();
            }
            tokens.extend_from_slice(&noted);
        }
        tokens.truncate(until);
        first
    }

    /// Takes the words of the run of bytes that begins at `from`, and of those that they go on into; answers where no word goes on.
    fn odd_words(&mut self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < self.until && is_of_word(bytes[at]) {
            let length = bytes[at..self.until].iter().position(|&byte| !is_of_word(byte));
            let end = length.map_or(self.until, |length| at + length);
            while at < end {
                let Some(token) = next_word(self.text, at, end) else {
                    at = end;
                    break;
                };
                at = token.end as usize;
                let index = self.segments.tokens.len();
                self.segments.tokens.push(token);
                self.take(index, self.feed_before(index));
            }
        }
        at
    }

    /// The first line feed between word `at` and the one before it.
    fn feed_before(&self, at: usize) -> Option<usize> {
        let last = self.segments.tokens[..at].last()?.end as usize;
        let gap = &self.text.as_bytes()[last..self.segments.tokens[at].start as usize];
        gap.iter().position(|&byte| byte == b'\n').map(|length| last + length)
    }

    /// Looks at what stands before word `at`, where `feed` is the first line feed.
    fn take(&mut self, at: usize, feed: Option<usize>) {
        let next = self.segments.tokens[at].start as usize;
        if self.is_open {
            let last = &self.segments.tokens[at - 1];
            let last = last.start as usize..last.end as usize;
            if let Some(feed) = feed {
                self.close_line(at, feed);
            } else if let Some(end) = sentence_end(self.text, last, next) {
                self.close_sentence(at, end);
            }
        }
        if !self.is_open {
            let before = memchr::memrchr(b'\n', &self.text.as_bytes()[self.line..next]);
            self.line += before.map_or(0, |at| at + 1);
            (self.sentence, self.is_open) = (self.line, true);
            (self.sentence_first, self.paragraph_first) = (at as u32, at as u32);
        }
    }

    /// Ends a sentence at byte `end`, before word `at`.
    fn close_sentence(&mut self, at: usize, end: usize) {
        let first = std::mem::replace(&mut self.sentence_first, at as u32);
        let from = std::mem::replace(&mut self.sentence, end);
        push_stretch(&mut self.segments.sentences, self.text, from..end, first..at as u32);
    }

    /// The same of a line.
    fn close_line(&mut self, at: usize, end: usize) {
        self.close_sentence(at, end);
        let tokens = self.paragraph_first..at as u32;
        push_stretch(&mut self.segments.paragraphs, self.text, self.line..end, tokens);
        (self.line, self.is_open) = (end, false);
    }

    fn finish(mut self) {
        if let Some(last) = self.segments.tokens.last().filter(|_| self.is_open) {
            let from = last.end as usize;
            let rest = &self.text.as_bytes()[from..self.until];
            let end = memchr::memchr(b'\n', rest).map_or(self.until, |length| from + length);
            self.close_line(self.segments.tokens.len(), end);
        }
    }
}

/// The word of ASCII letters and digits that takes the bytes `own` of the block at byte `from`, by no branch.
#[inline(always)]
fn ascii_token(from: usize, own: u64, digits: u64, capitals: u64) -> Token {
    let (letters, capitals) = (own & !digits, own & capitals);
    let (several, all) = (letters & letters.wrapping_sub(1) != 0, letters == capitals);
    let titled = if several & all { TokenCase::Upper } else { TokenCase::Title };
    let case = if lowest(letters) & capitals == 0 { TokenCase::Lower } else { titled };
    let kind = if letters == 0 { TokenKind::Number } else { TokenKind::Word };
    let (start, end) = (from + own.trailing_zeros() as usize, from + own.ilog2() as usize + 1);
    Token { start: start as u32, end: end as u32, kind, case, is_plain: letters == own }
}

/// The bits from one to another.
#[inline(always)]
fn within(first: u64, last: u64) -> u64 {
    (last << 1).wrapping_sub(first)
}

/// The highest bit of some, of which one is set.
#[inline(always)]
fn highest(bits: u64) -> u64 {
    1 << bits.ilog2()
}

/// The lowest bit that is set.
#[inline(always)]
fn lowest(bits: u64) -> u64 {
    bits & bits.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::super::{lines, segment};
    use super::*;
    use proptest::prelude::*;

    /// The same word by word.
    fn cut_slowly(text: &str) -> Segments {
        let mut segments = Segments::default();
        for line in lines(text) {
            let Some(mut last) = next_word(text, line.start, line.end) else { continue };
            let (first, mut sentence_first, mut sentence) = (segments.tokens.len() as u32, segments.tokens.len() as u32, line.start);
            segments.tokens.push(last);
            while let Some(token) = next_word(text, last.end as usize, line.end) {
                if let Some(end) = sentence_end(text, last.start as usize..last.end as usize, token.start as usize) {
                    let count = segments.tokens.len() as u32;
                    push_stretch(&mut segments.sentences, text, sentence..end, sentence_first..count);
                    (sentence, sentence_first) = (end, count);
                }
                last = token;
                segments.tokens.push(token);
            }
            let count = segments.tokens.len() as u32;
            push_stretch(&mut segments.sentences, text, sentence..line.end, sentence_first..count);
            push_stretch(&mut segments.paragraphs, text, line, first..count);
        }
        segments
    }

    proptest! {
        #[test]
        fn blocks_hold_the_words_and_sentences_that_are_found_one_by_one(
            pieces in proptest::collection::vec(
                prop_oneof![
                    4 => "[a-z]{1,9} ",
                    1 => "[A-Z][a-z]{0,9}[., ]",
                    1 => "[ .,!?&'’“”—…A-Za-z0-9é東\n\u{301}-]{1,4}",
                    1 => "[A-Za-z]{1,3}['’&.,][A-Za-z]{1,3}",
                    1 => "[.!?][\"”]? |\n\n?| {1,70}|[a-zé]{50,140}|[.,'\"!?(-]{50,90}|東{20,30}",
                    1 => "\\PC",
                ],
                0..80,
            ),
        ) {
            let text = pieces.concat();
            prop_assert_eq!(segment(&text), cut_slowly(&text));
        }
    }
}
