//! Where the sentences and paragraphs of a text begin, as an index keeps it: paragraphs as one string, since the engine's tokenizers see nothing else,
//! sentences as bits.

use super::segment::Segments;

/// Appends a number in bytes of six bits, the lowest first; all but the last have 64 added.
fn push_varint(mut number: u32, out: &mut String) {
    while number >= 64 {
        out.push(char::from((number % 64) as u8 + 64));
        number /= 64;
    }
    out.push(char::from(number as u8));
}

fn take_varint(coded: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0_u32, 0);
    loop {
        let (&byte, rest) = coded.split_first()?;
        *coded = rest;
        number |= u32::from(byte % 64).checked_shl(shift)?;
        if byte < 64 {
            return Some(number);
        }
        shift += 6;
    }
}

/// Appends the positions at which paragraphs begin, the first left out, as such varints: the distance from the one before in words.
pub fn write_breaks(segments: &Segments, out: &mut String) {
    let mut last = 0;
    for start in segments.paragraphs.iter().map(|paragraph| paragraph.tokens.start) {
        if start > last {
            push_varint(start - last, out);
            last = start;
        }
    }
}

/// What [`write_breaks`] has written.
pub fn read_breaks(written: &str) -> impl Iterator<Item = u32> {
    let mut coded = written.as_bytes();
    let mut at = 0_u32;
    std::iter::from_fn(move || {
        at = at.checked_add(take_varint(&mut coded)?)?;
        Some(at)
    })
}

/// Words that one number of [`sentence_bits`] tells of.
pub const WORDS_OF_BITS: u32 = u64::BITS;

/// Where sentences begin, the first left out: a bit for each word, the lowest of the first number for the first word, up to the last that begins one.
pub fn sentence_bits(segments: &Segments) -> impl Iterator<Item = u64> {
    let mut starts = segments.sentences.iter().map(|sentence| sentence.tokens.start).filter(|&start| start > 0).peekable();
    let mut number = 0;
    std::iter::from_fn(move || {
        starts.peek()?;
        let mut bits = 0;
        while let Some(start) = starts.next_if(|start| start / WORDS_OF_BITS <= number) {
            bits |= 1 << (start % WORDS_OF_BITS);
        }
        number += 1;
        Some(bits)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::segment::segment;

    proptest! {
        #[test]
        fn breaks_are_read_back(text in "([A-Za-z]{1,140}|[ ,.!?]{1,3}|[\\n東京дé'’-]){0,60}") {
            let segments = segment(&text);
            let starts = |ranges: Vec<u32>| ranges.into_iter().filter(|&start| start > 0).collect::<Vec<u32>>();
            let sentences = starts(segments.sentences.iter().map(|sentence| sentence.tokens.start).collect());
            let paragraphs = starts(segments.paragraphs.iter().map(|paragraph| paragraph.tokens.start).collect());
            let mut written = String::new();
            write_breaks(&segments, &mut written);
            prop_assert_eq!(read_breaks(&written).collect::<Vec<_>>(), paragraphs);
            let bits: Vec<u64> = sentence_bits(&segments).collect();
            let is_set = |word: &u32| bits.get(*word as usize / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1);
            prop_assert_eq!((0..segments.tokens.len() as u32).filter(is_set).collect::<Vec<_>>(), sentences);
            prop_assert!(bits.last() != Some(&0));
        }

        #[test]
        fn no_string_is_too_bad_to_be_read(written in "[\\x00-\\x7F]{0,40}") {
            prop_assert!(read_breaks(&written).count() <= written.len());
        }
    }
}
