//! Tells languages in Latin script by their commonest short words.

use std::sync::LazyLock;

use super::Guess;
use crate::analysis::segment::letters;
use crate::enrich::near;

/// Most languages that the table can hold.
const MOST: usize = 64;

/// Slots of the word table; a power of two, well above the number of words.
const SLOTS: usize = 2048;

/// Letters up to here have a place of their own in the table; those of Vietnamese are beyond.
const LAST_LETTER: usize = 0x240;

/// Which languages words and letters belong to, as sets of bits.
struct Words {
    codes: Vec<&'static str>,
    /// Short words by their bytes packed into a number.
    slots: Vec<(u64, u64)>,
    letters: Vec<u64>,
    vietnamese: u64,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { codes: Vec::new(), slots: vec![(0, 0); SLOTS], letters: vec![0; LAST_LETTER], vietnamese: 0 };
    for line in include_str!("../data/function_words.txt").lines().filter(|line| !line.starts_with('#')).take(MOST) {
        let mut parts = line.split(' ');
        words.codes.extend(parts.next());
        let language = 1 << (words.codes.len() - 1);
        for word in parts {
            let slot = words.slot(packed(word.as_bytes()));
            words.slots[slot] = (packed(word.as_bytes()), words.slots[slot].1 | language);
        }
    }
    for line in include_str!("../data/letters.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((code, letters)) = line.split_once(' ') else { continue };
        let language = words.codes.iter().position(|known| *known == code).map_or(0, |at| 1 << at);
        letters.chars().for_each(|c| words.letters[c as usize % LAST_LETTER] |= language);
        words.vietnamese |= if code == "vi" { language } else { 0 };
    }
    words
});

impl Words {
    /// Where a word is, or would be.
    fn slot(&self, key: u64) -> usize {
        let mut slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize % SLOTS;
        while self.slots[slot].0 != key && self.slots[slot].0 != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slot
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

/// A word of at most eight bytes as a number; the letters of ASCII and Latin-1 in lower case.
fn packed(word: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    if word.is_ascii() && word.len() <= bytes.len() {
        bytes.iter_mut().zip(word).for_each(|(to, &byte)| *to = byte);
        return of_ascii(u64::from_le_bytes(bytes), word.len());
    }
    let mut key = 0;
    let mut before = 0;
    for &byte in word {
        let small = match (before, byte) {
            (0xc3, 0x80..=0x9e) if byte != 0x97 => byte + 0x20,
            (_, byte) => byte.to_ascii_lowercase(),
        };
        key = key << 8 | u64::from(small);
        before = byte;
    }
    key
}

/// The same of a word of so many ASCII letters, whose bytes are the lowest of `bytes`.
#[inline]
fn of_ascii(bytes: u64, len: usize) -> u64 {
    let used = u64::MAX.checked_shr(64 - 8 * len as u32).unwrap_or_default();
    (bytes | u64::from_le_bytes([0x20; 8])) & used
}

/// The words of a text: letters of ASCII and whatever is beyond it; with each, its number where that is found at once.
fn words(text: &[u8]) -> impl Iterator<Item = (&[u8], Option<u64>)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !LETTER[usize::from(*rest.first()?)] {
            rest = &rest[1..];
        }
        let word = rest;
        let len = length_of(word);
        rest = &word[len..];
        let bytes = word.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)).filter(|_| len <= 8);
        let key = bytes.map(|bytes| of_ascii(bytes, len)).filter(|key| key & u64::from_le_bytes([0x80; 8]) == 0);
        Some((&word[..len], key))
    })
}

/// How many bytes of letters stand at the beginning.
fn length_of(bytes: &[u8]) -> usize {
    let first = bytes.first_chunk().map_or(0, |eight| {
        let eight = u64::from_le_bytes(*eight);
        let others = !(letters(eight) | eight) & u64::from_le_bytes([0x80; 8]);
        others.trailing_zeros() as usize / 8
    });
    if 0 < first && first < 8 {
        return first;
    }
    bytes[first..].iter().position(|&byte| !LETTER[usize::from(byte)]).map_or(bytes.len(), |more| first + more)
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
    near::bring(&WORDS.slots);
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
    for (word, key) in words(text.as_bytes()) {
        all += 1;
        // Capitals may begin names, which tell nothing.
        if key.is_none() && !word[0].is_ascii_uppercase() && !word.is_ascii() {
            known.letters(word, &mut scores);
        }
        if word.len() > 8 {
            continue;
        }
        let languages = known.slots[known.slot(key.unwrap_or_else(|| packed(word)))].1;
        if languages == 0 {
            continue;
        }
        // A word of one language says more than one that many share.
        let weight = match languages.count_ones() {
            1 => 4,
            2 => 3,
            3 | 4 => 2,
            _ => 1,
        };
        add(&mut scores, languages, weight);
        hits += 1;
        if hits % 16 == 0 && told(&scores, all) {
            break;
        }
    }
    (scores, all)
}

fn add(scores: &mut [u32; MOST], mut languages: u64, weight: u32) {
    while languages != 0 {
        scores[languages.trailing_zeros() as usize] += weight;
        languages &= languages - 1;
    }
}

fn verdict(scores: &[u32; MOST], words: u32) -> Option<Guess> {
    let (mut best, mut second, mut language) = (0, 0, 0);
    for (i, &score) in scores.iter().take(WORDS.codes.len()).enumerate() {
        if score > best {
            (second, best, language) = (best, score, i);
        } else {
            second = second.max(score);
        }
    }
    let code = WORDS.codes.get(language)?;
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
            for (word, key) in found {
                prop_assert!(key.is_none_or(|key| key == packed(word)));
                prop_assert!(word.len() > 8 || packed(word) == packed(&word.to_ascii_lowercase()));
            }
        }
    }
}
