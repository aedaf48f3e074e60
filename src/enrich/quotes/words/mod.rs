//! An article's words with their classes: what every later pass reads. Nothing is decided here.

pub(super) mod elision;
pub(super) mod french;
mod gaps;
pub(super) mod german;
pub(super) mod lexicon;
pub(super) mod list;
pub(super) mod lists;
mod narrated;
pub(super) mod openings;
pub(super) mod russian;
pub(super) mod spelling;
mod told;
mod verb_forms;

use std::ops::Range;

pub(super) use self::gaps::TOWN;
use self::gaps::{KNOWN, MARKED, MARKS, mark_bit};
use self::lexicon::{Class, Language, Lexicon, TIES};
use self::openings::{NAMELESS, OPENS, VERBAL, with_told};
use self::spelling::without_possessive;
use self::told::{LISTED, ODD, behind, looked_up, own_class};
use crate::analysis::segment::{Segments, Token};
use crate::block::Lane;
use crate::enrich::word_set::WordSet;

/// Set on words inside quotation marks; beside the classes of the lexicon, as are the others here.
pub(super) const QUOTED: Class = 1 << 40;
/// Begins with a capital.
pub(super) const CAPITAL: Class = 1 << 41;
/// All capitals, two or more.
pub(super) const UPPER: Class = 1 << 49;
/// A number.
pub(super) const NUMBER: Class = 1 << 43;
/// Nothing but a space stands between it and the next.
pub(super) const SPACED: Class = 1 << 44;
/// See [`Words::is_tight`].
pub(super) const TIGHT: Class = 1 << 51;
/// See [`Words::is_possessive`].
pub(super) const POSSESSIVE: Class = 1 << 50;
/// Where in a word's classes the byte begins that holds those of which sets are made.
const WRITTEN: u32 = 40;

/// See [`Words::is_initial`].
pub(super) const INITIAL: Class = 1 << 48;
/// Where in a word's classes, behind all others, stands which of [`gaps::GAPS`] follows it, counted from 1, or 0.
const GAP: u32 = 59;

/// Bytes of the longest word that is compared as one number.
const SHORT: usize = 8;

/// The bytes that a word of each length takes in such a number; one that is longer none.
static SHORT_USED: [u64; SHORT + 2] = {
    let mut used = [0; SHORT + 2];
    let mut length = 1;
    while length <= SHORT {
        used[length] = u64::MAX >> (8 * (SHORT - length));
        length += 1;
    }
    used
};

/// The first bytes of a word as a number, the first byte lowest.
#[inline(always)]
const fn short_number(word: &[u8]) -> u64 {
    let mut number = 0;
    let mut at = 0;
    while at < word.len() && at < SHORT {
        number |= (word[at] as u64) << (8 * at);
        at += 1;
    }
    number
}

