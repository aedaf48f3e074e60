//! Where a query's words stand in a text, and the stretches of it that show them best.
//!
//! Works on the text as stored with the analysis of the index, so that what is marked is what matched: phrases as a whole, patterns, fuzzy
//! and exact forms. Answers with byte ranges, never with markup.

use std::ops::Range;

use super::language::Language;
use super::segment::{Segments, Stretch, Token, TokenKind, segment};
use super::terms::{KeyMaker, written_form};
use super::words::WordTest;

/// A word or phrase to mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Needle {
    /// One test a position.
    pub words: Vec<WordTest>,
    /// How loose the phrase is; see the local engine's phrases.
    pub slop: u32,
}

/// A stretch of a text with the matches in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// Matches, as bytes of the text; sorted, not overlapping, inside `bytes`.
    pub marks: Vec<Range<usize>>,
}

/// All matches of the needles in `text`: sorted and merged where they overlap.
pub fn marks(text: &str, language: Language, needles: &[Needle]) -> Vec<Range<usize>> {
    let segments = segment(text);
    merge(found(text, &segments, language, needles).into_iter().map(|(range, _)| range).collect())
}

/// Longest excerpt without context, in bytes; a longer sentence is cut around its matches.
const MAX_SENTENCE: usize = 420;

/// The excerpts of `text` that show most of the needles: at most `count`, in text order, each a sentence with `context` sentences on
/// either side. Without any match, the first sentence.
pub fn excerpts(text: &str, language: Language, needles: &[Needle], count: usize, context: usize) -> Vec<Excerpt> {
    if count == 0 {
        return Vec::new();
    }
    let segments = segment(text);
    let found = found(text, &segments, language, needles);
    let mut chosen = best_sentences(&segments.sentences, &found, count);
    if chosen.is_empty() && !segments.sentences.is_empty() {
        chosen.push(0);
    }
    let marks = merge(found.into_iter().map(|(range, _)| range).collect());
    let mut excerpts: Vec<Excerpt> = Vec::new();
    for sentence in chosen {
        let first = sentence.saturating_sub(context);
        let last = (sentence + context).min(segments.sentences.len() - 1);
        let mut bytes = segments.sentences[first].bytes.start as usize..segments.sentences[last].bytes.end as usize;
        if context == 0 {
            bytes = cut(bytes, &marks, &segments.tokens);
        }
        match excerpts.last_mut() {
            Some(before) if before.bytes.end >= bytes.start => before.bytes.end = before.bytes.end.max(bytes.end),
            _ => excerpts.push(Excerpt { bytes, marks: Vec::new() }),
        }
    }
    for excerpt in &mut excerpts {
        let inside = |mark: &&Range<usize>| excerpt.bytes.start <= mark.start && mark.end <= excerpt.bytes.end;
        excerpt.marks = marks.iter().filter(inside).cloned().collect();
    }
    excerpts
}

/// A match: its bytes, and which needle it is of.
type Found = (Range<usize>, usize);

