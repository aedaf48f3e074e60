//! One form for all spellings of a name: small letters, no diacritics, no points or apostrophes, one space between words.
//!
//! `data/make_gazetteer.py` folds in the same way; a test holds every compiled name against this one.

use std::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::enrich::word_table::Packed;

/// Folds a name to the form under which places are found and searched: `Saint-Étienne` to `saint etienne`, `N'Djamena` to `ndjamena`,
/// `Washington, D.C.` to `washington dc`.
pub fn fold(name: &str) -> String {
    let is_plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if name.split(' ').all(is_plain) {
        return name.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(name.len());
    let mut spaced = false;
    let give = |c: char| {
        if c == ' ' {
            spaced = !out.is_empty();
        } else {
            if std::mem::take(&mut spaced) {
                out.push(' ');
            }
            out.push(c);
        }
    };
    each_folded(name, give);
    out
}

/// What folding makes of an ASCII character: a letter or digit, [`NOTHING`] or a space; [`WIDE`] for bytes of other characters.
static FOLDED: [u8; 256] = {
    let mut folded = [WIDE; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        folded[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => byte.to_ascii_lowercase(),
            b'.' | b'\'' | b'`' => NOTHING,
            _ => b' ',
        };
        byte += 1;
    }
    folded
};

/// Folding leaves nothing of it.
const NOTHING: u8 = 1;
/// Part of a character that is not ASCII.
const WIDE: u8 = 0;

/// A folded name on the stack, built word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    bytes: [u8; Key::CAPACITY],
    len: u8,
    /// Whether anything in it is beyond ASCII.
    is_wide: bool,
}

impl Hash for Key {
    /// Tells names apart by their length and first bytes, which hardly any two names of a text share.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let first = self.bytes.first_chunk().map_or(0, |bytes| u128::from_le_bytes(*bytes));
        state.write_u64(first as u64 ^ (first >> 64) as u64 ^ u64::from(self.len));
    }
}

impl Key {
    /// No name of the gazetteer is longer.
    const CAPACITY: usize = 64;

    /// An empty name.
    pub(crate) fn new() -> Self {
        Self { bytes: [0; Self::CAPACITY], len: 0, is_wide: false }
    }

    /// The folded name.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len()]
    }

    /// How many bytes it has.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// The same as two numbers, where it is short and ASCII.
    #[inline]
    pub(in crate::enrich) fn packed(&self) -> Option<Packed> {
        Packed::in_buffer(&self.bytes, self.len())
    }

    /// Adds one word, after a space where asked; says whether it fits and left something.
    pub(crate) fn push(&mut self, word: &str, after_space: bool) -> bool {
        let from = self.len();
        let mut spaced = after_space && from > 0;
        if word.is_ascii() {
            return self.push_ascii(word.as_bytes(), spaced);
        }
        let mut fits = true;
        each_folded(word, |c| {
            if c == ' ' {
                spaced |= self.len() > 0;
            } else if fits {
                let mut buffer = [0; 4];
                let encoded = c.encode_utf8(&mut buffer).as_bytes();
                let end = self.len() + usize::from(spaced) + encoded.len();
                if end > Self::CAPACITY {
                    fits = false;
                    return;
                }
                if std::mem::take(&mut spaced) {
                    self.bytes[self.len()] = b' ';
                }
                // Byte by byte: hardly any is of more than one.
                self.bytes[end - encoded.len()..end].iter_mut().zip(encoded).for_each(|(to, &byte)| *to = byte);
                self.len = end as u8;
                self.is_wide |= !c.is_ascii();
            }
        });
        fits && self.len() > from
    }

    /// Adds a word of so many ASCII letters; says whether there is room for the longest of that kind.
    #[inline]
    pub(in crate::enrich) fn push_letters(&mut self, word: Packed, length: usize, after_space: bool) -> bool {
        let spaced = after_space && self.len() > 0;
        let start = self.len() + usize::from(spaced);
        let Some(room) = self.bytes.get_mut(start..).and_then(<[u8]>::first_chunk_mut) else { return false };
        *room = word.padded();
        if spaced {
            self.bytes[self.len()] = b' ';
        }
        self.len = (start + length) as u8;
        true
    }

    /// Whether the name is of ASCII alone.
    #[inline]
    pub(crate) fn is_ascii(&self) -> bool {
        !self.is_wide
    }

    /// The same of ASCII alone.
    fn push_ascii(&mut self, words: &[u8], mut spaced: bool) -> bool {
        let from = self.len();
        let mut end = from;
        for &byte in words {
            match FOLDED[usize::from(byte)] {
                NOTHING => {}
                b' ' => spaced |= end > 0,
                folded => {
                    let at = end + usize::from(std::mem::take(&mut spaced));
                    if at >= Self::CAPACITY {
                        return false;
                    }
                    self.bytes[end] = b' ';
                    self.bytes[at] = folded;
                    end = at + 1;
                    self.len = end as u8;
                }
            }
        }
        end > from
    }

    /// A short name.
    #[inline]
    pub(in crate::enrich) fn of_letters(word: Packed, length: usize) -> Self {
        let mut key = Self::new();
        key.push_letters(word, length, false);
        key
    }

    /// The folded form of a whole name, where it fits.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let mut key = Self::new();
        key.push(name, false).then_some(key)
    }
}

