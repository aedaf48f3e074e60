//! What a word of the query accepts, apart from any index: the same test selects terms of a dictionary and marks words of a text.

use super::fold::fold;
use super::language::Language;
use super::pattern::Pattern;
use super::segment::{Token, TokenKind, for_each_token};
use super::terms::{KeyMaker, written_form};

/// Accepts a word of a text by its key and its written form.
#[derive(Debug, Clone, PartialEq)]
pub enum WordTest {
    /// Any of these keys.
    Keys(Vec<String>),
    /// This written form.
    Form(String),
    /// The folded form fits any of these patterns.
    Patterns(Vec<Pattern>),
    /// The folded form is so few edits away.
    Fuzzy(String, u8),
}

impl WordTest {
    /// Whether a word with this key and written form is meant.
    pub fn accepts(&self, key: &str, form: &str) -> bool {
        match self {
            Self::Keys(keys) => keys.iter().any(|wanted| wanted == key),
            Self::Form(wanted) => wanted == form,
            Self::Patterns(patterns) => {
                let folded = fold(form);
                patterns.iter().any(|pattern| pattern.fits(&folded) || pattern.fits(key))
            }
            Self::Fuzzy(wanted, edits) => is_within(wanted, &fold(form), usize::from(*edits)),
        }
    }

    /// What every accepted folded form begins with; may be empty.
    pub fn literal_prefix(&self) -> &str {
        match self {
            Self::Patterns(patterns) if patterns.len() == 1 => patterns[0].prefix(),
            _ => "",
        }
    }
}

/// Tests for all forms of a word in these languages, one a token: several where segmentation parts it.
pub fn plain(text: &str, languages: &[Language]) -> Vec<WordTest> {
    each_token(text, |token, keys| {
        let part = token.text(text);
        if token.kind == TokenKind::Ideograph {
            return WordTest::Keys(vec![fold(part)]);
        }
        let mut wanted: Vec<String> = languages.iter().map(|&language| keys.key(part, language).to_owned()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        WordTest::Keys(wanted)
    })
}

/// Tests for a word as written, one a token.
pub fn exact(text: &str) -> Vec<WordTest> {
    each_token(text, |token, _| {
        let part = token.text(text);
        if token.kind == TokenKind::Ideograph { WordTest::Keys(vec![fold(part)]) } else { WordTest::Form(written_form(part)) }
    })
}

/// The test for a pattern of `*` and `?`.
pub fn pattern(pattern: &str) -> WordTest {
    WordTest::Patterns(vec![Pattern::new(&fold(pattern))])
}

/// Tests for words so few edits away, one a token.
pub fn fuzzy(text: &str, edits: u8) -> Vec<WordTest> {
    each_token(text, |token, _| WordTest::Fuzzy(fold(token.text(text)), edits))
}

fn each_token(text: &str, mut test: impl FnMut(Token, &mut KeyMaker) -> WordTest) -> Vec<WordTest> {
    let mut keys = KeyMaker::default();
    let mut tests = Vec::new();
    for_each_token(text, |token| tests.push(test(token, &mut keys)));
    tests
}

/// Whether `a` becomes `b` by at most `edits` insertions, deletions, replacements or swaps of neighbours.
pub fn is_within(a: &str, b: &str, edits: usize) -> bool {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > edits {
        return false;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().min().is_none_or(|&least| least > edits) {
            return false;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()] <= edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, edits, expected) in
            [("colour", "color", 1, true), ("putin", "puitn", 1, true), ("putin", "pain", 1, false), ("putin", "pain", 2, true)]
        {
            assert_eq!(is_within(a, b, edits), expected, "{a} {b}");
        }
    }
}
