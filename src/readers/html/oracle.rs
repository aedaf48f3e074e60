//! A text that is known to be the article's, and how much of another text it has.

use rustc_hash::FxHashSet;

/// The word sequences of a text that is known to be the article's.
pub(super) struct Oracle {
    grams: FxHashSet<u64>,
}

const GRAM: usize = 3;

impl Oracle {
    pub(super) fn new(text: &str) -> Self {
        Self { grams: grams(text).collect() }
    }

    /// Share of a block's word sequences that the article has; a half where it is too short to tell.
    pub(super) fn share(&self, text: &str) -> f32 {
        let (mut all, mut known) = (0u32, 0u32);
        for gram in grams(text) {
            all += 1;
            known += u32::from(self.grams.contains(&gram));
        }
        if all == 0 { 0.5 } else { known as f32 / all as f32 }
    }
}

/// Hashes of every three words in a row; a shorter text gives one of all its words, scripts without spaces go by characters.
fn grams(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut window = [0u64; GRAM];
    let mut seen = 0;
    let spaced = text.chars().take(200).filter(|c| *c >= '\u{2e80}').count() < 40;
    let words = text.split(move |c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).flat_map(move |word| {
        let step = if spaced { word.len() } else { 1 };
        word.char_indices()
            .filter(move |(at, _)| step == 1 || *at == 0)
            .map(move |(at, c)| if step == 1 { &word[at..at + c.len_utf8()] } else { word })
    });
    words.filter_map(move |word| {
        window.rotate_left(1);
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for c in word.chars().flat_map(char::to_lowercase) {
            hasher.update(&u32::from(c).to_le_bytes());
        }
        window[GRAM - 1] = hasher.digest();
        seen += 1;
        (seen >= GRAM).then(|| window.iter().fold(0u64, |h, w| h.rotate_left(21) ^ w.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    })
}
