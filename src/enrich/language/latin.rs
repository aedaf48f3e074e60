//! Tells languages in Latin script by their commonest short words.

use std::sync::LazyLock;

use super::Guess;

/// Most languages that the table can hold.
const MOST: usize = 64;

/// Slots of the word table; a power of two, well above the number of words.
const SLOTS: usize = 2048;

/// Which languages a short word belongs to, by its bytes packed into a number.
struct Words {
    codes: Vec<&'static str>,
    slots: Vec<(u64, u64)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { codes: Vec::new(), slots: vec![(0, 0); SLOTS] };
    for line in include_str!("../data/function_words.txt").lines().filter(|line| !line.starts_with('#')).take(MOST) {
        let mut parts = line.split(' ');
        words.codes.extend(parts.next());
        let language = 1 << (words.codes.len() - 1);
        for word in parts {
            let slot = words.slot(packed(word.as_bytes()));
            words.slots[slot] = (packed(word.as_bytes()), words.slots[slot].1 | language);
        }
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
        if word.len() > 8 {
            continue;
        }
        let mut languages = words.slots[words.slot(packed(word))].1;
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
        while languages != 0 {
            scores[languages.trailing_zeros() as usize] += weight;
            languages &= languages - 1;
        }
        hits += 1;
        if hits % 16 == 0
            && let Some(guess) = verdict(&scores, all).filter(|guess| guess.is_sure)
        {
            return Some(guess);
        }
    }
    verdict(&scores, all)
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
    let is_clear = best >= 6 && best * 4 >= second * 5 && best * 4 >= words;
    is_clear.then_some(Guess { code, is_sure: best >= 30 && best >= second * 2 - second / 2 && best * 2 >= words })
}
