//! What a word of the query accepts, apart from any index: the same test selects terms of a dictionary and marks words of a text.

use std::borrow::Cow;

use super::fold::fold;
use super::language::Language;
use super::pattern::Pattern;
use super::segment::{Token, TokenKind, for_each_token};
use super::terms::{KeyMaker, bare, written_form};

/// Accepts a word of a text by its key and its written form.
#[derive(Debug, Clone, PartialEq)]
pub enum WordTest {
    /// Any of these keys, each in texts of its language.
    Keys(Vec<(Language, String)>),
    /// This part of a text that is not stemmed, folded.
    Folded(String),
    /// This written form.
    Form(String),
    /// The folded form fits any of these patterns.
    Patterns(Vec<Pattern>),
    /// The folded form is so few edits away.
    Fuzzy(String, u8),
}

impl WordTest {
    /// Whether a word with this written form is meant, whose key in a text of `language` is `key`.
    pub fn accepts(&self, language: Language, key: &str, form: &str) -> bool {
        match self {
            Self::Keys(keys) => keys.iter().any(|(of, wanted)| *of == language && wanted == key),
            other => other.accepts_form(language, form),
        }
    }

    /// Whether a written form of a text in `language` is meant; never where keys decide. Patterns and fuzzy words are tried on it with and without a
    /// possessive and an article written on to it.
    pub fn accepts_form(&self, language: Language, form: &str) -> bool {
        let tried = |fits: &dyn Fn(&str) -> bool| {
            let folded = fold(form);
            let bare = bare(&folded, language);
            fits(&folded)
                || bare.len() < folded.len() && fits(bare)
                || folded.strip_suffix("'s").is_some_and(|owner| !owner.is_empty() && fits(owner))
        };
        match self {
            Self::Keys(_) => false,
            Self::Folded(wanted) => *wanted == fold(form),
            Self::Form(wanted) => wanted == form,
            Self::Patterns(patterns) => tried(&|word| patterns.iter().any(|pattern| fits(pattern, word))),
            Self::Fuzzy(wanted, edits) => tried(&|word| is_within(wanted, word, usize::from(*edits))),
        }
    }

    /// Adds the folded letters with which accepted words begin; false where they can begin with any.
    pub(super) fn add_first_letters(&self, letters: &mut Vec<char>) -> bool {
        let mut add = |text: &str| text.chars().next().map(|letter| letters.push(letter)).is_some();
        match self {
            Self::Keys(keys) => keys.iter().all(|(_, key)| add(key)),
            Self::Folded(part) => add(part),
            Self::Form(form) => add(&fold(form)),
            Self::Patterns(patterns) => patterns.iter().all(|pattern| add(pattern.prefix())),
            Self::Fuzzy(..) => false,
        }
    }

    /// What every accepted folded form begins with; may be empty.
    pub fn literal_prefix(&self) -> &str {
        let Self::Patterns(patterns) = self else { return "" };
        let Some((first, others)) = patterns.split_first() else { return "" };
        let shared = |other: &Pattern| {
            let pairs = first.prefix().char_indices().zip(other.prefix().chars());
            pairs.take_while(|((_, a), b)| a == b).last().map_or(0, |((at, a), _)| at + a.len_utf8())
        };
        let length = others.iter().map(shared).min().unwrap_or(first.prefix().len());
        &first.prefix()[..length]
    }
}

/// Whether a folded word fits a pattern; a number does with or without the commas that part its thousands.
fn fits(pattern: &Pattern, word: &str) -> bool {
    if pattern.fits(word) {
        return true;
    }
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    match (pattern.has_comma(), word.contains(',')) {
        (false, true) => pattern.fits(&word.replace(',', "")),
        (true, false) => with_thousands(word).is_some_and(|word| pattern.fits(&word)),
        _ => false,
    }
}

/// Longest number that commas are put into, in digits.
const LONGEST_NUMBER: usize = 18;