fn found(text: &str, segments: &Segments, language: Language, needles: &[Needle]) -> Vec<Found> {
    let mut keys = KeyMaker::default();
    let tests: Vec<&WordTest> = needles.iter().flat_map(|needle| &needle.words).collect();
    let mut hits: Vec<Vec<u32>> = vec![Vec::new(); tests.len()];
    for (position, token) in segments.tokens.iter().enumerate() {
        let form = token.text(text);
        let (key, form) = match token.kind {
            TokenKind::Ideograph => (super::fold::fold(form), form.to_owned()),
            _ => (keys.key(form, language).to_owned(), written_form(form)),
        };
        for (test, hits) in tests.iter().zip(&mut hits) {
            if test.accepts(&key, &form) {
                hits.push(position as u32);
            }
        }
    }
    let mut found = Vec::new();
    let mut rest = hits.as_slice();
    for (number, needle) in needles.iter().enumerate() {
        let (own, others) = rest.split_at(needle.words.len());
        rest = others;
        for positions in sequences(own, needle.slop) {
            let bytes = |token: &Token| token.start as usize..token.end as usize;
            let first = bytes(&segments.tokens[positions.start as usize]);
            let last = bytes(&segments.tokens[positions.end as usize - 1]);
            found.push((first.start..last.end, number));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Position ranges in which the words of a phrase stand in sequence, by the rule of the local engine's phrases.
fn sequences(positions: &[Vec<u32>], slop: u32) -> Vec<Range<u32>> {
    let mut at = vec![0; positions.len()];
    let mut ranges = Vec::new();
    if positions.is_empty() {
        return ranges;
    }
    loop {
        let mut low = (i64::MAX, 0);
        let mut high = i64::MIN;
        let mut first = u32::MAX;
        let mut last = 0;
        for (i, (list, &at)) in positions.iter().zip(&at).enumerate() {
            let Some(&position) = list.get(at) else { return ranges };
            let moved = i64::from(position) - i as i64;
            low = low.min((moved, i));
            high = high.max(moved);
            first = first.min(position);
            last = last.max(position);
        }
        let differ = (0..at.len()).all(|i| (0..i).all(|j| positions[i][at[i]] != positions[j][at[j]]));
        if high - low.0 <= i64::from(slop) && differ {
            ranges.push(first..last + 1);
        }
        at[low.1] += 1;
    }
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
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

/// Indices of the sentences that hold most different needles, then most matches; in text order.
fn best_sentences(sentences: &[Stretch], found: &[Found], count: usize) -> Vec<usize> {
    let mut scored: Vec<(usize, usize, usize)> = Vec::new();
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
            scored.push((needles.len(), matches, number));
        }
    }
    scored.sort_by_key(|&(needles, matches, number)| (std::cmp::Reverse((needles, matches)), number));
    scored.truncate(count);
    let mut chosen: Vec<usize> = scored.into_iter().map(|(_, _, number)| number).collect();
    chosen.sort_unstable();
    chosen
}

/// Shortens a long sentence to a stretch of whole words around its first match.
fn cut(bytes: Range<usize>, marks: &[Range<usize>], tokens: &[Token]) -> Range<usize> {
    if bytes.len() <= MAX_SENTENCE {
        return bytes;
    }
    let focus = marks.iter().find(|mark| bytes.start <= mark.start && mark.end <= bytes.end).map_or(bytes.start, |mark| mark.start);
    let from = focus.saturating_sub(MAX_SENTENCE / 3).max(bytes.start);
    let until = (from + MAX_SENTENCE).min(bytes.end);
    let inside: Vec<&Token> =
        tokens.iter().filter(|token| from <= token.start as usize && token.end as usize <= until.max(focus + 1)).collect();
    match (inside.first(), inside.last()) {
        (Some(first), Some(last)) => {
            let start = if from == bytes.start { bytes.start } else { first.start as usize };
            let end = if until == bytes.end { bytes.end } else { last.end as usize };
            let mark_end = marks.iter().find(|mark| mark.start == focus).map_or(end, |mark| mark.end);
            start..end.max(mark_end.min(bytes.end))
        }
        _ => bytes.start..marks.iter().find(|mark| mark.start == focus).map_or(bytes.end, |mark| mark.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::words;
    use proptest::prelude::*;

    const EN: Language = Language::English;

    fn needle(text: &str, slop: u32) -> Needle {
        Needle { words: words::plain(text, &[EN]), slop }
    }

    fn marked(text: &str, needles: &[Needle]) -> Vec<String> {
        marks(text, EN, needles).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn what_matches_is_marked() {
        let text = "Sanctions bite; the sanction of Putin’s friends. North Korea tests. Korea North.";
        for (needles, expected) in [
            (vec![needle("sanction", 0)], vec!["Sanctions", "sanction"]),
            (vec![needle("putin", 0)], vec!["Putin’s"]),
            (vec![needle("north korea", 0)], vec!["North Korea"]),
            (vec![needle("north korea", 2)], vec!["North Korea", "Korea North"]),
            (vec![Needle { words: words::exact("sanction"), slop: 0 }], vec!["sanction"]),
            (vec![Needle { words: vec![words::pattern("fr*ds")], slop: 0 }], vec!["friends"]),
            (vec![Needle { words: words::fuzzy("puton", 1), slop: 0 }], vec![]),
            (vec![needle("absent", 0)], vec![]),
        ] {
            assert_eq!(marked(text, &needles), expected, "{needles:?}");
        }
        assert_eq!(marked("京都市長が会談", &[needle("会談", 0)]), ["会談"]);
    }

    #[test]
    fn the_sentence_with_most_needles_is_shown() {
        let text = "Nothing here. Talks on sanctions. Only talks. More sanctions.";
        let needles = [needle("talks", 0), needle("sanctions", 0)];
        let shown = |count, context| -> Vec<&str> {
            excerpts(text, EN, &needles, count, context).into_iter().map(|excerpt| &text[excerpt.bytes]).collect()
        };
        assert_eq!(shown(1, 0), ["Talks on sanctions."]);
        assert_eq!(shown(1, 1), ["Nothing here. Talks on sanctions. Only talks."]);
        assert_eq!(shown(2, 0), ["Talks on sanctions.", "Only talks."]);
        assert!(shown(0, 0).is_empty());
        let unmatched = excerpts(text, EN, &[needle("absent", 0)], 3, 0);
        assert_eq!(unmatched, [Excerpt { bytes: 0..13, marks: vec![] }]);
    }

    proptest! {
        #[test]
        fn excerpts_lie_in_the_text(text in "([a-c]{1,4}[ .]{1,2}|\\PC|[a-z]{300,500} ){0,40}", count in 0..4_usize, context in 0..3_usize) {
            let needles = [needle("a", 0), needle("b c", 1)];
            let mut last = 0;
            for excerpt in excerpts(&text, EN, &needles, count, context) {
                prop_assert!(excerpt.bytes.start >= last);
                last = excerpt.bytes.end;
                prop_assert!(text.get(excerpt.bytes.clone()).is_some());
                for mark in excerpt.marks {
                    prop_assert!(text.get(mark.clone()).is_some());
                    prop_assert!(excerpt.bytes.start <= mark.start && mark.end <= excerpt.bytes.end);
                }
            }
        }
    }
}
