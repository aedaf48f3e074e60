//! Cuts whole lines, 64 bytes at a time.
//!
//! Where words begin and end is told of all bytes of a block at once, and so is which words are plain: of ASCII letters, with no capital but
//! the first, joined to nothing, and with nothing before them that may end a sentence. Five of six are, and are noted without a look at
//! their bytes. The others are read as [`next_word`] and [`sentence_end`] have it.

use std::ops::Range;

use super::sentences::sentence_end;
use super::words::{is_of_word, next_word, plain_token};
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
    /// What, in a run, makes it no plain word: digits, and capitals but the first.
    mixed: u64,
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
        Self { runs, capitals, mixed: digits | capitals & (runs << 1), odd, ending: !(parting | commas), feeds }
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

    /// Those that start at byte `at` or later, where none goes on.
    fn behind(self, at: usize) -> Self {
        Self { starts: self.starts & !below(at), ends: self.ends & !below(at + 1) }
    }
}

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
        let Signs { runs, capitals, mixed, odd, ending, feeds } = Signs::of(&Block::at(&self.text.as_bytes()[..self.until], from));
        // Two bytes behind a word must be seen.
        let mut left = Runs { starts: runs & !(runs << 1), ends: !runs & (runs << 1) & (u64::MAX >> 1) };
        if left.ends == 0 {
            let before = runs.trailing_zeros() as usize;
            return (if before == 0 { self.odd_words(from) } else { from + before }, true);
        }
        // The sum carries over from what may end a sentence to where the next word starts.
        let mut marks = mixed | odd | (!runs).wrapping_add(ending) & left.starts | if wary { lowest(left.starts) } else { 0 };
        let plain_word = move |left: Runs| {
            let (start, end) = left.first();
            // By no branch: which words have a capital cannot be foretold.
            let case = if capitals >> start & 1 == 0 { TokenCase::Lower } else { TokenCase::Title };
            Token { start: (from + start) as u32, end: (from + end) as u32, kind: TokenKind::Word, case, is_plain: true }
        };
        let (mut behind, mut may_break) = (0, wary);
        loop {
            let unmarked = left.ends & lowest(marks).wrapping_sub(1);
            while left.ends & unmarked != 0 {
                self.segments.tokens.push(plain_word(left));
                left = left.rest();
            }
            behind = unmarked.checked_ilog2().map_or(behind, |end| end as usize);
            if left.ends == 0 {
                return (from + behind, false);
            }
            let (start, mut end) = left.first();
            may_break |= feeds & within(1 << behind, lowest(left.starts)) != 0;
            let own = within(lowest(left.starts), lowest(left.ends));
            let token = if odd & own == 0 {
                if mixed & own == 0 { plain_word(left) } else { plain_token(self.text.as_bytes(), from + start, from + end) }
            } else if let (second, second_end) = left.rest().first()
                && left.rest().ends != 0
                && (odd | mixed) & (own | within(1 << second, 1 << second_end)) == 1 << end
                && self.text.as_bytes()[from + end] == b'\''
            {
                // `don't`, `O'Neill`, `I'M`
                let both = capitals >> start & capitals >> second & 1 != 0;
                let mut token = plain_word(left);
                (token.end, token.is_plain) = ((from + second_end) as u32, false);
                token.case = if both && second_end - start == 3 { TokenCase::Upper } else { token.case };
                (left, end) = (left.rest(), second_end);
                token
            } else {
                let passed = self.odd_words(from + start);
                left = left.behind(passed - from);
                if left.ends == 0 {
                    return (passed, true);
                }
                marks = marks & !below(passed - from) | lowest(left.starts);
                (behind, may_break) = (passed - from, true);
                continue;
            };
            if start == behind + 1 && !may_break && self.is_open {
                // Nothing ends where a single byte stands between two words.
                self.segments.tokens.push(token);
            } else {
                self.take(token, may_break);
            }
            left = left.rest();
            marks &= u64::MAX << end;
            (behind, may_break) = (end, false);
        }
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
                self.take(token, true);
            }
        }
        at
    }

    /// Takes a word, and looks at what stands before it, where a line may break.
    fn take(&mut self, token: Token, may_break: bool) {
        let next = token.start as usize;
        let last = self.segments.tokens.last().filter(|_| self.is_open).map(|last| last.start as usize..last.end as usize);
        if let Some(last) = last {
            let gap = &self.text.as_bytes()[last.end..next];
            if may_break && let Some(length) = gap.iter().position(|&byte| byte == b'\n') {
                self.close_line(last.end + length);
            } else if gap.len() > 1
                && let Some(end) = sentence_end(self.text, last, next)
            {
                self.close_sentence(end);
            }
        }
        if !self.is_open {
            let before = memchr::memrchr(b'\n', &self.text.as_bytes()[self.line..next]);
            self.line += before.map_or(0, |at| at + 1);
            (self.sentence, self.is_open) = (self.line, true);
            (self.sentence_first, self.paragraph_first) = (self.count(), self.count());
        }
        self.segments.tokens.push(token);
    }

    fn close_sentence(&mut self, end: usize) {
        let count = self.count();
        let first = std::mem::replace(&mut self.sentence_first, count);
        let from = std::mem::replace(&mut self.sentence, end);
        push_stretch(&mut self.segments.sentences, self.text, from..end, first..count);
    }

    fn close_line(&mut self, end: usize) {
        self.close_sentence(end);
        let tokens = self.paragraph_first..self.count();
        push_stretch(&mut self.segments.paragraphs, self.text, self.line..end, tokens);
        (self.line, self.is_open) = (end, false);
    }

    fn finish(mut self) {
        if let Some(last) = self.segments.tokens.last().filter(|_| self.is_open) {
            let from = last.end as usize;
            let rest = &self.text.as_bytes()[from..self.until];
            self.close_line(memchr::memchr(b'\n', rest).map_or(self.until, |length| from + length));
        }
    }

    fn count(&self) -> u32 {
        self.segments.tokens.len() as u32
    }
}

/// The bits from one to another.
#[inline(always)]
fn within(first: u64, last: u64) -> u64 {
    (last << 1).wrapping_sub(first)
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
