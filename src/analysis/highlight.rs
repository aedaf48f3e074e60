//! Where a query's words stand in a text, and the stretches of it that show them best.
//!
//! Works on the text as stored with the analysis and the rules of nearness of the index, so that what is marked is what matched: phrases as
//! a whole, both sides of a pair, patterns, fuzzy and exact forms. Answers with byte ranges, never with markup.

mod judge;

use std::cmp::Reverse;
use std::ops::Range;

use super::language::Language;
use super::matcher::Matcher;
use super::segment::{Segments, Stretch, Token, segment, segment_first_line, segment_lines};
use super::spans::{Breaks, Nearness, Span};
use super::words::WordTest;

use self::judge::Matches;

/// What to mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Needle {
    /// The words and how they must stand.
    pub condition: Condition,
    /// Where it is looked for.
    pub part: Part,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Its lead.
    Lead,
    /// These bytes of it, sorted; no match goes beyond one of them.
    Stretches(Vec<Range<usize>>),
}

/// Words, and how they must stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All that stands there.
    Everything,
    /// A word or phrase.
    Words {
        /// One test a position.
        words: Vec<WordTest>,
        /// How loose the phrase is; see [`Sequence`](crate::analysis::spans::Sequence).
        slop: u32,
    },
    /// Any of these.
    Any(Vec<Self>),
    /// Two near each other, or the left one alone; see [`Nearness`].
    Near {
        /// Marked.
        left: Box<Self>,
        /// Marked unless negated.
        right: Box<Self>,
        /// How near.
        nearness: Nearness,
    },
}

/// A text to mark.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The text as stored.
    pub text: &'a str,
    /// The language whose stems it is indexed by.
    pub language: Language,
    /// How many bytes of it are its lead.
    pub lead: usize,
}

/// A stretch of a text with the matches in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// Matches, as bytes of the text; sorted, not overlapping, inside `bytes`.
    pub marks: Vec<Range<usize>>,
}

/// All matches of the needles in a text: sorted and merged where they overlap.
pub fn marks(source: Source<'_>, needles: &[Needle]) -> Vec<Range<usize>> {
    let tests = tests(needles);
    let segments = segment(source.text);
    let matcher = &mut Matcher::new(source.text, &tests, source.language);
    merge(found(source, &segments, needles, matcher).into_iter().map(|(range, _)| range).collect())
}

/// Longest excerpt without context, in bytes; a longer sentence is cut around its matches.
const MAX_SENTENCE: usize = 420;

/// Which excerpts of a text are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// How many at most.
    pub count: usize,
    /// Sentences on either side of the one that is chosen.
    pub context: usize,
}

/// The excerpts of a text that show most of the needles, in text order, each a sentence with its context. Without any match, the first
/// sentence.
pub fn excerpts(source: Source<'_>, needles: &[Needle], choice: Choice) -> Vec<Excerpt> {
    let Choice { count, context } = choice;
    if count == 0 {
        return Vec::new();
    }
    let tests = tests(needles);
    let mut matcher = Matcher::new(source.text, &tests, source.language);
    // Sentences and single words lie within lines, and most lines have nothing to show.
    let mut segments = match context == 0 && needles.iter().all(|needle| needle.condition.is_of_single_words()) {
        true => segment_lines(source.text, |line| matcher.may_be_in(line)),
        false => segment(source.text),
    };
    let found = found(source, &segments, needles, &mut matcher);
    if found.is_empty() && context == 0 {
        segments = segment_first_line(source.text);
    }
    let mut chosen = best_sentences(&segments.sentences, &found, count);
    if chosen.is_empty() && !segments.sentences.is_empty() {
        chosen.push(0);
    }
    let marks = merge(found.into_iter().map(|(range, _)| range).collect());
    let mut excerpts: Vec<Excerpt> = Vec::new();
    let mut shown_until = 0;
    for sentence in chosen {
        let first = sentence.saturating_sub(context);
        let last = (sentence + context).min(segments.sentences.len() - 1);
        let mut bytes = segments.sentences[first].bytes.start as usize..segments.sentences[last].bytes.end as usize;
        if context == 0 {
            bytes = cut(bytes, &marks, &segments.tokens);
        }
        bytes.end = end_with_marks(&bytes, &marks, &segments.sentences);
        match excerpts.last_mut() {
            // What stands side by side is one excerpt, unless sentences alone are shown.
            Some(before) if before.bytes.end >= bytes.start || context > 0 && first <= shown_until => {
                before.bytes.end = before.bytes.end.max(bytes.end);
            }
            _ => excerpts.push(Excerpt { bytes, marks: Vec::new() }),
        }
        shown_until = last + 1;
    }
    for excerpt in &mut excerpts {
        let inside = |mark: &&Range<usize>| excerpt.bytes.start <= mark.start && mark.end <= excerpt.bytes.end;
        excerpt.marks = marks.iter().filter(inside).cloned().collect();
    }
    excerpts
}

