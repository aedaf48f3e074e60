//! Which words of a text pass any of several tests: most are left out by how they begin, and each other is tried once.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fold::fold;
use super::language::Language;
use super::segment::{Token, TokenKind, word_at};
use super::term_maker::TermMaker;
use super::terms::{FORM_MARK, written_form};
use super::words::WordTest;

thread_local! {
    /// Texts that are shown one after the other repeat their words.
    static TERMS: RefCell<TermMaker> = RefCell::default();
}

/// Finds the words of one text that pass any of several tests, leaving out early what cannot.
pub struct Matcher<'t> {
    text: &'t str,
    tests: &'t [&'t WordTest],
    language: Language,
    /// First letters, folded, of all that can pass; `None` where any can.
    letters: Option<Vec<char>>,
    /// First bytes of all that may pass.
    first_bytes: [bool; 256],
    /// By first letter from `a` to `z`, the second letters of all that can pass, as bits.
    second_letters: [u32; 26],
    /// Whether any test asks for a key, and whether any for a written form: to make one is most of the work on a word.
    has_keys: bool,
    has_forms: bool,
    term: String,
    /// Which tests a word passes.
    passed: FxHashMap<&'t str, Vec<usize>>,
}

impl<'t> Matcher<'t> {
    /// Prepares tests for a text in a language.
    pub fn new(text: &'t str, tests: &'t [&'t WordTest], language: Language) -> Self {
        let mut letters = Vec::new();
        let all = language.keeps_first_letters() && tests.iter().all(|test| test.add_first_letters(&mut letters));
        letters.sort_unstable();
        letters.dedup();
        let letters = all.then_some(letters);
        // A word with an elided article is looked up by what stands behind that.
        let mut first_bytes = [letters.is_none() || language.elides(); 256];
        first_bytes[0x80..].fill(true);
        for letter in letters.iter().flatten().filter(|letter| letter.is_ascii()) {
            first_bytes[*letter as usize] = true;
            first_bytes[letter.to_ascii_uppercase() as usize] = true;
        }
        let is_key = |test: &&WordTest| matches!(test, WordTest::Keys(_));
        let (has_keys, has_forms) = (tests.iter().any(is_key), !tests.iter().all(is_key));
        let second_letters = if has_forms { [u32::MAX; 26] } else { second_letters(tests, language) };
        let (term, passed) = (String::new(), FxHashMap::default());
        Self { text, tests, language, letters, first_bytes, second_letters, has_keys, has_forms, term, passed }
    }

    /// Whether a word in these bytes of the text, a whole line, may pass any test; wrong only where it affirms. Less work than to cut the line into
    /// words where few can pass.
    pub fn may_be_in(&mut self, line: Range<usize>) -> bool {
        let bytes = self.text.as_bytes();
        let mut from = line.start;
        while let Some(next) = bytes[from..line.end].iter().position(|&byte| self.first_bytes[usize::from(byte)]) {
            let at = from + next;
            from = at + 1;
            let goes_on = at > line.start && bytes[at].is_ascii() && bytes[at - 1].is_ascii_alphanumeric();
            if goes_on || !self.may_begin(&bytes[at..line.end]) || !self.text.is_char_boundary(at) {
                continue;
            }
            if word_at(self.text, at, line.end).is_some_and(|token| !self.passed(token).is_empty()) {
                return true;
            }
        }
        false
    }

    /// The indices of the tokens that pass each test.
    pub fn positions(&mut self, tokens: &[Token]) -> Vec<Vec<u32>> {
        let mut positions = vec![Vec::new(); self.tests.len()];
        let bytes = self.text.as_bytes();
        for (token, position) in tokens.iter().zip(0..) {
            if self.first_bytes[usize::from(bytes[token.start as usize])] {
                self.passed(*token).iter().for_each(|&test| positions[test].push(position));
            }
        }
        positions
    }

    /// The tests that a word of the text passes.
    fn passed(&mut self, token: Token) -> &[usize] {
        let word = token.text(self.text);
        if !self.can_pass(word) {
            return &[];
        }
        let (language, tests) = (self.language, self.tests);
        self.passed.entry(word).or_insert_with(|| {
            let form = match token.kind {
                _ if !self.has_forms => String::new(),
                TokenKind::Ideograph => word.to_owned(),
                TokenKind::Word | TokenKind::Number => written_form(word),
            };
            self.term.clear();
            if self.has_keys && token.kind != TokenKind::Ideograph {
                TERMS.with_borrow_mut(|terms| terms.write(word, language, &mut self.term));
            }
            let key = self.term.split(FORM_MARK).next().unwrap_or_default();
            let passes = |(_, test): &(usize, &&WordTest)| test.accepts(language, key, &form);
            tests.iter().enumerate().filter(passes).map(|(number, _)| number).collect()
        })
    }

    /// Whether a word that can pass may begin with the first two of these bytes.
    fn may_begin(&self, bytes: &[u8]) -> bool {
        match bytes {
            [first, second, ..] => match (letter_number(*first), letter_number(*second)) {
                (Some(first), Some(second)) => self.second_letters[first] & 1 << second != 0,
                _ => true,
            },
            _ => true,
        }
    }

    fn can_pass(&self, word: &str) -> bool {
        let Some(letters) = &self.letters else { return true };
        if !self.may_begin(word.as_bytes()) {
            return false;
        }
        let first = match word.bytes().next() {
            Some(byte) if byte.is_ascii() => char::from(byte.to_ascii_lowercase()),
            _ => match word.chars().next().and_then(|first| fold(first.encode_utf8(&mut [0; 4])).chars().next()) {
                Some(first) => first,
                None => return true,
            },
        };
        letters.contains(&first) || self.language.elides() && word.contains(['\'', '’', 'ʼ', '＇'])
    }
}

/// The place of a letter in the alphabet, from 0.
fn letter_number(letter: u8) -> Option<usize> {
    letter.is_ascii_alphabetic().then(|| usize::from(letter.to_ascii_lowercase() - b'a'))
}

/// By first letter, the second letters of words that can have any of the keys that these tests ask for, as bits.
fn second_letters(tests: &[&WordTest], language: Language) -> [u32; 26] {
    if !language.keeps_second_letters() {
        return [u32::MAX; 26];
    }
    let mut second_letters = [0; 26];
    for test in tests {
        let WordTest::Keys(keys) = test else { continue };
        for (_, key) in keys.iter().filter(|(of, _)| *of == language) {
            let mut letters = key.bytes().map(letter_number);
            let Some(Some(first)) = letters.next() else { continue };
            second_letters[first] |= match letters.next() {
                Some(Some(second)) if key.as_bytes()[1] == b'i' => 1 << second | 1 << (b'y' - b'a'),
                Some(Some(second)) => 1 << second,
                // A word of one letter may have a sign behind it.
                Some(None) | None => u32::MAX,
            };
        }
    }
    second_letters
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::segment::{segment, segment_lines};
    use crate::analysis::words::{exact, fuzzy, pattern, plain};

    proptest! {
        #[test]
        fn words_that_pass_are_not_left_out_by_how_they_begin(
            word in "([A-Za-z]{1,4}|[aeioulmy]{1,2}[a-z]{0,2})(s|ed|ied|ies|ing|ying|y|ly|al|'s|’s|er|ness|e|es)?",
        ) {
            let language = Language::English;
            let tests = plain(&word, &[language]);
            if let [test] = &tests[..] {
                let tests = [test];
                prop_assert_eq!(Matcher::new(&word, &tests, language).positions(&segment(&word).tokens), [[0]]);
            }
        }

        #[test]
        fn lines_without_a_match_are_left_out_and_no_others(
            text in "([ .,&'’\n]|dams?|Dammed|Été|l’été|[a-eA-Eé東\u{301}2]{1,3}){0,40}",
            word in prop::sample::select(vec!["dam", "été", "a", "é", "東", "ab", "b.c", "2", "a&b"]),
            language in prop::sample::select(vec![Language::English, Language::French, Language::Arabic, Language::Other]),
            kind in 0..4,
        ) {
            let tests = match kind {
                0 => plain(word, &[language]),
                1 => exact(word),
                2 => vec![pattern(&format!("{word}*"))],
                _ => fuzzy(word, 1),
            };
            let tests: Vec<&WordTest> = tests.iter().collect();
            let mut matcher = Matcher::new(&text, &tests, language);
            let wanted = segment_lines(&text, |line| matcher.may_be_in(line));
            let words = |tokens: &[Token]| -> Vec<Vec<Token>> {
                let positions = Matcher::new(&text, &tests, language).positions(tokens);
                positions.into_iter().map(|own| own.into_iter().map(|at| tokens[at as usize]).collect()).collect()
            };
            let all = segment(&text);
            prop_assert_eq!(words(&wanted.tokens), words(&all.tokens));
            for line in &wanted.paragraphs {
                prop_assert!(all.paragraphs.iter().any(|other| other.bytes == line.bytes));
            }
        }
    }
}