/// The words of one article.
pub(super) struct Words<'a> {
    /// The text that all byte offsets refer to.
    pub(super) body: &'a str,
    /// How it is cut.
    pub(super) segments: &'a Segments,
    /// Where its words stand: those of the segments, asked for most of all.
    tokens: &'a [Token],
    /// Classes, one entry a token.
    pub(super) class: Vec<Class>,
    /// Whose grammar holds.
    pub(super) language: Language,
    /// Words that begin with a capital.
    pub(super) capitals: WordSet,
    /// Words that no name begins with, unless what is written around them tells otherwise.
    pub(super) nameless: WordSet,
    /// Words that may tie a quote to a speaker, inside quotation marks too.
    pub(super) cues: WordSet,
    /// Words that may open a phrase, or govern one, whatever is a name.
    pub(super) openings: WordSet,
    /// Auxiliaries and words that may be verbs of saying.
    pub(super) verbal: WordSet,
    /// Words outside quotation marks.
    pub(super) unquoted: WordSet,
    /// Words behind which more than a space stands.
    pub(super) unspaced: WordSet,
    /// Those of them behind which a quotation mark, a dash or a colon may stand before the next word.
    marked: WordSet,
    /// Stretches of words inside quotation marks, in order and apart from one another.
    quoted: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    /// Looks up every word.
    pub(super) fn read(body: &'a str, segments: &'a Segments, lexicon: &Lexicon) -> Self {
        let tokens = segments.tokens.as_slice();
        let mut class: Vec<Class> = Vec::with_capacity(tokens.len());
        class.extend(tokens.array_windows().map(|[token, next]| own_class(body, token, next.start, lexicon)));
        class.extend(tokens.last().map(|token| own_class(body, token, body.len() as u32, lexicon)));
        if lexicon.language == Language::German {
            // What is not listed may be a compound.
            class.iter_mut().filter(|class| **class & LISTED == 0).for_each(|class| *class |= ODD);
        }
        let written = |class: &Class| (class >> WRITTEN) as u8;
        let bits = [CAPITAL, NAMELESS, SPACED, TIES, OPENS, VERBAL, ODD].map(|bit| bit.trailing_zeros() - WRITTEN);
        let [mut capitals, mut nameless, spaced, mut cues, mut openings, mut verbal, odd] = WordSet::of_bits(&class, written, bits);
        for at in odd.within(0..class.len()) {
            class[at] = with_told(class[at] & !(LISTED | ODD) | looked_up(body, &tokens[at], lexicon));
            capitals.put(at, class[at] & CAPITAL != 0);
            nameless.put(at, class[at] & NAMELESS != 0);
            cues.put(at, class[at] & TIES != 0);
            openings.put(at, class[at] & OPENS != 0);
            verbal.put(at, class[at] & VERBAL != 0);
        }
        // Nearly all that have an apostrophe are odd.
        let clitics = if lexicon.language == Language::French { odd.within(0..class.len()).collect() } else { Vec::new() };
        let mut unspaced = spaced.others();
        let mut marked = unspaced.clone();
        unspaced.retain_within(0..class.len(), |at| {
            let own = &mut class[at];
            *own |= behind(body, &tokens[at], tokens.get(at + 1), *own);
            let is_unspaced = *own & SPACED == 0;
            marked.put(at, is_unspaced & (MARKED >> (*own >> GAP) & 1 != 0));
            is_unspaced
        });
        let unquoted = WordSet::all(class.len());
        let mut words = Self {
            body,
            segments,
            tokens,
            class,
            language: lexicon.language,
            capitals,
            nameless,
            cues,
            openings,
            verbal,
            unquoted,
            unspaced,
            marked,
            quoted: Vec::new(),
        };
        if lexicon.language == Language::Russian {
            russian::mark_cited(&mut words, lexicon);
        }
        words.mark_clitic_verbs(&clitics, lexicon);
        words
    }

    /// Notes that words stand inside quotation marks; of quotations in the order in which they begin.
    pub(super) fn quote(&mut self, tokens: &Range<usize>) {
        self.class[tokens.clone()].iter_mut().for_each(|class| *class |= QUOTED);
        self.unquoted.take(tokens.clone());
        match self.quoted.last_mut() {
            Some(last) if tokens.start < last.end => last.end = last.end.max(tokens.end),
            _ if tokens.is_empty() => {}
            _ => self.quoted.push(tokens.clone()),
        }
    }

    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// First byte of a word.
    pub(super) fn start(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.body.len(), |token| token.start as usize)
    }

    /// Byte after a word.
    pub(super) fn end(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.body.len(), |token| token.end as usize)
    }

    /// A word as written.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|token| self.body.get(token.start as usize..token.end as usize)).unwrap_or_default()
    }

    /// Whether a word is written so. Short ones are compared at once, whatever their length.
    #[inline(always)]
    pub(super) fn is_spelt(&self, at: usize, word: &str) -> bool {
        match word.len() {
            1..=SHORT => self.short(at) == short_number(word.as_bytes()),
            _ => self.text(at) == word,
        }
    }

    /// Whether a word is written like one of a few of at most [`SHORT`] bytes.
    #[inline(always)]
    pub(super) fn is_one_of<const N: usize>(&self, at: usize, words: [&str; N]) -> bool {
        debug_assert!(words.iter().all(|word| (1..=SHORT).contains(&word.len())));
        let own = self.short(at);
        let mut found = false;
        // The words are known when this is compiled, so that nothing but numbers is left of them.
        for word in &words {
            found |= word.len() <= SHORT && own == short_number(word.as_bytes());
        }
        found
    }

    /// A short word as a number, of its bytes the first lowest; 0 for any other.
    #[inline]
    fn short(&self, at: usize) -> u64 {
        let Some(token) = self.tokens.get(at) else { return 0 };
        let length = (token.end - token.start) as usize;
        match self.body.as_bytes().get(token.start as usize..).and_then(<[u8]>::first_chunk) {
            Some(bytes) => u64::from_le_bytes(*bytes) & SHORT_USED[length.min(SHORT + 1)],
            None => short_number(self.text(at).as_bytes()) & SHORT_USED[length.min(SHORT + 1)],
        }
    }

    /// Whether what the text goes on with from the beginning of a word is written so.
    #[inline]
    pub(super) fn begins(&self, at: usize, written: &str) -> bool {
        let start = self.start(at);
        self.body.as_bytes().get(start..start + written.len()) == Some(written.as_bytes())
    }

    /// Whether all bytes of a word but the first are small letters of ASCII; of long words, and of those that end the text, that is not told.
    pub(super) fn is_small_behind_first(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let Some(bytes) = self.body.as_bytes().get(token.start as usize..).and_then(<[u8]>::first_chunk) else { return false };
        let behind_first = ((1_u32 << (token.end - token.start).min(31)) - 1) & !1;
        behind_first & !Lane::of(bytes).is_within(b'a', b'z').bits() == 0
    }

    /// Whether two words begin with the same byte.
    pub(super) fn begin_alike(&self, one: usize, other: usize) -> bool {
        let first = |at: usize| self.body.as_bytes().get(self.start(at));
        first(one) == first(other)
    }

    /// A word without a possessive ending.
    pub(super) fn stem(&self, at: usize) -> &'a str {
        if self.is_possessive(at) { without_possessive(self.text(at)) } else { self.text(at) }
    }

    /// Whether a word is a single capital letter with a full stop, or two (`J.J.`).
    #[inline]
    pub(super) fn is_initial(&self, at: usize) -> bool {
        self.is(at, INITIAL)
    }

    /// Whether the word carries a possessive ending, or an apostrophe follows it (`the Clintons’ house`).
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.is(at, POSSESSIVE)
    }

    /// What stands between a word and the next.
    #[inline]
    pub(super) fn gap(&self, at: usize) -> &'a str {
        let class = self.class(at);
        if class & (SPACED | u64::MAX << GAP) != 0 {
            return KNOWN[(class >> GAP) as usize];
        }
        // What is written in several ways is among those known.
        self.body.get(self.end(at)..self.start(at + 1)).unwrap_or_default()
    }

    /// Whether one of some marks stands between a word and the next; a mere space, as there mostly is, is not looked into.
    #[inline(always)]
    pub(super) fn is_parted_by<const N: usize>(&self, at: usize, marks: [char; N]) -> bool {
        let class = self.class(at);
        if class & (SPACED | u64::MAX << GAP) != 0 {
            let asked = marks.iter().fold(0, |asked, &mark| asked | mark_bit(mark));
            return MARKS[(class >> GAP) as usize] & asked != 0;
        }
        self.is_parted_as_written(at, &marks)
    }

    /// The same where what stands there is not among those known.
    #[inline(never)]
    fn is_parted_as_written(&self, at: usize, marks: &[char]) -> bool {
        self.gap(at).contains(marks)
    }

    /// The same of a word and the one before, or what the text begins with.
    #[inline]
    pub(super) fn is_parted_from<const N: usize>(&self, at: usize, marks: [char; N]) -> bool {
        match at.checked_sub(1) {
            Some(before) => self.is_parted_by(before, marks),
            None => self.gap_before(at).contains(marks),
        }
    }

    /// What stands before a word, back to the one before.
    pub(super) fn gap_before(&self, at: usize) -> &'a str {
        match at.checked_sub(1) {
            Some(before) => self.gap(before),
            None => self.body.get(..self.start(at)).unwrap_or_default(),
        }
    }

    /// The first word of a range that lies in a quotation.
    pub(super) fn first_quoted(&self, range: Range<usize>) -> Option<usize> {
        let next = self.quoted.get(self.quoted.partition_point(|quoted| quoted.end <= range.start))?;
        Some(next.start.max(range.start)).filter(|&first| first < range.end && first < next.end)
    }

    /// Whether nothing but a space stands between a word and the next.
    #[inline]
    pub(super) fn is_spaced(&self, at: usize) -> bool {
        self.is(at, SPACED)
    }

    /// The words of a range behind which a quotation mark, a dash or a colon may stand before the next word.
    pub(super) fn marked_behind(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        self.marked.within(range)
    }

    /// Whether a word and the next stand in one phrase: nothing but a space or hyphen between them, or the stop of an abbreviation.
    pub(super) fn is_tight(&self, at: usize) -> bool {
        self.is(at, TIGHT)
    }

    /// Whether the word belongs to one of the classes.
    #[inline]
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.class.get(at).is_some_and(|own| own & class != 0)
    }

    /// Classes of a word.
    #[inline]
    pub(super) fn class(&self, at: usize) -> Class {
        self.class.get(at).copied().unwrap_or_default()
    }

    /// Whether the word begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.is(at, CAPITAL)
    }

    /// Whether the word is all capitals, two or more.
    pub(super) fn is_upper(&self, at: usize) -> bool {
        self.is(at, UPPER)
    }

    /// Whether the word is a number.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.is(at, NUMBER)
    }

    /// Index of the first word that begins at byte `from` or later.
    pub(super) fn first_at_byte(&self, from: usize) -> usize {
        self.tokens.partition_point(|token| (token.start as usize) < from)
    }

    /// Whether a quotation mark, a dash or a colon may stand behind one of the words of a range, of which there are few.
    #[inline]
    pub(super) fn may_have_marks(&self, range: Range<usize>) -> bool {
        self.marked.first_near(range.start, range.end) < range.end
    }

    /// Indices of the words that lie inside a byte range.
    pub(super) fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.first_at_byte(bytes.start);
        // Each word takes a byte at least.
        let most = self.tokens.len().min(first + bytes.end.saturating_sub(bytes.start));
        let tokens = self.tokens.get(first..most).unwrap_or_default();
        first..first + tokens.partition_point(|token| (token.end as usize) <= bytes.end)
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

#[cfg(test)]
mod tests;
