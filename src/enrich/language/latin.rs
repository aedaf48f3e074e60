//! Tells languages in Latin script by their commonest short words.

use std::hint::select_unpredictable;
use std::sync::LazyLock;

use super::Guess;
use crate::block::Lane;
use crate::enrich::word_table::{Packed, WordTable};

/// Most languages that the table can hold.
const MOST: usize = 64;

/// Bytes of the longest word that tells a language.
const LONGEST: usize = 8;

/// Letters up to here have a place of their own in the table; those of Vietnamese are beyond.
const LAST_LETTER: usize = 0x240;

/// Which languages words and letters belong to, as sets of bits.
struct Words {
    codes: Vec<&'static str>,
    /// Short words, letters small.
    short: WordTable<u64, 512, 2048>,
    letters: Vec<u64>,
    vietnamese: u64,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let codes = languages().map(|(code, _)| code).collect::<Vec<_>>();
    let words = languages().enumerate().flat_map(|(at, (_, words))| words.split(' ').map(move |word| (word.as_bytes(), 1 << at)));
    let short = WordTable::of(words, |one: u64, other| one | other);
    let mut words = Words { codes, short, letters: vec![0; LAST_LETTER], vietnamese: 0 };
    for line in include_str!("../data/letters.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((code, letters)) = line.split_once(' ') else { continue };
        let language = words.codes.iter().position(|known| *known == code).map_or(0, |at| 1 << at);
        letters.chars().for_each(|c| words.letters[c as usize % LAST_LETTER] |= language);
        words.vietnamese |= if code == "vi" { language } else { 0 };
    }
    words
});

/// The languages with their short words.
fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../data/function_words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).take(MOST)
}

impl Words {
    /// The languages of a short word.
    #[inline]
    fn languages_of_packed(&self, word: Packed) -> u64 {
        let (is_known, languages) = self.short.nearest(word);
        select_unpredictable(is_known, languages, 0)
    }

    /// The languages of a word that is not of ASCII letters alone, or stands at the very end of the text.
    fn languages_of(&self, word: &[u8]) -> u64 {
        let mut small = [0; LONGEST];
        let Some(room) = small.get_mut(..word.len()) else { return 0 };
        let mut before = 0;
        for (to, &byte) in room.iter_mut().zip(word) {
            *to = match (before, byte) {
                (0xc3, 0x80..=0x9e) if byte != 0x97 => byte + 0x20,
                (_, byte) => byte.to_ascii_lowercase(),
            };
            before = byte;
        }
        self.short.get(room).unwrap_or_default()
    }
}

impl Words {
    /// Counts the letters of a word that are not ASCII.
    fn letters(&self, word: &[u8], scores: &mut [u32; MOST]) {
        let text = std::str::from_utf8(word).unwrap_or_default();
        for c in text.chars().filter(|c| !c.is_ascii()) {
            let languages = match c as usize {
                code @ ..LAST_LETTER => self.letters[code],
                0x1ea0..=0x1ef9 => self.vietnamese,
                _ => 0,
            };
            add(scores, languages, if languages.count_ones() == 1 { 2 } else { 1 });
        }
    }
}

/// The words of a text: letters of ASCII and whatever is beyond it; with each, its number where it is of ASCII letters and that is found at once.
fn words(text: &[u8]) -> impl Iterator<Item = (&[u8], Option<Packed>)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let (gap, len) = next_word(&text[end..])?;
        let start = end + gap;
        end = start + len;
        Some((&text[start..end], Packed::of_letters(text, start, end)))
    })
}

/// How many bytes stand before the first word, and how many it has.
#[inline(always)]
fn next_word(bytes: &[u8]) -> Option<(usize, usize)> {
    if let Some(lane) = bytes.first_chunk().map(Lane::of) {
        let letters = (lane | lane.is_letter()).bits() | 1 << Lane::SIZE;
        let gap = letters.trailing_zeros();
        let len = (!(letters >> gap)).trailing_zeros();
        if gap + len < Lane::SIZE as u32 {
            return Some((gap as usize, len as usize));
        }
    }
    far_word(bytes)
}

/// The same where the word does not end within the first bytes.
fn far_word(bytes: &[u8]) -> Option<(usize, usize)> {
    let gap = bytes.iter().position(|&byte| LETTER[usize::from(byte)])?;
    let word = &bytes[gap..];
    Some((gap, word.iter().position(|&byte| !LETTER[usize::from(byte)]).unwrap_or(word.len())))
}

/// Whether a byte is an ASCII letter or of a character beyond ASCII.
static LETTER: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        letters[byte] = byte >= 0x80 || (byte as u8).is_ascii_alphabetic();
        byte += 1;
    }
    letters
};

/// Brings near the table of short words.
pub(super) fn bring_near() {
    WORDS.short.bring_near();
}

