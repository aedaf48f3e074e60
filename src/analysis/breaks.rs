//! The places at which the sentences and paragraphs of a text begin, as one string: the engine's tokenizers see nothing else.

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

/// Appends the places at which sentences and paragraphs begin, the first left out, as such varints: twice the distance from
/// the one before in words, one more for a paragraph.
pub fn write_breaks(segments: &Segments, out: &mut String) {
    let mut paragraphs = segments.paragraphs.iter().map(|paragraph| paragraph.tokens.start).peekable();
    let mut last = 0;
    for sentence in &segments.sentences {
        let start = sentence.tokens.start;
        while paragraphs.next_if(|&paragraph| paragraph < start).is_some() {}
        if start > 0 {
            push_varint((start - last) * 2 + u32::from(paragraphs.peek() == Some(&start)), out);
            last = start;
        }
    }
}

/// What [`write_breaks`] has written: positions, and whether a paragraph begins there.
pub fn read_breaks(written: &str) -> impl Iterator<Item = (u32, bool)> {
    let mut coded = written.as_bytes();
    let mut at = 0_u32;
    std::iter::from_fn(move || {
        let step = take_varint(&mut coded)?;
        at = at.checked_add(step / 2)?;
        Some((at, step % 2 == 1))
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
            let breaks: Vec<_> = read_breaks(&written).collect();
            prop_assert_eq!(breaks.iter().map(|(at, _)| *at).collect::<Vec<_>>(), sentences);
            prop_assert_eq!(breaks.iter().filter(|(_, paragraph)| *paragraph).map(|(at, _)| *at).collect::<Vec<_>>(), paragraphs);
        }

        #[test]
        fn no_string_is_too_bad_to_be_read(written in "[\\x00-\\x7F]{0,40}") {
            prop_assert!(read_breaks(&written).count() <= written.len());
        }
    }
}