/// Words that match: their bytes, and which side of which needle they are.
type Found = (Range<usize>, usize);

fn found(source: Source<'_>, segments: &Segments, needles: &[Needle], matcher: &mut Matcher<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for_each_judged(source, segments, needles, matcher, |first, matches, breaks| {
        let mut marked = Vec::new();
        matches.mark(matches.spans.clone(), breaks, first, &mut marked);
        marked.sort_unstable();
        marked.dedup();
        found.extend(marked.into_iter().map(|(span, side)| (bytes_of(source.text, segments, span), side)));
    });
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// What the needles ask of words, in their order.
pub(super) fn tests(needles: &[Needle]) -> Vec<&WordTest> {
    let mut tests = Vec::new();
    needles.iter().for_each(|needle| needle.condition.tests(&mut tests));
    tests
}

/// Calls `visit` with the number of each needle's first side, its matches in one stretch of a text, and the text's breaks. The
/// matcher is of that text and the needles' tests.
pub(super) fn for_each_judged(
    source: Source<'_>,
    segments: &Segments,
    needles: &[Needle],
    matcher: &mut Matcher<'_>,
    mut visit: impl FnMut(usize, &Matches, &Breaks),
) {
    let positions = matcher.positions(&segments.tokens);
    let opens = |stretches: &[Stretch]| stretches.iter().skip(1).map(|stretch| stretch.tokens.start).collect();
    let breaks = Breaks { sentences: opens(&segments.sentences), paragraphs: opens(&segments.paragraphs) };
    let mut rest = positions.as_slice();
    let mut first = 0;
    for needle in needles {
        let (own, others) = rest.split_at(needle.condition.width());
        rest = others;
        for within in needle.part.tokens(source, &segments.tokens) {
            visit(first, &needle.condition.matches(&mut &*own, &within, &breaks), &breaks);
        }
        first += needle.condition.width().max(1);
    }
}

/// The bytes of words for the eye.
pub(super) fn bytes_of(text: &str, segments: &Segments, words: Span) -> Range<usize> {
    let (first, last) = (segments.tokens[words.start as usize], segments.tokens[words.last as usize]);
    first.start as usize..end_of(text, last)
}

/// Where a word ends for the eye: an abbreviation with its last stop.
fn end_of(text: &str, token: Token) -> usize {
    let end = token.end as usize;
    let is_abbreviation = token.text(text).contains('.') && text[end..].starts_with('.');
    let goes_on = text[end..].starts_with("..");
    end + usize::from(is_abbreviation && !goes_on && token.text(text).split('.').all(|part| part.chars().count() == 1))
}

impl Part {
    /// The tokens of each stretch of a text.
    fn tokens(&self, source: Source<'_>, tokens: &[Token]) -> Vec<Range<u32>> {
        let ending_by = |byte: usize| tokens.partition_point(|token| token.end as usize <= byte) as u32;
        match self {
            Self::Whole => std::iter::once(0..tokens.len() as u32).collect(),
            Self::Lead => std::iter::once(0..ending_by(source.lead)).collect(),
            Self::Stretches(stretches) => {
                let first = |byte: usize| tokens.partition_point(|token| (token.start as usize) < byte) as u32;
                stretches.iter().map(|bytes| first(bytes.start)..first(bytes.end)).collect()
            }
        }
    }
}

