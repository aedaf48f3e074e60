//! Tells languages in Latin script by their commonest short words.

use std::sync::LazyLock;

use super::Guess;

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

/// The language that most of the short words belong to.
pub(super) fn guess(text: &str) -> Option<Guess> {
    let words = &*WORDS;
    let mut scores = [0_u32; MOST];
    let (mut all, mut hits) = (0, 0);
    for word in text.as_bytes().split(|byte| !(byte.is_ascii_alphabetic() || *byte >= 0x80)) {
        if word.is_empty() {
            continue;
        }
        all += 1;
        // Capitals may begin names, which tell nothing.
        if !word[0].is_ascii_uppercase() && !word.is_ascii() {
            words.letters(word, &mut scores);
        }
        if word.len() > 8 {
            continue;
        }
        let languages = words.slots[words.slot(packed(word))].1;
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
        if hits % 16 == 0
            && let Some(guess) = verdict(&scores, all).filter(|guess| guess.is_sure)
        {
            return Some(guess);
        }
    }
    verdict(&scores, all)
}

fn add(scores: &mut [u32; MOST], mut languages: u64, weight: u32) {
    while languages != 0 {
        scores[languages.trailing_zeros() as usize] += weight;
        languages &= languages - 1;
    }
}

fn verdict(scores: &[u32; MOST], words: u32) -> Option<Guess> {
    let (mut best, mut second, mut language) = (0, 0, 0);
    for (i, &score) in scores.iter().enumerate() {
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
