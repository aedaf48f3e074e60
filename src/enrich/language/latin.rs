//! Tells languages in Latin script by their commonest short words.

use std::hint::select_unpredictable;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Guess;
use crate::block::Lane;
use crate::enrich::word_table::{Packed, WordTable};

/// Most languages that the table can hold.
const MOST: usize = 64;

/// Bytes of the longest word that tells a language.
const LONGEST: usize = 8;

/// Letters up to here have a place of their own in the table; those of Vietnamese are beyond.
const LAST_LETTER: usize = 0x240;

/// What is counted for each language; of a beginning as short as is looked at it cannot be more than fits.
type Scores = [u16; MOST];

/// Which languages words and letters belong to.
struct Words {
    codes: Vec<&'static str>,
    /// Short words, letters small: which of `shares` is theirs.
    short: WordTable<u16, 512, 2048>,
    /// What a word counts for each language, one for all words of the same languages; the first is that of a word that none has.
    shares: Vec<[u8; MOST]>,
    /// Sets of bits.
    letters: Vec<u64>,
    vietnamese: u64,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let codes = languages().map(|(code, _)| code).collect::<Vec<_>>();
    let mut owners: FxHashMap<&[u8], u64> = FxHashMap::default();
    for (at, (_, words)) in languages().enumerate() {
        words.split(' ').for_each(|word| *owners.entry(word.as_bytes()).or_default() |= 1 << at);
    }
    let mut sets = vec![0];
    let numbered = owners.into_iter().map(|(word, languages)| {
        let number = sets.iter().position(|&known| known == languages).unwrap_or(sets.len());
        sets.resize(sets.len().max(number + 1), languages);
        (word, number as u16)
    });
    let short = WordTable::of(numbered, |_, number| number);
    let shares = sets.into_iter().map(share_of).collect();
    let mut words = Words { codes, short, shares, letters: vec![0; LAST_LETTER], vietnamese: 0 };
    for line in include_str!("../data/letters.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((code, letters)) = line.split_once(' ') else { continue };
        let language = words.codes.iter().position(|known| *known == code).map_or(0, |at| 1 << at);
        letters.chars().for_each(|c| words.letters[c as usize % LAST_LETTER] |= language);
        words.vietnamese |= if code == "vi" { language } else { 0 };
    }
    words
});

/// What a word of some languages counts for each. One of a single language says more than one that many share.
fn share_of(languages: u64) -> [u8; MOST] {
    let weight = match languages.count_ones() {
        1 => 4,
        2 => 3,
        3 | 4 => 2,
        _ => 1,
    };
    std::array::from_fn(|at| if languages >> at & 1 != 0 { weight } else { 0 })
}

/// The languages with their short words.
fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../data/function_words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).take(MOST)
}

impl Words {
    /// Which share is that of a short word.
    #[inline]
    fn share_of_packed(&self, word: Packed) -> u16 {
        let (is_known, share) = self.short.nearest(word);
        select_unpredictable(is_known, share, 0)
    }

    /// The same of a word that is not of ASCII letters alone, or stands at the very end of the text.
    fn share_of_any(&self, word: &[u8]) -> u16 {
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
    fn letters(&self, word: &[u8], scores: &mut Scores) {
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
    let own = u32::from(scores[english]) + reporting * REPORTED;
    own > 0 && (0..MOST).all(|other| other == english || u32::from(scores[other]) < own)
}

/// What the short words and letters of a text give each language, and how many words it has; of a text that is `told` before its end, so far.
fn scores(text: &str, told: impl Fn(&Scores, u32) -> bool) -> (Scores, u32) {
    let known = &*WORDS;
    let mut scores = [0; MOST];
    let (mut all, mut hits, mut enough) = (0, 0, ENOUGH);
    for (word, packed) in words(text.as_bytes()) {
        all += 1;
        // Capitals may begin names, which tell nothing.
        if packed.is_none() && !word[0].is_ascii_uppercase() && !word.is_ascii() {
            known.letters(word, &mut scores);
        }
        let share = packed.map_or_else(|| known.share_of_any(word), |packed| known.share_of_packed(packed));
        // Nothing is added for most words, but that is nothing to branch on.
        scores.iter_mut().zip(&known.shares[usize::from(share)]).for_each(|(score, &more)| *score += u16::from(more));
        hits += u32::from(share != 0);
        if hits == enough {
            if told(&scores, all) {
                break;
            }
            enough += ENOUGH;
        }
    }
    (scores, all)
}

/// After so many more words that some language has for its own it is asked whether that is told.
const ENOUGH: u32 = 16;

fn add(scores: &mut Scores, mut languages: u64, weight: u16) {
    while languages != 0 {
        scores[languages.trailing_zeros() as usize] += weight;
        languages &= languages - 1;
    }
}

fn verdict(scores: &Scores, words: u32) -> Option<Guess> {
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
                prop_assert_eq!(WORDS.share_of_any(word), WORDS.share_of_any(&word.to_ascii_lowercase()));
                let share = packed.map(|packed| WORDS.share_of_packed(packed));
                prop_assert!(share.is_none_or(|share| share == WORDS.share_of_any(word)));
            }
        }
    }

    #[test]
    fn short_words_are_found_whatever_their_capitals() {
        for (at, (code, words)) in languages().enumerate() {
            for word in words.split(' ') {
                assert!(word.len() <= LONGEST && word.to_lowercase() == word, "{word}");
                let is_told = |word: &str| WORDS.shares[usize::from(WORDS.share_of_any(word.as_bytes()))][at] != 0;
                assert!(is_told(word), "{code} {word}");
                // Capitals of other alphabets than that of Western Europe are not known.
                let capitals = word.to_uppercase();
                let is_known = capitals.to_lowercase() == word && word.chars().all(|c| c <= 'ÿ');
                assert!(!is_known || is_told(&capitals), "{code} {capitals}");
            }
        }
    }
}
