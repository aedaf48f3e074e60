//! Every match of a text with what stands around it, as corpus linguists read them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::highlight::{Excerpt, Needle, Source, bytes_of, for_each_judged, merge, tests};
use super::matcher::Matcher;
use super::segment::segment;

/// How much of a paragraph stands on either side of a match, in characters.
const AROUND: usize = 120;

/// One excerpt a match, in text order: the match, which of a pair is both its words, and what of its paragraph is near it.
pub fn concordance(source: Source<'_>, needles: &[Needle]) -> Vec<Excerpt> {
    let mut lines = Vec::new();
    for marks in matches(source, needles) {
        if let (Some(first), Some(last)) = (marks.first(), marks.last()) {
            lines.push(Excerpt { bytes: around(source.text, &(first.start..last.end)), marks });
        }
    }
    lines
}

/// Each match as the bytes of its words and phrases, in text order; matches that share words are one.
fn matches(source: Source<'_>, needles: &[Needle]) -> Vec<Vec<Range<usize>>> {
    let segments = segment(source.text);
    let tests = tests(needles);
    let matcher = &mut Matcher::new(source.text, &tests, source.language);
    let mut all = Vec::new();
    for_each_judged(source, &segments, needles, matcher, |_, matches, breaks| {
        let mut each = Vec::new();
        matches.each(breaks, &mut each);
        all.extend(each.into_iter().map(|words| words.into_iter().map(|word| bytes_of(source.text, &segments, word)).collect()));
    });
    joined(all)
}

/// Puts together what overlaps, match by match and range by range.
fn joined(matches: Vec<Vec<Range<usize>>>) -> Vec<Vec<Range<usize>>> {
    let mut ranges: Vec<(Range<usize>, usize)> = Vec::new();
    for (number, words) in matches.into_iter().enumerate() {
        ranges.extend(words.into_iter().map(|word| (word, number)));
    }
    ranges.sort_unstable_by_key(|(range, _)| (range.start, range.end));
    let mut joined_to: Vec<usize> = (0..ranges.iter().map(|(_, number)| number + 1).max().unwrap_or(0)).collect();
    let first = |joined_to: &[usize], mut number: usize| {
        while joined_to[number] != number {
            number = joined_to[number];
        }
        number
    };
    let (mut until, mut owner) = (0, 0);
    for (range, number) in &ranges {
        let own = first(&joined_to, *number);
        if range.start < until {
            joined_to[own.max(owner)] = own.min(owner);
            until = until.max(range.end);
            owner = own.min(owner);
        } else {
            (until, owner) = (range.end, own);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    for (range, number) in ranges {
        groups.entry(first(&joined_to, number)).or_default().push(range);
    }
    let mut groups: Vec<_> = groups.into_values().map(merge).collect();
    groups.sort_unstable_by_key(|words| words.first().map(|word| word.start));
    groups
}

/// A match with its neighbourhood, which keeps to whole words and to the paragraph.
fn around(text: &str, mark: &Range<usize>) -> Range<usize> {
    let before = &text[..mark.start];
    let paragraph = before.rfind('\n').map_or(0, |at| at + 1);
    let before = &before[paragraph..];
    let start = match before.char_indices().rev().nth(AROUND - 1) {
        Some((at, _)) if at > 0 => before[at..].find(char::is_whitespace).map_or(before.len(), |blank| at + blank),
        _ => 0,
    };
    let start = paragraph + start + (before[start..].len() - before[start..].trim_start().len());
    let after = &text[mark.end..];
    let after = &after[..after.find('\n').unwrap_or(after.len())];
    let end = match after.char_indices().nth(AROUND) {
        Some((at, _)) => after[..at].rfind(char::is_whitespace).unwrap_or(0),
        None => after.len(),
    };
    start..mark.end + after[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::super::highlight::{Condition, Part};
    use super::super::language::Language;
    use super::super::words;
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, word: &str) -> Vec<(String, String)> {
        let condition = Condition::Words { words: words::plain(word, &[Language::English]), slop: 0 };
        let source = Source { text, language: Language::English, lead: text.len() };
        let found = concordance(source, &[Needle { condition, part: Part::Whole }]);
        found.into_iter().map(|line| (text[line.bytes].to_owned(), text[line.marks[0].clone()].to_owned())).collect()
    }

    #[test]
    fn each_match_stands_in_its_paragraph() {
        let long = format!("{} dam {}", "before ".repeat(40), " after".repeat(40));
        let [(line, _)] = &lines(&long, "dam")[..] else { panic!("one match") };
        assert_eq!((line.matches("before").count(), line.matches("after").count()), (16, 19));
        assert_eq!(
            lines("Two dams.\n\nThe dam, a dam.", "dam"),
            [("Two dams.", "dams"), ("The dam, a dam.", "dam"), ("The dam, a dam.", "dam")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
    }

    proptest! {
        #[test]
        fn lines_hold_their_matches(text in "([a-c]{1,4}[ .\n]{1,2}|\\PC|[é東]{100,150} ?){0,40}") {
            let condition = Condition::Words { words: words::plain("a", &[Language::English]), slop: 0 };
            let source = Source { text: &text, language: Language::English, lead: 0 };
            for line in concordance(source, &[Needle { condition, part: Part::Whole }]) {
                prop_assert!(text.get(line.bytes.clone()).is_some_and(|line| !line.contains('\n')));
                prop_assert!(line.bytes.start <= line.marks[0].start && line.marks[0].end <= line.bytes.end);
            }
        }
    }
}
