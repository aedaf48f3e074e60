//! Every match of a text with what stands around it, as corpus linguists read them.

use std::ops::Range;

use super::highlight::{Excerpt, Needle, Source, marks};

/// How much of a paragraph stands on either side of a match, in characters.
const AROUND: usize = 120;

/// One excerpt a match, in text order: the match, and what of its paragraph is near it.
pub fn concordance(source: Source<'_>, needles: &[Needle]) -> Vec<Excerpt> {
    let mut lines = Vec::new();
    for mark in marks(source, needles) {
        lines.push(Excerpt { bytes: around(source.text, &mark), marks: vec![mark] });
    }
    lines
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