/// A whole or decimal number with commas between its thousands; `None` where there are none.
fn with_thousands(word: &str) -> Option<String> {
    let (whole, rest) = word.split_at(word.find('.').unwrap_or(word.len()));
    if !(4..=LONGEST_NUMBER).contains(&whole.len()) || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut grouped = String::with_capacity(word.len() + LONGEST_NUMBER / 3);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Some(grouped + rest)
}

/// Tests for all forms of a word in these languages, one a token: several where segmentation parts it.
pub fn plain(text: &str, languages: &[Language]) -> Vec<WordTest> {
    let text = &*joined(text);
    each_token(text, |token, keys| {
        let part = token.text(text);
        if token.kind == TokenKind::Ideograph {
            return WordTest::Folded(fold(part));
        }
        WordTest::Keys(languages.iter().map(|&language| (language, keys.key(part, language).to_owned())).collect())
    })
}

/// A word as it is to be cut into words: `&` joins capitals only, and `at&t` means `AT&T`.
pub fn joined(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 3;
    let is_acronym = text.contains('&') && text.split('&').all(|part| (1..=LONGEST).contains(&part.chars().count()));
    if is_acronym { Cow::Owned(text.to_uppercase()) } else { Cow::Borrowed(text) }
}

/// Tests for a word as written, one a token.
pub fn exact(text: &str) -> Vec<WordTest> {
    each_token(text, |token, _| {
        let part = token.text(text);
        if token.kind == TokenKind::Ideograph { WordTest::Folded(fold(part)) } else { WordTest::Form(written_form(part)) }
    })
}

/// The test for a pattern of `*` and `?`. Initials end with a stop in a text but not as a word of it: `j.k.*` fits `J.K` too.
pub fn pattern(pattern: &str) -> WordTest {
    let folded = fold(pattern);
    let without_stop = folded.strip_suffix(".*").filter(|initials| {
        let last = initials.rsplit('.').next().unwrap_or_default();
        last.chars().count() == 1 && last.chars().all(|c| c == '?' || c.is_alphabetic())
    });
    WordTest::Patterns([folded.as_str()].into_iter().chain(without_stop).map(Pattern::new).collect())
}

/// Tests for words so few edits away, one a token.
pub fn fuzzy(text: &str, edits: u8) -> Vec<WordTest> {
    each_token(text, |token, _| {
        let folded = fold(token.text(text));
        // Of a sign that is a word by itself every other would be one edit away.
        if token.kind == TokenKind::Ideograph { WordTest::Folded(folded) } else { WordTest::Fuzzy(folded, edits) }
    })
}

fn each_token(text: &str, mut test: impl FnMut(Token, &mut KeyMaker) -> WordTest) -> Vec<WordTest> {
    let mut keys = KeyMaker::default();
    let mut tests = Vec::new();
    for_each_token(text, |token| tests.push(test(token, &mut keys)));
    tests
}

/// Whether `a` becomes `b` by at most `edits` insertions, deletions, replacements or swaps of neighbours.
pub fn is_within(a: &str, b: &str, edits: usize) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return are_within(a.as_bytes(), b.as_bytes(), edits);
    }
    are_within(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), edits)
}

/// Longest remainder of a word whose rows need no memory of their own.
const SHORT: usize = 30;

fn are_within<T: PartialEq + Copy>(a: &[T], b: &[T], edits: usize) -> bool {
    if a.len().abs_diff(b.len()) > edits {
        return false;
    }
    let prefix = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return true;
    }
    if b.len() <= SHORT {
        return rows_within(a, b, edits, &mut [[0; SHORT + 1]; 3]);
    }
    let row = || vec![0; b.len() + 1];
    rows_within(a, b, edits, &mut [row(), row(), row()])
}