/// Sorts ranges and joins those that overlap.
pub(super) fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Indices of the sentences that hold most needles which better ones do not, then most different needles, then most matches; in text order.
fn best_sentences(sentences: &[Stretch], found: &[Found], count: usize) -> Vec<usize> {
    let mut left: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    let mut next = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        let from = next;
        while next < found.len() && found[next].0.start < sentence.bytes.end as usize {
            next += 1;
        }
        let mut needles: Vec<usize> = found[from..next].iter().map(|(_, needle)| *needle).collect();
        let matches = needles.len();
        needles.sort_unstable();
        needles.dedup();
        if matches > 0 {
            left.push((number, matches, needles));
        }
    }
    let mut chosen: Vec<usize> = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    while chosen.len() < count {
        let new = |needles: &[usize]| needles.iter().filter(|needle| !seen.contains(needle)).count();
        let rank = |(number, matches, needles): &(usize, usize, Vec<usize>)| (new(needles), needles.len(), *matches, Reverse(*number));
        let Some(best) = (0..left.len()).max_by_key(|&i| rank(&left[i])) else { break };
        let (number, _, needles) = left.swap_remove(best);
        chosen.push(number);
        seen.extend(needles);
        seen.sort_unstable();
        seen.dedup();
    }
    chosen.sort_unstable();
    chosen
}

/// Where a stretch ends whose last match goes on into the next sentence or paragraph, as phrases do: with that sentence, or with the match where
/// the sentence is long.
fn end_with_marks(bytes: &Range<usize>, marks: &[Range<usize>], sentences: &[Stretch]) -> usize {
    let beyond = marks.iter().filter(|mark| bytes.contains(&mark.start) && mark.end > bytes.end).map(|mark| mark.end).max();
    let Some(end) = beyond else { return bytes.end };
    let sentence = sentences.get(sentences.partition_point(|sentence| (sentence.bytes.end as usize) < end));
    sentence.map(|sentence| sentence.bytes.end as usize).filter(|last| last - bytes.start <= 2 * MAX_SENTENCE).unwrap_or(end)
}

/// Shortens a long sentence to a stretch of whole words that shows most of its matches.
fn cut(bytes: Range<usize>, marks: &[Range<usize>], tokens: &[Token]) -> Range<usize> {
    if bytes.len() <= MAX_SENTENCE {
        return bytes;
    }
    let of_sentence = marks.partition_point(|mark| mark.start < bytes.start)..marks.partition_point(|mark| mark.start < bytes.end);
    let inside = marks.get(of_sentence).unwrap_or_default();
    let shown_from = |i: usize| inside.partition_point(|mark| mark.end <= inside[i].start + MAX_SENTENCE * 2 / 3).saturating_sub(i);
    let most = (0..inside.len()).max_by_key(|&i| (shown_from(i), Reverse(i)));
    let focus = most.map_or(bytes.start, |i| inside[i].start);
    let from = focus.saturating_sub(MAX_SENTENCE / 3).max(bytes.start);
    let until = (from + MAX_SENTENCE).min(bytes.end);
    let inside: Vec<&Token> =
        tokens.iter().filter(|token| from <= token.start as usize && token.end as usize <= until.max(focus + 1)).collect();
    match (inside.first(), inside.last()) {
        (Some(first), Some(last)) => {
            let start = if from == bytes.start { bytes.start } else { first.start as usize };
            let end = if until == bytes.end { bytes.end } else { last.end as usize };
            let mark_end = marks.iter().filter(|mark| mark.start < end && end < mark.end).map(|mark| mark.end).max().unwrap_or(end);
            start..end.max(mark_end.min(bytes.end))
        }
        _ => bytes.start..marks.iter().find(|mark| mark.start == focus).map_or(bytes.end, |mark| mark.end),
    }
}

#[cfg(test)]
mod tests;