/// Gives the folded characters of `text` one by one; everything between words comes as a space.
fn each_folded(text: &str, mut give: impl FnMut(char)) {
    for c in text.chars() {
        match c {
            c if c.is_ascii() => match FOLDED[c as usize] {
                NOTHING => {}
                folded => give(char::from(folded)),
            },
            '’' | '‘' | 'ʼ' | '´' | 'ʻ' | 'ʿ' | 'ʾ' | '＇' | '·' | '•' => {}
            c => fold_wide(c, &mut give),
        }
    }
}

fn fold_wide(c: char, give: &mut impl FnMut(char)) {
    for low in c.to_lowercase() {
        if u32::from(low) < 0x530 || (0x1E00..0x2000).contains(&u32::from(low)) {
            low.nfd().filter(|&part| !is_combining_mark(part)).for_each(|part| fold_letter(part, give));
        } else if !is_combining_mark(low) {
            fold_letter(low, give);
        }
    }
}

/// Folds one small letter without marks.
fn fold_letter(letter: char, give: &mut impl FnMut(char)) {
    match letter {
        'ß' => "ss".chars().for_each(give),
        'æ' => "ae".chars().for_each(give),
        'œ' => "oe".chars().for_each(give),
        'þ' => "th".chars().for_each(give),
        'ø' => give('o'),
        'đ' | 'ð' => give('d'),
        'ł' => give('l'),
        'ı' => give('i'),
        'ħ' => give('h'),
        'ŋ' => give('n'),
        'ə' => give('a'),
        'ς' => give('σ'),
        'أ' | 'إ' | 'آ' | 'ٱ' => give('ا'),
        'ة' => give('ه'),
        'ى' => give('ي'),
        letter if letter.is_alphanumeric() => give(letter),
        _ => give(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_fold_to_one_form() {
        for (name, expected) in [
            ("Saint-Étienne", "saint etienne"),
            ("N'Djamena", "ndjamena"),
            ("Washington, D.C.", "washington dc"),
            ("ZÜRICH", "zurich"),
            ("Łódź", "lodz"),
            ("İzmir", "izmir"),
            ("Москва", "москва"),
            ("القاهرة", "القاهره"),
            ("東京", "東京"),
            ("Ǽrø Ǿ", "aero o"),
            ("ガザ", "ガザ"),
            ("  St.  Louis ", "st louis"),
            ("—", ""),
        ] {
            assert_eq!(fold(name), expected, "{name}");
        }
    }

    #[test]
    fn every_character_folds_to_what_stays() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let folded = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&folded), folded, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_stable_and_keys_agree(text in "(\\PC|[ .'’A-Za-zÄéИسج東-])*") {
            let folded = fold(&text);
            prop_assert_eq!(&fold(&folded), &folded);
            if let Some(key) = Key::of(&text) {
                prop_assert_eq!(key.as_bytes(), folded.as_bytes());
            }
        }
    }
}
