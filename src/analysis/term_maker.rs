//! Terms of words as they are written, remembered: texts repeat their words, and stemming one costs more than all the rest.
//!
//! Most terms hold nothing but the word's own letters: what the stemmer kept of it, the mark, and what it took off. Of these only the place of
//! the mark and the style are remembered, so that the words which texts are made of stay in the processor's cache.

use arrayvec::ArrayString;
use rustc_hash::FxHashMap;

use super::language::Language;
use super::terms::{FORM_MARK, KeyMaker, MAX_WORD, Style, flag, write_term};

/// Makes terms of words as they are written.
#[derive(Clone)]
pub struct TermMaker {
    /// How many words of a language are remembered before memory starts anew.
    most: usize,
    keys: KeyMaker,
    /// By language.
    made: [Made; Language::ALL.len()],
    /// What `made` was before it had to start anew: words that are met again return from here.
    made_before: [Made; Language::ALL.len()],
    /// Terms of long words.
    made_of_long: [FxHashMap<Box<str>, Box<str>>; Language::ALL.len()],
}

/// Words of a language that are remembered: what fills a table of 131,072 places, two megabytes.
const MAX_REMEMBERED: usize = 114_688;

impl Default for TermMaker {
    fn default() -> Self {
        Self {
            most: MAX_REMEMBERED,
            keys: KeyMaker::default(),
            made: Default::default(),
            made_before: Default::default(),
            made_of_long: Default::default(),
        }
    }
}

/// Terms of short words by the word as written.
#[derive(Clone, Default)]
struct Made {
    /// How the word's letters make its term, if they do.
    splits: FxHashMap<ShortWord, Option<Split>>,
    /// The others.
    terms: FxHashMap<ShortWord, ShortTerm>,
}

/// A word of at most sixteen bytes, zeros behind it: compared and hashed without looking anywhere else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShortWord([u8; 16]);

impl std::hash::Hash for ShortWord {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let letters = u128::from_le_bytes(self.0);
        state.write_u64(letters as u64);
        state.write_u64((letters >> 64) as u64);
    }
}

impl ShortWord {
    /// `None` where the word is longer, or holds what zeros could be mistaken for.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let (first, second) = match bytes.split_first_chunk::<8>() {
            Some((first, rest)) if rest.len() <= 8 => (u64::from_le_bytes(*first), packed(rest)),
            Some(_) => return None,
            None => (packed(bytes), 0),
        };
        let short = Self((u128::from(second) << 64 | u128::from(first)).to_le_bytes());
        (bytes.last() != Some(&0)).then_some(short)
    }
}

/// At most eight bytes as a number. Reads that overlap need no loop.
fn packed(bytes: &[u8]) -> u64 {
    if let Some(all) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*all);
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4))
        }
        _ => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// A term of at most 44 bytes, in place.
type ShortTerm = ArrayString<44>;

/// How the letters of an ASCII word make its term: those of the key, the mark, the character of language and style, the rest; all small.
#[derive(Clone, Copy)]
struct Split {
    key: u8,
    style: Style,
}

/// Longest word whose term is made of its letters, in bytes: with mark and style it fills sixteen.
const LONGEST_SPLIT: usize = 14;

impl Split {
    /// How the letters of `word` make the term of `key`; `None` where they do not, or are too many.
    fn of(word: &str, key: &str) -> Option<Self> {
        let style = Style::of(word);
        let is_split = style != Style::Other && word.len() <= LONGEST_SPLIT && {
            let mut letters = word.bytes().map(|letter| letter.to_ascii_lowercase());
            key.bytes().all(|letter| letters.next() == Some(letter))
        };
        is_split.then_some(Self { key: key.len() as u8, style })
    }

    /// Appends the term of a word of `length` bytes.
    fn write(self, word: ShortWord, length: usize, language: Language, out: &mut String) {
        // In ASCII a capital letter lacks one bit, which digits and the signs within words have.
        const SMALL: u128 = u128::from_le_bytes([0x20; 16]);
        let small = match self.style {
            Style::Title => 0x20,
            Style::Capitals => SMALL & ((1 << (8 * length)) - 1),
            Style::Small | Style::Other => 0,
        };
        let letters = u128::from_le_bytes(word.0) | small;
        let key_bits = 8 * u32::from(self.key);
        let key = letters & ((1 << key_bits) - 1);
        let mark = u128::from(u32::from(FORM_MARK) | u32::from(flag(language, self.style)) << 8) << key_bits;
        let rest = (letters >> key_bits).checked_shl(key_bits + 16).unwrap_or_default();
        let term = (key | mark | rest).to_le_bytes();
        out.push_str(std::str::from_utf8(&term[..length + 2]).unwrap_or_default());
    }
}

impl TermMaker {
    /// Appends the term of `word` in `language` to `out`.
    pub fn write(&mut self, word: &str, language: Language, out: &mut String) {
        let Some(short) = ShortWord::of(word) else { return self.write_long(word, language, out) };
        let made = &mut self.made[language as usize];
        match made.splits.get(&short) {
            Some(Some(split)) => return split.write(short, word.len(), language, out),
            Some(None) => {
                if let Some(term) = made.terms.get(&short) {
                    return out.push_str(term);
                }
            }
            None => {}
        }
        let before = &mut self.made_before[language as usize];
        if made.splits.len() >= self.most {
            std::mem::swap(made, before);
            made.splits.clear();
            made.terms.clear();
        }
        if let Some(&split @ Some(known)) = before.splits.get(&short) {
            made.splits.insert(short, split);
            return known.write(short, word.len(), language, out);
        }
        let (from, key) = (out.len(), self.keys.key(word, language));
        write_term(key, word, language, out);
        let split = Split::of(word, key);
        if split.is_none() {
            let Ok(term) = ShortTerm::from(&out[from..]) else { return };
            made.terms.insert(short, term);
        }
        made.splits.insert(short, split);
    }

    fn write_long(&mut self, word: &str, language: Language, out: &mut String) {
        let made = &mut self.made_of_long[language as usize];
        if let Some(term) = made.get(word) {
            out.push_str(term);
            return;
        }
        let from = out.len();
        write_term(self.keys.key(word, language), word, language, out);
        if word.len() <= MAX_WORD {
            if made.len() >= self.most {
                made.clear();
            }
            made.insert(word.into(), out[from..].into());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn made(word: &str, language: Language) -> String {
        let (mut keys, mut term) = (KeyMaker::default(), String::new());
        write_term(keys.key(word, language), word, language, &mut term);
        term
    }

    proptest! {
        #[test]
        fn what_is_remembered_is_what_was_made(
            words in prop::collection::vec("[A-Z]{1,16}|[A-Z]?[a-z0-9&.,']{1,16}|[A-Za-zé\\x00東]{0,20}", 1..30),
            most in prop::sample::select(vec![3, 100]),
        ) {
            let mut maker = TermMaker { most, ..TermMaker::default() };
            for (word, language) in words.iter().chain(&words).flat_map(|word| [(word, Language::English), (word, Language::Other)]) {
                let mut term = "before ".to_owned();
                maker.write(word, language, &mut term);
                prop_assert_eq!(term, format!("before {}", made(word, language)));
            }
        }
    }

    #[test]
    fn the_terms_of_common_words_are_their_letters() {
        for word in ["a", "the", "Ministers", "NATO", "U.S", "running", "12.5", "considerations"] {
            let key = KeyMaker::default().key(word, Language::English).to_owned();
            assert!(Split::of(word, &key).is_some(), "{word}");
        }
        assert!(Split::of("happily", "happili").is_none());
    }
}