/// Judges the distance of two words by the rows of its table, of which each but the first two is made of the two before it.
fn rows_within<T: PartialEq + Copy>(a: &[T], b: &[T], edits: usize, rows: &mut [impl AsMut<[usize]>; 3]) -> bool {
    let [before, last, row] = rows;
    let (mut before, mut last, mut row) = (before.as_mut(), last.as_mut(), row.as_mut());
    last.iter_mut().zip(0..).for_each(|(cell, j)| *cell = j);
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cell = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            least = least.min(cell);
        }
        if least > edits {
            return false;
        }
        (before, last, row) = (last, row, before);
    }
    last[b.len()] <= edits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, edits, expected) in
            [("colour", "color", 1, true), ("putin", "puitn", 1, true), ("putin", "pain", 1, false), ("putin", "pain", 2, true)]
        {
            assert_eq!(is_within(a, b, edits), expected, "{a} {b}");
        }
        let long = "abcdefghij".repeat(4);
        for edits in 0..3 {
            assert_eq!(is_within(&format!("x{long}x"), &format!("y{long}y"), edits), edits >= 2, "{edits}");
        }
    }

    /// Edits by definition: the least of all ways to take off the first letters.
    fn distance(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([x, a_rest @ ..], [y, b_rest @ ..]) => {
                let swapped = match (a_rest, b_rest) {
                    ([x2, a_rest @ ..], [y2, b_rest @ ..]) if x == y2 && x2 == y => 1 + distance(a_rest, b_rest),
                    _ => usize::MAX,
                };
                let replaced = distance(a_rest, b_rest) + usize::from(x != y);
                replaced.min(1 + distance(a_rest, b)).min(1 + distance(a, b_rest)).min(swapped)
            }
        }
    }

    proptest! {
        #[test]
        fn edits_are_the_least_that_there_can_be(a in "[abé]{0,6}", b in "[abé]{0,6}", edits in 0..4_usize) {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            prop_assert_eq!(is_within(&a, &b, edits), distance(&letters(&a), &letters(&b)) <= edits);
        }
    }

    #[test]
    fn what_all_patterns_begin_with_is_known() {
        for (test, expected) in [
            (pattern("dam*"), "dam"),
            (pattern("j.k.*"), "j.k"),
            (WordTest::Patterns(vec![Pattern::new("éa*"), Pattern::new("éb")]), "é"),
            (WordTest::Patterns(vec![Pattern::new("a*"), Pattern::new("b")]), ""),
            (WordTest::Patterns(vec![]), ""),
        ] {
            assert_eq!(test.literal_prefix(), expected, "{test:?}");
        }
    }

    #[test]
    fn patterns_are_tried_without_what_is_written_on_to_a_word() {
        use Language::{Arabic, English, French, Italian};
        for (test, language, form, expected) in [
            (pattern("agricul*"), French, "l’agriculture", true),
            (fuzzy("agricultore", 1).remove(0), French, "L'agriculture", true),
            (pattern("acqu?"), Italian, "dell'acqua", true),
            (pattern("l'agr*"), French, "l’agriculture", true),
            (pattern("clock*"), English, "o'clock", false),
            (pattern("merk?l"), English, "Merkel's", true),
            (pattern("حكوم*"), Arabic, "والحكومة", true),
            (pattern("123*"), English, "1,234", true),
            (pattern("1?34"), English, "1,234", true),
            (pattern("1,2*"), English, "1,234,567.5", true),
            (pattern("1,2*"), English, "1234", true),
            (pattern("1,234,*"), English, "1234567.5", true),
            (pattern("12,*"), English, "1234", false),
            (pattern("2,0*"), English, "20", false),
            (pattern("3.*"), English, "3.5", true),
            (pattern("3.*"), English, "3", false),
            (pattern("j.k.*"), English, "J.K", true),
            (pattern("j.k.*"), English, "J.K.R", true),
            (pattern("j.k.*"), English, "J.B", false),
            (pattern("?.k.*"), English, "J.K", true),
            (pattern("j.*"), English, "J", true),
            (pattern("j?"), English, "J", false),
        ] {
            let form = written_form(form);
            assert_eq!(test.accepts_form(language, &form), expected, "{test:?} {form}");
        }
    }
}