/// The language that most of the short words belong to.
pub(super) fn guess(text: &str) -> Option<Guess> {
    let (scores, all) = scores(text, |scores, all| verdict(scores, all).is_some_and(|guess| guess.is_sure));
    verdict(&scores, all)
}

/// English words that hardly a report of what somebody says goes without, and no other language has.
const REPORTING: [&[u8]; 9] = [b"said", b"says", b"told", b"asked", b"added", b"called", b"wrote", b"tweeted", b"according"];

/// What each of them counts, as two short words of one language do.
const REPORTED: u32 = 8;

/// Whether short words and letters of a text speak for English more than for any other language, however few they are.
pub(super) fn speaks_for_english(text: &str) -> bool {
    let (scores, _) = scores(text, |_, _| false);
    let reporting = words(text.as_bytes()).filter(|(word, _)| REPORTING.contains(word)).count() as u32;
    let english = WORDS.codes.iter().position(|code| *code == "en").unwrap_or_default();
    let own = scores[english] + reporting * REPORTED;
    own > 0 && (0..MOST).all(|other| other == english || scores[other] < own)
}

/// What the short words and letters of a text give each language, and how many words it has; of a text that is `told` before its end, so far.
fn scores(text: &str, told: impl Fn(&[u32; MOST], u32) -> bool) -> ([u32; MOST], u32) {
    let known = &*WORDS;
    let mut scores = [0_u32; MOST];
    let (mut all, mut hits) = (0, 0);
    for (word, packed) in words(text.as_bytes()) {
        all += 1;
        // Capitals may begin names, which tell nothing.
        if packed.is_none() && !word[0].is_ascii_uppercase() && !word.is_ascii() {
            known.letters(word, &mut scores);
        }
        let languages = packed.map_or_else(|| known.languages_of(word), |packed| known.languages_of_packed(packed));
        // Nothing is added for most words, which no language has for its own.
        add(&mut scores, languages, WEIGHTS[(languages.count_ones() as usize).min(WEIGHTS.len() - 1)]);
        hits += u32::from(languages != 0);
        if hits % 16 == 0 && languages != 0 && told(&scores, all) {
            break;
        }
    }
    (scores, all)
}

/// What a word counts by how many languages have it: one of a single language says more than one that many share.
const WEIGHTS: [u32; 6] = [0, 4, 3, 2, 2, 1];

fn add(scores: &mut [u32; MOST], mut languages: u64, weight: u32) {
    while languages != 0 {
        scores[languages.trailing_zeros() as usize] += weight;
        languages &= languages - 1;
    }
}

fn verdict(scores: &[u32; MOST], words: u32) -> Option<Guess> {
    // Scores with what tells the languages apart, the first of them best.
    let (mut best, mut second) = (0, 0);
    for (place, &score) in (1..=MOST).rev().zip(scores).take(WORDS.codes.len()) {
        let scored = u64::from(score) << 32 | place as u64;
        second = second.max(scored.min(best));
        best = best.max(scored);
    }
    let code = WORDS.codes.get(MOST - (best as u32) as usize)?;
    let (best, second) = ((best >> 32) as u32, (second >> 32) as u32);
    let lead = best - second;
    let is_clear = best >= 6 && lead >= (best / 5).clamp(2, 8) && best * 4 >= words;
    is_clear.then_some(Guess { code, is_sure: best >= 30 && lead >= (best / 3).min(24) && best * 2 >= words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_cut_and_numbered_as_they_are_alone(text in "([A-Za-z]{1,12}|é|東|[ .'0-9]){0,20}") {
            let expected: Vec<&[u8]> = text.as_bytes().split(|byte| !(byte.is_ascii_alphabetic() || *byte >= 0x80)).filter(|word| !word.is_empty()).collect();
            let found: Vec<_> = words(text.as_bytes()).collect();
            prop_assert_eq!(found.iter().map(|(word, _)| *word).collect::<Vec<_>>(), expected);
            for (word, packed) in found {
                prop_assert!(packed.is_none_or(|packed| Some(packed) == Packed::of(word)));
                prop_assert_eq!(WORDS.languages_of(word), WORDS.languages_of(&word.to_ascii_lowercase()));
                let languages = packed.map(|packed| WORDS.languages_of_packed(packed));
                prop_assert!(languages.is_none_or(|languages| languages == WORDS.languages_of(word)));
            }
        }
    }

    #[test]
    fn short_words_are_found_whatever_their_capitals() {
        for (at, (code, words)) in languages().enumerate() {
            for word in words.split(' ') {
                assert!(word.len() <= LONGEST && word.to_lowercase() == word, "{word}");
                for word in [word.to_owned(), word.to_uppercase()] {
                    let is_told = WORDS.languages_of(word.as_bytes()) >> at & 1 != 0;
                    assert!(is_told || word.chars().any(|c| c > 'ÿ'), "{code} {word}");
                }
            }
        }
    }
}
